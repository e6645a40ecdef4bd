import type { Event } from '../datadog/event.ts';
import type { NamedMark } from '../datadog/mark.ts';
import { ciTags, type GitHubContext } from '../github/context.ts';
import type { SentGit } from '../github/doubt.ts';
import { type Reading, readingFor, valueOr } from '../inputs/table.ts';
import { enumerate, messageOf, quote } from '../text.ts';
import { formatDuration, formatTime, type Moment } from '../time.ts';
import type { Unsent } from './happened.ts';
import type { ReadingsOfPost } from './inputs.ts';
import type { Plan } from './plan.ts';
import { ownMark, remediesOf } from './remedies.ts';
import { byLaterClock, givenStart, type Start, settleTimes } from './times.ts';
import type { ChangeFailure } from './values.ts';

type Values = ReadingsOfPost['values'];

/** An event that is to be sent, and what is to be marked once it is stored. */
export interface Intent {
  readonly event: Event;
  /** Of this deployment as a change failure, and of those that it remedies: they have a remediation. */
  readonly marks: readonly NamedMark[];
  /** Why a mark that is asked for cannot be made, in a clause; '' if all can. */
  readonly unmade: string;
  /** What the summary says of the marks besides, in a clause; '' for nothing. */
  readonly note: string;
}

/** The events, and what the log says about them. */
export interface Composed {
  readonly intents: readonly Intent[];
  /** The services without a start, because neither main nor post reads a valid one. */
  readonly unsent: readonly Unsent[];
  /** What was measured, for a group of the log. */
  readonly lines: readonly string[];
  /** Lines of the log. */
  readonly remarks: readonly string[];
  readonly warnings: readonly string[];
  /** What to examine for a doubt: the git of the first event whose commit the workflow does not set. */
  readonly doubtful: SentGit | undefined;
}

/** What the events are composed from. */
export interface Grounds {
  readonly plan: Plan;
  readonly readings: ReadingsOfPost;
  readonly context: GitHubContext;
  /** When post started. */
  readonly finish: Moment;
  /** '' if the server does not tell it. */
  readonly checkRunId: string;
}

/** Composes one event per deployment. If that fails, an event has what is known without it: service and times. */
export function composeEvents(deployments: Plan['deployments'], grounds: Grounds): Composed {
  try {
    return composeAll(deployments, grounds);
  } catch (error) {
    const warning = `What was deployed cannot be read: ${messageOf(error)}. The event is sent with only the service and the times.`;
    const intents = bareIntents(deployments, grounds);
    return intents.length === 0
      ? { ...NOTHING, unsent: withoutStart(deployments.map(({ service }) => service)) }
      : { ...NOTHING, intents, warnings: [warning] };
  }
}

const NOTHING = { intents: [], unsent: [], lines: [], remarks: [], warnings: [], doubtful: undefined };

function bareIntents(
  deployments: Plan['deployments'],
  { plan: { start }, finish }: Grounds,
): readonly Intent[] {
  if (start === undefined) {
    return [];
  }
  const { startedAt, finishedAt } = settleTimes(start, undefined, finish.time);
  const details = { env: undefined, version: undefined, team: undefined, git: undefined, customTags: [] };
  return deployments.map((deployment) => ({
    event: { ...deployment, ...details, startedAt, finishedAt },
    marks: [],
    unmade: '',
    note: '',
  }));
}

function composeAll(deployments: Plan['deployments'], grounds: Grounds): Composed {
  const { plan, readings, finish } = grounds;
  const recorded = plan.start && byLaterClock(plan.start, finish);
  const parts = deployments.map((deployment) => composeOne(deployment, recorded?.start, grounds));
  const told = (say: (part: Part) => string) => sayOnce(parts.map((part) => [part.service, say(part)]));
  const whole = parts.flatMap(({ whole }) => (whole === undefined ? [] : [whole]));
  const [first] = parts;
  return {
    intents: whole.map(({ intent }) => intent),
    unsent: withoutStart(parts.filter(({ whole }) => whole === undefined).map(({ service }) => service)),
    lines: [
      ...plan.facts,
      // Already here, so that the log has them if a signal ends the process later.
      ...deployments.map(({ service, id }) => `deployment ID of ${service}: ${id}`),
      ...readings.facts,
      ...told(({ gitLine }) => gitLine),
      ...told(({ whole }) => whole?.start ?? ''),
      ...told(({ whole }) => whole?.finish ?? ''),
      ...told(({ whole }) => whole?.duration ?? ''),
      ...(first?.ciTags ?? []).map((tag) => `CI tag: ${tag}`),
      ...readings.differences,
    ],
    remarks: [
      ...(plan.start === undefined && whole.length > 0
        ? [
            'The input started-at was invalid when this step ran. It holds a valid time now, so the event can be sent.',
          ]
        : []),
      ...told(({ changeFailure }) => changeFailure.remark),
      ...told(({ whole }) => whole?.remedies.note ?? ''),
    ],
    warnings: [
      ...(recorded?.warning && whole.some(({ isRecorded }) => isRecorded) ? [recorded.warning] : []),
      ...told(({ whole }) => whole?.timesWarning ?? ''),
      ...told(({ tagsWarning }) => tagsWarning),
      ...told(({ git }) => git.warning),
      ...told(({ whole }) => whole?.remedies.warning ?? ''),
    ],
    doubtful: parts.find(({ git }) => git.isDoubtful)?.git.sent,
  };
}

function withoutStart(services: readonly string[]): readonly Unsent[] {
  const line = `No deployment event for ${enumerate(services)}: started-at is invalid, both before and after the job.`;
  return services.length === 0 ? [] : [{ level: 'error', line }];
}

/** What is known of one service's deployment. */
type Part = ReturnType<typeof composeOne>;

function composeOne(
  { service, id }: Plan['deployments'][number],
  recordedStart: Start | undefined,
  { plan, readings: { values }, context, finish, checkRunId }: Grounds,
) {
  const line = (said: Values['env']) => valueOr(readingFor(said, service), undefined);
  const git = plan.settings.skipGit ? NO_GIT : gitOf(service, values, context);
  const pipeline = plan.settings.ciTags ? ciTags(context, checkRunId, git.sent?.commitSha) : [];
  const { tags, warning: tagsWarning } = mergeTags(
    valueOr(readingFor(values['custom-tags'], service), []),
    pipeline,
  );
  const given = valueOr(readingFor(values['started-at'], service), undefined);
  const start: Start | undefined = typeof given === 'object' ? givenStart(given) : recordedStart;
  const changeFailure = changeFailureOf(readingFor(values['change-failure'], service));
  const known = { service, git, gitLine: git.line, ciTags: pipeline, tagsWarning, changeFailure };
  if (start === undefined) {
    return { ...known, whole: undefined };
  }
  const times = settleTimes(
    start,
    valueOr(readingFor(values['finished-at'], service), undefined),
    finish.time,
  );
  const event: Event = {
    id,
    service,
    env: line(values.env),
    version: line(values.version),
    team: line(values.team),
    customTags: tags,
    git: git.sent && { repositoryUrl: git.sent.repositoryUrl, commitSha: git.sent.commitSha },
    startedAt: times.startedAt,
    finishedAt: times.finishedAt,
  };
  const ids = values['remediates-id'];
  const remedies = remediesOf(event, {
    remediation: readingFor(values.remediation, service),
    ids: readingFor(ids, service),
    version: readingFor(values['remediates-version'], service),
    areIdsForSeveral: ids.byService === undefined && plan.deployments.length > 1,
  });
  return {
    ...known,
    whole: {
      intent: {
        event,
        marks: [...(changeFailure.isMarked ? [ownMark(event)] : []), ...remedies.marks],
        unmade: remedies.unmade,
        note: changeFailure.note,
      },
      remedies,
      isRecorded: start.recorded !== undefined,
      timesWarning: times.warning,
      start: `start: ${formatTime(times.startedAt)} (${times.startSource})`,
      finish: `finish: ${formatTime(times.finishedAt)} (${times.finishSource})`,
      duration: `duration: ${formatDuration(times.finishedAt - times.startedAt)}`,
    },
  };
}

/** Writes what is the same for every service once, and the rest with the names of its services. */
function sayOnce(said: readonly (readonly [service: string, text: string])[]): readonly string[] {
  const byText = new Map<string, string[]>();
  for (const [service, text] of said) {
    if (text !== '') {
      byText.set(text, [...(byText.get(text) ?? []), service]);
    }
  }
  return [...byText].map(([text, services]) =>
    services.length === said.length ? text : `${enumerate(services)}: ${text}`,
  );
}

interface Git {
  readonly sent: SentGit | undefined;
  /** Whether the workflow does not set the commit. One that it sets is believed. */
  readonly isDoubtful: boolean;
  /** What no input says, for the log. */
  readonly line: string;
  readonly warning: string;
}

const NO_GIT: Git = { sent: undefined, isDoubtful: false, line: '', warning: '' };

function gitOf(service: string, values: Values, context: GitHubContext): Git {
  const repository = readingFor(values['git-repository-url'], service);
  const commit = readingFor(values['git-commit-sha'], service);
  if (repository.state === 'refused' || commit.state === 'refused') {
    return NO_GIT;
  }
  const repositoryUrl = valueOr(repository, context.repositoryUrl);
  const { sha, isGiven } = valueOr(commit, { sha: context.commitSha, isGiven: false });
  const isEmpty = commit.state !== 'given';
  const empty =
    'Input "git-commit-sha" is set, but empty: is the ID of a step or the name of an output misspelt? Expected: a full commit SHA of 40 or 64 hexadecimal digits.';
  if (repositoryUrl === '' || sha === '') {
    const missing = repositoryUrl === '' ? 'the repository of this run' : 'GITHUB_SHA';
    return {
      ...NO_GIT,
      warning: `${isEmpty ? `${empty} ` : ''}The event is sent without git, because ${missing} is not known: change lead time and rollback detection need a repository and a commit.`,
    };
  }
  const lines = [
    ...(repository.state === 'given' ? [] : [`git-repository-url: ${repositoryUrl} (default)`]),
    ...(isEmpty ? [`git-commit-sha: ${sha} (default)`] : []),
  ];
  return {
    sent: { repositoryUrl, commitSha: sha, repositoryGiven: repository.state === 'given' },
    isDoubtful: !isGiven,
    line: lines.join(', '),
    warning: isEmpty ? `${empty} The event is sent with GITHUB_SHA, ${sha}.` : '',
  };
}

// Source: Datadog's API reference, `custom_tags`.
const MOST_TAGS = 100;

/** Puts the user's tags before the CI tags: a user's tag wins over a CI tag of the same key. */
function mergeTags(
  customTags: readonly string[],
  pipeline: readonly string[],
): { readonly tags: readonly string[]; readonly warning: string } {
  const key = (tag: string) => tag.slice(0, tag.indexOf(':'));
  const userKeys = new Set(customTags.map(key));
  const all = [...customTags, ...pipeline.filter((tag) => !userKeys.has(key(tag)))];
  const leftOut = all.slice(MOST_TAGS);
  const warning =
    leftOut.length === 0
      ? ''
      : `Input "custom-tags": Datadog accepts at most ${MOST_TAGS} tags. The event is sent without ${quote(leftOut)}.`;
  return { tags: all.slice(0, MOST_TAGS), warning };
}

function changeFailureOf(reading: Reading<ChangeFailure>): {
  readonly isMarked: boolean;
  readonly remark: string;
  readonly note: string;
} {
  const unmarked = (remark: string, note: string) => ({ isMarked: false, remark, note });
  switch (reading.state) {
    case 'empty':
      return unmarked(
        'Not marked as a change failure: the input "change-failure" is set, but empty. If the outcome of a step is meant, check the ID of the step.',
        'not marked, because change-failure is empty',
      );
    case 'refused':
      return unmarked('', 'not marked, because change-failure is invalid');
    case 'absent':
      return unmarked('', '');
    case 'given':
      return reading.value === 'nobody knows'
        ? unmarked(
            'Not marked as a change failure: the input "change-failure" is "cancelled", so nobody knows whether the deployment works.',
            '',
          )
        : { isMarked: reading.value === 'yes', remark: '', note: '' };
  }
}
