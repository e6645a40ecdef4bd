/** Responses: of the API, of what is in front of it, and those that a fault asks for. */
import { type OutgoingHttpHeaders, type ServerResponse, STATUS_CODES } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Body, FalseAnswer } from './types.ts';

/** A response. */
export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Body;
  readonly continue?: true;
}

/** An entry of `errors` in JSON:API. The pointer is a JSON pointer (RFC 6901). */
export interface Problem {
  readonly detail: string;
  readonly source: { readonly pointer: string } | { readonly header: string };
}

/** A response with a JSON body. */
export function answer(status: number, document: unknown, type = 'application/vnd.api+json'): Answer {
  return { status, headers: { 'content-type': type }, body: JSON.stringify(document) };
}

/** A response of the API to a valid request. */
export function success(data: unknown, status = 200): Answer {
  return answer(status, { data });
}

/** The response of the API to a request with these problems. */
export function badRequest(problems: readonly Problem[]): Answer {
  return answer(400, {
    errors: problems.map((problem) => ({ status: '400', title: 'Bad Request', ...problem })),
  });
}

/** A refusal in plain words instead of JSON:API, as Datadog's checks of keys, limits and routes word it. */
export function refusal(status: number): Answer {
  return answer(status, { errors: [STATUS_CODES[status] ?? String(status)] }, 'application/json');
}

/** The response that a fault asks for. @param truth the response without the fault, if it is known */
export function falsify(fault: FalseAnswer, truth: Answer | undefined): Answer {
  const { status } = fault;
  const usual = truth ?? (status >= 400 ? refusal(status) : undefined);
  const plain = fault.body !== undefined || !usual ? { headers: {}, body: fault.body ?? '' } : usual;
  const { body, encoding } = encode(plain.body, fault);
  return {
    status,
    headers: { ...plain.headers, ...encoding, ...fault.headers },
    body,
    ...(fault.continue && { continue: true }),
  };
}

function encode(body: Body, fault: FalseAnswer): { body: Body; encoding?: OutgoingHttpHeaders } {
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) return { body };
  const mark = fault.byteOrderMark ? Buffer.from([0xef, 0xbb, 0xbf]) : Buffer.alloc(0);
  const bytes = Buffer.concat([mark, Buffer.from(body)]);
  if (fault.encoding === undefined) return { body: bytes };
  const compress = fault.encoding === 'gzip' ? gzipSync : brotliCompressSync;
  return { body: compress(bytes), encoding: { 'content-encoding': fault.encoding } };
}

/** Sends a response as fast as the client reads it. */
export async function send(response: ServerResponse, answer: Answer): Promise<void> {
  const { status, headers, body } = answer;
  if (answer.continue) response.writeContinue();
  response.writeHead(status, headers);
  if (typeof body === 'string' || body instanceof Uint8Array) response.end(body);
  // Rejects if the client disconnects or the fault breaks the body: tests ask for both.
  else await pipeline(body, response).catch(() => undefined);
}

/** A body of this many spaces in chunks of at most 64 KiB, so that a huge one needs little memory. */
export function* spaces(bytes: number): Generator<Uint8Array> {
  const chunk = Buffer.alloc(64 * 1024, ' ');
  for (let left = bytes; left > 0; left -= chunk.length) yield chunk.subarray(0, left);
}

/** Headers of this many bytes in total, each about 1 KB, to exceed the limit of a client. */
export function hugeHeaders(bytes: number): OutgoingHttpHeaders {
  const count = Math.ceil(bytes / 1024);
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`X-Filler-${index}`, 'x'.repeat(1000)]),
  );
}
