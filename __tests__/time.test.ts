import { uptime } from 'node:os';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  formatDuration,
  formatTime,
  type Moment,
  parseTime,
  processStart,
  SECOND,
  timeByLaterClock,
} from '../src/time.ts';
import { anyText } from './support/text.ts';

const present = 1780272000_000000000n;

describe('what is read, digit for digit', () => {
  test.each([
    ['whole seconds', '1767225600', 1767225600_000000000n],
    ['milliseconds', '1767225600123', 1767225600_123000000n],
    ['microseconds', '1767225600123456', 1767225600_123456000n],
    ['nanoseconds', '1767225600123456789', 1767225600_123456789n],
    ['a short fraction', '1767225600.5', 1767225600_500000000n],
    ['digits past the ninth are cut, not rounded', '1767225600.9999999999999', 1767225600_999999999n],
    ['zeros in front', '0001767225600', 1767225600_000000000n],
    ['RFC 3339 in UTC', '2026-01-01T00:00:00Z', 1767225600_000000000n],
    ['with a space', '2026-01-01 00:00:00Z', 1767225600_000000000n],
    ['an offset', '2026-01-01T02:00:00+02:00', 1767225600_000000000n],
    ['an offset to the west, of half an hour', '2025-12-31T20:30:00-03:30', 1767225600_000000000n],
    ['RFC 3339 with nine digits', '2026-01-01T00:00:00.123456789Z', 1767225600_123456789n],
    ['RFC 3339 with a comma (date --iso-8601=ns)', '2026-01-01T00:00:00,5+00:00', 1767225600_500000000n],
    ['RFC 3339 with thirty digits', `2026-01-01T00:00:00.${'9'.repeat(30)}Z`, 1767225600_999999999n],
    ['without seconds', '2026-01-01T00:00Z', 1767225600_000000000n],
    ['a leap second', '2025-12-31T23:59:60Z', 1767225600_000000000n],
    ['a leap second with a fraction', '2025-12-31T23:59:60.5Z', 1767225600_500000000n],
    ['29 February of a leap year', '2024-02-29T00:00:00Z', 1709164800_000000000n],
    ['the first moment of 2000', '946684800', 946684800_000000000n],
    ['the last second of its day', '2025-12-31T23:59:59Z', 1767225599_000000000n],
    ['a day ahead', '2026-06-02T00:00:00Z', present + 86400_000000000n],
  ])('%s: %s', (_what, text, expected) => {
    expect(parseTime(text, present)?.time).toBe(expected);
  });
});

describe('how exactly it is written', () => {
  test.each([
    ['whole seconds', '1767225600', SECOND],
    ['milliseconds', '1767225600123', 10n ** 6n],
    ['microseconds', '1767225600123456', 10n ** 3n],
    ['nanoseconds', '1767225600123456789', 1n],
    ['tenths', '1767225600.5', 10n ** 8n],
    ['more than nine digits', '1767225600.12345678901', 1n],
    ['RFC 3339', '2026-01-01T00:00:00Z', SECOND],
    ['RFC 3339 without seconds', '2026-01-01T00:00Z', 60n * SECOND],
    ['RFC 3339 in nanoseconds', '2026-01-01T00:00:00,000000000+00:00', 1n],
  ])('%s: %s', (_what, text, expected) => {
    expect(parseTime(text, present)?.resolution).toBe(expected);
  });

  test('the moment that somebody cut digits off lies within the time and its resolution', () => {
    const moment = fc.bigInt({ min: 946684800_000000000n, max: present });
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 9 }), (time, digits) => {
        const fraction = (time % SECOND).toString().padStart(9, '0').slice(0, digits);
        const written = parseTime(`${time / SECOND}${digits > 0 ? '.' : ''}${fraction}`, present);
        const [from, resolution] = [written?.time ?? 0n, written?.resolution ?? 0n];
        expect(from <= time && time < from + resolution).toBe(true);
        expect(resolution).toBe(10n ** BigInt(9 - digits));
      }),
    );
  });
});

describe('what is refused', () => {
  test.each([
    // Local times, dates, and zones without an offset of hours and minutes.
    ...['', '2026-01-01T00:00:00', '2026-01-01 00:00:00', '2026-01-01', '2026-01-01T00:00', '2026-01-01T00:00.5Z'],
    ...['2026-01-01T00:00:00 UTC', '2026-01-01T00:00:00+02', '2026-01-01T00:00:00+24:00', '2026-01-01T00:00:00+01:60'],
    // Before 2000, or more than a day ahead.
    ...['1999-12-31T23:59:59.999999999Z', '2000-01-01T00:00:00+00:01', '946684799', '946684799999', '0'],
    ...['2026-06-02T00:00:00.000000001Z', '999-01-01T00:00:00Z', '12026-01-01T00:00:00Z', '0026-01-01T00:00:00Z'],
    // Days and hours that do not exist.
    ...['2026-02-30T00:00:00Z', '2026-02-29T00:00:00Z', '2026-04-31T00:00:00Z', '2025-13-01T00:00:00Z'],
    ...['2026-00-01T00:00:00Z', '2026-01-00T00:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01T00:60:00Z'],
    '2026-01-01T00:00:61Z',
    // Other numbers, and digits where there are none.
    ...['Infinity', 'NaN', '1.7672256e9', '0x6955b900', '-1767225600', '+1767225600', '.5', '1767225600.'],
    ...['1767225600.1.2', '2026-01-01T00:00:00.Z', '1767225600123.5', ' 1767225600 ', '1767225600\n'],
    ...['1_767_225_600', '١٧٦٧٢٢٥٦٠٠', '1'.repeat(21), 'yesterday'],
  ])('%j', (text) => {
    expect(parseTime(text, present)).toBeUndefined();
  });
});

describe('properties', () => {
  const earliest = 946684800_000000000n;
  const moment = fc.bigInt({ min: earliest, max: present });
  const read = (text: string) => parseTime(text, present)?.time;

  test('what is written is read back to the same nanosecond', () => {
    fc.assert(fc.property(moment, (time) => parseTime(formatTime(time), present)?.time === time));
  });

  test('every way to write a moment gives that moment', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: -1439, max: 1439 }), (time, offset) => {
        const [seconds, fraction] = [time / 10n ** 9n, (time % 10n ** 9n).toString().padStart(9, '0')];
        const local = formatTime(time + BigInt(offset) * 60n * 10n ** 9n).replace('Z', '');
        const minutes = Math.abs(offset);
        const sign = offset < 0 ? '-' : '+';
        const zone = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
        expect(read(`${seconds}.${fraction}`)).toBe(time);
        expect(read(`${local}${sign}${zone.join(':')}`)).toBe(time);
        expect(read(`${local}${sign}${zone.join('')}`)).toBe(time);
        expect(read(time.toString())).toBe(time);
        expect(read((time / 10n ** 3n).toString())).toBe((time / 10n ** 3n) * 10n ** 3n);
        expect(read((time / 10n ** 6n).toString())).toBe((time / 10n ** 6n) * 10n ** 6n);
        expect(read(seconds.toString())).toBe(seconds * 10n ** 9n);
      }),
    );
  });

  test('any text is a moment between 2000 and a day ahead, or refused', () => {
    const almostTime = fc.stringMatching(/^[\d.:+TZ -]{0,35}$/);
    fc.assert(
      fc.property(fc.oneof(anyText(), almostTime), (text) => {
        const time = read(text) ?? earliest;
        expect(time >= earliest && time <= present + 86400_000000000n).toBe(true);
      }),
    );
  });
});

describe('what is written', () => {
  test.each([
    [1767225600_000000000n, '2026-01-01T00:00:00Z'],
    [1767225600_500000000n, '2026-01-01T00:00:00.5Z'],
    [1767225600_000000001n, '2026-01-01T00:00:00.000000001Z'],
    [1767225600_999999999n, '2026-01-01T00:00:00.999999999Z'],
  ])('%s: %s', (time, expected) => {
    expect(formatTime(time)).toBe(expected);
  });

  test.each([
    [0n, '0.0 s'],
    [449_999_999n, '0.4 s'],
    [9_900_000_000n, '9.9 s'],
    [59_999_999_999n, '59 s'],
    [60_000_000_000n, '1 min 0 s'],
    [185_000_000_000n, '3 min 5 s'],
    [3_609_000_000_000n, '1 h 0 min 9 s'],
    [90_061_000_000_000n, '25 h 1 min 1 s'],
  ])('a length of %s ns: %s', (duration, expected) => {
    expect(formatDuration(duration)).toBe(expected);
  });
});

describe('the moment at which the process started', () => {
  test('is the present less the age of the process, by both clocks', () => {
    const read = () => ({ wall: Date.now(), machine: uptime() * 1000, age: process.uptime() * 1000 });
    const before = read();
    const moment = processStart();
    const after = read();
    const [wall, machine] = [moment.time, moment.uptime].map((time) => Number(time / 10n ** 6n));
    // In milliseconds; the uptime is told in hundredths of a second.
    expect(wall).toBeGreaterThanOrEqual(before.wall - after.age - 2);
    expect(wall).toBeLessThanOrEqual(after.wall - before.age + 2);
    expect(machine).toBeGreaterThanOrEqual(before.machine - after.age - 12);
    expect(machine).toBeLessThanOrEqual(after.machine - before.age + 12);
  });

  test('is of one boot', () => {
    expect(processStart().bootId).toMatch(process.platform === 'linux' ? /^[0-9a-f-]{36}$/ : /^$/);
  });
});

describe('the wall clock was set', () => {
  const earlier: Moment = { time: present, uptime: 100n * SECOND, bootId: 'a' };
  const momentAfter = (wall: bigint, passed: bigint, bootId = 'a'): Moment => ({
    time: present + wall,
    uptime: earlier.uptime + passed,
    bootId,
  });

  test.each([
    ['an hour ahead', 3660n * SECOND, 60n * SECOND, 3600n * SECOND],
    ['an hour back', -3540n * SECOND, 60n * SECOND, -3600n * SECOND],
    ['a little more than five seconds ahead', 65n * SECOND + 1n, 60n * SECOND, 5n * SECOND + 1n],
    ['a little more than five seconds back', 55n * SECOND - 1n, 60n * SECOND, -5n * SECOND - 1n],
    ['from 1970', -present, 0n, -present],
  ])('%s: the earlier moment by the later clock', (_what, wall, passed, difference) => {
    expect(timeByLaterClock(earlier, momentAfter(wall, passed))).toBe(present + difference);
  });

  test.each([
    ['the clocks agree', 60n * SECOND, 60n * SECOND, 'a'],
    ['they drifted five seconds apart', 65n * SECOND, 60n * SECOND, 'a'],
    ['they drifted five seconds apart, the other way', 55n * SECOND, 60n * SECOND, 'a'],
    ['the machine slept, which its uptime counts', 36_000n * SECOND, 36_000n * SECOND, 'a'],
    ['another boot or machine', 3660n * SECOND, 60n * SECOND, 'b'],
    ['a machine that tells no boot', 3660n * SECOND, 60n * SECOND, ''],
    ['an uptime that runs backwards', 3660n * SECOND, -1n, 'a'],
  ])('not if %s', (_what, wall, passed, bootId) => {
    expect(timeByLaterClock(earlier, momentAfter(wall, passed, bootId))).toBeUndefined();
  });

  test('where no moment tells its boot, the uptime alone decides', () => {
    const later = momentAfter(3660n * SECOND, 60n * SECOND, '');
    expect(timeByLaterClock({ ...earlier, bootId: '' }, later)).toBe(present + 3600n * SECOND);
  });

  test('the length of a job is the uptime’s, however the wall clock was set', () => {
    const length = fc.bigInt({ min: 0n, max: 10n ** 15n });
    fc.assert(
      fc.property(length, fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), (passed, set) => {
        const later = momentAfter(passed + set, passed);
        const start = timeByLaterClock(earlier, later) ?? earlier.time;
        const error = later.time - start - passed;
        expect(error >= -5n * SECOND && error <= 5n * SECOND).toBe(true);
      }),
    );
  });
});
