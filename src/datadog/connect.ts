import { request } from 'node:http';
import { connect as connectTcp, getDefaultAutoSelectFamilyAttemptTimeout, type Socket } from 'node:net';
import { codeOf, KIB, messageOf } from '../text.ts';
import { withoutInterim } from './continue.ts';
import type { Resolver } from './dns.ts';
import { type HttpProxy, withoutBrackets } from './proxy.ts';

/** Whom a connection is made to. */
export type Peer = 'proxy' | 'api';

/** The steps to a connection: a name's address, TCP, TLS, and a proxy's response to CONNECT. */
export type Step = 'address' | 'connection' | 'TLS' | 'tunnel';

/** What else is known about a connection that was not made. */
export interface Circumstances {
  /** A proxy's response to CONNECT; names of headers in lower case. */
  readonly refusal?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
  };
  /** Whether the TLS handshake failed after the keys were agreed on. */
  readonly afterKeys?: boolean;
}

/**
 * A connection that was not made: nothing of a request went out. Its cause has the code of Node or OpenSSL. It has no
 * `code` of its own: for some codes undici keeps requests queued forever.
 */
export class ConnectionError extends Error {
  readonly peer: Peer;
  readonly step: Step;
  readonly circumstances: Circumstances;

  constructor(peer: Peer, step: Step, cause: unknown, circumstances: Circumstances = {}) {
    super(messageOf(cause) || codeOf(cause), { cause });
    this.peer = peer;
    this.step = step;
    this.circumstances = circumstances;
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

/**
 * Both explicit: NODE_TLS_REJECT_UNAUTHORIZED=0 would switch the check off, and a proxy or a server may prefer HTTP/2.
 */
const TLS = { rejectUnauthorized: true, ALPNProtocols: ['http/1.1'] };
const LONGEST_HEAD = 64 * KIB;

/**
 * @param options.target the API's base URL
 * @param options.limit milliseconds that a connection which begins now may take, so that none outlives its attempt
 * @param options.addressTime milliseconds for each address of a name but the last
 */
export function createConnector(options: {
  readonly target: URL;
  readonly proxy: HttpProxy | undefined;
  readonly resolver: Pick<Resolver, 'resolve'>;
  readonly limit: () => number;
  readonly addressTime: () => number;
}): Connector {
  const { target, proxy, resolver, limit, addressTime } = options;
  const sockets = new Set<Socket>();
  const hostname = withoutBrackets(target.hostname);
  const port = Number(target.port) || (target.protocol === 'https:' ? 443 : 80);

  const track = <Kind extends Socket>(socket: Kind): Kind => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    return socket;
  };
  const look = (peer: Peer, name: string) =>
    resolver.resolve(name).catch((error: unknown) => {
      throw new ConnectionError(peer, 'address', error);
    });
  const tcp = async (peer: Peer, name: string, tcpPort: number, end: number) => {
    const addresses = await look(peer, name);
    const socket = track(
      connectTcp({
        host: name,
        port: tcpPort,
        noDelay: true,
        autoSelectFamilyAttemptTimeout: Math.max(addressTime(), getDefaultAutoSelectFamilyAttemptTimeout()),
        lookup: (_name, { all }, callback) => {
          const [first] = addresses;
          if (all) {
            callback(null, [...addresses]);
          } else {
            callback(null, first?.address ?? '', first?.family);
          }
        },
      }),
    );
    return take<Socket>({ peer, step: 'connection', end, socket }, (resolve) => {
      socket.once('connect', () => resolve(socket));
    });
  };
  const tls = async (peer: Peer, name: string, socket: Socket, end: number) => {
    // Takes 18 ms to load, which plain HTTP to a relay saves.
    const { connect: connectTls } = await import('node:tls');
    const secure = track(connectTls({ ...TLS, socket, ...servername(name), host: name }));
    let afterKeys = false;
    secure.once('keylog', () => {
      afterKeys = true;
    });
    const circumstances = () => ({ afterKeys });
    return take<Socket>({ peer, step: 'TLS', end, socket: secure, circumstances }, (resolve) => {
      secure.once('secureConnect', () => resolve(secure));
    });
  };
  const throughProxy = async (via: HttpProxy, end: number) => {
    const socket = await tcp('proxy', via.hostname, via.port, end);
    const secure = via.protocol === 'https:' ? await tls('proxy', via.hostname, socket, end) : socket;
    return tunnel(withoutInterim(secure), via, `${target.hostname}:${port}`, end);
  };
  const reach = async (end: number): Promise<Socket> => {
    const direct = () => tcp('api', hostname, port, end);
    if (proxy === undefined) {
      return direct();
    }
    try {
      return await throughProxy(proxy, end);
    } catch (error) {
      if (!(proxy.isForHttp && refusesTunnels(error))) {
        throw error;
      }
      // If connecting directly fails too, report the proxy's refusal.
      return direct().catch(() => Promise.reject(error));
    }
  };

  return {
    prepare: async () => {
      await (proxy === undefined ? look('api', hostname) : look('proxy', proxy.hostname));
    },
    connect: async () => {
      const end = performance.now() + limit();
      const socket = await reach(end);
      return withoutInterim(target.protocol === 'https:' ? await tls('api', hostname, socket, end) : socket);
    },
    destroy: () => {
      for (const socket of sockets) {
        socket.destroy();
      }
    },
  };
}

/** Whether a proxy makes no tunnels at all: 407 wants a password, 408 and 429 another attempt. */
function refusesTunnels(error: unknown): boolean {
  const { status = 0 } = (error instanceof ConnectionError && error.circumstances.refusal) || {};
  return status >= 400 && ![407, 408, 429].includes(status);
}

/** TLS does not take an address as a server's name. */
function servername(name: string): { readonly servername?: string } {
  return /^[\d.]+$|:/.test(name) ? {} : { servername: name };
}

interface Taking {
  readonly peer: Peer;
  readonly step: Step;
  /** By the monotonic clock, in milliseconds. */
  readonly end: number;
  readonly socket: Socket;
  readonly circumstances?: () => Circumstances;
}

/** Makes one step towards a connection in time, or destroys the socket. @throws ConnectionError */
function take<Result>(
  { peer, step, end, socket, circumstances }: Taking,
  begin: (resolve: (result: Result) => void, reject: (error: unknown) => void) => void,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      clearTimeout(timer);
      socket.destroy();
      reject(
        error instanceof ConnectionError ? error : new ConnectionError(peer, step, error, circumstances?.()),
      );
    };
    const timer = setTimeout(
      () => fail(Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' })),
      end - performance.now(),
    );
    // Stays, because an error that comes later ends the request, and must not end the process.
    socket.on('error', fail);
    socket.once('close', () =>
      fail(Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' })),
    );
    begin((result) => {
      clearTimeout(timer);
      resolve(result);
    }, fail);
  });
}

/** Asks a proxy for a connection to a host. Source: RFC 9110, CONNECT. */
function tunnel(socket: Socket, proxy: HttpProxy, host: string, end: number): Promise<Socket> {
  const { authorization } = proxy;
  return take<Socket>({ peer: 'proxy', step: 'tunnel', end, socket }, (resolve, reject) => {
    request({
      method: 'CONNECT',
      path: host,
      headers: {
        host,
        // By default, Node asks the proxy to close the connection.
        connection: 'keep-alive',
        ...(authorization === undefined ? {} : { 'proxy-authorization': authorization }),
      },
      createConnection: () => socket,
      maxHeaderSize: LONGEST_HEAD,
      // Some proxies send headers that RFC 9112 forbids, e.g. those of a body, but make the tunnel anyway.
      insecureHTTPParser: true,
    })
      .on('connect', ({ statusCode: status = 0, headersDistinct: headers }, _socket, rest) => {
        if (status < 200 || status > 299) {
          const refusal = { status, headers };
          reject(new ConnectionError('proxy', 'tunnel', `HTTP ${status}`, { refusal }));
          return;
        }
        if (rest.length > 0) {
          socket.unshift(rest);
        }
        resolve(socket);
      })
      .on('error', reject)
      .end();
  });
}
