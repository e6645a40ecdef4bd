import { existsSync } from 'node:fs';
import { codeOf, messageOf } from '../text.ts';
import type { Failure } from './answer.ts';
import { ConnectionError, type ProxyRefusal } from './connect.ts';
import type { HttpProxy } from './proxy.ts';

/** What else is needed to explain a failure. */
export interface Network {
  readonly apiUrl: string;
  /** The proxy between here and the API; undefined also if NO_PROXY names the API. */
  readonly proxy: HttpProxy | undefined;
  readonly environment: NodeJS.ProcessEnv;
}

interface Host {
  readonly name: string;
  readonly isProxy: boolean;
  /** What to check about its address. */
  readonly check: string;
}

type Explanation = Omit<Failure, 'mayHaveArrived'>;

/**
 * Puts an error that came instead of a response into words.
 * @param isSent whether the whole request was sent
 */
export function describeFailure(error: unknown, isSent: boolean, network: Network): Failure {
  const { apiUrl, proxy } = network;
  const host = new URL(apiUrl).host;
  const way = proxy === undefined ? 'whether it needs a proxy (HTTPS_PROXY)' : proxy.name;
  const api: Host = {
    name: host,
    isProxy: false,
    check: `Check site or api-url, the runner's network, and ${way}.`,
  };
  if (error instanceof ConnectionError) {
    const peer: Host =
      proxy !== undefined && error.peer === 'proxy'
        ? { name: proxy.name, isProxy: true, check: `Check ${proxy.variable}: host and port.` }
        : api;
    const { refusal } = error.facts;
    const explanation =
      proxy !== undefined && refusal !== undefined
        ? describeRefusal(refusal, proxy, host)
        : describeConnection(error, peer, network);
    return { ...explanation, mayHaveArrived: false };
  }
  const code = codeOf(error);
  // With TLS 1.3 it comes as late as the response would, but the server reads no request before.
  if (REQUIRES_CERTIFICATE.test(code)) {
    return { ...describeClientCertificate(code, api), mayHaveArrived: false };
  }
  return { ...describeExchange(error, code, host, way), mayHaveArrived: isSent };
}

/** An error on a connection that was made. */
function describeExchange(error: unknown, code: string, host: string, way: string): Explanation {
  const message = messageOf(error) || code;
  if (code === 'ETIMEDOUT') {
    return retriable(message, `Check the runner's network: DNS, firewalls, and ${way}.`);
  }
  if ((error instanceof Error && error.name === 'HTTPParserError') || code === 'UND_ERR_HEADERS_OVERFLOW') {
    const hint = 'Check site or api-url, its port, and the proxy variables.';
    return retriable(`${host} does not speak HTTP (${message})`, hint);
  }
  if (/^(?:UND_ERR_SOCKET|ECONNRESET|EPIPE)$/.test(code)) {
    const what = `${host} closed the connection without a complete response (${code}: ${message})`;
    return retriable(what, "Check the runner's network.");
  }
  return retriable(code === '' ? message : `${message} (${code})`, '');
}

/** What a code of Node means at any step. */
const MEANINGS: readonly (readonly [codes: RegExp, what: (name: string, code: string) => string])[] = [
  [/^(?:ENOTFOUND|EAI_)/, (name, code) => `the name of ${name} could not be resolved by DNS (${code})`],
  [/^ECONNREFUSED$/, (name, code) => `${name} refused the connection (${code})`],
  [/^(?:ECONNRESET|EPIPE)$/, (name, code) => `${name} closed the connection (${code})`],
  [/^(?:ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL)$/, (name, code) => `${name} cannot be reached (${code})`],
];

function describeConnection(error: ConnectionError, peer: Host, { environment }: Network): Explanation {
  const { message, step, facts } = error;
  const { name, check } = peer;
  const code = codeOf(error);
  const [, what] = MEANINGS.find(([codes]) => codes.test(code)) ?? [];
  if (what !== undefined) {
    return retriable(what(name, code), step === 'address' ? `${check} Check the runner's DNS.` : check);
  }
  if (code === 'ETIMEDOUT') {
    const late =
      step === 'TLS' ? `${name} did not finish the TLS handshake in time` : `no connection to ${name} in time`;
    return retriable(`${late} (ETIMEDOUT)`, `${check} Does a firewall drop the connection?`);
  }
  if (REQUIRES_CERTIFICATE.test(code)) return describeClientCertificate(code, peer);
  if (step === 'TLS' && facts.afterKeys && code.includes('HANDSHAKE_FAILURE')) {
    const ended = 'ended the TLS handshake, most likely because it requires a client certificate';
    return describeClientCertificate(code, peer, ended);
  }
  if (step === 'TLS') return describeTls(code, message, peer, environment);
  return code.startsWith('HPE_')
    ? retriable(`${name} does not speak HTTP (${message})`, check)
    : retriable(`no connection to ${name}: ${message}${code === '' ? '' : ` (${code})`}`, check);
}

function describeRefusal({ status, headers }: ProxyRefusal, proxy: HttpProxy, host: string): Explanation {
  return {
    what: `${proxy.name} responded with ${status} when asked for a connection to ${host}`,
    hint:
      status === 407 || status === 401
        ? hintForCredentials(headers['proxy-authenticate'] ?? [], proxy)
        : status === 429
          ? 'The proxy limits the number of connections.'
          : `Does it allow connections to ${host}? NO_PROXY names hosts that need no proxy.`,
    retry: status === 408 || status === 429 || status >= 500,
  };
}

/** @param challenges the headers Proxy-Authenticate */
function hintForCredentials(challenges: readonly string[], { authorization, variable }: HttpProxy): string {
  const found = challenges.join().matchAll(/(?:^|,)\s*(Basic|Digest|NTLM|Negotiate|Kerberos)(?![^\s,])/gi);
  const schemes = [...new Set([...found].map(([, name = '']) => name))];
  if (schemes.length > 0 && !schemes.some((name) => /^basic$/i.test(name))) {
    const names = schemes.map((name) => (/^negotiate$/i.test(name) ? `${name} (Kerberos)` : name));
    const given = authorization === undefined ? '' : `, instead of the user and password in ${variable}`;
    return `The proxy requires ${names.join(' or ')}, which is not supported${given}. Use a proxy that accepts a user and password (Basic), or none.`;
  }
  if (authorization === undefined) {
    return `The proxy requires a user and password. Set ${variable} to http://user:password@host:port.`;
  }
  const others = schemes.length > 0 ? '' : ', or requires NTLM or Kerberos, which is not supported';
  return `The proxy rejects the user or password in ${variable}${others}.`;
}

const CERTIFICATE_ERRORS =
  /^(?:CERT_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|ERR_TLS_CERT|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|HOSTNAME_MISMATCH|CRL_|ERROR_IN_CERT)/;

function describeTls(
  code: string,
  message: string,
  { name, isProxy, check }: Host,
  environment: NodeJS.ProcessEnv,
): Explanation {
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/.test(code + message)) {
    const hint = isProxy ? `${check} For a proxy that takes plain HTTP, write http://.` : 'Is this an HTTPS port?';
    return retriable(`${name} does not speak TLS (${code})`, hint);
  }
  if (/UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|VERSION_TOO_LOW|NO_PROTOCOLS/.test(code + message)) {
    const what = `${name} speaks only a TLS version that is too old (${code}); TLS 1.2 or later is required`;
    return final(what, 'Update that server.');
  }
  const certificate = `the TLS certificate of ${name}`;
  const unchecked =
    environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0'
      ? ' NODE_TLS_REJECT_UNAUTHORIZED=0 is ignored, because certificates are always verified.'
      : '';
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    const when = code === 'CERT_HAS_EXPIRED' ? 'has expired' : 'is not valid yet';
    return final(`${certificate} ${when} (${code})`, `Renew it, or correct the runner's clock.${unchecked}`);
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return final(`${certificate} is for another host (${code})`, `${check}${unchecked}`);
  }
  if (CERTIFICATE_ERRORS.test(code)) {
    // Node's message may go on with advice on its own options.
    const what = `${certificate} is not trusted (${code}: ${message.replace(/;.*/, '')})`;
    return final(what, `${hintForCa(environment)}${unchecked}`);
  }
  const what = `TLS with ${name} failed (${code === '' ? message : code})`;
  return retriable(what, `${check} Does a proxy interfere?`);
}

/** Alerts with which servers reject a client that has no certificate. Node 20 and 24 name them differently. */
const REQUIRES_CERTIFICATE = /ALERT_(?:(?:NO|BAD|UNSUPPORTED)_CERTIFICATE|CERTIFICATE_|UNKNOWN_CA)/;

function describeClientCertificate(
  code: string,
  { name, isProxy }: Host,
  what = 'requires a client certificate',
): Explanation {
  return final(
    `${name} ${what} (${code})`,
    `This action does not support client certificates. ${isProxy ? 'Use a proxy' : 'Set api-url to a relay'} that does not require one.`,
  );
}

function hintForCa(environment: NodeJS.ProcessEnv): string {
  const file = environment['NODE_EXTRA_CA_CERTS'] ?? '';
  if (file === '') {
    return 'If a proxy inspects TLS, or api-url has a private certificate, set NODE_EXTRA_CA_CERTS on the runner to the file of its CA.';
  }
  return existsSync(file)
    ? `NODE_EXTRA_CA_CERTS is ${file}, which does not contain the CA of this certificate.`
    : `NODE_EXTRA_CA_CERTS is ${file}, but there is no such file.`;
}

function retriable(what: string, hint: string): Explanation {
  return { what, hint, retry: true };
}

function final(what: string, hint: string): Explanation {
  return { what, hint, retry: false };
}
