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
export type Start =
  /** The workflow gives it, and is believed. */
  | { readonly isGiven: true; readonly time: Nanoseconds }
  /** It was recorded. `source` says when, for the log. */
  | { readonly isGiven: false; readonly at: Moment; readonly source: string };

/**
 * Settles the start in main.
 * @param startedAt what the input says
 * @param job when pre ran; undefined if it did not
 * @param step when main started
 * @param hasNoPre whether the action is a local one, or in a composite action: then the runner runs no pre
 * @returns with a warning if the wall clock was set since pre
 */
export function settleStart(
  startedAt: 'job' | 'step' | WrittenTime,
  job: Moment | undefined,
  step: Moment,
  hasNoPre: boolean,
): { readonly start: Start; readonly warning?: string } {
  if (typeof startedAt === 'object') {
    return { start: { isGiven: true, time: startedAt.time } };
  }
  if (startedAt === 'step' || job === undefined) {
    const why = hasNoPre
      ? '; the runner runs no pre stage for a local action or in a composite action'
      : '; the pre stage recorded no time';
    const source = `when this step started${startedAt === 'job' ? why : ''}`;
    return { start: { isGiven: false, at: step, source } };
  }
  const source = "when the job's steps started";
  const time = timeByLaterClock(job, step);
  return time === undefined
    ? { start: { isGiven: false, at: job, source } }
    : {
        start: { isGiven: false, at: { ...job, time }, source: `${source}, by the uptime` },
        warning: clockWarning(job.time, time),
      };
}

/** The recorded start by the clock that post's moment is read from. */
export function startByLaterClock(
  start: Start,
  finish: Moment,
): { readonly start: Start; readonly warning?: string } {
  const time = start.isGiven ? undefined : timeByLaterClock(start.at, finish);
  return start.isGiven || time === undefined
    ? { start }
    : {
        start: { isGiven: false, at: { ...start.at, time }, source: `${start.source}, by the uptime` },
        warning: clockWarning(start.at.time, time),
      };
}

function clockWarning(recorded: Nanoseconds, time: Nanoseconds): string {
  return `The clock of the runner was set while the job ran: the recorded start was ${formatTime(recorded)}, and by the uptime of the machine it is ${formatTime(time)}. The event is sent with the latter.`;
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
 * Settles start and finish: the finish is at least a second after the start, because Datadog answers 400 to equal
 * times. Source: dd-trace-go, `dora-metrics.yml`.
 * @param finishedAt what the input says; undefined if it says no time
 * @param recorded when post started
 */
export function settleTimes(start: Start, finishedAt: WrittenTime | undefined, recorded: Nanoseconds): Times {
  const begin = start.isGiven
    ? { startedAt: start.time, startSource: 'input' }
    : { startedAt: start.at.time, startSource: start.source };
  const { startedAt } = begin;
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
