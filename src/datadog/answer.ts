import { isObject, parseJson, property, withoutSecrets } from '../text.ts';
import { type ApiRequest, isMarkByName } from './api.ts';
import type { ApiResponse } from './http.ts';

/** Why an attempt did not confirm its request. */
export interface Failure {
  /** What happened, in words, with the server's own. */
  readonly what: string;
  /** What to check, in sentences; '' if there is nothing to say. */
  readonly hint: string;
  /** What else to check, in sentences, for the log. */
  readonly more?: string;
  /** Whether another attempt may succeed. */
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
  if (!complete || status < 200 || status > 299) return false;
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
 * @param about.adviceOnUnknown says what else to check if Datadog cannot find a deployment to mark
 */
export function describeResponse(
  response: ApiResponse,
  about: {
    readonly apiUrl: string;
    readonly request: Pick<ApiRequest, 'kind' | 'path'>;
    readonly redact: (text: string) => string;
    readonly adviceOnUnknown: string;
  },
): Failure {
  const { status, headers } = response;
  const { apiUrl, request, redact, adviceOnUnknown } = about;
  const said = redact(wordsOf(response)).replace(/\s+/g, ' ').trim();
  const words = said.length > LONGEST_WORDS ? `${said.slice(0, LONGEST_WORDS)}…` : said;
  const location = status >= 300 && status < 400 ? headers['location'] : undefined;
  const redirect =
    location === undefined ? '' : ` (redirect to ${withoutSecrets(redact(String(location))).slice(0, LONGEST_WORDS)})`;
  const isSuccess = status >= 200 && status < 300;
  const isPage = isWebPage(response.text);
  const [hint, more = ''] =
    isPage && status !== 503 ? [hintForPage(said)] : hintFor(status, request, apiUrl, adviceOnUnknown);
  return {
    what: `HTTP ${status}${redirect}${isSuccess ? `, which does not confirm the ${request.kind}` : ''}: ${words || 'empty response'}`,
    hint,
    more,
    retry: status === 408 || status === 429 || status >= 500 || (status === 404 && request.kind === 'mark' && !isPage),
    // 502 and 504 come from something in between, and with 409 a server may refuse what it already has.
    mayHaveArrived: isSuccess || [409, 502, 504].includes(status),
  };
}

/** nginx asks for a client certificate in a page, others in the TLS handshake. */
function hintForPage(words: string): string {
  return /"400 .*SSL certificate/.test(words)
    ? 'The server requires a client certificate, which this action does not support. Set api-url to a relay that does not require one.'
    : 'A proxy or login page answered instead of Datadog. Check api-url and the proxy.';
}

function isWebPage(text: string): boolean {
  return /^\s{0,99}(?:<!|<html|<\?xml|<head|<body)/i.test(text);
}

/** The part of a body that is meant for people. */
function wordsOf({ text, complete }: ApiResponse): string {
  const errors = complete ? errorsOf(parseJson(text)) : [];
  if (errors.length > 0) return errors.join('; ');
  if (/[\x00-\x08\x0e-\x1a\ufffd]/.test(text)) return 'a body of binary data';
  if (isWebPage(text)) {
    const title = /<title[^>]{0,99}>([^<]*)/i.exec(text)?.[1]?.trim();
    return `a web page${title ? `, "${title}"` : ''}, not a response from Datadog`;
  }
  return complete ? text : `${text.slice(0, LONGEST_WORDS)}… (truncated: too long for a Datadog response)`;
}

/** Datadog's errors, in both their forms: JSON:API objects and plain strings. */
function errorsOf(json: unknown): string[] {
  const errors = property(json, 'errors');
  return (Array.isArray(errors) ? errors : []).flatMap((error: unknown) => {
    if (typeof error === 'string') return [error];
    const [title, detail] = [property(error, 'title'), property(error, 'detail')];
    const pointer = property(property(error, 'source'), 'pointer');
    const words = [title, detail].filter((part) => typeof part === 'string' && part !== '').join(': ');
    return words === '' ? [] : [typeof pointer === 'string' ? `${words} (${pointer})` : words];
  });
}

/** What to check first, and what else, in sentences. */
function hintFor(
  status: number,
  request: Pick<ApiRequest, 'kind' | 'path'>,
  apiUrl: string,
  adviceOnUnknown: string,
): readonly [hint: string, more?: string] {
  const isMark = request.kind === 'mark';
  switch (status) {
    case 400:
      return [`Datadog rejected the ${request.kind}. Check the attribute that its message names.`];
    case 401:
    case 403:
      return isMark
        ? [
            `Are both keys valid on the site behind ${apiUrl}, and not swapped?`,
            'Input "api-key" needs an API key. Input "app-key" needs an application key with the scope dora_metrics_write, whose owner has the permission of that name.',
          ]
        : [
            `Does the API key belong to the site behind ${apiUrl}? Each Datadog site has its own keys (input site).`,
            'Datadog also rejects a revoked API key, and an application key in place of an API key.',
          ];
    case 404:
      return isMark
        ? hintForUnknown(request, apiUrl, adviceOnUnknown)
        : [`Is ${apiUrl} the API of a Datadog site (inputs site, api-url)?`];
    case 408:
      return ['The network between the runner and Datadog may be slow.'];
    case 409:
      return [`Datadog may already have a ${isMark ? 'mark of this deployment' : 'deployment with this ID'}.`];
    case 413:
      return [isMark ? 'The mark is too large.' : 'The event is too large: send fewer or shorter custom tags.'];
    case 429:
      return ["The organization's rate limit for this endpoint is reached: report fewer services at the same time."];
    default:
      return status >= 500
        ? [`Datadog, or a proxy in front of it, cannot accept the ${request.kind}: see Datadog's status page.`]
        : ['Something between the runner and Datadog may have answered instead. Check api-url and the proxy.'];
  }
}

/** For a deployment to mark. */
function hintForUnknown(
  request: Pick<ApiRequest, 'path'>,
  apiUrl: string,
  advice: string,
): readonly [hint: string, more: string] {
  const [what, check] = isMarkByName(request)
    ? ['of that service, env and version', 'Were all three sent with its event, and spelled the same?']
    : ['with that ID', 'A service that was not deployed has an ID too. Does the ID belong to another site?'];
  const more = `For each deployment that Datadog cannot find: was its event stored? ${check} ${advice}`;
  return [`Datadog has no deployment ${what} on the site behind ${apiUrl}.`, more.trim()];
}
