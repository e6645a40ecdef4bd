import { parseRepositoryUrl, withoutSecrets } from '../github/repository.ts';
import { LONGEST_TEXT, Reader } from '../inputs/reader.ts';
import { revealsKey } from '../runner/keys.ts';
import type { Stage } from '../runner/stage.ts';
import { shorten } from '../text.ts';
import { READ_IN_POST_ONLY, SETTLED_IN_POST } from './details.ts';
import type { Plan } from './plan.ts';
import { LONGEST_LIST, SETTLED_IN_MAIN } from './settings.ts';

/**
 * The inputs as main reads them, for post to fall back on and to compare. A text with a key in it, which must not
 * reach the disk, is left out.
 */
export function readMainInputs({
  input,
  keys,
}: Pick<Stage, 'input' | 'keys'>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...SETTLED_IN_MAIN, ...SETTLED_IN_POST]
      .map((name) => [name, presentable(name, input(name), keys.all)] as const)
      .filter(([, text]) => text !== '' && !revealsKey(text, keys.all)),
  );
}

/**
 * A text as it may be kept and shown: without the token in a URL, and no longer than it takes to be refused as too
 * long, because what main leaves becomes part of post's environment, which the system limits.
 */
function presentable(name: string, text: string, keys: readonly string[]): string {
  const shown =
    name === 'git-repository-url'
      ? (parseRepositoryUrl(text) ?? withoutSecrets(text))
      : name === 'api-url' || name === 'site'
        ? withoutSecrets(text)
        : text;
  const most = name === 'service' || name === 'custom-tags' ? LONGEST_LIST : LONGEST_TEXT;
  // Of a key that is cut, the rest would not be found.
  return revealsKey(shown, keys) ? shown : shown.slice(0, most + 1);
}

/**
 * Makes the reader of post's inputs, and warns of those settled in main that read differently now.
 *
 * Outside a composite action such an input came too late. Inside one the runner may evaluate all of post's inputs
 * against another action (actions/runner#2030): then main's win, and what only post reads counts as not given.
 */
export function readerAfterJob(
  stage: Pick<Stage, 'input' | 'keys' | 'environment' | 'log'>,
  plan: Plan,
): Reader {
  const { input, keys, log } = stage;
  const changes = SETTLED_IN_MAIN.map((name) => ({
    name,
    before: plan.inputs[name] ?? '',
    after: presentable(name, input(name), keys.all),
  })).filter(({ before, after }) => before !== after && !revealsKey(after, keys.all));
  const isForeign = plan.inComposite && changes.length > 0;
  if (isForeign) {
    const names = changes.map(({ name }) => name).join(', ');
    log.info(
      `After the job, this step's inputs have other values than before (${names}), as in a nested composite action: the earlier ones count.`,
    );
    const ignored = READ_IN_POST_ONLY.filter((name) => !['', 'false'].includes(input(name)));
    if (ignored.length > 0) {
      log.warning(
        `Not used: ${ignored.join(', ')}. In this composite action the runner evaluates the inputs of the post stage against another action (actions/runner#2030). Use this action in the workflow itself, or pass the values on as inputs of each composite action.`,
      );
    }
  } else {
    for (const { name, before, after } of changes) {
      log.warning(
        `Input "${name}" came too late: it was "${shorten(before)}" when this step ran, and is "${shorten(after)}" after the job. The first value counts. Move this step below the one that provides the value: the start is the job's anyway.`,
      );
    }
  }
  return new Reader({
    input: (name) =>
      isForeign && READ_IN_POST_ONLY.some((only) => only === name)
        ? ''
        : presentable(name, input(name), keys.all),
    earlier: (name) => plan.inputs[name] ?? '',
    earlierWins: isForeign,
    environment: stage.environment,
    keys: keys.all,
  });
}
