/** Clocks that are set during a job, and jobs that continue on another machine. */

/** How the clocks that a stage sees differ from those of this machine. */
export interface Clocks {
  /** Milliseconds by which the wall clock is ahead, in `Date` and in `performance.timeOrigin`. */
  readonly wallClock?: number;
  /** Milliseconds by which `os.uptime()` is ahead. */
  readonly uptime?: number;
  /** What `fs.readFileSync` reads from /proc/sys/kernel/random/boot_id; null: the file does not exist. */
  readonly bootId?: string | null;
}

/** Arguments for Node that change the clocks of its process. They need Node 18.18 or later. */
export function clockArguments(clocks: Clocks | undefined): string[] {
  if (clocks === undefined) return [];
  const preload = new URL('./clocks-preload.mjs', import.meta.url);
  preload.searchParams.set('clocks', JSON.stringify(clocks));
  return ['--import', preload.href];
}
