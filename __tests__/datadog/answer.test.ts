import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { describeAnswer, isConfirmed } from '../../src/datadog/answer.ts';
import type { Answer } from '../../src/datadog/http.ts';

const api = 'https://api.datadoghq.eu';
const apiKey = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
const redact = (text: string) => text.replaceAll(apiKey, '***');

function answer(status: number, text: string, more: Partial<Answer> = {}): Answer {
  return { status, text, headers: {}, complete: true, ...more };
}

const about = { apiUrl: api, kind: 'event', redact } as const;

describe('an answer confirms', () => {
  test.each<[Answer, string]>([
    [answer(200, '{"data":{"id":"x","type":"dora_deployment"}}'), 'event and mark'],
    [answer(202, '{"data":{}}'), 'event and mark'],
    [answer(202, ''), 'event and mark'],
    [answer(202, ' \n'), 'event and mark'],
    [answer(200, ''), 'mark'],
    [answer(204, ''), 'mark'],
    [answer(201, '{}'), 'mark'],
    [answer(200, '{}'), 'mark'],
    [answer(200, '{"data":null}'), 'mark'],
    [answer(200, '{"data":[]}'), 'mark'],
    [answer(200, '{"status":"login"}'), 'mark'],
    [answer(201, '{"data":{}}'), 'mark'],
    [answer(200, '{"data":{},"errors":[]}'), 'nothing'],
    [answer(200, '{"errors":["event dropped"]}'), 'nothing'],
    [answer(202, '{"errors":["event dropped"]}'), 'nothing'],
    [answer(200, '"login required"'), 'nothing'],
    [answer(200, 'null'), 'nothing'],
    [answer(202, '[]'), 'nothing'],
    [answer(200, '[{"data":{}}]'), 'nothing'],
    [answer(200, '1'), 'nothing'],
    [answer(200, '<html>Sign in</html>'), 'nothing'],
    [answer(200, '{"data":'), 'nothing'],
    [answer(200, 'OK'), 'nothing'],
    [answer(200, '{"data":{}}', { complete: false }), 'nothing'],
    [answer(202, '', { complete: false }), 'nothing'],
    [answer(301, ''), 'nothing'],
    [answer(304, ''), 'nothing'],
    [answer(500, '{"data":{}}'), 'nothing'],
  ])('%j: %s', (given, confirmed) => {
    const kinds = (['event', 'mark'] as const).filter((kind) => isConfirmed(kind, given));
    expect(kinds.join(' and ') || 'nothing').toBe(confirmed);
  });
});

describe('what the user reads of an answer', () => {
  const jsonApi = {
    errors: [
      {
        title: 'Bad Request',
        detail: 'attribute "service" is required',
        source: { pointer: '/data/service' },
      },
      { title: 'Bad Request' },
      { status: '400' },
    ],
  };
  test.each<[string, Answer, string]>([
    [
      "Datadog's errors as JSON:API",
      answer(400, JSON.stringify(jsonApi)),
      'HTTP 400: Bad Request: attribute "service" is required (/data/service); Bad Request',
    ],
    ["Datadog's errors in words", answer(403, '{"errors":["Forbidden"]}'), 'HTTP 403: Forbidden'],
    ['errors of no known form', answer(400, '{"errors":[1,null]}'), 'HTTP 400: {"errors":[1,null]}'],
    ['other JSON', answer(502, '{"message":"no upstream"}'), 'HTTP 502: {"message":"no upstream"}'],
    ['words over lines', answer(500, ' no\r\n\tluck '), 'HTTP 500: no luck'],
    ['nothing', answer(503, ''), 'HTTP 503: empty answer'],
    [
      'a web page',
      answer(200, '<!DOCTYPE html>\n<html><head><title>\n Sign in </title>'),
      'HTTP 200, which does not confirm it: a web page, "Sign in", not an answer of Datadog',
    ],
    ['a web page without a title', answer(502, '<html>'), 'HTTP 502: a web page, not an answer of Datadog'],
    [
      'binary data',
      answer(200, '\u001f\ufffd\u0008\u0000'),
      'HTTP 200, which does not confirm it: a body of binary data',
    ],
    [
      'a redirect',
      answer(302, '', { headers: { location: 'https://sso/' } }),
      'HTTP 302 (redirect to https://sso/): empty answer',
    ],
    ['the key', answer(403, `{"errors":["${apiKey} is bad"]}`), 'HTTP 403: *** is bad'],
    [
      'the key in a redirect',
      answer(307, '', { headers: { location: `/?${apiKey}` } }),
      'HTTP 307 (redirect to /?***): empty answer',
    ],
  ])('%s', (_name, given, what) => {
    expect(describeAnswer(given, about).what).toBe(what);
  });

  test.each([
    [400, /attribute that is named/],
    [401, /belong to the site behind https:\/\/api\.datadoghq\.eu/],
    [403, /Each Datadog site has its own keys/],
    [404, /api-url/],
    [408, /network/],
    [413, /too large/],
    [429, /rate limit/],
    [500, /status page/],
    [302, /check api-url and the proxy/],
    [200, /check api-url and the proxy/],
  ])('of HTTP %d has a hint', (status, hint) => {
    const { retry, hint: given } = describeAnswer(answer(status, ''), about);
    expect(given).toMatch(hint);
    expect(retry).toBe([408, 429, 500].includes(status));
  });

  test.each<[number, RegExp, boolean]>([
    [403, /app-key.*dora_metrics_write/, false],
    [401, /app-key.*dora_metrics_write/, false],
    [404, /knows no such deployment on the site behind .*steps/, true],
    [400, /refuses the mark/, false],
  ])('of HTTP %d to a mark has a hint of its own', (status, hint, retry) => {
    const reason = describeAnswer(answer(status, '{"errors":["no"]}'), { ...about, kind: 'mark' });
    expect(reason).toEqual({ what: `HTTP ${status}: no`, hint: expect.stringMatching(hint), retry });
  });

  test.each([401, 403, 404])('blames no key for a web page with status %d', (status) => {
    for (const kind of ['event', 'mark'] as const) {
      const { hint, retry } = describeAnswer(answer(status, '<html><title>Login</title>'), {
        ...about,
        kind,
      });
      expect(hint).toMatch(/^Something between the runner and Datadog answers in its place/);
      expect(retry).toBe(false);
    }
  });

  test('is short and in one line, whatever the answer is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3000, unit: 'binary' }), fc.boolean(), (text, complete) => {
        const { what } = describeAnswer(answer(400, text, { complete }), about);
        expect(what.length).toBeLessThan(500);
        expect(what).not.toMatch(/[\r\n]/);
      }),
    );
  });

  test('is found quickly in a page that is made to be slow to read', () => {
    const begin = performance.now();
    describeAnswer(answer(500, `<html>${'<title'.repeat(11_000)}`), about);
    expect(performance.now() - begin).toBeLessThan(200);
  });
});
