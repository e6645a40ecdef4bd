/** The way to the API: names, proxies, TLS, with real servers on loopback. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { listen as listenOn } from '../../dev/listen.ts';
import type { Resolve } from '../../src/datadog/dns.ts';
import { tls } from '../support/tls.ts';
import {
  afterwards,
  answering,
  apiKey,
  atHome,
  http,
  listen,
  lostOf,
  many,
  ONE_ATTEMPT,
  proxy,
  send,
  sendOne,
  start,
  stopClocks,
} from './servers.ts';

stopClocks();

/** The tests' own certificate is trusted, as with NODE_EXTRA_CA_CERTS. */
beforeAll(() => setDefaultCACertificates([...getCACertificates('default'), tls.cert]));

/** The whole of 127.0.0.0/8 is of this machine. */
const testOnLinux = process.platform === 'linux' ? test : test.skip;
const STORED = { outcome: { state: 'stored' } };

async function portOf(server: Server): Promise<number> {
  const { port, close } = await listenOn(server);
  afterwards(close);
  return port;
}

/** A Datadog over TLS that prefers HTTP/2, and the protocols that its clients chose. */
async function intakeWithHttp2() {
  const chosen: (string | false | null)[] = [];
  const server = createHttpsServer({ ...tls, ALPNProtocols: ['h2', 'http/1.1'] }, (request, response) => {
    request.resume().on('end', () => response.end('{"data":{}}'));
  });
  server.on('secureConnection', (socket) => chosen.push(socket.alpnProtocol));
  return { port: await portOf(server), chosen };
}

/** Connects a client of a proxy to a port of this machine, after these bytes, each a packet of its own. */
function relay(client: Socket, port: number, head: string | readonly string[] = 'HTTP/1.1 200 OK\r\n\r\n') {
  const peer = connect(port, '127.0.0.1', async () => {
    for (const part of typeof head === 'string' ? [head] : head) {
      await new Promise((resolve) => client.write(part, () => setImmediate(resolve)));
    }
    client.pipe(peer).pipe(client);
  });
  peer.on('error', () => client.destroy());
  client.on('close', () => peer.destroy());
}

/** Answers each request without a body, such as CONNECT. */
function answeringConnect(bytes: string | Buffer): Promise<string> {
  return listen((socket) => socket.once('data', () => socket.end(bytes)));
}

test('HTTP/1.1 is spoken to a server and a proxy of TLS, though both prefer HTTP/2', async () => {
  const intake = await intakeWithHttp2();
  expect(await sendOne(`https://127.0.0.1:${intake.port}`)).toMatchObject(STORED);
  const chosen: (string | false | null)[] = [];
  const secure = createTlsServer({ ...tls, ALPNProtocols: ['h2', 'http/1.1'] }, (client) => {
    chosen.push(client.alpnProtocol);
    client.on('error', () => client.destroy());
    client.once('data', () => relay(client, intake.port));
  });
  const sent = await sendOne('https://intake.test', {
    environment: { HTTPS_PROXY: `https://localhost:${await portOf(secure)}` },
    resolve: atHome,
  });
  expect(sent).toMatchObject({ attempts: 1, ...STORED });
  expect([chosen, intake.chosen]).toEqual([['http/1.1'], ['http/1.1', 'http/1.1']]);
});

describe('a proxy', () => {
  test('of HTTPS_PROXY is asked for tunnels, with its user and password', async () => {
    const { port } = await intakeWithHttp2();
    const credentials = { user: 'jane', password: 'p@ss' };
    const through = await proxy({ target: port, credentials });
    const environment = { HTTPS_PROXY: `http://jane:p%40ss@127.0.0.1:${through.port}` };
    const sent = await send('https://intake.test', { environment }, many(24));
    expect(sent.map(({ outcome }) => outcome.state)).toEqual(many(24).map(() => 'stored'));
    expect(new Set(through.asked)).toEqual(new Set(['intake.test:443']));
    expect(through.asked.length).toBeLessThanOrEqual(8);
  });

  test.each<[string, number, boolean | string]>([
    ['HTTPS_PROXY', 405, false],
    ['HTTP_PROXY', 405, true],
    ['http_proxy', 501, true],
    ...[407, 408, 429].map((status): [string, number, boolean] => ['HTTP_PROXY', status, false]),
    ['HTTP_PROXY', 405, 'connecting directly fails too'],
  ])('of %s that refuses tunnels with %d is left aside: %j', async (name, status, isDirect) => {
    const port = typeof isDirect === 'string' ? 1 : (await intakeWithHttp2()).port;
    const through = await proxy({ target: port, status });
    const environment = { [name]: through.url };
    const sent = await sendOne(`https://intake.test:${port}`, {
      environment,
      resolve: atHome,
      ...ONE_ATTEMPT,
    });
    expect(sent.outcome.state).toBe(isDirect === true ? 'stored' : 'lost');
    if (isDirect !== true) {
      expect(lostOf(sent)).toMatchObject({
        what: expect.stringMatching(
          `^the proxy 127.0.0.1:${through.port} \\(from ${name}\\) responded with ${status} when asked for a connection to intake.test:${port}`,
        ),
        hint: expect.not.stringContaining('may have arrived'),
      });
    }
  });

  test('of HTTP_PROXY that fails for a moment is tried again, not left aside', async () => {
    const { port } = await intakeWithHttp2();
    const names: string[] = [];
    let connections = 0;
    const host = await listen((client) => {
      connections += 1;
      if (connections === 1) {
        client.destroy();
        return;
      }
      client.once('data', () => relay(client, port));
    });
    const sent = await sendOne('https://intake.test', {
      environment: { HTTP_PROXY: `http://${host.replace('127.0.0.1', 'proxy.test')}` },
      resolve: async (name) => {
        names.push(name);
        return atHome(name);
      },
    });
    expect(sent).toMatchObject({ attempts: 2, ...STORED });
    expect(new Set(names)).toEqual(new Set(['proxy.test']));
  });

  test.each([429, 503])('that responds with %d and names waits is obeyed in the longest', async (status) => {
    const host = await answeringConnect(http(`${status} X`, '', 'Retry-After: 0', 'Retry-After: 3600'));
    const sent = await sendOne('https://intake.test', { environment: { HTTPS_PROXY: host } });
    expect(lostOf(sent).what).toMatch(/ when asked .*; it asks for a longer wait than the timeout of 60 s allows$/);
  });

  test('is not used for loopback, where it would read the key', async () => {
    const through = await proxy({ target: 1 });
    const host = await answering(http('200 OK'));
    const environment = { HTTP_PROXY: through.url, HTTPS_PROXY: through.url };
    expect(await sendOne(`http://${host}`, { environment })).toMatchObject(STORED);
    expect(through.asked).toEqual([]);
  });
});

describe("a proxy's response to CONNECT", () => {
  const ok = 'HTTP/1.1 200 Connection established\r\n\r\n';

  test.each<[string, string | readonly string[]]>([
    ['of 200 in pieces', [...ok]],
    ['of HTTP/1.0', 'HTTP/1.0 200 OK\r\n\r\n'],
    ['of 204', 'HTTP/1.1 204 No Content\r\n\r\n'],
    ['with headers of a body', 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n'],
    ['with 60 kB of headers', `HTTP/1.1 200 OK\r\n${`x-y: ${'z'.repeat(94)}\r\n`.repeat(600)}\r\n`],
    ['with a header that is not allowed', 'HTTP/1.1 200 OK\r\nvia: \x01\r\n\r\n'],
  ])('%s makes a tunnel', async (_name, head) => {
    const { port } = await intakeWithHttp2();
    const asked: string[] = [];
    const host = await listen((client) => {
      client.setNoDelay(true);
      client.once('data', (chunk) => {
        asked.push(chunk.toString());
        relay(client, port, head);
      });
    });
    const environment = { HTTPS_PROXY: `http://jane:p@${host}` };
    expect(await sendOne('https://intake.test', { environment })).toMatchObject({ attempts: 1, ...STORED });
    const [line, ...headers] = asked.join().toLowerCase().split('\r\n');
    expect(line).toBe('connect intake.test:443 http/1.1');
    expect(headers).toContain('host: intake.test:443');
    expect(headers).not.toContain('connection: close');
    expect(headers).toContain(`proxy-authorization: basic ${Buffer.from('jane:p').toString('base64')}`.toLowerCase());
  });

  test('may come together with the first bytes that go through the tunnel', async () => {
    // The server speaks first, as none over TLS does: what the client gets is not TLS.
    const host = await answeringConnect(`${ok}SSH-2.0-OpenSSH_9.6\r\n`);
    const sent = await sendOne('https://intake.test', { environment: { HTTPS_PROXY: host }, ...ONE_ATTEMPT });
    expect(lostOf(sent).what).toMatch(/^intake\.test does not speak TLS/);
  });

  test.each<[string, string, RegExp]>([
    ['is not HTTP', 'SSH-2.0-OpenSSH_9.6\r\n\r\n', /^the proxy \S+ \(from HTTPS_PROXY\) does not speak HTTP/],
    ['has too many headers', `HTTP/1.1 200 OK\r\n${'x-y: z\r\n'.repeat(20_000)}`, / does not speak HTTP/],
    ['breaks off', 'HTTP/1.1 200 OK\r\nx-y: ', /^the proxy \S+ \(from HTTPS_PROXY\) closed the connection/],
    ['is an unasked 100', 'HTTP/1.1 100 C\r\n\r\n', / responded with 100 when asked/],
    ['does not come', '', /^the proxy \S+ \(from HTTPS_PROXY\) closed the connection/],
    ['is a redirect', 'HTTP/1.1 302 Found\r\nlocation: http://x/\r\n\r\n', / responded with 302 when asked/],
  ])('that %s makes none, and is named', async (_name, bytes, words) => {
    const host = await answeringConnect(bytes);
    const sent = await sendOne('https://intake.test', { environment: { HTTPS_PROXY: host }, ...ONE_ATTEMPT });
    expect(lostOf(sent)).toMatchObject({
      what: expect.stringMatching(words),
      hint: expect.not.stringContaining('may have arrived'),
    });
  });
});

test('a server that speaks TLS where plain HTTP is meant is no success', async () => {
  const { port } = await intakeWithHttp2();
  const { what } = lostOf(await sendOne(`http://127.0.0.1:${port}`, ONE_ATTEMPT));
  expect(what).toMatch(/closed the connection without a complete response|does not speak HTTP/);
});

describe('certificates', () => {
  test.each([
    ['the API', async (port: number) => [`https://wrong.test:${port}`, {}] as const],
    [
      'the API behind a proxy',
      async (port: number) => {
        const { url } = await proxy({ target: port });
        return [`https://wrong.test:${port}`, { HTTPS_PROXY: url }] as const;
      },
    ],
    [
      'a proxy',
      async (port: number) => [`https://intake.test:${port}`, { HTTPS_PROXY: `https://wrong.test:${port}` }] as const,
    ],
  ])('of %s are checked before the key is sent', async (_name, setUp) => {
    let received = '';
    const server = createTlsServer(tls, (socket) => {
      socket.on('data', (chunk) => {
        received += chunk;
      });
      socket.on('error', () => socket.destroy());
    });
    const [apiUrl, environment] = await setUp(await portOf(server));
    const sent = await sendOne(apiUrl, { environment, resolve: atHome });
    expect(sent.attempts).toBe(1);
    expect(lostOf(sent).what).toMatch(/certificate of .*wrong\.test.* is for another host/);
    expect(received).not.toContain(apiKey);
  });

  test('of a server that speaks TLS 1.1 at most are not asked for twice', async () => {
    const server = createTlsServer({
      ...tls,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'ALL:@SECLEVEL=0',
    });
    server.on('tlsClientError', () => {});
    const port = await portOf(server);
    const sent = await sendOne(`https://127.0.0.1:${port}`);
    expect(sent.attempts).toBe(1);
    expect(lostOf(sent).what).toContain('speaks only a TLS version that is too old');
  });
});

describe('a client certificate that is required', () => {
  test('is not suspected if a handshake fails at its beginning', async () => {
    // An alert. Source: RFC 8446, 6.
    const host = await answeringConnect(Buffer.from([21, 3, 3, 0, 2, 2, 40]));
    const sent = await sendOne(`https://${host}`, ONE_ATTEMPT);
    expect(lostOf(sent).what).toMatch(/^TLS with 127\.0\.0\.1:\d+ failed \(ERR_SSL_.*HANDSHAKE_FAILURE\)/);
  });

  const { stdout: version } = spawnSync('openssl', ['version'], { encoding: 'utf8' });
  const testWithOpenssl = /^OpenSSL 3/.test(version ?? '') ? test : test.skip;
  testWithOpenssl.each([
    ['1.2', '-tls1_2', /ended the TLS handshake, most likely because it requires a client certificate/],
    ['1.3', '-tls1_3', /^127\.0\.0\.1:\d+ requires a client certificate/],
  ])('is named for a server of TLS %s (with OpenSSL)', async (_version, option, words) => {
    const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
    afterwards(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'server.pem');
    writeFileSync(file, `${tls.key}\n${tls.cert}\n`);
    const options = `s_server -accept 127.0.0.1:0 -cert ${file} -key ${file} ${option} -Verify 1`;
    const server = spawn('openssl', options.split(' '));
    afterwards(() => server.kill());
    let output = '';
    const host = await new Promise<string>((resolve) => {
      server.stdout.on('data', (chunk) => {
        output += chunk;
        const [, found] = /ACCEPT (127\.0\.0\.1:\d+)/.exec(output) ?? [];
        if (found !== undefined) {
          resolve(found);
        }
      });
    });
    const sent = await sendOne(`https://${host}`);
    expect(sent.attempts).toBe(1);
    expect(lostOf(sent).what).toMatch(words);
    expect(lostOf(sent).hint).not.toContain('may have arrived');
  });
});

describe('the name of the API', () => {
  /** Looks up these addresses in turn, the last one ever after; '' is not found. */
  function inTurn(...turns: readonly string[]) {
    let count = 0;
    const resolve: Resolve = async () => {
      count += 1;
      // The attempt begins after the look-up.
      jest.advanceTimersByTime(1);
      const address = turns[Math.min(count, turns.length) - 1] ?? '';
      return address === ''
        ? Promise.reject(Object.assign(new Error('getaddrinfo'), { code: 'EAI_AGAIN' }))
        : [{ address, family: 4 }];
    };
    return { resolve, lookUps: () => count };
  }

  test('is looked up once for all services, whose time begins when it is there', async () => {
    const host = await answering(http('200 OK'));
    const { resolve, lookUps } = inTurn('127.0.0.1');
    const slow: Resolve = (name) => {
      // Longer than an attempt may take.
      jest.advanceTimersByTime(11_000);
      return resolve(name);
    };
    const sent = await send(host.replace('127.0.0.1', 'http://localhost'), { resolve: slow }, many(24));
    expect(sent).toMatchObject(Array(24).fill({ attempts: 1, ...STORED }));
    expect(lookUps()).toBe(1);
  });

  testOnLinux.each<[string, (socket: Socket) => void]>([
    ['refuses connections', () => {}],
    ['resets them', (socket) => socket.resetAndDestroy()],
    ['closes them after the request', (socket) => socket.once('data', () => socket.destroy())],
  ])('whose first address %s is looked up again', async (name, onConnection) => {
    const right = await answering(http('200 OK'));
    const port = Number(right.split(':')[1]);
    if (name !== 'refuses connections') {
      await listen(onConnection, port, '127.0.0.2');
    }
    const { resolve, lookUps } = inTurn('127.0.0.2', '127.0.0.1');
    const sent = await sendOne(`http://localhost:${port}`, { resolve });
    expect(sent).toMatchObject({ attempts: 2, ...STORED });
    expect(lookUps()).toBe(2);
  });

  test('is not looked up again after a response, even one of failure', async () => {
    const intake = await start([{ status: 500 }, { status: 503 }]);
    const { resolve, lookUps } = inTurn('127.0.0.1');
    const sent = await sendOne(intake.url.replace('127.0.0.1', 'localhost'), { resolve });
    expect(sent).toMatchObject({ attempts: 3, ...STORED });
    expect(lookUps()).toBe(1);
  });

  test('that is never found is waited for until the deadline, and no longer after a signal', async () => {
    const never: Resolve = () => new Promise(() => {});
    const sending = send('http://localhost:1', { resolve: never, timeout: 3000 }, many(24));
    jest.advanceTimersByTime(3000);
    const sent = await sending;
    expect(new Set(sent.map((one) => JSON.stringify(lostOf(one)))).size).toBe(1);
    expect(sent.map(lostOf)[0]).toMatchObject({
      what: 'DNS did not resolve the name of localhost:1 in time; the timeout of 3 s allows no further attempt',
      hint: expect.not.stringContaining('may have arrived'),
    });
    const signal = AbortSignal.abort(new Error('SIGINT ended the delivery'));
    const stopped = await sendOne('http://localhost:1', { resolve: never, signal });
    expect(stopped.attempts).toBe(0);
    expect(lostOf(stopped).what).toBe('SIGINT ended the delivery');
  });

  testOnLinux('gives each of its addresses more time with each attempt', async () => {
    // An address that is listened to, but nobody accepts: once its queue is full, Linux drops what comes.
    const code = `require('node:net').createServer().listen(0, '127.0.0.2', 1, function () {
      process.stdout.write(String(this.address().port), () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
    })`;
    const deaf = spawn(process.execPath, ['-e', code]);
    afterwards(() => deaf.kill('SIGKILL'));
    const [chunk] = await once(deaf.stdout, 'data');
    const port = Number(String(chunk));
    const fillers = Array.from({ length: 4 }, () => connect(port, '127.0.0.2').on('error', () => {}));
    afterwards(() => fillers.map((socket) => socket.destroy()));
    await Promise.all(fillers.slice(0, 2).map((socket) => once(socket, 'connect')));
    const ends: bigint[] = [];
    const enough = new AbortController();
    await sendOne(`http://localhost:${port}`, {
      signal: enough.signal,
      resolve: async () => ['127.0.0.2', '127.0.0.1'].map((address) => ({ address, family: 4 })),
      debug: (line) => {
        if (/: attempt \d+: /.test(line) && ends.push(process.hrtime.bigint()) === 2) {
          enough.abort(new Error('enough'));
        }
      },
    });
    // The second attempt waits a second for the first address. The first one may have waited for 250 ms only.
    const [first = 0n, second = 0n] = ends;
    expect(second - first).toBeGreaterThan(950_000_000n);
  });

  test('with an address that is dead and one that is not is reached by the latter', async () => {
    const host = await answering(http('200 OK'));
    const sent = await sendOne(host.replace('127.0.0.1', 'http://localhost'), {
      resolve: async () => [
        { address: '::1', family: 6 },
        { address: '127.0.0.1', family: 4 },
      ],
    });
    expect(sent).toMatchObject({ attempts: 1, ...STORED });
  });
});
