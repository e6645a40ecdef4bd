import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { GitHubContext } from '../../src/github/context.ts';
import { emptyCommitAdvice, findDoubt, type SentGit } from '../../src/github/doubt.ts';
import type { HeadMove, Workspace } from '../../src/github/workspace.ts';
import { push } from '../support/github.ts';

const sha = push.commitSha;
const head = 'e'.repeat(40);
const third = 'f'.repeat(40);
const url = push.repositoryUrl;
const infrastructure = 'https://github.com/acme/infrastructure';

const moved = (to: string, message = 'checkout: moving from main to x', from = third): HeadMove => {
  return { from, to, seconds: 1_700_000_000, message };
};
const at = (headSha: string, ...moves: HeadMove[]): Workspace => ({ remoteUrls: [url], headSha, moves });
const workspaces = {
  nothing: { remoteUrls: [], headSha: undefined, moves: [] },
  GITHUB_SHA: at(sha, moved(sha)),
  'another commit': at(head, moved(head)),
  'a commit on top of GITHUB_SHA': at(head, moved(sha), moved(head, 'commit: Version 2', sha)),
  'what an earlier job left': at(head),
} satisfies Record<string, Workspace>;

interface Situation {
  readonly context?: Partial<GitHubContext>;
  readonly sent?: Partial<SentGit>;
  readonly version?: string;
  readonly workspace?: Workspace;
}

/** The messages, a line each, with the names of the commits in place of them. */
function tell({ context, sent, version, workspace = workspaces.nothing }: Situation): string {
  const messages = findDoubt(
    { ...push, ...context },
    { repositoryUrl: url, commitSha: sha, repositoryGiven: false, ...sent },
    version,
    workspace,
  );
  return messages
    .map(({ level, text }) => `${level}: ${text}`)
    .join('\n')
    .replaceAll(sha, 'SENT')
    .replaceAll(head, 'OTHER')
    .replaceAll(third, 'THIRD');
}

/** Only the warning. */
function warn(situation: Situation): string {
  const told = tell(situation);
  return /^warning: (.*)/.exec(told)?.[1] ?? '';
}

const merge = { eventName: 'pull_request', ref: 'refs/pull/7/merge' };
const pullRequest = (merged: boolean, merge_commit_sha: string, headSha = head) => ({
  pull_request: { head: { sha: headSha }, merged, merge_commit_sha },
});
const comment = (merged_at: string | null) => ({ issue: { pull_request: { url: 'https://x', merged_at } } });
const onComment = { eventName: 'issue_comment', event: comment(null) };
const dispatch = (inputs: unknown, ref = 'refs/heads/main') => ({
  eventName: 'workflow_dispatch',
  ref,
  event: { inputs },
});
const payload = (client_payload: unknown) => ({
  eventName: 'repository_dispatch',
  event: { client_payload },
});

describe('what a person reads', () => {
  test('another commit is checked out', () => {
    expect(tell({ workspace: workspaces['another commit'] })).toMatchInlineSnapshot(`
"warning: The deployment event reports commit SENT (GITHUB_SHA), but OTHER is checked out. If that commit is deployed, set git-commit-sha: \${{ steps.checkout.outputs.commit }}, or the output of a step that runs git rev-parse HEAD; if GITHUB_SHA is deployed, set git-commit-sha: \${{ github.sha }}.
info: If a step after actions/checkout moved HEAD, only git rev-parse HEAD has the commit. For steps.checkout.outputs.commit, give the step with actions/checkout (v4.2 or later) "id: checkout". A wrong commit skews change lead time, change failure rate and recovery time."
`);
  });

  test('a pull request', () => {
    const event = pullRequest(false, third);
    expect(warn({ context: { ...merge, event } })).toMatchInlineSnapshot(
      `"The deployment event reports commit SENT (GITHUB_SHA), a merge commit that is on no branch, but the head of the pull request is OTHER. If that commit is deployed, set git-commit-sha: \${{ github.event.pull_request.head.sha || github.sha }}; if GITHUB_SHA is deployed, set git-commit-sha: \${{ github.sha }}."`,
    );
    expect(warn({ context: { eventName: 'pull_request_target', event } })).toMatchInlineSnapshot(
      `"The deployment event reports commit SENT (GITHUB_SHA), the head of a branch that does not contain the pull request, but the head of the pull request is OTHER. If that commit is deployed, set git-commit-sha: \${{ github.event.pull_request.head.sha || github.sha }}; if GITHUB_SHA is deployed, set git-commit-sha: \${{ github.sha }}."`,
    );
    const merged = { eventName: 'pull_request_target', event: pullRequest(true, head) };
    expect(warn({ context: merged })).toMatchInlineSnapshot(
      `"The deployment event reports commit SENT (GITHUB_SHA), but the pull request was merged as OTHER. If that commit is deployed, set git-commit-sha: \${{ github.event.pull_request.merge_commit_sha || github.sha }}; if GITHUB_SHA is deployed, set git-commit-sha: \${{ github.sha }}."`,
    );
    expect(warn({ context: onComment })).toMatchInlineSnapshot(
      `"The deployment event reports commit SENT (GITHUB_SHA), the head of the default branch, but the comment is on a pull request, which has other commits. If a commit of the pull request is deployed, set git-commit-sha: \${{ steps.checkout.outputs.commit }}, or the output of a step that runs git rev-parse HEAD; if GITHUB_SHA is deployed, set git-commit-sha: \${{ github.sha }}."`,
    );
  });

  test('a workflow run: nobody can tell what is deployed if GITHUB_SHA is checked out', () => {
    const context = { eventName: 'workflow_run', event: { workflow_run: { head_sha: head } } };
    expect(tell({ context })).toMatchInlineSnapshot(`
"warning: The deployment event reports commit SENT (GITHUB_SHA), but this workflow_run is for OTHER. If that commit is deployed, set git-commit-sha: \${{ github.event.workflow_run.head_sha || github.sha }}; if GITHUB_SHA is deployed, set git-commit-sha: \${{ github.sha }}.
info: A wrong commit skews change lead time, change failure rate and recovery time."
`);
    expect(warn({ context, workspace: workspaces.GITHUB_SHA })).toMatchInlineSnapshot(
      `"The deployment event reports commit SENT (GITHUB_SHA), which is checked out, but this workflow_run is for OTHER. If this job deploys what was built for that commit, set git-commit-sha: \${{ github.event.workflow_run.head_sha || github.sha }}; if it deploys what is checked out, set git-commit-sha: \${{ github.sha }}."`,
    );
  });

  test('a dispatch', () => {
    expect(warn({ context: dispatch({ sha: head }) })).toMatchInlineSnapshot(
      `"The deployment event reports commit SENT (GITHUB_SHA), but inputs.sha of this workflow_dispatch is OTHER. If that commit is deployed, set git-commit-sha: \${{ github.event.inputs.sha || github.sha }}; if GITHUB_SHA is deployed, set git-commit-sha: \${{ github.sha }}."`,
    );
    expect(warn({ context: payload({ sha: head }) })).toMatchInlineSnapshot(
      `"The deployment event reports commit SENT (GITHUB_SHA), but client_payload.sha of this repository_dispatch is OTHER. If that commit is deployed, set git-commit-sha: \${{ github.event.client_payload.sha }}, and git-repository-url if it is a commit of another repository (the usual case); if GITHUB_SHA is deployed, set git-commit-sha: \${{ github.sha }}."`,
    );
    const tag = { 'branch-or-tag': 'web-v2026.10.1' };
    expect(tell({ context: dispatch(tag) })).toMatchInlineSnapshot(`
"warning: The deployment event reports commit SENT (GITHUB_SHA), but inputs.branch-or-tag of this workflow_dispatch is "web-v2026.10.1". If that is deployed, set git-commit-sha to its full SHA, for example \${{ steps.checkout.outputs.commit }} of an actions/checkout with that ref; if GITHUB_SHA is deployed, set git-commit-sha: \${{ github.sha }}.
info: If a step after actions/checkout moved HEAD, only git rev-parse HEAD has the commit. For steps.checkout.outputs.commit, give the step with actions/checkout (v4.2 or later) "id: checkout". A wrong commit skews change lead time, change failure rate and recovery time."
`);
    expect(warn({ context: payload(tag) })).toMatchInlineSnapshot(
      `"The deployment event reports commit SENT (GITHUB_SHA), but client_payload.branch-or-tag of this repository_dispatch is "web-v2026.10.1". If that is deployed, set git-commit-sha to its full SHA, for example \${{ steps.checkout.outputs.commit }} of an actions/checkout with that ref, and git-repository-url if it is a commit of another repository (the usual case); if GITHUB_SHA is deployed, set git-commit-sha: \${{ github.sha }}."`,
    );
  });

  test('another repository', () => {
    const sent = { repositoryUrl: infrastructure, repositoryGiven: true };
    expect(tell({ sent })).toMatchInlineSnapshot(`
"warning: The deployment event reports commit SENT (GITHUB_SHA), a commit of https://github.com/acme/shopist, but git-repository-url is another repository, https://github.com/acme/infrastructure. If a commit of that one is deployed, set git-commit-sha: \${{ steps.checkout.outputs.commit }}, or the output of a step that runs git rev-parse HEAD; if both repositories contain GITHUB_SHA, set git-commit-sha: \${{ github.sha }}.
info: If a step after actions/checkout moved HEAD, only git rev-parse HEAD has the commit. For steps.checkout.outputs.commit, give the step with actions/checkout (v4.2 or later) "id: checkout". A wrong commit skews change lead time, change failure rate and recovery time."
`);
    const workspace = { ...at(head), remoteUrls: [infrastructure] };
    expect(warn({ sent, workspace })).toContain('which is checked out at OTHER. If');
    expect(tell({ workspace })).toMatchInlineSnapshot(
      `"info: The workspace is a checkout of https://github.com/acme/infrastructure, but the deployment event reports commit SENT of https://github.com/acme/shopist, the repository of this workflow. If the other one is deployed, set git-repository-url and git-commit-sha."`,
    );
  });

  test('an empty git-commit-sha', () => {
    expect(emptyCommitAdvice(undefined)).toMatchInlineSnapshot(
      `"The event has no commit, because input "git-commit-sha" is empty. If an empty value means the commit of this run, set git-commit-sha: \${{ … || github.sha }}; otherwise check the step ID and the output (steps.checkout.outputs.commit exists from actions/checkout v4.2 on; with an older version or another tool, use a step that runs git rev-parse HEAD)."`,
    );
    expect(emptyCommitAdvice(head).replace(head, 'HEAD')).toContain('is empty, although the workspace is at HEAD. If');
  });
});

const input = (expression: string) => `set git-commit-sha: \${{ github.event.${expression} || github.sha }}`;
const CHECKOUT =
  'set git-commit-sha: ${{ steps.checkout.outputs.commit }}, or the output of a step that runs git rev-parse HEAD';
const PULL_REQUEST = input('pull_request.head.sha');
const MERGED = input('pull_request.merge_commit_sha');

/** An event, and the advice that it leads to; '' if the commit that is checked out alone counts. */
type Row = readonly [what: string, context: Partial<GitHubContext>, advice: string];

/** Events that are about another commit, about GITHUB_SHA, and about what is none. */
function about(eventName: string, path: string): readonly Row[] {
  const event = (value: string) => path.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
  return [
    [eventName, { eventName, event: event(head) }, input(path)],
    [`${eventName}, in capitals`, { eventName, event: event(head.toUpperCase()) }, input(path)],
    [`${eventName} of GITHUB_SHA`, { eventName, event: event(sha.toUpperCase()) }, ''],
    [`${eventName} of no commit`, { eventName, event: event('main') }, ''],
    [`${eventName} of a digest`, { eventName, event: event('d'.repeat(64)) }, ''],
    [`push with the field of ${eventName}`, { event: event(head) }, ''],
  ];
}

const opened = pullRequest(false, third);
const target = { eventName: 'pull_request_target' };
const closed = { eventName: 'pull_request' };
test.each<Row>([
  ['push', {}, ''],
  ['release', { eventName: 'release', ref: 'refs/tags/v1' }, ''],
  ['workflow_dispatch', dispatch({ env: 'prod' }), ''],
  ['an event whose file is broken', { event: undefined }, ''],

  ['pull_request', { ...merge, event: opened }, PULL_REQUEST],
  ['a review', { ...merge, eventName: 'pull_request_review', event: opened }, PULL_REQUEST],
  ['on Gitea', { ...merge, ref: 'refs/pull/7/head', event: pullRequest(false, third, sha) }, ''],
  ['pull_request, its file broken', { ...merge, event: undefined }, ''],
  ['pull_request, its commit none', { ...merge, event: pullRequest(false, third, 'main') }, ''],
  ['merged', { ...closed, event: pullRequest(true, sha) }, ''],
  ['merged, and the branch moved on', { ...closed, event: pullRequest(true, third) }, ''],
  ['merged, on an older server', { ...merge, event: pullRequest(true, sha) }, ''],
  ['merged, tested by a merge commit', { ...merge, event: pullRequest(true, head) }, MERGED],
  ['pull_request_target', { ...target, event: opened }, PULL_REQUEST],
  ['pull_request_target, merged', { ...target, event: pullRequest(true, sha) }, ''],
  ['pull_request_target, merged elsewhere', { ...target, event: pullRequest(true, head) }, MERGED],

  ...about('workflow_run', 'workflow_run.head_sha'),
  ...about('check_run', 'check_run.head_sha'),
  ...about('check_suite', 'check_suite.head_sha'),
  ...about('status', 'sha'),
  ...about('deployment', 'deployment.sha'),
  ...about('deployment_status', 'deployment.sha'),

  ['a comment on a merged pull request', { ...onComment, event: comment('2026-01-31T12:00:00Z') }, ''],
])('%s', (_what, context, advice) => {
  for (const [name, workspace] of Object.entries(workspaces)) {
    const expected = advice === '' && name === 'another commit' ? CHECKOUT : advice;
    const told = warn({ context, workspace });
    expect([name, told]).toEqual([name, expected && expect.stringContaining(expected)]);
    expect(told).toMatch(/^$|set git-commit-sha: \$\{\{ github\.sha \}\}\.$/);
    expect(told).not.toMatch(/::|undefined/);
    const tellsBoth = name === 'GITHUB_SHA' && told !== '' && !/pull_request/.test(context.eventName ?? '');
    expect(told.includes('If this job deploys what was built for that commit')).toBe(tellsBoth);
  }
});

test('a comment on a pull request, unless this job built on what it had', () => {
  for (const [name, workspace] of Object.entries(workspaces)) {
    const isBuilt = name === 'a commit on top of GITHUB_SHA';
    const told = warn({ context: onComment, workspace });
    expect([name, told]).toEqual([name, isBuilt ? '' : expect.stringContaining(CHECKOUT)]);
  }
});

test('the events of dev/events, as GitHub sends them', () => {
  const toldOf = (eventName: string, ref = 'refs/heads/main') => {
    const event: unknown = JSON.parse(readFileSync(`dev/events/${eventName}.json`, 'utf8'));
    const commitSha = eventName === 'pull_request' ? '7c1d2e3f4a5b60718293a4b5c6d7e8f907070707' : sha;
    return warn({ context: { eventName, ref, event, commitSha }, sent: { commitSha } });
  };
  expect(toldOf('deployment_status')).toBe('');
  expect(toldOf('release', 'refs/tags/v2.14.0')).toBe('');
  expect(toldOf('workflow_run')).toBe('');
  expect(toldOf('pull_request')).toBe('');
  expect(toldOf('repository_dispatch')).toContain('but client_payload.commit of this');
});

describe('the version', () => {
  const heads = ['workflow_dispatch', 'repository_dispatch', 'schedule', 'workflow_run', 'issue_comment'];
  test.each([...heads, 'check_run', 'check_suite', 'status'])('another commit, on %s', (eventName) => {
    const told = warn({ context: { eventName }, version: head.toUpperCase() });
    expect(told).toContain('but its version is OTHER.');
  });

  test.each(['push', 'release', 'pull_request', 'merge_group'])('only a line, on %s', (eventName) => {
    expect(tell({ context: { eventName }, version: head })).toMatch(/^info: The version is OTHER/);
  });

  const none = ['', 'v1.2', sha, sha.toUpperCase(), head.slice(1), 'd'.repeat(64), `v${head}`];
  test.each(none)('no other commit: %j', (version) => {
    expect(tell({ context: dispatch({}), version })).toBe('');
    expect(tell({ version })).toBe('');
  });

  test('what the event says of the commit is told first', () => {
    const context = { eventName: 'workflow_run', event: { workflow_run: { head_sha: head } } };
    expect(warn({ context, version: third })).toContain('this workflow_run is for OTHER');
    expect(warn({ context: dispatch({ sha: head }), version: head })).toContain('inputs.sha');
  });
});

describe('a commit or a ref in a dispatch', () => {
  test.each([
    ...['sha', 'SHA', 'commit', 'ref', 'revision', 'commit-sha', 'head_sha', 'headSha', 'commitSHA'],
    ...['gitref', 'commit_id', 'commitish', 'GIT_COMMIT'],
  ])('%s', (name) => {
    const told = warn({ context: dispatch({ environment: 'production', [name]: head.toUpperCase() }) });
    expect(told).toContain(`but inputs.${name} of this workflow_dispatch is OTHER.`);
    expect(told).toContain(input(`inputs.${name}`));
  });

  test('none: other events have no such values', () => {
    const event = { inputs: { sha: head, ref: 'v1' }, client_payload: { sha: head, ref: 'v1' } };
    expect(tell({ context: { event } })).toBe('');
    const crossed = { ...dispatch({}), event: { client_payload: event.client_payload } };
    expect(tell({ context: crossed })).toBe('');
  });

  test('a repository that is given need not be set', () => {
    const sent = { repositoryUrl: infrastructure, repositoryGiven: true };
    expect(warn({ context: payload({ sha: head }), sent })).not.toContain('git-repository-url');
  });

  test.each<[string, string]>([
    ['branch-or-tag', 'web-v2026.10.1'],
    ['ref', 'refs/tags/v2'],
    ['git_ref', 'v2.14.0'],
    ['gitref', 'hotfix/cart'],
    ['deployRef', 'hotfix/cart'],
    ['refname', 'feature'],
    ['branch', 'release/2026-11'],
    ['commit-ish', 'v2'],
    ['revision', '0a1b2c4'],
    ['branch_to_deploy', 'refs/pull/7/head'],
    ['deploybranch', 'feature'],
  ])('%s: %s', (name, value) => {
    for (const context of [dispatch({ env: 'prod', [name]: value }), payload({ [name]: value })]) {
      const told = warn({ context });
      expect(told).toContain(`.${name} of this ${context.eventName} is "${value}". If that is deployed`);
      expect(warn({ context, workspace: workspaces['what an earlier job left'] })).toBe(told);
      expect(warn({ context, workspace: at(sha) })).toBe(told);
    }
  });

  test.each<[string, unknown]>([
    ['GITHUB_SHA itself', { sha }],
    ['two commits', { sha: head, base_sha: third }],
    ['two, one of them GITHUB_SHA', { sha, commit: head }],
    ['a short commit', { sha: head.slice(0, 12) }],
    ['a digest', { image_sha: 'd'.repeat(64), revision: 'd'.repeat(64) }],
    ['a name that merely has the letters', { shared: head, reference: 'x' }],
    ['a name that does not speak of a commit', { artifact: head }],
    ['a name that no expression can have as it is', { 'commit }} x': head }],
    ['one level below', { target: { sha: head } }],
    ['the branch that runs', { branch: 'main' }],
    ['the branch that runs, in full', { ref: 'refs/heads/main' }],
    ['empty', { ref: '', branch: ' ' }],
    ['a tag, which mostly names an image', { tag: '1.2.3', image_tag: 'abc', version: 'v2' }],
    ['where it goes', { target_branch: 'a', 'base-ref': 'b', destinationBranch: 'c', default_branch: 'd' }],
    ['a name that merely has the letters', { prefix: 'x', reference: 'y', branches: 'z', publish: 'a' }],
    ['the kind of a ref', { ref: 'refs/heads/main', ref_type: 'branch' }],
    ['a switch', { 'delete-branch': 'true', create_branch: 'false', branch: true }],
    ['the number of a revision, and a head', { revision: '42', ref: 'HEAD' }],
    ['no ref', { branch_url: 'https://x/y', branch_note: 'the new one', ref: 'a..b', 'ref-map': 'x~1' }],
    ['GITHUB_SHA, short', { ref: sha.slice(0, 7).toUpperCase() }],
    ['with GITHUB_SHA beside it', { branch: 'feature', sha }],
    ['not a text', { branch: 7, ref: null, revision: ['v1'] }],
  ])('none: %s', (_what, values) => {
    expect(tell({ context: dispatch(values) })).toBe('');
    expect(tell({ context: payload(values) })).toBe('');
  });

  test.each(['v2', 'refs/tags/v2'])('none: the tag that runs, %s', (ref) => {
    expect(tell({ context: dispatch({ ref }, 'refs/tags/v2') })).toBe('');
    expect(warn({ context: dispatch({ ref: 'v2' }, 'refs/tags/v20') })).not.toBe('');
  });

  test('none if this job checked GITHUB_SHA out, whatever it did on top of it', () => {
    const context = dispatch({ branch: 'feature' });
    expect(tell({ context, workspace: workspaces.GITHUB_SHA })).toBe('');
    expect(tell({ context, workspace: workspaces['a commit on top of GITHUB_SHA'] })).toBe('');
  });

  test('the commit that is checked out says more than the name of a ref; a long one is cut', () => {
    const told = warn({ context: dispatch({ branch: 'feature' }), workspace: workspaces['another commit'] });
    expect(told).toContain('but OTHER is checked out');
    expect(warn({ context: dispatch({ ref: 'x'.repeat(65_000) }) }).length).toBeLessThan(1_000);
  });
});

describe('another repository together with GITHUB_SHA', () => {
  const of = (repositoryUrl: string, more: Situation = {}) =>
    warn({ sent: { repositoryUrl, repositoryGiven: true }, ...more });

  test.each([
    infrastructure,
    'git@github.com:acme/infrastructure.git',
    'https://gitlab.com/acme/infrastructure',
    'https://github.com/another/shopist',
  ])('%s', (other) => {
    const told = of(other);
    expect(told).toContain(`a commit of ${url}, but git-repository-url is another repository, ${other}. If`);
    expect(of(other, { workspace: workspaces.GITHUB_SHA })).toBe(told);
  });

  test.each([
    ['written otherwise', 'git@github.com:Acme/Shopist.git'],
    ['a mirror', 'https://gitlab.com/acme/shopist'],
    ['a mirror of another owner', 'https://gitlab.com/company/web/shopist'],
  ])('none: %s', (_what, other) => {
    expect(of(other)).toBe('');
  });

  test('before what the event and the version say: their commit is not in there either', () => {
    const context = { eventName: 'workflow_run', event: { workflow_run: { head_sha: head } } };
    expect(of(infrastructure, { context, version: third })).toContain('another repository');
  });

  test('none if it is checked out at that very commit, or the run’s own is not known', () => {
    expect(of(infrastructure, { workspace: { ...at(sha), remoteUrls: [infrastructure] } })).toBe('');
    expect(of(infrastructure, { context: { repositoryUrl: '' } })).toBe('');
  });
});

describe('the workspace is a checkout of another repository', () => {
  const workspace = {
    ...workspaces['another commit'],
    remoteUrls: ['../x', 'https://token:s3cret@github.com/acme/infrastructure.git'],
  };

  test('the log says whose commit is sent, without credentials', () => {
    expect(tell({ workspace })).toMatch(/^info: The workspace is a checkout of https:\/\/github.com\/acme/);
  });

  test.each<[string, Situation]>([
    ['git-repository-url is set', { sent: { repositoryGiven: true }, workspace }],
    ['a mirror', { workspace: { ...workspace, remoteUrls: ['https://gitlab.com/company/shopist'] } }],
    ['one of two remotes is the own', { workspace: { ...at(sha), remoteUrls: [infrastructure, `${url}.git`] } }],
    ['no remote', { workspace: { ...workspace, remoteUrls: [] } }],
    ['a remote that is a path', { workspace: { ...workspace, remoteUrls: ['../infrastructure'] } }],
  ])('nothing: %s', (_what, situation) => {
    expect(tell(situation)).toBe('');
  });
});

test('none for a commit that is no full SHA', () => {
  const workspace = workspaces['another commit'];
  expect(tell({ sent: { commitSha: '' }, workspace })).toBe('');
  expect(tell({ sent: { commitSha: 'main' }, workspace })).toBe('');
});

test('one warning at most, and never an error, whatever the event and the workspace are', () => {
  const name = fc.constantFrom(
    ...['inputs', 'client_payload', 'pull_request', 'head', 'sha', 'merged', 'workflow_run', 'head_sha'],
    ...['deployment', 'issue', 'url', 'ref', 'branch', '__proto__', 'constructor'],
  );
  const value = fc.oneof(fc.constantFrom(sha, head, true, null, 'v1'), fc.string());
  const event = fc.letrec((tie) => ({
    node: fc.oneof({ maxDepth: 4 }, value, fc.dictionary(name, tie('node')), fc.array(tie('node'), { maxLength: 2 })),
  })).node;
  const eventName = fc.constantFrom(
    ...['push', 'workflow_dispatch', 'repository_dispatch', 'workflow_run', 'issue_comment', 'status'],
    ...['pull_request_target', 'deployment', 'constructor', ''],
  );
  const workspace = fc.record({
    remoteUrls: fc.array(fc.oneof(fc.constantFrom(url, infrastructure), fc.string()), { maxLength: 2 }),
    headSha: fc.constantFrom(undefined, sha, head),
    moves: fc.array(fc.constantFrom(moved(sha), moved(head), moved(head, 'commit: x')), { maxLength: 2 }),
  });
  fc.assert(
    fc.property(event, eventName, workspace, fc.string(), (one, kind, seen, version) => {
      const told = tell({ context: { event: one, eventName: kind }, workspace: seen, version });
      expect(told).toMatch(/^(?:warning: [^\n]+\ninfo: [^\n]+|info: [^\n]+)?$/);
    }),
    { numRuns: 1_000 },
  );
});
