/** Servers on loopback for the delivery's tests, and a client of them. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, jest } from '@jest/globals';
import { type ProxyOptions, startProxy } from '../../dev/connect-proxy.ts';
import { type Fault, type Intake, startIntake } from '../../dev/intake.ts';
import { type Event, eventRequest, type Mark, markRequest } from '../../src/datadog/api.ts';
import { type ClientOptions, openClient, type Sent } from '../../src/datadog/client.ts';
import type { Resolve } from '../../src/datadog/dns.ts';

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

/** The names of so many services. */
export const many = (count: number) => Array.from({ length: count }, (_, index) => `service-${index}`);

/** Finds every name on this machine. */
export const atHome: Resolve = async () => [{ address: '127.0.0.1', family: 4 }];

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
export async function listen(onConnection: (socket: Socket) => void, port = 0, host = '127.0.0.1'): Promise<string> {
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
  return openClient({
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
    ...options,
  });
}

/** Sends an event for each service, as the stage does. */
export async function send(
  apiUrl: string,
  options: Partial<ClientOptions> = {},
  services: readonly string[] = ['shopist'],
): Promise<readonly Sent[]> {
  const client = open(apiUrl, options);
  return Promise.all(services.map((service) => client.send(eventRequest(event(service)), service)));
}

export async function sendOne(apiUrl: string, options: Partial<ClientOptions> = {}): Promise<Sent> {
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
): Promise<Sent> {
  const client = open(apiUrl, { appKey, ...options });
  const target = { id: event().id };
  return client.send(markRequest({ target, changeFailure: true, remediation: undefined, ...more }), 'mark');
}

/** Why a request is not confirmed, in words. @throws Error if it is */
export function lostOf({ outcome }: Sent) {
  if (outcome.state !== 'lost') {
    throw new Error(`the outcome is ${outcome.state}`);
  }
  return outcome;
}
