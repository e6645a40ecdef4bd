/** Start and finish. The grammar of times is in `time.test.ts`. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { at, type CaseResult, type DeployOptions, deploy, type Row, table } from '../support/stage.ts';

/** Annotations, what is sent, and what the log and the output say of it. */
const view = ({ annotations, everything, requests, outputs }: CaseResult) => {
  const sent = /\d\d:\d\d:\S+ to [^}]+/.exec(requests.join())?.[0] ?? 'nothing';
  const [start = '', finish = ''] = everything.split('[post]')[1]?.match(/^(?:start|finish): .*/gm) ?? [];
  const sources = [start, finish].map((line) => line.replace(/\S+Z /, ''));
  return `${annotations}\n${sent}; ${sources.join('; ')}; output: ${outputs['started-at']}`.trim();
};

test('where a start comes from', async () => {
  const rows: Row[] = [
    ['the job', {}],
    ['the step', { 'started-at': 'step' }],
    ['pre did not run', {}, { moments: {} }],
    ['pre did not run, of a repository', {}, { moments: {}, environment: { GITHUB_ACTION_REPOSITORY: 'a/b' } }],
    ['given, to the nanosecond', { 'started-at': '1780315205.123456789' }],
    ['given by a later step', {}, { later: { 'started-at': '2026-06-01T14:00:10+02:00' } }],
  ];
  expect(await table(rows, view)).toMatchInlineSnapshot(`
# the job
12:00:00Z to 12:01:00Z; start: (start of the job's steps); finish: (end of the job); output: 2026-06-01T12:00:00Z
# the step
12:00:05Z to 12:01:00Z; start: (start of this step); finish: (end of the job); output: 2026-06-01T12:00:05Z
# pre did not run
12:00:05Z to 12:01:00Z; start: (start of this step; the runner runs no pre stage for a local action, or inside a local composite action); finish: (end of the job); output: 2026-06-01T12:00:05Z
# pre did not run, of a repository
12:00:05Z to 12:01:00Z; start: (start of this step; the pre stage recorded no time); finish: (end of the job); output: 2026-06-01T12:00:05Z
# given, to the nanosecond
12:00:05.123456789Z to 12:01:00Z; start: (input); finish: (end of the job); output: 2026-06-01T12:00:05.123456789Z
# given by a later step
12:00:10Z to 12:01:00Z; start: (input); finish: (end of the job); output: 2026-06-01T12:00:00Z
`);
});

test('a start that is wrong or empty is a warning, and the recorded one is used', async () => {
  const text = '2026-06-01T12:00:00';
  const rows: Row[] = [
    ['wrong in main and in post', { 'started-at': text }],
    ['right in main, wrong in post', { 'started-at': '1780315210' }, { later: { 'started-at': text } }],
    ['wrong, and the finish is before the recorded start', { 'started-at': text, 'finished-at': '1780311600' }],
    ['empty in post', {}, { later: { 'started-at': '' } }],
    ['empty, and the finish is before the recorded start', { 'started-at': '', 'finished-at': '1780311600' }],
  ];
  expect(await table(rows, view)).toMatchInlineSnapshot(`
# wrong in main and in post
warning: Input "started-at" is invalid: "2026-06-01T12:00:00". Expected: "job", "step", or Unix time (seconds with or without a fraction, milliseconds, microseconds or nanoseconds), or RFC 3339 with an offset, e.g. 2026-01-31T12:00:00Z; not before 2000 and at most a day ahead. The recorded start is used, unless finished-at is earlier.
12:00:00Z to 12:01:00Z; start: (start of the job's steps); finish: (end of the job); output: 2026-06-01T12:00:00Z
# right in main, wrong in post
warning: Input "started-at" is invalid: "2026-06-01T12:00:00". Expected: "job", "step", or Unix time (seconds with or without a fraction, milliseconds, microseconds or nanoseconds), or RFC 3339 with an offset, e.g. 2026-01-31T12:00:00Z; not before 2000 and at most a day ahead. The recorded start is used, unless finished-at is earlier.
12:00:10Z to 12:01:00Z; start: (input); finish: (end of the job); output: 2026-06-01T12:00:10Z
# wrong, and the finish is before the recorded start
warning: Input "started-at" is invalid: "2026-06-01T12:00:00". Expected: "job", "step", or Unix time (seconds with or without a fraction, milliseconds, microseconds or nanoseconds), or RFC 3339 with an offset, e.g. 2026-01-31T12:00:00Z; not before 2000 and at most a day ahead. The recorded start is used, unless finished-at is earlier.
warning: The duration of the deployment is not known: started-at is not usable, and finished-at, 2026-06-01T11:00:00Z, is before the recorded start. The event's start is one second before its finish.
10:59:59Z to 11:00:00Z; start: (one second before the finish, because started-at is not usable); finish: (input); output: 2026-06-01T12:00:00Z
# empty in post
warning: Input "started-at" is set, but empty: a step ID or an output is misspelled, or the job or step that sets it was skipped. The recorded start is used, unless finished-at is earlier.
12:00:00Z to 12:01:00Z; start: (start of the job's steps); finish: (end of the job); output: 2026-06-01T12:00:00Z
# empty, and the finish is before the recorded start
warning: Input "started-at" is set, but empty: a step ID or an output is misspelled, or the job or step that sets it was skipped. The recorded start is used, unless finished-at is earlier.
warning: The duration of the deployment is not known: started-at is not usable, and finished-at, 2026-06-01T11:00:00Z, is before the recorded start. The event's start is one second before its finish.
10:59:59Z to 11:00:00Z; start: (one second before the finish, because started-at is not usable); finish: (input); output: 2026-06-01T12:00:00Z
`);
});

test('with fail-on-error a wrong start fails the job before the deployment', async () => {
  const { verdict, annotations } = await deploy({ 'started-at': 'soon', 'fail-on-error': 'true' });
  expect(verdict).toBe('failure');
  expect(annotations).toContain('The job fails.');
});

test('a finish that is given, wrong, empty, before the start or as coarse as `date +%s`', async () => {
  const rows: Row[] = [
    ['given', { 'finished-at': '1780315230123' }],
    ['wrong', { 'finished-at': 'now' }],
    ['before a given start', { 'started-at': '1780315230', 'finished-at': '1780315220' }],
    ['in the second of the start', { 'started-at': '1780315230.5', 'finished-at': '1780315230' }],
    ['equal', { 'started-at': '1780315230', 'finished-at': '1780315230' }],
    ['a given start after the recorded finish', { 'started-at': '2026-06-01T12:02:00Z' }],
    ['within the millisecond of the recorded finish', { 'started-at': '1780315260.0009' }],
    [
      'a given start after both finishes',
      { 'started-at': '2026-06-01T12:02:00Z', 'finished-at': '2026-06-01T12:01:30Z' },
    ],
  ];
  expect(await table(rows, view)).toMatchInlineSnapshot(`
# given
12:00:00Z to 12:00:30.123Z; start: (start of the job's steps); finish: (input); output: 2026-06-01T12:00:00Z
# wrong
warning: Input "finished-at" is invalid: "now". Expected: Unix time (seconds with or without a fraction, milliseconds, microseconds or nanoseconds), or RFC 3339 with an offset, e.g. 2026-01-31T12:00:00Z; not before 2000 and at most a day ahead. The event's finish is the end of the job.
12:00:00Z to 12:01:00Z; start: (start of the job's steps); finish: (end of the job); output: 2026-06-01T12:00:00Z
# before a given start
warning: Input "finished-at" is invalid: 2026-06-01T12:00:20Z is before the start, 2026-06-01T12:00:30Z. The event's finish is the end of the job.
12:00:30Z to 12:01:00Z; start: (input); finish: (end of the job); output: 2026-06-01T12:00:30Z
# in the second of the start
12:00:30.5Z to 12:00:31.5Z; start: (input); finish: (input, extended to one second after the start: Datadog rejects shorter deployments); output: 2026-06-01T12:00:30.5Z
# equal
12:00:30Z to 12:00:31Z; start: (input); finish: (input, extended to one second after the start: Datadog rejects shorter deployments); output: 2026-06-01T12:00:30Z
# a given start after the recorded finish
warning: The end of the job, 2026-06-01T12:01:00Z, is before the start, 2026-06-01T12:02:00Z: either the runner's clock was turned back, or started-at is in the future. The event's finish is one second after its start.
12:02:00Z to 12:02:01Z; start: (input); finish: (one second after the start); output: 2026-06-01T12:02:00Z
# within the millisecond of the recorded finish
12:01:00.0009Z to 12:01:01.0009Z; start: (input); finish: (end of the job, extended to one second after the start: Datadog rejects shorter deployments); output: 2026-06-01T12:01:00.0009Z
# a given start after both finishes
warning: Input "finished-at" is invalid: 2026-06-01T12:01:30Z is before the start, 2026-06-01T12:02:00Z. The end of the job, 2026-06-01T12:01:00Z, is before the start, 2026-06-01T12:02:00Z: either the runner's clock was turned back, or started-at is in the future. The event's finish is one second after its start.
12:02:00Z to 12:02:01Z; start: (input); finish: (one second after the start); output: 2026-06-01T12:02:00Z
`);
});

test('clocks that are changed between the stages', async () => {
  const hourAhead = { time: at(3660).time };
  const hourBack = { time: at(-3540).time };
  const row = (title: string, moments: DeployOptions['moments'], inputs = {}): Row => [
    title,
    inputs,
    { moments: { pre: at(0), ...moments } },
  ];
  const rows = [
    row('an hour ahead before post', { post: at(60, hourAhead) }),
    row('an hour back before main', { main: at(5, { time: at(-3595).time }), post: at(60, hourBack) }),
    row('by more than five seconds', { post: at(60, { time: at(65.001).time }) }),
    row('an hour ahead, start given', { post: at(60, hourAhead) }, { 'started-at': '1780315200' }),
    row('on another boot, before the start', { post: at(60, { ...hourBack, bootId: 'another' }) }),
  ];
  expect(await table(rows, view)).toMatchInlineSnapshot(`
# an hour ahead before post
warning: The runner's clock changed during the job. The start time is corrected from 2026-06-01T12:00:00Z to 2026-06-01T13:00:00Z, based on the machine's uptime.
13:00:00Z to 13:01:00Z; start: (start of the job's steps, by the machine's uptime); finish: (end of the job); output: 2026-06-01T12:00:00Z
# an hour back before main
warning: The runner's clock changed during the job. The start time is corrected from 2026-06-01T12:00:00Z to 2026-06-01T11:00:00Z, based on the machine's uptime.
11:00:00Z to 11:01:00Z; start: (start of the job's steps, by the machine's uptime); finish: (end of the job); output: 2026-06-01T11:00:00Z
# by more than five seconds
warning: The runner's clock changed during the job. The start time is corrected from 2026-06-01T12:00:00Z to 2026-06-01T12:00:05.001Z, based on the machine's uptime.
12:00:05.001Z to 12:01:05.001Z; start: (start of the job's steps, by the machine's uptime); finish: (end of the job); output: 2026-06-01T12:00:00Z
# an hour ahead, start given
12:00:00Z to 13:01:00Z; start: (input); finish: (end of the job); output: 2026-06-01T12:00:00Z
# on another boot, before the start
warning: The end of the job, 2026-06-01T11:01:00Z, is before the start, 2026-06-01T12:00:00Z: either the runner's clock was turned back, or started-at is in the future. The event's finish is one second after its start.
12:00:00Z to 12:00:01Z; start: (start of the job's steps); finish: (one second after the start); output: 2026-06-01T12:00:00Z
`);
});

test('a finish counts as the start only if it was written more coarsely', async () => {
  const lines: string[] = [];
  for (const [from, finish] of [
    ['1780315230.9', '1780315230'],
    ['1780315230.0009', '1780315230000'],
    ['1780315230.19', '1780315230.1'],
    ['1780315231', '1780315230'],
    ['1780315230.000000002', '1780315230.000000001'],
  ] as const) {
    const { annotations, requests } = await deploy({ 'started-at': from, 'finished-at': finish });
    const [sent = ''] = /\S+ to [^}]+/.exec(requests.join()) ?? [];
    lines.push(`${from}, ${finish}: ${annotations === '' ? 'accepted' : 'refused'}, ${sent}`);
  }
  expect(lines.join('\n')).toMatchInlineSnapshot(`
1780315230.9, 1780315230: accepted, 12:00:30.9Z to 12:00:31.9Z
1780315230.0009, 1780315230000: accepted, 12:00:30.0009Z to 12:00:31.0009Z
1780315230.19, 1780315230.1: accepted, 12:00:30.19Z to 12:00:31.19Z
1780315231, 1780315230: refused, 12:00:31Z to 12:01:00Z
1780315230.000000002, 1780315230.000000001: refused, 12:00:30.000000002Z to 12:01:00Z
`);
});

test('any finish whose digits somebody cut is accepted, and there is at least a second between the times', async () => {
  const second = 10n ** 9n;
  const moment = fc.bigInt({ min: 946684800n * second, max: at(60).time });
  await fc.assert(
    fc.asyncProperty(moment, fc.bigInt({ min: 0n, max: 10n * second }), fc.nat(9), async (time, length, digits) => {
      const written = (nanoseconds: bigint, most: number) => {
        const fraction = (nanoseconds % second).toString().padStart(9, '0').slice(0, most);
        return `${nanoseconds / second}${fraction === '' ? '' : `.${fraction}`}`;
      };
      const { annotations, events } = await deploy({
        'started-at': written(time, 9),
        'finished-at': written(time + length, digits),
      });
      const [event] = events;
      expect([annotations, event?.started_at]).toEqual(['', time]);
      const lasts = (event?.finished_at ?? 0n) - time;
      expect(lasts >= second && (lasts <= length || lasts === second)).toBe(true);
    }),
    { numRuns: 50 },
  );
});
