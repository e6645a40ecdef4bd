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

/** A start, with a warning if the wall clock was set since it was recorded. */
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
 * @param hasNoPre whether the action is a local one, or in a composite action: then the runner runs no pre
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
    return byLaterClock({ time: job.time, source: "when the job's steps started", recorded: job }, step);
  }
  const why = hasNoPre
    ? '; the runner runs no pre stage for a local action or in a composite action'
    : '; the pre stage recorded no time';
  const source = `when this step started${startedAt === 'job' ? why : ''}`;
  return { start: { time: step.time, source, recorded: step }, warning: '' };
}

/** A start that the workflow sets. */
export function givenStart({ time }: WrittenTime): Start {
  return { time, source: 'input', recorded: undefined };
}

/** A recorded start by the clock that a later moment is read from. */
export function byLaterClock(start: Start, later: Moment): SettledStart {
  const { recorded, source } = start;
  const time = recorded && timeByLaterClock(recorded, later);
  return recorded === undefined || time === undefined
    ? { start, warning: '' }
    : {
        start: {
          time,
          source: `${source}, by the uptime of the machine`,
          recorded: { ...recorded, time },
        },
        warning: `The clock of the runner was set while the job ran: the recorded start is ${formatTime(recorded.time)}, and by the uptime of the machine it is ${formatTime(time)}, which is used.`,
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
 * @param finishedAt what the input says; undefined if it says no time
 * @param recorded when post started
 */
export function settleTimes(start: Start, finishedAt: WrittenTime | undefined, recorded: Nanoseconds): Times {
  const startedAt = start.time;
  const begin = { startedAt, startSource: start.source };
  const earliest = startedAt + SECOND;
  const settled = (finish: Nanoseconds, source: string, warning: string): Times =>
    finish < earliest
      ? {
          ...begin,
          finishedAt: earliest,
          finishSource: `${source}; a deployment takes at least a second, so the start plus one second`,
          warning,
        }
      : { ...begin, finishedAt: finish, finishSource: source, warning };
  if (finishedAt !== undefined && isNotBefore(startedAt, finishedAt)) {
    return settled(finishedAt.time, 'input', '');
  }
  const refused =
    finishedAt === undefined
      ? ''
      : `Input "finished-at" is invalid: ${formatTime(finishedAt.time)} is before the start, ${formatTime(startedAt)}. `;
  if (isNotBefore(startedAt, { time: recorded, resolution: MILLISECOND })) {
    const warning = refused === '' ? '' : `${refused}The event is sent with the recorded finish.`;
    return settled(recorded, 'when the job ended', warning);
  }
  return settled(
    earliest,
    'the start plus one second',
    `${refused}The recorded finish, ${formatTime(recorded)}, is before the start, ${formatTime(startedAt)}: the clock of the runner was set back, or started-at is in the future. The event is sent with the start plus one second as its finish.`,
  );
}

/** A time is as exact as it is written: one in whole seconds may be any moment of its second. */
function isNotBefore(start: Nanoseconds, { time, resolution }: WrittenTime): boolean {
  return time + resolution > start;
}
