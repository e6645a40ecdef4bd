import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, jest, test } from '@jest/globals';
import { type Fault, spaces } from '../../dev/intake.ts';
import { eventRequest, markRequest } from '../../src/datadog/api.ts';
import type { ClientOptions } from '../../src/datadog/client.ts';
import {
  answering,
  apiKey,
  appKey,
  event,
  http,
  listen,
  lostOf,
  many,
  mark,
  ONE_ATTEMPT,
  open,
  send,
  sendOne,
  start,
  stopClocks,
} from './servers.ts';

stopClocks();

const STORED = { outcome: { state: 'stored', status: 200 } };
const isLost = ({ outcome }: Awaited<ReturnType<typeof sendOne>>) => outcome.state === 'lost';

describe('an event is sent again', () => {
  test.each<[string, Fault]>([
    ['a reset connection', { connection: 'reset' }],
    ['a response that is lost after the event was stored', { connection: 'reset', store: true }],
    ['408', { status: 408 }],
    ['429', { status: 429 }],
    ['500', { status: 500 }],
    ['503 in HTML', { status: 503, body: '<html><title>Unavailable</title></html>' }],
    ['a success that breaks off', { status: 200, headers: { 'content-length': 99 }, body: breakingOff() }],
  ])('after %s, with the same ID', async (_name, fault) => {
    const intake = await start([fault]);
    expect(await sendOne(intake.url)).toMatchObject({ ...STORED, attempts: 2 });
    expect(intake.deployments.map(({ id }) => id)).toEqual([event().id]);
    expect(new Set(intake.requests.map(({ body }) => body)).size).toBe(1);
  });

  test('never sooner than Retry-After asks', async () => {
    const times: bigint[] = [];
    const intake = await start(() => {
      times.push(process.hrtime.bigint());
      return times.length === 1 ? { status: 503, headers: { 'retry-after': '0.2' } } : undefined;
    });
    expect(await sendOne(intake.url)).toMatchObject({ ...STORED, attempts: 2 });
    const [first = 0n, second = 0n] = times;
    // A timer may be a millisecond early.
    expect(second - first).toBeGreaterThan(198_000_000n);
  });

  test.each([204, 302, 400, 401, 403, 404, 413])('not after %d', async (status) => {
    const intake = await start(() => ({ status, headers: { location: 'http://127.0.0.1:1/' } }));
    const sent = await sendOne(intake.url);
    expect(sent.attempts).toBe(1);
    expect(lostOf(sent).what).toContain(`HTTP ${status}`);
    expect(intake.requests).toHaveLength(1);
  });
});

async function* breakingOff(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('{"data":');
  throw new Error('broken');
}

test('an event or a mark that Datadog confirms for later (HTTP 202) is accepted, not stored', async () => {
  const accepted = { outcome: { state: 'accepted' }, attempts: 1 };
  const host = await answering(http('202 Accepted', ''));
  expect(await sendOne(`http://${host}`)).toMatchObject(accepted);
  expect(await mark(`http://${host}`)).toMatchObject(accepted);
});

test('a request has the keys that it needs, and asks for no content coding', async () => {
  const intake = await start();
  const lines: string[] = [];
  const debug = (line: string) => lines.push(line);
  await sendOne(intake.url, { appKey, debug });
  await mark(intake.url, { debug });
  const common = {
    'dd-api-key': apiKey,
    'accept-encoding': 'identity',
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': expect.stringMatching(/^datadog-dora-deployment\/\d/),
  };
  const [ofEvent, ofMark] = intake.requests;
  expect([ofEvent?.headers, ofMark?.headers]).toMatchObject([common, { ...common, 'dd-application-key': appKey }]);
  expect(ofEvent?.headers).not.toHaveProperty('dd-application-key');
  expect(lines.join('\n')).toContain('PATCH');
  expect(lines.join('\n')).not.toMatch(new RegExp(`${apiKey}|${appKey}`));
});

describe('a mark of a deployment that Datadog cannot find', () => {
  test('is sent until it can, which the log announces once for all marks of a client', async () => {
    let responses = 0;
    const intake = await start(() => {
      responses += 1;
      return { status: responses > 9 ? 202 : 404 };
    });
    const lines: string[] = [];
    const client = open(intake.url, { appKey, info: (line) => lines.push(line) });
    const end = new Date(Date.now() + 60_000).toISOString().slice(11, 19);
    const all = ['a', 'b', 'c'].map((id) =>
      client.send(markRequest({ target: { id }, changeFailure: true, remediation: undefined }), id),
    );
    const accepted = { outcome: { state: 'accepted' } };
    expect(await Promise.all(all)).toMatchObject([accepted, accepted, accepted]);
    expect(responses).toBe(12);
    expect(lines).toEqual([
      `Datadog cannot find the deployment to mark yet (HTTP 404). Retrying until ${end} UTC (timeout).`,
    ]);
  });

  test('says in the end what to check; one that is found, and an event, are not announced', async () => {
    const lines: string[] = [];
    const info = (line: string) => lines.push(line);
    const host = await answering(http('404 Not Found', '{"errors":["not found"]}'));
    await mark(`http://${await answering(http('200 OK', ''))}`, { info });
    await sendOne(`http://${host}`, { info });
    expect(lines).toEqual([]);
    expect(lostOf(await mark(`http://${host}`, ONE_ATTEMPT))).toMatchObject({
      what: 'HTTP 404: not found; the timeout of 0.499 s allows no further attempt',
      hint: expect.stringMatching(/^Datadog has no deployment with that ID on the site/),
    });
  });
});

describe('the deadline', () => {
  test('ends at once what is asked to wait longer, without a figure that other services would not share', async () => {
    const intake = await start([{ status: 503, headers: { 'retry-after': '9'.repeat(400) } }]);
    const sent = await sendOne(intake.url, { timeout: 60_000 });
    expect(intake.requests).toHaveLength(1);
    expect(lostOf(sent).what).toBe(
      'HTTP 503: Service Unavailable; it asks for a longer wait than the timeout of 60 s allows',
    );
  });

  test('ends the retries of an outage, with the words of the last response', async () => {
    const intake = await start(() => {
      jest.advanceTimersByTime(250);
      return { status: 500 };
    });
    const sent = await sendOne(intake.url, { timeout: 1200 });
    // After the third one less than half a second is left.
    expect(sent.attempts).toBe(3);
    expect(lostOf(sent).what).toBe('HTTP 500: Internal Server Error; the timeout of 1.2 s allows no further attempt');
  });

  test.each<[string, Fault, RegExp]>([
    ['', { status: 500 }, /^HTTP 500: Internal Server Error; the timeout of 0\.505 s allows no further attempt$/],
    [
      ', which has the word if it fails by itself',
      { connection: 'reset' },
      /closed the connection .*; the timeout of 0\.505 s allows no further attempt$/,
    ],
  ])('has one last attempt, which a wait of our own is cut for%s', async (_name, fault, words) => {
    const intake = await start([{ status: 500 }, fault, fault]);
    const sent = await sendOne(intake.url, { timeout: 505, random: () => 0.02 });
    expect(sent.attempts).toBe(2);
    expect(lostOf(sent).what).toMatch(words);
  });

  test('cuts an attempt short, which then says less than the one before it', async () => {
    const intake = await start([{ status: 500 }, { connection: 'hang' }]);
    const sending = sendOne(intake.url, { timeout: 3000 });
    await intake.arrival(2);
    jest.advanceTimersByTime(3000);
    expect(lostOf(await sending)).toMatchObject({
      what: 'HTTP 500: Internal Server Error; the timeout of 3 s allows no further attempt',
      hint: expect.stringMatching(/^It may have arrived/),
    });
  });

  test('ends before a service gets a slot: it is not sent', async () => {
    const intake = await start(() => ({ connection: 'hang' }));
    const sending = send(intake.url, { timeout: 600 }, many(9));
    await intake.arrival(8);
    jest.advanceTimersByTime(5600);
    expect((await sending)[8]).toMatchObject({
      attempts: 0,
      outcome: { what: 'it could not be sent within the timeout of 0.6 s', hint: '' },
    });
    expect(intake.requests).toHaveLength(8);
  });

  test.each([
    ['responds with 503', { status: 503 }],
    ['says nothing', { connection: 'hang' }],
    ['resets connections', { connection: 'reset' }],
  ] as const)('loses nothing of 24 services if a server that %s recovers one second before', async (_name, fault) => {
    const begin = performance.now();
    const intake = await start(() => (performance.now() - begin < 2000 ? fault : undefined));
    const sending = send(intake.url, { timeout: 3000 }, many(24));
    await intake.arrival(8);
    // When attempts that began with the delivery leave their time to the last one.
    jest.advanceTimersByTime(2250);
    expect((await sending).filter(isLost)).toEqual([]);
  });

  const silent = (reach: () => void) => listen((socket) => socket.once('data', reach));
  const dripping = (head: string, reach: () => void) =>
    answering(`HTTP/1.1 200 OK\r\n${head}`, (socket) => {
      const timer = setInterval(() => socket.write('x'), 20);
      socket.on('close', () => clearInterval(timer));
      reach();
    });
  const silentTunnel = (reach: () => void) =>
    listen((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.once('data', reach);
      });
    });

  const NO_RESPONSE = /^no complete response from http:\/\/127\.0\.0\.1:\d+ in time/;
  const NO_HANDSHAKE = /^\S+ did not finish the TLS handshake in time/;
  const NO_PROXY = /^no connection to the proxy 127\.0\.0\.1:\d+ \(from HTTPS_PROXY\) in time/;
  const API = 'https://intake.test';

  /** Calls `reach` once nothing more will come. */
  type SetUp = (reach: () => void) => Promise<readonly [apiUrl: string, proxy?: string]>;

  test.each<[string, RegExp, SetUp]>([
    ['a TLS handshake without end', NO_HANDSHAKE, async (reach) => [`https://${await silent(reach)}`]],
    ['a proxy that never responds', NO_PROXY, async (reach) => [API, await silent(reach)]],
    ['a tunnel that stays silent', NO_HANDSHAKE, async (reach) => [API, await silentTunnel(reach)]],
    ['a server that never responds', NO_RESPONSE, async (reach) => [`http://${await silent(reach)}`]],
    ['a response that drips', NO_RESPONSE, async (reach) => [`http://${await dripping('\r\n', reach)}`]],
    ['headers without end', NO_RESPONSE, async (reach) => [`http://${await dripping('', reach)}`]],
  ])('holds against %s; so does a signal', async (_name, words, setUp) => {
    const sendAndStop = async (options: Partial<ClientOptions>, stop: () => unknown) => {
      let reach = () => {};
      const reached = new Promise<void>((resolve) => {
        reach = resolve;
      });
      const [apiUrl, HTTPS_PROXY = ''] = await setUp(reach);
      const sending = sendOne(apiUrl, { environment: { HTTPS_PROXY }, ...options });
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

describe('a signal', () => {
  test('before the delivery begins lets nothing out', async () => {
    const intake = await start();
    const signal = AbortSignal.abort(new Error('SIGINT ended the delivery'));
    const sent = await send(intake.url, { signal }, ['a', 'b']);
    expect(sent.map((one) => lostOf(one).what)).toEqual(Array(2).fill('SIGINT ended the delivery'));
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
    expect(await client.send(eventRequest(event('b')), 'b')).toMatchObject(STORED);
    await waiting;
    interruption.abort(new Error('SIGINT ended the delivery'));
    expect(await a).toMatchObject({
      outcome: { what: 'HTTP 503: Service Unavailable; SIGINT ended the delivery', hint: '' },
    });
    expect(intake.requests).toHaveLength(2);
  });
});

test('many services go eight at a time over connections that are kept; one that is rejected takes no other with it', async () => {
  const intake = await start();
  const eight = intake.arrival(8);
  intake.misbehave(({ body }) => ({
    delay: eight,
    ...(body.includes('"service-7"') ? { status: 400 } : {}),
  }));
  const sent = await send(intake.url, {}, many(100));
  expect(sent.flatMap((one, index) => (isLost(one) ? [index] : []))).toEqual([7]);
  expect(intake.deployments).toHaveLength(99);
  expect([intake.maximumConcurrent, intake.connections]).toEqual([8, 8]);
});

describe('that a request may have arrived', () => {
  test.each<[string, boolean, string | Buffer]>([
    ['a response that breaks off', true, 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{}'],
    ['no response', true, ''],
    ['a success that confirms nothing', true, http('200 OK', '[]')],
    ['502', true, http('502 Bad Gateway', '')],
    ['400', false, http('400 Bad Request', '{"errors":["no"]}')],
  ])('is said after %s: %j', async (_name, mayHaveArrived, bytes) => {
    const host = await answering(bytes, (socket) => socket.end());
    const said = [await sendOne(`http://${host}`, ONE_ATTEMPT), await mark(`http://${host}`, ONE_ATTEMPT)].map(
      (sent) => [lostOf(sent).hint.startsWith('It may have arrived.'), lostOf(sent).more],
    );
    expect(said).toEqual(
      mayHaveArrived
        ? [
            [true, 'If an event may have arrived, look for its deployment ID in Datadog before you send it again.'],
            [true, 'If a mark may have arrived, it is safe to send it again.'],
          ]
        : [
            [false, ''],
            [false, ''],
          ],
    );
  });

  test.each<[string, Fault[]]>([
    ['one was lost and the last was rejected', [{ connection: 'reset', store: true }, { status: 400 }]],
    ['one got 502 and the last was rejected', [{ status: 502, store: true }, { status: 403 }]],
  ])('is said after attempts: %s', async (_name, faults) => {
    const intake = await start(faults);
    expect(lostOf(await sendOne(intake.url)).hint).toMatch(/^It may have arrived\. /);
  });
});

describe('a response', () => {
  test('of 100 MB is read only at its beginning', async () => {
    const intake = await start(() => ({ status: 200, body: spaces(100e6) }));
    const before = process.memoryUsage().rss;
    const sent = await sendOne(intake.url);
    expect(process.memoryUsage().rss - before).toBeLessThan(60e6);
    expect(lostOf(sent).what).toContain('(truncated: too long for a Datadog response)');
  });

  const json = '{"data":{}}';
  const coded = (coding: string, body: Buffer) => http('200 OK', body, `Content-Encoding: ${coding}`);
  test.each<[string, string | Buffer | string[]]>([
    ['of HTTP/1.0, with no length', `HTTP/1.0 200 OK\r\n\r\n${json}`],
    ['after an early hint', `HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n\r\n${json}`],
    ['after 102', `HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\n\r\n${json}`],
    ['in pieces', [...`HTTP/1.1 200 OK\r\n\r\n${json}`]],
    ['in chunks', `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nb\r\n${json}\r\n0\r\n\r\n`],
    ['with a byte order mark', http('200 OK', `\ufeff${json}`)],
    ['in GZIP, with a byte order mark', coded('X-GZIP', gzipSync(`\ufeff${json}`))],
    ['with 100 kB of headers', http('200 OK', json, ...Array.from({ length: 1000 }, () => `x-y: ${'z'.repeat(95)}`))],
  ])('%s is understood', async (_name, bytes) => {
    const host = await answering(bytes, (socket) => socket.end());
    expect(await sendOne(`http://${host}`)).toMatchObject({ attempts: 1, outcome: { state: 'stored' } });
  });

  const HTTP_CLOSED = /closed the connection without a complete response/;
  test.each<[string, string | Buffer, RegExp]>([
    ['is not HTTP', 'SSH-2.0-OpenSSH_9.6\r\n', /does not speak HTTP/],
    [
      'floods with headers',
      `HTTP/1.1 200 OK\r\n${'x-y: z\r\n'.repeat(120_000)}\r\n`,
      /does not speak HTTP \(Headers Overflow/,
    ],
    ['breaks off', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{}', HTTP_CLOSED],
    ['never comes', '', HTTP_CLOSED],
    ['is 101', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n', /./],
    ['comes after an unasked 100', `HTTP/1.1 100 Continue\r\n\r\n${http('200 OK')}`, HTTP_CLOSED],
    ['is in deflate', coded('deflate', deflateSync(json)), /^HTTP 200, which does not confirm the event: /],
    ['is not the gzip that it claims', coded('gzip', Buffer.from('x')), /^HTTP 200, which does not confirm/],
    ['is gzip of 20 MB', coded('gzip', gzipSync(' '.repeat(20e6) + json)), /a body of binary data/],
  ])('that %s confirms nothing', async (_name, bytes, words) => {
    const host = await answering(bytes, (socket) => socket.end());
    const { what, hint } = lostOf(await sendOne(`http://${host}`, ONE_ATTEMPT));
    expect(what).toMatch(words);
    expect(hint).not.toBe('');
  });

  test('whose connection is closed between two requests costs a retry, no event', async () => {
    const host = await answering(http('200 OK'), (socket) => socket.resetAndDestroy());
    expect((await send(`http://${host}`, {}, many(20))).filter(isLost)).toEqual([]);
  });

  test('that echoes the key is cut only where no part of the key can be left', async () => {
    const messages: string[] = [];
    const debug = (message: string) => messages.push(message);
    for (const before of [390, 64 * 1024 - 20]) {
      const body = `${' '.repeat(before)}${apiKey}${'.'.repeat(99_000)}`;
      const intake = await start(() => ({ status: 400, body, headers: { 'x-echo': apiKey } }));
      messages.push(lostOf(await sendOne(intake.url, { debug })).what);
    }
    // The limit is within the key, after which nothing comes: however it is read, it ends with a part of the key.
    const part = `${' '.repeat(64 * 1024 - 8)}${apiKey.slice(0, 16)}`;
    const host = await answering(`HTTP/1.1 400 X\r\ncontent-length: 99999\r\n\r\n${part}`, () => {});
    messages.push(lostOf(await sendOne(`http://${host}`, { debug })).what);
    for (const message of messages) {
      expect(message).not.toContain(apiKey.slice(0, 8));
    }
  });
});
