/** Clocks that somebody sets while a job runs, and machines that change under it. */

/** How the clocks that a stage sees differ from this machine's. */
export interface Clocks {
  /** Milliseconds by which the wall clock is ahead: `Date`, and the process's start in `performance.timeOrigin`. */
  readonly wallClock?: number;
  /** Milliseconds by which `os.uptime()` is ahead; negative: the machine started later. */
  readonly uptime?: number;
  /** In /proc/sys/kernel/random/boot_id, as `fs.readFileSync` reads it; null: there is no such file. */
  readonly bootId?: string | null;
}

/** Arguments of Node's, before the script, that change the clocks of its process. Needs Node 18.18 or later. */
export function clockArguments(clocks: Clocks | undefined): string[] {
  if (clocks === undefined) return [];
  const preload = new URL('./clocks-preload.mjs', import.meta.url);
  preload.searchParams.set('clocks', JSON.stringify(clocks));
  return ['--import', preload.href];
}
