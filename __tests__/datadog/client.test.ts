import type { Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, jest, test } from '@jest/globals';
import { type Fault, spaces } from '../../dev/intake.ts';
import type { ClientOptions } from '../../src/datadog/client.ts';
import { eventRequest } from '../../src/datadog/event.ts';
import { markRequest } from '../../src/datadog/mark.ts';
import {
  answering,
  apiKey,
  appKey,
  event,
  http,
  listen,
  lostOf,
  mark,
  ONE_ATTEMPT,
  open,
  send,
  sendOne,
  start,
  stopClocks,
} from './servers.ts';

stopClocks();

const many = (count: number) => Array.from({ length: count }, (_, index) => `service-${index}`);
const stored = (status = 200) => ({ outcome: { state: 'stored', status } });

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
    expect(await sendOne(intake.url)).toMatchObject({ ...stored(), attempts: 2 });
    expect(intake.deployments.map(({ id }) => id)).toEqual([event().id]);
    expect(new Set(intake.requests.map(({ body }) => body)).size).toBe(1);
  });

  test.each<[string, Fault]>([
    ['Retry-After in seconds', { status: 503, headers: { 'retry-after': '0.2' } }],
    ['X-RateLimit-Reset', { status: 429, headers: { 'x-ratelimit-reset': '0.2' } }],
    [
      'the longest of several Retry-After',
      { raw: String(http('503 X', '', 'Retry-After: 0', 'Retry-After: 0.2', 'Retry-After: 0.1')) },
    ],
  ])('never sooner than %s asks', async (_name, fault) => {
    const times: bigint[] = [];
    const intake = await start(() => {
      times.push(process.hrtime.bigint());
      return times.length === 1 ? fault : undefined;
    });
    expect(await sendOne(intake.url)).toMatchObject({ ...stored(), attempts: 2 });
    const [first = 0n, second = 0n] = times;
    // A timer may be a millisecond early.
    expect(second - first).toBeGreaterThan(198_000_000n);
  });

  test.each([
    ['400', 400],
    ['401', 401],
    ['403', 403],
    ['404', 404],
    ['413', 413],
    ['a redirect', 302],
    ['204', 204],
  ])('not after %s', async (_name, status) => {
    const intake = await start(() => ({ status, headers: { location: 'http://127.0.0.1:1/' } }));
    const sent = await sendOne(intake.url);
    expect(sent).toMatchObject({ attempts: 1, outcome: { state: 'lost' } });
    expect(lostOf(sent).what).toContain(`HTTP ${status}`);
    expect(intake.requests).toHaveLength(1);
  });
});

async function* breakingOff(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('{"data":');
  throw new Error('broken');
}

describe('a mark', () => {
  test('has both keys; an event has the API key only', async () => {
    const host = await answering(http('200 OK', ''));
    const heads: string[] = [];
    const debug = (line: string) => heads.push(line);
    expect(await mark(`http://${host}`, { debug })).toMatchObject(stored());
    const seen: string[] = [];
    const listener = await listen((socket) => {
      socket.on('data', (chunk) => {
        seen.push(chunk.toString());
        if (chunk.toString().endsWith('}')) {
          socket.write(http('200 OK'));
        }
      });
    });
    await mark(`http://${listener}`);
    await sendOne(`http://${listener}`, { appKey });
    const requests = seen.join('').split(/(?=POST )/);
    expect(requests[0]).toMatch(
      new RegExp(
        `^PATCH /api/v2/dora/deployments/deployment-of-shopist HTTP.*dd-application-key: ${appKey}`,
        's',
      ),
    );
    expect(requests[1]).toMatch(/^POST \/api\/v2\/dora\/deployment HTTP/);
    expect(requests[1]).not.toContain(appKey);
    expect(heads.join('\n')).not.toContain(appKey);
  });

  test('of a deployment that Datadog does not find yet is sent until it does', async () => {
    const answers = [404, 404, 200];
    const host = await listen((socket) => {
      socket.on('data', (chunk) => {
        if (chunk.toString().endsWith('}')) {
          const status = answers.shift() ?? 500;
          socket.write(http(`${status} X`, status === 200 ? '' : '{"errors":["not found"]}'));
        }
      });
    });
    expect(await mark(`http://${host}`)).toMatchObject({ ...stored(), attempts: 3 });
  });

  test('of one that it never finds says what to check', async () => {
    const host = await answering(http('404 Not Found', '{"errors":["not found"]}'));
    expect(lostOf(await mark(`http://${host}`, ONE_ATTEMPT))).toMatchObject({
      what: 'HTTP 404: not found; the timeout of 0.499 s is over',
      hint: expect.stringMatching(/^Datadog has no deployment with that ID on the site/),
    });
    const byName = { target: { service: 'a', env: 'b', version: 'c' } };
    expect(lostOf(await mark(`http://${host}`, ONE_ATTEMPT, byName)).hint).toMatch(
      /^Datadog has no deployment of that service, env and version on the site/,
    );
  });

  test('of one that it does not find yet is announced in the log, once for all marks of a client', async () => {
    let responses = 0;
    const intake = await start(() => {
      responses += 1;
      return { status: responses > 9 ? 202 : 404 };
    });
    const lines: string[] = [];
    const info = (line: string) => lines.push(line);
    const client = open(intake.url, { appKey, info });
    const end = new Date(Date.now() + 60_000).toISOString().slice(11, 19);
    const all = ['a', 'b', 'c'].map((id) =>
      client.send(markRequest({ target: { id }, changeFailure: true, remediation: undefined }), id),
    );
    expect(await Promise.all(all)).toMatchObject([stored(202), stored(202), stored(202)]);
    expect(lines).toEqual([
      expect.stringMatching(
        `^Datadog does not know .* \\(HTTP 404\\)\\. Trying again until ${end} UTC, when the timeout is over\\.$`,
      ),
    ]);
  });

  test('of one that is found at once, and an event that meets 404, are not announced', async () => {
    const lines: string[] = [];
    const info = (line: string) => lines.push(line);
    await mark(`http://${await answering(http('200 OK', ''))}`, { info });
    await sendOne(`http://${await answering(http('404 Not Found', ''))}`, { info });
    expect(lines).toEqual([]);
  });
});

describe('the deadline', () => {
  test('a wait that does not fit it ends at once, without a figure that other services would not share', async () => {
    const intake = await start([{ status: 503, headers: { 'retry-after': '9'.repeat(400) } }]);
    const sent = await sendOne(intake.url, { timeout: 60_000 });
    expect(intake.requests).toHaveLength(1);
    expect(lostOf(sent).what).toBe(
      'HTTP 503: Service Unavailable; it asks for a longer wait than the timeout of 60 s leaves',
    );
  });

  test('ends the retries of an outage, with the words of the last answer', async () => {
    const intake = await start(() => {
      jest.advanceTimersByTime(250);
      return { status: 500 };
    });
    const sent = await sendOne(intake.url, { timeout: 1200 });
    // After the third one less than half a second is left.
    expect(sent.attempts).toBe(3);
    expect(lostOf(sent).what).toBe('HTTP 500: Internal Server Error; the timeout of 1.2 s is over');
  });

  test('has a last attempt, which a wait of our own is cut for, and no other after it', async () => {
    const intake = await start(() => ({ status: 500 }));
    const sent = await sendOne(intake.url, { timeout: 505, random: () => 0.02 });
    expect(sent.attempts).toBe(2);
    expect(lostOf(sent).what).toBe('HTTP 500: Internal Server Error; the timeout of 0.505 s is over');
  });

  test('an attempt that it cuts short says less than the one before it', async () => {
    const intake = await start();
    intake.misbehave([{ status: 500 }, { connection: 'hang' }]);
    const sending = sendOne(intake.url, { timeout: 3000 });
    await intake.arrival(2);
    jest.advanceTimersByTime(3000);
    const sent = await sending;
    expect(lostOf(sent).what).toBe('HTTP 500: Internal Server Error; the timeout of 3 s is over');
    expect(lostOf(sent).hint).toMatch(/^It may have arrived/);
  });

  test('a last attempt that fails by itself has the word', async () => {
    const intake = await start([{ status: 500 }, { connection: 'reset' }]);
    const sent = await sendOne(intake.url, { timeout: 505, random: () => 0.02 });
    expect(lostOf(sent).what).toMatch(/closed the connection .*; the timeout of 0\.505 s is over$/);
  });

  test('a service that finds no place before it is not sent', async () => {
    const intake = await start(() => ({ connection: 'hang' }));
    const sending = send(intake.url, { timeout: 600 }, many(9));
    await intake.arrival(8);
    jest.advanceTimersByTime(5600);
    const sent = await sending;
    expect(intake.requests).toHaveLength(8);
    expect(sent[8]).toMatchObject({
      attempts: 0,
      outcome: { what: 'the timeout of 0.6 s passed before it could be sent', hint: '' },
    });
  });

  test('a failure at once is told with it', async () => {
    expect(lostOf(await sendOne('http://127.0.0.1:1', ONE_ATTEMPT))).toMatchObject({
      what: '127.0.0.1:1 refused the connection (ECONNREFUSED); the timeout of 0.499 s is over',
      hint: expect.not.stringContaining('may have arrived'),
    });
  });

  test.each([
    ['answers 503', { status: 503 }],
    ['says nothing', { connection: 'hang' }],
    ['resets connections', { connection: 'reset' }],
  ] as const)(
    'loses nothing of 24 services if a server that %s is well again one second before',
    async (_name, fault) => {
      const begin = performance.now();
      const intake = await start(() => (performance.now() - begin < 2000 ? fault : undefined));
      const sending = send(intake.url, { timeout: 3000 }, many(24));
      await intake.arrival(8);
      // When attempts that began with the delivery leave their time to the last one.
      jest.advanceTimersByTime(2250);
      expect((await sending).filter(({ outcome }) => outcome.state === 'lost')).toEqual([]);
    },
  );

  test('services that it cuts short have one cause in common, and may have arrived', async () => {
    const intake = await start(() => ({ connection: 'hang' }));
    const controller = new AbortController();
    const sending = send(intake.url, { signal: controller.signal }, ['a', 'b', 'c']);
    await intake.arrival(3);
    controller.abort(new Error('SIGTERM ended the delivery'));
    const sent = await sending;
    expect(new Set(sent.map(({ outcome }) => JSON.stringify(outcome))).size).toBe(1);
    expect(sent.map(lostOf)[0]).toMatchObject({
      what: 'SIGTERM ended the delivery',
      hint: 'It may have arrived: the same ID shows whether it did.',
    });
  });

  const silent = (reach: () => void) => listen((socket) => socket.once('data', reach));
  const dripping = (head: string, reach: () => void) =>
    answering(head, (socket) => {
      drip(socket);
      reach();
    });

  const NO_RESPONSE = /^no complete response from http:\/\/127\.0\.0\.1:\d+ in time/;

  /** Calls `reach` once nothing more will come. */
  type SetUp = (reach: () => void) => Promise<readonly [apiUrl: string, environment: NodeJS.ProcessEnv]>;

  test.each<[string, RegExp, SetUp]>([
    [
      'a TLS handshake that never ends',
      /^127\.0\.0\.1:\d+ did not finish the TLS handshake in time/,
      async (reach) => [`https://${await silent(reach)}`, {}],
    ],
    [
      'a proxy that never answers',
      /^no connection to the proxy 127\.0\.0\.1:\d+ \(from HTTPS_PROXY\) in time/,
      async (reach) => ['https://intake.test', { HTTPS_PROXY: await silent(reach) }],
    ],
    [
      'a tunnel that stays silent',
      /^intake\.test did not finish the TLS handshake in time/,
      async (reach) => {
        const host = await listen((socket) => {
          socket.once('data', () => {
            socket.write('HTTP/1.1 200 OK\r\n\r\n');
            socket.once('data', reach);
          });
        });
        return ['https://intake.test', { HTTPS_PROXY: host }];
      },
    ],
    ['a server that never answers', NO_RESPONSE, async (reach) => [`http://${await silent(reach)}`, {}]],
    [
      'an answer that drips',
      NO_RESPONSE,
      async (reach) => [`http://${await dripping('HTTP/1.1 200 OK\r\n\r\n', reach)}`, {}],
    ],
    [
      'headers without end',
      NO_RESPONSE,
      async (reach) => [`http://${await dripping('HTTP/1.1 200 OK\r\n', reach)}`, {}],
    ],
  ])('holds against %s; so does a signal', async (_name, words, setUp) => {
    const sendAndStop = async (options: Partial<ClientOptions>, stop: () => unknown) => {
      let reach = () => {};
      const reached = new Promise<void>((resolve) => {
        reach = resolve;
      });
      const [apiUrl, environment] = await setUp(reach);
      const sending = sendOne(apiUrl, { environment, ...options });
      await reached;
      await stop();
      return lostOf(await sending);
    };
    // The last attempt may continue for five seconds.
    const late = await sendAndStop({ timeout: 600 }, () => jest.advanceTimersByTimeAsync(5600));
    expect(late.what).toMatch(words);
    expect(late.hint.startsWith('It may have arrived')).toBe(words === NO_RESPONSE);
    const controller = new AbortController();
    const stopped = await sendAndStop({ signal: controller.signal }, () =>
      controller.abort(new Error('SIGINT ended the delivery')),
    );
    expect(stopped.what).toBe('SIGINT ended the delivery');
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
    const sent = await send(intake.url, { signal }, ['a', 'b']);
    expect(sent.map((one) => lostOf(one).what)).toEqual([
      'SIGINT ended the delivery',
      'SIGINT ended the delivery',
    ]);
    expect(intake.requests).toEqual([]);
  });

  test('during the wait before a retry ends it, and leaves what is stored stored', async () => {
    const intake = await start();
    intake.misbehave(({ body }) =>
      body.includes('"a"') ? { status: 503, headers: { 'retry-after': '40' } } : undefined,
    );
    const interruption = new AbortController();
    let wait = () => {};
    const waiting = new Promise<void>((resolve) => {
      wait = resolve;
    });
    const client = open(intake.url, {
      signal: interruption.signal,
      debug: (line) => {
        if (/^a: attempt 1: .* Next in 40000 ms\.$/.test(line)) {
          wait();
        }
      },
    });
    const a = client.send(eventRequest(event('a')), 'a');
    expect(await client.send(eventRequest(event('b')), 'b')).toMatchObject(stored());
    await waiting;
    interruption.abort(new Error('SIGINT ended the delivery'));
    expect(await a).toMatchObject({ outcome: { what: 'SIGINT ended the delivery', hint: '' } });
    expect(intake.requests).toHaveLength(2);
  });
});

describe('many services', () => {
  test('go eight at a time over connections that are kept', async () => {
    const intake = await start();
    const eight = intake.arrival(8);
    intake.misbehave(() => ({ delay: eight }));
    const sent = await send(intake.url, {}, many(100));
    expect(sent.every(({ outcome }) => outcome.state === 'stored')).toBe(true);
    expect(intake.deployments).toHaveLength(100);
    expect(intake.maximumConcurrent).toBe(8);
    expect(intake.connections).toBe(8);
  });

  test('one that is refused takes no other with it', async () => {
    const intake = await start();
    intake.misbehave(({ body }) => (body.includes('"service-7"') ? { status: 400 } : undefined));
    const sent = await send(intake.url, {}, many(100));
    expect(sent.flatMap(({ outcome }, index) => (outcome.state === 'lost' ? [index] : []))).toEqual([7]);
    expect(intake.deployments).toHaveLength(99);
  });

  test('that are asked to wait do not come back all at once', async () => {
    let responses = 0;
    const intake = await start(() => {
      responses += 1;
      return responses <= 8 ? { status: 503, headers: { 'retry-after': '0.01' } } : undefined;
    });
    const randoms = [0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07];
    const waits: string[] = [];
    const debug = (line: string) => waits.push(...(/Next in \d+ ms/.exec(line) ?? []));
    await send(intake.url, { random: () => randoms.pop() ?? 0, debug }, many(8));
    expect(waits.toSorted()).toEqual(
      [10, 20, 30, 40, 50, 60, 70, 80].map((milliseconds) => `Next in ${milliseconds} ms`),
    );
  });
});

describe('that an event may have arrived', () => {
  test.each<[string, boolean, string | Buffer]>([
    ['a response that breaks off', true, 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{}'],
    ['no response', true, ''],
    ['a page with status 200', true, http('200 OK', '<html></html>')],
    ['a success that confirms nothing', true, http('200 OK', '[]')],
    ['502', true, http('502 Bad Gateway', '')],
    ['504', true, http('504 Gateway Timeout', '')],
    ['409', true, http('409 Conflict', '{"errors":["exists"]}')],
    ['400', false, http('400 Bad Request', '{"errors":["no"]}')],
    ['500', false, http('500 Internal Server Error', '')],
    ['503', false, http('503 Service Unavailable', '')],
  ])('is said after %s: %j', async (_name, mayHaveArrived, bytes) => {
    const host = await answering(bytes, (socket) => socket.end());
    const { hint } = lostOf(await sendOne(`http://${host}`, ONE_ATTEMPT));
    expect(hint.startsWith('It may have arrived: the same ID shows whether it did.')).toBe(mayHaveArrived);
    const marked = lostOf(await mark(`http://${host}`, ONE_ATTEMPT, { changeFailure: false }));
    expect(marked.hint.startsWith('It may have arrived: making the same mark again is safe.')).toBe(
      mayHaveArrived,
    );
  });

  test.each<[string, Fault[]]>([
    ['one was lost and the last was rejected', [{ connection: 'reset', store: true }, { status: 400 }]],
    ['one had 502 and the last was rejected', [{ status: 502, store: true }, { status: 403 }]],
    ['one had 502 and the last 409', [{ status: 502, store: true }, { status: 409 }]],
  ])('is said after attempts: %s', async (_name, faults) => {
    const intake = await start(faults);
    expect(lostOf(await sendOne(intake.url)).hint).toMatch(/^It may have arrived: /);
  });
});

describe('a response', () => {
  test('of 100 MB is read only at its beginning', async () => {
    const intake = await start(() => ({ status: 200, body: spaces(100e6) }));
    const before = process.memoryUsage().rss;
    const sent = await sendOne(intake.url);
    expect(process.memoryUsage().rss - before).toBeLessThan(60e6);
    expect(lostOf(sent).what).toContain('a body too long for a response from Datadog');
  });

  const json = '{"data":{}}';
  const interim = 'HTTP/1.1 100 Continue\r\n\r\n';
  test.each<[string, string | Buffer | string[]]>([
    ['of HTTP/1.0, with no length', `HTTP/1.0 200 OK\r\n\r\n${json}`],
    ['after an early hint', `HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n\r\n${json}`],
    ['after 102', `HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\n\r\n${json}`],
    ['after an unasked 100 Continue', `${interim}HTTP/1.1 200 OK\r\n\r\n${json}`],
    [
      'after 103 and then 100',
      `HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${interim}HTTP/1.1 200 OK\r\n\r\n${json}`,
    ],
    [
      'after 100, 102, 103, 103 and 100 in pieces',
      [
        ...`${interim}HTTP/1.1 102 P\r\n\r\n`,
        ...`HTTP/1.1 103\r\nlink: <${'a'.repeat(20_000)}>\r\n\r\nHTTP/1.0 103 E\r\n\r\n${interim}`.split(
          /(?=H)/,
        ),
        ...`HTTP/1.1 200 OK\r\n\r\n${json}`,
      ],
    ],
    ['after 4,000 interim responses', `${interim.repeat(4000)}HTTP/1.1 200 OK\r\n\r\n${json}`],
    [
      'with a body that looks like one',
      `HTTP/1.1 202 OK\r\ncontent-length: 28\r\n\r\n{"data":{"a":"HTTP/1.1 10"}}`,
    ],
    ['with errors of null', http('200 OK', '{"data":{},"errors":null}')],
    ['with no errors in the list', http('200 OK', '{"data":{},"errors":[]}')],
    ['of 201', http('201 Created')],
    ['after an unasked 100 with headers', `HTTP/1.1 100\r\nx-y: z\r\n\r\nHTTP/1.1 200 OK\r\n\r\n${json}`],
    ['after two of them', `${interim}${interim}HTTP/1.1 200 OK\r\n\r\n${json}`],
    ['after one that comes alone', [interim, `HTTP/1.1 200 OK\r\n\r\n${json}`]],
    ['after one in pieces', [...interim, ...`HTTP/1.1 200 OK\r\n\r\n${json}`]],
    ['in pieces', [...`HTTP/1.1 200 OK\r\n\r\n${json}`]],
    ['in chunks', `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nb\r\n${json}\r\n0\r\n\r\n`],
    ['of 202 without a body', 'HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n'],
    ['with a byte order mark', http('200 OK', `\ufeff${json}`)],
    ['in gzip', http('200 OK', gzipSync(json), 'content-encoding: gzip')],
    ['in GZIP', http('200 OK', gzipSync(json), 'Content-Encoding: X-GZIP')],
    ['in gzip with a byte order mark', http('200 OK', gzipSync(`\ufeff${json}`), 'content-encoding: gzip')],
    ['in brotli', http('200 OK', brotliCompressSync(json), 'content-encoding: br')],
    ['in deflate', http('200 OK', deflateSync(json), 'content-encoding: deflate')],
    ['in raw deflate', http('200 OK', deflateRawSync(json), 'content-encoding: deflate')],
    [
      'with 100 kB of headers',
      http('200 OK', json, ...Array.from({ length: 1000 }, () => `x-y: ${'z'.repeat(95)}`)),
    ],
  ])('%s is understood', async (_name, bytes) => {
    const host = await answering(bytes, (socket) => socket.end());
    const sent = await sendOne(`http://${host}`);
    expect(sent).toMatchObject({ attempts: 1, outcome: { state: 'stored' } });
  });

  test('after an unasked 100 Continue is understood on a connection that is kept, each time', async () => {
    let connections = 0;
    const host = await listen((socket) => {
      connections += 1;
      socket.on('data', (chunk) => {
        if (chunk.toString().endsWith('}')) {
          socket.write(interim);
          setImmediate(() => socket.write(http('200 OK')));
        }
      });
    });
    const client = open(`http://${host}`);
    for (const service of many(5)) {
      expect(await client.send(eventRequest(event(service)), service)).toMatchObject({
        ...stored(),
        attempts: 1,
      });
    }
    // The pool may open a second one before it sees that the first is free.
    expect(connections).toBeLessThan(5);
  });

  test('in gzip that unpacks to 20 MB is not unpacked', async () => {
    const host = await answering(http('200 OK', gzipSync(Buffer.alloc(20e6)), 'content-encoding: gzip'));
    const sent = await sendOne(`http://${host}`);
    expect(lostOf(sent).what).toContain('a body of binary data');
  });

  test.each([
    ['is not HTTP', 'SSH-2.0-OpenSSH_9.6\r\n', /does not speak HTTP/],
    [
      'floods with headers',
      `HTTP/1.1 200 OK\r\n${'x-y: z\r\n'.repeat(120_000)}\r\n`,
      /does not speak HTTP \(Headers Overflow/,
    ],
    ['breaks off', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{}', /closed the connection/],
    ['never comes', '', /closed the connection without a complete response/],
    ['is 101', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n', /./],
    ['never goes beyond 100', interim.slice(0, -2), /closed the connection without a complete response/],
  ])('that %s is no success', async (_name, bytes, words) => {
    const host = await answering(bytes, (socket) => socket.end());
    const { what, hint } = lostOf(await sendOne(`http://${host}`, ONE_ATTEMPT));
    expect(what).toMatch(words);
    expect(hint).not.toBe('');
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
    const host = await answering(http('200 OK'), (socket) => socket.resetAndDestroy());
    const sent = await send(`http://${host}`, {}, many(20));
    expect(sent.filter(({ outcome }) => outcome.state === 'lost')).toEqual([]);
  });
});

describe('the key', () => {
  test('is cut out before an answer is cut short', async () => {
    const messages: string[] = [];
    const debug = (message: string) => messages.push(message);
    const bodies = [390, 64 * 1024 - 20].map(
      (before) => `${' '.repeat(before)}${apiKey}${'.'.repeat(99_000)}`,
    );
    // It is read in chunks: wherever the last one ends, a part of a key stands there.
    for (const body of [...bodies, apiKey.repeat(40_000)]) {
      const intake = await start(() => ({ status: 400, body }));
      messages.push(lostOf(await sendOne(intake.url, { debug })).what);
    }
    for (const message of messages) {
      expect(message).not.toContain(apiKey.slice(0, 8));
    }
  });
});
