/** The embedded Datadog's server: connections, faults and the record of requests. */
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, falsify, send } from './answers.ts';
import { createApi } from './api.ts';
import type { Fault, Intake, IntakeOptions, Mutable, ReceivedRequest } from './types.ts';

type Outcome = Answer | { readonly raw: string | Uint8Array } | 'reset' | 'hang';

/**
 * Starts an embedded Datadog. It handles `POST /api/v2/dora/deployment`, `POST /api/v2/dora/deployments` (list),
 * `GET` and `PATCH /api/v2/dora/deployments/{id}` and `PATCH /api/v2/dora/deployments`; all else is a 404.
 *
 * @throws Error if it cannot listen, e.g. EADDRINUSE
 */
export async function startIntake(options: IntakeOptions = {}): Promise<Intake> {
  const { prefix = '', host = '127.0.0.1', tls } = options;
  const api = createApi(options);
  const requests: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  const arrivals = new EventEmitter();
  const closing = new AbortController();
  const failures: unknown[] = [];
  let connections = 0;
  let concurrent = 0;
  let maximumConcurrent = 0;
  let faultOf: (request: ReceivedRequest) => Fault | undefined = () => undefined;

  function outcomeOf(request: Mutable<ReceivedRequest>, fault: Fault | undefined): Outcome {
    if (fault === undefined) return api.handle(request);
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

    const request: Mutable<ReceivedRequest> = {
      method: message.method ?? '',
      path: message.url ?? '',
      headers: message.headers,
      body,
      at,
      status: undefined,
      stored: undefined,
      marked: undefined,
    };
    response.once('close', () => options.onEnd?.(request));
    requests.push(request);
    arrivals.emit('request');

    const fault = faultOf(request);
    const outcome = outcomeOf(request, fault);
    if (typeof fault?.delay === 'number') {
      await sleep(fault.delay, undefined, { signal: closing.signal }).catch(() => undefined);
    } else {
      await Promise.allSettled([fault?.delay]);
    }

    if (response.destroyed || outcome === 'hang') return;
    if (outcome === 'reset') {
      message.socket.destroy();
    } else if ('raw' in outcome) {
      message.socket.end(outcome.raw);
    } else {
      request.status = outcome.status;
      await send(response, outcome);
    }
  }

  const listener = (message: IncomingMessage, response: ServerResponse): void => {
    serve(message, response).catch((error: unknown) => {
      failures.push(error);
      message.socket.destroy();
    });
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(options.port ?? 0, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The intake has no port.');

  return {
    url: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${address.port}${prefix}`,
    port: address.port,
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
    async arrival(count) {
      while (requests.length < count) await once(arrivals, 'request');
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      closing.abort();
      for (const socket of sockets) socket.destroy();
      await closed;
      if (failures.length > 0) throw failures[0];
    },
  };
}
