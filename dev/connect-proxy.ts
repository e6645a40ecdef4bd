/** A CONNECT proxy on loopback, for tests and examples: it tunnels, asks for a password, or refuses. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';

export interface ProxyOptions {
  /** Without these it answers 407. */
  readonly credentials?: { readonly user: string; readonly password: string };
  /** The port on loopback that every tunnel leads to, whatever host it is asked for. */
  readonly target: number;
  /** Answered instead of a tunnel. */
  readonly status?: number;
}

export interface Proxy {
  /** Without credentials. */
  readonly url: string;
  readonly port: number;
  /** What each tunnel was asked for, `host:port`, in order; those refused too. */
  readonly asked: readonly string[];
  /** Breaks all tunnels and stops listening. */
  close(): Promise<void>;
}

/** Starts a proxy that knows no other method than CONNECT. */
export async function startProxy({ credentials, target, status }: ProxyOptions): Promise<Proxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
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
    sockets.add(peer);
    peer.on('error', () => client.destroy());
    client.on('close', () => peer.destroy());
    peer.on('close', () => sockets.delete(peer));
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The proxy has no port.');
  }
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    asked,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) {
        socket.destroy();
      }
      await closed;
    },
  };
}
