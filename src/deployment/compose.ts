import type { Event } from '../datadog/api.ts';
import { ciTags, type GitHubContext } from '../github/context.ts';
import type { SentGit } from '../github/doubt.ts';
import type { Inputs, InputsOfService, ValuesOf } from '../inputs/read.ts';
import { type Reading, valueOr } from '../inputs/table.ts';
import { type Message, messageOf, quote, shorten } from '../text.ts';
import { formatDuration, formatTime, type Moment } from '../time.ts';
import { type Decision, decide, needsEvent } from './decide.ts';
import type { Plan } from './hand-over.ts';
import { INPUTS, WITHOUT_GIT } from './inputs.ts';
import { type Marks, marksOf } from './marks.ts';
import { settleTimes } from './times.ts';

/** What post reads for one service. */
export type PostValues = ValuesOf<typeof INPUTS, 'post' | 'post only'>;

/** A deployment of one service: all that is known of it. */
export interface Deployment extends Omit<Marks, 'messages'> {
  readonly service: string;
  readonly id: string;
  readonly decision: Decision;
  readonly event: Event;
  /** About inputs, whether the event is sent or not. */
  readonly inputMessages: readonly Message[];
  /** About the event. */
  readonly messages: readonly Message[];
  /** The attributes of the event with their sources, and what else the inputs say, for the log. */
  readonly facts: readonly string[];
  /** The names of inputs of which a value, or an entry of a list, is not used. */
  readonly refused: readonly string[];
  /** The git of the event, if the workflow does not set the commit; one that it sets is believed. */
  readonly doubtfulGit: SentGit | undefined;
  /** Whether the event has no git because `git-commit-sha` is empty. */
  readonly isCommitEmpty: boolean;
}

/** What all deployments of a step are composed from. */
export interface JobFacts {
  readonly plan: Plan;
  readonly context: GitHubContext;
  /** When post started. */
  readonly finish: Moment;
  readonly jobStatus: string;
  /** '' if the server does not tell it. */
  readonly checkRunId: string;
  readonly isForeign: boolean;
}

/** Composes all deployments. One that cannot be composed does not keep the others from being sent. */
export function composeAll(
  inputs: Pick<Inputs<typeof INPUTS, 'post' | 'post only'>, 'of'>,
  job: JobFacts,
): { readonly deployments: readonly Deployment[]; readonly failures: readonly Message[] } {
  const failures: Message[] = [];
  const deployments = job.plan.deployments.flatMap((planned): readonly Deployment[] => {
    const { service } = planned;
    try {
      return [composeDeployment(planned, inputs.of(service), job)];
    } catch (error) {
      const text = `No deployment event for ${service}: unexpected error: ${messageOf(error)}.`;
      failures.push({ level: 'error', text });
      return [];
    }
  });
  return { deployments, failures };
}

/** Composes what is known of one service's deployment. */
function composeDeployment(
  { service, id }: Plan['deployments'][number],
  read: InputsOfService<PostValues>,
  job: JobFacts,
): Deployment {
  const { plan, context, finish, jobStatus, checkRunId, isForeign } = job;
  const { values } = read;
  const decision = decide(values.deployed, {
    status: jobStatus,
    isUnreadable: isForeign && plan.setsDeployed,
    isFinishGiven: values['finished-at'].state === 'given',
  });
  const git = plan.settings.skipGit ? NO_GIT : gitOf(values, context);
  const pipeline = plan.settings.ciTags ? ciTags(context, checkRunId, git.sent?.commitSha) : [];
  const customTags = values['custom-tags'];
  const tags = mergeTags(valueOr(customTags, []), pipeline);
  const times = settleTimes(values, plan, finish);
  const event: Event = {
    id,
    service,
    env: valueOr(values.env, undefined),
    version: valueOr(values.version, undefined),
    team: valueOr(values.team, undefined),
    customTags: tags.sent,
    git: git.sent && { repositoryUrl: git.sent.repositoryUrl, commitSha: git.sent.commitSha },
    startedAt: times.startedAt,
    finishedAt: times.finishedAt,
  };
  const marks = marksOf(event, values, plan.deployments.length > 1);
  const empty = emptyInputs(values);
  const warning = (text: string): readonly Message[] => (text === '' ? [] : [{ level: 'warning', text }]);
  const info = (text: string): readonly Message[] => (text === '' ? [] : [{ level: 'info', text }]);
  return {
    ...marks,
    service,
    id,
    decision,
    event,
    inputMessages: read.messages,
    messages: [
      ...info(decision.happened === 'yes' ? decision.note : ''),
      ...empty.messages,
      ...times.warnings.flatMap(warning),
      ...warning(tags.warning),
      ...warning(git.warning),
      ...marks.messages,
    ],
    facts: [
      `service: ${service} (${plan.source})`,
      // Already here, so that the log has it if a signal ends the process later.
      `deployment ID: ${id}`,
      ...read.facts,
      ...(['env', 'version'] as const).filter((name) => event[name] === undefined).map((name) => `${name}: not set`),
      ...(customTags.state === 'given' && customTags.value.length > 0
        ? [`custom-tags: ${shorten(customTags.value.join(', '))} (${customTags.source})`]
        : []),
      ...git.facts,
      `start: ${formatTime(times.startedAt, 3)} (${times.startSource})`,
      `finish: ${formatTime(times.finishedAt, 3)} (${times.finishSource})`,
      `duration: ${formatDuration(times.finishedAt - times.startedAt)}`,
      ...pipeline.map((tag) => `CI tag: ${tag}`),
    ],
    refused: needsEvent(decision)
      ? [
          ...read.refused,
          ...empty.names,
          ...(times.isFinishRefused ? ['finished-at'] : []),
          ...(tags.leavesOut ? ['custom-tags'] : []),
          ...marks.refused,
        ]
      : read.refused,
    doubtfulGit: git.isCommitGiven ? undefined : git.sent,
    isCommitEmpty: git.isCommitEmpty,
  };
}

/** The inputs of which an empty value is told like a refused one. */
const TOLD_IF_EMPTY = ['env', 'version', 'team', 'git-repository-url', 'started-at', 'finished-at'] as const;

function emptyInputs(values: PostValues): {
  readonly names: readonly string[];
  readonly messages: readonly Message[];
} {
  const empty = TOLD_IF_EMPTY.filter((name) => values[name].state === 'empty');
  const commit = values['git-commit-sha'].state === 'empty' ? ['git-commit-sha'] : [];
  return {
    names: [...empty, ...commit],
    messages: empty.map((name) => ({
      level: 'warning',
      text: `Input "${name}" is set, but empty: a step ID or an output is misspelled, or the job or step that sets it was skipped. ${INPUTS[name].consequence}`,
    })),
  };
}

interface Git {
  readonly sent: SentGit | undefined;
  readonly isCommitGiven: boolean;
  readonly isCommitEmpty: boolean;
  readonly facts: readonly string[];
  /** '' for none. */
  readonly warning: string;
}

const NO_GIT: Git = { sent: undefined, isCommitGiven: false, isCommitEmpty: false, facts: [], warning: '' };

function gitOf(values: PostValues, context: GitHubContext): Git {
  const [repository, commit] = [values['git-repository-url'], values['git-commit-sha']];
  if (commit.state === 'empty') return { ...NO_GIT, isCommitEmpty: true };
  if ([repository.state, commit.state].some((state) => state === 'refused' || state === 'empty')) {
    return NO_GIT;
  }
  const repositoryUrl = valueOr(repository, context.repositoryUrl);
  const { sha, isGiven } = valueOr(commit, { sha: context.commitSha, isGiven: false });
  if (repositoryUrl === '' || sha === '') {
    const missing = repositoryUrl === '' ? 'The repository of this run' : 'GITHUB_SHA';
    return { ...NO_GIT, warning: `${missing} is not known. ${WITHOUT_GIT}` };
  }
  const sourceOf = (reading: Reading<unknown>) => (reading.state === 'given' ? reading.source : 'default');
  return {
    sent: { repositoryUrl, commitSha: sha, repositoryGiven: repository.state === 'given' },
    isCommitGiven: isGiven,
    isCommitEmpty: false,
    facts: [
      `git-repository-url: ${repositoryUrl} (${sourceOf(repository)})`,
      `git-commit-sha: ${sha} (${sourceOf(commit)})`,
    ],
    warning: '',
  };
}

// Source: Datadog's API reference, `custom_tags`.
const MOST_TAGS = 100;

/** Puts the user's tags before the CI tags: a user's tag wins over a CI tag of the same key. */
function mergeTags(
  customTags: readonly string[],
  pipeline: readonly string[],
): { readonly sent: readonly string[]; readonly leavesOut: boolean; readonly warning: string } {
  const key = (tag: string) => tag.slice(0, tag.indexOf(':'));
  const userKeys = new Set(customTags.map(key));
  const all = [...customTags, ...pipeline.filter((tag) => !userKeys.has(key(tag)))];
  const leftOut = all.slice(MOST_TAGS);
  const warning =
    leftOut.length === 0
      ? ''
      : `Input "custom-tags": Datadog accepts at most ${MOST_TAGS} tags. The event does not contain ${quote(leftOut)}.`;
  return { sent: all.slice(0, MOST_TAGS), leavesOut: customTags.length > MOST_TAGS, warning };
}
