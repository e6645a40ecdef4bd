/**
 * An embedded Datadog for tests and workflows: the DORA deployment endpoints on loopback, in memory. It checks
 * requests at least as strictly as Datadog documents, stores them exactly, and misbehaves on request.
 *
 * Sources: Datadog's API reference (https://docs.datadoghq.com/api/latest/dora-metrics/), the models of its official
 * client `@datadog/datadog-api-client` 1.64, and the responses of the real service that
 * DataDog/datadog-api-client-go recorded (tests/scenarios/cassettes/TestScenarios/v2/Feature_DORA_Metrics).
 */
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApi, refusal } from './intake/api.ts';
import type { Answer, FalseAnswer, Fault, Intake, IntakeOptions, ReceivedRequest } from './intake/types.ts';
import { listen } from './listen.ts';

export type * from './intake/types.ts';

/** Starts an embedded Datadog. */
export async function startIntake(options: IntakeOptions = {}): Promise<Intake> {
  const { host = '127.0.0.1', tls } = options;
  const api = createApi(options);
  const requests: ReceivedRequest[] = [];
  const arrivals = new EventEmitter();
  const closing = new AbortController();
  const failures: unknown[] = [];
  let connections = 0;
  let concurrent = 0;
  let maximumConcurrent = 0;
  let faultOf: (request: ReceivedRequest) => Fault | undefined = () => undefined;

  function outcomeOf(
    request: ReceivedRequest,
    fault: Fault = {},
  ): Answer | { readonly raw: string } | 'reset' | 'hang' {
    const { status, connection, raw } = fault;
    if (status === undefined && connection === undefined && raw === undefined) return api.handle(request);
    const truth = fault.store ? api.handle(request) : undefined;
    if (truth && truth.status >= 400) return truth;
    if (fault.raw !== undefined) return { raw: fault.raw };
    return fault.connection ?? falsify(fault, truth);
  }

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.timeOrigin + performance.now();
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
    const request: { -readonly [Key in keyof ReceivedRequest]: ReceivedRequest[Key] } = {
      method,
      path,
      headers,
      body,
      at,
      status: undefined,
    };
    requests.push(request);
    arrivals.emit('request');

    const fault = faultOf(request);
    const outcome = outcomeOf(request, fault);
    const { delay } = fault ?? {};
    // A delay that is a promise may be rejected, and that in milliseconds ends with the intake.
    await Promise.allSettled([
      typeof delay === 'number' ? sleep(delay, undefined, { signal: closing.signal }) : delay,
    ]);

    if (response.destroyed || outcome === 'hang') return;
    if (outcome === 'reset') {
      message.socket.destroy();
    } else if ('raw' in outcome) {
      message.socket.end(outcome.raw);
    } else {
      const { status, headers, body: sent } = outcome;
      request.status = status;
      response.writeHead(status, headers);
      if (typeof sent === 'string' || sent instanceof Uint8Array) response.end(sent);
      // Rejects if the client disconnects or the fault breaks the body: tests ask for both.
      else await pipeline(sent, response).catch(() => undefined);
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
  const { port, close } = await listen(server, host);

  return {
    url: `${tls ? 'https' : 'http'}://${host}:${port}`,
    port,
    requests,
    get deployments() {
      return api.deployments();
    },
    marks: api.marks,
    get connections() {
      return connections;
    },
    get maximumConcurrent() {
      return maximumConcurrent;
    },
    misbehave(faults) {
      if (typeof faults === 'function') {
        faultOf = faults;
      } else {
        const queue = [...faults];
        faultOf = () => queue.shift();
      }
    },
    store: api.store,
    read: api.read,
    async arrival(count) {
      while (requests.length < count) await once(arrivals, 'request');
    },
    async close() {
      closing.abort();
      await close();
      if (failures.length > 0) throw failures[0];
    },
  };
}

/** The response that a fault asks for. @param truth the response without the fault, if it is known */
function falsify(fault: FalseAnswer, truth: Answer | undefined): Answer {
  const usual = truth ?? (fault.status >= 400 ? refusal(fault.status) : undefined);
  const plain = fault.body === undefined && usual ? usual : { headers: {}, body: fault.body ?? '' };
  return { status: fault.status, headers: { ...plain.headers, ...fault.headers }, body: plain.body };
}

/** A body of this many spaces in chunks of at most 64 KiB, so that a huge one needs little memory. */
export function* spaces(bytes: number): Generator<Uint8Array> {
  const chunk = Buffer.alloc(64 * 1024, ' ');
  for (let left = bytes; left > 0; left -= chunk.length) yield chunk.subarray(0, left);
}
