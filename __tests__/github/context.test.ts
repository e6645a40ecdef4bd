import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { causeOfMissingKey, ciTags, type GitHubContext, readGitHubContext } from '../../src/github/context.ts';
import { push } from '../support/github.ts';

const sha = push.commitSha;
const other = 'f'.repeat(40);
const url = push.repositoryUrl;

const variables = {
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

describe('the context', () => {
  test('comes from the runner’s variables', async () => {
    expect(await readGitHubContext(variables)).toEqual({ ...push, event: expect.anything() });
    expect(await readGitHubContext({ ...variables, GITHUB_HEAD_REF: 'fix' })).toMatchObject({
      headRef: 'fix',
    });
  });

  test.each(['', 'main', '0a1b2c3', `${sha}0`, `${sha}\n`])('GITHUB_SHA %j is no commit', async (text) => {
    expect((await readGitHubContext({ ...variables, GITHUB_SHA: text })).commitSha).toBe('');
  });

  test('without any variable nothing is known, and nothing is thrown', async () => {
    const unknown = { commitSha: '', ref: '', repositoryUrl: '', runId: '', hasRunPages: true };
    expect(await readGitHubContext({})).toMatchObject({ ...unknown, serverUrl: '' });
    expect(await readGitHubContext({ GITHUB_SERVER_URL: 'https://github.com' })).toMatchObject(unknown);
    expect(await readGitHubContext({ GITHUB_REPOSITORY: 'acme/shopist' })).toMatchObject(unknown);
  });

  test.each([
    ['GITEA_ACTIONS', false],
    ['ACT', false],
    ['GITHUB_ACTIONS', true],
  ])('with %s the runs have pages at GitHub’s addresses: %j', async (name, expected) => {
    expect((await readGitHubContext({ ...variables, [name]: 'true' })).hasRunPages).toBe(expected);
    expect((await readGitHubContext({ ...variables, [name]: '' })).hasRunPages).toBe(true);
  });

  describe('the event’s file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'event-'));
    afterAll(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'event.json');

    async function readEvent(text: string): Promise<unknown> {
      writeFileSync(file, text);
      process.env['GITHUB_EVENT_PATH'] = text === 'gone' ? `${file}.gone` : file;
      // The file is read when @actions/github is imported, which prints if it is not there.
      jest.resetModules();
      const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
      const { readGitHubContext: readAnew } = await import('../../src/github/context.ts');
      const { event } = await readAnew(variables);
      write.mockRestore();
      return event;
    }

    test.each<[string, unknown]>([
      ['{"workflow_run":{"head_sha":"x"}}', { workflow_run: { head_sha: 'x' } }],
      ['null', null],
      ['gone', {}],
      ['', undefined],
      ['{"pull_request":', undefined],
      ['\u0000\uffff', undefined],
    ])('%j', async (text, expected) => {
      expect(await readEvent(text)).toEqual(expected);
    });
  });
});

function pullRequest(head: string | null, base: string): unknown {
  const repo = head === null ? null : { full_name: head };
  return { pull_request: { head: { repo, sha: other }, base: { repo: { full_name: base } } } };
}

describe('why there is no API key', () => {
  const ofFork = pullRequest('mallory/shopist', 'acme/shopist');
  const own = pullRequest('acme/shopist', 'acme/shopist');
  const cause = (context: Partial<GitHubContext>) => causeOfMissingKey({ ...push, ...context });

  test('a pull request from a fork, which may be gone', () => {
    expect(cause({ eventName: 'pull_request', event: ofFork })).toBe(
      'This run is for a pull request from a fork (mallory/shopist, not acme/shopist); GitHub passes no secrets to such runs. Deploy on push instead, or add an "if:" that skips forks.',
    );
    expect(cause({ event: pullRequest(null, 'acme/shopist') })).toContain('(now deleted, not acme/shopist)');
  });

  test.each([own, {}])('Dependabot', (event) => {
    expect(cause({ actor: 'dependabot[bot]', event })).toBe(
      "Dependabot started this run, so it sees only Dependabot's own secrets. Add the key to them as well (Settings, Secrets and variables, Dependabot).",
    );
  });

  test.each<[string, Partial<GitHubContext>]>([
    ['no sign of any', {}],
    ['a pull request within a repository that is a fork itself', { event: own }],
    ['pull_request_target, which has the secrets', { eventName: 'pull_request_target', event: ofFork }],
    ['no event file', { event: undefined }],
    ['an event of another shape', { event: { pull_request: 'x' } }],
    ['an event that is null', { event: null }],
  ])('%s', (_what, context) => {
    expect(cause(context)).toBe(
      'Likely causes: a misspelled secret, a secret of an environment in a job without "environment:", a reusable workflow called without "secrets: inherit", or a later step that fetches the key.',
    );
  });
});

describe('CI tags, as Datadog CI Visibility names them', () => {
  const run = `${url}/actions/runs/17412345678`;
  const names = ['ci.pipeline.id:17412345678', 'ci.pipeline.name:Deploy', 'ci.job.name:deploy'];
  const pages = [`ci.pipeline.url:${run}/attempts/2`, `ci.job.url:${run}/job/41`];
  const pipeline = [...names, ...pages].sort();
  const tags = (context: Partial<GitHubContext>, checkRunId = '41', commitSha: string | undefined = sha) =>
    ciTags({ ...push, ...context }, checkRunId, commitSha).sort();

  test.each<[string, Partial<GitHubContext>, string[]]>([
    ['a branch', {}, ['git.branch:main']],
    ['a branch with signs in its name', { ref: 'refs/heads/feature/a:b' }, ['git.branch:feature/a:b']],
    ['a tag', { ref: 'refs/tags/v1.2' }, ['git.tag:v1.2']],
    ['a pull request: where it comes from', { ref: 'refs/pull/7/merge', headRef: 'fix' }, ['git.branch:fix']],
    ['one on Gitea', { ref: 'refs/pull/7/head', headRef: 'fix' }, ['git.branch:fix']],
    ['a merged one: where it went', { ref: 'refs/heads/main', headRef: 'fix' }, ['git.branch:main']],
    ['neither', { ref: '' }, []],
    ['a pull request whose branch is not known', { ref: 'refs/pull/7/merge' }, []],
  ])('%s', (_what, context, expected) => {
    expect(tags(context)).toEqual([...pipeline, ...expected].sort());
  });

  test('no branch or tag where another commit, or none, is sent', () => {
    expect(tags({}, '41', other)).toEqual(pipeline);
    expect(ciTags(push, '41', undefined).sort()).toEqual(pipeline);
    expect(tags({ ref: 'refs/tags/v1.2' }, '41', other)).toEqual(pipeline);
  });

  test('no addresses where the run’s pages are elsewhere', () => {
    expect(tags({ hasRunPages: false })).toEqual([...names, 'git.branch:main'].sort());
  });

  test.each(['', 'x', '41x', '-1'])('no address of the job without its number: %j', (checkRunId) => {
    expect(tags({}, checkRunId).join()).not.toContain('ci.job.url');
  });

  test('nothing that is not known', () => {
    expect(tags({ runAttempt: '' })).toContain(`ci.pipeline.url:${run}`);
    const unknown = { job: '', runAttempt: '', runId: '', workflow: '', repositoryUrl: '' };
    expect(tags(unknown, '41', other)).toEqual([]);
  });
});
