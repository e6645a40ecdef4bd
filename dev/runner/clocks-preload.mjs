/**
 * Runs before a stage and changes the clocks that its process sees, as described by `Clocks` in clocks.ts. JavaScript,
 * because a stage may run on a Node that does not strip types.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';

const clocks = JSON.parse(new URL(import.meta.url).searchParams.get('clocks'));

if (clocks.wallClock !== undefined) {
  const RealDate = Date;
  const realNow = Date.now;
  const now = () => realNow() + clocks.wallClock;
  RealDate.now = now;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new RealDate(now()).toString(),
  });
  Object.defineProperty(performance, 'timeOrigin', { value: performance.timeOrigin + clocks.wallClock });
}

if (clocks.uptime !== undefined) {
  const { uptime } = os;
  os.uptime = () => uptime() + clocks.uptime / 1000;
}

if (clocks.bootId !== undefined) {
  const file = '/proc/sys/kernel/random/boot_id';
  const { readFileSync } = fs;
  fs.readFileSync = (path, options) => {
    if (String(path) !== file) return readFileSync(path, options);
    // The real function throws the real error for a missing file.
    if (clocks.bootId === null) return readFileSync(`${file}.missing`, options);
    const text = `${clocks.bootId}\n`;
    return options === undefined ? Buffer.from(text) : text;
  };
}

syncBuiltinESMExports();
