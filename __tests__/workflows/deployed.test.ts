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
  sha,
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

const advice = 'deployed: ${{ steps.<id of the deploy step>.outcome }}';

describe('deployed.yml', () => {
  const happened = ['success', 'Succeeded', 'true', 'TRUE', 'yes'];
  const not = ['failure', 'Failed', 'error', 'cancelled', 'CANCELED', 'Skipped', 'timed_out'];
  const notEither = ['startup_failure', 'action_required', 'inactive', 'False', 'no'];
  const unknown = ['Degraded', 'in_progress', '1'];

  /** Nothing is sent, and nothing but one line says why. */
  function expectLine({ job, intake }: Awaited<ReturnType<typeof runDeployed>>, line: string): void {
    expect(intake.requests).toEqual([]);
    expect(only(job, 'post').log.split('\n').filter(Boolean)).toEqual(['Post job cleanup.', line]);
    expect(renderedText(job.summary)).toBe(`Datadog DORA deployment ${line} DORA Metrics in Datadog`);
    expectQuiet(job);
  }

  /** Nothing is sent, one error says why, and log and summary have the event with the command that sends it. */
  function expectInFull({ job, intake }: Awaited<ReturnType<typeof runDeployed>>, why: string): void {
    expect(intake.requests).toEqual([]);
    expect(messages(job, 'warning')).toEqual([]);
    expect(messages(job, 'error')).toEqual([
      `No deployment event: ${why}. The log and the job summary have each event in full, with a command that sends it if the deployment happened. The job continues.`,
    ]);
    const { log, summary } = only(job, 'post');
    for (const text of [log, summary]) {
      expect(text).toMatch(
        /^curl .* -X POST 'http:\/\/127\.0\.0\.1:\d+\/api\/v2\/dora\/deployment' .*\n\{"data":\{"attributes":\{.*"service":"shopist".*"started_at":\d{19},"finished_at":\d{19}\}\}\}$/m,
      );
    }
    expect(renderedText(summary)).toMatch(/^Datadog DORA deployment No deployment event: .* not sent /);
    expectHarmless(job);
  }

  const unknownWord = (word: string) =>
    `the input "deployed" is "${word}", a word that this action does not know. Expected: success, failure, cancelled, skipped, true or false, or another word of that kind`;
  const empty =
    'the input "deployed" is set, but empty: either the ID of a step is misspelt, or the step sets its output only if it deploys something. Expected: the outcome of the deploy step, true or false';

  describe('the job succeeded', () => {
    test.each(['job', ...happened])('%s: sent', async (deployed) => {
      const { job, events } = await runDeployed('success', { DEPLOYED: deployed });
      expect(events).toMatchObject([{ service: 'shopist' }]);
      expect(job.log).not.toContain('input "deployed"');
      expectQuiet(job);
    });

    test.each(unknown)('%s: nothing sent, an error, and the event in full', async (deployed) => {
      expectInFull(await runDeployed('success', { DEPLOYED: deployed }), unknownWord(deployed));
    });

    test('set, but empty: nothing sent, an error, and the event in full', async () => {
      expectInFull(await runDeployed('success', { DEPLOYED: '' }), empty);
    });

    test.each(['', 'Degraded'])('%j, a dry run: the event without a command', async (deployed) => {
      const { job, intake } = await runDeployed('success', { DEPLOYED: deployed, DRY_RUN: 'true' });
      expect(intake.requests).toEqual([]);
      expect(messages(job, 'error')).toEqual([expect.stringMatching(/^No deployment event: the input/)]);
      expect(only(job, 'post').log).toMatch(/^\{"data":\{"attributes":\{.*"service":"shopist"/m);
      expect(job.log + job.summary).not.toContain('curl');
      expectHarmless(job);
    });

    test.each(['', 'Degraded'])('%j, with fail-on-error: the job fails', async (deployed) => {
      const { options } = ends.success;
      const vars = { ...options.vars, DEPLOYED: deployed, FAIL_ON_ERROR: 'true' };
      const { job, intake } = await run('deployed.yml', { ...options, vars });
      expect(intake.requests).toEqual([]);
      expect([only(job, 'post').exitCode, job.result]).toEqual([1, 'failure']);
      expect(messages(job, 'error')).toEqual([
        expect.stringMatching(/The job fails, because fail-on-error is true\.$/),
      ]);
    });
  });

  describe.each<End>(['failure', 'cancelled', 'timed out'])('the job: %s', (end) => {
    const { status } = ends[end];

    test('job: nothing sent, and the line says how to report it all the same', async () => {
      expectLine(
        await runDeployed(end, { DEPLOYED: 'job' }),
        `No deployment event: the status of the job is "${status}", so nothing counts as deployed. If the deployment happened anyway, report it with ${advice}.`,
      );
    });

    test('job, and a finish: the line says that it seems to have finished', async () => {
      expectLine(
        await runDeployed(end, { DEPLOYED: 'job', FINISHED_AT: '2026-01-01T00:00:00Z' }),
        `No deployment event: the status of the job is "${status}", so nothing counts as deployed. It seems to have finished, because finished-at holds a time. If the deployment happened anyway, report it with ${advice}.`,
      );
    });

    test.each(end === 'failure' ? happened : ['success'])(
      '%s: sent, and one line says that the job ended otherwise',
      async (deployed) => {
        const { job, events } = await runDeployed(end, { DEPLOYED: deployed });
        expect(events).toMatchObject([{ service: 'shopist' }]);
        const lines = only(job, 'post').log.split('\n');
        expect(lines.filter((line) => line.includes('input "deployed"'))).toEqual([
          `The deployment happened (input "deployed"), although the status of the job is "${status}".`,
        ]);
        expectQuiet(job);
      },
    );

    test.each(end === 'failure' ? unknown : ['Degraded'])(
      '%s: nothing sent, an error, and the event in full',
      async (deployed) => {
        const { job, intake } = await runDeployed(end, { DEPLOYED: deployed });
        expect(intake.requests).toEqual([]);
        expect(messages(job, 'error')).toEqual([
          expect.stringMatching(/^No deployment event: .* each event in full.* The job continues\.$/),
        ]);
        expect(messages(job, 'error')[0]).toContain(unknownWord(deployed));
        expect(messages(job, 'warning')).toEqual([]);
        expect(only(job, 'post').log).toMatch(/^curl /m);
        expect(job.summary).toMatch(/^curl /m);
        expectHarmless(job);
      },
    );

    test('set, but empty: nothing sent, one line', async () => {
      expectLine(await runDeployed(end, { DEPLOYED: '' }), `No deployment event: ${empty}.`);
    });
  });

  test('a finish that is no time is no sign that the deployment finished', async () => {
    const { job } = await runDeployed('failure', { DEPLOYED: 'job', FINISHED_AT: 'soon' });
    expect(job.log).not.toContain('seems to have finished');
  });

  describe.each<End>(['success', 'failure', 'cancelled', 'timed out'])(
    'it did not happen, the job: %s',
    (end) => {
      test.each(end === 'success' ? [...not, ...notEither] : ['failure', 'skipped'])(
        '%s: nothing sent, one line',
        async (deployed) => {
          expectLine(
            await runDeployed(end, { DEPLOYED: deployed }),
            'No deployment event: the deployment did not happen (input "deployed").',
          );
        },
      );
    },
  );
});

test('deployed-misspelt.yml, with the right id: sent', async () => {
  const { job, events } = await run('deployed-misspelt.yml', { vars: { STEP: 'deploy' } });
  expect(events).toHaveLength(1);
  expectQuiet(job);
});

test('deployed-misspelt.yml: the id of the step is misspelt, so nothing is sent, and the error has the event', async () => {
  const { job, intake } = await run('deployed-misspelt.yml', { vars: { STEP: 'deplyo' } });
  expect(intake.requests).toEqual([]);
  expect(job.result).toBe('success');
  expect(messages(job, 'error')).toEqual([
    expect.stringMatching(/^No deployment event: the input "deployed" is set, but empty: .* is misspelt/),
  ]);
  expect(job.summary).toContain('curl ');
  expectHarmless(job);
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
    ['maybe', 'true', 0, 1],
    ['maybe', 'false', 0, 1],
  ])('deployed-in-composite.yml, "%s", testing: %s', async (deployed, smokeTest, events, errors) => {
    const ended = await run('deployed-in-composite.yml', {
      vars: { DEPLOY: 'true', SMOKE_TEST: smokeTest, DEPLOYED: deployed },
    });
    expect(ended.events).toHaveLength(events);
    expect(messages(ended.job, 'error')).toHaveLength(errors);
    expect(messages(ended.job, 'warning')).toEqual([]);
    expectHarmless(ended.job);
  });

  const changesService = `printf 'service=other\\nversion=v2\\nenv=staging\\n' >> "$GITHUB_OUTPUT"`;

  test('deployed-in-composite.yml, the service reads differently in post: main’s inputs win, where it has any', async () => {
    const { job, events } = await run('deployed-in-composite.yml', {
      vars: { DEPLOY: changesService, SMOKE_TEST: 'true', DEPLOYED: 'job' },
    });
    expect(events).toMatchObject([{ service: 'shopist', env: 'prod', version: 'v2' }]);
    expect(only(job, 'post').log).toContain(
      '(service), as in a nested composite action. The earlier values are used.',
    );
    expect(only(job, 'post').log).toContain('env: main read "prod", post reads "staging"; "prod" is used');
    expectQuiet(job);
  });

  // The outcome is empty before the deployment, so main sees that deployed is set; post may read that of another action.
  test.each<[string, string, number]>([
    ['true', 'success', 1],
    ['false', 'failure', 0],
  ])(
    'deployed-in-composite.yml, the service reads differently in post, testing: %s: deployed cannot be read',
    async (smokeTest, result, errors) => {
      const { job, intake } = await run('deployed-in-composite.yml', {
        vars: { DEPLOY: changesService, SMOKE_TEST: smokeTest, DEPLOYED: '' },
      });
      expect(job.result).toBe(result);
      expect(intake.requests).toEqual([]);
      expect(job.log).toContain(
        'No deployment event: the input "deployed" is set, but in this composite action the runner evaluates it against another action (actions/runner#2030).',
      );
      expect(messages(job, 'error')).toHaveLength(errors);
      expect(job.log.includes('curl ')).toBe(errors > 0);
      expectHarmless(job);
    },
  );

  test.each<[string, string, string, number]>([
    ['', '', 'success', 1],
    ['success', '', 'success', 1],
    ['skipped', '', 'success', 0],
    ['', 'failure', 'failure', 0],
    ['success', 'failure', 'failure', 1],
  ])(
    'wrapping-action.yml, whose own inputs have the defaults of this one: "%s", the job: "%s"',
    async (deployed, end, result, count) => {
      const { job, events } = await run('wrapping-action.yml', { vars: { DEPLOYED: deployed, END: end } });
      expect(job.result).toBe(result);
      expect(events).toHaveLength(count);
      expect(events.map(({ git }) => git?.commit_sha)).toEqual(events.map(() => sha));
      expectQuiet(job);
    },
  );

  test('wrapping-action.yml, in an action of its own: neither input is set, so the event is sent', async () => {
    const { job, events } = await run('wrapping-action.yml', { vars: { NESTED: 'true' } });
    expect(events).toMatchObject([{ service: 'shopist-inner', git: { commit_sha: sha } }]);
    expectQuiet(job);
  });

  test('deployed-in-nested-composite.yml: foreign, so nothing is sent, and a warning names the others', async () => {
    const { job, intake } = await run('deployed-in-nested-composite.yml');
    expect(intake.requests).toEqual([]);
    expect(messages(job, 'error')).toEqual([
      expect.stringMatching(
        /^No deployment event: the input "deployed" is set, but in this composite action .*actions\/runner#2030/,
      ),
    ]);
    expect(messages(job, 'warning')).toEqual([
      expect.stringMatching(/^Not used: finished-at, deployed, change-failure\. .*actions\/runner#2030/),
    ]);
    // The outer action's finish, 2026-01-01, is not that of this deployment.
    expect(job.summary).toContain('shopist-inner');
    expect(job.log).not.toContain('"finished_at":1767225600');
    expectHarmless(job);
  });
});

describe('runners', () => {
  const runners = ['github', 'forgejo', 'act'] as const;
  const failed = { END: 'failure' };

  test.each(runners)('%s: the job failed', async (server) => {
    const silent = await run('deployed.yml', { server, vars: { ...failed, DEPLOYED: 'job' } });
    expect(silent.intake.requests).toEqual([]);
    expect(only(silent.job, 'post').log).toContain('the status of the job is "failure"');
    expectQuiet(silent.job);

    const happened = await run('deployed.yml', { server, vars: { ...failed, DEPLOYED: 'success' } });
    expect(happened.events).toHaveLength(1);
    expectQuiet(happened.job);

    for (const deployed of ['skipped', '']) {
      const not = await run('deployed.yml', { server, vars: { ...failed, DEPLOYED: deployed } });
      expect(not.intake.requests).toEqual([]);
      expectQuiet(not.job);
    }

    const unknown = await run('deployed.yml', { server, vars: { ...failed, DEPLOYED: 'Degraded' } });
    expect(unknown.intake.requests).toEqual([]);
    expect(messages(unknown.job, 'error')).toHaveLength(1);
  });

  test('gitea, whose defaults stay those of pre: no post after a failed job, so nothing is sent', async () => {
    for (const deployed of ['job', 'success']) {
      const { job, intake } = await run('deployed.yml', {
        server: 'gitea',
        vars: { ...failed, DEPLOYED: deployed },
      });
      expect(intake.requests).toEqual([]);
      expect(job.result).toBe('failure');
      expect(stages(job, 'post').filter(({ outcome }) => outcome !== 'skipped')).toEqual([]);
    }
  });

  test.each([...runners, 'gitea'] as const)('%s: the job succeeded', async (server) => {
    for (const [deployed, events, errors] of [
      ['job', 1, 0],
      ['success', 1, 0],
      ['skipped', 0, 0],
      ['', 0, 1],
      ['Degraded', 0, 1],
    ] as const) {
      const ended = await run('deployed.yml', { server, vars: { DEPLOYED: deployed } });
      expect([deployed, ended.events.length, messages(ended.job, 'error').length]).toEqual([
        deployed,
        events,
        errors,
      ]);
      expect(messages(ended.job, 'warning')).toEqual([]);
      expectHarmless(ended.job);
    }
  });
});
