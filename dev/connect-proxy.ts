/** A CONNECT proxy on loopback for tests and examples: it tunnels, asks for a password, or refuses. */
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { listen } from './listen.ts';

export interface ProxyOptions {
  /** A request without these gets a 407. */
  readonly credentials?: { readonly user: string; readonly password: string };
  /** The port on loopback that every tunnel connects to, for any requested host. */
  readonly target: number;
  /** The status of a refusal. If absent, tunnels are opened. */
  readonly status?: number;
}

/** Starts a proxy. Other methods than CONNECT get a 405. */
export async function startProxy({ credentials, target, status }: ProxyOptions) {
  /** The target of each request, refused or not, as `host:port` and in order. */
  const asked: string[] = [];
  const expected =
    credentials && `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`;
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connect', (request, client: Socket) => {
    asked.push(request.url ?? '');
    client.on('error', () => client.destroy());
    const isKnown = expected === undefined || request.headers['proxy-authorization'] === expected;
    const refusal = isKnown ? status : 407;
    if (refusal !== undefined) {
      client.end(`HTTP/1.1 ${refusal} No\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const peer = connect(target, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(peer).pipe(client);
    });
    peer.on('error', () => client.destroy());
    client.on('close', () => peer.destroy());
  });
  const { port, close } = await listen(server);
  return { url: `http://127.0.0.1:${port}`, port, asked, close };
}
