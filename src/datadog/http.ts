import type { Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';
import Pool from 'undici/lib/dispatcher/pool.js';
import { KIB } from '../text.ts';
import type { ApiRequest } from './api.ts';

/** An HTTP response. */
export interface ApiResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** False if only the beginning was read, because the body is too long for a response from Datadog. */
  readonly complete: boolean;
}

/**
 * Sends a request once, over kept-alive connections, without following redirects.
 * @param onSent is called once the whole request was sent: from then on it may have arrived
 * @throws ConnectionError, an Error of undici, or the reason of the signal
 */
export type Exchange = (
  request: Pick<ApiRequest, 'method' | 'path' | 'body'> & {
    readonly headers: Readonly<Record<string, string>>;
  },
  signal: AbortSignal,
  onSent: () => void,
) => Promise<ApiResponse>;

/** How many requests are in progress at once. */
const CONNECTIONS = 8;
// Datadog's responses have a few hundred bytes.
const LONGEST_BODY = 64 * KIB;
const LONGEST_HEADERS = 256 * KIB;

/**
 * Opens a pool of connections to one host.
 * @param origin scheme, host and port
 * @param connect makes a connection
 */
export function openPool(origin: string, connect: () => Promise<Socket>): Exchange {
  const pool = new Pool(origin, {
    connections: CONNECTIONS,
    allowH2: false,
    connect: (_options, callback) => {
      connect().then(
        (socket) => callback(null, socket),
        (error: Error) => callback(error, null),
      );
    },
    // The limit of an attempt covers these.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: LONGEST_HEADERS,
  });
  // The lowest-level call of undici, the only one that tells whether the request was sent.
  return (request, signal, onSent) =>
    new Promise((resolve, reject) => {
      let status = 0;
      let headers: ApiResponse['headers'] = {};
      const chunks: Buffer[] = [];
      let length = 0;
      let abort = (_reason: Error) => {};
      const stop = () => {
        const { reason } = signal;
        reject(reason);
        abort(reason instanceof Error ? reason : new Error(String(reason)));
      };
      const finish = (complete: boolean) => {
        signal.removeEventListener('abort', stop);
        const body = Buffer.concat(chunks);
        const text = (complete ? decode(body, headers['content-encoding']) : body).toString();
        resolve({ status, headers, text: text.replace(/^\ufeff/, ''), complete });
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

/** Some proxies compress without being asked to. @returns the bytes unchanged if they cannot be decoded */
function decode(bytes: Buffer, coding: string | string[] | undefined): Buffer {
  if (!/^\s*(?:x-)?gzip\s*$/i.test(String(coding ?? ''))) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: LONGEST_BODY });
  } catch {
    return bytes;
  }
}

/** Runs work once one of the slots is free. */
export type Slots = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** As many slots as there are connections: undici does not tell when a request gets a connection. */
export function createSlots(): Slots {
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
