import type { GitHubContext } from '../github/context.ts';
import { cleanText, LONGEST_TEXT } from '../inputs/one-text.ts';
import { LONGEST_OBJECT } from '../inputs/per-service.ts';
import type { Settled, Sources, Table } from '../inputs/table.ts';
import { revealsKey } from '../runner/keys.ts';
import type { Stage } from '../runner/stage.ts';
import { KIB, shorten } from '../text.ts';
import { INPUTS } from './inputs.ts';
import { inAscii, type Plan } from './plan.ts';

/** All variables of a process together hold 2 MiB on Linux, and most of them are the runner's. */
const LARGEST_PLAN_INPUTS = 400 * KIB;

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
  const most = entry.settled === 'main' ? (entry.most ?? LONGEST_TEXT) : LONGEST_OBJECT;
  return revealsKey(text, keys.all) ? '' : text.slice(0, most + 1);
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
      message: `Input "${name}" came too late: it was "${shorten(before)}" when this step ran, and is "${shorten(after)}" after the job. The first value is used. Move this step below the one that provides the value: the start is the job's anyway.`,
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
        message: `After the job, the inputs of this step have other values than before (${names}), as in a nested composite action. The earlier values are used.`,
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

/** What post reads its inputs from. */
export function sourcesOfPost(
  stage: Pick<Stage, 'input' | 'isPassed' | 'environment' | 'keys' | 'startedAt'>,
  { deployments, inputs, settings }: Plan,
  { isForeign }: Comparison,
  { commitSha, serverUrl }: GitHubContext,
): Sources {
  const { input, isPassed, environment, keys, startedAt } = stage;
  return {
    // What skip-git leaves out is not worth a warning.
    input: (name) =>
      // Cut like main's text, so that an overlong text that both stages have is no difference.
      settings.skipGit && name.startsWith('git-') ? '' : input(name).slice(0, LONGEST_OBJECT + 1),
    isPassed,
    earlier: settings.skipGit ? withoutGit(inputs) : inputs,
    isForeign,
    environment,
    keys: keys.all,
    services: deployments.map(({ service }) => service),
    circumstances: { now: startedAt.time, serverUrl, commitSha },
  };
}

function withoutGit(inputs: Plan['inputs']): Plan['inputs'] {
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !name.startsWith('git-')));
}
