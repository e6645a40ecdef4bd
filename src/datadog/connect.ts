import { connect as connectTcp, type Socket } from 'node:net';
import type { Address, Resolve } from './dns.ts';
import { type HttpProxy, withoutBrackets } from './proxy.ts';

/** The part of the way to the API at which a connection fails. */
export type Part =
  | 'proxy address'
  | 'proxy connection'
  | 'proxy TLS'
  | 'tunnel'
  | 'address'
  | 'connection'
  | 'TLS';

/** A connection that was not made: nothing of a request went out. */
export class ConnectionError extends Error {
  readonly part: Part;
  /** Of Node or OpenSSL, e.g. `ECONNREFUSED`; '' for none. */
  readonly code: string;
  /** Of a proxy's answer to CONNECT; 0 for none. */
  readonly status: number;
  /** Of a proxy's answer to CONNECT, names in lower case. */
  readonly headers: Readonly<Record<string, string[]>>;

  constructor(
    part: Part,
    message: string,
    answer?: { status: number; headers: Record<string, string[]> },
    code = '',
  ) {
    super(message);
    this.part = part;
    this.code = code;
    this.status = answer?.status ?? 0;
    this.headers = answer?.headers ?? {};
  }
}

/** Makes connections to one host, directly or through a proxy. */
export interface Connector {
  /** Looks up the name that connections are made to; shared, and no part of an attempt. @throws ConnectionError */
  readonly prepare: () => Promise<void>;
  /** @throws ConnectionError */
  readonly connect: () => Promise<Socket>;
  /** How many connections are open. */
  readonly open: () => number;
  readonly destroy: () => void;
}

const CONNECT_TIMEOUT = 8000;
const LONGEST_HEAD = 64 * 1024;
/**
 * Given in full: NODE_TLS_REJECT_UNAUTHORIZED=0 would switch the check off, and a proxy or a server may prefer
 * HTTP/2.
 */
const TLS = { rejectUnauthorized: true, ALPNProtocols: ['http/1.1'] };

/** @param target the API's base URL */
export function createConnector(target: URL, proxy: HttpProxy | undefined, resolve: Resolve): Connector {
  const sockets = new Set<Socket>();
  const established = new Set<Socket>();
  const hostname = withoutBrackets(target.hostname);
  const port = Number(target.port) || (target.protocol === 'https:' ? 443 : 80);
  let isDirect = proxy === undefined;

  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.once('close', () => void (sockets.delete(socket) && established.delete(socket)));
    return socket;
  };
  const look = async (name: string, part: Part): Promise<readonly Address[]> => {
    try {
      return await resolve(name);
    } catch (error) {
      throw wrap(part, error);
    }
  };
  const tcp = async (part: 'connection' | 'proxy connection', name: string, tcpPort: number) => {
    const addresses = await look(name, part === 'connection' ? 'address' : 'proxy address');
    const socket = track(
      connectTcp({
        host: name,
        port: tcpPort,
        noDelay: true,
        lookup: (_name, options, callback) => {
          const [first] = addresses;
          if (options.all) {
            callback(null, [...addresses]);
          } else {
            callback(null, first?.address ?? '', first?.family);
          }
        },
      }),
    );
    return until(socket, 'connect', part);
  };
  const tls = async (socket: Socket, part: 'TLS' | 'proxy TLS', name: string) => {
    // Loads for 18 ms, which plain HTTP to a relay saves.
    const { connect: connectTls } = await import('node:tls');
    return until(
      track(connectTls({ ...TLS, socket, ...servername(name), host: name })),
      'secureConnect',
      part,
    );
  };
  const toProxy = async (through: HttpProxy) => {
    const socket = await tcp('proxy connection', through.hostname, through.port);
    const secure = through.protocol === 'https:' ? await tls(socket, 'proxy TLS', through.hostname) : socket;
    await tunnel(secure, through, `${target.hostname}:${port}`);
    return secure;
  };
  const reach = async (): Promise<Socket> => {
    if (proxy === undefined || isDirect) {
      return tcp('connection', hostname, port);
    }
    try {
      return await toProxy(proxy);
    } catch (error) {
      if (!proxy.isForHttp || (error instanceof ConnectionError && error.status === 407)) {
        throw error;
      }
      isDirect = true;
      return tcp('connection', hostname, port);
    }
  };

  return {
    prepare: async () => {
      if (proxy === undefined || isDirect) {
        await look(hostname, 'address');
      } else {
        try {
          await look(proxy.hostname, 'proxy address');
        } catch (error) {
          if (!proxy.isForHttp) {
            throw error;
          }
          isDirect = true;
          await look(hostname, 'address');
        }
      }
    },
    connect: async () => {
      const socket = await reach();
      const secure = target.protocol === 'https:' ? await tls(socket, 'TLS', hostname) : socket;
      established.add(secure);
      return withoutContinue(secure);
    },
    open: () => established.size,
    destroy: () => {
      for (const socket of sockets) {
        socket.destroy();
      }
    },
  };
}

/** TLS names no address as a server. */
function servername(name: string): { readonly servername?: string } {
  return /^[\d.]+$|:/.test(name) ? {} : { servername: name };
}

/** Resolves when a connection is made. */
function until(socket: Socket, event: 'connect' | 'secureConnect', part: Part): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      clearTimeout(timer);
      socket.destroy();
      reject(wrap(part, error));
    };
    const timer = setTimeout(
      () => fail(Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' })),
      CONNECT_TIMEOUT,
    );
    const closed = () => fail(Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' }));
    socket.once('error', fail);
    socket.once('close', closed);
    socket.once(event, () => {
      clearTimeout(timer);
      socket.off('close', closed);
      resolve(socket);
    });
    // An error that comes later ends the request, and must not end the process.
    socket.on('error', () => {});
  });
}

/** Asks a proxy for a connection to a host. Source: RFC 9110, CONNECT. */
function tunnel(socket: Socket, { authorization }: HttpProxy, authority: string): Promise<void> {
  const lines = [
    `CONNECT ${authority} HTTP/1.1`,
    `Host: ${authority}`,
    ...(authorization === undefined ? [] : [`Proxy-Authorization: ${authorization}`]),
    '',
    '',
  ];
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    const end = (error?: ConnectionError) => {
      clearTimeout(timer);
      socket.off('data', read).off('close', closed).off('error', closed);
      socket.pause();
      if (error === undefined) {
        resolve();
      } else {
        socket.destroy();
        reject(error);
      }
    };
    const timer = setTimeout(
      () => end(new ConnectionError('tunnel', 'no answer in time', undefined, 'ETIMEDOUT')),
      CONNECT_TIMEOUT,
    );
    const closed = () =>
      end(new ConnectionError('tunnel', 'the connection was closed', undefined, 'ECONNRESET'));
    const read = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk]);
      const length = head.indexOf('\r\n\r\n');
      if (length === -1) {
        if (head.length > LONGEST_HEAD) {
          end(new ConnectionError('tunnel', 'an answer that is not HTTP'));
        }
        return;
      }
      const answer = parseHead(head.subarray(0, length).toString('latin1'));
      const rest = head.subarray(length + 4);
      if (answer === undefined) {
        end(new ConnectionError('tunnel', 'an answer that is not HTTP'));
      } else if (answer.status < 200) {
        head = Buffer.alloc(0);
        read(rest);
      } else if (answer.status < 300) {
        end();
        if (rest.length > 0) {
          socket.unshift(rest);
        }
      } else {
        end(new ConnectionError('tunnel', `HTTP ${answer.status}`, answer));
      }
    };
    socket.on('data', read).once('close', closed).once('error', closed);
    socket.write(lines.join('\r\n'));
  });
}

function parseHead(head: string): { status: number; headers: Record<string, string[]> } | undefined {
  const [first = '', ...lines] = head.split('\r\n');
  const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(first)?.[1]);
  const headers: Record<string, string[]> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).toLowerCase();
    headers[name] = [...(headers[name] ?? []), line.slice(colon + 1).trim()];
  }
  return Number.isNaN(status) ? undefined : { status, headers };
}

/**
 * Takes an unasked `100 Continue` off the beginning of what a server sends. A client must expect one (RFC 9110,
 * 15.2), and undici closes the connection.
 */
function withoutContinue(socket: Socket): Socket {
  const read = socket.read.bind(socket);
  socket.read = (size?: number) => {
    const chunk: unknown = read(size);
    if (!Buffer.isBuffer(chunk) || !chunk.subarray(0, 12).toString('latin1').startsWith('HTTP/1.1 100')) {
      return chunk;
    }
    const end = chunk.indexOf('\r\n\r\n');
    const rest = end === -1 ? chunk : chunk.subarray(end + 4);
    return rest.length === 0 ? null : rest;
  };
  return socket;
}

function wrap(part: Part, error: unknown): ConnectionError {
  const code = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  const errors = error instanceof AggregateError ? error.errors : [];
  const message = error instanceof Error ? error.message || String(errors[0] ?? code) : String(error);
  return new ConnectionError(part, message, undefined, typeof code === 'string' ? code : '');
}
