import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { eventRequest } from '../../src/datadog/event.ts';
import {
  composeEvents,
  decide,
  mergeTags,
  plausibleStart,
  settleFinish,
  settleStart,
} from '../../src/deployment/compose.ts';
import { DAY, formatTime, parseTime, type WrittenTime } from '../../src/time.ts';
import { event } from '../support/deployment.ts';

const [job, step] = [1767225600_000000001n, 1767225660_000000002n];

function written(text: string): WrittenTime {
  const time = parseTime(text, 4102444800_000000000n);
  if (time === undefined) {
    throw new Error(`not a time: ${text}`);
  }
  return time;
}

describe('the start', () => {
  test('of the job, of the step, or given', () => {
    expect(settleStart('job', job, step, false)).toMatchObject({ value: job, given: false });
    expect(settleStart('step', job, step, false)).toMatchObject({ value: step, given: false });
    expect(settleStart(5n, job, step, false)).toEqual({ value: 5n, source: 'input', given: true });
  });

  test('without a pre stage, of the step, and that is told with the reason', () => {
    const { value, source } = settleStart('job', undefined, step, true);
    expect(value).toBe(step);
    expect(source).toContain('no pre stage for a local action');
    expect(settleStart('job', undefined, step, false).source).toContain('the pre stage recorded no time');
    expect(settleStart('step', undefined, step, true).source).toBe('when this step started');
  });
});

describe('a recorded start that no job can have', () => {
  const finish = written('2026-01-01T12:00:00Z').time;
  const recorded = (value: bigint) => ({ value, source: 'pre', given: false });
  const [year2000, ahead] = [946684800_000000000n, finish - 35n * DAY];

  test.each([
    ['a moment before the finish', finish - 1n],
    ['35 days before the finish', ahead],
    // The clock was set back; the finish gives way.
    ['after the finish', finish + 1n],
  ])('none: %s', (_what, value) => {
    expect(plausibleStart(recorded(value), finish, finish)).toEqual(recorded(value));
  });

  test.each([
    ['more than 35 days before the finish', ahead - 1n],
    ['before 2000', year2000 - 1n],
    ['1970', 0n],
  ])('%s gives way to main’s time, with a warning that has both', (_what, value) => {
    const { warning, ...start } = plausibleStart(recorded(value), finish - 5n, finish);
    expect(start).toEqual({ value: finish - 5n, source: 'when this step started' });
    expect(warning).toContain(formatTime(value));
    expect(warning).toContain(formatTime(finish - 5n));
  });

  test.each([0n, ahead - 1n])('where main’s time is none either (%s), to the finish', (stepStartedAt) => {
    const { value, source, warning } = plausibleStart(recorded(1n), stepStartedAt, finish);
    expect([value, source]).toEqual([finish, 'the finish']);
    expect(warning).toContain(formatTime(finish));
  });

  test('one near 2000 counts where the finish is near 2000', () => {
    expect(plausibleStart(recorded(year2000), 0n, year2000 + 1n).warning).toBeUndefined();
  });

  test('one before 2000 is none also where the finish is near it', () => {
    const { value, warning } = plausibleStart(recorded(year2000 - 1n), year2000, year2000 + 1n);
    expect(value).toBe(year2000);
    expect(warning).toContain('1999-12-31T23:59:59.999999999Z');
  });

  test('a given one is believed', () => {
    const given = { ...recorded(year2000 + 1n), given: true };
    expect(plausibleStart(given, finish, finish)).toEqual(given);
  });
});

describe('the finish', () => {
  test('given, else recorded', () => {
    expect(settleFinish(job, { time: step, resolution: 1n }, step + 1n)).toEqual({
      value: step,
      source: 'input',
    });
    expect(settleFinish(job, { time: job, resolution: 1n }, step)).toMatchObject({ value: job });
    expect(settleFinish(job, undefined, step)).toEqual({ value: step, source: 'when the job ended' });
    expect(settleFinish(job, undefined, job)).toEqual({ value: job, source: 'when the job ended' });
  });

  // A time is as exact as it is written.
  test.each([
    ['date +%s within the second of the start', '1767225600.9', '1767225600', true],
    ['RFC 3339 without a fraction', '1767225600.999999999', '2026-01-01T00:00:00Z', true],
    ['milliseconds within the millisecond', '1767225600.0009', '1767225600000', true],
    ['a tenth within the tenth', '1767225600.19', '1767225600.1', true],
    ['the second before', '1767225601.0', '1767225600', false],
    ['whole seconds both', '1767225601', '1767225600', false],
    ['a tenth before', '1767225600.2', '1767225600.1', false],
    ['milliseconds before', '1767225600.001', '1767225600000', false],
    ['a nanosecond before', '1767225600.000000002', '1767225600.000000001', false],
  ])('%s: started %s, finished %s', (_what, start, finish, isStart) => {
    const startedAt = written(start).time;
    const { value, source, warning } = settleFinish(startedAt, written(finish), startedAt + 60n);
    expect([value, source]).toEqual(isStart ? [startedAt, 'input'] : [startedAt + 60n, 'when the job ended']);
    expect(warning).toEqual(
      isStart
        ? undefined
        : expect.stringMatching(/^Input "finished-at" .*is before the start.*recorded finish/),
    );
  });

  test('any finish that somebody cut digits off is never refused', () => {
    const moment = fc.bigInt({ min: 946684800_000000000n, max: 4102444800_000000000n });
    fc.assert(
      fc.property(moment, fc.bigInt({ min: 0n, max: 10n ** 10n }), fc.nat(9), (start, length, digits) => {
        const [second, fraction] = [10n ** 9n, ((start + length) % 10n ** 9n).toString().padStart(9, '0')];
        const kept = fraction.slice(0, digits);
        const text = `${(start + length) / second}${kept === '' ? '' : `.${kept}`}`;
        const { value, source } = settleFinish(start, written(text), 0n);
        expect(source).toBe('input');
        expect(value >= start && value <= start + length).toBe(true);
      }),
    );
  });

  test('recorded by a clock of milliseconds within the start’s millisecond: the start', () => {
    const start = 1767225600_123999999n;
    expect(settleFinish(start, undefined, 1767225600_123000000n)).toEqual({
      value: start,
      source: 'when the job ended',
    });
  });

  test('recorded before the start: the start, with a warning that has both', () => {
    const recorded = step - 1_000_000_000n;
    const { value, source, warning } = settleFinish(step, undefined, recorded);
    expect([value, source]).toEqual([step, 'the start']);
    expect(warning).toContain(formatTime(step));
    expect(warning).toContain(formatTime(recorded));
  });

  test('given and recorded before the start: one warning that has both', () => {
    const { value, warning } = settleFinish(step, { time: job, resolution: 1n }, job + 1n);
    expect(value).toBe(step);
    expect(warning).toMatch(/^Input "finished-at" .*The recorded finish/);
    expect(warning).toContain(formatTime(job));
  });
});

describe('did the deployment happen', () => {
  const ok = { happened: true, note: '' };
  const not = { happened: false, level: 'info' };
  const unknown = { happened: false, level: 'error' };
  const although = { happened: true, note: expect.stringMatching(/^The deployment happened .*though/) };
  test.each([
    [undefined, 'success', ok],
    [undefined, 'failure', not],
    [undefined, 'cancelled', not],
    [undefined, '', unknown],
    [undefined, 'skipped', unknown],
    [undefined, '${{ job.status }}', unknown],
    [undefined, 'Success', unknown],
    [true, 'success', ok],
    [true, 'failure', although],
    [true, 'cancelled', although],
    [true, '', although],
    [false, 'success', not],
    [false, 'failure', not],
    [false, 'cancelled', not],
    [false, '', not],
  ])('deployed %s, job %j', (deployed, status, expected) => {
    expect(decide(deployed, status, false)).toMatchObject(expected);
    expect(decide(deployed, status, true)).toMatchObject(expected);
  });

  test('what was not sent says why', () => {
    const why = (...given: Parameters<typeof decide>) => {
      const decision = decide(...given);
      return decision.happened ? '' : decision.why;
    };
    expect(why(undefined, 'failure', false)).toBe(
      `the job's status is "failure", so nothing counts as deployed`,
    );
    expect(why(false, 'success', false)).toBe('the deployment did not happen (input "deployed")');
    expect(why(undefined, 'odd', false)).toMatch(
      /job-status is "odd".*Accepted: success, failure, cancelled/,
    );
  });

  test.each([
    [undefined, 'failure', true, true],
    [undefined, 'cancelled', true, true],
    [undefined, 'failure', false, false],
    [false, 'failure', true, false],
  ])('deployed %s, job %s, a finish given: %s; the hint: %s', (deployed, status, finishGiven, hint) => {
    const decision = decide(deployed, status, finishGiven);
    expect('why' in decision && /seems to have ended.*set deployed: \$\{\{/.test(decision.why)).toBe(hint);
  });
});

describe('tags', () => {
  test('the user’s come first, and win over CI tags of the same key', () => {
    expect(mergeTags(['a:1', 'git.branch:mine'], ['ci.job.name:deploy', 'git.branch:main'])).toEqual({
      tags: ['a:1', 'git.branch:mine', 'ci.job.name:deploy'],
      leftOut: [],
    });
  });

  test('a key is what stands before the first colon', () => {
    expect(mergeTags(['ci.job:x', 'ci:job.name'], ['ci.job.name:deploy']).tags).toHaveLength(3);
  });

  test.each([
    [100, 0, 100, 0],
    [101, 0, 100, 1],
    [98, 7, 100, 5],
    [100, 1, 100, 1],
  ])('of %i and %i CI tags %i are sent', (own, ci, sent, leftOut) => {
    const numbered = (name: string, count: number) =>
      Array.from({ length: count }, (_, i) => `${name}${i}:x`);
    const merged = mergeTags(numbered('own', own), numbered('ci', ci));
    expect([merged.tags.length, merged.leftOut.length]).toEqual([sent, leftOut]);
    expect([...merged.tags, ...merged.leftOut]).toEqual([...numbered('own', own), ...numbered('ci', ci)]);
  });

  test('any lists: at most 100, none lost, no CI tag with a key of the user’s', () => {
    const tag = fc.tuple(fc.nat(150), fc.string({ minLength: 1 })).map(([key, value]) => `k${key}:${value}`);
    fc.assert(
      fc.property(fc.uniqueArray(tag, { maxLength: 150 }), fc.uniqueArray(tag), (own, ci) => {
        const { tags, leftOut } = mergeTags(own, ci);
        const keyOf = (text: string) => text.split(':', 1)[0];
        const keys = new Set(own.map(keyOf));
        expect(tags.length).toBe(Math.min(100, tags.length + leftOut.length));
        expect([...tags, ...leftOut]).toEqual([...own, ...ci.filter((text) => !keys.has(keyOf(text)))]);
      }),
    );
  });
});

describe('events', () => {
  const times = { startedAt: job, finishedAt: step };
  const none = { env: '', version: '', team: '', git: undefined };

  test('one per deployment, each with its own id and all with the rest', () => {
    const git = { repositoryUrl: 'https://github.com/acme/shopist', commitSha: 'a'.repeat(40) };
    const details = { env: 'prod', version: 'v1', team: 'backend', git: { ...git, commitGiven: true } };
    const deployments = [
      { service: 'web', id: 'id-of-web' },
      { service: 'api', id: 'id-of-api' },
    ];
    expect(composeEvents(deployments, details, times, ['a:b'])).toEqual(
      deployments.map((deployment) => ({
        ...deployment,
        env: 'prod',
        version: 'v1',
        team: 'backend',
        customTags: ['a:b'],
        git,
        ...times,
      })),
    );
  });

  test('of nothing but service and times', () => {
    expect(composeEvents([{ service: 'web', id: 'x' }], none, times, [])).toEqual([
      event('web', { id: 'x', env: undefined, ...times }),
    ]);
    expect(composeEvents([], none, times, [])).toEqual([]);
  });
});

describe('the request’s body', () => {
  const bare = event('shopist', {
    id: 'deployment-1-of-2',
    env: undefined,
    startedAt: job,
    finishedAt: step,
  });

  test('has every attribute under Datadog’s name', () => {
    const full = event('shopist', {
      ...bare,
      env: 'prod',
      version: 'v1',
      team: 'backend',
      customTags: ['a:b'],
      git: { repositoryUrl: 'https://github.com/acme/shopist', commitSha: 'a'.repeat(40) },
    });
    expect(eventRequest(full)).toEqual({
      kind: 'event',
      method: 'POST',
      path: '/api/v2/dora/deployment',
      body: `{"data":{"attributes":{"id":"deployment-1-of-2","service":"shopist","env":"prod","version":"v1","team":"backend","custom_tags":["a:b"],"git":{"repository_url":"https://github.com/acme/shopist","commit_sha":"${'a'.repeat(40)}"},"started_at":1767225600000000001,"finished_at":1767225660000000002}}}`,
    });
  });

  test('leaves out what there is not', () => {
    expect(eventRequest(bare).body).toBe(
      '{"data":{"attributes":{"id":"deployment-1-of-2","service":"shopist","started_at":1767225600000000001,"finished_at":1767225660000000002}}}',
    );
  });

  test('any accepted time comes out of text, JSON and text again to the nanosecond', () => {
    const exactly = (json: string, name: string) =>
      BigInt(new RegExp(`"${name}":(\\d+)`).exec(json)?.[1] ?? 0);
    const moment = fc.bigInt({ min: 946684800_000000000n, max: 4102444800_000000000n });
    fc.assert(
      fc.property(moment, moment, (startedAt, finishedAt) => {
        const read = (time: bigint) => written(formatTime(time)).time;
        const { body } = eventRequest({
          ...bare,
          startedAt: read(startedAt),
          finishedAt: read(finishedAt),
        });
        expect([exactly(body, 'started_at'), exactly(body, 'finished_at')]).toEqual([startedAt, finishedAt]);
      }),
    );
  });

  test('any text is sent as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (version) => {
        expect(JSON.parse(eventRequest({ ...bare, version }).body)).toMatchObject({
          data: { attributes: { version } },
        });
      }),
    );
  });
});
