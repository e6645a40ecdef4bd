import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Files } from '../../src/github/checkout.ts';
import type { GitHubContext } from '../../src/github/context.ts';
import { type Doubt, findDoubt, type Place, type SentGit } from '../../src/github/doubt.ts';
import { inMemory, push } from '../support/github.ts';

const sha = push.commitSha;
const head = 'e'.repeat(40);
const third = 'f'.repeat(40);
const url = push.repositoryUrl;
const infrastructure = 'https://github.com/acme/infrastructure';
const folder = join('/', 'work');

const jobStart = 1_700_000_000;
const place: Place = {
  workspace: folder,
  jobStartedAt: BigInt(jobStart) * 1_000_000_000n + 999_999_999n,
  eventPath: join(folder, 'event.json'),
  keepTrack: () => undefined,
  canLeave: true,
};

interface Situation {
  readonly context?: Partial<GitHubContext>;
  readonly sent?: Partial<SentGit>;
  readonly files?: Files;
  readonly place?: Partial<Place>;
}
function find({
  context,
  sent,
  files = inMemory(folder, {}),
  ...more
}: Situation): Promise<Doubt | undefined> {
  return findDoubt(
    { ...push, ...context },
    { repositoryUrl: url, commitSha: sha, repositoryGiven: false, ...sent },
    { ...place, ...more.place },
    files,
    // No test waits for it.
    new AbortController().signal,
  );
}

const entry = (from: string, to: string, seconds: number, message: string) =>
  `${from} ${to} O <o@e> ${seconds} +0000\t${message}\n`;
function checkout(headSha: string, reflog: string, remote = url): Readonly<Record<string, string>> {
  return {
    '.git/HEAD': `${headSha}\n`,
    '.git/config': `[remote "origin"]\n\turl = ${remote}\n`,
    ...(reflog === '' ? {} : { '.git/logs/HEAD': reflog }),
  };
}
const moved = entry(sha, third, jobStart, 'checkout: moving from main to release');
const workspaces = {
  nothing: {},
  GITHUB_SHA: checkout(sha, ''),
  'another commit': checkout(third, moved),
  'a commit on top of GITHUB_SHA': checkout(third, entry(sha, third, jobStart, 'commit: Version 2')),
  'what an earlier job left': checkout(third, entry(sha, third, jobStart - 1, 'checkout: moving to x')),
};

const CHECKOUT =
  'git-commit-sha: ${{ steps.checkout.outputs.commit }}, with id: checkout at actions/checkout,';
const input = (expression: string) => `git-commit-sha: \${{ ${expression} || github.sha }}.`;
const PULL_REQUEST = input('github.event.pull_request.head.sha');
const MERGED = input('github.event.pull_request.merge_commit_sha');
const WORKFLOW_RUN = input('github.event.workflow_run.head_sha');
const DEPLOYMENT = input('github.event.deployment.sha');

const merge = 'refs/pull/7/merge';
const open = { pull_request: { head: { sha: head }, merged: false, merge_commit_sha: third } };
const merged = { pull_request: { head: { sha: head }, merged: true, merge_commit_sha: sha } };
const mergedElsewhere = { pull_request: { head: { sha: head }, merged: true, merge_commit_sha: head } };
const ofGitea = { pull_request: { head: { sha } } };
const comment = { issue: { pull_request: { url: 'https://x', merged_at: null } } };
const commentOnMerged = { issue: { pull_request: { url: 'https://x', merged_at: '2026-01-31T12:00:00Z' } } };

/** Advice by what the workspace has, in the order of `workspaces`; '' for no doubt. */
type Row = readonly [string, Partial<GitHubContext>, string, string, string, string, string];
/** HEAD alone counts. */
const byHead = (what: string, context: Partial<GitHubContext>): Row => [
  what,
  context,
  '',
  '',
  CHECKOUT,
  '',
  '',
];
/** The event alone counts. */
const always = (what: string, context: Partial<GitHubContext>, advice: string): Row => [
  what,
  context,
  advice,
  advice,
  advice,
  advice,
  advice,
];

const table: readonly Row[] = [
  byHead('push', {}),
  byHead('workflow_dispatch', { eventName: 'workflow_dispatch', event: { inputs: { env: 'prod' } } }),
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
  byHead('workflow_run for GITHUB_SHA in capitals', {
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
    CHECKOUT,
    CHECKOUT,
    CHECKOUT,
    '',
    CHECKOUT,
  ],
  byHead('issue_comment on a merged one', { eventName: 'issue_comment', event: commentOnMerged }),
  byHead('issue_comment on an issue', { eventName: 'issue_comment', event: { issue: {} } }),
];

describe('events × workspaces', () => {
  const cells = table.flatMap(([what, context, ...advices]) =>
    Object.entries(workspaces).map(
      ([workspace, texts], index) => [what, workspace, context, texts, advices[index] ?? ''] as const,
    ),
  );

  test.each(cells)('%s, and the workspace has %s', async (_what, workspace, context, texts, advice) => {
    const doubt = await find({ context, files: inMemory(folder, texts) });
    if (advice === '') {
      expect(doubt).toBeUndefined();
      return;
    }
    expect(doubt?.level).toBe('warning');
    expect(doubt?.message).toContain(`commit ${sha} (GITHUB_SHA)`);
    expect(doubt?.message).toContain(`Set ${advice}`);
    expect(doubt?.message).not.toMatch(/::|undefined/);
    if (advice !== CHECKOUT || workspace === 'another commit') {
      expect(doubt?.message).toContain(advice === CHECKOUT ? third : head);
    }
  });
});

test('the whole warning', async () => {
  const files = inMemory(folder, workspaces['another commit']);
  expect(await find({ files })).toEqual({
    level: 'warning',
    message: `The deployment event has commit ${sha} (GITHUB_SHA), but the workspace has ${third} checked out. A wrong commit skews change lead time, change failure rate and recovery time. Set git-commit-sha: \${{ steps.checkout.outputs.commit }}, with id: checkout at actions/checkout, if actions/checkout checked that commit out; if a later step moved HEAD, set it to the output of a step that runs git rev-parse HEAD.`,
  });
});

describe('a commit in a dispatch', () => {
  const dispatch = (inputs: unknown) =>
    find({ context: { eventName: 'workflow_dispatch', event: { inputs } } });
  const payload = (client_payload: unknown, sent: Partial<SentGit> = {}) =>
    find({ context: { eventName: 'repository_dispatch', event: { client_payload } }, sent });

  test.each([
    'sha',
    'SHA',
    'commit',
    'ref',
    'revision',
    'commit-sha',
    'head_sha',
    'headSha',
    'commitSHA',
    'gitref',
    'commit_id',
    'commitish',
    'GIT_COMMIT',
  ])('%s', async (name) => {
    const doubt = await dispatch({ environment: 'production', [name]: head.toUpperCase() });
    expect(doubt?.level).toBe('warning');
    expect(doubt?.message).toContain(`but inputs.${name} of this workflow_dispatch is ${head}.`);
    expect(doubt?.message).toContain(
      `Set git-commit-sha: \${{ github.event.inputs.${name} || github.sha }}.`,
    );
  });

  test.each<[string, unknown]>([
    ['GITHUB_SHA itself', { sha }],
    ['in capitals', { sha: sha.toUpperCase() }],
    ['a branch', { ref: 'main' }],
    ['a short commit', { sha: head.slice(0, 12) }],
    ['two commits', { sha: head, base_sha: third }],
    ['two, one of them GITHUB_SHA', { sha, commit: head }],
    ['a digest', { image_sha: 'd'.repeat(64) }],
    ['a name that does not speak of a commit', { artifact: head }],
    ['a name that merely has the letters', { shared: head, reference: 'x' }],
    ['a name that no expression can have as it is', { 'commit }} x': head }],
    ['one level below', { target: { sha: head } }],
    ['a list', [head]],
    ['a text', head],
    ['null', null],
    ['nothing', undefined],
  ])('none: %s', async (_what, values) => {
    expect(await dispatch(values)).toBeUndefined();
    expect(await payload(values)).toBeUndefined();
  });

  test('none: other events have no such values', async () => {
    const event = { inputs: { sha: head }, client_payload: { sha: head } };
    expect(await find({ context: { event } })).toBeUndefined();
    expect(await dispatch(undefined)).toBeUndefined();
    const crossed = { eventName: 'workflow_dispatch', event: { client_payload: { sha: head } } };
    expect(await find({ context: crossed })).toBeUndefined();
  });

  test('a client_payload usually comes from another repository', async () => {
    const message = (await payload({ sha: head }))?.message;
    expect(message).toContain(
      'Set git-commit-sha: ${{ github.event.client_payload.sha }}, and git-repository-url',
    );
    const given = { repositoryUrl: infrastructure, repositoryGiven: true };
    const withRepository = (await payload({ sha: head }, given))?.message;
    expect(withRepository).toMatch(/Set git-commit-sha: \$\{\{ github\.event\.client_payload\.sha \}\}\.$/);
  });
});

describe('another repository together with GITHUB_SHA', () => {
  const of = (repositoryUrl: string, texts = {}, context: Partial<GitHubContext> = {}) =>
    find({ context, sent: { repositoryUrl, repositoryGiven: true }, files: inMemory(folder, texts) });

  test.each([
    infrastructure,
    'git@github.com:acme/infrastructure.git',
    'https://gitlab.com/acme/infrastructure',
    'https://github.com/another/shopist',
  ])('%s', async (other) => {
    const doubt = await of(other);
    expect(doubt?.level).toBe('warning');
    expect(doubt?.message).toContain(
      `a commit of ${url}, but git-repository-url is another repository, ${other}.`,
    );
    expect(doubt?.message).toContain('Set git-commit-sha: ${{ steps.checkout.outputs.commit }}');
    expect((await of(other, checkout(third, '', other)))?.message).toContain(third);
  });

  test('before what the event says: its commit is not in there either', async () => {
    const context = { eventName: 'workflow_run', event: { workflow_run: { head_sha: head } } };
    expect((await of(infrastructure, {}, context))?.message).toContain('another repository');
  });

  test.each([
    ['written otherwise', 'git@github.com:Acme/Shopist.git', {}],
    ['a mirror', 'https://gitlab.com/acme/shopist', {}],
    ['a mirror of another owner', 'https://gitlab.com/company/web/shopist', {}],
    ['one whose checkout is at that very commit', infrastructure, checkout(sha, '', infrastructure)],
  ])('none: %s', async (_what, other, texts) => {
    expect(await of(other, texts)).toBeUndefined();
  });

  test('none if the run’s own is not known', async () => {
    expect(await of(infrastructure, {}, { repositoryUrl: '' })).toBeUndefined();
  });
});

describe('the workspace is a checkout of another repository', () => {
  const texts = checkout(third, moved, 'https://token:s3cret@github.com/acme/infrastructure.git');

  test('the log says whose commit is sent', async () => {
    const doubt = await find({ files: inMemory(folder, texts) });
    expect(doubt?.level).toBe('info');
    expect(doubt?.message).toContain(`checkout of ${infrastructure}.git, but`);
    expect(doubt?.message).toContain(`commit ${sha} of ${url}`);
    expect(doubt?.message).not.toContain('s3cret');
  });

  test('a warning is more important', async () => {
    const context = { eventName: 'issue_comment', event: comment };
    expect((await find({ context, files: inMemory(folder, texts) }))?.level).toBe('warning');
  });

  test.each<[string, Situation]>([
    ['git-repository-url is set', { sent: { repositoryGiven: true }, files: inMemory(folder, texts) }],
    ['a mirror', { files: inMemory(folder, checkout(third, moved, 'https://gitlab.com/company/shopist')) }],
    ['a folder without a remote', { files: inMemory(folder, { '.git/HEAD': sha, '.git/config': '' }) }],
    ['a remote that is a path', { files: inMemory(folder, checkout(third, moved, '../infrastructure')) }],
    ['below the workspace', { files: inMemory(join(folder, 'tools'), texts) }],
    [
      'a submodule that is not there',
      {
        files: inMemory(folder, {
          '.git/HEAD': third,
          '.git/config': `[submodule "x"]\n\turl = ${infrastructure}`,
        }),
      },
    ],
  ])('nothing: %s', async (_what, situation) => {
    expect(await find(situation)).toBeUndefined();
  });
});

describe('the job’s start', () => {
  const withEvent = (eventTime: number | undefined, reflog: string) =>
    find({
      place: { jobStartedAt: undefined },
      files: inMemory(
        folder,
        checkout(third, reflog),
        eventTime === undefined ? {} : { 'event.json': eventTime },
      ),
    });

  test('is that of the event file if pre did not run', async () => {
    expect((await withEvent(jobStart, moved))?.message).toContain(third);
    expect(await withEvent(jobStart + 1, moved)).toBeUndefined();
    expect(await withEvent(undefined, moved)).toBeUndefined();
  });

  test('is compared with HEAD’s file if there is no reflog', async () => {
    const left = (time: number) =>
      find({ files: inMemory(folder, checkout(third, ''), { '.git/HEAD': time }) });
    expect((await left(jobStart))?.message).toContain(third);
    expect(await left(jobStart - 1)).toBeUndefined();
    expect(await find({ files: inMemory(folder, checkout(third, '')) })).toBeUndefined();
  });
});

describe('a look that takes too long', () => {
  const hanging: Files = {
    read: () => new Promise(() => undefined),
    readEnd: () => new Promise(() => undefined),
    list: () => new Promise(() => undefined),
    writtenAt: () => new Promise(() => undefined),
  };
  async function limited(context: Partial<GitHubContext>, sent: Partial<SentGit> = {}, files = hanging) {
    const controller = new AbortController();
    const tracked: Promise<unknown>[] = [];
    const doubt = findDoubt(
      { ...push, ...context },
      { repositoryUrl: url, commitSha: sha, repositoryGiven: false, ...sent },
      { ...place, keepTrack: (work) => tracked.push(work) },
      files,
      controller.signal,
    );
    controller.abort();
    return { doubt: await doubt, tracked };
  }

  test('ends, and its work is handed on', async () => {
    const { doubt, tracked } = await limited({});
    expect(doubt).toBeUndefined();
    expect(tracked).toHaveLength(1);
  });

  test('what needs no file is told all the same', async () => {
    const run = { eventName: 'workflow_run', event: { workflow_run: { head_sha: head } } };
    const told = await limited(run);
    expect(told.doubt?.message).toContain(head);
    expect(told.tracked).toEqual([]);
    const other = await limited({}, { repositoryUrl: infrastructure, repositoryGiven: true });
    expect(other.doubt?.message).toContain('another repository');
    const onComment = await limited({ eventName: 'issue_comment', event: comment });
    expect(onComment.doubt?.message).toContain('the comment is on a pull request');
  });

  test('a limit that is over already', async () => {
    const doubt = findDoubt(
      push,
      { repositoryUrl: url, commitSha: sha, repositoryGiven: false },
      place,
      hanging,
      AbortSignal.abort(),
    );
    expect(await doubt).toBeUndefined();
  });

  test('no further folder is opened after it', async () => {
    let opened = 0;
    const controller = new AbortController();
    const files: Files = {
      ...inMemory(folder, {}),
      list: async () => ({
        folders: Array.from({ length: 400 }, (_, index) => `folder-${index}`),
        seen: 400,
      }),
      read: async () => {
        opened += 1;
        if (opened === 10) {
          controller.abort();
        }
        return undefined;
      },
    };
    const tracked: Promise<unknown>[] = [];
    const keepTrack = (work: Promise<unknown>) => tracked.push(work);
    await findDoubt(
      push,
      { repositoryUrl: url, commitSha: sha, repositoryGiven: false },
      { ...place, keepTrack },
      files,
      controller.signal,
    );
    await Promise.all(tracked);
    expect(opened).toBeLessThan(13);
  });
});

test('it never rejects, whatever the event and the files are', async () => {
  const name = fc.constantFrom(
    'inputs',
    'client_payload',
    'pull_request',
    'head',
    'sha',
    'merged',
    'workflow_run',
    'deployment',
    'issue',
    'url',
  );
  const value = fc.oneof(fc.constantFrom(sha, head, true, null), fc.string());
  const event = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      value,
      fc.dictionary(name, tie('node')),
      fc.array(tie('node'), { maxLength: 2 }),
    ),
  })).node;
  const eventName = fc.constantFrom(
    'push',
    'workflow_dispatch',
    'repository_dispatch',
    'workflow_run',
    'issue_comment',
    'pull_request_target',
    'deployment',
  );
  const text = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.constantFrom(
      sha,
      third,
      `ref: refs/heads/main`,
      moved,
      `[remote "x"]\nurl=${url}`,
      'gitdir: ..',
      'ref: refs/../../x',
    ),
  );
  const path = fc.constantFrom(
    '.git',
    '.git/HEAD',
    '.git/config',
    '.git/logs/HEAD',
    '.git/packed-refs',
    '.git/refs/heads/main',
    'app/.git/config',
    'app/.git/HEAD',
  );
  await fc.assert(
    fc.asyncProperty(event, eventName, fc.dictionary(path, text), async (payload, kind, texts) => {
      const doubt = await find({
        context: { event: payload, eventName: kind },
        files: inMemory(folder, texts),
      });
      expect(['undefined', 'object']).toContain(typeof doubt);
    }),
    { numRuns: 1_000 },
  );
  const throwing: Files = {
    read: () => {
      throw new Error('read');
    },
    readEnd: () => Promise.reject(new Error('readEnd')),
    list: () => Promise.reject(new Error('list')),
    writtenAt: () => Promise.reject(new Error('writtenAt')),
  };
  expect(await find({ files: throwing })).toBeUndefined();
});

test('none for a commit that is no full SHA', async () => {
  const files = inMemory(folder, workspaces['another commit']);
  expect(await find({ sent: { commitSha: '' }, files })).toBeUndefined();
  expect(await find({ sent: { commitSha: 'main' }, files })).toBeUndefined();
});
