import type { Dispatcher } from 'undici';
import Pool from 'undici/lib/dispatcher/pool.js';
import { KIB } from '../text.ts';
import type { Connector } from './connect.ts';

/** A request to Datadog's API. */
export interface ApiRequest {
  readonly kind: 'event' | 'mark';
  readonly method: 'POST' | 'PATCH';
  /** Without the base URL. */
  readonly path: string;
  /** JSON. */
  readonly body: string;
}

/** An HTTP response. */
export interface ApiResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** False if only the beginning was read, because the body is too long for a response from Datadog. */
  readonly complete: boolean;
}

/** Kept-alive connections to one host. */
export interface Connections {
  /**
   * Sends a request once, without following redirects.
   * @param onSent is called once the whole request went out: from then on it may have arrived
   * @throws ConnectionError, an Error of undici, or the reason of the signal
   */
  readonly send: (
    request: Pick<ApiRequest, 'method' | 'path' | 'body'>,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
    onSent: () => void,
  ) => Promise<ApiResponse>;
  readonly close: () => Promise<void>;
}

/** How many requests are on their way at once. */
const CONNECTIONS = 8;
// Datadog's responses have a few hundred bytes.
const LONGEST_BODY = 64 * KIB;
const LONGEST_HEADERS = 256 * KIB;

/** @param origin scheme, host and port */
export function openConnections(origin: string, connector: Connector): Connections {
  const pool = new Pool(origin, {
    connections: CONNECTIONS,
    allowH2: false,
    connect: (_options, callback) => {
      connector.connect().then(
        (socket) => callback(null, socket),
        (error: Error) => callback(error, null),
      );
    },
    // The limit of an attempt covers these.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: LONGEST_HEADERS,
  });
  return {
    send: (request, headers, signal, onSent) => exchange(pool, { ...request, headers }, signal, onSent),
    close: async () => {
      // The pool first: it would replace a connection that breaks.
      const destroyed = pool.destroy();
      connector.destroy();
      await destroyed;
    },
  };
}

/** Runs work once there is a place for it. */
export type Place = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Gives a place to as many requests as there are connections. Undici does not tell when a request gets a connection. */
export function limitRequests(): Place {
  const waiting: (() => void)[] = [];
  let free = CONNECTIONS;
  return async (work) => {
    free -= 1;
    if (free < 0) {
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      free += 1;
      waiting.shift()?.();
    }
  };
}

/** Uses undici's lowest-level call, the only one that tells whether the request went out. */
function exchange(
  pool: Dispatcher,
  request: Dispatcher.DispatchOptions,
  signal: AbortSignal,
  onSent: () => void,
): Promise<ApiResponse> {
  return new Promise((resolve, reject) => {
    let status = 0;
    let headers: ApiResponse['headers'] = {};
    const chunks: Buffer[] = [];
    let length = 0;
    const read = async (complete: boolean): Promise<ApiResponse> => {
      const coding = complete ? String(headers['content-encoding'] ?? '') : '';
      const text = (await decode(Buffer.concat(chunks), coding)).toString();
      return { status, headers, text: text.startsWith('\ufeff') ? text.slice(1) : text, complete };
    };
    let abort = (_reason: Error) => {};
    const stop = () => {
      const { reason } = signal;
      reject(reason);
      abort(reason instanceof Error ? reason : new Error(String(reason)));
    };
    const finish = (complete: boolean) => {
      signal.removeEventListener('abort', stop);
      resolve(read(complete));
    };
    signal.addEventListener('abort', stop);
    pool.dispatch(request, {
      onRequestStart: (controller) => {
        abort = (reason) => controller.abort(reason);
        // It waited for a connection for too long.
        if (signal.aborted) {
          stop();
        }
      },
      onRequestSent: onSent,
      onResponseStart: (_controller, statusCode, received) => {
        status = statusCode;
        headers = received;
      },
      onResponseData: (_controller, chunk) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > LONGEST_BODY) {
          finish(false);
          abort(new Error('the response is too long'));
        }
      },
      onResponseEnd: () => finish(true),
      onResponseError: (_controller, error) => {
        signal.removeEventListener('abort', stop);
        reject(error);
      },
    });
  });
}

/** Servers disagree on whether `deflate` has a header of zlib (RFC 9110, 8.4.1.2). */
const DECODERS = new Map<
  string,
  readonly ('gunzipSync' | 'inflateSync' | 'inflateRawSync' | 'brotliDecompressSync')[]
>([
  ['gzip', ['gunzipSync']],
  ['deflate', ['inflateSync', 'inflateRawSync']],
  ['br', ['brotliDecompressSync']],
]);

/** Some proxies compress without being asked to. @returns the bytes as they are if no decoder reads them */
async function decode(bytes: Buffer, coding: string): Promise<Buffer> {
  const decoders = DECODERS.get(coding.trim().toLowerCase().replace(/^x-/, ''));
  if (decoders === undefined || bytes.length === 0) {
    return bytes;
  }
  // Takes 2 ms to load, and few responses need it.
  const zlib = await import('node:zlib');
  for (const decoder of decoders) {
    try {
      return zlib[decoder](bytes, { maxOutputLength: LONGEST_BODY });
    } catch {
      // The next one may read it.
    }
  }
  return bytes;
}
