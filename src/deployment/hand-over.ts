import type { Settings } from '../delivery/settings.ts';
import type { FileEntry } from '../runner/files.ts';
import type { Stage } from '../runner/stage.ts';
import { KIB, property } from '../text.ts';
import type { Moment } from '../time.ts';
import type { Start } from './times.ts';

/** What main hands over to post. */
export interface Plan {
  readonly settings: DeploymentSettings;
  /** The names of inputs of which main does not use a value. */
  readonly refused: readonly string[];
  /** What main said of inputs without which nothing can be sent; undefined if something can. */
  readonly blocked: readonly string[] | undefined;
  readonly start: Start;
  /** Whether the start is a recorded one in place of an invalid `started-at`. */
  readonly replacesInvalidStart: boolean;
  /** One per service; none if nothing is deployed, or if the services are not known. */
  readonly deployments: readonly { readonly service: string; readonly id: string }[];
  /** Where the services come from, for the log. */
  readonly source: string;
  /** The inputs that post falls back on and compares with, as main read them. None contains a key. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The variables that replace inputs, as main read them. */
  readonly variables: Readonly<Record<string, string>>;
  /** Whether the step is in a composite action. */
  readonly inComposite: boolean;
  /** Whether `deployed` was set in main, even to an empty text. */
  readonly setsDeployed: boolean;
}

/** What main settles. */
export interface DeploymentSettings extends Settings {
  readonly skipGit: boolean;
  readonly ciTags: boolean;
}

const JOB_START = { time: 'job-started-at', uptime: 'job-uptime', bootId: 'job-boot-id' } as const;
const PLAN = 'plan-';
/** Has what main said if it could not save anything else. */
export const UNSAVED = 'unsaved';
/** On Linux a variable holds 128 KiB. A longer one keeps post from starting, which fails the job. */
const LONGEST_STATE = 100 * KIB;

/** Pre hands over the moment at which the job's steps started. */
export function leaveJobStart({ time, uptime, bootId }: Moment): readonly FileEntry[] {
  return [
    [JOB_START.time, time.toString()],
    [JOB_START.uptime, uptime.toString()],
    [JOB_START.bootId, bootId],
  ];
}

/** @returns undefined if pre did not run, as for a local action */
export function takeJobStart(state: Stage['state']): Moment | undefined {
  const [time, uptime] = [state(JOB_START.time), state(JOB_START.uptime)];
  return /^\d{1,30}$/.test(time) && /^-?\d{1,30}$/.test(uptime)
    ? { time: BigInt(time), uptime: BigInt(uptime), bootId: state(JOB_START.bootId) }
    : undefined;
}

/** Main hands over its plan, in as many pieces as it takes. */
export function leavePlan(plan: Plan): readonly FileEntry[] {
  const text = inAscii(
    JSON.stringify(plan, (_key, value: unknown) =>
      typeof value === 'bigint' ? { nanoseconds: value.toString() } : value,
    ),
  );
  const pieces = Array.from({ length: Math.ceil(text.length / LONGEST_STATE) }, (_, index) =>
    text.slice(index * LONGEST_STATE, (index + 1) * LONGEST_STATE),
  );
  return pieces.map((piece, index) => [`${PLAN}${index}`, piece]);
}

/** Writes JSON in ASCII, so that each character is one byte and the text can be cut anywhere. */
export function inAscii(json: string): string {
  return json.replace(/[^\x20-\x7e]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Post takes what main handed over. `not run`: main did not run, but pre did. `lost`: the runner ran this step, and lost
 * what its stages saved, or a part of it.
 */
export function takePlan(state: Stage['state']): Plan | 'not run' | 'lost' {
  const pieces: string[] = [];
  for (let piece = state(`${PLAN}0`); piece !== ''; piece = state(`${PLAN}${pieces.length}`)) {
    pieces.push(piece);
  }
  if (pieces.length === 0) return state(JOB_START.time) === '' ? 'lost' : 'not run';
  try {
    const plan: Plan = JSON.parse(pieces.join(''), (_key, value: unknown) => {
      const nanoseconds = property(value, 'nanoseconds');
      return typeof nanoseconds === 'string' && /^-?\d{1,30}$/.test(nanoseconds) ? BigInt(nanoseconds) : value;
    });
    const isWhole = [plan?.deployments, plan?.refused].every(Array.isArray);
    return isWhole ? plan : 'lost';
  } catch {
    return 'lost';
  }
}
