import { lookup } from 'node:dns';
import { isIP } from 'node:net';

/** An address of a host, as `net.connect` takes it. */
export interface Address {
  readonly address: string;
  readonly family: number;
}

/** Looks a host name up. */
export type Resolve = (hostname: string) => Promise<readonly Address[]>;

/** Looks host names up, one look-up at a time per name, and keeps what it finds for all who ask. */
export interface Resolver {
  readonly resolve: Resolve;
  /** Marks as doubtful what was looked up before a moment of the monotonic clock: it is looked up again. */
  readonly doubt: (before: number) => void;
}

/** Milliseconds after the timeout by which the process must have ended. */
const GRACE = 8000;

/**
 * `getaddrinfo` runs on a few threads, cannot be cancelled, and keeps the process alive. If the process cannot leave
 * it behind, glibc is told to give up in time, and a look-up that would last too long is not repeated.
 * @param options.environment gets RES_OPTIONS, which glibc reads at the first look-up; a value that is set stays
 * @param options.timeout milliseconds for the whole delivery, which begins now
 * @param options.lookUp looks a name up each time that it is called
 */
export function createResolver(options: {
  readonly environment: NodeJS.ProcessEnv;
  readonly timeout: number;
  readonly lookUp?: Resolve | undefined;
}): Resolver {
  const { environment, timeout, lookUp = lookUpByMachine } = options;
  const last = performance.now() + timeout + GRACE;
  const lookUps = new Map<string, LookUp>();
  environment['RES_OPTIONS'] ??= resolverOptions(timeout);
  const start = (hostname: string): LookUp => {
    const begin = performance.now();
    const addresses = lookUp(hostname);
    const started: LookUp = { addresses, begin, end: undefined, isDoubtful: false };
    const finish = (isDoubtful: boolean) => Object.assign(started, { end: performance.now(), isDoubtful });
    addresses.then(
      () => finish(false),
      () => finish(true),
    );
    lookUps.set(hostname, started);
    return started;
  };
  const mayRepeat = ({ begin, end = begin, isDoubtful }: LookUp) =>
    isDoubtful && performance.now() + (end - begin) < last;
  return {
    resolve: (hostname) => {
      const family = isIP(hostname);
      if (family !== 0) {
        return Promise.resolve([{ address: hostname, family }]);
      }
      const known = lookUps.get(hostname);
      return (known === undefined || mayRepeat(known) ? start(hostname) : known).addresses;
    },
    doubt: (before) => {
      for (const known of lookUps.values()) {
        known.isDoubtful ||= known.end !== undefined && known.begin < before;
      }
    },
  };
}

interface LookUp {
  readonly addresses: Promise<readonly Address[]>;
  readonly begin: number;
  /** Undefined while it is under way. */
  end: number | undefined;
  /** Failed, or led to a connection that failed. */
  isDoubtful: boolean;
}

/**
 * With `timeout:r attempts:1` glibc gives up after about 6 r seconds: it waits r, 2/3 r and 4/3 r for three servers,
 * twice, because it tries one search domain as well. By default r is 5.
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
