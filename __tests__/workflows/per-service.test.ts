/** A JSON object with a value per service, in place of one value. */
import { describe, expect, test } from '@jest/globals';
import { runAction } from '../support/stages.ts';
import {
  appKey,
  expectHarmless,
  expectQuiet,
  messages,
  only,
  renderedText,
  run,
} from '../support/workflow.ts';

/** The lines of a job summary's table, without its head. */
function rows(summary: string): readonly string[] {
  return summary.split('\n').filter((line) => line.startsWith('| `'));
}

describe('per-service.yml', () => {
  test('a version each, read after the deployment; times that an object leaves out are the recorded ones', async () => {
    const { job, events } = await run('per-service.yml', {
      vars: {
        DEPLOYED: '{"cart":"success","pay":true}',
        FAILED: 'false',
        STARTED_AT: '{"cart":"2026-01-31T12:00:00Z"}',
        FINISHED: '{"cart":"2026-01-31T12:05:00.5Z"}',
      },
    });
    const [cart, pay] = events.toSorted((a, b) => a.service.localeCompare(b.service));
    expect(cart).toMatchObject({
      version: '2.1',
      started_at: 1769860800_000000000n,
      finished_at: 1769861100_500000000n,
    });
    const jobStart = BigInt(only(job, 'pre').state['job-started-at'] ?? 0);
    expect(pay).toMatchObject({ version: '7.0', started_at: jobStart });
    expect((pay?.finished_at ?? 0n) > jobStart).toBe(true);
    const ids: unknown = JSON.parse(job.outputs['deployment-ids'] ?? '');
    expect(ids).toEqual(Object.fromEntries(events.map(({ service, id }) => [service, id])));
    // Main reads an object as the start of the job.
    expect(BigInt(Date.parse(job.outputs['started-at'] ?? '')) * 1_000_000n).toBe(jobStart);
    expect(job.log).toContain('version: cart: 2.1, pay: 7.0 (input)');
    expect(job.log).toContain('cart: duration: 5 min 0 s\n');
    expectQuiet(job);
  });

  test('deployed, and the job failed: the one that happened is sent, one line tells of the other', async () => {
    const { job, events } = await run('per-service.yml', {
      vars: { DEPLOYED: '{"cart":"success","pay":"skipped"}', FAILED: 'false', STATUS: '1' },
    });
    expect(job.result).toBe('failure');
    expect(events).toMatchObject([{ service: 'cart', version: '2.1' }]);
    const line = 'No deployment event for pay: the deployment did not happen (input "deployed").';
    expect(only(job, 'post').log.split('\n')).toContain(line);
    expect(renderedText(job.summary)).toContain(line);
    expect(rows(job.summary)).toEqual([
      expect.stringMatching(/^\| `cart` \| `prod` \| `2\.1` \|.*stored by/),
    ]);
    expectQuiet(job);
  });

  test('deployed unknown for one: an error with its event, and the other is sent and marked', async () => {
    const { job, events, marks } = await run('per-service.yml', {
      vars: { DEPLOYED: '{"cart":"success","pay":"Degraded"}', FAILED: '{"cart":"failure","pay":false}' },
    });
    expect(events).toMatchObject([{ service: 'cart' }]);
    expect(marks.map(({ deploymentId }) => deploymentId)).toEqual(events.map(({ id }) => id));
    expect(messages(job, 'warning')).toEqual([]);
    expect(messages(job, 'error')).toEqual([
      expect.stringMatching(/^No deployment event for pay: the input "deployed" is "Degraded", a word/),
    ]);
    for (const text of [job.log, job.summary]) {
      expect(text.match(/^curl /gm)).toHaveLength(1);
      expect(text).toMatch(/^\{"data":.*"service":"pay","env":"prod","version":"7.0"/m);
    }
    expect(rows(job.summary)).toEqual([
      expect.stringMatching(/`cart`.* stored by.*; marked as a change failure/),
      expect.stringMatching(/`pay`.* not sent/),
    ]);
    expect(renderedText(job.summary)).toContain('Not sent. If the deployment happened, each command sends');
    expectHarmless(job);
  });
});

test('what an object leaves out is the variable or the default, not what main read', async () => {
  const { events, warnings } = await runAction(
    {
      service: 'cart, pay',
      env: '{"cart":"prod"}',
      version: '{"cart":"2.1"}',
      team: '{"pay":"money","cart":""}',
      'custom-tags': '{"cart":["a:b","c:d"],"pay":"x:y"}',
      'git-commit-sha': `{"cart":"${'F'.repeat(40)}"}`,
      'git-repository-url': '{"cart":"acme/cart"}',
    },
    { DD_ENV: 'staging', GITHUB_SHA: 'a'.repeat(40) },
  );
  const byName = Object.fromEntries(
    events.map(({ service, id: _, started_at: _s, finished_at: _f, ...rest }) => [service, rest]),
  );
  expect(byName).toEqual({
    cart: {
      env: 'prod',
      version: '2.1',
      custom_tags: ['a:b', 'c:d'],
      git: { repository_url: 'https://github.com/acme/cart', commit_sha: 'f'.repeat(40) },
    },
    pay: {
      env: 'staging',
      team: 'money',
      custom_tags: ['x:y'],
      git: { repository_url: 'https://github.com/acme/shopist', commit_sha: 'a'.repeat(40) },
    },
  });
  expect(warnings).toEqual([]);
});

test('names that JavaScript knows are names like any other', async () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const each = (value: (name: string) => string) =>
    `{${names.map((name) => `"${name}":${JSON.stringify(value(name))}`).join()}}`;
  const { events, marks, warnings, errors } = await runAction({
    service: names.join(),
    version: each((name) => `${name}-1`),
    deployed: each((name) => (name === 'toString' ? 'skipped' : 'success')),
    'change-failure': '{"__proto__":true}',
    'app-key': appKey,
  });
  expect(Object.fromEntries(events.map((event) => [event.service, event.version]))).toEqual(
    Object.fromEntries(names.filter((name) => name !== 'toString').map((name) => [name, `${name}-1`])),
  );
  expect(marks.map(({ deploymentId }) => deploymentId)).toEqual(
    events.filter((event) => event.service === '__proto__').map(({ id }) => id),
  );
  expect([...warnings, ...errors]).toEqual([]);
});
