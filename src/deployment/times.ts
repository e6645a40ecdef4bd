import { type Reading, valueOr } from '../inputs/table.ts';
import {
  formatTime,
  MILLISECOND,
  type Moment,
  type Nanoseconds,
  SECOND,
  timeByLaterClock,
  type WrittenTime,
} from '../time.ts';

/** The start as main settles it. */
export interface Start {
  readonly time: Nanoseconds;
  /** Where it comes from, for the log. */
  readonly source: string;
  /** The moment that was recorded; undefined if the workflow sets the start, which is believed. */
  readonly recorded: Moment | undefined;
}

/** A start, with a warning if the clock changed since it was recorded. */
export interface SettledStart {
  readonly start: Start;
  /** '' for none. */
  readonly warning: string;
}

/**
 * Settles the start in main.
 * @param startedAt what the input says
 * @param job when pre ran; undefined if it did not
 * @param step when main started
 * @param hasNoPre whether this is a local action, or one inside a local composite action: the runner runs no pre then
 */
export function settleStart(
  startedAt: 'job' | 'step' | WrittenTime,
  job: Moment | undefined,
  step: Moment,
  hasNoPre: boolean,
): SettledStart {
  if (typeof startedAt === 'object') return { start: givenStart(startedAt), warning: '' };
  if (startedAt === 'job' && job !== undefined) {
    return byLaterClock({ time: job.time, source: "start of the job's steps", recorded: job }, step);
  }
  const why = hasNoPre
    ? '; the runner runs no pre stage for a local action, or inside a local composite action'
    : '; the pre stage recorded no time';
  const source = `start of this step${startedAt === 'job' ? why : ''}`;
  return { start: { time: step.time, source, recorded: step }, warning: '' };
}

/** A start that the workflow sets. */
function givenStart({ time }: WrittenTime): Start {
  return { time, source: 'input', recorded: undefined };
}

/** A recorded start by the clock that shows a later moment. */
function byLaterClock(start: Start, later: Moment): SettledStart {
  const { recorded, source } = start;
  const time = recorded && timeByLaterClock(recorded, later);
  return recorded === undefined || time === undefined
    ? { start, warning: '' }
    : {
        start: { time, source: `${source}, by the machine's uptime`, recorded: { ...recorded, time } },
        warning: `The runner's clock changed during the job. The start time is corrected from ${formatTime(recorded.time)} to ${formatTime(time)}, based on the machine's uptime.`,
      };
}

/** Start and finish of a deployment, with a source each for the log. */
export interface Times {
  readonly startedAt: Nanoseconds;
  readonly startSource: string;
  readonly finishedAt: Nanoseconds;
  readonly finishSource: string;
  readonly warnings: readonly string[];
  /** Whether the finish that the workflow sets is before the start. */
  readonly isFinishRefused: boolean;
}

/**
 * Settles start and finish: the finish is at least a second after the start, because Datadog rejects equal
 * times with 400. Source: dd-trace-go, `dora-metrics.yml`.
 * @param settled.replacesInvalidStart whether main's start is a recorded one in place of an invalid `started-at`
 * @param end when post started
 */
export function settleTimes(
  values: {
    readonly 'started-at': Reading<'job' | 'step' | WrittenTime>;
    readonly 'finished-at': Reading<WrittenTime>;
  },
  settled: { readonly start: Start; readonly replacesInvalidStart: boolean },
  end: Moment,
): Times {
  const given = valueOr(values['started-at'], 'job');
  const finish = valueOr(values['finished-at'], undefined);
  const { start, warning: clockWarning } =
    typeof given === 'object' ? { start: givenStart(given), warning: '' } : byLaterClock(settled.start, end);
  const warnings = (...texts: readonly string[]) => [clockWarning, ...texts].filter(Boolean);
  const startedAt = start.time;
  const begin = { startedAt, startSource: start.source };
  const atLeastASecond = (finishedAt: Nanoseconds, source: string, ...texts: readonly string[]): Times => {
    const about = { warnings: warnings(...texts), isFinishRefused: finish !== undefined && source !== 'input' };
    return finishedAt < startedAt + SECOND
      ? {
          ...begin,
          finishedAt: startedAt + SECOND,
          finishSource: `${source}, extended to one second after the start: Datadog rejects shorter deployments`,
          ...about,
        }
      : { ...begin, finishedAt, finishSource: source, ...about };
  };
  if (finish !== undefined && isNotBefore(startedAt, finish)) {
    return atLeastASecond(finish.time, 'input');
  }
  const isStartUnusable = settled.replacesInvalidStart || ['refused', 'empty'].includes(values['started-at'].state);
  if (finish !== undefined && start.recorded !== undefined && isStartUnusable) {
    return {
      startedAt: finish.time - SECOND,
      startSource: 'one second before the finish, because started-at is not usable',
      finishedAt: finish.time,
      finishSource: 'input',
      warnings: [
        `The duration of the deployment is not known: started-at is not usable, and finished-at, ${formatTime(finish.time)}, is before the recorded start. The event's start is one second before its finish.`,
      ],
      isFinishRefused: false,
    };
  }
  const refused =
    finish === undefined
      ? ''
      : `Input "finished-at" is invalid: ${formatTime(finish.time)} is before the start, ${formatTime(startedAt)}. `;
  if (isNotBefore(startedAt, { time: end.time, resolution: MILLISECOND })) {
    return atLeastASecond(end.time, 'end of the job', refused && `${refused}The event's finish is the end of the job.`);
  }
  return {
    ...begin,
    finishedAt: startedAt + SECOND,
    finishSource: 'one second after the start',
    warnings: warnings(
      `${refused}The end of the job, ${formatTime(end.time)}, is before the start, ${formatTime(startedAt)}: either the runner's clock was turned back, or started-at is in the future. The event's finish is one second after its start.`,
    ),
    isFinishRefused: finish !== undefined,
  };
}

/** A time is as exact as it is written: one in whole seconds may be any moment of its second. */
function isNotBefore(start: Nanoseconds, { time, resolution }: WrittenTime): boolean {
  return time + resolution > start;
}
