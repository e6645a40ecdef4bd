import { describe, expect, test } from '@jest/globals';
import { ConnectionError, type Peer, type Step } from '../../src/datadog/connect.ts';
import { describeFailure } from '../../src/datadog/failure.ts';
import { readProxy } from '../../src/datadog/proxy.ts';

const apiUrl = 'https://api.datadoghq.eu';
const host = 'api.datadoghq.eu';
const proxied = { HTTPS_PROXY: 'http://jane:secret@proxy.corp:3128' };
const proxyName = 'the proxy proxy.corp:3128 (from HTTPS_PROXY)';

function describeIn(environment: NodeJS.ProcessEnv, error: unknown, isSent = false) {
  const proxy = readProxy(environment, new URL(apiUrl));
  return describeFailure(error, isSent, { apiUrl, proxy, environment });
}

function coded(code: string, message = 'message of Node'): Error {
  return Object.assign(new Error(message), code === '' ? {} : { code });
}

function failure(step: Step, code: string, peer: Peer = 'api'): ConnectionError {
  return new ConnectionError(peer, step, coded(code));
}

function refusal(status: number, headers: Record<string, string[]> = {}): ConnectionError {
  return new ConnectionError('proxy', 'tunnel', `HTTP ${status}`, { refusal: { status, headers } });
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
      failure('address', 'EAI_AGAIN', 'proxy'),
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
      failure('connection', 'ECONNREFUSED', 'proxy'),
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
      failure('tunnel', 'ETIMEDOUT', 'proxy'),
      `no connection to ${proxyName} in time (ETIMEDOUT)`,
      /^Check HTTPS_PROXY/,
      true,
    ],
    [{}, failure('TLS', 'ECONNRESET'), `${host} closed the connection (ECONNRESET)`, /network/, true],
    [
      proxied,
      refusal(407),
      `${proxyName} responded with 407 when asked for a connection to ${host}`,
      /the user or the password in HTTPS_PROXY/,
      false,
    ],
    [
      proxied,
      refusal(401),
      `${proxyName} responded with 401 when asked for a connection to ${host}`,
      /the user or the password in HTTPS_PROXY/,
      false,
    ],
    [
      proxied,
      refusal(403),
      `${proxyName} responded with 403 when asked for a connection to ${host}`,
      /allow connections.*NO_PROXY/,
      false,
    ],
    [
      proxied,
      refusal(429),
      `${proxyName} responded with 429 when asked for a connection to ${host}`,
      /limits/,
      true,
    ],
    [
      proxied,
      refusal(503),
      `${proxyName} responded with 503 when asked for a connection to ${host}`,
      /allow/,
      true,
    ],
    [{}, Object.assign(new Error('boom'), { code: 'EODD' }), 'boom (EODD)', /^$/, true],
    [{}, 'boom', 'boom', /^$/, true],
    [{}, undefined, 'undefined', /^$/, true],
  ])('in %j: %s', (environment, error, what, hint, retry) => {
    expect(describeIn(environment, error)).toEqual({
      what,
      hint: expect.stringMatching(hint),
      retry,
      mayHaveArrived: false,
    });
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
    const expected = { hint: expect.stringMatching(hint), retry: false, mayHaveArrived: false };
    expect(describeIn({}, failure('TLS', code))).toEqual({
      what: `the TLS certificate of ${host} ${words}`,
      ...expected,
    });
    expect(describeIn(proxied, failure('TLS', code, 'proxy')).what).toBe(
      `the TLS certificate of ${proxyName} ${words}`,
    );
    const unchecked = describeIn({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, failure('TLS', code));
    expect(unchecked.hint).toContain('NODE_TLS_REJECT_UNAUTHORIZED=0 is ignored');
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
        hint: 'Update the server that responds there.',
        retry: false,
        mayHaveArrived: false,
      });
    },
  );

  test('a proxy that does not speak TLS is told from a server that does not', () => {
    const code = 'ERR_SSL_WRONG_VERSION_NUMBER';
    const ofProxy = describeIn({ HTTPS_PROXY: 'https://proxy.corp:3128' }, failure('TLS', code, 'proxy'));
    expect(ofProxy.what).toBe(`${proxyName} does not speak TLS (${code})`);
    expect(ofProxy.hint).toContain('Write http:// for a proxy that takes plain HTTP');
    expect(describeIn(proxied, failure('TLS', code)).what).toBe(`${host} does not speak TLS (${code})`);
  });

  describe('a proxy that wants to know who asks', () => {
    const basic = 'Basic realm="a, NTLM b"';
    const withoutUser = { HTTPS_PROXY: 'http://proxy.corp:3128' };
    test.each<[string, NodeJS.ProcessEnv, string[], RegExp]>([
      ['nothing', withoutUser, [], /^It wants a user and a password: HTTPS_PROXY=http:/],
      ['Basic', withoutUser, [basic], /^It wants a user and a password/],
      ['NTLM or Basic', withoutUser, ['NTLM', basic], /^It wants a user and a password/],
      ['NTLM', withoutUser, ['NTLM'], /^It wants NTLM, which is not supported\. Use a proxy/],
      [
        'nothing',
        proxied,
        [],
        /^It rejects the user or the password in HTTPS_PROXY, or wants NTLM or Kerberos/,
      ],
      ['Basic', proxied, [basic], /^It rejects the user or the password in HTTPS_PROXY\.$/],
      ['Basic or Negotiate', proxied, [`Negotiate, ${basic}`], /^It rejects the user or the password/],
      [
        'NTLM or Negotiate',
        proxied,
        ['Negotiate', 'NTLM TlRMTVNTUAAC'],
        /^It wants Negotiate \(Kerberos\) or NTLM, which is not supported, and not the user and the password in HTTPS_PROXY\./,
      ],
      ['Digest', proxied, ['Digest realm="Basic"'], /^It wants Digest, which is not supported/],
    ])('by %s, of %j', (_name, environment, challenges, hint) => {
      const error = refusal(407, challenges.length === 0 ? {} : { 'proxy-authenticate': challenges });
      expect(describeIn(environment, error)).toMatchObject({
        hint: expect.stringMatching(hint),
        retry: false,
      });
    });
  });

  test.each([
    'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
    'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE',
    'ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN',
    'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
  ])('a client certificate that is wanted: %s', (code) => {
    const expected = { retry: false, mayHaveArrived: false };
    // TLS 1.3 tells only when the request is on its way, or CONNECT.
    for (const error of [failure('TLS', code), coded(code)]) {
      expect(describeIn({}, error, true)).toEqual({
        what: `${host} wants a client certificate (${code})`,
        hint: 'This action has none: set api-url to a relay that does not ask for one.',
        ...expected,
      });
    }
    for (const step of ['TLS', 'tunnel'] as const) {
      expect(describeIn(proxied, failure(step, code, 'proxy'))).toEqual({
        what: `${proxyName} wants a client certificate (${code})`,
        hint: 'This action has none: use a proxy that does not ask for one.',
        ...expected,
      });
    }
  });

  test.each([
    [true, /ended the TLS handshake, most likely because it wants a client certificate/, false],
    [false, /^TLS with .* failed/, true],
  ])('a handshake that fails, after the keys: %j', (afterKeys, what, retry) => {
    const code = 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE';
    const error = new ConnectionError('api', 'TLS', coded(code), { afterKeys });
    expect(describeIn({}, error)).toMatchObject({ what: expect.stringMatching(what), retry });
  });

  test('a request may have arrived if all of it went out', () => {
    for (const error of [coded('ECONNRESET'), coded('UND_ERR_SOCKET'), coded(''), 'boom']) {
      for (const isSent of [true, false]) {
        expect(describeIn({}, error, isSent).mayHaveArrived).toBe(isSent);
      }
    }
  });

  test('a proxy that NO_PROXY leaves out is not blamed', () => {
    const { what, hint } = describeIn(
      { ...proxied, NO_PROXY: 'datadoghq.eu' },
      failure('connection', 'ECONNREFUSED'),
    );
    expect(`${what} ${hint}`).not.toContain('proxy.corp');
  });

  test('never shows the password of a proxy, and has nothing that ends an annotation', () => {
    for (const step of ['address', 'connection', 'TLS', 'tunnel'] as const) {
      for (const code of ['ENOTFOUND', 'ECONNREFUSED', 'ETIMEDOUT', 'CERT_HAS_EXPIRED', 'EODD', '']) {
        const errors = (['proxy', 'api'] as const).map((peer) =>
          describeIn(proxied, failure(step, code, peer)),
        );
        expect(JSON.stringify(errors)).not.toMatch(/secret|::/);
      }
    }
  });
});
