import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addressTime,
  askedWait,
  attemptLimit,
  backoff,
  LONGEST_ATTEMPT,
  nextAttempt,
} from '../../src/datadog/retry.ts';
import { effort, LINEAR } from '../support/effort.ts';

describe('the back-off', () => {
  test.each([
    [1, 500],
    [2, 1000],
    [3, 2000],
    [5, 8000],
    [6, 10_000],
    [2000, 10_000],
  ])('after attempt %d is less than %d ms', (attempts, most) => {
    expect(backoff(attempts, 1)).toBe(most);
    expect(backoff(attempts, 0)).toBe(0);
    expect(backoff(attempts, 0.5)).toBe(most / 2);
  });
});

const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const situation = fc.record({
  now: fc.integer({ min: 0, max: 120_000 }),
  deadline: fc.integer({ min: 0, max: 120_000 }),
  attempts: fc.integer({ min: 1, max: 50 }),
  asked: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 86_400_000 })),
  random: fraction,
});

describe('the next attempt', () => {
  test('begins in time, never sooner than the server asks for, and is given up only if there is no time', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const next = nextAttempt(given);
        const left = given.deadline - given.now;
        if (typeof next === 'object') {
          expect(next.wait).toBeGreaterThanOrEqual(given.asked);
          expect(next.wait).toBeLessThan(left);
        } else if (next === 'too long') {
          expect(given.asked).toBeGreaterThan(left - 200);
        } else {
          expect(left).toBeLessThan(500);
        }
        // The last one begins within the last second, at least half a second before its end.
        const own = nextAttempt({ ...given, asked: 0 });
        if (typeof own === 'object' && own.isLast) {
          expect(left - own.wait).toBeLessThanOrEqual(1000);
          expect(left - own.wait).toBeGreaterThanOrEqual(500);
        }
      }),
    );
  });

  test.each([
    [0, 3000],
    [0.5, 3500],
    [1, 4000],
  ])('after a wait that is asked for of all services is spread: %j', (random, wait) => {
    const next = nextAttempt({ now: 0, deadline: 60_000, attempts: 1, asked: 3000, random });
    expect(next).toEqual({ wait, isLast: false });
  });

  test('the last attempt does not begin sooner than the server asks for, although that is late', () => {
    const next = nextAttempt({ now: 0, deadline: 3000, attempts: 6, asked: 2800, random: 0.5 });
    expect(next).toEqual({ wait: 2800, isLast: true });
  });

  test('after a wait that is asked for and nearly does not fit is spread over what is left', () => {
    const next = nextAttempt({ now: 0, deadline: 3500, attempts: 1, asked: 3000, random: 0.9 });
    expect(next).toEqual({ wait: 3400, isLast: false });
    // Our own wait would be longer, and is cut for the last attempt, but not below what is asked for.
    const last = nextAttempt({ now: 0, deadline: 3000, attempts: 6, asked: 2600, random: 0.9 });
    expect(last).toEqual({ wait: 2600, isLast: true });
  });
});

/** A delivery whose attempts take no time and fail: when each begins, from the start. */
function fastFailures(timeout: number, random: () => number): number[] {
  const times = [0];
  for (let now = 0, isLast = false; !isLast; ) {
    const next = nextAttempt({ now, deadline: timeout, attempts: times.length, asked: 0, random: random() });
    if (typeof next !== 'object') {
      break;
    }
    now += next.wait;
    isLast = next.isLast;
    times.push(now);
  }
  return times;
}

test('a delivery to a server that refuses at once tries until the last second, and not too often', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1000, max: 120_000 }), fc.array(fraction, { minLength: 20 }), (timeout, randoms) => {
      let turn = 0;
      const times = fastFailures(timeout, () => {
        turn += 1;
        return Math.max(randoms[turn % randoms.length] ?? 0, 0.05);
      });
      expect(times.at(-1)).toBeGreaterThanOrEqual(timeout - 1000);
      expect(times.at(-1)).toBeLessThanOrEqual(timeout - 500);
      expect(times.length).toBeLessThan(500);
    }),
  );
});

test("an attempt's time leaves room for a last one, which may take five seconds beyond the deadline", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 120_000 }), (left) => {
      const limit = attemptLimit(0, left);
      expect(limit).toBeGreaterThan(0);
      expect(limit).toBeLessThanOrEqual(LONGEST_ATTEMPT);
      if (left > 1000) {
        expect(left - limit).toBeGreaterThanOrEqual(500);
      } else {
        expect(limit).toBe(left + 5000);
      }
    }),
  );
});

test('the time for an address grows with the attempt', () => {
  expect([1, 2, 3, 4, 50].map(addressTime)).toEqual([250, 1000, 4000, 4000, 4000]);
});

describe('the wait that a response asks for', () => {
  const now = Date.UTC(2026, 10, 24, 12, 0, 0);
  const day = 86_400_000;
  test.each<[number, Record<string, string | string[]>, number]>([
    [503, {}, 0],
    [503, { 'retry-after': '3' }, 3000],
    [503, { 'retry-after': ' 0 ' }, 0],
    [503, { 'retry-after': 'Tue, 24 Nov 2026 12:00:07 GMT' }, 7000],
    [503, { 'retry-after': 'Tue, 24 Nov 2026 11:00:00 GMT' }, 0],
    [503, { 'retry-after': 'Tue, 24 Nov 2026 13:00:07 GMT', date: 'Tue, 24 Nov 2026 13:00:00 GMT' }, 7000],
    [503, { 'retry-after': 'Tue, 24 Nov 2026 11:00:07 GMT', date: ['Tue, 24 Nov 2026 11:00:00 GMT'] }, 7000],
    [503, { 'retry-after': 'Tue, 24 Nov 2026 12:00:07 GMT', date: 'today' }, 7000],
    [503, { 'retry-after': 'soon', date: 'Tue, 24 Nov 2026 11:00:00 GMT' }, 0],
    [503, { 'retry-after': '-5' }, 0],
    [503, { 'retry-after': ['1', '2'] }, 2000],
    [503, { 'retry-after': ['1', 'Tue, 24 Nov 2026 12:00:07 GMT'] }, 7000],
    [503, { 'retry-after': '9'.repeat(400) }, day],
    [429, { 'x-ratelimit-reset': '4' }, 4000],
    [429, { 'x-ratelimit-reset': '4', 'retry-after': '9' }, 9000],
    [503, { 'x-ratelimit-reset': '4' }, 0],
  ])('HTTP %d with %j: %d ms', (status, headers, wait) => {
    expect(askedWait({ status, headers }, now)).toBe(wait);
  });

  test('is a number from nothing to a day, for any headers', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.array(fc.string())), fc.string(), (after, reset) => {
        const wait = askedWait({ status: 429, headers: { 'retry-after': after, 'x-ratelimit-reset': reset } }, now);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(day);
      }),
    );
  });

  test.each(['1'.repeat(200_000), `${'a'.repeat(200_000)}, `, `Tue, ${' GM'.repeat(60_000)}`, ','.repeat(200_000)])(
    'is read quickly',
    async (text) => {
      const headers = { 'retry-after': text, date: text };
      const work = () => askedWait({ status: 503, headers }, now);
      expect(await effort(work, text.length)).toBeLessThan(LINEAR);
    },
  );
});
