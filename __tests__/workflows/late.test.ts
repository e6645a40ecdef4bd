/** What is told late: values of later steps, and what must not come from one. */
import { describe, expect, test } from '@jest/globals';
import { SECOND } from '../../src/time.ts';
import { expectHarmless, expectQuiet, messages, only, renderedText, run } from '../support/workflow.ts';

describe('late-start.yml', () => {
  const late = '2026-01-01T00:00:00.123456789Z';

  test('post’s time counts, and so does everything else that post reads', async () => {
    const { job, events } = await run('late-start.yml', { vars: { LATE: late } });
    expect(events).toMatchObject([
      {
        service: 'shopist',
        version: '1.2.3',
        started_at: 1767225600_123456789n,
        git: { commit_sha: 'f'.repeat(40) },
      },
    ]);
    expect(only(job, 'post').log).toContain(`start: ${late} (input)`);
    expectQuiet(job);
  });

  test('wrong in main, valid in post: an error then, one line now, and the event is sent', async () => {
    const { job, events } = await run('late-start.yml', { vars: { LATE: late, STARTED_AT: 'soon' } });
    expect(events).toMatchObject([{ started_at: 1767225600_123456789n }]);
    expect(messages(job, 'error')).toEqual([
      expect.stringMatching(
        /^Input "started-at" is invalid: "soon"\. .*A valid time from a later step corrects this/,
      ),
    ]);
    expect(messages(job, 'warning')).toEqual([]);
    expect(only(job, 'post').log).toContain(
      `started-at: main read "soon", post reads "${late}"; "${late}" is used\n`,
    );
    expectHarmless(job);
  });

  test('wrong in main and in post: no event', async () => {
    const { job, intake } = await run('late-start.yml', { vars: { LATE: '', STARTED_AT: 'soon' } });
    expect(intake.requests).toEqual([]);
    expect(messages(job, 'error').at(-1)).toBe(
      'No deployment event for shopist: started-at is invalid, both before and after the job. The job continues.',
    );
    expectHarmless(job);
  });
});

test('late-service.yml: main’s service counts, and a warning has both values and the mend', async () => {
  const { job, events } = await run('late-service.yml');
  // Nothing is foreign outside a composite action: post's version counts.
  expect(events).toMatchObject([{ service: 'shopist', version: '1.2.3' }]);
  const late = (name: string, was: string, is: string) =>
    `Input "${name}" came too late: it was "${was}" when this step ran, and is "${is}" after the job. The first value is used. Move this step below the one that provides the value: the start is the job's anyway.`;
  expect(messages(job, 'warning')).toEqual([late('service', 'shopist', 'cart'), late('timeout', '30', '31')]);
  expect(messages(job, 'error')).toEqual([]);
  expectHarmless(job);
});

describe('services.yml', () => {
  test('a JSON array: the ids by service, and an odd name is sent as written, with a warning', async () => {
    const { job, events } = await run('services.yml', {
      vars: { SERVICES: '[\n  "cart",\n  "my shop!",\n  "cart"\n]' },
    });
    const ids = Object.fromEntries(events.map(({ service, id }) => [service, id]));
    expect(Object.keys(ids).toSorted()).toEqual(['cart', 'my shop!']);
    expect(JSON.parse(job.outputs['deployment-ids'] ?? '')).toEqual(ids);
    expect(job.outputs['deployment-id']).toBe(ids['cart']);
    expect(messages(job, 'error')).toEqual([]);
    expect(messages(job, 'warning')).toEqual([
      expect.stringMatching(/^Input "service": "my shop!" has characters .* Did you mean "my_shop"\?/),
    ]);
    expectHarmless(job);
  });

  test('an empty array: nothing is deployed, and no key is needed', async () => {
    const { job, intake } = await run('services.yml', { vars: { SERVICES: '[\n]' }, secrets: {} });
    expect(intake.requests).toEqual([]);
    const line = 'No deployment event: the list of services is empty, so nothing is deployed.';
    expect(only(job, 'main').log).toContain(line);
    expect(only(job, 'post').log).toContain(line);
    expect(renderedText(job.summary)).toBe(`Datadog DORA deployment ${line}`);
    expect(job.outputs).toEqual({ 'deployment-id': '', 'deployment-ids': '{}' });
    expect(job.result).toBe('success');
    expectQuiet(job);
  });
});

test('short-deployment.yml: a finish of `date +%s` in the second of the start is a second later, which the log says', async () => {
  const { job, events } = await run('short-deployment.yml');
  expect(events[0]?.finished_at).toBe((events[0]?.started_at ?? 0n) + SECOND);
  expect(only(job, 'post').log).toMatch(
    /^finish: \S+ \(input; a deployment takes at least a second, so the start plus one second\)$/m,
  );
  expectQuiet(job);
});
