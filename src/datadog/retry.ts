// All times are milliseconds.
/** Between the attempts of a delivery. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;
/** An attempt, from the moment when a connection is free. */
export const LONGEST_ATTEMPT = 10_000;
/** How long before the deadline the last attempt begins. */
const EARLIEST_LAST = 1000;
const LATEST_LAST = 500;
/** How long the last attempt may continue after the deadline. */
const OVERTIME = 5000;
/** Spreads the attempts of services that are all asked for the same wait. */
const SPREAD = 1000;
/** How late a timer may be. */
const MARGIN = 100;

/** The progress of a delivery. Times are milliseconds of one monotonic clock. */
export interface Situation {
  readonly now: number;
  readonly deadline: number;
  /** How many attempts were made. */
  readonly attempts: number;
  /** Milliseconds that the server asks to wait; 0 if it does not. */
  readonly asked: number;
  /** From 0 to 1. */
  readonly random: number;
}

/** What follows an attempt that did not confirm its request. */
export type Next =
  | { readonly wait: number; readonly isLast: boolean }
  /** `too long`: the server asks for more time than there is. `out of time`: no attempt can begin any more. */
  | 'too long'
  | 'out of time';

/**
 * When the next attempt begins, in milliseconds from now: exponential back-off with full jitter, never less than the
 * server asks for, and cut so that a last attempt begins just before the deadline.
 */
export function nextAttempt({ now, deadline, attempts, asked, random }: Situation): Next {
  const left = deadline - now;
  if (asked > 0 && asked > left - MARGIN) return 'too long';
  const own = backoff(attempts, random);
  if (asked > 0 && asked + random * SPREAD >= own) {
    return { wait: Math.max(asked, Math.min(asked + random * SPREAD, left - MARGIN)), isLast: false };
  }
  if (left < LATEST_LAST) return 'out of time';
  const latest = Math.max(0, left - LATEST_LAST - random * (EARLIEST_LAST - LATEST_LAST));
  return { wait: Math.max(asked, Math.min(own, latest)), isLast: own > latest };
}

/** Milliseconds before the attempt after the `attempts`-th: exponential, with full jitter. */
export function backoff(attempts: number, random: number): number {
  return random * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempts - 1));
}

/**
 * Milliseconds that each address of a name but the last gets in the `attempt`-th attempt: 250 ms, 1 s, then 4 s. Node
 * gives each 250 ms, which is never enough if the round trip takes longer and the last address cannot be reached.
 */
export function addressTime(attempt: number): number {
  return 250 * 4 ** Math.min(attempt - 1, 2);
}

/** Milliseconds that an attempt may take. One that is not the last leaves time for the last. */
export function attemptLimit(now: number, deadline: number): number {
  const untilLast = deadline - (EARLIEST_LAST + LATEST_LAST) / 2 - now;
  return deadline - now > EARLIEST_LAST
    ? Math.min(LONGEST_ATTEMPT, untilLast)
    : Math.min(LONGEST_ATTEMPT, deadline + OVERTIME - now);
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Milliseconds that a response asks to wait: `Retry-After` in seconds or as a date (RFC 9110), and with a 429
 * Datadog's `X-RateLimit-Reset`, in seconds. The longest of several counts.
 * @param now Unix milliseconds. A date counts from the response's own `Date` instead, if it has one, because the two
 * clocks may differ.
 */
export function askedWait({ status, headers }: { status: number; headers: Headers }, now: number): number {
  const texts = (name: string) => [headers[name] ?? []].flat().flatMap((text) => splitHeader(text));
  const sent =
    texts('date')
      .map(parseDate)
      .find((date) => date !== undefined) ?? now;
  const reset = status === 429 ? texts('x-ratelimit-reset') : [];
  return [...texts('retry-after'), ...reset].reduce((longest, text) => Math.max(longest, parseWait(text, sent)), 0);
}

/** Some clients and proxies join repeated headers with a comma, which a date has as well. */
function splitHeader(text: string): string[] {
  return /^[a-z]+, /i.test(text.trim()) ? [text.trim()] : text.split(',').map((part) => part.trim());
}

const LONGEST_ASKED = 86_400_000;

/** @param sent Unix milliseconds of the response */
function parseWait(text: string, sent: number): number {
  const wait = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : (parseDate(text) ?? sent) - sent;
  return Math.min(Math.max(wait, 0), LONGEST_ASKED);
}

/** @returns Unix milliseconds. `Date.parse` alone finds a date in many texts without one. */
function parseDate(text: string): number | undefined {
  const date = /^\w+, .+ GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : date;
}
