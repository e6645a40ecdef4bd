/** A point in time: nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted. */
export type Nanoseconds = bigint;

/** What the machine's clock is exact to. */
export const MILLISECOND: Nanoseconds = 1_000_000n;
const SECOND = 1_000_000_000n;
export const DAY: Nanoseconds = 86_400n * SECOND;
/** Times before it are taken for mistakes: of a unit, or of a clock that was never set. */
export const YEAR_2000: Nanoseconds = 946_684_800n * SECOND;

/** What `parseTime` reads, in the words of an error message. */
export const ACCEPTED_TIMES =
  'Unix time in whole seconds, milliseconds, microseconds or nanoseconds, Unix seconds with a decimal fraction (date +%s.%N), or RFC 3339 with an offset (2026-01-31T12:00:00Z, 2026-01-31T14:00:00.5+02:00); not before 2000 and not more than a day ahead';

/** A point in time as somebody wrote it. */
export interface WrittenTime {
  readonly time: Nanoseconds;
  /** The unit of the last digit that is written: the time lies within `time` and `time + resolution`. */
  readonly resolution: Nanoseconds;
}

/**
 * Reads a point in time as a workflow writes it. A bare number's unit is told from its magnitude; digits past
 * the ninth of a fraction are cut.
 * @param now the present, against which a time "more than a day ahead" is refused
 * @returns undefined for a text that is no such time
 */
export function parseTime(text: string, now: Nanoseconds): WrittenTime | undefined {
  const written = parseUnixTime(text) ?? parseRfc3339(text);
  return written === undefined || written.time < YEAR_2000 || written.time > now + DAY ? undefined : written;
}

function parseUnixTime(text: string): WrittenTime | undefined {
  const [, whole, fraction] = /^(\d{1,20})(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) {
    return undefined;
  }
  const number = BigInt(whole);
  // Each unit's numbers for the years 2000 to 5000 lie between two of these powers of ten.
  const unit =
    number < 10n ** 11n ? SECOND : number < 10n ** 14n ? MILLISECOND : number < 10n ** 17n ? 1_000n : 1n;
  if (fraction === undefined) {
    return { time: number * unit, resolution: unit };
  }
  return unit === SECOND ? withFraction(number * SECOND, fraction) : undefined;
}

const RFC_3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:[.,](\d+))?(?:[Zz]|([+-])([01]\d|2[0-3]):?([0-5]\d))$/;

function parseRfc3339(text: string): WrittenTime | undefined {
  const match = RFC_3339.exec(text);
  if (match === null) {
    return undefined;
  }
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  const [, , , , , , , fraction = '', sign = '+', offsetHours = '0', offsetMinutes = '0'] = match;
  const milliseconds = Date.UTC(year ?? Number.NaN, (month ?? Number.NaN) - 1, day, hour, minute, second);
  // Date.UTC carries 30 February over into March: a date that changes on the way does not exist.
  if (Number.isNaN(milliseconds) || new Date(milliseconds).getUTCDate() !== day || !month || month > 12) {
    return undefined;
  }
  const offsetSeconds = BigInt(Number(offsetHours) * 3600 + Number(offsetMinutes) * 60);
  const local = BigInt(milliseconds) * MILLISECOND;
  const seconds = sign === '+' ? local - offsetSeconds * SECOND : local + offsetSeconds * SECOND;
  return withFraction(seconds, fraction);
}

/** @param digits of the fraction of a second; '' for none */
function withFraction(seconds: Nanoseconds, digits: string): WrittenTime {
  const kept = digits.slice(0, 9);
  return {
    time: seconds + BigInt(kept.padEnd(9, '0')),
    resolution: 10n ** BigInt(9 - kept.length),
  };
}

/** Writes a point in time as RFC 3339 in UTC; the fraction has as many digits as it needs, up to nine. */
export function formatTime(time: Nanoseconds): string {
  const fraction = (time % SECOND).toString().padStart(9, '0').replace(/0+$/, '');
  const seconds = new Date(Number(time / MILLISECOND)).toISOString().slice(0, 19);
  return fraction === '' ? `${seconds}Z` : `${seconds}.${fraction}Z`;
}

/** Writes a length of time for people: `0.4 s`, `12 s`, `3 min 5 s`, `1 h 0 min 9 s`. */
export function formatDuration(duration: Nanoseconds): string {
  if (duration < 10n * SECOND) {
    return `${(Number(duration / MILLISECOND) / 1000).toFixed(1)} s`;
  }
  const seconds = duration / SECOND;
  const [hours, minutes] = [seconds / 3600n, (seconds / 60n) % 60n];
  return [hours > 0n && `${hours} h`, seconds >= 60n && `${minutes} min`, `${seconds % 60n} s`]
    .filter(Boolean)
    .join(' ');
}

/** The present by the machine's clock, exact to the millisecond. */
export function now(): Nanoseconds {
  return BigInt(Date.now()) * MILLISECOND;
}
