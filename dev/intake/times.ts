/** Times as the API accepts and returns them. */

// Seconds and milliseconds reach to the year 5138, and nanoseconds start in 1973. Values in between would be
// microseconds, which Datadog does not accept.
const firstMillisecond = 10n ** 11n;
const firstMicrosecond = 10n ** 14n;
const firstNanosecond = 10n ** 17n;

/** Whether Datadog accepts a value as a time. */
export function isTime(value: unknown): value is bigint {
  if (typeof value !== 'bigint' || value <= 0n || value >= 2n ** 63n) return false;
  return value < firstMicrosecond || value >= firstNanosecond;
}

/** Converts a time of any unit to nanoseconds. */
export function toNanoseconds(unixTime: bigint): bigint {
  if (unixTime < firstMillisecond) return unixTime * 10n ** 9n;
  return unixTime < firstMicrosecond ? unixTime * 10n ** 6n : unixTime;
}

/** Formats a time of any unit as RFC 3339 in UTC, without trailing zeros. */
export function toRfc3339(unixTime: bigint): string {
  const nanoseconds = toNanoseconds(unixTime);
  const seconds = new Date(Number(nanoseconds / 10n ** 6n)).toISOString().slice(0, 19);
  const fraction = (nanoseconds % 10n ** 9n).toString().padStart(9, '0').replace(/0+$/, '');
  return fraction ? `${seconds}.${fraction}Z` : `${seconds}Z`;
}
