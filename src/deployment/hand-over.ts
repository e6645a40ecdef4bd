import type { Settings } from '../delivery/settings.ts';
import { cleanText, LONGEST_OBJECT, sourcesOf } from '../inputs/read.ts';
import type { Settled, Sources, Table } from '../inputs/table.ts';
import type { FileEntry } from '../runner/files.ts';
import { revealsKey } from '../runner/keys.ts';
import type { Stage } from '../runner/stage.ts';
import { KIB, type Message, property, shorten } from '../text.ts';
import type { Moment } from '../time.ts';
import { INPUTS, longestText } from './inputs.ts';
import type { Start } from './times.ts';

/** What main hands over to post. */
export interface Plan {
  readonly settings: DeploymentSettings;
  /** What main said about inputs without which nothing can be sent; none if something can. */
  readonly blocked: readonly string[];
  readonly start: Start;
  /** Whether the start is a recorded one in place of an invalid `started-at`. */
  readonly replacesInvalidStart: boolean;
  /** One per service; none if nothing is deployed. */
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

/** What post finds. */
export type HandOver =
  | { readonly state: 'plan'; readonly plan: Plan }
  /** Main said in these messages why there is no plan. */
  | { readonly state: 'refused'; readonly messages: readonly string[]; readonly jobSummary: boolean }
  /** Main did not run, but pre did. */
  | { readonly state: 'not run' }
  /** The runner ran this step, and lost what its stages saved. */
  | { readonly state: 'lost' };

const JOB_START = { time: 'job-started-at', uptime: 'job-uptime', bootId: 'job-boot-id' } as const;
const PLAN = 'plan-';
const REFUSED = 'refused';
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
function inAscii(json: string): string {
  return json.replace(/[^\x20-\x7e]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Main hands over why there is no plan. */
export function leaveRefusal(messages: readonly string[], jobSummary: boolean): readonly FileEntry[] {
  return [[REFUSED, JSON.stringify({ state: 'refused', messages, jobSummary })]];
}

/** Post takes what main handed over. @throws Error if the state is not what main wrote */
export function takePlan(state: Stage['state']): HandOver {
  const refused = state(REFUSED);
  if (refused !== '') {
    return JSON.parse(refused);
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

/** All variables of a process together hold 2 MiB on Linux, and most of them are the runner's. */
const LARGEST_PLAN_INPUTS = 400 * KIB;

type StageInputs = Pick<Stage, 'input' | 'keys'>;

/** The inputs as main reads them, as far as post needs them and they fit into its environment. */
export function inputsForPost(stage: StageInputs): Plan['inputs'] {
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

/** The variables that replace inputs which post settles, as main sees them. None contains a key. */
export function variablesForPost({
  environment,
  keys,
}: Pick<Stage, 'environment' | 'keys'>): Plan['variables'] {
  const names = Object.values<Table[string]>(INPUTS).flatMap(({ settled, variables = [] }) =>
    settled === 'post' ? variables : [],
  );
  return Object.fromEntries(
    names.map((name) => {
      const text = environment[name]?.trim().slice(0, 8 * KIB) ?? '';
      return [name, revealsKey(text, keys.all) ? '' : text];
    }),
  );
}

/**
 * An input's text as it may be kept and shown: '' if it contains a key, which must not reach the disk; without the
 * token in a URL; and cut just above the length limit, so that it is still rejected as too long.
 */
function keepable(name: string, entry: Table[string], { input, keys }: StageInputs): string {
  const text = cleanText(entry, input(name));
  return revealsKey(text, keys.all) ? '' : text.slice(0, longestText(entry) + 1);
}

/** How post's inputs differ from main's. */
export interface Comparison {
  /** Whether they are those of another action (actions/runner#2030), which happens only in a composite action. */
  readonly isForeign: boolean;
  readonly messages: readonly Message[];
}

/** Compares the inputs that main settled with what post reads. Outside a composite action a difference came too late. */
export function compareInputs(stage: StageInputs, plan: Plan): Comparison {
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
    const messages = changes.map(({ name, before, after }) => ({
      level: 'warning' as const,
      text: `Input "${name}" was set too late: it was "${shorten(before)}" when this step ran and "${shorten(after)}" at the end of the job. The earlier value is used. Move this step below the one that provides the value: the deployment still starts with the job.`,
    }));
    return { isForeign: false, messages };
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
    messages: [
      {
        level: 'info',
        text: `The inputs of this step changed during the job (${names}), as happens in nested composite actions. The earlier values are used.`,
      },
      ...(ignored.length === 0
        ? []
        : [
            {
              level: 'warning' as const,
              text: `Not used: ${ignored.join(', ')}, because the runner evaluates them against another action here (actions/runner#2030). In the outer action, name the inner one with "uses: $/inner" (GitHub.com) or "owner/repo/inner@ref" in place of "./inner".`,
            },
          ]),
    ],
  };
}

/** What post reads its inputs from. What main has settled, or what no event contains, is not read again. */
export function sourcesOfPost(
  stage: Stage,
  plan: Plan,
  { isForeign }: Comparison,
  context: Pick<Sources['context'], 'serverUrl' | 'commitSha'>,
): Sources {
  const { settings, deployments, inputs, variables, replacesInvalidStart } = plan;
  const isSettled = (name: string) =>
    (settings.skipGit && name.startsWith('git-')) ||
    (replacesInvalidStart && name === 'started-at' && stage.input(name) === inputs[name]);
  return {
    ...sourcesOf(stage, context),
    // Cut like main's text, so that an overlong text that both stages have is no difference.
    input: (name) => (isSettled(name) ? '' : stage.input(name).slice(0, LONGEST_OBJECT + 1)),
    isPassed: (name) => !isSettled(name) && stage.isPassed(name),
    handedOver: {
      inputs: Object.fromEntries(Object.entries(inputs).filter(([name]) => !isSettled(name))),
      variables,
      isForeign,
      services: deployments.map(({ service }) => service),
    },
  };
}
