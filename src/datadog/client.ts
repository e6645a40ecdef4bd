import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { type Deployment, deploymentBody } from '../deployment.ts';
import type { Environment } from '../inputs.ts';
import { type HttpProxy, readProxy } from './proxy.ts';
import {
  type Answer,
  describeAnswer,
  describeFailure,
  isStored,
  isTimeout,
  type Reason,
  TIMEOUT,
} from './reason.ts';
import { isLoopback } from './site.ts';

/** The version this action releases as; `package.json` has the same. */
export const VERSION = '1.0.0';

/** Source: Datadog's API reference, "Send a deployment event". */
export const DEPLOYMENT_PATH = '/api/v2/dora/deployment';

/** What became of one deployment event. */
export interface Delivery {
  readonly deployment: Deployment;
  /** Undefined where Datadog has the event. */
  readonly undelivered: Reason | undefined;
  /** The last answer's status, if there was an answer. */
  readonly status: number | undefined;
  readonly attempts: number;
  readonly milliseconds: number;
}

/** How to deliver. */
export interface DeliveryOptions {
  /** Base URL of the API, without a slash at the end. */
  readonly apiUrl: string;
  /** Visible ASCII characters only. */
  readonly apiKey: string;
  /** Milliseconds for the whole delivery. */
  readonly timeout: number;
  /** The proxy variables, in lower or upper case. */
  readonly environment: Environment;
  /** Ends the delivery at once; its reason, an Error, is why. */
  readonly signal: AbortSignal;
  readonly debug: (message: string) => void;
}

const CONNECTIONS = 8;
const ATTEMPT_TIMEOUT = 10_000;
// Below the attempt's, by more than undici's coarse timer is late, so that the user reads which of the two it was.
const CONNECT_TIMEOUT = 8_000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;
// Datadog's answers have some hundred bytes.
const LONGEST_ANSWER = 64 * 1024;

/**
 * Sends one event per deployment, eight at a time, each until it is stored, refused, or out of time.
 * @returns one delivery per deployment, in their order; never rejects
 */
export async function deliver(
  deployments: readonly Deployment[],
  options: DeliveryOptions,
): Promise<readonly Delivery[]> {
  let proxy: HttpProxy | undefined;
  let dispatcher: Dispatcher | undefined;
  const end = new AbortController();
  try {
    // Over plain HTTP, which only loopback is trusted with, a proxy would read the key.
    proxy = isLoopback(new URL(options.apiUrl).hostname) ? undefined : readProxy(options.environment);
    dispatcher = createDispatcher(options.environment, proxy, end.signal);
    const courier = {
      post: poster(dispatcher, options),
      connections: semaphore(CONNECTIONS),
      deadline: performance.now() + options.timeout,
      options,
      proxy,
    };
    return await Promise.all(deployments.map((deployment) => deliverOne(deployment, courier)));
  } catch (error) {
    return undeliverable(deployments, describeFailure(error, options.apiUrl, proxy));
  } finally {
    // Destroyed first: a client that still lives would connect again.
    const destroyed = dispatcher?.destroy();
    end.abort();
    await destroyed;
  }
}

/** Deliveries of events for which not even an attempt was made. */
export function undeliverable(deployments: readonly Deployment[], undelivered: Reason): readonly Delivery[] {
  return deployments.map((deployment) => ({
    deployment,
    undelivered,
    status: undefined,
    attempts: 0,
    milliseconds: 0,
  }));
}

interface Courier {
  readonly post: (body: string, limit: number) => Promise<Answer>;
  readonly connections: Semaphore;
  /** By the monotonic clock, in milliseconds. */
  readonly deadline: number;
  readonly options: DeliveryOptions;
  readonly proxy: HttpProxy | undefined;
}

async function deliverOne(
  deployment: Deployment,
  { post, connections, deadline, options, proxy }: Courier,
): Promise<Delivery> {
  const { signal, apiKey, apiUrl, timeout } = options;
  const body = deploymentBody(deployment);
  const begin = performance.now();
  const outOfTime = `the timeout of ${timeout / 1000} s`;
  let attempts = 0;
  let status: number | undefined;
  let reason: Reason = { what: `${outOfTime} passed before a connection was free`, hint: '', retry: false };
  const outcome = (undelivered: Reason | undefined): Delivery => ({
    deployment,
    undelivered,
    status,
    attempts,
    milliseconds: Math.round(performance.now() - begin),
  });
  for (;;) {
    await connections.acquire();
    const limit = Math.min(ATTEMPT_TIMEOUT, deadline - performance.now());
    let asked = 0;
    try {
      // Timers may fire a little early.
      if (signal.aborted || limit < 1) {
        return outcome(signal.aborted ? describeFailure(signal.reason, apiUrl, proxy) : reason);
      }
      attempts += 1;
      status = undefined;
      const answer = await post(body, limit);
      status = answer.status;
      if (isStored(answer)) {
        return outcome(undefined);
      }
      reason = describeAnswer(answer, apiUrl, (text) => text.replaceAll(apiKey, '***'));
      asked = askedWait(answer, Date.now());
    } catch (error) {
      // An attempt that the deadline cuts short says less than the one before it.
      if (attempts === 1 || limit === ATTEMPT_TIMEOUT || !isTimeout(error)) {
        reason = describeFailure(error, apiUrl, proxy);
      }
    } finally {
      connections.release();
    }
    if (!reason.retry) {
      return outcome(reason);
    }
    const wait = Math.max(backoff(attempts, Math.random()), asked);
    const left = deadline - performance.now();
    if (wait >= left && !signal.aborted) {
      const why =
        asked > 0 && asked >= left
          ? `it asks for a wait of ${Math.ceil(asked / 1000)} s, which does not fit ${outOfTime}`
          : `${outOfTime} leaves no room for another attempt`;
      return outcome({ ...reason, what: `${reason.what}; ${why}` });
    }
    options.debug(
      `${deployment.service}: attempt ${attempts}: ${reason.what}. Next in ${Math.round(wait)} ms.`,
    );
    await pause(wait, signal);
  }
}

/** Milliseconds before the attempt after the `attempts`-th: exponential, with full jitter. */
export function backoff(attempts: number, random: number): number {
  return random * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempts - 1));
}

/**
 * Milliseconds that an answer asks to wait: `Retry-After` in seconds or as a date (RFC 9110), and with a 429
 * Datadog's `X-RateLimit-Reset`, in seconds.
 * @param now Unix milliseconds
 */
export function askedWait({ status, headers }: Pick<Answer, 'status' | 'headers'>, now: number): number {
  const retryAfter = String(headers['retry-after'] ?? '').trim();
  const reset = status === 429 ? String(headers['x-ratelimit-reset'] ?? '').trim() : '';
  const seconds = [retryAfter, reset].map((text) => (/^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : 0));
  // The parser makes a date of much that is none.
  const date = /^\w+, .+ GMT$/.test(retryAfter) ? Date.parse(retryAfter) : Number.NaN;
  return Math.max(...seconds, Number.isNaN(date) ? 0 : date - now);
}

/** Resolves after a time, or as soon as the signal is aborted. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, signal.aborted ? 0 : milliseconds);
    signal.addEventListener('abort', end);
  });
}

interface Semaphore {
  readonly acquire: () => Promise<void>;
  readonly release: () => void;
}

// undici queues requests by itself, but an attempt's ten seconds must begin when it has a connection.
function semaphore(places: number): Semaphore {
  const waiting: (() => void)[] = [];
  let free = places;
  return {
    acquire: () => {
      free -= 1;
      return free >= 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve));
    },
    release: () => {
      free += 1;
      waiting.shift()?.();
    },
  };
}

/** @param end ends the connections that are still being made: a dispatcher that is destroyed leaves them alone */
function createDispatcher(
  environment: Environment,
  proxy: HttpProxy | undefined,
  end: AbortSignal,
): Dispatcher {
  const connect = { timeout: CONNECT_TIMEOUT, signal: end };
  const options = {
    allowH2: false,
    connections: CONNECTIONS,
    connect,
    // The attempt's own limit bounds these.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  if (proxy === undefined) {
    return new Agent(options);
  }
  const noProxy = environment['no_proxy'] || environment['NO_PROXY'] || '';
  const tls = { proxyTls: connect, requestTls: connect };
  return new EnvHttpProxyAgent({ ...options, ...tls, httpProxy: '', httpsProxy: proxy.url, noProxy });
}

/** Makes the function that posts a body once, within a limit in milliseconds. */
function poster(dispatcher: Dispatcher, { apiUrl, apiKey, signal, debug }: DeliveryOptions): Courier['post'] {
  const { origin, pathname } = new URL(apiUrl + DEPLOYMENT_PATH);
  const headers = {
    'dd-api-key': apiKey,
    'content-type': 'application/json',
    accept: 'application/json',
    // Without it any content coding is welcome (RFC 9110).
    'accept-encoding': 'identity',
    'user-agent': `datadog-dora-deployment/${VERSION}`,
  };
  return async (body, limit) => {
    const attempt = new AbortController();
    const stop = () => attempt.abort(signal.reason);
    const timer = setTimeout(() => {
      // Of the deadline's rest no figure: services with the same cause are to share one annotation.
      const time = limit < ATTEMPT_TIMEOUT ? 'in time' : `within ${limit / 1000} s`;
      const message = `no complete answer from ${origin} ${time}`;
      attempt.abort(Object.assign(new Error(message), { name: TIMEOUT }));
    }, limit);
    signal.addEventListener('abort', stop);
    try {
      debug(`POST ${origin}${pathname} ${body}`);
      // undici listens to the signal only once a connection is made.
      const stopped = new Promise<never>((_, reject) => {
        attempt.signal.addEventListener('abort', () => reject(attempt.signal.reason));
      });
      const request = {
        origin,
        path: pathname,
        method: 'POST',
        headers,
        body,
        signal: attempt.signal,
      } as const;
      const response = await Promise.race([dispatcher.request(request), stopped]);
      const { text, complete } = await readBeginning(response.body, apiKey);
      debug(`HTTP ${response.statusCode} ${JSON.stringify(response.headers)} ${text}`);
      return { status: response.statusCode, headers: response.headers, text, complete };
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  };
}

/** Takes out the key as well: of one that is cut, the rest would not be recognised any more. */
async function readBeginning(
  body: AsyncIterable<Buffer>,
  apiKey: string,
): Promise<Pick<Answer, 'text' | 'complete'>> {
  const chunks: Buffer[] = [];
  let length = 0;
  const redacted = () => Buffer.concat(chunks).toString().replaceAll(apiKey, '***');
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LONGEST_ANSWER) {
      return { text: redacted().slice(0, -apiKey.length), complete: false };
    }
  }
  return { text: redacted(), complete: true };
}
