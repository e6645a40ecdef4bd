import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../text.ts';
import { describeResponse, isConfirmed, type Reason } from './answer.ts';
import { ConnectionError, type Connector, createConnector } from './connect.ts';
import { createResolver, type Resolve } from './dns.ts';
import { describeFailure } from './failure.ts';
import {
  type ApiRequest,
  type ApiResponse,
  type Connections,
  limitRequests,
  openConnections,
  type Place,
} from './http.ts';
import { isTimeUp, timeUp, unlessAborted } from './limits.ts';
import { readProxy } from './proxy.ts';
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
}

/** What became of an event or a mark. */
export type Outcome =
  | { readonly state: 'stored'; readonly status: number }
  | Lost
  | { readonly state: 'dry run' };

/** What became of a request. */
export interface Delivery {
  readonly label: string;
  readonly request: ApiRequest;
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
  /** Goes out with marks only. */
  readonly appKey: string | undefined;
  /** Milliseconds for everything that the client sends. */
  readonly timeout: number;
  /** The proxy variables, and what TLS reads. */
  readonly environment: NodeJS.ProcessEnv;
  /** Ends the delivery at once; its reason, an Error, is why. */
  readonly signal: AbortSignal;
  /** Removes the keys from a text. */
  readonly redact: (text: string) => string;
  /** What else to check if Datadog does not know a deployment to be marked, in sentences; '' for nothing. */
  readonly adviceOnUnknown: string;
  readonly info: (line: string) => void;
  readonly debug: (line: string) => void;
  /** From 0 to 1; by default `Math.random`. */
  readonly random?: () => number;
  /** Looks a name up; by default as the machine does. */
  readonly resolve?: Resolve;
}

/** Sends requests, eight at a time, with one deadline for all. */
export interface Client {
  /**
   * Sends a request until it is confirmed, rejected, or out of time. Never rejects.
   * @param label names the request in the log
   */
  readonly send: (request: ApiRequest, label: string) => Promise<Delivery>;
  readonly close: () => Promise<void>;
}

/** Opens a client. Its timeout begins now. */
export function openClient(options: ClientOptions): Client {
  const { apiUrl, environment, timeout, info } = options;
  const deadline = performance.now() + timeout;
  const target = new URL(apiUrl);
  let proxy: ReturnType<typeof readProxy>;
  try {
    // Plain HTTP is for loopback only: a proxy could read the key.
    proxy = isLoopback(target.hostname) ? undefined : readProxy(environment, target);
  } catch (error) {
    const outcome: Lost = { state: 'lost', what: messageOf(error), hint: '' };
    return {
      send: async (request, label) => ({ label, request, outcome, attempts: 0, milliseconds: 0 }),
      close: async () => {},
    };
  }
  const resolver = createResolver({ environment, timeout, lookUp: options.resolve });
  let mostAttempts = 1;
  const connector = createConnector({
    target,
    proxy,
    resolver,
    // Ends before its attempt does, so that the message names the step that took too long.
    limit: () => 0.9 * attemptLimit(performance.now(), deadline),
    addressTime: () => addressTime(mostAttempts),
  });
  const connections = openConnections(target.origin, connector);
  let isAnnounced = false;
  const courier: Courier = {
    ...options,
    deadline,
    connections,
    connector,
    doubt: resolver.doubt,
    peer: proxy?.name ?? target.host,
    place: limitRequests(),
    describe: (error, isSent) => describeFailure(error, isSent, { apiUrl, proxy, environment }),
    count: (attempts) => {
      mostAttempts = Math.max(mostAttempts, attempts);
    },
    announce: (line) => {
      if (!isAnnounced) {
        isAnnounced = true;
        info(line);
      }
    },
  };
  return { send: (request, label) => send(request, label, courier), close: connections.close };
}

interface Courier extends ClientOptions {
  /** By the monotonic clock, in milliseconds. */
  readonly deadline: number;
  readonly connections: Connections;
  readonly connector: Connector;
  readonly doubt: (before: number) => void;
  /** Whose name is looked up, for messages. */
  readonly peer: string;
  readonly place: Place;
  readonly describe: (error: unknown, isSent: boolean) => Reason;
  /** Receives the number of a request's attempts, including the one that begins. */
  readonly count: (attempts: number) => void;
  /** Writes a line to the log, once. */
  readonly announce: (line: string) => void;
}

const MAY_HAVE_ARRIVED = {
  event: 'It may have arrived: the same ID shows whether it did.',
  mark: 'It may have arrived: making the same mark again is safe.',
} as const;

async function send(request: ApiRequest, label: string, courier: Courier): Promise<Delivery> {
  const { signal, deadline, timeout, debug, redact, random = Math.random } = courier;
  const begin = performance.now();
  let attempts = 0;
  let isLast = false;
  let mayHaveArrived = false;
  let last: Reason | undefined;
  const end = (outcome: Outcome): Delivery => ({
    label,
    request,
    outcome,
    attempts,
    milliseconds: Math.round(performance.now() - begin),
  });
  const lose = (what: string, hint = '') =>
    end({
      state: 'lost',
      what: redact(what),
      hint: [mayHaveArrived ? MAY_HAVE_ARRIVED[request.kind] : '', hint].filter(Boolean).join(' '),
    });
  const limit = `the timeout of ${timeout / 1000} s`;
  const tooLate = () =>
    last === undefined
      ? lose(`${limit} passed before it could be sent`)
      : lose(`${last.what}; ${limit} is over`, last.hint);
  for (;;) {
    courier.count(attempts + 1);
    const attempt = await attemptOnce(request, courier);
    if (attempt === 'not made') {
      return signal.aborted ? lose(messageOf(signal.reason)) : tooLate();
    }
    attempts += 1;
    if (typeof attempt === 'number') {
      return end({ state: 'stored', status: attempt });
    }
    const { what, hint, retry, asked, status, isCut } = attempt;
    mayHaveArrived ||= attempt.mayHaveArrived;
    // An attempt that the deadline cuts short says less than the one before it.
    last = isCut && last !== undefined ? last : attempt;
    if (!retry) {
      return lose(what, hint);
    }
    if (signal.aborted) {
      return lose(messageOf(signal.reason));
    }
    const next: Next = isLast
      ? 'out of time'
      : nextAttempt({ now: performance.now(), deadline, attempts, asked, random: random() });
    if (next === 'too long') {
      debug(`${label}: attempt ${attempts}: ${what}. It asks for a wait of ${Math.ceil(asked / 1000)} s.`);
      // Without the figure, which differs between services, so that those with the same cause share a message.
      return lose(`${what}; it asks for a longer wait than ${limit} leaves`, hint);
    }
    if (next === 'out of time') {
      return tooLate();
    }
    isLast = next.isLast;
    debug(`${label}: attempt ${attempts}: ${what}. Next in ${Math.round(next.wait)} ms.`);
    if (status === 404) {
      courier.announce(stillUnknown(deadline));
    }
    await sleep(next.wait, undefined, { signal }).catch(() => {});
  }
}

/** What the log says while marks are sent again, which takes the whole timeout in the end. */
function stillUnknown(deadline: number): string {
  const end = new Date(Date.now() + deadline - performance.now()).toISOString().slice(11, 19);
  return `Datadog does not know a deployment to be marked yet (HTTP 404). Trying again until ${end} UTC, when the timeout is over.`;
}

interface Failed extends Reason {
  /** Of the response; 0 for none. */
  readonly status: number;
  /** Milliseconds that the response asks to wait. */
  readonly asked: number;
  /** Whether it had less time than an attempt may take. */
  readonly isCut: boolean;
}

/** @returns the status of a response that confirms the request, or why none did */
async function attemptOnce(request: ApiRequest, courier: Courier): Promise<number | 'not made' | Failed> {
  const { signal, deadline, redact, adviceOnUnknown, apiUrl, describe, peer, connector, doubt, place } =
    courier;
  const failed = (error: unknown, isSent: boolean, hadLess: boolean): Failed => {
    const refusal = error instanceof ConnectionError ? error.circumstances.refusal : undefined;
    return {
      ...describe(error, isSent),
      status: 0,
      asked: refusal === undefined ? 0 : askedWait(refusal, Date.now()),
      isCut: hadLess && isTimeUp(error),
    };
  };
  const unresolved = timeUp(deadline, `DNS did not resolve the name of ${peer} in time`);
  try {
    // A look-up cannot be cancelled, but nobody has to wait for it.
    await unlessAborted(connector.prepare(), AbortSignal.any([signal, unresolved]));
  } catch (error) {
    return signal.aborted ? 'not made' : failed(error, false, true);
  }
  return place(async () => {
    const begin = performance.now();
    if (signal.aborted || begin >= deadline) {
      return 'not made';
    }
    const limit = attemptLimit(begin, deadline);
    const late = timeUp(begin + limit, `no complete response from ${new URL(apiUrl).origin} in time`);
    let isSent = false;
    try {
      const response = await post(request, courier, AbortSignal.any([signal, late]), () => {
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
      doubt(begin);
      return failed(error, isSent, limit < LONGEST_ATTEMPT);
    }
  });
}

async function post(
  { method, path, body, kind }: ApiRequest,
  { apiUrl, apiKey, appKey, connections, redact, debug }: Courier,
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
  const response = await connections.send({ method, path: url.pathname, body }, headers, signal, onSent);
  const { status, headers: received, complete } = response;
  const redacted = redact(response.text);
  // A body that is too long may end within a key, which would not be recognised.
  const text = complete ? redacted : redacted.slice(0, -Math.max(apiKey.length, appKey?.length ?? 0));
  debug(`HTTP ${status} ${redact(JSON.stringify(received))} ${text}`);
  return { ...response, text };
}
