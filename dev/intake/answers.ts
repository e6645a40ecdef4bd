/** Responses: of the API, of what is in front of it, and those that a fault asks for. */
import { type OutgoingHttpHeaders, type ServerResponse, STATUS_CODES } from 'node:http';
import { pipeline } from 'node:stream/promises';
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

/** A refusal in plain words instead of JSON:API, as Datadog's checks of keys, limits and routes word it. */
export function refusal(status: number): Answer {
  return answer(status, { errors: [STATUS_CODES[status] ?? String(status)] }, 'application/json');
}

/** The response that a fault asks for. @param truth the response without the fault, if it is known */
export function falsify(fault: FalseAnswer, truth: Answer | undefined): Answer {
  const usual = truth ?? (fault.status >= 400 ? refusal(fault.status) : undefined);
  const plain = fault.body === undefined && usual ? usual : { headers: {}, body: fault.body ?? '' };
  return { ...fault, headers: { ...plain.headers, ...fault.headers }, body: plain.body };
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
