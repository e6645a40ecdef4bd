/** Commit, repository and tags of an event. Doubts about the commit are in `github/doubt.test.ts`. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { at, type CaseResult, deploy, type Row, SHA, table } from '../support/stage.ts';

const json = JSON.stringify;
const view = ({ annotations, events }: CaseResult) =>
  [annotations, `sent: ${json(events[0]?.git) ?? 'without git'}`]
    .filter(Boolean)
    .join('\n')
    .replace(/([\da-f]{7})[\da-f]{33,57}/g, '$1…');

describe('git', () => {
  test('commits: given, empty, not full, and none of the runner', async () => {
    const commit = (text: string): Row => [text.slice(0, 41) || 'empty', { 'git-commit-sha': text }];
    const rows: Row[] = [
      ...[SHA.toUpperCase(), '', SHA.slice(0, 7)].map(commit),
      ['GITHUB_SHA', { 'git-commit-sha': 'GITHUB_SHA' }],
      ['empty in post', {}, { later: { 'git-commit-sha': '' } }],
      ['empty in main', { 'git-commit-sha': '' }, { later: { 'git-commit-sha': 'f'.repeat(40) } }],
      ['none of the runner', {}, { environment: { GITHUB_SHA: '' } }],
      ['no repository of the runner', {}, { environment: { GITHUB_REPOSITORY: '' } }],
      ['another repository for one service', { service: 'cart,pay', 'git-repository-url': '{"pay":"acme/other"}' }],
      ['without a service', { service: '$X', 'git-repository-url': 'acme/other' }],
      ['a server of one’s own', {}, { environment: { GITHUB_SERVER_URL: 'https://user:x@git.acme.example/a' } }],
    ];
    expect(await table(rows, view)).toMatchInlineSnapshot(`
# 0A1B2C3D4E5F60718293A4B5C6D7E8F901234567
sent: {"repository_url":"https://github.com/acme/shopist","commit_sha":"0a1b2c3…"}
# empty
warning: The event has no commit, because input "git-commit-sha" is empty. If an empty value means the commit of this run, set git-commit-sha: \${{ … || github.sha }}; otherwise check the step ID and the output (steps.checkout.outputs.commit exists from actions/checkout v4.2 on; with an older version or another tool, use a step that runs git rev-parse HEAD).
sent: without git
# 0a1b2c3
warning: Input "git-commit-sha" is invalid: "0a1b2c3". Expected: a full commit SHA of 40 or 64 hexadecimal digits, as git rev-parse HEAD prints it. The event has no repository and no commit: change lead time and rollback detection need both.
sent: without git
# GITHUB_SHA
sent: {"repository_url":"https://github.com/acme/shopist","commit_sha":"0a1b2c3…"}
# empty in post
warning: The event has no commit, because input "git-commit-sha" is empty. If an empty value means the commit of this run, set git-commit-sha: \${{ … || github.sha }}; otherwise check the step ID and the output (steps.checkout.outputs.commit exists from actions/checkout v4.2 on; with an older version or another tool, use a step that runs git rev-parse HEAD).
sent: without git
# empty in main
sent: {"repository_url":"https://github.com/acme/shopist","commit_sha":"fffffff…"}
# none of the runner
warning: GITHUB_SHA is not known. The event has no repository and no commit: change lead time and rollback detection need both.
sent: without git
# no repository of the runner
warning: The repository of this run is not known. The event has no repository and no commit: change lead time and rollback detection need both.
sent: without git
# another repository for one service
warning: pay: The deployment event reports commit 0a1b2c3… (GITHUB_SHA), a commit of https://github.com/acme/shopist, but git-repository-url is another repository, https://github.com/acme/other. If a commit of that one is deployed, set git-commit-sha: \${{ steps.checkout.outputs.commit }}, or the output of a step that runs git rev-parse HEAD; if both repositories contain GITHUB_SHA, set git-commit-sha: \${{ github.sha }}.
sent: {"repository_url":"https://github.com/acme/shopist","commit_sha":"0a1b2c3…"}
# without a service
error: Input "service" is invalid: "$X". Nothing expands this in "with:"; only \${{ … }} is replaced. For the variable X write \${{ env.X }}. No deployment event can be sent. The job continues.
sent: without git
# a server of one’s own
sent: {"repository_url":"https://git.acme.example/a/acme/shopist","commit_sha":"0a1b2c3…"}
`);
  });

  test('repositories: what is read as one, and what is not', async () => {
    const texts = ['acme/other', 'https://user:secret@github.com/acme/other', '/srv/shopist.git', '{"cart":1}x'];
    const rows = texts.map(
      (text): Row => [text.replace('secret', '…'), { 'git-repository-url': text, 'git-commit-sha': SHA }],
    );
    expect(await table(rows, view)).toMatchInlineSnapshot(`
# acme/other
sent: {"repository_url":"https://github.com/acme/other","commit_sha":"0a1b2c3…"}
# https://user:…@github.com/acme/other
sent: {"repository_url":"https://github.com/acme/other","commit_sha":"0a1b2c3…"}
# /srv/shopist.git
warning: Input "git-repository-url" is invalid: "/srv/shopist.git". Expected: a repository: owner/name, host/owner/name, or a URL (https://github.com/owner/name, ssh://…, git@host:owner/name.git). The event has no repository and no commit: change lead time and rollback detection need both.
sent: without git
# {"cart":1}x
warning: Input "git-repository-url" is invalid: "{"cart":1}x". Expected: a repository: owner/name, host/owner/name, or a URL (https://github.com/owner/name, ssh://…, git@host:owner/name.git); or a JSON object with a value per service, at most 100 KiB. The event has no repository and no commit: change lead time and rollback detection need both.
sent: without git
`);
  });

  test('one of the two wrong, or both left out', async () => {
    const rows: Row[] = [
      ['another repository with GITHUB_SHA', { 'git-repository-url': 'acme/other' }],
      ['skip-git', { 'skip-git': 'true' }],
      ['skip-git, both wrong', { 'skip-git': 'true', 'git-commit-sha': 'main', 'git-repository-url': 'x' }],
    ];
    expect(await table(rows, view)).toMatchInlineSnapshot(`
# another repository with GITHUB_SHA
warning: The deployment event reports commit 0a1b2c3… (GITHUB_SHA), a commit of https://github.com/acme/shopist, but git-repository-url is another repository, https://github.com/acme/other. If a commit of that one is deployed, set git-commit-sha: \${{ steps.checkout.outputs.commit }}, or the output of a step that runs git rev-parse HEAD; if both repositories contain GITHUB_SHA, set git-commit-sha: \${{ github.sha }}.
sent: {"repository_url":"https://github.com/acme/other","commit_sha":"0a1b2c3…"}
# skip-git
sent: without git
# skip-git, both wrong
sent: without git
`);
  });

  test('on a pull request the commit is a merge commit, and a warning says so', async () => {
    const event = { pull_request: { head: { sha: 'f'.repeat(40) }, number: 7 } };
    const environment = {
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_REF: 'refs/pull/7/merge',
      GITHUB_HEAD_REF: 'topic',
    };
    const rows: Row[] = [
      ['not given', {}, { event, environment }],
      ['given', { 'git-commit-sha': SHA }, { event, environment }],
      ['two services, one given', { service: 'a,b', 'git-commit-sha': json({ a: SHA }) }, { event, environment }],
      [
        'a version that is another commit',
        { version: 'e'.repeat(40) },
        { environment: { GITHUB_EVENT_NAME: 'workflow_dispatch' } },
      ],
      ['a version that is another commit, on a push', { version: 'e'.repeat(40) }],
    ];
    expect(await table(rows, view)).toMatchInlineSnapshot(`
# not given
warning: The deployment event reports commit 0a1b2c3… (GITHUB_SHA), a merge commit that is on no branch, but the head of the pull request is fffffff…. If that commit is deployed, set git-commit-sha: \${{ github.event.pull_request.head.sha || github.sha }}; if GITHUB_SHA is deployed, set git-commit-sha: \${{ github.sha }}.
sent: {"repository_url":"https://github.com/acme/shopist","commit_sha":"0a1b2c3…"}
# given
sent: {"repository_url":"https://github.com/acme/shopist","commit_sha":"0a1b2c3…"}
# two services, one given
warning: b: The deployment event reports commit 0a1b2c3… (GITHUB_SHA), a merge commit that is on no branch, but the head of the pull request is fffffff…. If that commit is deployed, set git-commit-sha: \${{ github.event.pull_request.head.sha || github.sha }}; if GITHUB_SHA is deployed, set git-commit-sha: \${{ github.sha }}.
sent: {"repository_url":"https://github.com/acme/shopist","commit_sha":"0a1b2c3…"}
# a version that is another commit
warning: The deployment event reports commit 0a1b2c3… (GITHUB_SHA), but its version is eeeeeee…. If that commit is deployed, set git-commit-sha to the same value as version, and git-repository-url if it is a commit of another repository; if GITHUB_SHA is deployed, set git-commit-sha: \${{ github.sha }}.
sent: {"repository_url":"https://github.com/acme/shopist","commit_sha":"0a1b2c3…"}
# a version that is another commit, on a push
sent: {"repository_url":"https://github.com/acme/shopist","commit_sha":"0a1b2c3…"}
`);
  });

  test('what the job checked out in the workspace is compared with what is sent', async () => {
    const workspace = mkdtempSync(join(tmpdir(), 'workspace-'));
    mkdirSync(join(workspace, '.git/logs'), { recursive: true });
    const seconds = at(30).time / 1_000_000_000n;
    const entry = `${SHA} ${'f'.repeat(40)} O <o@e> ${seconds} +0000\tcheckout: moving from main to v2\n`;
    writeFileSync(join(workspace, '.git/logs/HEAD'), entry);
    const config = '[remote "origin"]\n\turl = https://github.com/acme/shopist\n';
    writeFileSync(join(workspace, '.git/config'), config);
    const { annotations } = await deploy({}, { environment: { GITHUB_WORKSPACE: workspace } });
    rmSync(workspace, { recursive: true });
    expect(annotations).toContain('reports commit 0a1b2c3… (GITHUB_SHA), but fffffff… is checked out.');
  });
});

describe('tags', () => {
  const tags = ({ annotations, events }: CaseResult) =>
    [annotations, `sent: ${json(events[0]?.custom_tags) ?? 'none'}`].filter(Boolean).join('\n');

  test('lists of tags, and what is left out of them', async () => {
    const texts = ['a:1, b:2\nb:2', 'a\na:\n:b\nok:1', '[a:b]', 'x'.repeat(32 * 1024 + 1)];
    const rows = texts.map((text): Row => [json(text.slice(0, 40)), { 'custom-tags': text }]);
    expect((await table(rows, tags)).replace(/x{100,}/g, 'x…')).toMatchInlineSnapshot(`
# "a:1, b:2\\nb:2"
sent: ["a:1","b:2"]
# "a\\na:\\n:b\\nok:1"
warning: Input "custom-tags": "a", "a:", ":b" are left out. Expected: key:value.
sent: ["ok:1"]
# "[a:b]"
warning: Input "custom-tags" is invalid: "[a:b]". Expected: a JSON array of strings, because the value begins with "[". The event has no custom tags.
sent: none
# "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
warning: Input "custom-tags" is invalid: "x……". Expected: tags of the form key:value, separated by newlines or commas, or as a JSON array of strings; at most 32 KiB. The event has no custom tags.
sent: none
`);
  });

  test('at most 100, and those past the 100th are quoted or counted', async () => {
    const many = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `t${index + from}:1`);
    const { events, annotations } = await deploy({ 'custom-tags': many(115).join() });
    expect(events[0]?.custom_tags).toEqual(many(100));
    expect(annotations).toMatchInlineSnapshot(
      `warning: Input "custom-tags": Datadog accepts at most 100 tags. The event does not contain "t100:1", "t101:1", "t102:1", "t103:1", "t104:1", "t105:1", "t106:1", "t107:1", "t108:1", "t109:1" and 5 more.`,
    );
    const withRun = await deploy({ 'custom-tags': many(97).join(), 'ci-tags': 'true' });
    expect(withRun.events[0]?.custom_tags).toHaveLength(100);
    expect(withRun.annotations).toMatchInlineSnapshot(
      `warning: Input "custom-tags": Datadog accepts at most 100 tags. The event does not contain "ci.job.name:deploy", "git.branch:main".`,
    );
  });

  test('ci-tags: of a branch, another commit, and where the user has one of that name', async () => {
    const wanted = { 'ci-tags': 'true', 'job-check-run-id': '41234567890' };
    const rows: Row[] = [
      ['a branch', wanted],
      ['another commit', { ...wanted, 'git-commit-sha': 'f'.repeat(40) }],
      ['the user’s wins', { ...wanted, 'custom-tags': 'git.branch:mine\nci.job.name:x' }],
      ['not wanted', { 'custom-tags': 'a:1' }],
    ];
    expect(await table(rows, tags)).toMatchInlineSnapshot(`
# a branch
sent: ["ci.pipeline.id:17412345678","ci.pipeline.name:deploy","ci.pipeline.url:https://github.com/acme/shopist/actions/runs/17412345678/attempts/1","ci.job.name:deploy","ci.job.url:https://github.com/acme/shopist/actions/runs/17412345678/job/41234567890","git.branch:main"]
# another commit
sent: ["ci.pipeline.id:17412345678","ci.pipeline.name:deploy","ci.pipeline.url:https://github.com/acme/shopist/actions/runs/17412345678/attempts/1","ci.job.name:deploy","ci.job.url:https://github.com/acme/shopist/actions/runs/17412345678/job/41234567890"]
# the user’s wins
sent: ["git.branch:mine","ci.job.name:x","ci.pipeline.id:17412345678","ci.pipeline.name:deploy","ci.pipeline.url:https://github.com/acme/shopist/actions/runs/17412345678/attempts/1","ci.job.url:https://github.com/acme/shopist/actions/runs/17412345678/job/41234567890"]
# not wanted
sent: ["a:1"]
`);
  });
});
