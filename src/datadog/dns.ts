import { lookup } from 'node:dns';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';

/** An address of a host, as `net.connect` takes it. */
export interface Address {
  readonly address: string;
  readonly family: number;
}

/** Looks up a host name. */
export type Resolve = (hostname: string) => Promise<readonly Address[]>;

/** Looks up host names, once for all callers. */
export interface Resolver {
  readonly resolve: Resolve;
  /** Distrusts what was looked up before a moment of the monotonic clock: it is looked up again. */
  readonly doubt: (before: number) => void;
}

interface LookUp {
  readonly addresses: Promise<readonly Address[]>;
  readonly begin: number;
  /** Undefined while it is in progress. */
  end: number | undefined;
  /** Failed, or led to a connection that failed. */
  isDoubtful: boolean;
}

/** Milliseconds after the timeout by which every look-up must have ended. */
const GRACE = 8000;

/**
 * `getaddrinfo` cannot be canceled, and `process.exit` waits for it. So glibc is told beforehand to give up in time, and
 * a look-up that would take too long is not repeated.
 * @param options.environment the environment of this process: receives RES_OPTIONS, unless it is set
 * @param options.timeout milliseconds for the whole delivery, which begins now
 * @param options.lookUp looks up a name each time it is called
 * @param options.readResolvConf returns the text of /etc/resolv.conf, or '' if there is none
 */
export function createResolver(options: {
  readonly environment: NodeJS.ProcessEnv;
  readonly timeout: number;
  readonly lookUp?: Resolve | undefined;
  readonly readResolvConf?: () => string;
}): Resolver {
  const { environment, timeout, lookUp = lookUpByMachine, readResolvConf = readFromDisk } = options;
  const last = performance.now() + timeout + GRACE;
  const lookUps = new Map<string, LookUp>();
  environment['RES_OPTIONS'] ??= resolverOptions(timeout, readResolvConf());
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
      if (family !== 0) return Promise.resolve([{ address: hostname, family }]);
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

/**
 * With `timeout:r attempts:1`, glibc waits r seconds on average for each of at most three name servers, and asks them
 * twice if there are search domains. Source: resolv.conf(5), and glibc's res_send.c.
 */
function resolverOptions(timeout: number, resolvConf: string): string {
  const servers = resolvConf.match(/^nameserver[ \t]/gm)?.length ?? 0;
  const turns = /^(?:search|domain)[ \t]/m.test(resolvConf) ? 2 : 1;
  const seconds = Math.floor((timeout + GRACE) / 1000 / Math.min(Math.max(servers, 1), 3) / turns);
  return `timeout:${Math.min(Math.max(seconds, 1), 5)} attempts:1`;
}

function readFromDisk(): string {
  try {
    return readFileSync('/etc/resolv.conf', 'utf8');
  } catch {
    return '';
  }
}

function lookUpByMachine(hostname: string): Promise<readonly Address[]> {
  return new Promise((resolve, reject) => {
    lookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });
}
