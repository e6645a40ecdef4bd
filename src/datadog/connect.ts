import { request } from 'node:http';
import { connect as connectTcp, getDefaultAutoSelectFamilyAttemptTimeout, type Socket } from 'node:net';
import { codeOf, KIB, messageOf } from '../text.ts';
import type { Resolve } from './dns.ts';
import { type HttpProxy, withoutBrackets } from './proxy.ts';

/** The remote end of a connection. */
export type Peer = 'proxy' | 'api';

/** The steps to a connection: a name's address, TCP, TLS, and a proxy's response to CONNECT. */
export type Step = 'address' | 'connection' | 'TLS' | 'tunnel';

/** A proxy's response to CONNECT that makes no tunnel. */
export interface ProxyRefusal {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
}

/** What else is known about a connection that was not made. */
export interface ConnectionFacts {
  readonly refusal?: ProxyRefusal;
  /** Whether the TLS handshake failed after both sides had agreed on the keys. */
  readonly afterKeys?: boolean;
}

/**
 * A connection that was not made: no part of a request was sent. Its cause has the code of Node or OpenSSL. It has no
 * `code` of its own: with some codes, undici keeps requests queued forever.
 */
export class ConnectionError extends Error {
  readonly peer: Peer;
  readonly step: Step;
  readonly facts: ConnectionFacts;

  constructor(peer: Peer, step: Step, cause: unknown, facts: ConnectionFacts = {}) {
    super(messageOf(cause) || codeOf(cause), { cause });
    this.peer = peer;
    this.step = step;
    this.facts = facts;
  }
}

/** Makes connections to one host, directly or through a proxy. */
export interface Connector {
  /** Looks up the name to connect to; not counted as part of an attempt. @throws ConnectionError */
  readonly prepare: () => Promise<void>;
  /** @throws ConnectionError */
  readonly connect: () => Promise<Socket>;
}

/**
 * Both are explicit: NODE_TLS_REJECT_UNAUTHORIZED=0 would turn verification off, and a proxy or a server may prefer
 * HTTP/2.
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
  readonly resolve: Resolve;
  readonly limit: () => number;
  readonly addressTime: () => number;
}): Connector {
  const { target, proxy, resolve, limit, addressTime } = options;
  const hostname = withoutBrackets(target.hostname);
  const port = Number(target.port) || (target.protocol === 'https:' ? 443 : 80);

  const lookUp = (peer: Peer, name: string) =>
    resolve(name).catch((error: unknown) => Promise.reject(new ConnectionError(peer, 'address', error)));
  const tcp = async (peer: Peer, name: string, tcpPort: number, end: number) => {
    const addresses = await lookUp(peer, name);
    const socket = connectTcp({
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
    });
    return complete({ peer, step: 'connection', end, socket }, (done) => {
      socket.once('connect', done);
    });
  };
  const tls = async (peer: Peer, name: string, socket: Socket, end: number) => {
    // Takes 18 ms to load, which plain HTTP to a relay saves.
    const { connect: connectTls } = await import('node:tls');
    // TLS does not accept an address as a server's name.
    const servername = /^[\d.]+$|:/.test(name) ? {} : { servername: name };
    const secure = connectTls({ ...TLS, socket, ...servername, host: name });
    const facts = { afterKeys: false };
    secure.once('keylog', () => {
      facts.afterKeys = true;
    });
    return complete({ peer, step: 'TLS', end, socket: secure, facts }, (done) => {
      secure.once('secureConnect', done);
    });
  };
  const throughProxy = async (via: HttpProxy, end: number) => {
    const socket = await tcp('proxy', via.hostname, via.port, end);
    const secure = via.protocol === 'https:' ? await tls('proxy', via.hostname, socket, end) : socket;
    return tunnel(secure, via, `${target.hostname}:${port}`, end);
  };
  const reach = async (end: number): Promise<Socket> => {
    const direct = () => tcp('api', hostname, port, end);
    if (proxy === undefined) return direct();
    try {
      return await throughProxy(proxy, end);
    } catch (error) {
      if (!(proxy.isForHttp && refusesTunnels(error))) throw error;
      // If connecting directly fails too, report the proxy's refusal.
      return direct().catch(() => Promise.reject(error));
    }
  };

  return {
    prepare: async () => {
      await (proxy === undefined ? lookUp('api', hostname) : lookUp('proxy', proxy.hostname));
    },
    connect: async () => {
      const end = performance.now() + limit();
      const socket = await reach(end);
      return target.protocol === 'https:' ? tls('api', hostname, socket, end) : socket;
    },
  };
}

/** Whether a proxy makes no tunnels at all: 407 asks for a password, 408 and 429 for another attempt. */
function refusesTunnels(error: unknown): boolean {
  const { status = 0 } = (error instanceof ConnectionError && error.facts.refusal) || {};
  return status >= 400 && ![407, 408, 429].includes(status);
}

interface ConnectionStep {
  readonly peer: Peer;
  readonly step: Step;
  /** By the monotonic clock, in milliseconds. */
  readonly end: number;
  readonly socket: Socket;
  /** May change until the step ends. */
  readonly facts?: ConnectionFacts;
}

/** Completes one step towards a connection in time, or destroys the socket. @throws ConnectionError */
function complete(
  { peer, step, end, socket, facts }: ConnectionStep,
  begin: (done: () => void, fail: (error: unknown) => void) => void,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      clearTimeout(timer);
      socket.destroy();
      reject(error instanceof ConnectionError ? error : new ConnectionError(peer, step, error, { ...facts }));
    };
    const failWith = (code: string, message: string) => fail(Object.assign(new Error(message), { code }));
    const timer = setTimeout(() => failWith('ETIMEDOUT', 'no connection in time'), end - performance.now());
    // Stays, because an error that comes later ends the request, and must not end the process.
    socket.on('error', fail);
    socket.once('close', () => failWith('ECONNRESET', 'the connection was closed'));
    begin(() => {
      clearTimeout(timer);
      resolve(socket);
    }, fail);
  });
}

/** Asks a proxy for a connection to a host. Source: RFC 9110, CONNECT. */
function tunnel(socket: Socket, proxy: HttpProxy, host: string, end: number): Promise<Socket> {
  const { authorization } = proxy;
  return complete({ peer: 'proxy', step: 'tunnel', end, socket }, (done, fail) => {
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
          fail(new ConnectionError('proxy', 'tunnel', `HTTP ${status}`, { refusal: { status, headers } }));
          return;
        }
        if (rest.length > 0) {
          socket.unshift(rest);
        }
        done();
      })
      .on('error', fail)
      .end();
  });
}
