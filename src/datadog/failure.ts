import { existsSync } from 'node:fs';
import type { Reason } from './answer.ts';
import { ConnectionError } from './connect.ts';
import type { ApiRequest } from './http.ts';
import type { HttpProxy } from './proxy.ts';

/** What a failure is told against. */
export interface Surroundings {
  readonly apiUrl: string;
  /** That stands between here and the API; undefined also where NO_PROXY leaves the host out. */
  readonly proxy: HttpProxy | undefined;
  readonly environment: NodeJS.ProcessEnv;
  readonly kind: ApiRequest['kind'];
}

interface Peer {
  readonly name: string;
  readonly isProxy: boolean;
  /** What to check about its address. */
  readonly check: string;
}

/** Puts an error that comes instead of an answer into words. */
export function describeFailure(error: unknown, surroundings: Surroundings): Reason {
  const { apiUrl, proxy } = surroundings;
  const host = new URL(apiUrl).host;
  const through = proxy === undefined ? 'a proxy that it needs (HTTPS_PROXY)' : proxy.name;
  if (error instanceof ConnectionError) {
    const peer: Peer =
      proxy !== undefined && /proxy|tunnel/.test(error.part)
        ? { name: proxy.name, isProxy: true, check: `Check ${proxy.variable}: host and port.` }
        : {
            name: host,
            isProxy: false,
            check: `Check site or api-url, the network of the runner, and ${through}.`,
          };
    return describeConnection(error, peer, host, surroundings);
  }
  const code = codeOf(error);
  const message = error instanceof Error ? error.message || code : String(error);
  if (error instanceof Error && error.name === 'TimeUpError') {
    return retriable(message, `Check the network of the runner: its DNS, a firewall, or ${through}.`);
  }
  if (error instanceof Error && (error.name === 'HTTPParserError' || code === 'UND_ERR_HEADERS_OVERFLOW')) {
    return retriable(
      `${host} does not answer in HTTP (${message})`,
      'Check site or api-url, its port, and the proxy variables.',
    );
  }
  if (/^(?:UND_ERR_SOCKET|ECONNRESET|EPIPE)$/.test(code)) {
    return retriable(
      `${host} closed the connection without a complete answer (${code}: ${message})`,
      'Check the network of the runner.',
    );
  }
  return retriable(code === '' ? message : `${message} (${code})`, '');
}

function describeConnection(
  error: ConnectionError,
  peer: Peer,
  host: string,
  { environment, proxy }: Surroundings,
): Reason {
  const { systemCode: code, message, part, status } = error;
  if (status !== 0) {
    return describeTunnel(error, peer, host, proxy);
  }
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'EAI_NODATA':
      return retriable(
        `the name of ${peer.name} could not be resolved by DNS (${code})`,
        `${peer.check} Check the DNS of the runner.`,
      );
    case 'ECONNREFUSED':
      return retriable(`${peer.name} refused the connection (ECONNREFUSED)`, peer.check);
    case 'ETIMEDOUT':
      return retriable(
        part === 'TLS' || part === 'proxy TLS'
          ? `${peer.name} did not finish the TLS handshake in time`
          : `no connection to ${peer.name} in time (ETIMEDOUT)`,
        `${peer.check} Does a firewall drop the connection?`,
      );
    case 'ECONNRESET':
    case 'EPIPE':
      return retriable(`${peer.name} closed the connection (${code})`, peer.check);
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'EADDRNOTAVAIL':
      return retriable(`${peer.name} cannot be reached (${code})`, peer.check);
  }
  if (part === 'TLS' || part === 'proxy TLS') {
    return describeTls(code, message, peer, environment);
  }
  return retriable(`no connection to ${peer.name}: ${message}${code === '' ? '' : ` (${code})`}`, peer.check);
}

function describeTunnel(
  { status }: ConnectionError,
  { name }: Peer,
  host: string,
  proxy: HttpProxy | undefined,
): Reason {
  const what = `${name} answered ${status} when asked for a connection to ${host}`;
  const retry = status === 408 || status === 429 || status >= 500;
  const hint =
    status === 407 || status === 401
      ? `It wants a user and a password: ${proxy?.variable}=http://user:password@host:port.`
      : status === 429
        ? 'It limits connections.'
        : `Does it allow connections to ${host}? NO_PROXY leaves hosts out.`;
  return { what, hint, retry };
}

function describeTls(code: string, message: string, peer: Peer, environment: NodeJS.ProcessEnv): Reason {
  const { name, isProxy, check } = peer;
  const final = (what: string, hint: string): Reason => ({ what, hint, retry: false });
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/.test(code + message)) {
    return retriable(
      `${name} does not speak TLS (${code})`,
      isProxy ? `${check} A proxy that takes plain HTTP is written http://.` : 'Is this an HTTPS port?',
    );
  }
  if (/UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|VERSION_TOO_LOW|NO_PROTOCOLS/.test(code + message)) {
    return final(
      `${name} speaks only a TLS version that is too old (${code}); TLS 1.2 or later is needed`,
      'Update what answers there.',
    );
  }
  const unchecked =
    environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0'
      ? ' NODE_TLS_REJECT_UNAUTHORIZED=0 is not obeyed, because the API key must not reach an impostor.'
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

function adviceOnCa(environment: NodeJS.ProcessEnv): string {
  const file = environment['NODE_EXTRA_CA_CERTS'] ?? '';
  if (file === '') {
    return 'If a proxy inspects TLS, or api-url has a private certificate, set NODE_EXTRA_CA_CERTS on the runner to the file of its CA.';
  }
  return existsSync(file)
    ? `NODE_EXTRA_CA_CERTS is ${file}, which does not have the CA of this certificate.`
    : `NODE_EXTRA_CA_CERTS is ${file}, but there is no such file.`;
}

function codeOf(error: unknown): string {
  for (const one of [error, error instanceof Error ? error.cause : undefined]) {
    const code = typeof one === 'object' && one !== null ? Reflect.get(one, 'code') : undefined;
    if (typeof code === 'string') {
      return code;
    }
  }
  return '';
}

function retriable(what: string, hint: string): Reason {
  return { what, hint, retry: true };
}
