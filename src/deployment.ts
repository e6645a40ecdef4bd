import type { Details, Settings } from './inputs.ts';
import { formatTime, type Nanoseconds } from './time.ts';

/** One deployment of one service, as Datadog's DORA Metrics know it. */
export interface Deployment extends Omit<Details, 'finishedAt'> {
  readonly id: string;
  readonly service: string;
  readonly startedAt: Nanoseconds;
  readonly finishedAt: Nanoseconds;
}

/** A point in time, and where it came from, in words. */
export interface SourcedTime {
  readonly time: Nanoseconds;
  readonly source: string;
}

/** @param jobStartedAt undefined where pre did not run */
export function settleStart(
  startedAt: Settings['startedAt'],
  jobStartedAt: Nanoseconds | undefined,
  stepStartedAt: Nanoseconds,
): SourcedTime {
  if (typeof startedAt === 'bigint') {
    return { time: startedAt, source: 'input' };
  }
  if (startedAt === 'job' && jobStartedAt !== undefined) {
    return { time: jobStartedAt, source: "when the job's steps began" };
  }
  return {
    time: stepStartedAt,
    source:
      startedAt === 'job'
        ? 'when this step began; a local action has no pre stage that could note when the job did'
        : 'when this step began',
  };
}

/**
 * @param given by the `finished-at` input
 * @returns never a time before the start, which Datadog would refuse; `warning` says where that took a change
 */
export function settleFinish(
  startedAt: Nanoseconds,
  given: Nanoseconds | undefined,
  recorded: Nanoseconds,
): SourcedTime & { readonly warning?: string } {
  if (given !== undefined) {
    return { time: given, source: 'input' };
  }
  if (recorded >= startedAt) {
    return { time: recorded, source: 'when the job ended' };
  }
  return {
    time: startedAt,
    source: 'the start',
    warning: `The recorded finish, ${formatTime(recorded)}, lies before the start, ${formatTime(startedAt)}: the runner's clock was set back, or started-at lies in the future. The event goes out with the start as its finish.`,
  };
}

// Source: Datadog's API reference, `custom_tags`.
const MOST_TAGS = 100;

/**
 * Puts the user's tags and the CI tags together: a user's tag wins over a CI tag with the same key.
 * @returns at most 100 tags, and those that are left out because they come after the 100th
 */
export function mergeTags(
  customTags: readonly string[],
  ciTags: readonly string[],
): { readonly tags: readonly string[]; readonly leftOut: readonly string[] } {
  const key = (tag: string) => tag.slice(0, tag.indexOf(':'));
  const userKeys = new Set(customTags.map(key));
  const all = [...customTags, ...ciTags.filter((tag) => !userKeys.has(key(tag)))];
  return { tags: all.slice(0, MOST_TAGS), leftOut: all.slice(MOST_TAGS) };
}

/** A deployment as the body of `POST /api/v2/dora/deployment`; its times are exact 64-bit integers. */
export function deploymentBody(deployment: Deployment): string {
  const { id, service, env, version, team, customTags, git } = deployment;
  const attributes = {
    id,
    service,
    env,
    version,
    team,
    custom_tags: customTags.length > 0 ? customTags : undefined,
    git: git && { repository_url: git.repositoryUrl, commit_sha: git.commitSha },
    started_at: JSON.rawJSON(deployment.startedAt.toString()),
    finished_at: JSON.rawJSON(deployment.finishedAt.toString()),
  };
  return JSON.stringify({ data: { attributes } });
}
