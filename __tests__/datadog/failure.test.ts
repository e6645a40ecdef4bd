import { describe, expect, test } from '@jest/globals';
import { ConnectionError, type Part } from '../../src/datadog/connect.ts';
import { describeFailure } from '../../src/datadog/failure.ts';
import { readProxy } from '../../src/datadog/proxy.ts';

const apiUrl = 'https://api.datadoghq.eu';
const host = 'api.datadoghq.eu';
const proxied = { HTTPS_PROXY: 'http://jane:secret@proxy.corp:3128' };
const proxyName = 'the proxy proxy.corp:3128 (from HTTPS_PROXY)';

function describeIn(environment: NodeJS.ProcessEnv, error: unknown) {
  const proxy = readProxy(environment, new URL(apiUrl));
  return describeFailure(error, { apiUrl, proxy, environment, kind: 'event' });
}

function failure(part: Part, systemCode: string, message = 'message of Node'): ConnectionError {
  return new ConnectionError(part, message, undefined, systemCode);
}

function refusal(status: number): ConnectionError {
  return new ConnectionError('tunnel', `HTTP ${status}`, { status, headers: {} });
}

describe('what the user reads of a failure', () => {
  test.each<[NodeJS.ProcessEnv, unknown, string, RegExp, boolean]>([
    [
      {},
      failure('address', 'ENOTFOUND'),
      `the name of ${host} could not be resolved by DNS (ENOTFOUND)`,
      /site or api-url.*DNS of the runner/,
      true,
    ],
    [
      proxied,
      failure('proxy address', 'EAI_AGAIN'),
      `the name of ${proxyName} could not be resolved by DNS (EAI_AGAIN)`,
      /^Check HTTPS_PROXY/,
      true,
    ],
    [
      {},
      failure('connection', 'ECONNREFUSED'),
      `${host} refused the connection (ECONNREFUSED)`,
      /network of the runner, and a proxy that it needs/,
      true,
    ],
    [
      proxied,
      failure('proxy connection', 'ECONNREFUSED'),
      `${proxyName} refused the connection (ECONNREFUSED)`,
      /^Check HTTPS_PROXY/,
      true,
    ],
    [{}, failure('connection', 'ENETUNREACH'), `${host} cannot be reached (ENETUNREACH)`, /network/, true],
    [
      {},
      failure('connection', 'ETIMEDOUT'),
      `no connection to ${host} in time (ETIMEDOUT)`,
      /firewall/,
      true,
    ],
    [{}, failure('TLS', 'ETIMEDOUT'), `${host} did not finish the TLS handshake in time`, /firewall/, true],
    [
      proxied,
      failure('tunnel', 'ETIMEDOUT'),
      `no connection to ${proxyName} in time (ETIMEDOUT)`,
      /^Check HTTPS_PROXY/,
      true,
    ],
    [{}, failure('TLS', 'ECONNRESET'), `${host} closed the connection (ECONNRESET)`, /network/, true],
    [
      proxied,
      refusal(407),
      `${proxyName} answered 407 when asked for a connection to ${host}`,
      /a user and a password: HTTPS_PROXY=/,
      false,
    ],
    [
      proxied,
      refusal(401),
      `${proxyName} answered 401 when asked for a connection to ${host}`,
      /a user and a password: HTTPS_PROXY=/,
      false,
    ],
    [
      proxied,
      refusal(403),
      `${proxyName} answered 403 when asked for a connection to ${host}`,
      /allow connections.*NO_PROXY/,
      false,
    ],
    [
      proxied,
      refusal(429),
      `${proxyName} answered 429 when asked for a connection to ${host}`,
      /limits/,
      true,
    ],
    [
      proxied,
      refusal(503),
      `${proxyName} answered 503 when asked for a connection to ${host}`,
      /allow/,
      true,
    ],
    [{}, Object.assign(new Error('boom'), { code: 'EODD' }), 'boom (EODD)', /^$/, true],
    [{}, 'boom', 'boom', /^$/, true],
    [{}, undefined, 'undefined', /^$/, true],
  ])('in %j: %s', (environment, error, what, hint, retry) => {
    expect(describeIn(environment, error)).toEqual({ what, hint: expect.stringMatching(hint), retry });
  });

  test.each<[string, string, RegExp]>([
    ['CERT_HAS_EXPIRED', 'has expired (CERT_HAS_EXPIRED)', /^Renew it, or set the clock/],
    ['CERT_NOT_YET_VALID', 'is not valid yet (CERT_NOT_YET_VALID)', /^Renew it, or set the clock/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'is for another host (ERR_TLS_CERT_ALTNAME_INVALID)', /^Check /],
    [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT: message of Node)',
      /set NODE_EXTRA_CA_CERTS on the runner/,
    ],
    [
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'is not trusted (UNABLE_TO_GET_ISSUER_CERT_LOCALLY: message of Node)',
      /set NODE_EXTRA_CA_CERTS on the runner/,
    ],
  ])('a certificate that fails with %s is no matter of another attempt', (code, words, hint) => {
    const expected = { hint: expect.stringMatching(hint), retry: false };
    expect(describeIn({}, failure('TLS', code))).toEqual({
      what: `the TLS certificate of ${host} ${words}`,
      ...expected,
    });
    expect(describeIn(proxied, failure('proxy TLS', code)).what).toBe(
      `the TLS certificate of ${proxyName} ${words}`,
    );
    const unchecked = describeIn({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, failure('TLS', code));
    expect(unchecked.hint).toContain('NODE_TLS_REJECT_UNAUTHORIZED=0 is not obeyed');
  });

  test('only a certificate that is missed is advised to add', () => {
    for (const code of ['CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID']) {
      expect(describeIn({}, failure('TLS', code)).hint).not.toContain('NODE_EXTRA_CA_CERTS');
    }
  });

  test.each([
    ['/no/such/file.pem', 'but there is no such file'],
    [import.meta.filename, 'does not have the CA of this certificate'],
  ])('NODE_EXTRA_CA_CERTS=%s is told that it %s', (file, words) => {
    const { hint } = describeIn({ NODE_EXTRA_CA_CERTS: file }, failure('TLS', 'SELF_SIGNED_CERT_IN_CHAIN'));
    expect(hint).toContain(words);
  });

  test.each(['ERR_SSL_UNSUPPORTED_PROTOCOL', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'])(
    'a TLS version that is too old is named, and not tried again: %s',
    (code) => {
      expect(describeIn({}, failure('TLS', code))).toEqual({
        what: `${host} speaks only a TLS version that is too old (${code}); TLS 1.2 or later is needed`,
        hint: 'Update what answers there.',
        retry: false,
      });
    },
  );

  test('a proxy that does not speak TLS is told from a server that does not', () => {
    const code = 'ERR_SSL_WRONG_VERSION_NUMBER';
    const ofProxy = describeIn({ HTTPS_PROXY: 'https://proxy.corp:3128' }, failure('proxy TLS', code));
    expect(ofProxy.what).toBe(`${proxyName} does not speak TLS (${code})`);
    expect(ofProxy.hint).toContain('A proxy that takes plain HTTP is written http://');
    expect(describeIn(proxied, failure('TLS', code)).what).toBe(`${host} does not speak TLS (${code})`);
  });

  test('a proxy that NO_PROXY leaves out is not blamed', () => {
    const { what, hint } = describeIn(
      { ...proxied, NO_PROXY: 'datadoghq.eu' },
      failure('connection', 'ECONNREFUSED'),
    );
    expect(`${what} ${hint}`).not.toContain('proxy.corp');
  });

  test('never shows the password of a proxy, and has nothing that ends an annotation', () => {
    const parts = [
      'proxy address',
      'proxy connection',
      'proxy TLS',
      'tunnel',
      'address',
      'connection',
      'TLS',
    ] as const;
    for (const part of parts) {
      for (const code of ['ENOTFOUND', 'ECONNREFUSED', 'ETIMEDOUT', 'CERT_HAS_EXPIRED', 'EODD', '']) {
        const { what, hint } = describeIn(proxied, failure(part, code));
        expect(`${what} ${hint}`).not.toMatch(/secret|::/);
      }
    }
  });
});
