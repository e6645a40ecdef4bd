import type { Fact } from '../inputs/reader.ts';
import type { Nanoseconds } from '../time.ts';
import type { Settings } from './settings.ts';

/** A value, and where it comes from in words. */
export interface Sourced<Value> {
  readonly value: Value;
  readonly source: string;
}

/** The start as main settles it. */
export interface Start extends Sourced<Nanoseconds> {
  /** Whether the workflow gave it: then it is believed. */
  readonly given: boolean;
}

/** What main leaves post. */
export interface Plan {
  readonly settings: Settings;
  /** Undefined where `started-at` was invalid in main. */
  readonly start: Start | undefined;
  /** When this step ran. */
  readonly stepStartedAt: Nanoseconds;
  /** One per service; none where nothing is deployed. */
  readonly deployments: readonly { readonly service: string; readonly id: string }[];
  /** The inputs as main read them, without those not given; none has a key in it. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Whether the step stands in a composite action. */
  readonly inComposite: boolean;
  /** Of the values that main settled, those that post shows as well. */
  readonly facts: readonly Fact[];
}

/** Main leaves this where no event can be sent. */
export interface Refused {
  readonly jobSummary: boolean;
}

const JOB_STARTED_AT = 'job-started-at';
const PLAN = 'plan-';
const REFUSED = 'refused';
/** A variable of Linux holds 128 KiB, and post cannot start, which fails the job, where one would be longer. */
const LONGEST_STATE = 100 * 1024;

export type StateEntries = readonly (readonly [name: string, value: string])[];

/** Pre leaves the time at which the job's steps started. */
export function leaveJobStart(jobStartedAt: Nanoseconds): StateEntries {
  return [[JOB_STARTED_AT, jobStartedAt.toString()]];
}

/** @returns undefined where pre did not run, as for a local action */
export function takeJobStart(state: (name: string) => string): Nanoseconds | undefined {
  const text = state(JOB_STARTED_AT);
  return /^\d{1,30}$/.test(text) ? BigInt(text) : undefined;
}

/** Main leaves its plan, in as many pieces as it takes. */
export function leavePlan(plan: Plan): StateEntries {
  const json = JSON.stringify(plan, (_key, value: unknown) =>
    typeof value === 'bigint' ? { nanoseconds: value.toString() } : value,
  );
  // In ASCII a character is a byte, wherever the text is cut.
  const text = json.replace(
    /[^\x20-\x7e]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const pieces = Array.from({ length: Math.ceil(text.length / LONGEST_STATE) }, (_, index) =>
    text.slice(index * LONGEST_STATE, (index + 1) * LONGEST_STATE),
  );
  return pieces.map((piece, index) => [`${PLAN}${index}`, piece]);
}

/** Main leaves that its inputs were invalid. */
export function leaveRefusal({ jobSummary }: Refused): StateEntries {
  return [[REFUSED, String(jobSummary)]];
}

/**
 * Post takes what main left.
 * @returns undefined where main did not run
 * @throws Error where the state is not what main wrote
 */
export function takePlan(state: (name: string) => string): Plan | Refused | undefined {
  const refused = state(REFUSED);
  if (refused !== '') {
    return { jobSummary: refused === 'true' };
  }
  const pieces: string[] = [];
  for (let piece = state(`${PLAN}0`); piece !== ''; piece = state(`${PLAN}${pieces.length}`)) {
    pieces.push(piece);
  }
  if (pieces.length === 0) {
    return undefined;
  }
  return JSON.parse(pieces.join(''), (_key, value: unknown) =>
    isWrittenNanoseconds(value) ? BigInt(value.nanoseconds) : value,
  );
}

function isWrittenNanoseconds(value: unknown): value is { readonly nanoseconds: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'nanoseconds' in value &&
    typeof value.nanoseconds === 'string' &&
    /^\d{1,30}$/.test(value.nanoseconds)
  );
}
