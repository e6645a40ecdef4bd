import { describe, expect, test } from '@jest/globals';
import { expectHarmless, expectQuiet, messages, only, run, sha } from '../support/workflow.ts';

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
      expect.stringMatching(/^Input "api-key" is missing\. Accepted: /),
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
      expect.stringMatching(new RegExp(`merge commit of a pull request.*${other}`)),
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
