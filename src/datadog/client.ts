import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, messageOf } from '../text.ts';
import { describeResponse, type Failure, isConfirmed } from './answer.ts';
import type { ApiRequest } from './api.ts';
import { ConnectionError, type Connector, createConnector } from './connect.ts';
import { createResolver, type Resolve, type Resolver } from './dns.ts';
import { describeFailure } from './failure.ts';
import { type ApiResponse, createSlots, type Exchange, openPool, type Slots } from './http.ts';
import { type HttpProxy, readProxy } from './proxy.ts';
import { addressTime, askedWait, attemptLimit, LONGEST_ATTEMPT, type Next, nextAttempt } from './retry.ts';
import { isLoopback } from './site.ts';

/** The version that this action releases as; `package.json` has the same. */
export const VERSION = '1.0.0';

/** Not confirmed by Datadog. */
export interface Lost {
  readonly state: 'lost';
  /** What happened, in words, with the server's own. */
  readonly what: string;
  /** What to check, in sentences, and first whether it may have arrived; '' if there is nothing to say. */
  readonly hint: string;
  /** What else to check, in sentences, for the log. */
  readonly more?: string;
}

/** What became of an event or a mark. `accepted`: Datadog confirms that it will store it later (HTTP 202). */
export type Outcome = { readonly state: 'stored'; readonly status: number } | { readonly state: 'accepted' } | Lost;

/** What became of a request. */
export interface Sent {
  readonly outcome: Outcome;
  readonly attempts: number;
  readonly milliseconds: number;
}

/** How to deliver. */
export interface ClientOptions {
  /** Base URL of the API, without a slash at the end. */
  readonly apiUrl: string;
  /** Visible ASCII characters only, like the application key. */
  readonly apiKey: string;
  /** Sent with marks only. */
  readonly appKey: string | undefined;
  /** Milliseconds for everything that the client sends. */
  readonly timeout: number;
  /** The environment of this process: has the proxy variables, and receives RES_OPTIONS. */
  readonly environment: NodeJS.ProcessEnv;
  /** Ends the delivery at once; its reason, an Error, is why. */
  readonly signal: AbortSignal;
  /** Removes the keys from a text. */
  readonly redact: (text: string) => string;
  /** What else to check if Datadog cannot find a deployment to mark, in sentences; '' for nothing. */
  readonly adviceOnUnknown: string;
  readonly info: (line: string) => void;
  readonly debug: (line: string) => void;
  /** From 0 to 1; by default `Math.random`. */
  readonly random?: () => number;
  /** Looks up a name; by default as the machine does. */
  readonly resolve?: Resolve;
}

/** Sends requests, eight at a time, with one deadline for all. */
export interface Client {
  /**
   * Sends a request until it is confirmed, rejected, or out of time. Never rejects.
   * @param label names the request in the log
   */
  readonly send: (request: ApiRequest, label: string) => Promise<Sent>;
}

/** Opens a client. Its timeout begins now. */
export function openClient(options: ClientOptions): Client {
  const { apiUrl, environment, timeout } = options;
  const deadline = performance.now() + timeout;
  const target = new URL(apiUrl);
  let proxy: HttpProxy | undefined;
  try {
    // Plain HTTP is for loopback only: a proxy could read the key.
    proxy = isLoopback(target.hostname) ? undefined : readProxy(environment, target);
  } catch (error) {
    const outcome: Lost = { state: 'lost', what: messageOf(error), hint: '' };
    return { send: async () => ({ outcome, attempts: 0, milliseconds: 0 }) };
  }
  const resolver = createResolver({ environment, timeout, lookUp: options.resolve });
  const progress = { mostAttempts: 1, isAnnounced: false };
  const connector = createConnector({
    target,
    proxy,
    resolve: resolver.resolve,
    // Ends before its attempt does, so that the message names the step that took too long.
    limit: () => 0.9 * attemptLimit(performance.now(), deadline),
    addressTime: () => addressTime(progress.mostAttempts),
  });
  const transport: Transport = {
    ...options,
    deadline,
    proxy,
    connector,
    doubt: resolver.doubt,
    exchange: openPool(target.origin, connector.connect),
    slots: createSlots(),
    progress,
  };
  return { send: (request, label) => deliver(request, label, transport) };
}

/** What all requests of a client share. */
interface Transport extends ClientOptions, Pick<Resolver, 'doubt'> {
  /** By the monotonic clock, in milliseconds. */
  readonly deadline: number;
  readonly proxy: HttpProxy | undefined;
  readonly connector: Connector;
  readonly exchange: Exchange;
  readonly slots: Slots;
  readonly progress: {
    /** Of any request, including the attempt that begins. */
    mostAttempts: number;
    /** Whether the log says that marks are sent again, which takes the whole timeout in the end. */
    isAnnounced: boolean;
  };
}

const MAY_HAVE_ARRIVED = {
  event: 'If an event may have arrived, look for its deployment ID in Datadog before you send it again.',
  mark: 'If a mark may have arrived, it is safe to send it again.',
} as const;

async function deliver(request: ApiRequest, label: string, transport: Transport): Promise<Sent> {
  const { signal, deadline, timeout, progress, info, debug, redact, random = Math.random } = transport;
  const begin = performance.now();
  const limit = `the timeout of ${timeout / 1000} s`;
  let attempts = 0;
  let isLast = false;
  let mayHaveArrived = false;
  let last: Failure | undefined;
  const end = (outcome: Outcome): Sent => ({
    outcome,
    attempts,
    milliseconds: Math.round(performance.now() - begin),
  });
  const lose = (what: string, { hint, more = '' }: Pick<Lost, 'hint' | 'more'> = { hint: '' }) => {
    const join = (...sentences: readonly string[]) => sentences.filter(Boolean).join(' ');
    return end({
      state: 'lost',
      what: redact(what),
      hint: join(mayHaveArrived ? 'It may have arrived.' : '', hint),
      more: join(mayHaveArrived ? MAY_HAVE_ARRIVED[request.kind] : '', more),
    });
  };
  const tooLate = () =>
    last === undefined
      ? lose(`it could not be sent within ${limit}`)
      : lose(`${last.what}; ${limit} allows no further attempt`, last);
  const interrupted = () => lose([last?.what, messageOf(signal.reason)].filter(Boolean).join('; '));
  for (;;) {
    progress.mostAttempts = Math.max(progress.mostAttempts, attempts + 1);
    const attempt = await attemptOnce(request, transport);
    if (attempt === 'not made') return signal.aborted ? interrupted() : tooLate();
    attempts += 1;
    if (typeof attempt === 'number') {
      return end(attempt === 202 ? { state: 'accepted' } : { state: 'stored', status: attempt });
    }
    const { what, retry, asked, status, isCut } = attempt;
    mayHaveArrived ||= attempt.mayHaveArrived;
    if (!retry) return lose(what, attempt);
    if (signal.aborted) return interrupted();
    // An attempt that the deadline cuts short says less than the one before it.
    last = isCut && last !== undefined ? last : attempt;
    const next: Next = isLast
      ? 'out of time'
      : nextAttempt({ now: performance.now(), deadline, attempts, asked, random: random() });
    if (next === 'too long') {
      debug(`${label}: attempt ${attempts}: ${what}. It asks for a wait of ${Math.ceil(asked / 1000)} s.`);
      // Without the figure, which differs between services, so that those with the same cause share a message.
      return lose(`${what}; it asks for a longer wait than ${limit} allows`, attempt);
    }
    if (next === 'out of time') return tooLate();
    isLast = next.isLast;
    debug(`${label}: attempt ${attempts}: ${what}. Next in ${Math.round(next.wait)} ms.`);
    if (status === 404 && !progress.isAnnounced) {
      progress.isAnnounced = true;
      const until = new Date(Date.now() + deadline - performance.now()).toISOString().slice(11, 19);
      info(`Datadog cannot find the deployment to mark yet (HTTP 404). Retrying until ${until} UTC (timeout).`);
    }
    await sleep(next.wait, undefined, { signal }).catch(() => {});
  }
}

/** An attempt that did not confirm its request. */
interface Attempt extends Failure {
  /** Of the response; 0 for none. */
  readonly status: number;
  /** Milliseconds that the response asks to wait. */
  readonly asked: number;
  /** Whether it had less time than an attempt may take. */
  readonly isCut: boolean;
}

/** @returns the status of a response that confirms the request, or why none did */
async function attemptOnce(request: ApiRequest, transport: Transport): Promise<number | 'not made' | Attempt> {
  const { signal, deadline, redact, adviceOnUnknown, apiUrl, environment, proxy } = transport;
  const failed = (error: unknown, isSent: boolean, hadLess: boolean): Attempt => {
    const refusal = error instanceof ConnectionError ? error.facts.refusal : undefined;
    return {
      ...describeFailure(error, isSent, { apiUrl, proxy, environment }),
      status: 0,
      asked: refusal === undefined ? 0 : askedWait(refusal, Date.now()),
      isCut: hadLess && codeOf(error) === 'ETIMEDOUT',
    };
  };
  const peer = proxy?.name ?? new URL(apiUrl).host;
  const unresolved = timeUp(deadline, `DNS did not resolve the name of ${peer} in time`);
  try {
    // A look-up cannot be canceled, but nobody has to wait for it.
    await unlessAborted(transport.connector.prepare(), AbortSignal.any([signal, unresolved]));
  } catch (error) {
    return signal.aborted ? 'not made' : failed(error, false, true);
  }
  return transport.slots(async () => {
    const begin = performance.now();
    if (signal.aborted || begin >= deadline) return 'not made';
    const limit = attemptLimit(begin, deadline);
    const late = timeUp(begin + limit, `no complete response from ${new URL(apiUrl).origin} in time`);
    let isSent = false;
    try {
      const response = await exchangeOnce(request, transport, AbortSignal.any([signal, late]), () => {
        isSent = true;
      });
      const { status } = response;
      return isConfirmed(request.kind, response)
        ? status
        : {
            ...describeResponse(response, { apiUrl, request, redact, adviceOnUnknown }),
            status,
            asked: askedWait(response, Date.now()),
            isCut: false,
          };
    } catch (error) {
      transport.doubt(begin);
      return failed(error, isSent, limit < LONGEST_ATTEMPT);
    }
  });
}

async function exchangeOnce(
  { method, path, body, kind }: ApiRequest,
  { apiUrl, apiKey, appKey, exchange, redact, debug }: Transport,
  signal: AbortSignal,
  onSent: () => void,
): Promise<ApiResponse> {
  const url = new URL(apiUrl + path);
  const headers = {
    'dd-api-key': apiKey,
    ...(kind === 'mark' && appKey !== undefined ? { 'dd-application-key': appKey } : {}),
    'content-type': 'application/json',
    accept: 'application/json',
    // Without this header, any content coding is acceptable (RFC 9110).
    'accept-encoding': 'identity',
    'user-agent': `datadog-dora-deployment/${VERSION}`,
  };
  debug(redact(`${method} ${url.href} ${body}`));
  const response = await exchange({ method, path: url.pathname, body, headers }, signal, onSent);
  const { status, headers: received, complete } = response;
  const redacted = redact(response.text);
  // A body that is too long may end within a key, which would not be recognized.
  const text = complete ? redacted : redacted.slice(0, -Math.max(apiKey.length, appKey?.length ?? 0));
  debug(`HTTP ${status} ${redact(JSON.stringify(received))} ${text}`);
  return { ...response, text };
}

/** A signal that ends what waits for a name or a response; its timer does not keep the process alive. */
function timeUp(end: number, message: string): AbortSignal {
  const controller = new AbortController();
  const reason = Object.assign(new Error(message), { code: 'ETIMEDOUT' });
  setTimeout(() => controller.abort(reason), Math.max(0, end - performance.now())).unref();
  return controller.signal;
}

/** Rejects with the signal's reason as soon as it is aborted. */
function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
    }
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}
