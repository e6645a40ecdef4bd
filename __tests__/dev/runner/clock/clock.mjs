import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';

function bootId() {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch (error) {
    return error.code;
  }
}

const seen = {
  now: Date.now(),
  constructed: Date.parse(new Date().toISOString()),
  called: Date.parse(Date()),
  origin: performance.timeOrigin,
  given: new Date(7).getTime(),
  isDate: new Date() instanceof Date,
  uptime: uptime() * 1000,
  bootId: bootId(),
};
console.log(JSON.stringify(seen));
