import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readProxy } from '../../src/datadog/proxy.ts';
import { type Answer, describeAnswer, describeFailure, isStored } from '../../src/datadog/reason.ts';

const api = 'https://api.datadoghq.eu';
const apiKey = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
const redact = (text: string) => text.replaceAll(apiKey, '***');

function answer(status: number, text: string, more: Partial<Answer> = {}): Answer {
  return { status, text, headers: {}, complete: true, ...more };
}

describe('an event is stored', () => {
  test.each<[string, Answer, boolean]>([
    ['200 with JSON', answer(200, '{"data":{"id":"x","type":"dora_deployment"}}'), true],
    ['200 without a body', answer(200, ''), true],
    ['202 without a body', answer(202, ' \n'), true],
    ['200 with a page', answer(200, '<html>Sign in</html>'), false],
    ['200 with half of JSON', answer(200, '{"data":'), false],
    ['200 with words', answer(200, 'OK'), false],
    ['200 too long', answer(200, '{}', { complete: false }), false],
    ['201', answer(201, '{}'), false],
    ['204', answer(204, ''), false],
    ['301', answer(301, ''), false],
    ['304', answer(304, ''), false],
    ['500 with JSON', answer(500, '{}'), false],
  ])('%s: %#', (_name, given, stored) => {
    expect(isStored(given)).toBe(stored);
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
      'HTTP 200: a web page, "Sign in", not an answer of Datadog\'s',
    ],
    ['a web page without a title', answer(502, '<html>'), "HTTP 502: a web page, not an answer of Datadog's"],
    ['binary data', answer(200, '\u001f\ufffd\u0008\u0000'), 'HTTP 200: a body of binary data'],
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
    expect(describeAnswer(given, api, redact).what).toBe(what);
  });

  test.each([
    [400, /attribute that is named/],
    [401, /one of the site behind https:\/\/api\.datadoghq\.eu/],
    [403, /Each Datadog site has its own keys/],
    [404, /api-url/],
    [408, /network/],
    [413, /too large/],
    [429, /rate limit/],
    [500, /status page/],
    [302, /check api-url and the proxy/],
    [200, /check api-url and the proxy/],
  ])('of HTTP %d has a hint', (status, hint) => {
    const { retry, hint: given } = describeAnswer(answer(status, ''), api, redact);
    expect(given).toMatch(hint);
    expect(retry).toBe([408, 429, 500].includes(status));
  });

  test('is short and in one line, whatever the answer is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3000, unit: 'binary' }), fc.boolean(), (text, complete) => {
        const { what } = describeAnswer(answer(400, text, { complete }), api, redact);
        expect(what.length).toBeLessThan(500);
        expect(what).not.toMatch(/[\r\n]/);
      }),
    );
  });

  test('is found quickly in a page that is made to be slow to read', () => {
    const begin = performance.now();
    describeAnswer(answer(500, `<html>${'<title'.repeat(11_000)}`), api, redact);
    expect(performance.now() - begin).toBeLessThan(200);
  });
});

describe('what the user reads of a failure', () => {
  const proxy = readProxy({ HTTPS_PROXY: 'http://jane:secret@proxy.corp:3128' });
  const failure = (message: string, more: object = {}) => Object.assign(new Error(message), more);
  test.each<[string, unknown, string, RegExp, boolean]>([
    [
      'DNS',
      failure('getaddrinfo', { code: 'ENOTFOUND', hostname: 'api.datadoghq.eu' }),
      'the name of api.datadoghq.eu could not be resolved by DNS (ENOTFOUND)',
      /site or api-url/,
      true,
    ],
    [
      'DNS of the proxy',
      failure('getaddrinfo', { code: 'EAI_AGAIN', hostname: 'proxy.corp' }),
      'the name of the proxy proxy.corp:3128 (from HTTPS_PROXY) could not be resolved by DNS (EAI_AGAIN)',
      /^Check HTTPS_PROXY/,
      true,
    ],
    [
      'refused',
      failure('connect', { code: 'ECONNREFUSED', address: '10.0.0.1', port: 443 }),
      'api.datadoghq.eu refused the connection (ECONNREFUSED)',
      /firewall/,
      true,
    ],
    [
      'refused by the proxy',
      failure('connect', { code: 'ECONNREFUSED', address: '10.0.0.1', port: 3128 }),
      'the proxy proxy.corp:3128 (from HTTPS_PROXY) refused the connection (ECONNREFUSED)',
      /^Check HTTPS_PROXY/,
      true,
    ],
    [
      'refused at every address',
      Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' }),
      'api.datadoghq.eu refused the connection (ECONNREFUSED)',
      /firewall/,
      true,
    ],
    [
      'no route',
      failure('connect ENETUNREACH 10.0.0.1:443', { code: 'ENETUNREACH' }),
      'api.datadoghq.eu cannot be reached (ENETUNREACH)',
      /firewall/,
      true,
    ],
    [
      'a self-signed certificate',
      failure('self-signed certificate', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
      'the TLS certificate of api.datadoghq.eu is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT: self-signed certificate)',
      /NODE_EXTRA_CA_CERTS/,
      false,
    ],
    [
      'a wrong name in it',
      failure('altnames', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }),
      'the TLS certificate of api.datadoghq.eu is not trusted (ERR_TLS_CERT_ALTNAME_INVALID: altnames)',
      /NODE_EXTRA_CA_CERTS/,
      false,
    ],
    [
      'TLS',
      failure('wrong version', { code: 'ERR_SSL_WRONG_VERSION_NUMBER' }),
      'TLS with api.datadoghq.eu failed (ERR_SSL_WRONG_VERSION_NUMBER)',
      /HTTPS port/,
      true,
    ],
    [
      '407',
      failure('Proxy response (407) !== 200 when HTTP Tunneling', { code: 'UND_ERR_ABORTED' }),
      'the proxy proxy.corp:3128 (from HTTPS_PROXY) answered 407 when asked for a connection to api.datadoghq.eu',
      /user and a password/,
      false,
    ],
    [
      '403 of the proxy',
      failure('Proxy response (403) !== 200 when HTTP Tunneling'),
      'the proxy proxy.corp:3128 (from HTTPS_PROXY) answered 403 when asked for a connection to api.datadoghq.eu',
      /NO_PROXY/,
      false,
    ],
    [
      '502 of the proxy',
      failure('Proxy response (502) !== 200 when HTTP Tunneling'),
      'the proxy proxy.corp:3128 (from HTTPS_PROXY) answered 502 when asked for a connection to api.datadoghq.eu',
      /NO_PROXY/,
      true,
    ],
    [
      'a reset',
      failure('read ECONNRESET', { code: 'ECONNRESET' }),
      'api.datadoghq.eu closed the connection without an answer (ECONNRESET: read ECONNRESET)',
      /network/,
      true,
    ],
    ['what nobody foresaw', failure('boom', { code: 'EODD' }), 'boom (EODD)', /^$/, true],
    ['what is no error', 'boom', 'boom', /^$/, true],
    ['nothing', undefined, 'undefined', /^$/, true],
  ])('%s', (_name, error, what, hint, retry) => {
    const reason = describeFailure(error, api, proxy);
    expect(reason).toEqual({ what, hint: expect.stringMatching(hint), retry });
  });
});
