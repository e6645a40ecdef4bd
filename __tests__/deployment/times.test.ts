import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  byLaterClock,
  givenStart,
  type Start,
  settleStart,
  settleTimes,
} from '../../src/deployment/times.ts';
import { formatTime, parseTime, SECOND, type WrittenTime } from '../../src/time.ts';
import { momentAt, recordedStart } from '../support/plan.ts';

function written(text: string): WrittenTime {
  const time = parseTime(text, 4102444800_000000000n);
  if (time === undefined) {
    throw new Error(`not a time: ${text}`);
  }
  return time;
}

const HOUR = 3600n * SECOND;

describe('the start', () => {
  const [job, step] = [momentAt(-60), momentAt(0)];

  test('of the job, of the step, or given', () => {
    expect(settleStart('job', job, step, false)).toEqual({
      start: { time: job.time, source: "when the job's steps started", recorded: job },
      warning: '',
    });
    expect(settleStart('step', job, step, false)).toEqual({
      start: { time: step.time, source: 'when this step started', recorded: step },
      warning: '',
    });
    const given = { time: 5n, resolution: 1n };
    expect(settleStart(given, job, step, false)).toEqual({ start: givenStart(given), warning: '' });
    expect(givenStart(given)).toEqual({ time: 5n, source: 'input', recorded: undefined });
  });

  test('without a pre stage, of the step, and the log says why', () => {
    const { start, warning } = settleStart('job', undefined, step, true);
    expect([start.time, start.recorded, warning]).toEqual([step.time, step, '']);
    expect(start.source).toMatch(/^when this step started; .*no pre stage for a local action/);
    expect(settleStart('job', undefined, step, false).start.source).toMatch(/pre stage recorded no time/);
    expect(settleStart('step', undefined, step, true).start.source).toBe('when this step started');
  });

  test('of the job by the step’s clock, if the clock was set between pre and main', () => {
    const late = { ...step, time: step.time + HOUR };
    const { start, warning } = settleStart('job', job, late, false);
    expect(start.time).toBe(job.time + HOUR);
    expect(start.source).toContain('by the uptime of the machine');
    expect(warning).toContain(formatTime(job.time));
    expect(warning).toContain(formatTime(start.time));
    // Post compares its clocks with the mended moment: the same change is not told again, and another one is.
    const post = { ...momentAt(60), time: momentAt(60).time + HOUR };
    expect(byLaterClock(start, post)).toEqual({ start, warning: '' });
    const again = byLaterClock(start, { ...post, time: post.time + HOUR });
    expect(again.start.time).toBe(job.time + 2n * HOUR);
    expect(again.warning).toContain(`recorded start is ${formatTime(start.time)}`);
  });
});

describe('a recorded start by a later clock', () => {
  const start = recordedStart(momentAt(0));

  test('is as it was recorded, if the clocks agree', () => {
    expect(byLaterClock(start, momentAt(600))).toEqual({ start, warning: '' });
    const drifted = { ...momentAt(600), time: momentAt(600).time + 5n * SECOND };
    expect(byLaterClock(start, drifted)).toEqual({ start, warning: '' });
  });

  test.each([
    ['ahead', HOUR],
    ['back', -HOUR],
    ['from 1970', 50n * 365n * 24n * HOUR],
  ])('is the later time less the uptime passed, if the wall clock was set: %s', (_what, set) => {
    const later = { ...momentAt(600), time: momentAt(600).time + set };
    const settled = byLaterClock(start, later);
    expect(settled.start.time).toBe(later.time - 600n * SECOND);
    expect(settled.start.recorded).toEqual({ ...momentAt(0), time: settled.start.time });
    expect(settled.warning).toContain(formatTime(momentAt(0).time));
    expect(settled.warning).toContain(formatTime(settled.start.time));
  });

  test.each([
    ['another machine', { bootId: 'another boot' }],
    ['an uptime that runs backwards', { uptime: 0n }],
  ])('is as it was recorded on %s, whatever the clock', (_what, more) => {
    const later = { ...momentAt(600, more), time: momentAt(600).time + HOUR };
    expect(byLaterClock(start, later)).toEqual({ start, warning: '' });
  });

  test('a given one is believed', () => {
    const given = givenStart(written('2026-01-01T00:00:00Z'));
    const later = { ...momentAt(600), time: momentAt(600).time + HOUR };
    expect(byLaterClock(given, later)).toEqual({ start: given, warning: '' });
  });
});

describe('start and finish', () => {
  const start: Start = { time: 1767225600_000000001n, source: 'pre', recorded: undefined };
  const settle = (finish: WrittenTime | undefined, recorded: bigint, from = start) =>
    settleTimes(from, finish, recorded);
  const exactly = (time: bigint) => ({ time, resolution: 1n });

  test('the finish is given, else recorded', () => {
    const [given, recorded] = [start.time + 60n * SECOND, start.time + 90n * SECOND];
    expect(settle(exactly(given), recorded)).toEqual({
      startedAt: start.time,
      startSource: 'pre',
      finishedAt: given,
      finishSource: 'input',
      warning: '',
    });
    expect(settle(undefined, recorded)).toMatchObject({
      finishedAt: recorded,
      finishSource: 'when the job ended',
      warning: '',
    });
  });

  // Datadog answers 400 to equal times, and how finely it compares is not documented.
  test.each([
    [0n, true],
    [1n, true],
    [SECOND - 1n, true],
    [SECOND, false],
    [SECOND + 1n, false],
  ])('a deployment of %s ns takes at least a second, which the log says', (length, isShort) => {
    for (const [finish, recorded, source] of [
      [exactly(start.time + length), start.time + 90n * SECOND, 'input'],
      [undefined, start.time + length, 'when the job ended'],
    ] as const) {
      const { finishedAt, finishSource, warning } = settle(finish, recorded);
      expect(finishedAt).toBe(isShort ? start.time + SECOND : start.time + length);
      expect(finishSource).toEqual(
        isShort
          ? expect.stringMatching(`^${source}; .*at least a second.*the start plus one second`)
          : source,
      );
      expect(warning).toBe('');
    }
  });

  // A time is as exact as it is written.
  test.each([
    ['date +%s within the second of the start', '1767225600.9', '1767225600', true],
    ['RFC 3339 without a fraction', '1767225600.999999999', '2026-01-01T00:00:00Z', true],
    ['RFC 3339 without seconds', '1767225659.9', '2026-01-01T00:00Z', true],
    ['milliseconds within the millisecond', '1767225600.0009', '1767225600000', true],
    ['a tenth within the tenth', '1767225600.19', '1767225600.1', true],
    ['the second before', '1767225601.0', '1767225600', false],
    ['whole seconds both', '1767225601', '1767225600', false],
    ['a tenth before', '1767225600.2', '1767225600.1', false],
    ['milliseconds before', '1767225600.001', '1767225600000', false],
    ['a nanosecond before', '1767225600.000000002', '1767225600.000000001', false],
  ])('%s: started %s, finished %s', (_what, from, finish, isAccepted) => {
    const { time } = written(from);
    const recorded = time + 60n * SECOND;
    const settled = settle(written(finish), recorded, { ...start, time });
    expect(settled).toMatchObject(
      isAccepted
        ? {
            finishedAt: time + SECOND,
            finishSource: expect.stringMatching(/^input; .*at least a second/),
            warning: '',
          }
        : {
            finishedAt: recorded,
            finishSource: 'when the job ended',
            warning: expect.stringMatching(/^Input "finished-at" .*is before the start.*recorded finish/),
          },
    );
  });

  test('any finish whose digits somebody cut is accepted', () => {
    const moment = fc.bigInt({ min: 946684800_000000000n, max: 4102444800_000000000n });
    fc.assert(
      fc.property(moment, fc.bigInt({ min: 0n, max: 10n ** 10n }), fc.nat(9), (time, length, digits) => {
        const fraction = ((time + length) % SECOND).toString().padStart(9, '0').slice(0, digits);
        const text = `${(time + length) / SECOND}${fraction === '' ? '' : `.${fraction}`}`;
        const { finishedAt, finishSource, warning } = settle(written(text), 0n, { ...start, time });
        expect([finishSource.split(';')[0], warning]).toEqual(['input', '']);
        expect(finishedAt >= time + SECOND).toBe(true);
        expect(finishedAt <= time + length || finishedAt === time + SECOND).toBe(true);
      }),
    );
  });

  test('recorded by a clock of milliseconds within the start’s millisecond, it is no fault', () => {
    const from = { ...start, time: 1767225600_123999999n };
    expect(settle(undefined, 1767225600_123000000n, from)).toMatchObject({
      finishedAt: from.time + SECOND,
      finishSource: expect.stringMatching(/^when the job ended; /),
      warning: '',
    });
  });

  test('recorded before the start: the start plus one second, with a warning that has both', () => {
    const recorded = start.time - SECOND;
    const { finishedAt, finishSource, warning } = settle(undefined, recorded);
    expect([finishedAt, finishSource]).toEqual([start.time + SECOND, 'the start plus one second']);
    expect(warning).toBe(
      `The recorded finish, ${formatTime(recorded)}, is before the start, ${formatTime(start.time)}: the clock of the runner was set back, or started-at is in the future. The event is sent with the start plus one second as its finish.`,
    );
  });

  test('given and recorded before the start: one warning that has both', () => {
    const { finishedAt, warning } = settle(exactly(start.time - 5n * SECOND), start.time - SECOND);
    expect(finishedAt).toBe(start.time + SECOND);
    expect(warning).toMatch(/^Input "finished-at" .*The recorded finish/);
    expect(warning).toContain(formatTime(start.time - 5n * SECOND));
    expect(warning).toContain(formatTime(start.time - SECOND));
  });

  test('whatever is given, there is at least a second between them', () => {
    const moment = fc.bigInt({ min: 0n, max: 10n ** 19n });
    const finish = fc.option(fc.record({ time: moment, resolution: fc.constantFrom(1n, SECOND) }), {
      nil: undefined,
    });
    fc.assert(
      fc.property(moment, finish, moment, (time, given, recorded) => {
        const { startedAt, finishedAt } = settle(given, recorded, { ...start, time });
        expect(startedAt).toBe(time);
        expect(finishedAt - startedAt >= SECOND).toBe(true);
      }),
    );
  });
});
