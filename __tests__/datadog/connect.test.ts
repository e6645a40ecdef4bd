/** The way to the API: names, proxies, TLS, each with real servers on loopback. */
import { createServer as createHttpsServer } from 'node:https';
import { connect, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Resolve } from '../../src/datadog/dns.ts';
import { tls } from '../support/tls.ts';
import { afterwards, answering, apiKey, http, listen, lostOf, proxy, send, sendOne } from './servers.ts';

/** The tests' own certificate is trusted, as with NODE_EXTRA_CA_CERTS. */
beforeAll(() => setDefaultCACertificates([...getCACertificates('default'), tls.cert]));

const many = (count: number) => Array.from({ length: count }, (_, index) => `service-${index}`);
const atHome: Resolve = async () => [{ address: '127.0.0.1', family: 4 }];

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  afterwards(() => {
    for (const socket of sockets) {
      socket.destroy();
    }
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
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

/** A CONNECT proxy over TLS that prefers HTTP/2. */
async function proxyWithHttp2(port: number) {
  const chosen: (string | false | null)[] = [];
  const secure = createTlsServer({ ...tls, ALPNProtocols: ['h2', 'http/1.1'] }, (client) => {
    chosen.push(client.alpnProtocol);
    client.on('error', () => client.destroy());
    client.once('data', () => {
      const peer = connect(port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        client.pipe(peer).pipe(client);
      });
      peer.on('error', () => client.destroy());
      client.on('close', () => peer.destroy());
    });
  });
  return { port: await portOf(secure), chosen };
}

describe('HTTP/1.1 is spoken', () => {
  test('to a server that prefers HTTP/2', async () => {
    const { port, chosen } = await intakeWithHttp2();
    expect(await sendOne(`https://127.0.0.1:${port}`)).toMatchObject({ outcome: { state: 'stored' } });
    expect(chosen).toEqual(['http/1.1']);
  });

  test('to such a server through a proxy of TLS that prefers it as well', async () => {
    const intake = await intakeWithHttp2();
    const through = await proxyWithHttp2(intake.port);
    const sent = await sendOne('https://intake.test', {
      environment: { HTTPS_PROXY: `https://localhost:${through.port}` },
      resolve: atHome,
    });
    expect(sent).toMatchObject({ attempts: 1, outcome: { state: 'stored' } });
    expect([through.chosen, intake.chosen]).toEqual([['http/1.1'], ['http/1.1']]);
  });
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

  test.each([
    ['HTTPS_PROXY', 405, false],
    ['HTTPS_PROXY', 403, false],
    ['HTTP_PROXY', 405, true],
    ['HTTP_PROXY', 403, true],
    ['http_proxy', 501, true],
    ['HTTP_PROXY', 407, false],
  ])('of %s that refuses tunnels with %d is left aside: %j', async (name, status, isDirect) => {
    const { port } = await intakeWithHttp2();
    const through = await proxy({ target: port, status });
    const environment = { [name]: through.url };
    const sent = await sendOne(`https://intake.test:${port}`, { environment, resolve: atHome, timeout: 600 });
    expect(sent.outcome.state).toBe(isDirect ? 'stored' : 'lost');
    if (!isDirect) {
      expect(lostOf(sent)).toMatchObject({
        what: `the proxy 127.0.0.1:${through.port} (from ${name}) answered ${status} when asked for a connection to intake.test:${port}`,
        mayHaveArrived: false,
      });
    }
  });

  test('of HTTP_PROXY that refuses tunnels is told of where there is no direct way', async () => {
    const through = await proxy({ target: 1, status: 405 });
    const sent = await sendOne('https://intake.test:1', {
      environment: { HTTP_PROXY: through.url },
      resolve: atHome,
    });
    expect(lostOf(sent).what).toContain('answered 405 when asked for a connection to intake.test:1');
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
      client.once('data', () => {
        const peer = connect(port, '127.0.0.1', () => {
          client.write('HTTP/1.1 200 OK\r\n\r\n');
          client.pipe(peer).pipe(client);
        });
        peer.on('error', () => client.destroy());
      });
    });
    const sent = await sendOne('https://intake.test', {
      environment: { HTTP_PROXY: `http://${host.replace('127.0.0.1', 'proxy.test')}` },
      random: () => 0,
      resolve: async (name) => {
        names.push(name);
        return atHome(name);
      },
    });
    expect(sent).toMatchObject({ attempts: 2, outcome: { state: 'stored' } });
    expect(new Set(names)).toEqual(new Set(['proxy.test']));
  });

  test.each([429, 503])('that answers %d and names a wait is obeyed', async (status) => {
    const host = await answeringConnect(http(`${status} X`, '', 'Retry-After: 3600'));
    const sent = await sendOne('https://intake.test', { environment: { HTTPS_PROXY: host } });
    expect(lostOf(sent).what).toMatch(
      new RegExp(
        `answered ${status} when asked .*; it asks for a longer wait than the timeout of 5 s leaves$`,
      ),
    );
  });

  test('that speaks no TLS, though its address says so, is named', async () => {
    const through = await proxy({ target: 1 });
    const environment = { HTTPS_PROXY: `https://127.0.0.1:${through.port}` };
    const { what, hint } = lostOf(await sendOne('https://intake.test', { environment, timeout: 300 }));
    expect(what).toMatch(/^the proxy 127\.0\.0\.1:\d+ \(from HTTPS_PROXY\) does not speak TLS/);
    expect(hint).toContain('http://');
  });

  test('whose address is none makes every service lost, in words', async () => {
    const environment = { HTTPS_PROXY: 'socks5://jane:secret@proxy:1080' };
    const sent = await send('https://intake.test', { environment }, many(3));
    for (const one of sent) {
      expect(lostOf(one).what).toMatch(/^HTTPS_PROXY is not the address of an HTTP proxy/);
      expect(JSON.stringify(one)).not.toContain('secret');
    }
  });

  test('is not used for loopback, where it would read the key', async () => {
    const through = await proxy({ target: 1 });
    const host = await answering(http('200 OK'));
    const environment = { HTTP_PROXY: through.url, HTTPS_PROXY: through.url };
    expect(await sendOne(`http://${host}`, { environment })).toMatchObject({ outcome: { state: 'stored' } });
    expect(through.asked).toEqual([]);
  });
});

/** Answers each request without a body, such as CONNECT. */
function answeringConnect(bytes: Buffer): Promise<string> {
  return listen((socket) => socket.once('data', () => socket.end(bytes)));
}

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
      async (port: number) =>
        [`https://intake.test:${port}`, { HTTPS_PROXY: `https://wrong.test:${port}` }] as const,
    ],
  ])('of %s are checked also where NODE_TLS_REJECT_UNAUTHORIZED=0', async (_name, setUp) => {
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      let received = '';
      const server = createTlsServer(tls, (socket) => {
        socket.on('data', (chunk) => {
          received += chunk;
        });
        socket.on('error', () => socket.destroy());
      });
      const [apiUrl, proxies] = await setUp(await portOf(server));
      const environment = { ...proxies, NODE_TLS_REJECT_UNAUTHORIZED: '0' };
      const sent = await sendOne(apiUrl, { environment, resolve: atHome, timeout: 2000 });
      expect(sent.attempts).toBe(1);
      expect(lostOf(sent)).toMatchObject({
        what: expect.stringMatching(/certificate of .*wrong\.test.* is for another host/),
        hint: expect.stringContaining('NODE_TLS_REJECT_UNAUTHORIZED=0 is not obeyed'),
        mayHaveArrived: false,
      });
      expect(received).not.toContain(apiKey);
    } finally {
      if (before === undefined) {
        delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      } else {
        process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
      }
    }
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

describe('the name of the API', () => {
  test('is looked up once for all services, whose time begins when it is there', async () => {
    const host = await answering(http('200 OK'));
    let lookUps = 0;
    const shared = new Promise<Awaited<ReturnType<Resolve>>>((resolve) => {
      setTimeout(() => resolve([{ address: '127.0.0.1', family: 4 }]), 300);
    });
    const sent = await send(
      host.replace('127.0.0.1', 'http://localhost'),
      {
        resolve: () => {
          lookUps += 1;
          return shared;
        },
      },
      many(24),
    );
    expect(sent.map(({ outcome }) => outcome.state)).toEqual(many(24).map(() => 'stored'));
    expect(lookUps).toBeGreaterThan(0);
    expect(sent.every(({ attempts }) => attempts === 1)).toBe(true);
  });

  test('that is not found is looked up again', async () => {
    const host = await answering(http('200 OK'));
    let lookUps = 0;
    const sent = await sendOne(host.replace('127.0.0.1', 'http://localhost'), {
      random: () => 0,
      resolve: async (name) => {
        lookUps += 1;
        if (lookUps === 1) {
          throw Object.assign(new Error('getaddrinfo'), { code: 'EAI_AGAIN' });
        }
        return atHome(name);
      },
    });
    expect(sent).toMatchObject({ attempts: 2, outcome: { state: 'stored' } });
  });

  test('that is never found is waited for until the deadline, and no longer after a signal', async () => {
    const never: Resolve = () => new Promise(() => {});
    const sent = await send('http://localhost:1', { resolve: never, timeout: 300 }, many(24));
    expect(new Set(sent.map((one) => JSON.stringify(lostOf(one)))).size).toBe(1);
    expect(sent.map(lostOf)[0]).toMatchObject({
      what: 'the name of localhost:1 is not resolved by DNS in time; the timeout of 0.3 s is over',
      mayHaveArrived: false,
    });
    const signal = AbortSignal.abort(new Error('SIGINT ended the delivery'));
    const stopped = await sendOne('http://localhost:1', { resolve: never, timeout: 60_000, signal });
    expect(lostOf(stopped).what).toBe('SIGINT ended the delivery');
  });

  test('with an address that is dead and one that is not leads to the latter', async () => {
    const host = await answering(http('200 OK'));
    const sent = await sendOne(host.replace('127.0.0.1', 'http://localhost'), {
      resolve: async () => [
        { address: '::1', family: 6 },
        { address: '127.0.0.1', family: 4 },
      ],
    });
    expect(sent).toMatchObject({ attempts: 1, outcome: { state: 'stored' } });
  });
});
