/** What the action takes from the run it belongs to: the likely cause of a missing key, the tags, the commit. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { expectHarmless, expectQuiet, messages, only, run, sha, stages } from '../support/workflow.ts';

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

test('no-key.yml, in a pull request from a fork: the likely cause is named, and the job deploys', async () => {
  const { job, intake } = await run('no-key.yml', { secrets: {}, ...pullRequest('mallory/shopist') });
  expect(intake.requests).toEqual([]);
  expect(messages(job, 'error')).toEqual([
    expect.stringMatching(
      /^Input "api-key" is not set\. Expected: .* pull request from a fork \(mallory\/shopist, not acme\/shopist\)/,
    ),
  ]);
  expect(job.stages.find(({ stepId }) => stepId === 'deploy')?.outcome).toBe('success');
  expect(job.result).toBe('success');
  expectHarmless(job);
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

  test('on Gitea the pages of a run are elsewhere: no address in the tags', async () => {
    const { job, events } = await run('ci-tags.yml', { server: 'gitea' });
    expect(events[0]?.custom_tags).toEqual([...names, 'git.branch:main']);
    expectQuiet(job);
  });

  test('a server of one’s own, below a path and with credentials in its URL', async () => {
    const { job, events } = await run('ci-tags.yml', {
      github: { server_url: 'https://user:pass-word@example.org/forgejo' },
    });
    const url = 'https://example.org/forgejo/acme/shopist';
    expect(events[0]?.git?.repository_url).toBe(url);
    expect(events[0]?.custom_tags).toContain(`ci.pipeline.url:${url}/actions/runs/17412345678/attempts/1`);
    expect(job.summary).toContain(`${url}/commit/${sha}`);
    const [main, post] = [only(job, 'main'), only(job, 'post')];
    expect(JSON.stringify([main.files, post.stdout, job.summary])).not.toContain('pass-word');
    expectQuiet(job);
  });
});

describe('the commit', () => {
  test('commit-given-empty.yml: main and post read nothing, so it is the given one as post reads it', async () => {
    const { job, events } = await run('commit-given-empty.yml');
    expect(events[0]?.git).toEqual({ repository_url: 'https://github.com/acme/shopist', commit_sha: sha });
    expect(messages(job, 'warning')).toEqual([
      expect.stringMatching(new RegExp(`^Input "git-commit-sha".*misspelt.*GITHUB_SHA, ${sha}`)),
    ]);
    expectHarmless(job);
  });

  test('head-differs.yml: a warning has both commits', async () => {
    const { job, events } = await run('head-differs.yml', { vars: { CHECKED_OUT: 'shopist' } });
    expect(events[0]?.git?.commit_sha).toBe(sha);
    expect(messages(job, 'warning')).toEqual([
      expect.stringMatching(
        new RegExp(
          `commit ${sha} \\(GITHUB_SHA\\), but the workspace has ${other} checked out.*git-commit-sha`,
        ),
      ),
    ]);
    expectHarmless(job);
  });

  test('head-differs.yml, of another repository: no warning, and the log says whose commit is sent', async () => {
    const { job } = await run('head-differs.yml', { vars: { CHECKED_OUT: 'infrastructure' } });
    expect(only(job, 'post').log).toMatch(
      new RegExp(
        `^The workspace is a checkout of https://github.com/acme/infrastructure, but .* commit ${sha} of `,
        'm',
      ),
    );
    expectQuiet(job);
  });

  test('pull-request.yml: the merge commit is on no branch', async () => {
    const { job, events } = await run('pull-request.yml', pullRequest('acme/shopist'));
    expect(events).toMatchObject([{ env: 'preview', git: { commit_sha: sha } }]);
    expect(events[0]?.custom_tags).toContain('git.branch:fix/it');
    expect(messages(job, 'warning')).toEqual([
      expect.stringMatching(new RegExp(`merge commit that is on no branch.*${other}`)),
    ]);
    expectHarmless(job);
  });

  test('comment.yml: a doubt for each step that sets no commit, and none for one that does', async () => {
    const { job, events } = await run('comment.yml', {
      github: { event_name: 'issue_comment' },
      event: { issue: { pull_request: { url: 'https://api.github.com/repos/acme/shopist/pulls/7' } } },
    });
    expect(events.map(({ git }) => git?.commit_sha)).toEqual([sha, sha, sha]);
    // Posts run last in, first out.
    const [repository, commit, nothing] = stages(job, 'post').map((post) =>
      job.annotations.filter(({ step }) => step === post.step).map(({ message }) => message),
    );
    const doubt = `^The deployment event has commit ${sha} \\(GITHUB_SHA\\), `;
    expect(nothing).toEqual([
      expect.stringMatching(`${doubt}the head of the default branch, but the comment is on a pull request`),
    ]);
    expect(commit).toEqual([]);
    expect(repository).toEqual([
      expect.stringMatching(`${doubt}a commit of .*, but git-repository-url is another repository`),
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
