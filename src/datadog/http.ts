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

/** Kept-alive connections to one host. */
export interface Connections {
  /** Sends a request once, without following redirects. @throws whatever comes instead of an answer */
  readonly send: (
    request: Pick<ApiRequest, 'method' | 'path' | 'body'>,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ) => Promise<Answer>;
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
    send: async (request, headers, signal) => {
      const {
        status,
        headers: answered,
        bytes,
        complete,
      } = await exchange(pool, { ...request, headers }, signal);
      const text = await decode(bytes, String(answered['content-encoding'] ?? ''), complete);
      return { status, headers: answered, text, complete };
    },
    close: async () => {
      // Destroyed first, because a client that still lives would connect again.
      const destroyed = pool.destroy();
      connector.destroy();
      await destroyed;
    },
  };
}

interface RawAnswer extends Pick<Answer, 'status' | 'headers' | 'complete'> {
  readonly bytes: Buffer;
}

/**
 * One request and its answer. Not by undici's `request`, which needs Node 20.5 for a signal, and which listens to the
 * signal only once a connection is made.
 */
function exchange(
  pool: Dispatcher,
  request: Dispatcher.DispatchOptions,
  signal: AbortSignal,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let head: Pick<Answer, 'status' | 'headers'> | undefined;
    const chunks: Buffer[] = [];
    let length = 0;
    const answer = (complete: boolean) =>
      head && resolve({ ...head, bytes: Buffer.concat(chunks), complete });
    const abort = () => {
      reject(signal.reason);
      controller?.abort(signal.reason);
    };
    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener('abort', abort);
    const end = () => signal.removeEventListener('abort', abort);
    pool.dispatch(request, {
      onRequestStart: (started) => {
        controller = started;
        if (signal.aborted) {
          started.abort(signal.reason);
        }
      },
      onResponseStart: (_, status, headers) => {
        // Of a 1xx there is nothing to read: the answer follows.
        if (status >= 200) {
          head = { status, headers };
        }
      },
      onResponseData: (_, chunk) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > LONGEST_ANSWER) {
          answer(false);
          controller?.abort(new Error('the answer is too long'));
        }
      },
      onResponseEnd: () => {
        end();
        answer(true);
      },
      onResponseError: (_, error) => {
        end();
        reject(error);
      },
    });
  });
}

/** Some proxies compress though they are not asked to. */
async function decode(bytes: Buffer, coding: string, complete: boolean): Promise<string> {
  const decoder = coding.trim() === '' ? undefined : await decoderOf(coding.trim().toLowerCase());
  const plain =
    decoder && complete && bytes.length > 0
      ? tryTo(() => decoder(bytes, { maxOutputLength: LONGEST_ANSWER }))
      : bytes;
  const text = (plain ?? bytes).toString();
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function tryTo<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

// Loads for 2 ms, and few answers need it.
async function decoderOf(
  coding: string,
): Promise<((bytes: Buffer, options: { maxOutputLength: number }) => Buffer) | undefined> {
  const { brotliDecompressSync, gunzipSync, inflateSync } = await import('node:zlib');
  const decoders = new Map([
    ['gzip', gunzipSync],
    ['x-gzip', gunzipSync],
    ['deflate', inflateSync],
    ['br', brotliDecompressSync],
  ]);
  return decoders.get(coding);
}
