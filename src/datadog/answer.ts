import type { Answer, ApiRequest } from './http.ts';

/** Why a request is not confirmed. */
export interface Reason {
  /** What happened, in words, with the server's own. */
  readonly what: string;
  /** What to check, in sentences; '' where there is nothing to say. */
  readonly hint: string;
  /** Whether another attempt may end better. */
  readonly retry: boolean;
}

const LONGEST_WORDS = 400;

/**
 * Whether an answer confirms the request. A proxy's page with status 200 and a relay's "event dropped" do not.
 * Source: Datadog's API reference, and answers recorded by its official clients.
 */
export function isConfirmed(kind: ApiRequest['kind'], { status, text, complete }: Answer): boolean {
  if (!complete || status < 200 || status > 299) {
    return false;
  }
  const isEmpty = text.trim() === '';
  const json = parseJson(text);
  const isClean = isObject(json) && !('errors' in json);
  return kind === 'mark'
    ? isEmpty || isClean
    : status === 202 && isEmpty
      ? true
      : (status === 200 || status === 202) && isClean && isObject(json['data']);
}

/**
 * Puts an answer that does not confirm the request into words.
 * @param about.redact takes the keys, which a server may echo, out of a text
 */
export function describeAnswer(
  answer: Answer,
  about: {
    readonly apiUrl: string;
    readonly kind: ApiRequest['kind'];
    readonly redact: (text: string) => string;
  },
): Reason {
  const { status, headers } = answer;
  const { apiUrl, kind, redact } = about;
  const said = redact(wordsOf(answer)).replace(/\s+/g, ' ').trim();
  const words = said.length > LONGEST_WORDS ? `${said.slice(0, LONGEST_WORDS)}…` : said;
  const location = status >= 300 && status < 400 ? headers['location'] : undefined;
  const isUnconfirmed = status >= 200 && status < 300 ? ', which does not confirm it' : '';
  return {
    what: `HTTP ${status}${location === undefined ? '' : ` (redirect to ${redact(String(location)).slice(0, LONGEST_WORDS)})`}${isUnconfirmed}: ${words || 'empty answer'}`,
    hint: isWebPage(answer) && status !== 503 ? INTERFERENCE : hintFor(status, kind, apiUrl),
    retry:
      status === 408 ||
      status === 429 ||
      status >= 500 ||
      (status === 404 && kind === 'mark' && !isWebPage(answer)),
  };
}

const INTERFERENCE =
  'Something between the runner and Datadog answers in its place, e.g. a proxy or a login page: check api-url and the proxy.';

function isWebPage({ text }: Answer): boolean {
  return /^\s{0,99}(?:<!|<html|<\?xml|<head|<body)/i.test(text);
}

/** The part of a body that is meant for people. */
function wordsOf({ text, complete }: Answer): string {
  const errors = complete ? errorsOf(parseJson(text)) : [];
  if (errors.length > 0) {
    return errors.join('; ');
  }
  if (/[\x00-\x08\x0e-\x1a\ufffd]/.test(text)) {
    return 'a body of binary data';
  }
  if (isWebPage({ status: 0, headers: {}, text, complete })) {
    const title = /<title[^>]{0,99}>([^<]*)/i.exec(text)?.[1]?.trim();
    return `a web page${title ? `, "${title}"` : ''}, not an answer of Datadog`;
  }
  return complete ? text : `${text.slice(0, LONGEST_WORDS)}… (a body too long for an answer of Datadog)`;
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

function hintFor(status: number, kind: ApiRequest['kind'], apiUrl: string): string {
  switch (status) {
    case 400:
      return `Check the attribute that is named: Datadog refuses the ${kind} as it is.`;
    case 401:
    case 403:
      return kind === 'mark'
        ? `Is the application key (app-key) valid on the site behind ${apiUrl}? It needs the scope dora_metrics_write, and its owner the permission of that name. The API key must belong to the same site.`
        : `Does the API key belong to the site behind ${apiUrl}? Each Datadog site has its own keys (input site). Datadog also refuses a revoked key and an application key.`;
    case 404:
      return kind === 'mark'
        ? `Datadog knows no such deployment on the site behind ${apiUrl}. Is it another site's id? Was the deployment's event stored? A step in the deploying job runs before its event is sent: use the input change-failure of that action there. Where nothing was deployed, skip the marking job: give the deploying job an output made from steps.<id>.outcome.`
        : `Is ${apiUrl} the API of a Datadog site (inputs site, api-url)?`;
    case 413:
      return 'The event is too large: send fewer or shorter custom tags.';
    case 429:
      return "The organization's rate limit for this endpoint is reached: spread the deployments of many services.";
    default:
      return status >= 500
        ? `Datadog, or a proxy before it, cannot take the ${kind}: see Datadog's status page.`
        : status === 408
          ? 'The network between the runner and Datadog may be slow.'
          : INTERFERENCE;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
