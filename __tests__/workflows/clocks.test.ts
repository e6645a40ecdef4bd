/** Clocks that are set during a job: its length is told by the machine's uptime, which nobody sets. */
import { expect, test } from '@jest/globals';
import type { Clocks, JobResult } from '../../dev/runner.ts';
import { formatTime, SECOND } from '../../src/time.ts';
import { expectHarmless, messages, only, run } from '../support/workflow.ts';

const HOUR = 3_600_000;
const now = () => BigInt(Date.now()) * 1_000_000n;

/** Runs clocks.yml with clocks that differ from this machine's in one stage, and perhaps in all. */
async function runWith(stage: 'pre' | 'post', clocks: Clocks, inAll: Clocks = {}) {
  const before = now();
  const { job, events } = await run('clocks.yml', {
    clocks: (started) => (started.stage === stage ? { ...inAll, ...clocks } : inAll),
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
    length: event.finished_at - event.started_at,
    /** No job is longer than its run by this machine's clock, except that a deployment takes at least a second. */
    longest,
  };
}

function recordedBy(job: JobResult): bigint {
  return BigInt(only(job, 'pre').state['job-started-at'] ?? 0);
}

const wasSet =
  /^The clock of the runner was set while the job ran: the recorded start is (\S+), and by the uptime of the machine it is (\S+), which is used\.$/;

test('an hour ahead before post, on a system without a boot ID: the start is moved, with a warning', async () => {
  const { job, start, length, longest } = await runWith('post', { wallClock: HOUR }, { bootId: null });
  const recorded = recordedBy(job);
  expect(length <= longest).toBe(true);
  const moved = start - recorded - BigInt(HOUR) * 1_000_000n;
  expect(moved < SECOND && moved > -SECOND).toBe(true);
  expect(messages(job, 'warning')).toEqual([expect.stringMatching(wasSet)]);
  expect(wasSet.exec(messages(job, 'warning')[0] ?? '')?.slice(1)).toEqual([recorded, start].map(formatTime));
  expect(only(job, 'post').log).toContain(
    `start: ${formatTime(start)} (when the job's steps started, by the uptime of the machine)`,
  );
  // The output was right when main set it.
  expect(job.outputs['started-at']).toBe(formatTime(recorded));
});
