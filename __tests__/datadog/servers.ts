/** Servers on loopback for the delivery's tests, and a client of them. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, jest } from '@jest/globals';
import { type ProxyOptions, startProxy } from '../../dev/connect-proxy.ts';
import { type Fault, type Intake, startIntake } from '../../dev/intake.ts';
import { type ClientOptions, type Delivery, openClient } from '../../src/datadog/client.ts';
import { type Event, eventRequest } from '../../src/datadog/event.ts';
import { type Mark, markRequest } from '../../src/datadog/mark.ts';

export const apiKey = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
export const appKey = '0f9e8d7c6b5a49382716f5e4d3c2b1a00f9e8d7c';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/**
 * Stops the clocks and the timers of a file's tests; only `jest.advanceTimersByTime` moves them. No machine is then too
 * slow for a time-out, and none is waited for. The waits between attempts are real, but 0 unless a server asks for more.
 */
export function stopClocks(): void {
  beforeEach(() => {
    jest.useFakeTimers({
      doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'setInterval', 'clearInterval', 'hrtime'],
    });
  });
  afterEach(() => {
    jest.useRealTimers();
  });
}

/** A delivery that has no time for a second attempt. */
export const ONE_ATTEMPT = { timeout: 499 };

/** Runs after the test. */
export function afterwards(close: () => unknown): void {
  closers.push(close);
}

/** An embedded Datadog that misbehaves as it is told. */
export async function start(faults: readonly Fault[] | (() => Fault | undefined) = []): Promise<Intake> {
  const intake = await startIntake();
  afterwards(() => intake.close());
  intake.misbehave(faults);
  return intake;
}

export async function proxy(options: ProxyOptions) {
  const started = await startProxy(options);
  afterwards(() => started.close());
  return started;
}

/** A server that speaks bare TCP. @returns its host and port */
export async function listen(
  onConnection: (socket: Socket) => void,
  port = 0,
  host = '127.0.0.1',
): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    onConnection(socket);
  });
  server.listen(port, host);
  await once(server, 'listening');
  afterwards(() => {
    for (const socket of sockets) {
      socket.destroy();
    }
    server.close();
  });
  const address = server.address();
  return `${host}:${typeof address === 'object' ? address?.port : ''}`;
}

/** Answers every request on a connection with these bytes, once its body is there. */
export function answering(
  bytes: string | Buffer | readonly string[],
  after: (socket: Socket) => void = () => {},
): Promise<string> {
  return listen((socket) => {
    socket.setNoDelay(true);
    socket.on('data', async (chunk) => {
      if (chunk.toString().endsWith('}')) {
        for (const part of Array.isArray(bytes) ? bytes : [bytes]) {
          // Each write becomes a packet of its own, which the client may read alone.
          await new Promise((resolve) => socket.write(part, () => setImmediate(resolve)));
        }
        after(socket);
      }
    });
  });
}

/** An HTTP response in bytes. */
export function http(status: string, body: string | Buffer = '{"data":{}}', ...headers: string[]): Buffer {
  const lines = [`HTTP/1.1 ${status}`, `content-length: ${Buffer.byteLength(body)}`, ...headers, '', ''];
  return Buffer.concat([Buffer.from(lines.join('\r\n')), Buffer.from(body)]);
}

/** An event of half a minute, with an ID made from the service. */
export function event(service = 'shopist'): Event {
  return {
    id: `deployment-of-${service}`.padEnd(16, '-'),
    service,
    env: 'prod',
    version: undefined,
    team: undefined,
    customTags: [],
    git: undefined,
    startedAt: 1_790_000_000_123_456_789n,
    finishedAt: 1_790_000_030_000_000_000n,
  };
}

export function open(apiUrl: string, options: Partial<ClientOptions> = {}) {
  const client = openClient({
    apiUrl,
    apiKey,
    appKey: undefined,
    timeout: 60_000,
    random: () => 0,
    environment: {},
    signal: new AbortController().signal,
    redact: (text) => text.replaceAll(apiKey, '***').replaceAll(appKey, '***'),
    adviceOnUnknown: '',
    info: () => {},
    debug: () => {},
    keepTrack: () => {},
    ...options,
  });
  afterwards(() => client.close());
  return client;
}

/** Sends an event for each service, as the stage does. */
export async function send(
  apiUrl: string,
  options: Partial<ClientOptions> = {},
  services: readonly string[] = ['shopist'],
): Promise<readonly Delivery[]> {
  const client = open(apiUrl, options);
  const sent = await Promise.all(
    services.map((service) => client.send(eventRequest(event(service)), service)),
  );
  await client.close();
  return sent;
}

export async function sendOne(apiUrl: string, options: Partial<ClientOptions> = {}): Promise<Delivery> {
  const [sent] = await send(apiUrl, options);
  if (sent === undefined) {
    throw new Error('nothing was sent');
  }
  return sent;
}

export async function mark(
  apiUrl: string,
  options: Partial<ClientOptions> = {},
  more: Partial<Mark> = {},
): Promise<Delivery> {
  const client = open(apiUrl, { appKey, ...options });
  const target = { id: event().id };
  return client.send(markRequest({ target, changeFailure: true, remediation: undefined, ...more }), 'mark');
}

/** What a delivery lost, in words. @throws Error if it lost nothing */
export function lostOf({ outcome }: Delivery) {
  if (outcome.state !== 'lost') {
    throw new Error(`the outcome is ${outcome.state}`);
  }
  return outcome;
}
