import { readFileSync } from 'node:fs';

/** A random UUID (RFC 9562, version 4): of Linux itself, because `crypto` takes 4 ms to load, which is a tenth of main. */
export function randomUuid(): string {
  try {
    const uuid = readFileSync('/proc/sys/kernel/random/uuid', 'latin1').trim();
    return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(uuid) ? uuid : crypto.randomUUID();
  } catch {
    return crypto.randomUUID();
  }
}
