/** What the action takes from the run it belongs to, and from the event's file. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { expectHarmless, expectQuiet, messages, run, sha } from '../support/workflow.ts';

const other = 'f'.repeat(40);

/** The event of a pull request, and what GitHub's context says of it. */
const pullRequest = (head: string) => ({
  github: { event_name: 'pull_request', ref: 'refs/pull/7/merge', head_ref: 'fix/it' },
  event: {
    pull_request: {
      head: { sha: other, repo: { full_name: head } },
      base: { repo: { full_name: 'acme/shopist' } },
    },
  },
});

describe('ci-tags.yml', () => {
  const names = ['region:eu', 'ci.job.name:mine', 'ci.pipeline.id:17412345678', 'ci.pipeline.name:Deploy'];

  test('all tags of a re-run; a broken event file takes nothing away', async () => {
    const { job, events } = await run('ci-tags.yml', {
      eventFile: '{"pull_request":',
      github: { ref: 'refs/heads/release/1.x', run_attempt: '2' },
    });
    const url = 'https://github.com/acme/shopist/actions/runs/17412345678';
    expect(events[0]?.custom_tags).toEqual([
      ...names,
      `ci.pipeline.url:${url}/attempts/2`,
      `ci.job.url:${url}/job/41234567890`,
      'git.branch:release/1.x',
    ]);
    expectQuiet(job);
  });
});

describe('the commit', () => {
  test('pull-request.yml: the merge commit is on no branch', async () => {
    const { job, events } = await run('pull-request.yml', pullRequest('acme/shopist'));
    expect(events).toMatchObject([{ env: 'preview', git: { commit_sha: sha } }]);
    expect(events[0]?.custom_tags).toContain('git.branch:fix/it');
    expect(messages(job, 'warning')).toEqual([
      expect.stringMatching(new RegExp(`merge commit that is on no branch.*${other}`)),
    ]);
    expectHarmless(job);
  });

  // A repository that git made. What else jobs do with one is in histories.test.ts.
  test('commit-on-top.yml: the job’s own commit is built on the one that is sent, so there is no warning', async () => {
    const workspace = mkdtempSync(join(tmpdir(), 'commit-'));
    try {
      const git = (...words: string[]) =>
        execFileSync('git', ['-c', 'user.name=ci', '-c', 'user.email=ci@example.com', ...words], {
          cwd: workspace,
          encoding: 'utf8',
        }).trim();
      git('init', '--quiet');
      git('remote', 'add', 'origin', 'https://github.com/acme/shopist');
      git('commit', '--quiet', '--allow-empty', '-m', 'Deployed');
      const deployed = git('rev-parse', 'HEAD');
      const { job, events } = await run('commit-on-top.yml', { workspace, github: { sha: deployed } });
      expect(git('rev-parse', 'HEAD')).not.toBe(deployed);
      expect(events[0]?.git?.commit_sha).toBe(deployed);
      expectQuiet(job);
    } finally {
      rmSync(workspace, { recursive: true });
    }
  });
});
