import { lookup } from 'node:dns';
import { isIP } from 'node:net';

/** An address of a host, as `net.connect` takes it. */
export interface Address {
  readonly address: string;
  readonly family: number;
}

/** Resolves a host name; one look-up at a time per name, shared by all who ask. */
export type Resolve = (hostname: string) => Promise<readonly Address[]>;

/**
 * Makes a resolver that looks each name up once, however many connections are made, and again after a failure.
 *
 * `getaddrinfo` runs on a few threads, cannot be cancelled, and keeps the process alive. Where the process cannot
 * leave it behind (before Node 22.15), glibc is told to give up sooner; a value that the user sets stays.
 * @param environment gets RES_OPTIONS, which glibc reads at the first look-up
 * @param lookUp looks a name up each time that it is called
 */
export function createResolver(environment: NodeJS.ProcessEnv, lookUp: Resolve = lookUpByMachine): Resolve {
  const lookUps = new Map<string, Promise<readonly Address[]>>();
  if (typeof process.execve !== 'function') {
    // For one name and three dead servers 12 s; a dead first server costs two seconds.
    environment['RES_OPTIONS'] ??= 'timeout:2 attempts:1';
  }
  return (hostname) => {
    const family = isIP(hostname);
    if (family !== 0) {
      return Promise.resolve([{ address: hostname, family }]);
    }
    const known = lookUps.get(hostname);
    if (known !== undefined) {
      return known;
    }
    const started = lookUp(hostname);
    lookUps.set(hostname, started);
    started.catch(() => lookUps.delete(hostname));
    return started;
  };
}

function lookUpByMachine(hostname: string): Promise<readonly Address[]> {
  return new Promise((resolve, reject) => {
    lookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });
}
