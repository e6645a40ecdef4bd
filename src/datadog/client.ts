import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeAnswer, isConfirmed, type Reason } from './answer.ts';
import { ConnectionError, createConnector } from './connect.ts';
import { createResolver, type Resolve } from './dns.ts';
import { describeFailure } from './failure.ts';
import {
  type Answer,
  type ApiRequest,
  CONNECTIONS,
  type Connections,
  type NoAnswer,
  openConnections,
} from './http.ts';
import { readProxy } from './proxy.ts';
import { askedWait, attemptLimit, LONGEST_ATTEMPT, type Next, nextAttempt } from './retry.ts';
import { isLoopback } from './site.ts';

/** The version that this action releases as; `package.json` has the same. */
export const VERSION = '1.0.0';

/** Not confirmed by Datadog. */
export interface Lost {
  readonly state: 'lost';
  /** What happened, in words, with the server's own. */
  readonly what: string;
  /** What to check, in sentences; '' where there is nothing to say. */
  readonly hint: string;
  /** Whether a whole request went out whose answer was lost. */
  readonly mayHaveArrived: boolean;
}

/** What became of an event or a mark. */
export type Outcome =
  | { readonly state: 'stored'; readonly status: number }
  | Lost
  | { readonly state: 'dry run' };

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
  /** Goes out with marks alone. */
  readonly appKey: string | undefined;
  /** Milliseconds for everything that the client sends. */
  readonly timeout: number;
  /** The proxy variables, and what TLS reads. */
  readonly environment: NodeJS.ProcessEnv;
  /** Ends the delivery at once; its reason, an Error, is why. */
  readonly signal: AbortSignal;
  /** Takes the keys out of a text. */
  readonly redact: (text: string) => string;
  readonly debug: (line: string) => void;
  /** From 0 to 1; the machine's own unless given. */
  readonly random?: () => number;
  /** Looks a name up; the machine's own way unless given. */
  readonly resolve?: Resolve;
}

/** Sends requests, eight at a time, with one deadline for all. */
export interface Client {
  /**
   * Sends a request until it is confirmed, refused, or out of time. Never rejects.
   * @param label names the request in the debug log
   */
  readonly send: (request: ApiRequest, label: string) => Promise<Sent>;
  readonly close: () => Promise<void>;
}

/** Opens a client. Its time runs from here. */
export function openClient(options: ClientOptions): Client {
  const { apiUrl, environment } = options;
  const deadline = performance.now() + options.timeout;
  const base = new URL(apiUrl);
  // Every attempt listens, of which older Nodes warn.
  setMaxListeners(0, options.signal);
  // Over plain HTTP, which only loopback is trusted with, a proxy would read the key.
  const target = isLoopback(base.hostname) ? undefined : base;
  try {
    const proxy = target && readProxy(environment, target);
    const connector = createConnector(
      base,
      proxy,
      options.resolve ?? createResolver(environment, options.timeout),
      () =>
        // Ends before its attempt does, so that the words are those of the part of the way that took too long.
        0.9 * attemptLimit(performance.now(), deadline),
    );
    const connections = openConnections(base.origin, connector);
    const place = limitTo(CONNECTIONS);
    const courier: Courier = {
      ...options,
      deadline,
      connections,
      prepare: connector.prepare,
      peer: proxy?.name ?? base.host,
      place,
      describe: (error, request) =>
        describeFailure(error, { apiUrl, proxy, environment, kind: request.kind }),
    };
    return { send: (request, label) => send(request, label, courier), close: connections.close };
  } catch (error) {
    const { what, hint } = describeFailure(error, { apiUrl, proxy: undefined, environment, kind: 'event' });
    const outcome: Lost = { state: 'lost', what, hint, mayHaveArrived: false };
    return { send: async () => ({ outcome, attempts: 0, milliseconds: 0 }), close: async () => {} };
  }
}

interface Courier extends ClientOptions {
  /** By the monotonic clock, in milliseconds. */
  readonly deadline: number;
  readonly connections: Connections;
  readonly prepare: () => Promise<void>;
  /** Whose name is looked up, for messages. */
  readonly peer: string;
  readonly place: <Result>(work: () => Promise<Result>) => Promise<Result>;
  readonly describe: (error: unknown, request: ApiRequest) => Reason;
}

async function send(request: ApiRequest, label: string, courier: Courier): Promise<Sent> {
  const { signal, deadline, timeout, debug, redact, random = Math.random } = courier;
  const begin = performance.now();
  let attempts = 0;
  let isLast = false;
  let mayHaveArrived = false;
  const sent = (outcome: Outcome): Sent => ({
    outcome,
    attempts,
    milliseconds: Math.round(performance.now() - begin),
  });
  const lost = ({ what, hint }: Reason, why = '') =>
    sent({ state: 'lost', what: redact(why === '' ? what : `${what}; ${why}`), hint, mayHaveArrived });
  const over = `the timeout of ${timeout / 1000} s is over`;
  let last: Reason | undefined;
  for (;;) {
    const attempt = await attemptOnce(request, courier);
    if (attempt === 'too late') {
      return last === undefined
        ? lost({
            what: `the timeout of ${timeout / 1000} s passed before it could be sent`,
            hint: '',
            retry: false,
          })
        : lost(last, over);
    }
    attempts += 1;
    mayHaveArrived ||= attempt.mayHaveArrived;
    if ('status' in attempt) {
      return sent({ state: 'stored', status: attempt.status });
    }
    const { reason, asked } = attempt;
    // An attempt that the deadline cuts short says less than the one before it.
    last = attempt.isCut && last !== undefined ? last : reason;
    if (!reason.retry) {
      return lost(reason);
    }
    if (signal.aborted) {
      return lost(courier.describe(signal.reason, request));
    }
    const next: Next = isLast
      ? 'out of time'
      : nextAttempt({ now: performance.now(), deadline, attempts, asked, random: random() });
    if (next === 'too long') {
      debug(
        `${label}: attempt ${attempts}: ${reason.what}. A wait of ${Math.ceil(asked / 1000)} s is asked for.`,
      );
      // Without the figure, which differs from service to service, those of one cause share one message.
      return lost(reason, `it asks for a longer wait than the timeout of ${timeout / 1000} s leaves`);
    }
    if (next === 'out of time') {
      return lost(last, over);
    }
    isLast = next.isLast;
    debug(`${label}: attempt ${attempts}: ${reason.what}. Next in ${Math.round(next.wait)} ms.`);
    await sleep(next.wait, undefined, { signal }).catch(() => {});
  }
}

type Attempt = { readonly mayHaveArrived: boolean } & (
  | { readonly status: number }
  | {
      readonly reason: Reason;
      /** Milliseconds that the answer asks to wait. */
      readonly asked: number;
      /** Whether it had less time than an attempt may take. */
      readonly isCut: boolean;
    }
);

async function attemptOnce(request: ApiRequest, courier: Courier): Promise<Attempt | 'too late'> {
  const { signal, deadline, redact, apiUrl, describe, peer, prepare, place } = courier;
  const failed = ({ error, isSent }: NoAnswer, hadLess: boolean): Attempt => ({
    mayHaveArrived: isSent,
    reason: describe(error, request),
    asked: error instanceof ConnectionError ? askedWait(error, Date.now()) : 0,
    isCut: hadLess && isTimeUp(error),
  });
  const unresolved = `the name of ${peer} is not resolved by DNS in time`;
  try {
    // A look-up cannot be cancelled, but nobody has to wait for it.
    await unlessAborted(prepare(), firstOf(signal, timeUp(deadline, unresolved)));
  } catch (error) {
    return failed({ error, isSent: false }, true);
  }
  return place(async () => {
    const begin = performance.now();
    if (signal.aborted) {
      return failed({ error: signal.reason, isSent: false }, false);
    }
    if (begin >= deadline) {
      return 'too late';
    }
    const limit = attemptLimit(begin, deadline);
    const late = timeUp(begin + limit, `no complete answer from ${new URL(apiUrl).origin} in time`);
    const answer = await post(request, courier, firstOf(signal, late));
    if ('error' in answer) {
      return failed(answer, limit < LONGEST_ATTEMPT);
    }
    if (isConfirmed(request.kind, answer)) {
      return { mayHaveArrived: false, status: answer.status };
    }
    const reason = describeAnswer(answer, { apiUrl, kind: request.kind, redact });
    return { mayHaveArrived: false, reason, asked: askedWait(answer, Date.now()), isCut: false };
  });
}

async function post(
  { method, path, body, kind }: ApiRequest,
  { apiUrl, apiKey, appKey, connections, redact, debug }: Courier,
  signal: AbortSignal,
): Promise<Answer | NoAnswer> {
  const url = new URL(apiUrl + path);
  const headers = {
    'dd-api-key': apiKey,
    ...(kind === 'mark' && appKey !== undefined ? { 'dd-application-key': appKey } : {}),
    'content-type': 'application/json',
    accept: 'application/json',
    // Without it any content coding is welcome (RFC 9110).
    'accept-encoding': 'identity',
    'user-agent': `datadog-dora-deployment/${VERSION}`,
  };
  debug(redact(`${method} ${url.href} ${body}`));
  const answer = await connections.send({ method, path: url.pathname, body }, headers, signal);
  if ('error' in answer) {
    return answer;
  }
  const { status, headers: received } = answer;
  const redacted = redact(answer.text);
  // A body that is too long may end within a key, which is not found then.
  const text = answer.complete ? redacted : redacted.slice(0, -Math.max(apiKey.length, appKey?.length ?? 0));
  debug(`HTTP ${status} ${redact(JSON.stringify(received))} ${text}`);
  return { ...answer, text };
}

const TIME_UP = 'TimeUpError';

function isTimeUp(error: unknown): boolean {
  return error instanceof ConnectionError
    ? error.systemCode === 'ETIMEDOUT'
    : error instanceof Error && error.name === TIME_UP;
}

/** A signal that ends what waits for a name or an answer; its timer keeps no process alive. */
function timeUp(end: number, message: string): AbortSignal {
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(Object.assign(new Error(message), { name: TIME_UP })),
    Math.max(0, end - performance.now()),
  );
  timer.unref();
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

/** Runs work as soon as a place is free. An attempt's time begins when it has one, which undici's queue cannot know. */
function limitTo(places: number): Courier['place'] {
  const waiting: (() => void)[] = [];
  let free = places;
  return async (work) => {
    free -= 1;
    if (free < 0) {
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      free += 1;
      waiting.shift()?.();
    }
  };
}

/** What `AbortSignal.any` does, which Node has from 20.3 on. */
function firstOf(...signals: readonly AbortSignal[]): AbortSignal {
  const first = new AbortController();
  for (const signal of signals) {
    const abort = () => first.abort(signal.reason);
    if (signal.aborted) {
      abort();
    }
    signal.addEventListener('abort', abort, { once: true, signal: first.signal });
  }
  return first.signal;
}
