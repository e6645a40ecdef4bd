import { isSha, property } from '../text.ts';
import { parseRepositoryUrl } from './repository.ts';

/** What the GitHub context says about this run; '' means "not known". */
export interface GitHubContext {
  readonly actor: string;
  /** A full SHA, lower case. */
  readonly commitSha: string;
  readonly eventName: string;
  /** The branch that a pull request comes from. */
  readonly headRef: string;
  readonly job: string;
  readonly ref: string;
  readonly repositoryUrl: string;
  readonly runAttempt: string;
  readonly runId: string;
  readonly serverUrl: string;
  readonly workflow: string;
  /** Whether a run's page has the same address as on GitHub: not on Gitea, whose versions differ, nor with `act`. */
  readonly hasRunPages: boolean;
  /** The event's payload; undefined if its file is broken. */
  readonly event: unknown;
}

/**
 * Reads the GitHub context of this run. Never rejects.
 * @param environment the `GITHUB_*` variables
 */
export async function readGitHubContext(environment: NodeJS.ProcessEnv): Promise<GitHubContext> {
  const variable = (name: string) => environment[`GITHUB_${name}`] ?? '';
  const commitSha = variable('SHA').toLowerCase();
  const serverUrl = variable('SERVER_URL');
  return {
    actor: variable('ACTOR'),
    commitSha: isSha(commitSha) ? commitSha : '',
    eventName: variable('EVENT_NAME'),
    headRef: variable('HEAD_REF'),
    job: variable('JOB'),
    ref: variable('REF'),
    repositoryUrl: parseRepositoryUrl(`${serverUrl}/${variable('REPOSITORY')}`) ?? '',
    runAttempt: variable('RUN_ATTEMPT'),
    runId: variable('RUN_ID'),
    serverUrl,
    workflow: variable('WORKFLOW'),
    hasRunPages: !environment['GITEA_ACTIONS'] && !environment['ACT'],
    event: await readEvent(),
  };
}

async function readEvent(): Promise<unknown> {
  try {
    // This package parses the event file when it is imported, and throws on a broken one.
    const { context } = await import(/* webpackMode: "eager" */ '@actions/github');
    return context.payload;
  } catch {
    return undefined;
  }
}

/** Why this run may have no secret, in one or two sentences. Source: GitHub's docs on secrets. */
export function causeOfMissingKey(context: GitHubContext): string {
  const head = textAt(context.event, 'pull_request', 'head', 'repo', 'full_name');
  const base = textAt(context.event, 'pull_request', 'base', 'repo', 'full_name');
  // pull_request_target has the secrets for a fork, too.
  if (base !== '' && head !== base && context.eventName !== 'pull_request_target') {
    return `This run is for a pull request from a fork (${head || 'now deleted'}, not ${base}); GitHub passes no secrets to such runs. Deploy on push instead, or add an "if:" that skips forks.`;
  }
  if (context.actor === 'dependabot[bot]') {
    return "Dependabot started this run, so it sees only Dependabot's own secrets. Add the key to them as well (Settings, Secrets and variables, Dependabot).";
  }
  return 'Likely causes: a misspelled secret, a secret of an environment in a job without "environment:", a reusable workflow called without "secrets: inherit", or a later step that fetches the key.';
}

/**
 * Tags that link a deployment to its pipeline, named as Datadog CI Visibility names them.
 * @param checkRunId number of this job's check run; '' if the server does not tell it
 * @param commitSha the commit that is sent; undefined for none. The branch of another commit than the run's is unknown.
 */
export function ciTags(context: GitHubContext, checkRunId: string, commitSha: string | undefined): string[] {
  const { hasRunPages, headRef, job, ref, repositoryUrl, runAttempt, runId, workflow } = context;
  const runUrl = hasRunPages && repositoryUrl && runId && `${repositoryUrl}/actions/runs/${runId}`;
  const ownCommit = commitSha === context.commitSha;
  const tags = {
    'ci.pipeline.id': runId,
    'ci.pipeline.name': workflow,
    'ci.pipeline.url': runUrl && runAttempt ? `${runUrl}/attempts/${runAttempt}` : runUrl,
    'ci.job.name': job,
    'ci.job.url': runUrl && /^\d+$/.test(checkRunId) ? `${runUrl}/job/${checkRunId}` : '',
    'git.branch': ownCommit ? branchOf(ref, headRef) : '',
    'git.tag': ownCommit ? afterPrefix(ref, 'refs/tags/') : '',
  };
  return Object.entries(tags).flatMap(([key, value]) => (value ? [`${key}:${value}`] : []));
}

/** An open pull request runs for its head branch, a merged one for its base branch. */
function branchOf(ref: string, headRef: string): string {
  return ref.startsWith('refs/pull/') ? headRef : afterPrefix(ref, 'refs/heads/');
}

function afterPrefix(whole: string, prefix: string): string {
  return whole.startsWith(prefix) ? whole.slice(prefix.length) : '';
}

/** The string at a path in a JSON value; '' for none. */
export function textAt(value: unknown, ...path: readonly string[]): string {
  const found = path.reduce<unknown>((current, name) => property(current, name), value);
  return typeof found === 'string' ? found : '';
}
