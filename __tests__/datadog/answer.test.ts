import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { describeResponse, isConfirmed } from '../../src/datadog/answer.ts';
import type { ApiResponse } from '../../src/datadog/http.ts';
import { effort, LINEAR } from '../support/effort.ts';
import { anyText } from '../support/text.ts';

const api = 'https://api.datadoghq.eu';
const apiKey = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
const redact = (text: string) => text.replaceAll(apiKey, '***');

function response(status: number, text: string, more: Partial<ApiResponse> = {}): ApiResponse {
  return { status, text, headers: {}, complete: true, ...more };
}

const adviceOnUnknown = 'Skip the marking job.';
const about = {
  apiUrl: api,
  request: { kind: 'event', path: '/api/v2/dora/deployment' },
  redact,
  adviceOnUnknown,
} as const;
const byId = { kind: 'mark', path: '/api/v2/dora/deployments/deployment-1' } as const;
const byName = { kind: 'mark', path: '/api/v2/dora/deployments' } as const;

describe('a response confirms', () => {
  test.each<[ApiResponse, string]>([
    [response(200, '{"data":{"id":"x","type":"dora_deployment"}}'), 'event and mark'],
    [response(202, '{"data":{}}'), 'event and mark'],
    [response(202, ''), 'event and mark'],
    [response(202, ' \n'), 'event and mark'],
    [response(200, ''), 'mark'],
    [response(204, ''), 'mark'],
    [response(201, '{}'), 'mark'],
    [response(201, ''), 'mark'],
    [response(200, '{}'), 'mark'],
    [response(200, '{"data":null}'), 'mark'],
    [response(200, '{"data":[]}'), 'mark'],
    [response(200, '{"status":"login"}'), 'mark'],
    [response(201, '{"data":{}}'), 'event and mark'],
    [response(203, '{"data":{}}'), 'mark'],
    [response(200, '{"data":{},"errors":null}'), 'event and mark'],
    [response(202, '{"data":{},"errors":[]}'), 'event and mark'],
    [response(200, '{"data":{},"errors":{}}'), 'nothing'],
    [response(200, '{"data":{},"errors":"no"}'), 'nothing'],
    [response(200, '{"data":{},"errors":[null]}'), 'nothing'],
    [response(200, '{"errors":["event dropped"]}'), 'nothing'],
    [response(202, '{"errors":["event dropped"]}'), 'nothing'],
    [response(200, '"login required"'), 'nothing'],
    [response(200, 'null'), 'nothing'],
    [response(202, '[]'), 'nothing'],
    [response(200, '[{"data":{}}]'), 'nothing'],
    [response(200, '1'), 'nothing'],
    [response(200, '<html>Sign in</html>'), 'nothing'],
    [response(200, '{"data":'), 'nothing'],
    [response(200, 'OK'), 'nothing'],
    [response(200, '{"data":{}}', { complete: false }), 'nothing'],
    [response(202, '', { complete: false }), 'nothing'],
    [response(301, ''), 'nothing'],
    [response(304, ''), 'nothing'],
    [response(500, '{"data":{}}'), 'nothing'],
  ])('%j: %s', (given, confirmed) => {
    const kinds = (['event', 'mark'] as const).filter((kind) => isConfirmed(kind, given));
    expect(kinds.join(' and ') || 'nothing').toBe(confirmed);
  });
});

describe('what the user reads of a response', () => {
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
  test.each<[string, ApiResponse, string]>([
    [
      "Datadog's errors as JSON:API",
      response(400, JSON.stringify(jsonApi)),
      'HTTP 400: Bad Request: attribute "service" is required (/data/service); Bad Request',
    ],
    ["Datadog's errors in words", response(403, '{"errors":["Forbidden"]}'), 'HTTP 403: Forbidden'],
    ['errors of no known form', response(400, '{"errors":[1,null]}'), 'HTTP 400: {"errors":[1,null]}'],
    ['other JSON', response(502, '{"message":"no upstream"}'), 'HTTP 502: {"message":"no upstream"}'],
    ['words over lines', response(500, ' no\r\n\tluck '), 'HTTP 500: no luck'],
    ['nothing', response(503, ''), 'HTTP 503: empty response'],
    [
      'a web page',
      response(200, '<!DOCTYPE html>\n<html><head><title>\n Sign in </title>'),
      'HTTP 200, which does not confirm the event: a web page, "Sign in", not a response from Datadog',
    ],
    [
      'a web page without a title',
      response(502, '<html>'),
      'HTTP 502: a web page, not a response from Datadog',
    ],
    [
      'binary data',
      response(200, '\u001f\ufffd\u0008\u0000'),
      'HTTP 200, which does not confirm the event: a body of binary data',
    ],
    [
      'a redirect',
      response(302, '', { headers: { location: 'https://sso/' } }),
      'HTTP 302 (redirect to https://sso/): empty response',
    ],
    ['the key', response(403, `{"errors":["${apiKey} is bad"]}`), 'HTTP 403: *** is bad'],
    [
      'the key in a redirect',
      response(307, '', { headers: { location: `/?${apiKey}` } }),
      'HTTP 307 (redirect to /?***): empty response',
    ],
  ])('%s', (_name, given, what) => {
    expect(describeResponse(given, about).what).toBe(what);
  });

  test.each([
    [400, /^Datadog rejected the event: check the attribute that it names\.$/],
    [401, /belong to the site behind https:\/\/api\.datadoghq\.eu/],
    [403, /Each Datadog site has its own keys/],
    [404, /api-url/],
    [408, /network/],
    [409, /deployment with this ID already/],
    [413, /too large/],
    [429, /rate limit/],
    [500, /status page/],
    [302, /check api-url and the proxy/],
    [200, /check api-url and the proxy/],
  ])('of HTTP %d has a hint', (status, hint) => {
    const { retry, hint: given } = describeResponse(response(status, ''), about);
    expect(given).toMatch(hint);
    expect(retry).toBe([408, 429, 500].includes(status));
  });

  test.each<[number, RegExp, boolean]>([
    [403, /app-key.*dora_metrics_write, and its owner needs the permission/, false],
    [401, /app-key.*dora_metrics_write, and its owner needs the permission/, false],
    [
      404,
      /^Datadog has no deployment with that ID on the site behind .*another site.*Skip the marking job/,
      true,
    ],
    [400, /^Datadog rejected the mark: /, false],
    [409, /mark of this deployment already/, false],
  ])('of HTTP %d to a mark has a hint of its own', (status, hint, retry) => {
    const reason = describeResponse(response(status, '{"errors":["no"]}'), { ...about, request: byId });
    expect(reason).toMatchObject({ what: `HTTP ${status}: no`, hint: expect.stringMatching(hint), retry });
  });

  test('of a deployment that is not found by its name asks about no ID', () => {
    const { hint, retry } = describeResponse(response(404, ''), { ...about, request: byName });
    expect(hint).toMatch(/^Datadog has no deployment of that service, env and version on the site behind /);
    expect(hint).not.toMatch(/\bID\b/);
    expect(retry).toBe(true);
  });

  test.each<[number, string, boolean]>([
    [200, '<html>Sign in</html>', true],
    [200, '{"errors":["event dropped"]}', true],
    [204, '', true],
    [409, '{"errors":["exists"]}', true],
    [502, '', true],
    [504, '<html></html>', true],
    [302, '', false],
    [400, '{"errors":["no"]}', false],
    [404, '', false],
    [408, '', false],
    [429, '', false],
    [500, '', false],
    [503, '', false],
  ])('HTTP %d, %j, may have arrived: %j', (status, text, mayHaveArrived) => {
    for (const request of [about.request, byId]) {
      expect(describeResponse(response(status, text), { ...about, request })).toMatchObject({
        mayHaveArrived,
      });
    }
  });

  test.each([401, 403, 404])('blames no key for a web page with status %d', (status) => {
    for (const request of [about.request, byId, byName]) {
      const page = response(status, '<html><title>Login</title>');
      const { hint, retry } = describeResponse(page, { ...about, request });
      expect(hint).toMatch(/^Something between the runner and Datadog responds in its place/);
      expect(retry).toBe(false);
    }
  });

  test('names the client certificate that nginx asks for in a page', () => {
    const page = '<html><head><title>400 No required SSL certificate was sent</title></head>';
    expect(describeResponse(response(400, page), about)).toMatchObject({
      hint: 'It wants a client certificate. This action has none: set api-url to a relay that does not ask for one.',
      retry: false,
    });
  });

  test('is short and in one line, for any response', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 3000 }), fc.boolean(), (text, complete) => {
        const { what } = describeResponse(response(400, text, { complete }), about);
        expect(what.length).toBeLessThan(500);
        expect(what).not.toMatch(/[\r\n]/);
      }),
    );
  });

  test('is found quickly in a page that is made to be slow to read', async () => {
    const text = `<html>${'<title'.repeat(11_000)}`;
    const work = () => describeResponse(response(500, text), about);
    expect(await effort(work, text.length)).toBeLessThan(LINEAR);
  });
});
