/** Whether the deployment happened: the table of inputs and job results, cell by cell. */
import { describe, expect, test } from '@jest/globals';
import type { RunOptions } from '../../dev/runner.ts';
import {
  expectHarmless,
  expectQuiet,
  messages,
  only,
  renderedText,
  run,
  stages,
} from '../support/workflow.ts';

type End = 'success' | 'failure' | 'cancelled' | 'timed out';

/** What `vars` and the runner need for a job to end so, and the status that it then has. */
const ends: Readonly<Record<End, { readonly status: string; readonly options: RunOptions }>> = {
  success: { status: 'success', options: {} },
  failure: { status: 'failure', options: { vars: { END: 'failure' } } },
  cancelled: {
    status: 'cancelled',
    options: {
      vars: { END: 'cancelled' },
      onLine: (line, stage) => {
        if (line === 'Deployed') {
          stage.cancel();
        }
      },
    },
  },
  'timed out': { status: 'cancelled', options: { vars: { END: 'cancelled', MINUTES: '0.02' } } },
};

async function runDeployed(end: End, vars: Readonly<Record<string, string>>) {
  const { options, status } = ends[end];
  const result = await run('deployed.yml', { ...options, vars: { ...options.vars, ...vars } });
  expect(result.job.result).toBe(status);
  return result;
}

describe('deployed.yml', () => {
  const happened = ['success', 'true', 'True', 'TRUE'];
  const not = ['failure', 'cancelled', 'skipped', 'false', 'False', 'FALSE'];
  const unknown = ['maybe', 'Success', 'SKIPPED', '1'];

  describe('the job succeeded', () => {
    test('not given: sent', async () => {
      const { job, events } = await runDeployed('success', { DEPLOYED: '' });
      expect(events).toMatchObject([{ service: 'shopist' }]);
      expectQuiet(job);
    });

    test.each(happened)('%s: sent', async (deployed) => {
      const { job, events } = await runDeployed('success', { DEPLOYED: deployed });
      expect(events).toHaveLength(1);
      expect(job.log).not.toContain('input "deployed"');
      expectQuiet(job);
    });

    test.each(unknown)('%s: a warning, and sent', async (deployed) => {
      const { job, events } = await runDeployed('success', { DEPLOYED: deployed });
      expect(events).toHaveLength(1);
      expect(messages(job, 'error')).toEqual([]);
      expect(messages(job, 'warning')).toEqual([
        `Input "deployed" is invalid: "${deployed}". Accepted: success or true; failure, cancelled, skipped or false. The job's status decides.`,
      ]);
      expectHarmless(job);
    });
  });

  describe.each<End>(['failure', 'cancelled', 'timed out'])('the job: %s', (end) => {
    const { status } = ends[end];

    test('not given: nothing sent', async () => {
      const { job, intake } = await runDeployed(end, { DEPLOYED: '' });
      expect(intake.requests).toEqual([]);
      const line = `No deployment event: the job's status is "${status}", so nothing counts as deployed.`;
      expect(only(job, 'post').log).toContain(line);
      expect(renderedText(job.summary)).toBe(`Datadog DORA deployment ${line}`);
      expectQuiet(job);
    });

    test.each(end === 'failure' ? happened : ['success'])(
      '%s: sent, and one line says that the job ended otherwise',
      async (deployed) => {
        const { job, events } = await runDeployed(end, { DEPLOYED: deployed });
        expect(events).toMatchObject([{ service: 'shopist' }]);
        const lines = only(job, 'post').log.split('\n');
        expect(lines.filter((line) => line.includes('input "deployed"'))).toEqual([
          `The deployment happened (input "deployed"), though the job's status is "${status}".`,
        ]);
        expectQuiet(job);
      },
    );

    test.each(end === 'failure' ? unknown : ['maybe'])(
      '%s: a warning, and nothing sent',
      async (deployed) => {
        const { job, intake } = await runDeployed(end, { DEPLOYED: deployed });
        expect(intake.requests).toEqual([]);
        expect(messages(job, 'error')).toEqual([]);
        expect(messages(job, 'warning')).toEqual([expect.stringMatching(/^Input "deployed" is invalid/)]);
        expectHarmless(job);
      },
    );

    test('not given, but a finish: the line says how deployed reports it', async () => {
      const { job, intake } = await runDeployed(end, { FINISHED_AT: '2026-01-01T00:00:00Z' });
      expect(intake.requests).toEqual([]);
      const line = `the job's status is "${status}", so nothing counts as deployed. The deployment seems to have ended (finished-at holds a time): to report it although the job failed, set deployed: \${{ steps.<id of the deploy step>.outcome }}.`;
      expect(only(job, 'post').log).toContain(line);
      expect(renderedText(job.summary)).toBe(`Datadog DORA deployment No deployment event: ${line}`);
      expectQuiet(job);
    });
  });

  test('a finish that is no time is no sign that the deployment ended', async () => {
    const { job } = await runDeployed('failure', { FINISHED_AT: 'soon' });
    expect(job.log).not.toContain('seems to have ended');
  });

  describe.each<End>(['success', 'failure', 'cancelled', 'timed out'])(
    'it did not happen, the job: %s',
    (end) => {
      test.each(end === 'success' || end === 'failure' ? not : ['failure'])(
        '%s: nothing sent, one line',
        async (deployed) => {
          const { job, intake } = await runDeployed(end, { DEPLOYED: deployed });
          expect(intake.requests).toEqual([]);
          const line = 'No deployment event: the deployment did not happen (input "deployed").';
          expect(
            only(job, 'post')
              .log.split('\n')
              .filter((text) => text.includes('deployment')),
          ).toEqual([line]);
          expect(renderedText(job.summary)).toBe(`Datadog DORA deployment ${line}`);
          expectQuiet(job);
        },
      );
    },
  );
});

describe('deployed-outcome.yml', () => {
  test.each<[string, string, string, number]>([
    ['true', 'true', 'success', 1],
    ['true', 'false', 'failure', 1],
    ['false', 'true', 'failure', 0],
    ['skipped', 'true', 'success', 0],
    ['skipped', 'false', 'failure', 0],
  ])('deploying: %s, testing: %s', async (deploy, smokeTest, result, events) => {
    const ended = await run('deployed-outcome.yml', { vars: { DEPLOY: deploy, SMOKE_TEST: smokeTest } });
    expect(ended.job.result).toBe(result);
    expect(ended.events).toHaveLength(events);
    expectQuiet(ended.job);
  });
});

describe('composite actions', () => {
  test.each<[string, string, string, number]>([
    ['true', 'true', 'success', 1],
    ['true', 'false', 'failure', 1],
    ['false', 'true', 'failure', 0],
  ])('deployed-in-composite.yml, deploying: %s, testing: %s', async (deploy, smokeTest, result, events) => {
    const ended = await run('deployed-in-composite.yml', {
      vars: { DEPLOY: deploy, SMOKE_TEST: smokeTest, DEPLOYED: '' },
    });
    expect(ended.job.result).toBe(result);
    expect(ended.events).toHaveLength(events);
    expectQuiet(ended.job);
  });

  test.each<[string, string, number, number]>([
    ['success', 'false', 1, 0],
    ['skipped', 'true', 0, 0],
    ['maybe', 'true', 1, 1],
    ['maybe', 'false', 0, 1],
  ])('deployed-in-composite.yml, "%s", testing: %s', async (deployed, smokeTest, events, warnings) => {
    const ended = await run('deployed-in-composite.yml', {
      vars: { DEPLOY: 'true', SMOKE_TEST: smokeTest, DEPLOYED: deployed },
    });
    expect(ended.events).toHaveLength(events);
    expect(messages(ended.job, 'warning')).toHaveLength(warnings);
    expectHarmless(ended.job);
  });

  test('deployed-in-composite.yml, the service reads differently in post: main’s inputs win, where it has any', async () => {
    const { job, events } = await run('deployed-in-composite.yml', {
      vars: {
        DEPLOY: `printf 'service=other\\nversion=v2\\nenv=staging\\n' >> "$GITHUB_OUTPUT"`,
        SMOKE_TEST: 'true',
        DEPLOYED: '',
      },
    });
    expect(events).toMatchObject([{ service: 'shopist', env: 'prod', version: 'v2' }]);
    expect(only(job, 'post').log).toContain(
      '(service), as in a nested composite action: the earlier ones count.',
    );
    expect(only(job, 'post').log).toContain('env: main read "prod", post reads "staging"; "prod" counts');
    expect(messages(job, 'error')).toEqual([]);
    expectHarmless(job);
  });

  test('deployed-in-nested-composite.yml: foreign, so not given, and a warning says so', async () => {
    const { job, events, intake } = await run('deployed-in-nested-composite.yml');
    // The outer action's `deployed: failure` would have kept it back, its finish would have been 2026-01-01.
    expect(events).toMatchObject([{ service: 'shopist-inner' }]);
    expect(events[0]?.finished_at).toBeGreaterThan(events[0]?.started_at ?? 0n);
    expect(intake.marks).toEqual([]);
    expect(messages(job, 'error')).toEqual([]);
    expect(messages(job, 'warning')).toEqual([
      expect.stringMatching(/^Not used: finished-at, deployed, change-failure\. .*actions\/runner#2030/),
    ]);
    expectHarmless(job);
  });
});

describe('servers', () => {
  const vars = { END: 'failure', DEPLOYED: '' };

  test.each(['github', 'forgejo', 'act'] as const)(
    '%s: a failed job sends nothing, and says so',
    async (server) => {
      const { job, intake } = await run('deployed.yml', { server, vars });
      expect(intake.requests).toEqual([]);
      expect(only(job, 'post').log).toContain('the job\'s status is "failure"');
      expectQuiet(job);
    },
  );

  test('gitea, whose defaults stay those of pre: no post after a failed job, so nothing is sent', async () => {
    const { job, intake } = await run('deployed.yml', { server: 'gitea', vars });
    expect(intake.requests).toEqual([]);
    expect(job.result).toBe('failure');
    expect(stages(job, 'post').filter(({ outcome }) => outcome !== 'skipped')).toEqual([]);
  });

  test.each(['github', 'forgejo', 'act', 'gitea'] as const)(
    '%s: a job that succeeds is sent',
    async (server) => {
      const { job, events } = await run('deployed.yml', { server, vars: { END: '', DEPLOYED: '' } });
      expect(events).toHaveLength(1);
      expectQuiet(job);
    },
  );

  test.each(['github', 'forgejo', 'act'] as const)('%s: deployed, though the job failed', async (server) => {
    const { events } = await run('deployed.yml', { server, vars: { ...vars, DEPLOYED: 'success' } });
    expect(events).toHaveLength(1);
  });
});
