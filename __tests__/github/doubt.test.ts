import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Checkout, findCheckout } from '../../src/github/checkout.ts';
import type { GitHubContext } from '../../src/github/context.ts';
import { commitDoubt } from '../../src/github/doubt.ts';
import { commit, git, makeRepository, missingGit } from '../support/git.ts';

const sha = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';
const head = 'e'.repeat(40);
const third = 'f'.repeat(40);
const url = 'https://github.com/acme/shopist';
const infrastructure = 'https://github.com/acme/infrastructure';

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
  hasRunPages: true,
  event: {},
};
const sent = { repositoryUrl: url, commitSha: sha };

/** What a workspace has of the repository that is sent. */
const at = (commitSha: string, ...ancestorShas: string[]): Checkout => ({
  commitSha,
  ancestorShas,
  remoteUrls: [url],
});
const workspaces = {
  nothing: undefined,
  GITHUB_SHA: at(sha),
  'another commit': at(third, 'd'.repeat(40)),
  'a commit on top of GITHUB_SHA': at(third, sha),
};
type Workspace = keyof typeof workspaces;

const HEAD = '${{ steps.checkout.outputs.commit }}';
const PULL_REQUEST = '${{ github.event.pull_request.head.sha }}';
const MERGED = '${{ github.event.pull_request.merge_commit_sha }}';
const WORKFLOW_RUN = '${{ github.event.workflow_run.head_sha }}';
const DEPLOYMENT = '${{ github.event.deployment.sha }}';
type Advice =
  | typeof HEAD
  | typeof PULL_REQUEST
  | typeof MERGED
  | typeof WORKFLOW_RUN
  | typeof DEPLOYMENT
  | 'none';

const merge = 'refs/pull/7/merge';
const open = { pull_request: { head: { sha: head }, merged: false, merge_commit_sha: third } };
const merged = { pull_request: { head: { sha: head }, merged: true, merge_commit_sha: sha } };
const mergedElsewhere = { pull_request: { head: { sha: head }, merged: true, merge_commit_sha: third } };
const ofGitea = { pull_request: { head: { sha } } };
const comment = { issue: { pull_request: { url: 'https://x', merged_at: null } } };
const commentOnMerged = { issue: { pull_request: { url: 'https://x', merged_at: '2026-01-31T12:00:00Z' } } };

/** Advice by what the workspace has: nothing, GITHUB_SHA, another commit, one on top. */
type Row = readonly [string, Partial<GitHubContext>, Advice, Advice, Advice, Advice];
/** HEAD alone counts. */
const byHead = (what: string, context: Partial<GitHubContext>): Row => [
  what,
  context,
  'none',
  'none',
  HEAD,
  'none',
];
/** The event alone counts. */
const always = (what: string, context: Partial<GitHubContext>, advice: Advice): Row => [
  what,
  context,
  advice,
  advice,
  advice,
  advice,
];

const table: readonly Row[] = [
  byHead('push', {}),
  byHead('workflow_dispatch', { eventName: 'workflow_dispatch' }),
  byHead('schedule', { eventName: 'schedule' }),
  byHead('release', { eventName: 'release', ref: 'refs/tags/v1' }),
  byHead('an event whose file is broken', { event: undefined }),
  byHead('an event of null', { event: null }),

  always('pull_request', { eventName: 'pull_request', ref: merge, event: open }, PULL_REQUEST),
  always('pull_request_review', { eventName: 'pull_request_review', ref: merge, event: open }, PULL_REQUEST),
  byHead('pull_request on Gitea', { eventName: 'pull_request', ref: 'refs/pull/7/head', event: ofGitea }),
  byHead('pull_request, its file broken', { eventName: 'pull_request', ref: merge, event: undefined }),
  byHead('pull_request, its commit not one', {
    eventName: 'pull_request',
    ref: merge,
    event: { pull_request: { head: { sha: 'main' } } },
  }),
  byHead('pull_request, merged', { eventName: 'pull_request', event: merged }),
  byHead('pull_request, merged, and the branch moved on', {
    eventName: 'pull_request',
    event: mergedElsewhere,
  }),
  byHead('pull_request, merged, on an older server', {
    eventName: 'pull_request',
    ref: merge,
    event: merged,
  }),
  always(
    'pull_request, merged, on an older server that tests a merge commit of its own',
    { eventName: 'pull_request', ref: merge, event: mergedElsewhere },
    MERGED,
  ),

  always('pull_request_target', { eventName: 'pull_request_target', event: open }, PULL_REQUEST),
  byHead('pull_request_target, merged', { eventName: 'pull_request_target', event: merged }),
  always(
    'pull_request_target, merged into another branch',
    { eventName: 'pull_request_target', event: mergedElsewhere },
    MERGED,
  ),

  always(
    'workflow_run',
    { eventName: 'workflow_run', event: { workflow_run: { head_sha: head } } },
    WORKFLOW_RUN,
  ),
  always(
    'workflow_run for another commit in capitals',
    { eventName: 'workflow_run', event: { workflow_run: { head_sha: head.toUpperCase() } } },
    WORKFLOW_RUN,
  ),
  byHead('workflow_run for GITHUB_SHA', {
    eventName: 'workflow_run',
    event: { workflow_run: { head_sha: sha } },
  }),
  byHead('workflow_run, in capitals', {
    eventName: 'workflow_run',
    event: { workflow_run: { head_sha: sha.toUpperCase() } },
  }),
  byHead('another event with the field', { event: { workflow_run: { head_sha: head } } }),

  always('deployment', { eventName: 'deployment', event: { deployment: { sha: head } } }, DEPLOYMENT),
  always(
    'deployment_status',
    { eventName: 'deployment_status', event: { deployment: { sha: head } } },
    DEPLOYMENT,
  ),
  byHead('deployment_status of GITHUB_SHA', {
    eventName: 'deployment_status',
    event: { deployment: { sha } },
  }),

  [
    'issue_comment on a pull request',
    { eventName: 'issue_comment', event: comment },
    HEAD,
    HEAD,
    HEAD,
    'none',
  ],
  byHead('issue_comment on a merged one', { eventName: 'issue_comment', event: commentOnMerged }),
  byHead('issue_comment on an issue', { eventName: 'issue_comment', event: { issue: {} } }),
];

describe('events × workspaces', () => {
  const cells = table.flatMap(([what, context, ...advices]) =>
    (Object.keys(workspaces) as Workspace[]).map(
      (workspace, index) => [what, workspace, context, advices[index] ?? 'none'] as const,
    ),
  );

  test.each(cells)('%s, and the workspace has %s', (_what, workspace, context, advice) => {
    const doubt = commitDoubt({ ...push, ...context }, sent, workspaces[workspace]);
    if (advice === 'none') {
      expect(doubt).toBeUndefined();
      return;
    }
    expect(doubt).toContain(`commit ${sha} (GITHUB_SHA)`);
    expect(doubt).toContain(`Set git-commit-sha: ${advice}`);
    expect(doubt).not.toContain('::');
    expect(doubt).not.toMatch(/was sent|undefined/);
    const theOther = advice === HEAD || advice === MERGED ? third : head;
    if (workspace === 'another commit' || advice !== HEAD) {
      expect(doubt).toContain(theOther);
    }
  });
});

test('the whole warning', () => {
  expect(commitDoubt(push, sent, at(third))).toBe(
    `The deployment event has commit ${sha} (GITHUB_SHA), but the workspace has ${third} checked out. A wrong commit skews change lead time, change failure rate and recovery time. Set git-commit-sha: \${{ steps.checkout.outputs.commit }}, with id: checkout at actions/checkout.`,
  );
});

describe('another repository together with GITHUB_SHA', () => {
  const doubt = (repositoryUrl: string, checkout?: Checkout, context: Partial<GitHubContext> = {}) =>
    commitDoubt({ ...push, ...context }, { repositoryUrl, commitSha: sha }, checkout);

  test.each([
    infrastructure,
    'git@github.com:acme/infrastructure.git',
    'https://gitlab.com/acme/infrastructure',
    'https://github.com/another/shopist',
  ])('%s', (other) => {
    expect(doubt(other)).toContain(
      `a commit of ${url}, but git-repository-url is another repository, ${other}.`,
    );
    expect(doubt(other)).toContain(`Set git-commit-sha: ${HEAD}`);
    expect(doubt(other, at(third))).toContain(third);
  });

  test('before what the event says: its commit is not in there either', () => {
    const context = { eventName: 'workflow_run', event: { workflow_run: { head_sha: head } } };
    expect(doubt(infrastructure, undefined, context)).toContain('another repository');
  });

  test.each([
    ['written otherwise', 'git@github.com:Acme/Shopist.git', undefined],
    ['a mirror', 'https://gitlab.com/acme/shopist', undefined],
    ['a mirror of another owner', 'https://gitlab.com/company/web/shopist', undefined],
    ['one whose checkout is at that very commit', infrastructure, at(sha)],
  ])('none: %s', (_what, other, checkout) => {
    expect(doubt(other, checkout)).toBeUndefined();
  });

  test('none where the run’s own is not known', () => {
    expect(doubt(infrastructure, undefined, { repositoryUrl: '' })).toBeUndefined();
  });
});

const why = missingGit();
const withGit = why === undefined ? describe : describe.skip;

withGit(`with repositories that git makes${why === undefined ? '' : ` (${why})`}`, () => {
  const root = mkdtempSync(join(tmpdir(), 'doubt-'));
  const origin = join(root, 'origin');
  let own = '';
  let later = '';
  let last = '';
  beforeAll(() => {
    [own = '', later = '', last = ''] = makeRepository(origin, 3);
    git(origin, 'repack', '-q', '-a', '-d');
    git(origin, 'remote', 'add', 'origin', url);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  let count = 0;
  function workspace(commitSha: string, path = '.'): string {
    count += 1;
    const folder = join(root, `workspace-${count}`);
    cpSync(origin, join(folder, path), { recursive: true });
    git(join(folder, path), 'checkout', '-q', '--detach', commitSha);
    return folder;
  }
  function doubt(folder: string, context: Partial<GitHubContext> = {}): string | undefined {
    return commitDoubt(
      { ...push, commitSha: own, ...context },
      { repositoryUrl: url, commitSha: own },
      findCheckout(folder, url),
    );
  }

  test('none: GITHUB_SHA is checked out, also in a folder', () => {
    expect(doubt(workspace(own))).toBeUndefined();
    expect(doubt(workspace(own, 'app'))).toBeUndefined();
  });

  test('another commit is checked out, also in a folder', () => {
    expect(doubt(workspace(last))).toContain(last);
    expect(doubt(workspace(last, 'app'))).toContain(last);
    expect(doubt(workspace(last, 'apps/shopist'))).toContain(last);
  });

  test('a fetched commit on top of GITHUB_SHA is another one', () => {
    expect(doubt(workspace(later))).toContain(later);
  });

  test('none: the job commits on top of GITHUB_SHA', () => {
    const folder = workspace(own);
    commit(folder, 'Version 2');
    expect(doubt(folder)).toBeUndefined();
    commit(folder, 'Changelog');
    expect(doubt(folder)).toBeUndefined();
  });

  test('the job replaces GITHUB_SHA, or commits on top of another', () => {
    const amended = workspace(own);
    git(amended, 'commit', '-q', '--amend', '--allow-empty', '-m', 'Version 2');
    expect(doubt(amended)).toContain(git(amended, 'rev-parse', 'HEAD'));
    const elsewhere = workspace(last);
    expect(doubt(elsewhere)).toContain(last);
    expect(doubt(elsewhere)).not.toContain(commit(elsewhere, 'Version 2'));
    expect(doubt(elsewhere)).toContain(git(elsewhere, 'rev-parse', 'HEAD'));
  });

  test('none: another repository’s workspace knows this one as a submodule that is not there', () => {
    const folder = workspace(last);
    git(folder, 'remote', 'set-url', 'origin', infrastructure);
    git(folder, 'config', 'submodule.apps/shopist.url', url);
    expect(doubt(folder)).toBeUndefined();
  });

  test('a submodule that is there is a checkout as any other', () => {
    const folder = workspace(last);
    git(folder, 'remote', 'set-url', 'origin', infrastructure);
    git(folder, 'submodule', '--quiet', 'add', `file://${origin}`, 'shopist');
    git(join(folder, 'shopist'), 'remote', 'set-url', 'origin', url);
    git(join(folder, 'shopist'), 'checkout', '-q', later);
    expect(doubt(folder)).toContain(later);
    git(join(folder, 'shopist'), 'checkout', '-q', own);
    expect(doubt(folder)).toBeUndefined();
  });

  test('none: no repository, no remote, nothing at all', () => {
    const folder = workspace(last);
    git(folder, 'remote', 'remove', 'origin');
    expect(doubt(folder)).toBeUndefined();
    mkdirSync(join(root, 'empty'));
    expect(doubt(join(root, 'empty'))).toBeUndefined();
    expect(doubt(join(root, 'gone'))).toBeUndefined();
  });

  test('a worktree, a sparse checkout, packed refs', () => {
    const worktree = join(root, 'worktree');
    git(workspace(own), 'worktree', 'add', '-q', '--detach', worktree, last);
    expect(doubt(worktree)).toContain(last);
    const folder = workspace(last);
    git(folder, 'sparse-checkout', 'set', '--cone', 'src');
    git(folder, 'checkout', '-q', '-b', 'release');
    git(folder, 'pack-refs', '--all');
    expect(doubt(folder)).toContain(last);
  });

  test('workflow_run, though GITHUB_SHA is checked out', () => {
    const context = { eventName: 'workflow_run', event: { workflow_run: { head_sha: last } } };
    expect(doubt(workspace(own), context)).toContain(`Set git-commit-sha: ${WORKFLOW_RUN}`);
  });
});
