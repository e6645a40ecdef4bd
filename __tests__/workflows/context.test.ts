import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { expectHarmless, expectQuiet, messages, type Options, only, run, sha } from '../support/workflow.ts';

const other = 'f'.repeat(40);
const runUrl = 'https://github.com/acme/shopist/actions/runs/17412345678';

function pullRequest(
  head: string | null,
): Record<string, Record<string, Record<string, string | null | Record<string, string>>>> {
  const repo = (name: string) => ({ full_name: name });
  return {
    pull_request: {
      head: { sha: other, repo: head === null ? null : repo(head) },
      base: { repo: repo('acme/shopist') },
    },
  };
}

const ofPullRequest = { event_name: 'pull_request', ref: 'refs/pull/7/merge', head_ref: 'fix/it' };

describe('no-key.yml: the likely cause is named, and the job deploys', () => {
  test.each([
    [
      'a fork',
      { github: ofPullRequest, event: pullRequest('mallory/shopist') },
      /pull request from a fork \(mallory\/shopist, not acme\/shopist\)/,
    ],
    ['a fork that is gone', { github: ofPullRequest, event: pullRequest(null) }, /pull request from a fork/],
    [
      'Dependabot',
      { github: { ...ofPullRequest, actor: 'dependabot[bot]' }, event: pullRequest('acme/shopist') },
      /Dependabot's own secrets/,
    ],
    ['anything else', {}, /the name of the secret is misspelt/],
    ['a broken event file', { eventFile: '{"pull_request":' }, /misspelt/],
    ['an empty event file', { eventFile: '' }, /misspelt/],
    ['an event file that is null', { eventFile: 'null' }, /misspelt/],
    ['an event file of another kind', { eventFile: '[1, "##[error]"]' }, /misspelt/],
    ['no event file', { eventFile: null }, /misspelt/],
  ])('%s', async (_what, options, cause) => {
    const { job, intake } = await run('no-key.yml', { secrets: {}, ...options });
    expect(intake.requests).toEqual([]);
    expect(messages(job, 'error')).toEqual([
      expect.stringMatching(/^Input "api-key" is not set\. Expected: /),
    ]);
    expect(messages(job, 'error')[0]).toMatch(cause);
    expect(job.stages.find(({ stepId }) => stepId === 'deploy')?.outcome).toBe('success');
    expect(job.result).toBe('success');
    expectHarmless(job);
  });
});

describe('the event file is', () => {
  test.each([
    ['broken', '{"pull_request":'],
    ['empty', ''],
    ['null', 'null'],
    ['missing', null],
  ])('%s: the event is sent all the same', async (_what, eventFile) => {
    const { job, events } = await run('ci-tags.yml', { eventFile });
    expect(events).toMatchObject([{ service: 'shopist' }]);
    expectQuiet(job);
  });
});

describe('ci-tags.yml', () => {
  const pipeline = [
    'region:eu',
    'ci.job.name:mine',
    'ci.pipeline.id:17412345678',
    'ci.pipeline.name:Deploy',
    `ci.pipeline.url:${runUrl}/attempts/1`,
  ];
  const jobUrl = `ci.job.url:${runUrl}/job/41234567890`;

  test.each([
    [
      'a branch',
      { github: { ref: 'refs/heads/release/1.x' } },
      [...pipeline, jobUrl, 'git.branch:release/1.x'],
    ],
    ['a tag', { github: { ref: 'refs/tags/v1.2' } }, [...pipeline, jobUrl, 'git.tag:v1.2']],
    [
      'a pull request',
      { github: ofPullRequest, event: pullRequest('acme/shopist') },
      [...pipeline, jobUrl, 'git.branch:fix/it'],
    ],
  ])('%s', async (_what, options, tags) => {
    const { events } = await run('ci-tags.yml', options);
    expect(events[0]?.custom_tags).toEqual(tags);
  });

  test('hundred-tags.yml: 100 at most, the user’s first, and the others are quoted', async () => {
    const tags = Array.from({ length: 98 }, (_, index) => `tag:${index}`);
    const { job, events } = await run('hundred-tags.yml', { vars: { TAGS: [...tags, 'tag:0'].join(',') } });
    expect(events[0]?.custom_tags).toEqual([
      ...tags,
      ...pipeline.slice(2, 4).map((tag) => tag.replace('Deploy', '.github/workflows/hundred-tags.yml')),
    ]);
    expect(messages(job, 'warning')).toEqual([
      expect.stringMatching(
        /^Input "custom-tags": Datadog accepts at most 100 tags\. The event is sent without "ci\.pipeline\.url:.*"git\.branch:main"\.$/,
      ),
    ]);
    expectHarmless(job);
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

  test('head-differs.yml, of another repository: no warning', async () => {
    const { job } = await run('head-differs.yml', { vars: { CHECKED_OUT: 'infrastructure' } });
    expectQuiet(job);
  });

  test('pull-request.yml: the merge commit is on no branch', async () => {
    const { job, events } = await run('pull-request.yml', {
      github: ofPullRequest,
      event: pullRequest('acme/shopist'),
    });
    expect(events).toMatchObject([{ env: 'preview', git: { commit_sha: sha } }]);
    expect(events[0]?.custom_tags).toContain('git.branch:fix/it');
    expect(messages(job, 'warning')).toEqual([
      expect.stringMatching(new RegExp(`merge commit that is on no branch.*${other}`)),
    ]);
    expectHarmless(job);
  });

  test('workflow-run.yml: the commit that was built, or a warning', async () => {
    const { jobs, events } = await run('workflow-run.yml', {
      github: { event_name: 'workflow_run' },
      event: { workflow_run: { head_sha: other } },
    });
    expect(events.map(({ service, git }) => [service, git?.commit_sha])).toEqual([
      ['web', other],
      ['api', sha],
    ]);
    // The default branch is not the branch of that commit.
    expect(events[0]?.custom_tags?.filter((tag) => tag.startsWith('git.'))).toEqual([]);
    const [saysWhich, saysNothing] = jobs;
    expect(saysWhich && messages(saysWhich, 'warning')).toEqual([]);
    expect(saysNothing && messages(saysNothing, 'warning')).toEqual([
      expect.stringMatching(new RegExp(`ran for ${other}.*github\\.event\\.workflow_run\\.head_sha`)),
    ]);
  });
});

describe('commit.yml: a doubt is one warning, and none where it may be false', () => {
  const warned = /^The deployment event has commit 0a1b2c3d4e5f60718293a4b5c6d7e8f901234567 \(GITHUB_SHA\), /;
  const headInput = 'git-commit-sha: ${{ github.event.pull_request.head.sha || github.sha }}';
  const checkoutInput = 'git-commit-sha: ${{ steps.checkout.outputs.commit }}';
  const pull = (more: Record<string, string | boolean> = {}) => ({
    pull_request: { ...pullRequest('acme/shopist')['pull_request'], ...more },
  });
  const merged = { merged: true, merge_commit_sha: sha };
  const comment = {
    issue: { number: 7, pull_request: { url: 'https://api.github.com/repos/acme/shopist/pulls/7' } },
  };

  test.each<[string, Options, string]>([
    ['an open pull request', { github: ofPullRequest, event: pull() }, headInput],
    [
      'a closed pull request that is not merged',
      { github: ofPullRequest, event: pull({ merged: false }) },
      headInput,
    ],
    [
      'workflow_run of another commit',
      { github: { event_name: 'workflow_run' }, event: { workflow_run: { head_sha: other } } },
      'git-commit-sha: ${{ github.event.workflow_run.head_sha || github.sha }}',
    ],
    [
      'workflow_run of another commit, where HEAD is GITHUB_SHA',
      {
        github: { event_name: 'workflow_run' },
        event: { workflow_run: { head_sha: other } },
        vars: { CHECKED_OUT: sha },
      },
      'git-commit-sha: ${{ github.event.workflow_run.head_sha || github.sha }}',
    ],
    ['pull_request_target', { github: { event_name: 'pull_request_target' }, event: pull() }, headInput],
    [
      'pull_request_target of one merged as another commit',
      {
        github: { event_name: 'pull_request_target' },
        event: pull({ merged: true, merge_commit_sha: other }),
      },
      'git-commit-sha: ${{ github.event.pull_request.merge_commit_sha || github.sha }}',
    ],
    [
      'a comment on a pull request',
      { github: { event_name: 'issue_comment' }, event: comment },
      checkoutInput,
    ],
    [
      'deployment of another commit',
      { github: { event_name: 'deployment' }, event: { deployment: { sha: other } } },
      'git-commit-sha: ${{ github.event.deployment.sha || github.sha }}',
    ],
    [
      'deployment_status of another commit',
      { github: { event_name: 'deployment_status' }, event: { deployment: { sha: other } } },
      'git-commit-sha: ${{ github.event.deployment.sha || github.sha }}',
    ],
    ['another commit checked out', { vars: { CHECKED_OUT: other } }, checkoutInput],
    ['another commit checked out with path:', { vars: { CHECKED_OUT: other, FOLDER: 'app' } }, checkoutInput],
    [
      'the URL of another repository',
      { vars: { URL: 'https://github.com/acme/infrastructure' } },
      'git-commit-sha: ${{ steps.checkout.outputs.commit }}',
    ],
  ])('%s: a warning with the input to set', async (_what, options, input) => {
    const { job, events } = await run('commit.yml', options);
    expect(events[0]?.git?.commit_sha).toBe(sha);
    expect(messages(job, 'warning')).toEqual([expect.stringMatching(warned)]);
    expect(messages(job, 'warning')[0]).toContain(input);
    if (!('URL' in (options.vars ?? {})) && options.github?.['event_name'] !== 'issue_comment') {
      expect(messages(job, 'warning')[0]).toContain(other);
    }
    expectHarmless(job);

    // Any commit that is given is believed, this very one too.
    const given = await run('commit.yml', { ...options, vars: { ...options.vars, COMMIT: sha } });
    expect(given.events[0]?.git?.commit_sha).toBe(sha);
    expectQuiet(given.job);
  });

  test.each<[string, Options]>([
    [
      'a merged pull request, which runs for its base branch',
      {
        github: { event_name: 'pull_request', ref: 'refs/heads/main', head_ref: 'fix/it' },
        event: { action: 'closed', ...pull(merged) },
      },
    ],
    [
      'an open pull request on Gitea, whose GITHUB_SHA is its own head',
      { server: 'gitea', github: ofPullRequest, event: { pull_request: { head: { sha } } } },
    ],
    [
      'workflow_run of this commit',
      { github: { event_name: 'workflow_run' }, event: { workflow_run: { head_sha: sha } } },
    ],
    [
      'pull_request_target, merged as this commit',
      { github: { event_name: 'pull_request_target' }, event: pull(merged) },
    ],
    ['a comment on an issue', { github: { event_name: 'issue_comment' }, event: { issue: { number: 7 } } }],
    ['deployment of this commit', { github: { event_name: 'deployment' }, event: { deployment: { sha } } }],
    ['a push with the event of a deployment', { event: { deployment: { sha: other } } }],
    ['this commit checked out', { vars: { CHECKED_OUT: sha } }],
    ['this commit checked out with path:', { vars: { CHECKED_OUT: sha, FOLDER: 'app' } }],
    ['another repository checked out', { vars: { CHECKED_OUT: other, REPOSITORY: 'infrastructure' } }],
    [
      'another repository checked out with path:',
      { vars: { CHECKED_OUT: other, REPOSITORY: 'infrastructure', FOLDER: 'infra' } },
    ],
    ['a HEAD that is no commit', { vars: { CHECKED_OUT: 'ref: refs/heads/.invalid' } }],
    ['the run’s own repository, written otherwise', { vars: { URL: 'git@github.com:Acme/Shopist.git' } }],
  ])('%s: no warning', async (_what, options) => {
    const { job, events } = await run('commit.yml', options);
    expect(events[0]?.git?.commit_sha).toBe(sha);
    expectQuiet(job);
  });

  test('the branch of a merged pull request is its base branch, that of an open one its own', async () => {
    const branch = async (options: Options) =>
      (await run('commit.yml', options)).events[0]?.custom_tags?.filter((tag) => tag.startsWith('git.'));
    const github = { ...ofPullRequest, ref: 'refs/heads/main' };
    expect(await branch({ github, event: pull(merged) })).toEqual(['git.branch:main']);
    expect(await branch({ github: ofPullRequest, event: pull() })).toEqual(['git.branch:fix/it']);
  });
});

describe('commit-on-top.yml, with a repository that git made', () => {
  test.each<[string, Record<string, string>, number]>([
    ['one commit on top: no warning', { MESSAGE: 'Release' }, 0],
    ['two on top: no warning', { MESSAGE: 'Release', SECOND: 'Again' }, 0],
    ['none: no warning', {}, 0],
  ])('%s', async (_what, vars, warnings) => {
    const workspace = mkdtempSync(join(tmpdir(), 'commit-'));
    try {
      const git = (...args: string[]) =>
        execFileSync('git', ['-c', 'user.name=ci', '-c', 'user.email=ci@example.com', ...args], {
          cwd: workspace,
          encoding: 'utf8',
        }).trim();
      git('init', '--quiet');
      git('remote', 'add', 'origin', 'https://github.com/acme/shopist');
      git('commit', '--quiet', '--allow-empty', '-m', 'Deployed');
      const deployed = git('rev-parse', 'HEAD');
      const { job, events } = await run('commit-on-top.yml', { workspace, vars, github: { sha: deployed } });
      expect(events[0]?.git?.commit_sha).toBe(deployed);
      expect(messages(job, 'warning')).toHaveLength(warnings);
      expectHarmless(job);
    } finally {
      rmSync(workspace, { recursive: true });
    }
  });
});

describe('the pages of a run', () => {
  test.each(['gitea', 'forgejo', 'act'] as const)(
    '%s has them elsewhere or not at all: no address in the tags',
    async (server) => {
      const { job, events } = await run('ci-tags.yml', { server });
      expect(events[0]?.custom_tags).toEqual([
        'region:eu',
        'ci.job.name:mine',
        'ci.pipeline.id:17412345678',
        'ci.pipeline.name:Deploy',
        'git.branch:main',
      ]);
      expectQuiet(job);
    },
  );
});

describe('servers of one’s own', () => {
  test.each([
    ['GitHub Enterprise Server', 'https://ghes.example', 'https://ghes.example/acme/shopist'],
    ['Gitea on a port', 'http://gitea.local:3000', 'http://gitea.local:3000/acme/shopist'],
    ['Forgejo below a path', 'https://example.org/forgejo', 'https://example.org/forgejo/acme/shopist'],
    [
      'one with credentials in its URL',
      'https://user:pass-word@forgejo.example',
      'https://forgejo.example/acme/shopist',
    ],
  ])('%s', async (_what, server, url) => {
    const { job, events } = await run('ci-tags.yml', { github: { server_url: server } });
    expect(events[0]?.git?.repository_url).toBe(url);
    expect(events[0]?.custom_tags).toContain(`ci.pipeline.url:${url}/actions/runs/17412345678/attempts/1`);
    expect(job.summary).toContain(`${url}/commit/${sha}`);
    expect(JSON.stringify([only(job, 'main').files, only(job, 'post').stdout, job.summary])).not.toContain(
      'pass-word',
    );
    expectQuiet(job);
  });

  test('older servers do not tell the job’s number: no address of the job', async () => {
    const { jobCheckRunId: _, ...options } = { jobCheckRunId: undefined };
    const { events } = await run('ci-tags.yml', { ...options, github: { run_attempt: '3' } });
    expect(events[0]?.custom_tags).toContain(`ci.pipeline.url:${runUrl}/attempts/3`);
  });
});
