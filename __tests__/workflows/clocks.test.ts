/** Clocks that are set during a job: its length is told by the machine's uptime, which nobody sets. */
import { describe, expect, test } from '@jest/globals';
import type { JobResult, RunOptions } from '../../dev/runner.ts';
import { formatTime, parseTime, SECOND } from '../../src/time.ts';
import { expectHarmless, expectQuiet, messages, only, run } from '../support/workflow.ts';

type Clocks = NonNullable<ReturnType<NonNullable<RunOptions['clocks']>>>;

const HOUR = 3_600_000;
const now = () => BigInt(Date.now()) * 1_000_000n;

/** Runs clocks.yml with clocks that differ from this machine's in some stages. */
async function runWith(
  clocks: Partial<Readonly<Record<'pre' | 'main' | 'post', Clocks>>>,
  vars: Readonly<Record<string, string>> = {},
) {
  const before = now();
  const { job, events } = await run('clocks.yml', {
    vars,
    clocks: ({ stage }) => Object.entries(clocks).find(([name]) => name === stage)?.[1],
  });
  const longest = now() - before + SECOND;
  const [event, ...others] = events;
  if (event === undefined || others.length > 0) {
    throw new Error(`${events.length} events arrived.`);
  }
  expectHarmless(job);
  return {
    job,
    start: event.started_at,
    finish: event.finished_at,
    length: event.finished_at - event.started_at,
    /** No job is longer than its run by this machine's clock, except that a deployment takes at least a second. */
    longest,
  };
}

function recordedBy(job: JobResult): bigint {
  return BigInt(only(job, 'pre').state['job-started-at'] ?? 0);
}

function output(job: JobResult): bigint | undefined {
  return parseTime(job.outputs['started-at'] ?? '', now() + 24n * 3600n * SECOND)?.time;
}

const wasSet =
  /^The clock of the runner was set while the job ran: the recorded start is (\S+), and by the uptime of the machine it is (\S+), which is used\.$/;

describe('the wall clock is set on one boot', () => {
  test('nobody sets it: not a word', async () => {
    const { job, start } = await runWith({});
    expect(start).toBe(recordedBy(job));
    expect(output(job)).toBe(start);
    expectQuiet(job);
  });

  test.each([
    ['ahead', HOUR],
    ['back', -HOUR],
  ])('an hour %s before post: the start is moved with it, with a warning', async (_where, wallClock) => {
    const { job, start, length, longest } = await runWith({ post: { wallClock } });
    const recorded = recordedBy(job);
    expect(length <= longest).toBe(true);
    const moved = start - recorded - BigInt(wallClock) * 1_000_000n;
    expect(moved < SECOND && moved > -SECOND).toBe(true);
    expect(messages(job, 'warning')).toEqual([expect.stringMatching(wasSet)]);
    expect(wasSet.exec(messages(job, 'warning')[0] ?? '')?.slice(1)).toEqual(
      [recorded, start].map(formatTime),
    );
    expect(only(job, 'post').log).toContain(
      `start: ${formatTime(start)} (when the job's steps started, by the uptime of the machine)`,
    );
    // The output was right when main set it.
    expect(output(job)).toBe(recorded);
  });

  test.each([
    ['behind', -HOUR],
    ['ahead', HOUR],
    ['in 1970', -Date.now()],
  ])(
    '%s in pre: main mends the start and the output, and post does not tell it again',
    async (_where, wallClock) => {
      const { job, start, length, longest } = await runWith({ pre: { wallClock } });
      expect(length <= longest).toBe(true);
      expect(output(job)).toBe(start);
      const warning = expect.stringMatching(wasSet);
      expect(messages(job, 'warning')).toEqual([warning]);
      expect(only(job, 'main').log).toContain('##[warning]The clock of the runner was set');
      expect(only(job, 'post').log).not.toContain('##[warning]');
    },
  );

  test('twice: before main and before post, each is told', async () => {
    const { job, start, finish, length, longest } = await runWith({
      pre: { wallClock: -HOUR },
      post: { wallClock: 2 * HOUR },
    });
    expect(length <= longest).toBe(true);
    expect(finish > now() + BigInt(HOUR) * 1_000_000n).toBe(true);
    const [first, second, ...others] = messages(job, 'warning').map((text) => wasSet.exec(text)?.slice(1));
    expect(others).toEqual([]);
    // What main mended is what post found to be recorded.
    expect(first?.[1]).toBe(job.outputs['started-at']);
    expect(second).toEqual([job.outputs['started-at'], formatTime(start)]);
  });

  test('a few seconds are a drift of the clocks: not a word', async () => {
    const { job, start } = await runWith({ post: { wallClock: 3000 } });
    expect(start).toBe(recordedBy(job));
    expectQuiet(job);
  });

  test('started-at: step is mended like the start of the job', async () => {
    const { job, length, longest } = await runWith({ post: { wallClock: HOUR } }, { STARTED_AT: 'step' });
    expect(length <= longest).toBe(true);
    expect(messages(job, 'warning')).toEqual([expect.stringMatching(wasSet)]);
    expect(wasSet.exec(messages(job, 'warning')[0] ?? '')?.[1]).toBe(job.outputs['started-at']);
  });
});

describe('where the uptime tells nothing, the wall clock counts', () => {
  const boot = (bootId: string | null) => ({ bootId });
  test.each<[string, Clocks, Clocks]>([
    ['another boot', boot('8f14e45f-ceea-467f-a0e6-5c3d1d1f2b3a'), {}],
    [
      'another machine, which was just started',
      {},
      { ...boot('8f14e45f-ceea-467f-a0e6-5c3d1d1f2b3a'), uptime: -HOUR },
    ],
    ['a system without a boot ID in post alone', {}, boot(null)],
    ['an uptime that runs backwards', { uptime: HOUR }, {}],
  ])('%s', async (_what, pre, post) => {
    const { job, start, length } = await runWith({
      pre: { ...pre },
      main: { ...pre },
      post: { ...post, wallClock: HOUR },
    });
    expect(start).toBe(recordedBy(job));
    expect(length >= BigInt(HOUR) * 1_000_000n).toBe(true);
    expectQuiet(job);
  });

  test('no stage has a boot ID, as on macOS and Windows: the uptime alone tells', async () => {
    const { job, length, longest } = await runWith({
      pre: boot(null),
      main: boot(null),
      post: { ...boot(null), wallClock: HOUR },
    });
    expect(length <= longest).toBe(true);
    expect(messages(job, 'warning')).toEqual([expect.stringMatching(wasSet)]);
  });

  test('a recorded finish before the start: the start plus one second, with a warning', async () => {
    const { job, start, length } = await runWith({
      post: { ...boot('8f14e45f-ceea-467f-a0e6-5c3d1d1f2b3a'), wallClock: -HOUR },
    });
    expect(start).toBe(recordedBy(job));
    expect(length).toBe(SECOND);
    expect(messages(job, 'warning')).toEqual([
      expect.stringMatching(/^The recorded finish, .* is before the start, .* start plus one second/),
    ]);
    expect(only(job, 'post').log).toMatch(/^finish: .* \(the start plus one second\)$/m);
  });
});

describe('a time that is set is believed', () => {
  const start = '2026-01-31T12:00:00.123456789Z';

  test.each([
    ['in main', { STARTED_AT: start }],
    ['by a later step', { LATER_START: start }],
  ])('the start, %s, whatever the clocks do', async (_where, vars) => {
    const { job, start: sent } = await runWith({ post: { wallClock: HOUR } }, vars);
    expect(formatTime(sent)).toBe(start);
    expectQuiet(job);
  });

  test('a start after the recorded finish: the start plus one second, with a warning', async () => {
    const later = formatTime(now() + 7200n * SECOND);
    const { job, start: sent, length } = await runWith({}, { STARTED_AT: later });
    expect(formatTime(sent)).toBe(later);
    expect(length).toBe(SECOND);
    expect(messages(job, 'warning')).toEqual([
      expect.stringMatching(/is before the start.*started-at is in the future.*start plus one second/),
    ]);
  });

  test('the finish: the start is moved to the clock of post all the same', async () => {
    // The last step writes its time by the clock that post sees.
    const finish = formatTime(now() + BigInt(HOUR) * 1_000_000n + 60n * SECOND);
    const {
      job,
      finish: sent,
      length,
      longest,
    } = await runWith({ post: { wallClock: HOUR } }, { FINISHED_AT: finish });
    expect(formatTime(sent)).toBe(finish);
    expect(length <= longest + 60n * SECOND).toBe(true);
    expect(messages(job, 'warning')).toEqual([expect.stringMatching(wasSet)]);
  });
});
