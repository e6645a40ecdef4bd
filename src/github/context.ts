import { parseRepositoryUrl } from './repository.ts';

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
  /** Whether a run has a page at GitHub's address: not under Gitea, whose versions differ, nor under `act`. */
  readonly hasRunPages: boolean;
  /** The event's payload; undefined where its file is missing or broken. */
  readonly event: unknown;
}

/**
 * Reads the GitHub context of this run.
 * @param environment the `GITHUB_*` variables
 */
export async function readGitHubContext(environment: NodeJS.ProcessEnv): Promise<GitHubContext> {
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
    hasRunPages: !environment['GITEA_ACTIONS'] && !environment['ACT'],
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

/** Only an open pull request runs for its head branch: a merged one runs for the branch that it is merged into. */
function branchOf(ref: string, headRef: string): string {
  return ref.startsWith('refs/pull/') ? headRef : afterPrefix(ref, 'refs/heads/');
}

function afterPrefix(whole: string, prefix: string): string {
  return whole.startsWith(prefix) ? whole.slice(prefix.length) : '';
}

/** The string at a path in a JSON value; '' where there is none. */
export function text(value: unknown, ...path: readonly string[]): string {
  const found = valueAt(value, path);
  return typeof found === 'string' ? found : '';
}

/** The value at a path in a JSON value; undefined where there is none. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (current, key) =>
      typeof current === 'object' && current !== null ? Reflect.get(current, key) : undefined,
    value,
  );
}
