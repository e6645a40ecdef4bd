import { lookup } from 'node:dns';
import { isIP } from 'node:net';

/** An address of a host, as `net.connect` takes it. */
export interface Address {
  readonly address: string;
  readonly family: number;
}

/** Resolves a host name; one look-up at a time per name, shared by all who ask. */
export type Resolve = (hostname: string) => Promise<readonly Address[]>;

/** Milliseconds beyond the time-out after which the process has to be gone. */
const GRACE = 8000;

/**
 * Makes a resolver that looks each name up once, however many connections are made, and again after a failure.
 *
 * `getaddrinfo` runs on a few threads, cannot be cancelled, and keeps the process alive. Where the process cannot
 * leave it behind (before Node 22.15), glibc is told to give up in time, and a name is not looked up again where that
 * would last too long.
 * @param environment gets RES_OPTIONS, which glibc reads at the first look-up; a value that the user sets stays
 * @param timeout milliseconds for the whole delivery, which begins now
 * @param lookUp looks a name up each time that it is called
 */
export function createResolver(
  environment: NodeJS.ProcessEnv,
  timeout: number,
  lookUp: Resolve = lookUpByMachine,
): Resolve {
  const canLeave = typeof process.execve === 'function';
  const end = performance.now() + timeout + GRACE;
  const lookUps = new Map<string, Promise<readonly Address[]>>();
  if (!canLeave) {
    environment['RES_OPTIONS'] ??= resolverOptions(timeout);
  }
  const start = (hostname: string): Promise<readonly Address[]> => {
    const begin = performance.now();
    const started = lookUp(hostname);
    started.catch(() => {
      const now = performance.now();
      if (canLeave || now + (now - begin) < end) {
        lookUps.delete(hostname);
      }
    });
    lookUps.set(hostname, started);
    return started;
  };
  return (hostname) => {
    const family = isIP(hostname);
    return family === 0
      ? (lookUps.get(hostname) ?? start(hostname))
      : Promise.resolve([{ address: hostname, family }]);
  };
}

/**
 * With `timeout:r attempts:1` glibc gives up after about 6 r seconds: three servers, for which it waits r, 2/3 r and
 * 4/3 r, and two names, because it goes on to one search domain. Its own r is 5.
 */
function resolverOptions(timeout: number): string {
  const seconds = Math.floor((timeout + GRACE) / 6000);
  return `timeout:${Math.min(Math.max(seconds, 1), 5)} attempts:1`;
}

function lookUpByMachine(hostname: string): Promise<readonly Address[]> {
  return new Promise((resolve, reject) => {
    lookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });
}
