import { isObject, parseJson, property } from '../text.ts';
import type { ApiRequest, ApiResponse } from './http.ts';
import { isMarkByName } from './mark.ts';

/** Why an attempt did not confirm its request. */
export interface Reason {
  /** What happened, in words, with the server's own. */
  readonly what: string;
  /** What to check, in sentences; '' if there is nothing to say. */
  readonly hint: string;
  /** Whether another attempt may end better. */
  readonly retry: boolean;
  /** Whether the request may have arrived all the same. */
  readonly mayHaveArrived: boolean;
}

const LONGEST_WORDS = 400;

/**
 * Whether a response confirms the request. A proxy's page with status 200 and a relay's "event dropped" do not.
 * Source: Datadog's API reference, and responses recorded by its official clients.
 */
export function isConfirmed(kind: ApiRequest['kind'], { status, text, complete }: ApiResponse): boolean {
  if (!complete || status < 200 || status > 299) {
    return false;
  }
  const isEmpty = text.trim() === '';
  const json = parseJson(text);
  const isClean = isObject(json) && hasNoErrors(json['errors']);
  return kind === 'mark'
    ? isEmpty || isClean
    : (status === 202 && isEmpty) || ([200, 201, 202].includes(status) && isClean && isObject(json['data']));
}

function hasNoErrors(errors: unknown): boolean {
  return errors === undefined || errors === null || (Array.isArray(errors) && errors.length === 0);
}

/**
 * Puts a response that does not confirm the request into words.
 * @param about.redact removes the keys, which a server may echo, from a text
 * @param about.adviceOnUnknown says what else to check if Datadog does not know a deployment to be marked
 */
export function describeResponse(
  response: ApiResponse,
  about: {
    readonly apiUrl: string;
    readonly request: Pick<ApiRequest, 'kind' | 'path'>;
    readonly redact: (text: string) => string;
    readonly adviceOnUnknown: string;
  },
): Reason {
  const { status, headers } = response;
  const { apiUrl, request, redact, adviceOnUnknown } = about;
  const said = redact(wordsOf(response)).replace(/\s+/g, ' ').trim();
  const words = said.length > LONGEST_WORDS ? `${said.slice(0, LONGEST_WORDS)}…` : said;
  const location = status >= 300 && status < 400 ? headers['location'] : undefined;
  const redirect =
    location === undefined ? '' : ` (redirect to ${redact(String(location)).slice(0, LONGEST_WORDS)})`;
  const isSuccess = status >= 200 && status < 300;
  const isPage = isWebPage(response.text);
  return {
    what: `HTTP ${status}${redirect}${isSuccess ? `, which does not confirm the ${request.kind}` : ''}: ${words || 'empty response'}`,
    hint: isPage && status !== 503 ? hintForPage(said) : hintFor(status, request, apiUrl, adviceOnUnknown),
    retry:
      status === 408 ||
      status === 429 ||
      status >= 500 ||
      (status === 404 && request.kind === 'mark' && !isPage),
    // 502 and 504 come from something in between, and with 409 a server may refuse what it already has.
    mayHaveArrived: isSuccess || [409, 502, 504].includes(status),
  };
}

const INTERFERENCE =
  'Something between the runner and Datadog responds in its place, e.g. a proxy or a login page: check api-url and the proxy.';

/** nginx asks for a client certificate in a page, others in the TLS handshake. */
function hintForPage(words: string): string {
  return /"400 .*SSL certificate/.test(words)
    ? 'It wants a client certificate. This action has none: set api-url to a relay that does not ask for one.'
    : INTERFERENCE;
}

function isWebPage(text: string): boolean {
  return /^\s{0,99}(?:<!|<html|<\?xml|<head|<body)/i.test(text);
}

/** The part of a body that is meant for people. */
function wordsOf({ text, complete }: ApiResponse): string {
  const errors = complete ? errorsOf(parseJson(text)) : [];
  if (errors.length > 0) {
    return errors.join('; ');
  }
  if (/[\x00-\x08\x0e-\x1a\ufffd]/.test(text)) {
    return 'a body of binary data';
  }
  if (isWebPage(text)) {
    const title = /<title[^>]{0,99}>([^<]*)/i.exec(text)?.[1]?.trim();
    return `a web page${title ? `, "${title}"` : ''}, not a response from Datadog`;
  }
  return complete ? text : `${text.slice(0, LONGEST_WORDS)}… (a body too long for a response from Datadog)`;
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

function hintFor(
  status: number,
  request: Pick<ApiRequest, 'kind' | 'path'>,
  apiUrl: string,
  adviceOnUnknown: string,
): string {
  const { kind } = request;
  switch (status) {
    case 400:
      return `Datadog rejected the ${kind}: check the attribute that it names.`;
    case 401:
    case 403:
      return kind === 'mark'
        ? `Is the application key (app-key) valid on the site behind ${apiUrl}? It needs the scope dora_metrics_write, and its owner needs the permission of that name. The API key must belong to the same site.`
        : `Does the API key belong to the site behind ${apiUrl}? Each Datadog site has its own keys (input site). Datadog also rejects a revoked key and an application key.`;
    case 404:
      return kind === 'mark'
        ? [hintForUnknown(request, apiUrl), adviceOnUnknown].filter(Boolean).join(' ')
        : `Is ${apiUrl} the API of a Datadog site (inputs site, api-url)?`;
    case 408:
      return 'The network between the runner and Datadog may be slow.';
    case 409:
      return `Datadog may have a ${kind === 'mark' ? 'mark of this deployment' : 'deployment with this ID'} already.`;
    case 413:
      return 'The event is too large: send fewer or shorter custom tags.';
    case 429:
      return "The organization's rate limit for this endpoint is reached: spread the deployments of many services.";
    default:
      return status >= 500
        ? `Datadog, or a proxy in front of it, cannot accept the ${kind}: see Datadog's status page.`
        : INTERFERENCE;
  }
}

/** For a deployment that is to be marked. */
function hintForUnknown(request: Pick<ApiRequest, 'path'>, apiUrl: string): string {
  const [unknown, check] = isMarkByName(request)
    ? [
        'no deployment of that service, env and version',
        'Were all three sent with its event, and spelled the same?',
      ]
    : ['no deployment with that ID', 'Does the ID belong to another site?'];
  return `Datadog has ${unknown} on the site behind ${apiUrl}. ${check} Was the event stored?`;
}
