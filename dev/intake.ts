/**
 * An embedded Datadog for tests and workflows: the DORA deployment endpoints on loopback, in memory. It checks
 * requests at least as strictly as Datadog documents, stores them exactly, and misbehaves on request.
 *
 * Sources: Datadog's API reference (https://docs.datadoghq.com/api/latest/dora-metrics/), the models of its official
 * client `@datadog/datadog-api-client` 1.64, and the responses of the real service that
 * DataDog/datadog-api-client-go recorded (tests/scenarios/cassettes/TestScenarios/v2/Feature_DORA_Metrics).
 */
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApi, type Keys, type Request, refusal } from './intake/api.ts';
import type { DeploymentAttributes } from './intake/rules.ts';
import { listen } from './listen.ts';

export type { ReadDeployment, StoredMark } from './intake/api.ts';
export type { DeploymentAttributes };

export interface ReceivedRequest extends Request {
  /** Of the response; undefined before it, or if either side dropped the connection. */
  status: number | undefined;
}

/** What a request gets in place of the true response, if it has a `status`, a `connection` or `raw`. */
export interface Fault {
  /** `reset` closes the connection, `hang` leaves it open without a response. */
  readonly connection?: 'reset' | 'hang';
  /** All that is written to the connection before it is closed. */
  readonly raw?: string;
  /** The status of a false response. Without one, `headers` and `body` are not used. */
  readonly status?: number;
  /** Beside the usual ones. A header with a list of values is sent once per value. */
  readonly headers?: OutgoingHttpHeaders;
  /**
   * If absent: the true body with `store`, else an error in words from status 400 on, else empty. An iterable is
   * streamed as fast as the client reads; if it throws, the connection breaks in the middle of the body.
   */
  readonly body?: string | Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  /** Delays the outcome, also the true one, by milliseconds or until a promise settles. */
  readonly delay?: number | Promise<unknown>;
  /**
   * Checks and stores the event or the mark first. An invalid one gets the true response instead of the fault, so that
   * no fault can hide an invalid request.
   */
  readonly store?: boolean;
}

export interface IntakeOptions extends Keys {
  /** In PEM. Switches to HTTPS. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

export type Intake = Awaited<ReturnType<typeof startIntake>>;

/** Starts an embedded Datadog. */
export async function startIntake(options: IntakeOptions = {}) {
  const { tls } = options;
  const api = createApi(options);
  const requests: ReceivedRequest[] = [];
  const arrivals = new EventEmitter();
  const closing = new AbortController();
  const failures: unknown[] = [];
  let connections = 0;
  let concurrent = 0;
  let maximumConcurrent = 0;
  let faultOf: (request: ReceivedRequest) => Fault | undefined = () => undefined;

  /** The response to a request; undefined if the fault is to have none. */
  function responseTo(request: Request, { store, status, headers, body, ...fault }: Fault) {
    const isTrue = (status ?? fault.connection ?? fault.raw) === undefined;
    const truth = isTrue || store ? api.handle(request) : undefined;
    if (truth && (isTrue || truth.status >= 400)) return truth;
    if (status === undefined) return undefined;
    const usual = truth ?? (status >= 400 ? refusal(status) : undefined);
    const plain = body === undefined && usual ? usual : { headers: {}, body: body ?? '' };
    return { status, headers: { ...plain.headers, ...headers }, body: plain.body };
  }

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    if (message.method === 'POST' || message.method === 'PATCH') {
      concurrent += 1;
      maximumConcurrent = Math.max(maximumConcurrent, concurrent);
      response.once('close', () => {
        concurrent -= 1;
      });
    }
    const body = await text(message).catch(() => undefined);
    if (body === undefined) return;

    const { method = '', url: path = '', headers } = message;
    const request: ReceivedRequest = { method, path, headers, body, status: undefined };
    requests.push(request);
    arrivals.emit('request');

    const fault = faultOf(request) ?? {};
    const answer = responseTo(request, fault);
    const { delay } = fault;
    // A delay that is a promise may be rejected, and that in milliseconds ends with the intake.
    await Promise.allSettled([typeof delay === 'number' ? sleep(delay, undefined, { signal: closing.signal }) : delay]);

    if (response.destroyed) return;
    if (answer !== undefined) {
      request.status = answer.status;
      response.writeHead(answer.status, answer.headers);
      if (typeof answer.body === 'string' || answer.body instanceof Uint8Array) response.end(answer.body);
      // Rejects if the client disconnects or the fault breaks the body: tests ask for both.
      else await pipeline(answer.body, response).catch(() => undefined);
    } else if (fault.raw !== undefined) {
      message.socket.end(fault.raw);
    } else if (fault.connection === 'reset') {
      message.socket.destroy();
    }
  }

  const listener = (message: IncomingMessage, response: ServerResponse): void => {
    serve(message, response).catch((error: unknown) => {
      failures.push(error);
      message.socket.destroy();
    });
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  server.on('connection', () => {
    connections += 1;
  });
  const { port, close } = await listen(server);

  return {
    /** The base URL, without a trailing slash. */
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    /** Every request that arrived completely, in order of arrival. */
    requests,
    /** One entry for each ID, in order of first arrival. */
    deployments: api.deployments,
    /** Every mark that was accepted, in order of arrival. */
    marks: api.marks,
    /** A deployment as Datadog returns it. @throws Error if there is none with this ID */
    read: api.read,
    /**
     * Stores a deployment that was reported before the test, without a request.
     * @throws Error in the API's words if the event would be rejected
     */
    store: (attributes: DeploymentAttributes) => api.store(attributes),
    /** The number of TCP connections that were opened so far. */
    get connections() {
      return connections;
    },
    /** The highest number of concurrent POST and PATCH requests. */
    get maximumConcurrent() {
      return maximumConcurrent;
    },
    /**
     * Calls a function for the fault of each request from now on, before the request is handled; or takes one fault of
     * a list per request until the list is used up (undefined: no fault). Replaces an earlier call. `close` throws what
     * the function throws.
     */
    misbehave(faults: readonly (Fault | undefined)[] | ((request: ReceivedRequest) => Fault | undefined)): void {
      const queue = typeof faults === 'function' ? [] : [...faults];
      faultOf = typeof faults === 'function' ? faults : () => queue.shift();
    },
    /** Waits until this many requests have arrived since the start; some may have no response yet. */
    async arrival(count: number): Promise<void> {
      while (requests.length < count) await once(arrivals, 'request');
    },
    /** Breaks all connections and stops listening. */
    async close(): Promise<void> {
      closing.abort();
      await close();
      if (failures.length > 0) throw failures[0];
    },
  };
}

/** A body of this many spaces in chunks of at most 64 KiB, so that a huge one needs little memory. */
export function* spaces(bytes: number): Generator<Uint8Array> {
  const chunk = Buffer.alloc(64 * 1024, ' ');
  for (let left = bytes; left > 0; left -= chunk.length) yield chunk.subarray(0, left);
}
