import { connect as connectTcp, type Socket } from 'node:net';
import { withoutContinue } from './continue.ts';
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
  /**
   * Of Node or OpenSSL, e.g. `ECONNREFUSED`; '' for none. Not called `code`: undici, which is handed this error, lets
   * requests wait for ever after some codes.
   */
  readonly systemCode: string;
  /** Of a proxy's answer to CONNECT; 0 for none. */
  readonly status: number;
  /** Of a proxy's answer to CONNECT, names in lower case. */
  readonly headers: Readonly<Record<string, string[]>>;

  constructor(
    part: Part,
    message: string,
    answer?: { status: number; headers: Record<string, string[]> },
    systemCode = '',
  ) {
    super(message);
    this.part = part;
    this.systemCode = systemCode;
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
  readonly destroy: () => void;
}

const LONGEST_HEAD = 64 * 1024;
/**
 * Given in full: NODE_TLS_REJECT_UNAUTHORIZED=0 would switch the check off, and a proxy or a server may prefer
 * HTTP/2.
 */
const TLS = { rejectUnauthorized: true, ALPNProtocols: ['http/1.1'] };

/**
 * @param target the API's base URL
 * @param limit milliseconds that a connection which begins now may take, so that none outlives its attempt
 */
export function createConnector(
  target: URL,
  proxy: HttpProxy | undefined,
  resolve: Resolve,
  limit: () => number,
): Connector {
  const sockets = new Set<Socket>();
  const hostname = withoutBrackets(target.hostname);
  const port = Number(target.port) || (target.protocol === 'https:' ? 443 : 80);

  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    return socket;
  };
  const look = async (name: string, part: Part): Promise<readonly Address[]> => {
    try {
      return await resolve(name);
    } catch (error) {
      throw wrap(part, error);
    }
  };
  const tcp = async (part: 'connection' | 'proxy connection', name: string, tcpPort: number, end: number) => {
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
    return until(socket, 'connect', part, end);
  };
  const tls = async (socket: Socket, part: 'TLS' | 'proxy TLS', name: string, end: number) => {
    // Loads for 18 ms, which plain HTTP to a relay saves.
    const { connect: connectTls } = await import('node:tls');
    const secure = connectTls({ ...TLS, socket, ...servername(name), host: name });
    return until(track(secure), 'secureConnect', part, end);
  };
  const throughProxy = async (via: HttpProxy, end: number) => {
    const socket = await tcp('proxy connection', via.hostname, via.port, end);
    const secure = via.protocol === 'https:' ? await tls(socket, 'proxy TLS', via.hostname, end) : socket;
    await tunnel(secure, via, `${target.hostname}:${port}`, end);
    return secure;
  };
  const direct = (end: number) => tcp('connection', hostname, port, end);
  const reach = async (end: number): Promise<Socket> => {
    if (proxy === undefined) {
      return direct(end);
    }
    try {
      return await throughProxy(proxy, end);
    } catch (refusal) {
      if (!(proxy.isForHttp && refusal instanceof ConnectionError && isRefusal(refusal.status))) {
        throw refusal;
      }
      // Where no direct way is open, the proxy's own words lead further.
      return direct(end).catch(() => Promise.reject(refusal));
    }
  };

  return {
    prepare: async () => {
      await (proxy === undefined ? look(hostname, 'address') : look(proxy.hostname, 'proxy address'));
    },
    connect: async () => {
      const end = performance.now() + limit();
      const socket = await reach(end);
      const secure = target.protocol === 'https:' ? await tls(socket, 'TLS', hostname, end) : socket;
      return withoutContinue(secure);
    },
    destroy: () => {
      for (const socket of sockets) {
        socket.destroy();
      }
    },
  };
}

/** Whether a proxy will not make tunnels at all: 407 wants a password, 408 and 429 another attempt. */
function isRefusal(status: number): boolean {
  return status >= 400 && ![407, 408, 429].includes(status);
}

/** TLS names no address as a server. */
function servername(name: string): { readonly servername?: string } {
  return /^[\d.]+$|:/.test(name) ? {} : { servername: name };
}

/** Resolves when a connection is made. */
function until(socket: Socket, event: 'connect' | 'secureConnect', part: Part, end: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      clearTimeout(timer);
      socket.destroy();
      reject(wrap(part, error));
    };
    const timer = setTimeout(
      () => fail(Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' })),
      end - performance.now(),
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
function tunnel(socket: Socket, { authorization }: HttpProxy, authority: string, end: number): Promise<void> {
  const lines = [
    `CONNECT ${authority} HTTP/1.1`,
    `Host: ${authority}`,
    ...(authorization === undefined ? [] : [`Proxy-Authorization: ${authorization}`]),
    '',
    '',
  ];
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    const finish = (error?: ConnectionError) => {
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
      () => finish(new ConnectionError('tunnel', 'no answer in time', undefined, 'ETIMEDOUT')),
      end - performance.now(),
    );
    const closed = () =>
      finish(new ConnectionError('tunnel', 'the connection was closed', undefined, 'ECONNRESET'));
    const read = (chunk: Buffer) => {
      head = Buffer.concat([head, chunk]);
      const length = head.indexOf('\r\n\r\n');
      if (length === -1) {
        if (head.length > LONGEST_HEAD) {
          finish(new ConnectionError('tunnel', 'an answer that is not HTTP'));
        }
        return;
      }
      const answer = parseHead(head.subarray(0, length).toString('latin1'));
      const rest = head.subarray(length + 4);
      if (answer === undefined) {
        finish(new ConnectionError('tunnel', 'an answer that is not HTTP'));
      } else if (answer.status < 200) {
        head = Buffer.alloc(0);
        read(rest);
      } else if (answer.status < 300) {
        finish();
        if (rest.length > 0) {
          socket.unshift(rest);
        }
      } else {
        finish(new ConnectionError('tunnel', `HTTP ${answer.status}`, answer));
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

function wrap(part: Part, error: unknown): ConnectionError {
  const code = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  const errors = error instanceof AggregateError ? error.errors : [];
  const message = error instanceof Error ? error.message || String(errors[0] ?? code) : String(error);
  return new ConnectionError(part, message, undefined, typeof code === 'string' ? code : '');
}
