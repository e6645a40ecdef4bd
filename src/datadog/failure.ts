import { existsSync } from 'node:fs';
import { codeOf, messageOf } from '../text.ts';
import type { Reason } from './answer.ts';
import { type Circumstances, ConnectionError } from './connect.ts';
import { isTimeUp } from './limits.ts';
import type { HttpProxy } from './proxy.ts';

/** What else is needed to explain a failure. */
export interface Surroundings {
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

type Words = Omit<Reason, 'mayHaveArrived'>;

/**
 * Puts an error that came instead of a response into words.
 * @param isSent whether the whole request went out
 */
export function describeFailure(error: unknown, isSent: boolean, surroundings: Surroundings): Reason {
  const { apiUrl, proxy } = surroundings;
  const host = new URL(apiUrl).host;
  const through = proxy === undefined ? 'a proxy that it needs (HTTPS_PROXY)' : proxy.name;
  const api: Host = {
    name: host,
    isProxy: false,
    check: `Check site or api-url, the network of the runner, and ${through}.`,
  };
  if (error instanceof ConnectionError) {
    const peer: Host =
      proxy !== undefined && error.peer === 'proxy'
        ? { name: proxy.name, isProxy: true, check: `Check ${proxy.variable}: host and port.` }
        : api;
    const { refusal } = error.circumstances;
    const words =
      proxy !== undefined && refusal !== undefined
        ? describeRefusal(refusal, proxy, host)
        : describeConnection(error, peer, surroundings);
    return { ...words, mayHaveArrived: false };
  }
  const code = codeOf(error);
  const message = messageOf(error) || code;
  // With TLS 1.3 it comes as late as the response would, but the server reads no request before.
  if (WANTS_CERTIFICATE.test(code)) {
    return { ...describeClientCertificate(code, api), mayHaveArrived: false };
  }
  const words = isTimeUp(error)
    ? retriable(message, `Check the network of the runner: its DNS, a firewall, or ${through}.`)
    : isNotHttp(error)
      ? notHttp(host, message, 'Check site or api-url, its port, and the proxy variables.')
      : /^(?:UND_ERR_SOCKET|ECONNRESET|EPIPE)$/.test(code)
        ? retriable(
            `${host} closed the connection without a complete response (${code}: ${message})`,
            'Check the network of the runner.',
          )
        : retriable(code === '' ? message : `${message} (${code})`, '');
  return { ...words, mayHaveArrived: isSent };
}

function describeConnection(error: ConnectionError, peer: Host, { environment }: Surroundings): Words {
  const { message, step, circumstances } = error;
  const { name, check } = peer;
  const code = codeOf(error);
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'EAI_NODATA':
      return retriable(
        `the name of ${name} could not be resolved by DNS (${code})`,
        `${check} Check the DNS of the runner.`,
      );
    case 'ECONNREFUSED':
      return retriable(`${name} refused the connection (ECONNREFUSED)`, check);
    case 'ETIMEDOUT':
      return retriable(
        step === 'TLS'
          ? `${name} did not finish the TLS handshake in time`
          : `no connection to ${name} in time (ETIMEDOUT)`,
        `${check} Does a firewall drop the connection?`,
      );
    case 'ECONNRESET':
    case 'EPIPE':
      return retriable(`${name} closed the connection (${code})`, check);
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'EADDRNOTAVAIL':
      return retriable(`${name} cannot be reached (${code})`, check);
  }
  if (WANTS_CERTIFICATE.test(code)) {
    return describeClientCertificate(code, peer);
  }
  if (step === 'TLS') {
    return /HANDSHAKE_FAILURE/.test(code) && circumstances.afterKeys
      ? describeClientCertificate(
          code,
          peer,
          'ended the TLS handshake, most likely because it wants a client certificate',
        )
      : describeTls(code, message, peer, environment);
  }
  return code.startsWith('HPE_')
    ? notHttp(name, message, check)
    : retriable(`no connection to ${name}: ${message}${code === '' ? '' : ` (${code})`}`, check);
}

type Refusal = NonNullable<Circumstances['refusal']>;

/** A proxy's response to CONNECT. */
function describeRefusal({ status, headers }: Refusal, proxy: HttpProxy, host: string): Words {
  return {
    what: `${proxy.name} responded with ${status} when asked for a connection to ${host}`,
    hint:
      status === 407 || status === 401
        ? hintForCredentials(headers['proxy-authenticate'] ?? [], proxy)
        : status === 429
          ? 'It limits connections.'
          : `Does it allow connections to ${host}? NO_PROXY names hosts that need no proxy.`,
    retry: status === 408 || status === 429 || status >= 500,
  };
}

/** @param challenges the headers Proxy-Authenticate */
function hintForCredentials(challenges: readonly string[], { authorization, variable }: HttpProxy): string {
  const names = challenges.join().matchAll(/(?:^|,)\s*(Basic|Digest|NTLM|Negotiate|Kerberos)(?![^\s,])/gi);
  const schemes = [...new Set([...names].map(([, name = '']) => name))];
  if (schemes.length > 0 && !schemes.some((name) => /^basic$/i.test(name))) {
    const names = schemes.map((name) => (/^negotiate$/i.test(name) ? `${name} (Kerberos)` : name));
    return `It wants ${names.join(' or ')}, which is not supported${authorization === undefined ? '' : `, and not the user and the password in ${variable}`}. Use a proxy that takes a user and a password (Basic), or none.`;
  }
  if (authorization === undefined) {
    return `It wants a user and a password: ${variable}=http://user:password@host:port.`;
  }
  const rejects = `It rejects the user or the password in ${variable}`;
  return schemes.length > 0
    ? `${rejects}.`
    : `${rejects}, or wants NTLM or Kerberos, which is not supported.`;
}

function describeTls(
  code: string,
  message: string,
  { name, isProxy, check }: Host,
  environment: NodeJS.ProcessEnv,
): Words {
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/.test(code + message)) {
    return retriable(
      `${name} does not speak TLS (${code})`,
      isProxy ? `${check} Write http:// for a proxy that takes plain HTTP.` : 'Is this an HTTPS port?',
    );
  }
  if (/UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|VERSION_TOO_LOW|NO_PROTOCOLS/.test(code + message)) {
    return final(
      `${name} speaks only a TLS version that is too old (${code}); TLS 1.2 or later is needed`,
      'Update the server that responds there.',
    );
  }
  const unchecked =
    environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0'
      ? ' NODE_TLS_REJECT_UNAUTHORIZED=0 is ignored, because the API key must not reach an impostor.'
      : '';
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    const when = code === 'CERT_HAS_EXPIRED' ? 'has expired' : 'is not valid yet';
    return final(
      `the TLS certificate of ${name} ${when} (${code})`,
      `Renew it, or set the clock of the runner.${unchecked}`,
    );
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return final(`the TLS certificate of ${name} is for another host (${code})`, `${check}${unchecked}`);
  }
  if (CERTIFICATE_ERRORS.test(code)) {
    return final(
      `the TLS certificate of ${name} is not trusted (${code}: ${message})`,
      `${adviceOnCa(environment)}${unchecked}`,
    );
  }
  return retriable(
    `TLS with ${name} failed (${code === '' ? message : code})`,
    `${check} Does a proxy interfere?`,
  );
}

const CERTIFICATE_ERRORS =
  /^(?:CERT_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|ERR_TLS_CERT|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|HOSTNAME_MISMATCH|CRL_|ERROR_IN_CERT)/;

/** Alerts with which servers reject a client that has no certificate. Node 20 and 24 name them differently. */
const WANTS_CERTIFICATE = /ALERT_(?:(?:NO|BAD|UNSUPPORTED)_CERTIFICATE|CERTIFICATE_|UNKNOWN_CA)/;

function describeClientCertificate(
  code: string,
  { name, isProxy }: Host,
  wants = 'wants a client certificate',
): Words {
  return final(
    `${name} ${wants} (${code})`,
    `This action has none: ${isProxy ? 'use a proxy' : 'set api-url to a relay'} that does not ask for one.`,
  );
}

function adviceOnCa(environment: NodeJS.ProcessEnv): string {
  const file = environment['NODE_EXTRA_CA_CERTS'] ?? '';
  if (file === '') {
    return 'If a proxy inspects TLS, or api-url has a private certificate, set NODE_EXTRA_CA_CERTS on the runner to the file of its CA.';
  }
  return existsSync(file)
    ? `NODE_EXTRA_CA_CERTS is ${file}, which does not have the CA of this certificate.`
    : `NODE_EXTRA_CA_CERTS is ${file}, but there is no such file.`;
}

function isNotHttp(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'HTTPParserError' || codeOf(error) === 'UND_ERR_HEADERS_OVERFLOW')
  );
}

function notHttp(name: string, message: string, hint: string): Words {
  return retriable(`${name} does not speak HTTP (${message})`, hint);
}

function retriable(what: string, hint: string): Words {
  return { what, hint, retry: true };
}

function final(what: string, hint: string): Words {
  return { what, hint, retry: false };
}
