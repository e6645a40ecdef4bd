import { cleanText, LONGEST_OBJECT } from '../inputs/reader.ts';
import type { Settings } from '../inputs/shared.ts';
import type { Settled, Table } from '../inputs/table.ts';
import { revealsKey } from '../runner/keys.ts';
import type { Stage } from '../runner/stage.ts';
import { KIB, property, shorten } from '../text.ts';
import type { Moment } from '../time.ts';
import { INPUTS } from './inputs.ts';
import type { Start } from './times.ts';

/** What main leaves post. */
export interface Plan {
  readonly settings: DeploymentSettings;
  /** Undefined if `started-at` was invalid in main. */
  readonly start: Start | undefined;
  /** One per service; none if nothing is deployed. */
  readonly deployments: readonly { readonly service: string; readonly id: string }[];
  /** The inputs that post falls back on and compares with, as main read them. None contains a key. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Whether the step is in a composite action. */
  readonly inComposite: boolean;
  /** Whether `deployed` was set in main, even to an empty text. */
  readonly setsDeployed: boolean;
  /** What main read, for post's log. */
  readonly facts: readonly string[];
}

/** What main settles. */
export interface DeploymentSettings extends Settings {
  readonly skipGit: boolean;
  readonly ciTags: boolean;
}

/** What post finds. */
export type HandOver =
  | { readonly state: 'plan'; readonly plan: Plan }
  /** Main found invalid inputs. Names them. */
  | {
      readonly state: 'refused';
      readonly inputs: string;
      readonly jobSummary: boolean;
      readonly failOnError: boolean;
    }
  /** Main did not run, but pre did. */
  | { readonly state: 'not run' }
  /** The runner ran this step, and lost what its stages left. */
  | { readonly state: 'lost' };

export type StateEntries = readonly (readonly [name: string, value: string])[];

const JOB_START = { time: 'job-started-at', uptime: 'job-uptime', bootId: 'job-boot-id' } as const;
const PLAN = 'plan-';
const REFUSED = 'refused';
/** On Linux a variable holds 128 KiB. A longer one keeps post from starting, which fails the job. */
const LONGEST_STATE = 100 * KIB;
/** All variables of a process together hold 2 MiB on Linux, and most of them are the runner's. */
const LARGEST_PLAN_INPUTS = 400 * KIB;

/** Pre leaves the moment at which the job's steps started. */
export function leaveJobStart({ time, uptime, bootId }: Moment): StateEntries {
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

/** Main leaves its plan, in as many pieces as it takes. */
export function leavePlan(plan: Plan): StateEntries {
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

/** Writes JSON in ASCII, so that a character is a byte, wherever the text is cut. */
function inAscii(json: string): string {
  return json.replace(/[^\x20-\x7e]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Main leaves the names of the inputs that were invalid. */
export function leaveRefusal(refusal: {
  readonly inputs: string;
  readonly jobSummary: boolean;
  readonly failOnError: boolean;
}): StateEntries {
  return [[REFUSED, JSON.stringify(refusal)]];
}

/** Post takes what main left. @throws Error if the state is not what main wrote */
export function takePlan(state: Stage['state']): HandOver {
  const refused = state(REFUSED);
  if (refused !== '') {
    return { state: 'refused', ...JSON.parse(refused) };
  }
  const pieces: string[] = [];
  for (let piece = state(`${PLAN}0`); piece !== ''; piece = state(`${PLAN}${pieces.length}`)) {
    pieces.push(piece);
  }
  if (pieces.length === 0) {
    return { state: state(JOB_START.time) === '' ? 'lost' : 'not run' };
  }
  const plan: Plan = JSON.parse(pieces.join(''), (_key, value: unknown) => {
    const nanoseconds = property(value, 'nanoseconds');
    return typeof nanoseconds === 'string' && /^-?\d{1,30}$/.test(nanoseconds) ? BigInt(nanoseconds) : value;
  });
  return { state: 'plan', plan };
}

type Inputs = Pick<Stage, 'input' | 'keys'>;

/** The inputs as main reads them, as far as post needs them and they fit into its environment. */
export function inputsForPost(stage: Inputs): Readonly<Record<string, string>> {
  const textsOf = (stages: Settled) =>
    Object.entries<Table[string]>(INPUTS)
      .filter(([, { settled }]) => settled === stages)
      .map(([name, entry]) => [name, keepable(name, entry, stage)] as const)
      .filter(([, text]) => text !== '');
  let size = 0;
  // Post reads for itself what does not fit.
  const fitting = textsOf('post')
    .toSorted(([, a], [, b]) => a.length - b.length)
    .filter(([, text]) => {
      size += inAscii(JSON.stringify(text)).length;
      return size <= LARGEST_PLAN_INPUTS;
    });
  return Object.fromEntries([...textsOf('main'), ...fitting]);
}

/**
 * An input's text as it may be kept and shown: '' if it contains a key, which must not reach the disk; without the
 * token in a URL; and no longer than it takes to be refused as too long.
 */
function keepable(name: string, entry: Table[string], { input, keys }: Inputs): string {
  const text = cleanText(entry, input(name));
  return revealsKey(text, keys.all) ? '' : text.slice(0, LONGEST_OBJECT + 1);
}

/** How post's inputs differ from main's. */
export interface Comparison {
  /** Whether they are those of another action (actions/runner#2030), which happens only in a composite action. */
  readonly isForeign: boolean;
  readonly remarks: readonly { readonly level: 'info' | 'warning'; readonly message: string }[];
}

/** Compares the inputs that main settled with what post reads. Outside a composite action a difference came too late. */
export function compareInputs(stage: Inputs, plan: Plan): Comparison {
  const entries = Object.entries<Table[string]>(INPUTS);
  const changes = entries
    .filter(([, { settled }]) => settled === 'main')
    .map(([name, entry]) => ({
      name,
      before: plan.inputs[name] ?? '',
      after: keepable(name, entry, stage),
      isHidden: revealsKey(stage.input(name), stage.keys.all),
    }))
    .filter(({ before, after, isHidden }) => before !== after && !isHidden);
  if (!plan.inComposite || changes.length === 0) {
    const remarks = changes.map(({ name, before, after }) => ({
      level: 'warning' as const,
      message: `Input "${name}" came too late: it was "${shorten(before)}" when this step ran, and is "${shorten(after)}" after the job. The first value is used. Move this step below the one that provides the value: the start is the job's all the same.`,
    }));
    return { isForeign: false, remarks };
  }
  const names = changes.map(({ name }) => name).join(', ');
  const ignored = entries
    .filter(([name, { settled, default: byDefault = '' }]) => {
      const text = stage.input(name);
      return settled === 'post only' && text !== '' && text !== byDefault;
    })
    .map(([name]) => name);
  return {
    isForeign: true,
    remarks: [
      {
        level: 'info',
        message: `After the job, the inputs of this step have other values than before (${names}), as in a nested composite action: the earlier ones are used.`,
      },
      ...(ignored.length === 0
        ? []
        : [
            {
              level: 'warning' as const,
              message: `Not used: ${ignored.join(', ')}. In this composite action the runner evaluates the inputs of the post stage against another action (actions/runner#2030). Use this action in the workflow itself, or pass the values on as inputs of each composite action.`,
            },
          ]),
    ],
  };
}
