import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Answer } from '../../src/datadog/http.ts';
import { describeAnswer, isConfirmed } from '../../src/datadog/reason.ts';

const api = 'https://api.datadoghq.eu';
const apiKey = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
const redact = (text: string) => text.replaceAll(apiKey, '***');

function answer(status: number, text: string, more: Partial<Answer> = {}): Answer {
  return { status, text, headers: {}, complete: true, ...more };
}

const about = (kind: 'event' | 'mark' = 'event') => ({ apiUrl: api, kind, redact });

describe('an answer confirms an event, or a mark', () => {
  const data = '{"data":{"id":"x","type":"dora_deployment"}}';
  test.each<[string, Answer, boolean, boolean]>([
    ['200 with data', answer(200, data), true, true],
    ['202 with data', answer(202, data), true, true],
    ['200 with empty data', answer(200, '{"data":{}}'), true, true],
    ['202 without a body', answer(202, ' \n'), true, true],
    ['200 without a body', answer(200, ''), false, true],
    ['204', answer(204, ''), false, true],
    ['201 with data', answer(201, data), false, true],
    ['{}', answer(200, '{}'), false, true],
    ['202 with {}', answer(202, '{}'), false, true],
    ['a relay’s words', answer(202, '{"status":"event dropped"}'), false, true],
    ['data that is no object', answer(200, '{"data":"x"}'), false, true],
    ['data that is null', answer(200, '{"data":null}'), false, true],
    ['data that is a list', answer(200, '{"data":[]}'), false, true],
    ['errors beside data', answer(200, '{"data":{},"errors":["x"]}'), false, false],
    ['no errors beside data', answer(200, '{"data":{},"errors":[]}'), false, false],
    ['a page', answer(200, '<html>Sign in</html>'), false, false],
    ['half of JSON', answer(200, '{"data":'), false, false],
    ['words', answer(200, 'OK'), false, false],
    ['a list', answer(200, '[]'), false, false],
    ['null', answer(200, 'null'), false, false],
    ['too long', answer(200, data, { complete: false }), false, false],
    ['301', answer(301, ''), false, false],
    ['304', answer(304, ''), false, false],
    ['404 with data', answer(404, data), false, false],
    ['500 with data', answer(500, data), false, false],
  ])('%s: %#', (_name, given, event, mark) => {
    expect([isConfirmed('event', given), isConfirmed('mark', given)]).toEqual([event, mark]);
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
    expect(describeAnswer(given, about()).what).toBe(what);
  });

  const both = [400, 401, 403, 404, 408, 413, 429, 500, 503, 302, 200] as const;
  const hints = {
    event: {
      400: /attribute that is named: Datadog refuses the event/,
      401: /API key belong to the site behind https:\/\/api\.datadoghq\.eu/,
      403: /Each Datadog site has its own keys/,
      404: /api-url/,
      408: /network/,
      413: /too large/,
      429: /rate limit/,
      500: /take the event: see Datadog's status page/,
      503: /status page/,
      302: /check api-url and the proxy/,
      200: /check api-url and the proxy/,
    },
    mark: {
      400: /attribute that is named: Datadog refuses the mark/,
      401: /application key \(app-key\).*dora_metrics_write/,
      403: /scope dora_metrics_write, and its owner the permission of that name/,
      404: /knows no such deployment on the site.*change-failure.*steps\.<id>\.outcome/,
      408: /network/,
      413: /too large/,
      429: /rate limit/,
      500: /take the mark/,
      503: /status page/,
      302: /check api-url and the proxy/,
      200: /check api-url and the proxy/,
    },
  };
  const cases = (['event', 'mark'] as const).flatMap((kind) => both.map((status) => [kind, status] as const));
  test.each(cases)(
    'of an %s, HTTP %d has a hint, and another attempt where that may help',
    (kind, status) => {
      const { retry, hint } = describeAnswer(answer(status, ''), about(kind));
      expect(hint).toMatch(hints[kind][status]);
      expect(retry).toBe([408, 429, 500, 503].includes(status) || (kind === 'mark' && status === 404));
    },
  );

  test('a proxy’s page is no word of Datadog’s, and not of a deployment that it does not know', () => {
    const page = '<!DOCTYPE html><title>Blocked</title>';
    expect(describeAnswer(answer(404, page), about('mark'))).toMatchObject({
      hint: expect.stringMatching(/check api-url and the proxy/),
      retry: false,
    });
    expect(describeAnswer(answer(503, page), about()).hint).toMatch(/status page/);
  });

  test('is short and in one line, whatever the answer is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3000, unit: 'binary' }), fc.boolean(), (text, complete) => {
        const { what } = describeAnswer(answer(400, text, { complete }), about());
        expect(what.length).toBeLessThan(500);
        expect(what).not.toMatch(/[\r\n]/);
      }),
    );
  });

  test('is found quickly in a page that is made to be slow to read', () => {
    const begin = performance.now();
    describeAnswer(answer(500, `<html>${'<title'.repeat(11_000)}`), about());
    expect(performance.now() - begin).toBeLessThan(200);
  });
});
