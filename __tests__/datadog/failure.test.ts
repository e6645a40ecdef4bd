import { describe, expect, test } from '@jest/globals';
import { ConnectionError, type Part } from '../../src/datadog/connect.ts';
import { describeFailure } from '../../src/datadog/failure.ts';
import { readProxy } from '../../src/datadog/proxy.ts';

const apiUrl = 'https://api.datadoghq.eu';
const proxy = readProxy({ HTTPS_PROXY: 'http://jane:secret@proxy.corp:3128' }, new URL(apiUrl));
const theProxy = 'the proxy proxy.corp:3128 (from HTTPS_PROXY)';

function reasonOf(error: unknown, more: { direct?: boolean; environment?: NodeJS.ProcessEnv } = {}) {
  const { direct = false, environment = {} } = more;
  return describeFailure(error, { apiUrl, proxy: direct ? undefined : proxy, environment, kind: 'event' });
}

function failed(part: Part, systemCode: string, message = 'message', status = 0): ConnectionError {
  const answer = status === 0 ? undefined : { status, headers: {} };
  return new ConnectionError(part, message, answer, systemCode);
}

describe('a connection that was not made', () => {
  test.each<[string, ConnectionError, string, RegExp, boolean]>([
    [
      'DNS',
      failed('address', 'ENOTFOUND'),
      'the name of api.datadoghq.eu could not be resolved by DNS (ENOTFOUND)',
      /site or api-url.*DNS of the runner/,
      true,
    ],
    [
      'DNS of the proxy',
      failed('proxy address', 'EAI_AGAIN'),
      `the name of ${theProxy} could not be resolved by DNS (EAI_AGAIN)`,
      /^Check HTTPS_PROXY/,
      true,
    ],
    [
      'refused',
      failed('connection', 'ECONNREFUSED'),
      'api.datadoghq.eu refused the connection (ECONNREFUSED)',
      /site or api-url/,
      true,
    ],
    [
      'refused by the proxy',
      failed('proxy connection', 'ECONNREFUSED'),
      `${theProxy} refused the connection (ECONNREFUSED)`,
      /^Check HTTPS_PROXY/,
      true,
    ],
    [
      'too slow',
      failed('connection', 'ETIMEDOUT'),
      'no connection to api.datadoghq.eu in time (ETIMEDOUT)',
      /firewall/,
      true,
    ],
    [
      'a handshake too slow',
      failed('TLS', 'ETIMEDOUT'),
      'api.datadoghq.eu did not finish the TLS handshake in time',
      /firewall/,
      true,
    ],
    [
      'closed',
      failed('TLS', 'ECONNRESET'),
      'api.datadoghq.eu closed the connection (ECONNRESET)',
      /network/,
      true,
    ],
    [
      'no route',
      failed('connection', 'ENETUNREACH'),
      'api.datadoghq.eu cannot be reached (ENETUNREACH)',
      /network/,
      true,
    ],
    [
      'a self-signed certificate',
      failed('TLS', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate'),
      'the TLS certificate of api.datadoghq.eu is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT: self-signed certificate)',
      /set NODE_EXTRA_CA_CERTS/,
      false,
    ],
    [
      'a certificate that is over',
      failed('TLS', 'CERT_HAS_EXPIRED'),
      'the TLS certificate of api.datadoghq.eu has expired (CERT_HAS_EXPIRED)',
      /clock of the runner/,
      false,
    ],
    [
      'a wrong name in it',
      failed('TLS', 'ERR_TLS_CERT_ALTNAME_INVALID'),
      'the TLS certificate of api.datadoghq.eu is for another host (ERR_TLS_CERT_ALTNAME_INVALID)',
      /site or api-url/,
      false,
    ],
    [
      'no TLS there',
      failed('TLS', 'ERR_SSL_WRONG_VERSION_NUMBER'),
      'api.datadoghq.eu does not speak TLS (ERR_SSL_WRONG_VERSION_NUMBER)',
      /HTTPS port/,
      true,
    ],
    [
      'no TLS at the proxy',
      failed('proxy TLS', 'ERR_SSL_WRONG_VERSION_NUMBER'),
      `${theProxy} does not speak TLS (ERR_SSL_WRONG_VERSION_NUMBER)`,
      /written http:/,
      true,
    ],
    [
      'old TLS',
      failed('TLS', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'),
      'api.datadoghq.eu speaks only a TLS version that is too old (ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION); TLS 1.2 or later is needed',
      /Update/,
      false,
    ],
    [
      '407',
      failed('tunnel', '', '', 407),
      `${theProxy} answered 407 when asked for a connection to api.datadoghq.eu`,
      /HTTPS_PROXY=http:\/\/user:password@host:port/,
      false,
    ],
    [
      '403 of the proxy',
      failed('tunnel', '', '', 403),
      `${theProxy} answered 403 when asked for a connection to api.datadoghq.eu`,
      /NO_PROXY/,
      false,
    ],
    [
      '429 of the proxy',
      failed('tunnel', '', '', 429),
      `${theProxy} answered 429 when asked for a connection to api.datadoghq.eu`,
      /limits connections/,
      true,
    ],
    [
      '502 of the proxy',
      failed('tunnel', '', '', 502),
      `${theProxy} answered 502 when asked for a connection to api.datadoghq.eu`,
      /NO_PROXY/,
      true,
    ],
    [
      'what nobody foresaw',
      failed('connection', 'EODD'),
      'no connection to api.datadoghq.eu: message (EODD)',
      /site/,
      true,
    ],
  ])('%s', (_name, error, what, hint, retry) => {
    const reason = reasonOf(error);
    expect(reason).toEqual({ what, hint: expect.stringMatching(hint), retry });
    expect(JSON.stringify(reason)).not.toMatch(/jane|secret/);
  });

  test('without a proxy, one may be what is missing', () => {
    expect(reasonOf(failed('connection', 'ETIMEDOUT'), { direct: true }).hint).toContain('HTTPS_PROXY');
  });

  test('a certificate is checked even where the environment says otherwise, and that is told', () => {
    const environment = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    const hint = reasonOf(failed('TLS', 'DEPTH_ZERO_SELF_SIGNED_CERT'), { environment }).hint;
    expect(hint).toContain('NODE_TLS_REJECT_UNAUTHORIZED=0 is not obeyed');
  });

  test.each([
    ['/no/such/file.pem', 'but there is no such file'],
    [import.meta.filename, 'does not have the CA of this certificate'],
  ])('NODE_EXTRA_CA_CERTS of %s', (file, words) => {
    const environment = { NODE_EXTRA_CA_CERTS: file };
    expect(reasonOf(failed('TLS', 'SELF_SIGNED_CERT_IN_CHAIN'), { environment }).hint).toContain(words);
  });
});

describe('a request without an answer', () => {
  const failure = (message: string, more: object = {}) => Object.assign(new Error(message), more);
  test.each<[string, unknown, string, RegExp]>([
    [
      'the time is up',
      failure('no answer in time', { name: 'TimeUpError' }),
      'no answer in time',
      /firewall/,
    ],
    [
      'a reset',
      failure('read ECONNRESET', { code: 'ECONNRESET' }),
      'api.datadoghq.eu closed the connection without a complete answer (ECONNRESET: read ECONNRESET)',
      /network/,
    ],
    [
      'no HTTP',
      failure('Expected HTTP/', { name: 'HTTPParserError' }),
      'api.datadoghq.eu does not answer in HTTP (Expected HTTP/)',
      /port/,
    ],
    ['what nobody foresaw', failure('boom', { code: 'EODD' }), 'boom (EODD)', /^$/],
    ['a cause with a code', failure('boom', { cause: { code: 'EODD' } }), 'boom (EODD)', /^$/],
    ['what is no error', 'boom', 'boom', /^$/],
    ['nothing', undefined, 'undefined', /^$/],
  ])('%s', (_name, error, what, hint) => {
    expect(reasonOf(error)).toEqual({ what, hint: expect.stringMatching(hint), retry: true });
  });
});
