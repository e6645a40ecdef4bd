import type { HttpProxy } from './proxy.ts';

/** An HTTP answer. */
export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** False where only the beginning was read, the body being too long for an answer of Datadog's. */
  readonly complete: boolean;
}

/** Why an event was not stored. */
export interface Reason {
  /** What happened, in words, with the server's own. */
  readonly what: string;
  /** What to check, in a sentence; '' where there is nothing to say. */
  readonly hint: string;
  /** Whether another attempt may end better. */
  readonly retry: boolean;
}

const LONGEST_WORDS = 400;

/** Whether an answer says that Datadog has the event: a proxy's page with a 200 does not. */
export function isStored({ status, text, complete }: Answer): boolean {
  return (
    (status === 200 || status === 202) && complete && (text.trim() === '' || parseJson(text) !== undefined)
  );
}

/**
 * Puts an answer that does not confirm the event into words.
 * @param redact takes the API key, which a server may echo, out of a text
 */
export function describeAnswer(answer: Answer, apiUrl: string, redact: (text: string) => string): Reason {
  const { status, headers } = answer;
  const said = redact(wordsOf(answer)).replace(/\s+/g, ' ').trim();
  const words = said.length > LONGEST_WORDS ? `${said.slice(0, LONGEST_WORDS)}…` : said;
  const location = status >= 300 && status < 400 ? headers['location'] : undefined;
  return {
    what: `HTTP ${status}${location === undefined ? '' : ` (redirect to ${redact(String(location))})`}: ${words || 'empty answer'}`,
    hint: hintFor(status, apiUrl),
    retry: status === 408 || status === 429 || status >= 500,
  };
}

/** The part of a body that is meant for people. */
function wordsOf({ text, complete }: Answer): string {
  const errors = complete ? errorsOf(parseJson(text)) : [];
  if (errors.length > 0) {
    return errors.join('; ');
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they tell binary data from text
  if (/[\x00-\x08\x0e-\x1a\ufffd]/.test(text)) {
    return 'a body of binary data';
  }
  if (/^\s*(?:<!|<html|<\?xml|<head|<body)/i.test(text)) {
    const title = /<title[^>]{0,99}>([^<]*)/i.exec(text)?.[1]?.trim();
    return `a web page${title ? `, "${title}"` : ''}, not an answer of Datadog's`;
  }
  return complete ? text : `${text.slice(0, LONGEST_WORDS)}… (a body too long for an answer of Datadog's)`;
}

/** Datadog's errors, in both their forms: JSON:API objects and plain strings. */
function errorsOf(json: unknown): string[] {
  const errors = property(json, 'errors');
  return (Array.isArray(errors) ? errors : []).flatMap((error: unknown) => {
    if (typeof error === 'string') {
      return [error];
    }
    const [title, detail] = [property(error, 'title'), property(error, 'detail')];
    const pointer = property(property(error, 'source'), 'pointer');
    const words = [title, detail].filter((part) => typeof part === 'string' && part !== '').join(': ');
    return words === '' ? [] : [typeof pointer === 'string' ? `${words} (${pointer})` : words];
  });
}

function hintFor(status: number, apiUrl: string): string {
  switch (status) {
    case 400:
      return 'Check the attribute that is named: Datadog refuses the event as it is.';
    case 401:
    case 403:
      return `Is the API key one of the site behind ${apiUrl}? Each Datadog site has its own keys (input site); a revoked key and an application key are refused as well.`;
    case 404:
      return `Is ${apiUrl} the API of a Datadog site (inputs site, api-url)?`;
    case 413:
      return 'The event is too large: send fewer or shorter custom tags.';
    case 429:
      return "The organisation's rate limit for this endpoint is reached: deployments of many services may need to be spread.";
    default:
      return status >= 500
        ? "Datadog, or a proxy before it, was not able to take the event; see Datadog's status page."
        : status === 408
          ? 'The network between the runner and Datadog may be slow.'
          : 'Something between the runner and Datadog answered in its place: check api-url and the proxy.';
  }
}

/** The name of the error that ends an attempt whose time is up; its message is for people. */
export const TIMEOUT = 'TimeoutError';

/** Whether this ended an attempt whose time was up. */
export function isTimeout(error: unknown): boolean {
  return property(error, 'name') === TIMEOUT;
}

const CERTIFICATE_ERRORS =
  /^(?:CERT_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|ERR_TLS_CERT|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|HOSTNAME_MISMATCH|CRL_|ERROR_IN_CERT|UND_ERR_PRX_TLS)/;

/**
 * Puts an error that came instead of an answer into words.
 * @param proxy that may stand between here and the API
 */
export function describeFailure(error: unknown, apiUrl: string, proxy: HttpProxy | undefined): Reason {
  const cause = property(error, 'cause');
  const code = String(property(error, 'code') ?? property(cause, 'code') ?? '');
  const message = error instanceof Error ? error.message || code : String(error);
  const host = new URL(apiUrl).host;
  const proxyName = proxy?.name ?? 'the proxy';
  const proxyStatus = Number(/Proxy response \((\d+)\)/.exec(message)?.[1] ?? Number.NaN);
  const peer = proxy !== undefined && isAbout(proxy, error, message) ? proxyName : host;
  const reason = (what: string, hint: string, retry = true): Reason => ({ what, hint, retry });

  if (isTimeout(error)) {
    const through = proxy?.name ?? 'a proxy that it needs (HTTPS_PROXY)';
    return reason(message, `Check the network of the runner: a firewall, or ${through}.`);
  }
  if (property(error, 'name') === 'HTTPParserError' || code === 'UND_ERR_HEADERS_OVERFLOW') {
    return reason(
      `${proxy === undefined ? host : `${host}, or ${proxyName},`} did not answer in HTTP (${message})`,
      'Check the site or api-url, its port, and the proxy variables.',
    );
  }
  if (!Number.isNaN(proxyStatus)) {
    return reason(
      `${proxyName} answered ${proxyStatus} when asked for a connection to ${host}`,
      proxyStatus === 407
        ? 'It wants a user and a password: HTTPS_PROXY=http://user:password@host:port.'
        : `Does it allow connections to ${host}? NO_PROXY leaves hosts out.`,
      proxyStatus === 408 || proxyStatus === 429 || proxyStatus >= 500,
    );
  }
  if (CERTIFICATE_ERRORS.test(code)) {
    return reason(
      `the TLS certificate of ${proxy?.url.startsWith('https:') ? `${host}, or of ${proxyName},` : host} is not trusted (${code}: ${message})`,
      'If a proxy inspects TLS, or api-url has a private certificate, give its CA to the runner in NODE_EXTRA_CA_CERTS.',
      false,
    );
  }
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
      return reason(
        `the name of ${peer} could not be resolved by DNS (${code})`,
        peer === host
          ? 'Check the site or api-url, the DNS of the runner, and whether it needs a proxy (HTTPS_PROXY).'
          : `Check ${proxy?.variable} and the DNS of the runner.`,
      );
    case 'ECONNREFUSED':
      return reason(
        `${peer} refused the connection (ECONNREFUSED)`,
        peer === host
          ? 'Check the site or api-url, a firewall, and the proxy variables.'
          : `Check ${proxy?.variable}: host and port.`,
      );
    case 'UND_ERR_PRX_CONN':
      return reason(`${proxyName} closed the connection (${code})`, 'Check the proxy.');
    case 'EPROTO':
      return reason(
        `TLS with ${host} failed (${message})`,
        'Is this an HTTPS port, and does a proxy interfere?',
      );
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return reason(
        `no connection to ${peer} in time (${code})`,
        peer === host
          ? 'Check the firewall of the runner, and whether it needs a proxy (HTTPS_PROXY).'
          : `Check ${proxy?.variable} and the firewall of the runner.`,
      );
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'EADDRNOTAVAIL':
      return reason(
        `${peer} cannot be reached (${code})`,
        'Check the network of the runner: a firewall, and whether it needs a proxy (HTTPS_PROXY).',
      );
    case 'UND_ERR_SOCKET':
    case 'ECONNRESET':
    case 'EPIPE':
      return reason(
        `${host} closed the connection without an answer (${code}: ${message})`,
        'Check the network.',
      );
    default:
      return code.startsWith('ERR_SSL')
        ? reason(`TLS with ${host} failed (${code})`, 'Is this an HTTPS port, and does a proxy interfere?')
        : reason(code === '' ? message : `${message} (${code})`, '', code !== 'UND_ERR_INVALID_ARG');
  }
}

/** Whether an error came from the way to a proxy: through one, no connection is made to the API itself. */
function isAbout({ hostname, port }: HttpProxy, error: unknown, message: string): boolean {
  const errors = property(error, 'errors');
  return (
    // Of undici's connect timeout.
    message.includes(`:${port}, `) ||
    [error, ...(Array.isArray(errors) ? errors : [])].some(
      (one) => property(one, 'hostname') === hostname || String(property(one, 'port')) === port,
    )
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
