import { cleanText, LONGEST_OBJECT, LONGEST_TEXT, sourcedText } from '../inputs/one-text.ts';
import { sourcesOf } from '../inputs/read.ts';
import type { Settled, Sources, Table } from '../inputs/table.ts';
import { revealsKey } from '../runner/keys.ts';
import type { Stage } from '../runner/stage.ts';
import { KIB, type Message, shorten } from '../text.ts';
import { inAscii, type Plan } from './hand-over.ts';
import { INPUTS } from './inputs.ts';

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
export function variablesForPost({ environment, keys }: Pick<Stage, 'environment' | 'keys'>): Plan['variables'] {
  const names = Object.values<Table[string]>(INPUTS).flatMap(({ settled, variables = [] }) =>
    settled === 'post' ? variables : [],
  );
  const texts = names.map((name) => [name, environment[name]?.slice(0, LONGEST_TEXT) ?? ''] as const);
  return Object.fromEntries(texts.filter(([, text]) => !revealsKey(text, keys.all)));
}

/**
 * An input's text as it may be kept and shown: '' if it contains a key, which must not reach the disk; without the
 * token in a URL; and cut just above the length limit, so that it is still rejected as too long.
 */
function keepable(name: string, entry: Table[string], { input, keys }: StageInputs): string {
  const raw = input(name);
  const text = entry.clean === undefined ? raw : cleanText(entry, sourcedText(raw, 'input').text);
  const most = entry.settled === 'main' ? (entry.most ?? LONGEST_TEXT) : LONGEST_OBJECT;
  return revealsKey(text, keys.all) ? '' : text.slice(0, most + 1);
}

/** How post's inputs differ from main's. */
export interface Comparison {
  /** Whether they are those of another action (actions/runner#2030), which happens only in a composite action. */
  readonly isForeign: boolean;
  /** The names of inputs whose later value is not used. */
  readonly refused: readonly string[];
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
  if (changes.length === 0) return { isForeign: false, refused: [], messages: [] };
  const names = changes.map(({ name }) => name);
  if (!plan.inComposite) {
    const each = changes.map(({ name, before, after }) => `${name} ("${shorten(before)}", later "${shorten(after)}")`);
    const text = `Set too late: ${each.join(', ')}. These inputs are read when this step runs: the earlier values are used. Move this step below the one that provides the later values: the deployment still starts with the job.`;
    // An unusable `fail-on-error` fails nothing.
    const refused = names.filter((name) => name !== 'fail-on-error');
    return { isForeign: false, refused, messages: [{ level: 'warning', text }] };
  }
  const ignored = entries
    .filter(([name, { settled, default: byDefault = '' }]) => {
      const text = stage.input(name);
      return settled === 'post only' && text !== '' && text !== byDefault;
    })
    .map(([name]) => name);
  return {
    isForeign: true,
    refused: [],
    messages: [
      {
        level: 'info',
        text: `The inputs of this step changed during the job (${names.join(', ')}), as happens in nested composite actions. The earlier values are used.`,
      },
      ...(ignored.length === 0
        ? []
        : [
            {
              level: 'warning' as const,
              text: `Not used: ${ignored.join(', ')}, because the runner evaluates these inputs as those of another action (actions/runner#2030). In the outer action, name the inner one with "uses: $/inner" (GitHub.com) or "owner/repo/inner@ref" in place of "./inner".`,
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
  const { settings, refused, deployments, inputs, variables, replacesInvalidStart } = plan;
  const isSettled = (name: string) =>
    (settings.skipGit && !refused.includes('skip-git') && name.startsWith('git-')) ||
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
      mayBeForeign: plan.inComposite,
      services: deployments.map(({ service }) => service),
    },
  };
}
