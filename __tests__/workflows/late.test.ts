/** Values of later steps and variables: each stage has its inputs evaluated anew, and its own environment. */
import { expect, test } from '@jest/globals';
import { expectQuiet, only, run } from '../support/workflow.ts';

test('late-values.yml: what only the deployment’s own steps know', async () => {
  const { job, events } = await run('late-values.yml');
  const { finished_at: finish, ...attributes } = events[0] ?? {};
  expect(attributes).toMatchObject({
    service: 'shopist',
    env: 'prod',
    version: 'v1.2.3',
    team: 'backend',
    custom_tags: ['region:eu', 'fixed:yes'],
    git: { repository_url: 'https://github.com/acme/other', commit_sha: 'f'.repeat(40) },
  });
  expect(String(finish)).toMatch(/^\d{10}123456789$/);
  expect(only(job, 'post').log).toContain('version: main read "v", post reads "v1.2.3"; "v1.2.3" is used');
  expect(only(job, 'post').log).toMatch(
    /git-repository-url: main read .*acme\/?", post reads .*acme\/other"/,
  );
  expectQuiet(job);
});

test('github-env.yml: variables, each as of its own stage', async () => {
  const { job, events } = await run('github-env.yml');
  expect(events).toMatchObject([{ service: 'shopist', env: 'prod', version: '2.1' }]);
  expect(String(events[0]?.finished_at)).toMatch(/^\d{10}000000001$/);
  expect(only(job, 'main').log).toContain('service: shopist (DD_SERVICE)\n');
  expect(only(job, 'main').log).toContain('api-key: *** (DATADOG_API_KEY)\n');
  expect(only(job, 'post').log).toContain('env: prod (DD_ENV)\nversion: 2.1 (DD_VERSION)\n');
  expectQuiet(job);
});
