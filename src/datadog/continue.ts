import type { Socket } from 'node:net';
import { KIB } from '../text.ts';

/** The beginning of a status line of 100 to 199. After 101 the connection speaks another protocol. */
const INTERIM = /^HTTP\/1\.[01] 1(?!01)\d\d(?: |\r|$)/;
const SAMPLE = 'HTTP/1.1 100 ';
const LONGEST = 64 * KIB;

/**
 * Removes interim responses, of any number and order, before each response. A client must accept one that it did not
 * ask for (RFC 9110, 15.2), but undici closes the connection over `100 Continue`, and node:http takes the
 * first response to CONNECT for the final one.
 * @param socket carries one request at a time
 */
export function withoutInterim(socket: Socket): Socket {
  const push = socket.push.bind(socket);
  let held: Buffer = Buffer.alloc(0);
  /** How much was written when the last response began: once it is more, another response is due. */
  let answered = -1;
  // Node hands everything that it reads to `push`, for readers of both kinds: by events and by calls.
  socket.push = (chunk: unknown) => {
    if (!Buffer.isBuffer(chunk) || socket.bytesWritten === answered) {
      return push(chunk);
    }
    held = skipInterim(Buffer.concat([held, chunk]));
    if (couldBeInterim(held)) {
      return true;
    }
    const response = held;
    held = Buffer.alloc(0);
    answered = socket.bytesWritten;
    return push(response);
  };
  return socket;
}

function skipInterim(bytes: Buffer): Buffer {
  let rest = bytes;
  for (;;) {
    const end = INTERIM.test(firstWords(rest)) ? rest.indexOf('\r\n\r\n') : -1;
    if (end === -1) {
      return rest;
    }
    rest = rest.subarray(end + 4);
  }
}

/** Whether more bytes must come before these can be told from an interim response, or before it is complete. */
function couldBeInterim(bytes: Buffer): boolean {
  const words = firstWords(bytes);
  return bytes.length < LONGEST && INTERIM.test(words + SAMPLE.slice(words.length));
}

function firstWords(bytes: Buffer): string {
  return bytes.subarray(0, SAMPLE.length).toString('latin1');
}
