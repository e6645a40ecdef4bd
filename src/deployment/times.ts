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
  if (typeof startedAt === 'object') {
    return { start: givenStart(startedAt), warning: '' };
  }
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
export function givenStart({ time }: WrittenTime): Start {
  return { time, source: 'input', recorded: undefined };
}

/** A recorded start by the clock that shows a later moment. */
export function byLaterClock(start: Start, later: Moment): SettledStart {
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
  /** '' for none. */
  readonly warning: string;
}

/**
 * Settles start and finish: the finish is at least a second after the start, because Datadog rejects equal
 * times with 400. Source: dd-trace-go, `dora-metrics.yml`.
 * @param replacesInvalid whether the start is a recorded one in place of an invalid or empty `started-at`
 * @param finishedAt what the input says; undefined if it says no time
 * @param recorded when post started
 */
export function settleTimes(
  start: Start,
  replacesInvalid: boolean,
  finishedAt: WrittenTime | undefined,
  recorded: Nanoseconds,
): Times {
  const startedAt = start.time;
  const begin = { startedAt, startSource: start.source };
  const earliest = startedAt + SECOND;
  const settled = (finish: Nanoseconds, source: string, warning: string): Times =>
    finish < earliest
      ? {
          ...begin,
          finishedAt: earliest,
          finishSource: `${source}, extended to one second after the start: Datadog rejects shorter deployments`,
          warning,
        }
      : { ...begin, finishedAt: finish, finishSource: source, warning };
  if (finishedAt !== undefined && isNotBefore(startedAt, finishedAt)) {
    return settled(finishedAt.time, 'input', '');
  }
  if (finishedAt !== undefined && replacesInvalid) {
    return {
      startedAt: finishedAt.time - SECOND,
      startSource: 'one second before the finish, because started-at is invalid',
      finishedAt: finishedAt.time,
      finishSource: 'input',
      warning: `The duration of the deployment is not known: started-at is not usable, and finished-at, ${formatTime(finishedAt.time)}, is before the recorded start. The event is sent with a start one second before the finish.`,
    };
  }
  const refused =
    finishedAt === undefined
      ? ''
      : `Input "finished-at" is invalid: ${formatTime(finishedAt.time)} is before the start, ${formatTime(startedAt)}. `;
  if (isNotBefore(startedAt, { time: recorded, resolution: MILLISECOND })) {
    const warning =
      refused === '' ? '' : `${refused}The event is sent with the end of the job as its finish.`;
    return settled(recorded, 'end of the job', warning);
  }
  return settled(
    earliest,
    'one second after the start',
    `${refused}The end of the job, ${formatTime(recorded)}, is before the start, ${formatTime(startedAt)}: either the runner's clock was turned back, or started-at is in the future. The event is sent with a finish one second after the start.`,
  );
}

/** A time is as exact as it is written: one in whole seconds may be any moment of its second. */
function isNotBefore(start: Nanoseconds, { time, resolution }: WrittenTime): boolean {
  return time + resolution > start;
}
