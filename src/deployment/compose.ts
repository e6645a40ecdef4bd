import type { Event } from '../datadog/event.ts';
import { DAY, formatTime, MILLISECOND, type Nanoseconds, type WrittenTime, YEAR_2000 } from '../time.ts';
import type { Details } from './details.ts';
import type { Plan, Sourced, Start } from './plan.ts';

/** A settled time; `warning` says where it took a change to make it true. */
export interface SettledTime extends Sourced<Nanoseconds> {
  readonly warning?: string;
}

// A job of GitHub's ends after 35 days at the latest, waiting included.
const LONGEST_JOB = 35n * DAY;

/**
 * Settles the start in main.
 * @param startedAt what the input says
 * @param jobStartedAt undefined where pre did not run
 * @param isLocal whether the action is a local one, for which the runner runs no pre
 */
export function settleStart(
  startedAt: 'job' | 'step' | Nanoseconds,
  jobStartedAt: Nanoseconds | undefined,
  stepStartedAt: Nanoseconds,
  isLocal: boolean,
): Start {
  if (typeof startedAt === 'bigint') {
    return { value: startedAt, source: 'input', given: true };
  }
  if (startedAt === 'job' && jobStartedAt !== undefined) {
    return { value: jobStartedAt, source: "when the job's steps started", given: false };
  }
  const why = isLocal
    ? '; the runner runs no pre stage for a local action or in a composite action'
    : '; the pre stage recorded no time';
  return {
    value: stepStartedAt,
    source: `when this step started${startedAt === 'job' ? why : ''}`,
    given: false,
  };
}

/** Replaces a recorded start that no job can have by the time of main, else by the finish. */
export function plausibleStart(start: Start, stepStartedAt: Nanoseconds, finish: Nanoseconds): SettledTime {
  const isPlausible = (time: Nanoseconds) => time >= YEAR_2000 && finish - time <= LONGEST_JOB;
  if (start.given || isPlausible(start.value)) {
    return start;
  }
  const [value, source] = isPlausible(stepStartedAt)
    ? [stepStartedAt, 'when this step started']
    : [finish, 'the finish'];
  return {
    value,
    source,
    warning: `The recorded start, ${formatTime(start.value)}, cannot be this job's: the runner's clock was set while the job ran. The event is sent with ${formatTime(value)}, ${source}, as its start.`,
  };
}

/**
 * Settles the finish, never before the start, which Datadog would refuse.
 * @param given by the `finished-at` input
 * @param recorded when post began
 */
export function settleFinish(
  start: Nanoseconds,
  given: WrittenTime | undefined,
  recorded: Nanoseconds,
): SettledTime {
  const writtenRecorded = { time: recorded, resolution: MILLISECOND };
  if (given !== undefined && isWithin(given, start)) {
    return { value: given.time < start ? start : given.time, source: 'input' };
  }
  const before =
    given === undefined
      ? ''
      : `Input "finished-at" is invalid: ${formatTime(given.time)} is before the start, ${formatTime(start)}. `;
  if (isWithin(writtenRecorded, start)) {
    return {
      value: recorded < start ? start : recorded,
      source: 'when the job ended',
      ...(before === '' ? {} : { warning: `${before}The event is sent with the recorded finish.` }),
    };
  }
  return {
    value: start,
    source: 'the start',
    warning: `${before}The recorded finish, ${formatTime(recorded)}, is before the start, ${formatTime(start)}: the runner's clock was set back, or started-at is in the future. The event is sent with the start as its finish.`,
  };
}

/** A time is as exact as it is written: one in whole seconds may be any moment of its second. */
function isWithin({ time, resolution }: WrittenTime, start: Nanoseconds): boolean {
  return time + resolution > start;
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

/** Puts together one event per deployment. */
export function composeEvents(
  deployments: Plan['deployments'],
  details: Pick<Details, 'env' | 'version' | 'team' | 'git'>,
  times: { readonly startedAt: Nanoseconds; readonly finishedAt: Nanoseconds },
  customTags: readonly string[],
): readonly Event[] {
  const { env, version, team, git } = details;
  return deployments.map(({ service, id }) => ({
    id,
    service,
    env: env || undefined,
    version: version || undefined,
    team: team || undefined,
    customTags,
    git: git && { repositoryUrl: git.repositoryUrl, commitSha: git.commitSha },
    ...times,
  }));
}

/** Whether a deployment happened, and why one that did not is not sent. */
export type Decision =
  | { readonly happened: true; readonly note: string }
  | { readonly happened: false; readonly why: string; readonly level: 'info' | 'error' };

/**
 * Decides whether the deployment happened.
 * @param deployed what the input says; undefined where it says nothing
 * @param jobStatus as the runner tells it; anything but its three words counts as not known
 * @param finishGiven whether `finished-at` holds a time
 */
export function decide(deployed: boolean | undefined, jobStatus: string, finishGiven: boolean): Decision {
  const known = /^(?:success|failure|cancelled)$/.test(jobStatus);
  if (deployed === true) {
    const note =
      jobStatus === 'success'
        ? ''
        : `The deployment happened (input "deployed"), though the job's status is "${jobStatus}".`;
    return { happened: true, note };
  }
  if (deployed === false) {
    return { happened: false, why: 'the deployment did not happen (input "deployed")', level: 'info' };
  }
  if (!known) {
    return {
      happened: false,
      why: `the input job-status is "${jobStatus}", which tells nothing. Accepted: success, failure, cancelled; its default is the job's own`,
      level: 'error',
    };
  }
  if (jobStatus === 'success') {
    return { happened: true, note: '' };
  }
  const hint = finishGiven
    ? '. The deployment seems to have ended (finished-at holds a time): to report it although the job failed, set deployed: ${{ steps.<id of the deploy step>.outcome }}'
    : '';
  return {
    happened: false,
    why: `the job's status is "${jobStatus}", so nothing counts as deployed${hint}`,
    level: 'info',
  };
}
