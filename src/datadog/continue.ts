import type { Socket } from 'node:net';

const BEGINNING = /^HTTP\/1\.[01] 100(?: |\r|$)/;
/** What `BEGINNING` needs to see. */
const ENOUGH = 'HTTP/1.1 100 '.length;
const LONGEST = 16 * 1024;

/**
 * Takes each unasked `100 Continue` off the beginning of an answer. A client has to expect one (RFC 9110, 15.2), and
 * undici closes the connection over it.
 * @param socket carries one request at a time, and is read with `read()`
 */
export function withoutContinue(socket: Socket): Socket {
  const readSocket = socket.read.bind(socket);
  let held: Buffer = Buffer.alloc(0);
  /** How much was written when an answer was found to begin: as soon as it is more, another one is due. */
  let answered = -1;
  socket.read = (size?: number) => {
    const chunk: unknown = readSocket(size);
    if (!Buffer.isBuffer(chunk) || socket.bytesWritten === answered) {
      return chunk;
    }
    held = withoutInterim(Buffer.concat([held, chunk]));
    if (couldBecomeInterim(held)) {
      return null;
    }
    const answer = held;
    held = Buffer.alloc(0);
    answered = socket.bytesWritten;
    return answer;
  };
  return socket;
}

function firstWords(bytes: Buffer): string {
  return bytes.subarray(0, ENOUGH).toString('latin1');
}

/** Takes off those that are complete. */
function withoutInterim(bytes: Buffer): Buffer {
  const end = BEGINNING.test(firstWords(bytes)) ? bytes.indexOf('\r\n\r\n') : -1;
  return end === -1 ? bytes : withoutInterim(bytes.subarray(end + 4));
}

/** Whether more has to come before these bytes can be told from an interim answer, or before it is complete. */
function couldBecomeInterim(bytes: Buffer): boolean {
  const words = firstWords(bytes);
  const isBeginning =
    BEGINNING.test(words) || ['HTTP/1.1 100', 'HTTP/1.0 100'].some((line) => line.startsWith(words));
  return isBeginning && bytes.length < LONGEST;
}
