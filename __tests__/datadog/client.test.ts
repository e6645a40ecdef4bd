import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Fault, type Intake, spaces, startIntake } from '../../dev/intake.ts';
import {
  askedWait,
  backoff,
  type Delivery,
  type DeliveryOptions,
  deliver,
} from '../../src/datadog/client.ts';
import { deployment } from '../support/deployment.ts';

const apiKey = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
const closers: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function start(faults: readonly Fault[] | (() => Fault | undefined) = []): Promise<Intake> {
  const intake = await startIntake();
  closers.push(() => intake.close());
  intake.misbehave(faults);
  return intake;
}

/** A server that answers in TCP's own terms. */
async function listen(onConnection: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    for (const socket of sockets) {
      socket.destroy();
    }
    server.close();
  });
  const address = server.address();
  return `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

/** Answers every request on a connection with these bytes, once its body is there. */
function answering(bytes: string, after: (socket: Socket) => void = () => {}): Promise<string> {
  return listen((socket) => {
    socket.on('data', (chunk) => {
      if (chunk.toString().endsWith('}')) {
        socket.write(bytes);
        after(socket);
      }
    });
  });
}

function send(apiUrl: string, options: Partial<DeliveryOptions> = {}, services = ['shopist']) {
  return deliver(
    services.map((service) => deployment(service)),
    {
      apiUrl,
      apiKey,
      timeout: 5000,
      environment: {},
      signal: new AbortController().signal,
      debug: () => {},
      ...options,
    },
  );
}

async function sendOne(apiUrl: string, options?: Partial<DeliveryOptions>): Promise<Delivery> {
  const [delivery] = await send(apiUrl, options);
  if (delivery === undefined) {
    throw new Error('no delivery');
  }
  return delivery;
}

/** Of a promise, and the milliseconds until it settled. */
async function timed<Value>(promise: Promise<Value>): Promise<readonly [Value, number]> {
  const begin = performance.now();
  const value = await promise;
  return [value, performance.now() - begin];
}

describe('backoff', () => {
  test.each([
    [1, 500],
    [2, 1000],
    [3, 2000],
    [5, 8000],
    [6, 10_000],
    [2000, 10_000],
  ])('after attempt %d it is less than %d ms', (attempts, most) => {
    expect(backoff(attempts, 1)).toBe(most);
    expect(backoff(attempts, 0)).toBe(0);
    expect(backoff(attempts, 0.5)).toBe(most / 2);
  });
});

describe('the wait that an answer asks for', () => {
  const now = Date.UTC(2026, 10, 24, 12, 0, 0);
  test.each<[number, Record<string, string | string[]>, number]>([
    [503, {}, 0],
    [503, { 'retry-after': '3' }, 3000],
    [503, { 'retry-after': ' 0 ' }, 0],
    [503, { 'retry-after': 'Tue, 24 Nov 2026 12:00:07 GMT' }, 7000],
    [503, { 'retry-after': 'Tue, 24 Nov 2026 11:00:00 GMT' }, 0],
    [503, { 'retry-after': 'soon' }, 0],
    [503, { 'retry-after': 'in 2099' }, 0],
    [503, { 'retry-after': '-5' }, 0],
    [503, { 'retry-after': ['1', '2'] }, 0],
    [429, { 'x-ratelimit-reset': '4' }, 4000],
    [429, { 'x-ratelimit-reset': '4', 'retry-after': '9' }, 9000],
    [429, { 'x-ratelimit-reset': '9', 'retry-after': '4' }, 9000],
    [503, { 'x-ratelimit-reset': '4' }, 0],
  ])('HTTP %d with %j: %d ms', (status, headers, wait) => {
    expect(askedWait({ status, headers }, now)).toBe(wait);
  });

  test('is never negative and always a number, whatever the headers say', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (after, reset) => {
        const wait = askedWait(
          { status: 429, headers: { 'retry-after': after, 'x-ratelimit-reset': reset } },
          now,
        );
        expect(wait).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('an event is sent again', () => {
  test.each<[string, Fault]>([
    ['a reset connection', { connection: 'reset' }],
    ['an answer that is lost after the event was stored', { connection: 'reset', store: true }],
    ['408', { status: 408 }],
    ['429', { status: 429 }],
    ['500', { status: 500 }],
    ['503 in HTML', { status: 503, body: '<html><title>Unavailable</title></html>' }],
    ['a success that breaks off', { status: 200, headers: { 'content-length': 99 }, body: breakingOff() }],
  ])('after %s, with the same id', async (_name, fault) => {
    const intake = await start([fault]);
    const delivery = await sendOne(intake.url);
    expect(delivery).toMatchObject({ undelivered: undefined, status: 200, attempts: 2 });
    expect(intake.deployments.map(({ id }) => id)).toEqual([delivery.deployment.id]);
    expect(new Set(intake.requests.map(({ body }) => body)).size).toBe(1);
  });

  test.each([
    ['Retry-After in seconds', () => ({ status: 503, headers: { 'retry-after': '1' } })],
    [
      'Retry-After as a date',
      () => ({ status: 503, headers: { 'retry-after': new Date(Date.now() + 2000).toUTCString() } }),
    ],
    ['X-RateLimit-Reset', () => ({ status: 429, headers: { 'x-ratelimit-reset': '1' } })],
  ])('never sooner than %s asks', async (_name, fault) => {
    const intake = await start([fault()]);
    expect((await sendOne(intake.url)).undelivered).toBeUndefined();
    const [first, second] = intake.requests;
    // A date has no milliseconds; a timer may be one early.
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(990);
  });

  test.each([
    ['400', 400],
    ['401', 401],
    ['403', 403],
    ['404', 404],
    ['413', 413],
    ['a redirect', 302],
    ['201', 201],
    ['204', 204],
  ])('not after %s', async (_name, status) => {
    const intake = await start(() => ({ status, headers: { location: 'http://127.0.0.1:1/' } }));
    expect(await sendOne(intake.url)).toMatchObject({ status, attempts: 1, undelivered: { retry: false } });
    expect(intake.requests).toHaveLength(1);
  });
});

async function* breakingOff(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('{"data":');
  throw new Error('broken');
}

describe('the deadline', () => {
  test('a wait that does not fit it ends at once, and says so', async () => {
    const intake = await start([{ status: 503, headers: { 'retry-after': '30' } }]);
    const [delivery, milliseconds] = await timed(sendOne(intake.url));
    expect(milliseconds).toBeLessThan(1000);
    expect(delivery.undelivered?.what).toContain(
      'HTTP 503: Service Unavailable; it asks for a wait of 30 s, which does not fit the timeout of 5 s',
    );
  });

  test('ends the retries of an outage, with the words of the last answer', async () => {
    const intake = await start(() => ({ status: 500 }));
    const [delivery, milliseconds] = await timed(sendOne(intake.url, { timeout: 1000 }));
    expect(milliseconds).toBeLessThan(1900);
    expect(delivery.attempts).toBeGreaterThan(1);
    expect(delivery.undelivered?.what).toBe(
      'HTTP 500: Internal Server Error; the timeout of 1 s leaves no room for another attempt',
    );
  });

  test('an attempt that it cuts short does not hide what the one before met', async () => {
    const intake = await start();
    intake.misbehave(() => (intake.requests.length === 1 ? { status: 500 } : { connection: 'hang' }));
    const { undelivered } = await sendOne(intake.url, { timeout: 1000 });
    expect(undelivered?.what).toMatch(/^HTTP 500: .*the timeout of 1 s leaves no room/);
  });

  test('services that it cuts short have one cause in common', async () => {
    const intake = await start(() => ({ connection: 'hang' }));
    const deliveries = await send(intake.url, { timeout: 1000 }, ['a', 'b', 'c']);
    expect(new Set(deliveries.map(({ undelivered }) => undelivered?.what))).toEqual(
      new Set([
        `no complete answer from ${intake.url} in time; the timeout of 1 s leaves no room for another attempt`,
      ]),
    );
  });

  test('services for which no connection comes free say so', async () => {
    const intake = await start(() => ({ connection: 'hang' }));
    const deliveries = await send(intake.url, { timeout: 500 }, [...'abcdefghij']);
    expect(deliveries.map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0, 0]);
    expect(deliveries[9]?.undelivered?.what).toBe('the timeout of 0.5 s passed before a connection was free');
  });

  const silent = () => listen(() => {});
  const proxySilentAfterTunnel = async () => {
    const host = await listen((socket) => {
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    });
    return { HTTPS_PROXY: host };
  };
  test.each<[string, () => Promise<[string, DeliveryOptions['environment']]>]>([
    ['a TLS handshake that never ends', async () => [`https://${await silent()}`, {}]],
    ['a proxy that never answers', async () => ['https://intake.test', { HTTPS_PROXY: await silent() }]],
    ['a tunnel that stays silent', async () => ['https://intake.test', await proxySilentAfterTunnel()]],
    ['a server that never answers', async () => [`http://${await silent()}`, {}]],
    ['an answer that drips', async () => [`http://${await answering('HTTP/1.1 200 OK\r\n\r\n', drip)}`, {}]],
    ['headers without end', async () => [`http://${await answering('HTTP/1.1 200 OK\r\n', drip)}`, {}]],
  ])('holds against %s; so does a signal', async (_name, setUp) => {
    const [apiUrl, environment] = await setUp();
    const [delivery, milliseconds] = await timed(sendOne(apiUrl, { timeout: 600, environment }));
    expect(milliseconds).toBeLessThan(1500);
    expect(delivery.undelivered?.what).toMatch(/^no complete answer from .* in time/);

    const interruption = new AbortController();
    setTimeout(() => interruption.abort(new Error('SIGTERM ended the delivery')), 100);
    const stopped = timed(sendOne(apiUrl, { environment, timeout: 8000, signal: interruption.signal }));
    const [{ undelivered }, untilStopped] = await stopped;
    expect(untilStopped).toBeLessThan(1000);
    expect(undelivered?.what).toBe('SIGTERM ended the delivery');
  });
});

function drip(socket: Socket): void {
  const timer = setInterval(() => socket.write('x'), 20);
  socket.on('close', () => clearInterval(timer));
}

describe('a signal', () => {
  test('before the delivery begins lets nothing out', async () => {
    const intake = await start();
    const signal = AbortSignal.abort(new Error('SIGINT ended the delivery'));
    const deliveries = await send(intake.url, { signal }, ['a', 'b']);
    expect(deliveries.map(({ undelivered }) => undelivered?.what)).toEqual([
      'SIGINT ended the delivery',
      'SIGINT ended the delivery',
    ]);
    expect(intake.requests).toEqual([]);
  });

  test('during the wait before a retry ends it, and leaves what is stored stored', async () => {
    const intake = await start();
    const { body } = { body: '"a"' };
    intake.misbehave((request) =>
      request.body.includes(body) ? { status: 503, headers: { 'retry-after': '4' } } : undefined,
    );
    const interruption = new AbortController();
    const sent = timed(send(intake.url, { signal: interruption.signal }, ['a', 'b']));
    await intake.arrival(2);
    setTimeout(() => interruption.abort(new Error('SIGINT ended the delivery')), 100);
    const [[a, b], milliseconds] = await sent;
    expect(milliseconds).toBeLessThan(1500);
    expect(a?.undelivered?.what).toBe('SIGINT ended the delivery');
    expect(b?.undelivered).toBeUndefined();
  });
});

describe('many services', () => {
  const services = Array.from({ length: 100 }, (_, index) => `service-${index}`);

  test('go eight at a time over connections that are kept', async () => {
    const intake = await start(() => ({ delay: 5 }));
    const deliveries = await send(intake.url, {}, services);
    expect(deliveries.map(({ deployment }) => deployment.service)).toEqual(services);
    expect(deliveries.every(({ undelivered }) => undelivered === undefined)).toBe(true);
    expect(intake.deployments).toHaveLength(100);
    expect(intake.maximumConcurrent).toBe(8);
    expect(intake.connections).toBe(8);
  });

  test('one that is refused takes no other with it', async () => {
    const intake = await start();
    intake.misbehave(({ body }) => (body.includes('"service-7"') ? { status: 400 } : undefined));
    const deliveries = await send(intake.url, {}, services);
    const lost = deliveries.filter(({ undelivered }) => undelivered !== undefined);
    expect(lost.map(({ deployment }) => deployment.service)).toEqual(['service-7']);
    expect(intake.deployments).toHaveLength(99);
  });
});

describe('an answer', () => {
  test('of 100 MB is read only at its beginning', async () => {
    const intake = await start(() => ({ status: 200, body: spaces(100e6) }));
    const before = process.memoryUsage().rss;
    const [delivery, milliseconds] = await timed(sendOne(intake.url));
    expect(milliseconds).toBeLessThan(3000);
    expect(process.memoryUsage().rss - before).toBeLessThan(60e6);
    expect(delivery.undelivered?.what).toContain('a body too long for an answer of Datadog');
  });

  const json = '{"data":{}}';
  test.each([
    ['of HTTP/1.0, with no length', `HTTP/1.0 200 OK\r\n\r\n${json}`],
    ['after an early hint', `HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n\r\n${json}`],
    ['in chunks', `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nb\r\n${json}\r\n0\r\n\r\n`],
    ['of 202 without a body', 'HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n'],
  ])('%s is understood', async (_name, bytes) => {
    const host = await answering(bytes, (socket) => socket.end());
    expect((await sendOne(`http://${host}`)).undelivered).toBeUndefined();
  });

  test.each([
    ['is no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n', /did not answer in HTTP/],
    [
      'floods with headers',
      `HTTP/1.1 200 OK\r\n${'x-y: z\r\n'.repeat(20_000)}\r\n`,
      /did not answer in HTTP \(Headers Overflow/,
    ],
    ['breaks off', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{}', /closed the connection/],
    ['is none', '', /closed the connection without an answer/],
  ])('that %s is no success', async (_name, bytes, words) => {
    const host = await answering(bytes, (socket) => socket.end());
    const { undelivered } = await sendOne(`http://${host}`, { timeout: 500 });
    expect(undelivered?.what).toMatch(words);
    expect(undelivered?.hint).not.toBe('');
  });

  test('that comes before the request is complete counts', async () => {
    const host = await listen((socket) => {
      socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
    });
    expect(await sendOne(`http://${host}`)).toMatchObject({ undelivered: { what: expect.any(String) } });
  });

  test('is asked for without a content coding', async () => {
    const intake = await start();
    await sendOne(intake.url);
    expect(intake.requests[0]?.headers).toMatchObject({
      'accept-encoding': 'identity',
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^datadog-dora-deployment\/\d/),
    });
  });

  test('whose connection is closed between two requests costs a retry, no event', async () => {
    let answers = 0;
    const host = await answering(
      'HTTP/1.1 200 OK\r\nconnection: keep-alive\r\ncontent-length: 2\r\n\r\n{}',
      (socket) => {
        answers += 1;
        socket.resetAndDestroy();
      },
    );
    const services = Array.from({ length: 20 }, (_, index) => `service-${index}`);
    const deliveries = await send(`http://${host}`, {}, services);
    expect(answers).toBeGreaterThanOrEqual(20);
    expect(deliveries.filter(({ undelivered }) => undelivered !== undefined)).toEqual([]);
  });
});

describe('the key', () => {
  test('is cut out before an answer is cut short', async () => {
    const messages: string[] = [];
    const debug = (message: string) => messages.push(message);
    for (const before of [390, 64 * 1024 - 20]) {
      const intake = await start(() => ({
        status: 400,
        body: `${' '.repeat(before)}${apiKey}${'.'.repeat(99_000)}`,
      }));
      const { undelivered } = await sendOne(intake.url, { debug });
      messages.push(undelivered?.what ?? '');
    }
    for (const message of messages) {
      expect(message).not.toContain(apiKey.slice(0, 8));
    }
  });
});
