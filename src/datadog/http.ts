import type { Dispatcher } from 'undici';
import Pool from 'undici/lib/dispatcher/pool.js';
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

/** An HTTP answer. */
export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** False where only the beginning was read, the body being too long for an answer of Datadog. */
  readonly complete: boolean;
}

/** What came instead of an answer. */
export interface NoAnswer {
  /** An Error of the connection, of undici, or the reason of the signal. */
  readonly error: unknown;
  /** Whether the whole request went out: then it may have arrived. */
  readonly isSent: boolean;
}

/** Kept-alive connections to one host. */
export interface Connections {
  /** Sends a request once, without following redirects. Never rejects. */
  readonly send: (
    request: Pick<ApiRequest, 'method' | 'path' | 'body'>,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ) => Promise<Answer | NoAnswer>;
  readonly close: () => Promise<void>;
}

/** How many requests are on their way at once. */
export const CONNECTIONS = 8;
// Datadog's answers have some hundred bytes.
const LONGEST_ANSWER = 64 * 1024;
const LONGEST_HEADERS = 256 * 1024;

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
    // The attempt's own limit bounds these.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: LONGEST_HEADERS,
  });
  return {
    send: (request, headers, signal) => exchange(pool, { ...request, headers }, signal),
    close: async () => {
      // Destroyed first, because a client that still lives would connect again.
      const destroyed = pool.destroy();
      connector.destroy();
      await destroyed;
    },
  };
}

/** Makes one request by undici's lowest call: only there it tells whether the request went out. */
function exchange(
  pool: Dispatcher,
  request: Dispatcher.DispatchOptions,
  signal: AbortSignal,
): Promise<Answer | NoAnswer> {
  return new Promise((resolve) => {
    let isSent = false;
    let status = 0;
    let headers: Answer['headers'] = {};
    const chunks: Buffer[] = [];
    let length = 0;
    const finish = (result: Answer | NoAnswer | Promise<Answer>) => {
      signal.removeEventListener('abort', stop);
      resolve(result);
    };
    const answer = async (complete: boolean): Promise<Answer> => {
      const coding = String(headers['content-encoding'] ?? '')
        .trim()
        .toLowerCase();
      return { status, headers, text: await decode(Buffer.concat(chunks), coding, complete), complete };
    };
    let abort = (_reason: Error) => {};
    const stop = () => {
      finish({ error: signal.reason, isSent });
      abort(toError(signal.reason));
    };
    signal.addEventListener('abort', stop);
    try {
      pool.dispatch(request, {
        onRequestStart: (controller) => {
          abort = (reason) => controller.abort(reason);
          // One that waited for a connection for longer than it may is not sent any more.
          if (signal.aborted) {
            abort(toError(signal.reason));
          }
        },
        onRequestSent: () => {
          isSent = true;
        },
        onResponseStart: (_controller, statusCode, received) => {
          status = statusCode;
          headers = received;
        },
        onResponseData: (_controller, chunk) => {
          chunks.push(chunk);
          length += chunk.length;
          if (length > LONGEST_ANSWER) {
            finish(answer(false));
            abort(new Error('the answer is too long'));
          }
        },
        onResponseEnd: () => finish(answer(true)),
        onResponseError: (_controller, error) => finish({ error, isSent }),
      });
    } catch (error) {
      finish({ error, isSent });
    }
  });
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

/** Some proxies compress though they are not asked to. */
async function decode(bytes: Buffer, coding: string, complete: boolean): Promise<string> {
  const isPacked = complete && coding !== '' && bytes.length > 0;
  const text = (isPacked ? firstThatReads(await decodersOf(coding), bytes) : bytes).toString();
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

type Decoder = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Buffer;

// Loads for 2 ms, and few answers need it.
async function decodersOf(coding: string): Promise<readonly Decoder[]> {
  const { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } = await import('node:zlib');
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return [gunzipSync];
    case 'deflate':
      // Servers disagree on whether it has a header of zlib (RFC 9110, 8.4.1.2).
      return [inflateSync, inflateRawSync];
    case 'br':
      return [brotliDecompressSync];
    default:
      return [];
  }
}

/** @returns the bytes as they are where none does */
function firstThatReads(decoders: readonly Decoder[], bytes: Buffer): Buffer {
  for (const decoder of decoders) {
    try {
      return decoder(bytes, { maxOutputLength: LONGEST_ANSWER });
    } catch {
      // The next one may read it.
    }
  }
  return bytes;
}
