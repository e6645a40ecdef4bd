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
  const of = (status: number, confirmed: string, ...texts: readonly string[]) =>
    texts.map((text): [ApiResponse, string] => [response(status, text), confirmed]);
  test.each<[ApiResponse, string]>([
    ...of(200, 'event and mark', '{"data":{"id":"x","type":"dora_deployment"}}', '{"data":{},"errors":null}'),
    ...of(201, 'event and mark', '{"data":{}}'),
    ...of(202, 'event and mark', '{"data":{}}', '', ' \n', '{"data":{},"errors":[]}'),
    ...of(200, 'mark', '', '{}', '{"data":null}', '{"data":[]}', '{"status":"login"}'),
    ...of(201, 'mark', '', '{}'),
    ...of(203, 'mark', '{"data":{}}'),
    ...of(204, 'mark', ''),
    ...of(200, 'nothing', '{"data":{},"errors":{}}', '{"data":{},"errors":"no"}', '{"data":{},"errors":[null]}'),
    ...of(200, 'nothing', '{"errors":["event dropped"]}', '"login required"', 'null', '[{"data":{}}]', '1'),
    ...of(200, 'nothing', '<html>Sign in</html>', '{"data":', 'OK'),
    ...of(202, 'nothing', '{"errors":["event dropped"]}', '[]'),
    ...[301, 304].flatMap((status) => of(status, 'nothing', '')),
    ...of(500, 'nothing', '{"data":{}}'),
    [response(200, '{"data":{}}', { complete: false }), 'nothing'],
    [response(202, '', { complete: false }), 'nothing'],
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
  const words = (given: ApiResponse) => describeResponse(given, about).what;

  test('is what the server says: its errors, or what else it is', () => {
    const lines = [
      response(400, JSON.stringify(jsonApi)),
      response(403, '{"errors":["Forbidden"]}'),
      response(400, '{"errors":[1,null]}'),
      response(502, '{"message":"no upstream"}'),
      response(500, ' no\r\n\tluck '),
      response(503, ''),
      response(200, '<!DOCTYPE html>\n<html><head><title>\n Sign in </title>'),
      response(502, '<html>'),
      response(200, '\u001f\ufffd\u0008\u0000'),
      response(302, '', { headers: { location: 'https://sso/' } }),
      response(403, `{"errors":["${apiKey} is bad"]}`),
      response(307, '', { headers: { location: `/?${apiKey}` } }),
    ].map(words);
    expect(lines.join('\n')).toMatchInlineSnapshot(`
"HTTP 400: Bad Request: attribute "service" is required (/data/service); Bad Request
HTTP 403: Forbidden
HTTP 400: {"errors":[1,null]}
HTTP 502: {"message":"no upstream"}
HTTP 500: no luck
HTTP 503: empty response
HTTP 200, which does not confirm the event: a web page, "Sign in", not a response from Datadog
HTTP 502: a web page, not a response from Datadog
HTTP 200, which does not confirm the event: a body of binary data
HTTP 302 (redirect to https://sso/): empty response
HTTP 403: *** is bad
HTTP 307 (redirect to /): empty response"
`);
  });

  test('has a hint for each status', () => {
    const line = (status: number, request: typeof about.request | typeof byId | typeof byName) => {
      const { hint, retry } = describeResponse(response(status, '{"errors":["no"]}'), { ...about, request });
      return `${status} ${request.kind}: ${hint}${retry ? ' | retry' : ''}`;
    };
    const lines = [
      ...[400, 401, 403, 404, 408, 409, 413, 429, 500, 302, 200].map((status) => line(status, about.request)),
      ...[400, 401, 403, 404, 409].map((status) => line(status, byId)),
      line(404, byName),
    ].join('\n');
    expect(lines).not.toContain('::');
    expect(lines).toMatchInlineSnapshot(`
"400 event: Datadog rejected the event. Check the attribute that its message names.
401 event: Does the API key belong to the site behind https://api.datadoghq.eu? Each Datadog site has its own keys (input site).
403 event: Does the API key belong to the site behind https://api.datadoghq.eu? Each Datadog site has its own keys (input site).
404 event: Is https://api.datadoghq.eu the API of a Datadog site (inputs site, api-url)?
408 event: The network between the runner and Datadog may be slow. | retry
409 event: Datadog may already have a deployment with this ID.
413 event: The event is too large: send fewer or shorter custom tags.
429 event: The organization's rate limit for this endpoint is reached: report fewer services at the same time. | retry
500 event: Datadog, or a proxy in front of it, cannot accept the event: see Datadog's status page. | retry
302 event: Something between the runner and Datadog may have answered instead. Check api-url and the proxy.
200 event: Something between the runner and Datadog may have answered instead. Check api-url and the proxy.
400 mark: Datadog rejected the mark. Check the attribute that its message names.
401 mark: Are both keys valid on the site behind https://api.datadoghq.eu, and not swapped?
403 mark: Are both keys valid on the site behind https://api.datadoghq.eu, and not swapped?
404 mark: Datadog has no deployment with that ID on the site behind https://api.datadoghq.eu. | retry
409 mark: Datadog may already have a mark of this deployment.
404 mark: Datadog has no deployment of that service, env and version on the site behind https://api.datadoghq.eu. | retry"
`);
  });

  test.each<[number, string, boolean]>([
    [200, '<html>Sign in</html>', true],
    [409, '{"errors":["exists"]}', true],
    ...[204, 502, 504].map((status): [number, string, boolean] => [status, '', true]),
    ...[302, 400, 404, 408, 429, 500, 503].map((status): [number, string, boolean] => [status, '', false]),
  ])('HTTP %d, %j, may have arrived: %j', (status, text, mayHaveArrived) => {
    for (const request of [about.request, byId]) {
      expect(describeResponse(response(status, text), { ...about, request })).toMatchObject({
        mayHaveArrived,
      });
    }
  });

  test.each([
    [401, 'Login', /^A proxy or login page answered instead of Datadog\./],
    [403, 'Login', /^A proxy or login page answered/],
    [404, 'Login', /^A proxy or login page answered/],
    [400, '400 No required SSL certificate was sent', /^The server requires a client certificate, which this/],
  ])('blames no key for a web page with status %d, "%s"', (status, title, hint) => {
    for (const request of [about.request, byId, byName]) {
      const page = describeResponse(response(status, `<html><title>${title}</title>`), { ...about, request });
      expect(page).toMatchObject({ hint: expect.stringMatching(hint), retry: false });
    }
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
