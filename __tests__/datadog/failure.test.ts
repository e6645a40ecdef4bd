import { expect, test } from '@jest/globals';
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

/** A failure as a person reads it, and whether it is final. */
function lineOf(environment: NodeJS.ProcessEnv, error: unknown): string {
  const { what, hint, retry } = describeIn(environment, error, true);
  return `${what} | ${hint}${retry ? '' : ' | final'}`;
}

test('a failed connection is explained by its step, its peer and its code', () => {
  const through = (error: unknown) => lineOf(proxied, error);
  const direct = (error: unknown) => lineOf({}, error);
  const version = 'ERR_SSL_WRONG_VERSION_NUMBER';
  const lines = [
    direct(failure('address', 'ENOTFOUND')),
    through(failure('address', 'EAI_AGAIN', 'proxy')),
    direct(failure('connection', 'ECONNREFUSED')),
    through(failure('connection', 'ECONNREFUSED', 'proxy')),
    direct(failure('connection', 'ETIMEDOUT')),
    direct(failure('TLS', 'ETIMEDOUT')),
    through(failure('tunnel', 'ETIMEDOUT', 'proxy')),
    direct(failure('TLS', 'ECONNRESET')),
    through(failure('connection', 'ECONNRESET')),
    lineOf({ ...proxied, NO_PROXY: 'datadoghq.eu' }, failure('connection', 'ECONNRESET')),
    through(refusal(403)),
    through(refusal(429)),
    through(refusal(503)),
    through(failure('TLS', version, 'proxy')),
    through(failure('TLS', version)),
    direct(failure('TLS', 'ERR_SSL_UNSUPPORTED_PROTOCOL')),
    direct(coded('EODD', 'boom')),
    direct('boom'),
    direct(undefined),
  ];
  expect(lines.join('\n')).toMatchInlineSnapshot(`
"the name of api.datadoghq.eu could not be resolved by DNS (ENOTFOUND) | Check site or api-url, the runner's network, and whether it needs a proxy (HTTPS_PROXY). Check the runner's DNS.
the name of the proxy proxy.corp:3128 (from HTTPS_PROXY) could not be resolved by DNS (EAI_AGAIN) | Check HTTPS_PROXY: host and port. Check the runner's DNS.
api.datadoghq.eu refused the connection (ECONNREFUSED) | Check site or api-url, the runner's network, and whether it needs a proxy (HTTPS_PROXY).
the proxy proxy.corp:3128 (from HTTPS_PROXY) refused the connection (ECONNREFUSED) | Check HTTPS_PROXY: host and port.
no connection to api.datadoghq.eu in time (ETIMEDOUT) | Check site or api-url, the runner's network, and whether it needs a proxy (HTTPS_PROXY). Does a firewall drop the connection?
api.datadoghq.eu did not finish the TLS handshake in time (ETIMEDOUT) | Check site or api-url, the runner's network, and whether it needs a proxy (HTTPS_PROXY). Does a firewall drop the connection?
no connection to the proxy proxy.corp:3128 (from HTTPS_PROXY) in time (ETIMEDOUT) | Check HTTPS_PROXY: host and port. Does a firewall drop the connection?
api.datadoghq.eu closed the connection (ECONNRESET) | Check site or api-url, the runner's network, and whether it needs a proxy (HTTPS_PROXY).
api.datadoghq.eu closed the connection (ECONNRESET) | Check site or api-url, the runner's network, and the proxy proxy.corp:3128 (from HTTPS_PROXY).
api.datadoghq.eu closed the connection (ECONNRESET) | Check site or api-url, the runner's network, and whether it needs a proxy (HTTPS_PROXY).
the proxy proxy.corp:3128 (from HTTPS_PROXY) responded with 403 when asked for a connection to api.datadoghq.eu | Does it allow connections to api.datadoghq.eu? NO_PROXY names hosts that need no proxy. | final
the proxy proxy.corp:3128 (from HTTPS_PROXY) responded with 429 when asked for a connection to api.datadoghq.eu | The proxy limits the number of connections.
the proxy proxy.corp:3128 (from HTTPS_PROXY) responded with 503 when asked for a connection to api.datadoghq.eu | Does it allow connections to api.datadoghq.eu? NO_PROXY names hosts that need no proxy.
the proxy proxy.corp:3128 (from HTTPS_PROXY) does not speak TLS (ERR_SSL_WRONG_VERSION_NUMBER) | Check HTTPS_PROXY: host and port. For a proxy that takes plain HTTP, write http://.
api.datadoghq.eu does not speak TLS (ERR_SSL_WRONG_VERSION_NUMBER) | Is this an HTTPS port?
api.datadoghq.eu speaks only a TLS version that is too old (ERR_SSL_UNSUPPORTED_PROTOCOL); TLS 1.2 or later is required | Update that server. | final
boom (EODD) | 
boom | 
undefined | "
`);
});

test('a certificate that fails is final, and NODE_EXTRA_CA_CERTS is explained', () => {
  const extra = (file: string) => ({ NODE_EXTRA_CA_CERTS: file });
  const own = 'SELF_SIGNED_CERT_IN_CHAIN';
  const lines = [
    lineOf({}, failure('TLS', 'CERT_HAS_EXPIRED')),
    lineOf({}, failure('TLS', 'ERR_TLS_CERT_ALTNAME_INVALID')),
    lineOf({}, failure('TLS', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY')),
    lineOf(proxied, failure('TLS', own, 'proxy')),
    lineOf(extra('/no/such/file.pem'), failure('TLS', own)),
    lineOf(extra(import.meta.filename), failure('TLS', own)).replace(import.meta.filename, 'ca.pem'),
    lineOf({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, failure('TLS', 'CERT_HAS_EXPIRED')),
  ];
  expect(lines.join('\n')).toMatchInlineSnapshot(`
"the TLS certificate of api.datadoghq.eu has expired (CERT_HAS_EXPIRED) | Renew it, or correct the runner's clock. | final
the TLS certificate of api.datadoghq.eu is for another host (ERR_TLS_CERT_ALTNAME_INVALID) | Check site or api-url, the runner's network, and whether it needs a proxy (HTTPS_PROXY). | final
the TLS certificate of api.datadoghq.eu is not trusted (UNABLE_TO_GET_ISSUER_CERT_LOCALLY: message of Node) | If a proxy inspects TLS, or api-url has a private certificate, set NODE_EXTRA_CA_CERTS on the runner to the file of its CA. | final
the TLS certificate of the proxy proxy.corp:3128 (from HTTPS_PROXY) is not trusted (SELF_SIGNED_CERT_IN_CHAIN: message of Node) | If a proxy inspects TLS, or api-url has a private certificate, set NODE_EXTRA_CA_CERTS on the runner to the file of its CA. | final
the TLS certificate of api.datadoghq.eu is not trusted (SELF_SIGNED_CERT_IN_CHAIN: message of Node) | NODE_EXTRA_CA_CERTS is /no/such/file.pem, but there is no such file. | final
the TLS certificate of api.datadoghq.eu is not trusted (SELF_SIGNED_CERT_IN_CHAIN: message of Node) | NODE_EXTRA_CA_CERTS is ca.pem, which does not contain the CA of this certificate. | final
the TLS certificate of api.datadoghq.eu has expired (CERT_HAS_EXPIRED) | Renew it, or correct the runner's clock. NODE_TLS_REJECT_UNAUTHORIZED=0 is ignored, because certificates are always verified. | final"
`);
});

test('a proxy that requires credentials says which, and others are named', () => {
  const basic = 'Basic realm="a, NTLM b"';
  const withoutUser = { HTTPS_PROXY: 'http://proxy.corp:3128' };
  const by = (environment: NodeJS.ProcessEnv, ...challenges: string[]) =>
    lineOf(environment, refusal(407, challenges.length === 0 ? {} : { 'proxy-authenticate': challenges }));
  const lines = [
    by(withoutUser),
    by(withoutUser, 'NTLM', basic),
    by(withoutUser, 'NTLM'),
    by(proxied),
    by(proxied, basic),
    by(proxied, `Negotiate, ${basic}`),
    by(proxied, 'Negotiate', 'NTLM TlRMTVNTUAAC'),
    by(proxied, 'Digest realm="Basic"'),
    lineOf(proxied, refusal(401)),
  ];
  expect(lines.join('\n')).toMatchInlineSnapshot(`
"the proxy proxy.corp:3128 (from HTTPS_PROXY) responded with 407 when asked for a connection to api.datadoghq.eu | The proxy requires a user and password. Set HTTPS_PROXY to http://user:password@host:port. | final
the proxy proxy.corp:3128 (from HTTPS_PROXY) responded with 407 when asked for a connection to api.datadoghq.eu | The proxy requires a user and password. Set HTTPS_PROXY to http://user:password@host:port. | final
the proxy proxy.corp:3128 (from HTTPS_PROXY) responded with 407 when asked for a connection to api.datadoghq.eu | The proxy requires NTLM, which is not supported. Use a proxy that accepts a user and password (Basic), or none. | final
the proxy proxy.corp:3128 (from HTTPS_PROXY) responded with 407 when asked for a connection to api.datadoghq.eu | The proxy rejects the user or password in HTTPS_PROXY, or requires NTLM or Kerberos, which is not supported. | final
the proxy proxy.corp:3128 (from HTTPS_PROXY) responded with 407 when asked for a connection to api.datadoghq.eu | The proxy rejects the user or password in HTTPS_PROXY. | final
the proxy proxy.corp:3128 (from HTTPS_PROXY) responded with 407 when asked for a connection to api.datadoghq.eu | The proxy rejects the user or password in HTTPS_PROXY. | final
the proxy proxy.corp:3128 (from HTTPS_PROXY) responded with 407 when asked for a connection to api.datadoghq.eu | The proxy requires Negotiate (Kerberos) or NTLM, which is not supported, instead of the user and password in HTTPS_PROXY. Use a proxy that accepts a user and password (Basic), or none. | final
the proxy proxy.corp:3128 (from HTTPS_PROXY) responded with 407 when asked for a connection to api.datadoghq.eu | The proxy requires Digest, which is not supported, instead of the user and password in HTTPS_PROXY. Use a proxy that accepts a user and password (Basic), or none. | final
the proxy proxy.corp:3128 (from HTTPS_PROXY) responded with 401 when asked for a connection to api.datadoghq.eu | The proxy rejects the user or password in HTTPS_PROXY, or requires NTLM or Kerberos, which is not supported. | final"
`);
});

test.each([
  'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
  'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
  'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE',
  'ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN',
  'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
])('a client certificate that is required: %s', (code) => {
  const hint = 'This action does not support client certificates.';
  // TLS 1.3 tells only when the request was sent, or CONNECT.
  for (const error of [failure('TLS', code), coded(code)]) {
    expect(lineOf({}, error)).toBe(
      `${host} requires a client certificate (${code}) | ${hint} Set api-url to a relay that does not require one. | final`,
    );
    expect(describeIn({}, error, true).mayHaveArrived).toBe(false);
  }
  for (const step of ['TLS', 'tunnel'] as const) {
    expect(lineOf(proxied, failure(step, code, 'proxy'))).toBe(
      `${proxyName} requires a client certificate (${code}) | ${hint} Use a proxy that does not require one. | final`,
    );
  }
});

test.each([
  [true, /ended the TLS handshake, most likely because it requires a client certificate.*final$/],
  [false, /^TLS with .* failed .*interfere\?$/],
])('a handshake that fails, after the keys: %j', (afterKeys, line) => {
  const cause = coded('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE');
  expect(lineOf({}, new ConnectionError('api', 'TLS', cause, { afterKeys }))).toMatch(line);
});

test('a request may have arrived if all of it was sent', () => {
  expect(describeIn({}, failure('connection', 'ECONNRESET'), true).mayHaveArrived).toBe(false);
  for (const error of [coded('ECONNRESET'), coded('UND_ERR_SOCKET'), coded('ETIMEDOUT'), coded(''), 'boom']) {
    for (const isSent of [true, false]) {
      expect(describeIn({}, error, isSent).mayHaveArrived).toBe(isSent);
    }
  }
});

test('no message shows the password of a proxy, or contains what ends an annotation', () => {
  for (const step of ['address', 'connection', 'TLS', 'tunnel'] as const) {
    for (const code of ['ENOTFOUND', 'ECONNREFUSED', 'ETIMEDOUT', 'CERT_HAS_EXPIRED', 'EODD', '']) {
      const errors = (['proxy', 'api'] as const).map((peer) => describeIn(proxied, failure(step, code, peer)));
      expect(JSON.stringify(errors)).not.toMatch(/secret|::/);
    }
  }
});
