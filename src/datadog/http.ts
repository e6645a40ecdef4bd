import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import apiRequest from 'undici/lib/api/api-request.js';
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
      // undici listens to the signal only once a connection is made.
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
      const response = await Promise.race([apiRequest.call(pool, { ...request, headers, signal }), aborted]);
      const { bytes, complete } = await readBeginning(response.body);
      const text = decode(bytes, String(response.headers['content-encoding'] ?? ''), complete);
      return { status: response.statusCode, headers: response.headers, text, complete };
    },
    close: async () => {
      // Destroyed first, because a client that still lives would connect again.
      const destroyed = pool.destroy();
      connector.destroy();
      await destroyed;
    },
  };
}

async function readBeginning(
  body: AsyncIterable<Buffer>,
): Promise<{ readonly bytes: Buffer; readonly complete: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LONGEST_ANSWER) {
      return { bytes: Buffer.concat(chunks), complete: false };
    }
  }
  return { bytes: Buffer.concat(chunks), complete: true };
}

/** Some proxies compress though they are not asked to. */
function decode(bytes: Buffer, coding: string, complete: boolean): string {
  const decoders: Readonly<Record<string, typeof gunzipSync | typeof brotliDecompressSync>> = {
    gzip: gunzipSync,
    'x-gzip': gunzipSync,
    deflate: inflateSync,
    br: brotliDecompressSync,
  };
  const decoder = decoders[coding.trim().toLowerCase()];
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
