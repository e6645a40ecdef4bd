import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import {
  type Checkout,
  causeOfMissingKey,
  ciTags,
  commitDoubt,
  type GitHubContext,
  readCheckout,
  readGitHubContext,
} from '../src/github.ts';

const sha = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';
const other = 'f'.repeat(40);
const url = 'https://github.com/acme/shopist';

const push: GitHubContext = {
  actor: 'octocat',
  commitSha: sha,
  eventName: 'push',
  headRef: '',
  job: 'deploy',
  ref: 'refs/heads/main',
  repositoryUrl: url,
  runAttempt: '2',
  runId: '17412345678',
  workflow: 'Deploy',
  event: {},
};

function pullRequest(head: string | null, base: string): unknown {
  const repo = head === null ? null : { full_name: head };
  return { pull_request: { head: { repo, sha: other }, base: { repo: { full_name: base } } } };
}

test('the context comes from the runner’s variables', async () => {
  const environment = {
    GITHUB_ACTOR: 'octocat',
    GITHUB_SHA: sha.toUpperCase(),
    GITHUB_EVENT_NAME: 'push',
    GITHUB_JOB: 'deploy',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REPOSITORY: 'acme/shopist',
    GITHUB_RUN_ATTEMPT: '2',
    GITHUB_RUN_ID: '17412345678',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_WORKFLOW: 'Deploy',
  };
  expect(await readGitHubContext(environment)).toEqual({ ...push, event: expect.anything() });
});

test('without any variable nothing is known, and nothing is thrown', async () => {
  expect(await readGitHubContext({})).toMatchObject({ commitSha: '', repositoryUrl: '', runId: '' });
});

describe('why there is no API key', () => {
  test.each<[string, Partial<GitHubContext>, RegExp]>([
    [
      'a fork',
      { event: pullRequest('mallory/shopist', 'acme/shopist') },
      /pull request from a fork \(mallory\/shopist, not acme\/shopist\)/,
    ],
    [
      'a fork that is gone',
      { event: pullRequest(null, 'acme/shopist') },
      /fork \(deleted since, not acme\/shopist\)/,
    ],
    ['Dependabot', { actor: 'dependabot[bot]' }, /Dependabot's own secrets/],
    [
      'Dependabot’s pull request',
      { actor: 'dependabot[bot]', event: pullRequest('acme/shopist', 'acme/shopist') },
      /Dependabot's own secrets/,
    ],
    ['no sign of any', {}, /misspelt.*"environment:".*"secrets: inherit".*stands after this one/],
    [
      'a pull request of the repository itself',
      { event: pullRequest('acme/shopist', 'acme/shopist') },
      /misspelt/,
    ],
    [
      'pull_request_target, which has the secrets',
      { eventName: 'pull_request_target', event: pullRequest('mallory/shopist', 'acme/shopist') },
      /misspelt/,
    ],
    ['no event file', { event: undefined }, /misspelt/],
    ['an event of another shape', { event: { pull_request: 'x' } }, /misspelt/],
    ['an event that is null', { event: null }, /misspelt/],
  ])('%s', (_what, context, expected) => {
    expect(causeOfMissingKey({ ...push, ...context })).toMatch(expected);
  });
});

describe('CI tags, as Datadog CI Visibility names them', () => {
  const pipeline = [
    'ci.pipeline.id:17412345678',
    'ci.pipeline.name:Deploy',
    `ci.pipeline.url:${url}/actions/runs/17412345678/attempts/2`,
    'ci.job.name:deploy',
  ];
  const job = `ci.job.url:${url}/actions/runs/17412345678/job/41`;

  test('of a branch', () => {
    expect(ciTags(push, '41', sha)).toEqual([...pipeline, job, 'git.branch:main']);
    expect(ciTags({ ...push, ref: 'refs/heads/feature/a:b' }, '41', sha)).toContain('git.branch:feature/a:b');
  });

  test('of a tag', () => {
    expect(ciTags({ ...push, ref: 'refs/tags/v1.2' }, '41', sha)).toEqual([...pipeline, job, 'git.tag:v1.2']);
  });

  test('of a pull request: the branch it comes from', () => {
    const context = { ...push, ref: 'refs/pull/7/merge', headRef: 'fix' };
    expect(ciTags(context, '41', sha)).toEqual([...pipeline, job, 'git.branch:fix']);
  });

  test('no branch where another commit, or none, is sent', () => {
    expect(ciTags(push, '41', other)).toEqual([...pipeline, job]);
    expect(ciTags(push, '41', undefined)).toEqual([...pipeline, job]);
  });

  test.each(['', 'x', '41x', '-1'])('no address of the job without its number: %j', (checkRunId) => {
    expect(ciTags(push, checkRunId, other)).toEqual(pipeline);
  });

  test('nothing that is not known', () => {
    expect(ciTags({ ...push, runAttempt: '' }, '', other)).toContain(
      `ci.pipeline.url:${url}/actions/runs/17412345678`,
    );
    const unknown = { ...push, job: '', runAttempt: '', runId: '', workflow: '', repositoryUrl: '' };
    expect(ciTags(unknown, '41', other)).toEqual([]);
  });
});

describe('the checked-out commit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'checkout-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  // Files by their paths with "/", under a folder that is there.
  function checkout(files: Readonly<Record<string, string>>, root = 'work'): Checkout | undefined {
    const texts = new Map(Object.entries(files).map(([path, text]) => [join(folder, path), text]));
    return readCheckout(join(folder, root), (path) => texts.get(path));
  }

  test.each<[string, Record<string, string>]>([
    ['detached', { 'work/.git/HEAD': `${sha}\n` }],
    ['a branch', { 'work/.git/HEAD': 'ref: refs/heads/main\n', 'work/.git/refs/heads/main': `${sha}\n` }],
    [
      'a branch with a slash',
      { 'work/.git/HEAD': 'ref: refs/heads/a/b\n', 'work/.git/refs/heads/a/b': `${sha}\n` },
    ],
    [
      'a packed branch',
      {
        'work/.git/HEAD': 'ref: refs/heads/main\n',
        'work/.git/packed-refs': `# pack-refs with: peeled fully-peeled sorted \n${other} refs/heads/not-main\n${other} refs/remotes/origin/refs/heads/main2\n${sha} refs/heads/main\n^${other}\n`,
      },
    ],
    [
      'a packed branch, with CRLF',
      { 'work/.git/HEAD': 'ref: refs/heads/main\r\n', 'work/.git/packed-refs': `${sha} refs/heads/main\r\n` },
    ],
    [
      'a loose ref before a packed one',
      {
        'work/.git/HEAD': 'ref: refs/heads/main',
        'work/.git/refs/heads/main': sha,
        'work/.git/packed-refs': `${other} refs/heads/main\n`,
      },
    ],
    [
      'a linked worktree, detached',
      {
        'work/.git': `gitdir: ${join(folder, 'main', '.git', 'worktrees', 'work')}\n`,
        'main/.git/worktrees/work/HEAD': `${sha}\n`,
        'main/.git/worktrees/work/commondir': '../..\n',
      },
    ],
    [
      'a linked worktree on a branch',
      {
        'work/.git': 'gitdir: ../main/.git/worktrees/work\n',
        'main/.git/worktrees/work/HEAD': 'ref: refs/heads/main\n',
        'main/.git/worktrees/work/commondir': '../..\n',
        'main/.git/refs/heads/main': `${sha}\n`,
      },
    ],
    [
      'a linked worktree on a packed branch',
      {
        'work/.git': 'gitdir: ../main/.git/worktrees/work\n',
        'main/.git/worktrees/work/HEAD': 'ref: refs/heads/main\n',
        'main/.git/worktrees/work/commondir': '../..\n',
        'main/.git/packed-refs': `${sha} refs/heads/main\n`,
      },
    ],
    [
      'a submodule',
      { 'work/.git': 'gitdir: ../main/.git/modules/work\n', 'main/.git/modules/work/HEAD': `${sha}\n` },
    ],
  ])('%s', (_what, files) => {
    expect(checkout(files)).toEqual({ commitSha: sha, remoteUrls: [] });
  });

  test('SHA-256', () => {
    expect(checkout({ 'work/.git/HEAD': '0'.repeat(64) })?.commitSha).toBe('0'.repeat(64));
  });

  test.each<[string, Record<string, string>]>([
    ['no repository', {}],
    ['a branch without a commit', { 'work/.git/HEAD': 'ref: refs/heads/main\n' }],
    ['refs in a table of their own', { 'work/.git/HEAD': 'ref: refs/heads/.invalid\n' }],
    ['a short commit', { 'work/.git/HEAD': sha.slice(0, 39) }],
    ['something else', { 'work/.git/HEAD': '<html>' }],
    ['a link to nowhere', { 'work/.git': 'gitdir: ../gone\n' }],
  ])('none in %s', (_what, files) => {
    expect(checkout(files)).toBeUndefined();
  });

  test('the remotes’ URLs', () => {
    const config = `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n\tfetch = +refs/*\n[remote "two"]\r\n  url=git@github.com:acme/two.git\r\n\tpushurl = https://x\n[url "https://y"]\n`;
    expect(checkout({ 'work/.git/HEAD': sha, 'work/.git/config': config })?.remoteUrls).toEqual([
      url,
      'git@github.com:acme/two.git',
    ]);
  });

  test('of a real folder', () => {
    for (const [path, text] of [
      ['real/.git/HEAD', 'ref: refs/heads/main\n'],
      ['real/.git/refs/heads/main', `${sha}\n`],
    ] as const) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const read = (path: string) => {
      try {
        return readFileSync(path, 'utf8');
      } catch {
        return undefined;
      }
    };
    expect(readCheckout(join(folder, 'real'), read)?.commitSha).toBe(sha);
  });
});

describe('doubts about the commit', () => {
  const sent = { repositoryUrl: url, commitSha: sha };
  const at = (commitSha: string, ...remoteUrls: string[]): Checkout => ({ commitSha, remoteUrls });
  const workflowRun = { ...push, eventName: 'workflow_run', event: { workflow_run: { head_sha: other } } };
  const ofPullRequest = {
    ...push,
    eventName: 'pull_request',
    event: pullRequest('acme/shopist', 'acme/shopist'),
  };

  test.each<[string, GitHubContext, Checkout | undefined]>([
    ['nothing is checked out', push, undefined],
    ['the same commit is checked out', push, at(sha, url)],
    ['another repository is checked out', push, at(other, 'https://github.com/acme/infrastructure')],
    ['a longer name is checked out', push, at(other, 'https://github.com/acme/shopist-web')],
    ['workflow_run for the same commit', { ...workflowRun, commitSha: other }, undefined],
    ['workflow_run, and the default branch was deployed', workflowRun, at(sha, url)],
    ['workflow_run without a payload', { ...workflowRun, event: undefined }, undefined],
  ])('none: %s', (_what, context, checkout) => {
    expect(commitDoubt(context, { ...sent, commitSha: context.commitSha }, checkout)).toBeUndefined();
  });

  test.each([
    url,
    `${url}.git`,
    `${url}/`,
    'git@github.com:acme/shopist.git',
    'ssh://git@github.com/Acme/Shopist',
  ])('another commit of the same repository is checked out from %s', (remote) => {
    const doubt = commitDoubt(push, sent, at(other, 'https://github.com/x/y', remote));
    expect(doubt).toContain(sha);
    expect(doubt).toContain(other);
    expect(doubt).toContain('steps.checkout.outputs.commit');
  });

  test('another commit is checked out, of a repository without remotes', () => {
    expect(commitDoubt(push, sent, at(other))).toContain(other);
  });

  test('the merge commit of a pull request, whatever is checked out', () => {
    for (const checkout of [undefined, at(sha, url), at(other, url)]) {
      const doubt = commitDoubt(ofPullRequest, sent, checkout);
      expect(doubt).toContain('merge commit');
      expect(doubt).toContain(other);
      expect(doubt).toContain('github.event.pull_request.head.sha');
    }
    expect(commitDoubt({ ...ofPullRequest, event: undefined }, sent, undefined)).toContain('merge commit');
  });

  test('workflow_run for another commit, and nothing is checked out', () => {
    expect(commitDoubt(workflowRun, sent, undefined)).toContain('github.event.workflow_run.head_sha');
    expect(commitDoubt(workflowRun, sent, undefined)).toContain(other);
  });

  test('none where another commit was given on purpose', () => {
    const given = { ...sent, commitSha: 'e'.repeat(40) };
    for (const context of [push, workflowRun, ofPullRequest]) {
      expect(commitDoubt(context, given, at(other, url))).toBeUndefined();
    }
  });

  test('nothing is called sent, for it is not yet', () => {
    expect(commitDoubt(push, sent, at(other))).not.toMatch(/was sent/);
  });
});
