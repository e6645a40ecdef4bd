/** Whether the deployment happened, as workflows and runners tell it. Each cell of the table is in `stages/`. */
import { describe, expect, test } from '@jest/globals';
import { expectHarmless, expectQuiet, messages, only, type Run, run, sha, stages } from '../support/workflow.ts';

describe('deployed.yml, with a service for each row of the table', () => {
  const deployed = { job: 'job', yes: 'success', no: 'skipped', empty: '', unknown: 'Degraded' };
  const vars = { SERVICES: Object.keys(deployed).join(), DEPLOYED: JSON.stringify(deployed) };

  /** The services whose event is sent, those that an error is about, and those that a line is about. */
  function sorted({ job, events }: Run) {
    const named = (texts: readonly string[]) =>
      texts.flatMap((text) => /^No deployment event for (\w+): /.exec(text)?.slice(1) ?? []);
    return {
      sent: events.map(({ service }) => service).sort(),
      errors: named(messages(job, 'error')),
      lines: named([...messages(job, 'notice'), ...only(job, 'post').log.split('\n')]),
    };
  }

  test.each(['github', 'gitea', 'forgejo', 'act'] as const)('%s: the job succeeded', async (server) => {
    const ended = await run('deployed.yml', { server, vars });
    expect(sorted(ended)).toEqual({ sent: ['job', 'yes'], errors: ['empty', 'unknown'], lines: ['no'] });
    expect(messages(ended.job, 'warning')).toEqual([]);
    expectHarmless(ended.job);
  });

  test.each(['github', 'forgejo', 'act'] as const)('%s: the job failed', async (server) => {
    const ended = await run('deployed.yml', { server, vars: { ...vars, END: 'failure' } });
    expect(sorted(ended)).toEqual({ sent: ['yes'], errors: ['unknown'], lines: ['job', 'no', 'empty'] });
    expect(messages(ended.job, 'warning')).toEqual([]);
    expectHarmless(ended.job);
  });

  test('gitea, whose defaults stay those of pre: no post after a failed job, so nothing is sent', async () => {
    const { job, intake } = await run('deployed.yml', {
      server: 'gitea',
      vars: { ...vars, END: 'failure' },
    });
    expect(intake.requests).toEqual([]);
    expect(job.result).toBe('failure');
    expect(stages(job, 'post').filter(({ outcome }) => outcome !== 'skipped')).toEqual([]);
  });
});

test('deployed-outcome.yml: the deploying step succeeded, and a later step failed the job: sent', async () => {
  const { job, events } = await run('deployed-outcome.yml', {
    vars: { DEPLOY: 'true', SMOKE_TEST: 'false' },
  });
  expect(job.result).toBe('failure');
  expect(events).toMatchObject([{ service: 'shopist' }]);
  expectQuiet(job);
});

describe('composite actions', () => {
  test('deployed-in-composite.yml: the outcome of a step of the same action', async () => {
    const { job, events } = await run('deployed-in-composite.yml', {
      vars: { DEPLOY: 'true', SMOKE_TEST: 'false' },
    });
    expect(job.result).toBe('failure');
    expect(events).toMatchObject([{ service: 'shopist' }]);
    expectQuiet(job);
  });

  test('deployed-in-nested-composite.yml: foreign, so nothing is sent, and a warning names the others', async () => {
    const { job, intake } = await run('deployed-in-nested-composite.yml');
    expect(intake.requests).toEqual([]);
    expect(messages(job, 'error')).toEqual([expect.stringContaining('actions/runner#2030')]);
    expect(messages(job, 'warning')).toEqual([
      expect.stringMatching(/finished-at.*deployed.*change-failure.*actions\/runner#2030/),
    ]);
    // The outer action's finish, 2026-01-01, is not that of this deployment.
    expect(job.summary).toContain('shopist-inner');
    expect(job.log).not.toContain('"finished_at":1767225600');
    expectHarmless(job);
  });

  test('wrapping-action.yml, whose own inputs have the defaults of this one: as if nothing were set', async () => {
    const { job, events } = await run('wrapping-action.yml', { vars: { END: 'failure' } });
    expect([job.result, events]).toEqual(['failure', []]);
    expectQuiet(job);
  });

  test('wrapping-action.yml, in an action of its own: neither input is set, so the event is sent', async () => {
    const { job, events } = await run('wrapping-action.yml', { vars: { NESTED: 'true' } });
    expect(events).toMatchObject([{ service: 'shopist-inner', git: { commit_sha: sha } }]);
    expectQuiet(job);
  });
});
