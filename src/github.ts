import { join, resolve } from 'node:path';
import { type Environment, parseRepositoryUrl } from './inputs.ts';

/** What the GitHub context tells about this run; '' is "not known". */
export interface GitHubContext {
  readonly actor: string;
  readonly commitSha: string;
  readonly eventName: string;
  /** The branch that a pull request comes from. */
  readonly headRef: string;
  readonly job: string;
  readonly ref: string;
  readonly repositoryUrl: string;
  readonly runAttempt: string;
  readonly runId: string;
  readonly workflow: string;
  /** The event's payload; undefined where its file is missing or broken. */
  readonly event: unknown;
}

/**
 * Reads the GitHub context of this run.
 * @param environment the `GITHUB_*` variables
 */
export async function readGitHubContext(environment: Environment): Promise<GitHubContext> {
  const variable = (name: string) => environment[`GITHUB_${name}`] ?? '';
  return {
    actor: variable('ACTOR'),
    commitSha: variable('SHA').toLowerCase(),
    eventName: variable('EVENT_NAME'),
    headRef: variable('HEAD_REF'),
    job: variable('JOB'),
    ref: variable('REF'),
    repositoryUrl: parseRepositoryUrl(`${variable('SERVER_URL')}/${variable('REPOSITORY')}`) ?? '',
    runAttempt: variable('RUN_ATTEMPT'),
    runId: variable('RUN_ID'),
    workflow: variable('WORKFLOW'),
    event: await readEvent(),
  };
}

async function readEvent(): Promise<unknown> {
  try {
    // At its import this package parses the event file, and throws on a broken one.
    const { context } = await import(/* webpackMode: "eager" */ '@actions/github');
    return context.payload;
  } catch {
    return undefined;
  }
}

/** Why no secret may have reached this run, as one or two sentences. Source: GitHub's docs on secrets. */
export function causeOfMissingKey(context: GitHubContext): string {
  const head = text(context.event, 'pull_request', 'head', 'repo', 'full_name');
  const base = text(context.event, 'pull_request', 'base', 'repo', 'full_name');
  // With pull_request_target the secrets are there, also for a fork.
  if (base !== '' && head !== base && context.eventName !== 'pull_request_target') {
    return `This run is for a pull request from a fork (${head || 'deleted since'}, not ${base}): GitHub gives it no secrets. Deploy on push instead, or give this step an if: that leaves forks out.`;
  }
  if (context.actor === 'dependabot[bot]') {
    return "Dependabot started this run: it sees only Dependabot's own secrets, so the key must be among them as well (Settings, Secrets and variables, Dependabot).";
  }
  return 'Likely causes: the name of the secret is misspelt; it is the secret of an environment and the job has no "environment:"; this is a reusable workflow called without "secrets: inherit"; or the step that fetches the key stands after this one.';
}

/**
 * Tags that link a deployment to its pipeline, named as Datadog CI Visibility names them.
 * @param checkRunId number of this job's check run, '' where the server does not tell it
 * @param commitSha the commit that is sent: another than the run's own is on a branch that is not known here
 */
export function ciTags(context: GitHubContext, checkRunId: string, commitSha: string | undefined): string[] {
  const { headRef, job, ref, repositoryUrl, runAttempt, runId, workflow } = context;
  const runUrl = repositoryUrl && runId && `${repositoryUrl}/actions/runs/${runId}`;
  const ownCommit = commitSha === context.commitSha;
  const tags = {
    'ci.pipeline.id': runId,
    'ci.pipeline.name': workflow,
    'ci.pipeline.url': runUrl && runAttempt ? `${runUrl}/attempts/${runAttempt}` : runUrl,
    'ci.job.name': job,
    'ci.job.url': runUrl && /^\d+$/.test(checkRunId) ? `${runUrl}/job/${checkRunId}` : '',
    'git.branch': ownCommit ? headRef || afterPrefix(ref, 'refs/heads/') : '',
    'git.tag': ownCommit ? afterPrefix(ref, 'refs/tags/') : '',
  };
  return Object.entries(tags).flatMap(([key, value]) => (value === '' ? [] : [`${key}:${value}`]));
}

function afterPrefix(whole: string, prefix: string): string {
  return whole.startsWith(prefix) ? whole.slice(prefix.length) : '';
}

/** What is checked out in a folder. */
export interface Checkout {
  readonly commitSha: string;
  /** The remotes' URLs, as git's configuration has them. */
  readonly remoteUrls: readonly string[];
}

/**
 * Reads which commit is checked out, without git (which a job need not have).
 * Source: gitrepository-layout(5).
 * @param readFile gives a file's text, undefined for one that cannot be read
 */
export function readCheckout(
  folder: string,
  readFile: (path: string) => string | undefined,
): Checkout | undefined {
  const link = /^gitdir: (.+)/.exec(readFile(join(folder, '.git')) ?? '')?.[1];
  const directory = resolve(folder, link?.trim() ?? '.git');
  const shared = resolve(directory, readFile(join(directory, 'commondir'))?.trim() ?? '.');
  const head = readFile(join(directory, 'HEAD'))?.trim() ?? '';
  const ref = /^ref: (.+)$/.exec(head)?.[1];
  const commitSha =
    ref === undefined
      ? head
      : (
          readFile(join(directory, ref)) ??
          readFile(join(shared, ref)) ??
          packedRef(readFile(join(shared, 'packed-refs')) ?? '', ref)
        ).trim();
  const configuration = readFile(join(shared, 'config')) ?? '';
  const remoteUrls = [...configuration.matchAll(/^[ \t]*url[ \t]*=[ \t]*(\S+)/gm)].map(([, url = '']) => url);
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commitSha) ? { commitSha, remoteUrls } : undefined;
}

function packedRef(packedRefs: string, ref: string): string {
  return (
    packedRefs
      .split(/\r?\n/)
      .find((line) => line.endsWith(` ${ref}`))
      ?.split(' ')[0] ?? ''
  );
}

/**
 * Says where the commit that is sent, being the run's own, may not be what was deployed.
 * @returns a warning for the log, undefined where there is no doubt
 */
export function commitDoubt(
  context: GitHubContext,
  sent: { readonly repositoryUrl: string; readonly commitSha: string },
  checkout: Checkout | undefined,
): string | undefined {
  if (sent.commitSha !== context.commitSha) {
    return undefined;
  }
  const say = (doubt: string, expression: string) =>
    `The deployment event has commit ${sent.commitSha} (GITHUB_SHA), ${doubt}. A wrong commit falsifies change lead time, change failure rate and recovery time: give the deployed one as the input git-commit-sha, e.g. ${expression}.`;
  const relevant =
    checkout !== undefined &&
    (checkout.remoteUrls.length === 0 ||
      checkout.remoteUrls.some((url) => repositoryPath(url) === repositoryPath(sent.repositoryUrl)));
  const pullRequestSha = text(context.event, 'pull_request', 'head', 'sha');
  if (context.eventName === 'pull_request') {
    return say(
      `the merge commit of a pull request, which is on no branch${pullRequestSha && ` (the pull request's own is ${pullRequestSha})`}`,
      `\${{ github.event.pull_request.head.sha }}`,
    );
  }
  if (relevant) {
    return checkout.commitSha === sent.commitSha
      ? undefined
      : say(
          `but the workspace has ${checkout.commitSha} checked out`,
          `\${{ steps.checkout.outputs.commit }} with "id: checkout" on actions/checkout`,
        );
  }
  const workflowRunSha = text(context.event, 'workflow_run', 'head_sha');
  return workflowRunSha === '' || workflowRunSha === sent.commitSha
    ? undefined
    : say(
        `but the workflow that started this one ran for ${workflowRunSha}`,
        `\${{ github.event.workflow_run.head_sha }}`,
      );
}

/** `owner/name` of a repository's URL in any of its forms, lower case. */
function repositoryPath(url: string): string {
  return /([^/:]+\/[^/:]+?)(?:\.git)?\/*$/.exec(url.toLowerCase())?.[1] ?? url;
}

/** The string at a path in a JSON value; '' where there is none. */
function text(value: unknown, ...path: readonly string[]): string {
  let current = value;
  for (const key of path) {
    current = typeof current === 'object' && current !== null ? Reflect.get(current, key) : undefined;
  }
  return typeof current === 'string' ? current : '';
}
