import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';

/** A point in time: nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted. Or a length of time. */
export type Nanoseconds = bigint;

/** The precision of the machine's clock. */
export const MILLISECOND: Nanoseconds = 1_000_000n;
export const SECOND: Nanoseconds = 1_000_000_000n;
const DAY = 86_400n * SECOND;
/** An earlier time is in the wrong unit. */
const YEAR_2000 = 946_684_800n * SECOND;

/** What `parseTime` reads, in the words of an error message. */
export const EXPECTED_TIMES =
  'Unix time (seconds with or without a fraction, milliseconds, microseconds or nanoseconds), or RFC 3339 with an offset, e.g. 2026-01-31T12:00:00Z; not before 2000 and at most a day ahead';

/** A point in time as a workflow writes it. */
export interface WrittenTime {
  readonly time: Nanoseconds;
  /** The unit of the last digit that is written: the exact time is at least `time` and before `time + resolution`. */
  readonly resolution: Nanoseconds;
}

/** A point in time by two clocks. */
export interface Moment {
  /** By the wall clock, which may be set at any time. */
  readonly time: Nanoseconds;
  /** By the machine's uptime, which nobody sets. It includes sleep. */
  readonly uptime: Nanoseconds;
  /** Tells boots and machines apart; '' if the system has none. */
  readonly bootId: string;
}

/**
 * Reads a point in time as a workflow writes it. The magnitude of a bare number tells its unit; a fraction is cut after
 * nine digits.
 * @param now the present, against which a time "more than a day ahead" is refused
 * @returns undefined for a text that is no such time
 */
export function parseTime(text: string, now: Nanoseconds): WrittenTime | undefined {
  const written = parseUnixTime(text) ?? parseRfc3339(text);
  return written === undefined || written.time < YEAR_2000 || written.time > now + DAY ? undefined : written;
}

function parseUnixTime(text: string): WrittenTime | undefined {
  const [, whole, fraction] = /^(\d{1,20})(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const number = BigInt(whole);
  // Each unit's numbers for the years 2000 to 5000 lie between two of these powers of ten.
  const unit = number < 10n ** 11n ? SECOND : number < 10n ** 14n ? MILLISECOND : number < 10n ** 17n ? 1_000n : 1n;
  if (fraction === undefined) return { time: number * unit, resolution: unit };
  return unit === SECOND ? withFraction(number * SECOND, fraction) : undefined;
}

// The seconds may be left out, and 60 is a leap second.
const RFC_3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d|60)(?:[.,](\d+))?)?(?:[Zz]|([+-])([01]\d|2[0-3]):?([0-5]\d))$/;

function parseRfc3339(text: string): WrittenTime | undefined {
  const match = RFC_3339.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute] = match.slice(1, 6).map(Number);
  const [, , , , , , second, fraction = '', sign = '+', offsetHours = '0', offsetMinutes = '0'] = match;
  const milliseconds = Date.UTC(year ?? Number.NaN, (month ?? Number.NaN) - 1, day, hour, minute);
  // Date.UTC carries 30 February over into March: a date that changes on the way does not exist.
  if (Number.isNaN(milliseconds) || new Date(milliseconds).getUTCDate() !== day || !month || month > 12) {
    return undefined;
  }
  const offsetSeconds = BigInt(Number(offsetHours) * 3600 + Number(offsetMinutes) * 60);
  const local = BigInt(milliseconds) * MILLISECOND + BigInt(second ?? 0) * SECOND;
  const time = sign === '+' ? local - offsetSeconds * SECOND : local + offsetSeconds * SECOND;
  return second === undefined ? { time, resolution: 60n * SECOND } : withFraction(time, fraction);
}

/** @param digits of the fraction of a second; '' for none */
function withFraction(seconds: Nanoseconds, digits: string): WrittenTime {
  const kept = digits.slice(0, 9);
  return {
    time: seconds + BigInt(kept.padEnd(9, '0')),
    resolution: 10n ** BigInt(9 - kept.length),
  };
}

/**
 * Writes a point in time as RFC 3339 in UTC; the fraction has as many digits as it needs, up to nine.
 * @param digits that the fraction has at least
 */
export function formatTime(time: Nanoseconds, digits = 0): string {
  const fraction = (time % SECOND).toString().padStart(9, '0').replace(/0+$/, '').padEnd(digits, '0');
  const seconds = new Date(Number(time / MILLISECOND)).toISOString().slice(0, 19);
  return fraction === '' ? `${seconds}Z` : `${seconds}.${fraction}Z`;
}

/** Writes a point in time for a table, to the second: `2026-11-26 02:26:49 UTC`, in characters at which no line breaks. */
export function formatDay(time: Nanoseconds): string {
  const text = new Date(Number(time / MILLISECOND)).toISOString().slice(0, 19);
  return `${text.replace('T', ' ')} UTC`.replaceAll('-', '\u2011').replaceAll(' ', '\u00a0');
}

/** Writes a length of time for people: `0.4 s`, `12 s`, `3 min 5 s`, `1 h 0 min 9 s`. */
export function formatDuration(duration: Nanoseconds): string {
  if (duration < 10n * SECOND) return `${(Number(duration / MILLISECOND) / 1000).toFixed(1)} s`;
  const seconds = duration / SECOND;
  const [hours, minutes] = [seconds / 3600n, (seconds / 60n) % 60n];
  return [hours > 0n && `${hours} h`, seconds >= 60n && `${minutes} min`, `${seconds % 60n} s`]
    .filter(Boolean)
    .join(' ');
}

/** The moment at which this process started. Does without `performance`, which takes a millisecond to load. */
export function processStart(): Moment {
  const age = process.uptime();
  return {
    time: BigInt(Math.round(Date.now() - age * 1000)) * MILLISECOND,
    uptime: BigInt(Math.round((uptime() - age) * 1000)) * MILLISECOND,
    bootId: readBootId(),
  };
}

function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    // Only Linux has it.
    return '';
  }
}

/** If two clocks differ by more than this, one of them was changed. */
const DRIFT = 5n * SECOND;

/**
 * Tells from the uptime whether the wall clock changed between two moments.
 * @returns the earlier moment by the clock that shows the later one; undefined if the clock did not change, or if the
 *   moments are not of one boot, so that nobody can tell
 */
export function timeByLaterClock(earlier: Moment, later: Moment): Nanoseconds | undefined {
  const passed = later.uptime - earlier.uptime;
  if (earlier.bootId !== later.bootId || passed < 0n) return undefined;
  const time = later.time - passed;
  const difference = time - earlier.time;
  return difference > DRIFT || difference < -DRIFT ? time : undefined;
}
