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

  test('no time after all: the recorded start', async () => {
    const { job, events } = await run('late-start.yml', { vars: { LATE: '' } });
    expect(events[0]?.started_at).toBe(BigInt(only(job, 'pre').state['job-started-at'] ?? 0));
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

  test('right in main, wrong in post: a warning, and the recorded start', async () => {
    const { job, events } = await run('late-start.yml', { vars: { LATE: 'never' } });
    expect(events[0]?.started_at).toBe(BigInt(only(job, 'pre').state['job-started-at'] ?? 0));
    expect(messages(job, 'error')).toEqual([]);
    expect(messages(job, 'warning')).toEqual([
      expect.stringMatching(/^Input "started-at" is invalid: "never"\. .*The start that was recorded/),
    ]);
    expectHarmless(job);
  });
});

describe('late-service.yml', () => {
  test('with a service before: main’s counts, and a warning has both values and the mend', async () => {
    const { job, events } = await run('late-service.yml', { vars: { SERVICE: 'shopist' } });
    // Nothing is foreign outside a composite action: post's version counts.
    expect(events).toMatchObject([{ service: 'shopist', version: '1.2.3' }]);
    const late = (name: string, was: string, is: string) =>
      `Input "${name}" came too late: it was "${was}" when this step ran, and is "${is}" after the job. The first value is used. Move this step below the one that provides the value: the start is the job's anyway.`;
    expect(messages(job, 'warning')).toEqual([
      late('service', 'shopist', 'cart'),
      late('timeout', '30', '31'),
    ]);
    expect(messages(job, 'error')).toEqual([]);
    expectHarmless(job);
  });

  test('with DD_SERVICE: it is used, and the warning is the same', async () => {
    const { job, events } = await run('late-service.yml', { environment: { DD_SERVICE: 'shopist' } });
    expect(events).toMatchObject([{ service: 'shopist', version: '1.2.3' }]);
    expect(messages(job, 'warning')[0]).toMatch(/^Input "service" came too late: it was "" .* is "cart"/);
  });

  test('with none: the error says to move the step', async () => {
    const { job, intake } = await run('late-service.yml');
    expect(intake.requests).toEqual([]);
    expect(messages(job, 'error')).toEqual([
      expect.stringMatching(
        /^Input "service" is not set\. .*If a later step provides it, move this step below that one: the start is the job's anyway\./,
      ),
    ]);
    expect(job.result).toBe('success');
    expectHarmless(job);
  });
});

describe('services.yml', () => {
  test.each<[string, string, readonly string[]]>([
    ['a JSON array', '["cart","checkout"]', ['cart', 'checkout']],
    ['one of one', '["cart"]', ['cart']],
    ['in lines, as toJSON() writes it', '[\n  "cart",\n  "checkout"\n]', ['cart', 'checkout']],
    ['duplicates and spaces', '["cart", " checkout ", "cart", ""]', ['cart', 'checkout']],
    ['no JSON: lines and commas', 'cart\ncheckout, cart', ['cart', 'checkout']],
  ])('%s', async (_what, services, names) => {
    const { job, events } = await run('services.yml', { vars: { SERVICES: services } });
    expect(events.map(({ service }) => service).toSorted()).toEqual(names);
    expect(Object.keys(JSON.parse(job.outputs['deployment-ids'] ?? ''))).toEqual(names);
    expect(job.outputs['deployment-id']).toBe(events.find(({ service }) => service === names[0])?.id);
    expectQuiet(job);
  });

  test.each(['[]', ' [ ] ', '[\n]'])('%j: nothing is deployed, and no key is needed', async (services) => {
    const { job, intake } = await run('services.yml', { vars: { SERVICES: services }, secrets: {} });
    expect(intake.requests).toEqual([]);
    const line = 'No deployment event: the list of services is empty, so nothing is deployed.';
    expect(only(job, 'post').log).toContain(line);
    expect(renderedText(job.summary)).toBe(`Datadog DORA deployment ${line}`);
    expect(job.outputs).toEqual({ 'deployment-id': '', 'deployment-ids': '{}' });
    expect(job.result).toBe('success');
    expectQuiet(job);
  });

  const array = 'a JSON array of strings, because the value begins with "["';
  const object = 'names of services, not a JSON object';
  test.each([
    ['["cart"', array],
    ['[1]', array],
    ['["cart", null]', array],
    ['[cart]', array],
    ['[["cart"]]', array],
    ['[""]', 'a JSON array of names that are not all empty'],
    ['{"cart":"true","checkout":"false"}', object],
    ['{}', object],
  ])('%j: refused', async (services, expected) => {
    const { job, intake } = await run('services.yml', {
      vars: { SERVICES: services, FAIL_ON_ERROR: 'true' },
    });
    expect(intake.requests).toEqual([]);
    expect(messages(job, 'error')).toEqual([expect.stringContaining(`Expected: ${expected}`)]);
    expect(job.result).toBe('failure');
    expect(renderedText(job.summary)).toContain('No deployment event: invalid inputs (service)');
  });

  const several = ' Put each service on its own line.';
  test.each([
    ['my shop!', 'Did you mean "my_shop"?'],
    ['a b c', `Did you mean several services, "a", "b", "c"?${several}`],
    ['a;b', `Did you mean several services, "a", "b"?${several}`],
    ['a | b', `Did you mean several services, "a", "b"?${several}`],
    ['- cart', 'is used as written, with the dash or the quotes. Did you mean "cart"?'],
    ["'cart'", 'is used as written, with the dash or the quotes. Did you mean "cart"?'],
    ['"cart"', 'is used as written, with the dash or the quotes. Did you mean "cart"?'],
  ])('%j: a warning with what to write, and sent as written', async (name, question) => {
    const { job, events } = await run('services.yml', { vars: { SERVICES: name } });
    expect(events).toMatchObject([{ service: name }]);
    expect(messages(job, 'error')).toEqual([]);
    expect(messages(job, 'warning')).toEqual([expect.stringContaining(`Input "service": "${name}" `)]);
    expect(messages(job, 'warning')[0]).toContain(question);
    expectHarmless(job);
  });

  test('a service with every character that a name may have: no warning', async () => {
    const { job, events } = await run('services.yml', { vars: { SERVICES: 'Cart_v2-eu:api.de/x' } });
    expect(events).toMatchObject([{ service: 'Cart_v2-eu:api.de/x' }]);
    expectQuiet(job);
  });
});

describe('short-deployment.yml', () => {
  test('a finish of `date +%s` in the second of the start: a second, and the log says why', async () => {
    const { job, events } = await run('short-deployment.yml', {
      vars: { CLOCK: `node -p 'Math.floor(Date.parse(process.env.STARTED_AT) / 1000)'` },
    });
    expect(events[0]?.finished_at).toBe((events[0]?.started_at ?? 0n) + SECOND);
    expect(only(job, 'post').log).toMatch(
      /^finish: \S+ \(input; a deployment takes at least a second, so the start plus one second\)$/m,
    );
    expectQuiet(job);
  });

  test('a finish of `date +%s` as the deployment ends', async () => {
    const { job, events } = await run('short-deployment.yml');
    const [event] = events;
    expect((event?.finished_at ?? 0n) - (event?.started_at ?? 0n) >= SECOND).toBe(true);
    expectQuiet(job);
  });

  test('a whole second before the start: a warning', async () => {
    const { job, events } = await run('short-deployment.yml', {
      vars: { CLOCK: `node -p 'Math.floor(Date.parse(process.env.STARTED_AT) / 1000) - 1'` },
    });
    expect(events).toHaveLength(1);
    expect(messages(job, 'warning')).toEqual([expect.stringMatching(/^Input "finished-at" is invalid/)]);
    expectHarmless(job);
  });
});
