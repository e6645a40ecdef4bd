import { redactKeys, revealsKey } from '../runner/keys.ts';
import { isObject, KIB, parseJson, shorten } from '../text.ts';
import type {
  Chosen,
  Circumstances,
  Input,
  Parsed,
  Problem,
  Read,
  Reading,
  Refusal,
  Sources,
} from './table.ts';

const DEFAULT = 'default';

/** Reads one text for all services, or the default if there is no text. */
export function readText(
  name: string,
  entry: Input<unknown>,
  chosen: Chosen | undefined,
  sources: Pick<Sources, 'isPassed' | 'keys' | 'circumstances'>,
): Omit<Read, 'difference'> {
  const { isPassed, keys, circumstances } = sources;
  const read = (common: Reading<unknown>, fact: string, problems: readonly Problem[]) => ({
    said: { common, byService: undefined },
    fact,
    problems,
  });
  if (chosen === undefined && entry.tellsEmpty && isPassed(name)) {
    return read({ state: 'empty' }, '', []);
  }
  const text = chosen?.text ?? entry.default;
  if (text === undefined) {
    const missing = entry.missing && problemOf(name, entry, 'is not set', entry.expected, entry.missing);
    return read({ state: 'absent' }, entry.tellsAbsent ? 'not set' : '', missing ? [missing] : []);
  }
  const parsed = parseBounded(text, entry, keys, { ...circumstances, isForOneService: false });
  if ('refused' in parsed) {
    const written = parsed.isHidden
      ? 'is invalid (its value is not shown)'
      : `is invalid: "${shorten(redactKeys(cleanText(entry, text), keys))}"`;
    const problem = problemOf(name, entry, written, parsed.refused, entry.consequence);
    const usesDefault = chosen !== undefined && entry.default !== undefined && !entry.tellsEmpty;
    if (!usesDefault || problem.level === 'error') {
      return read({ state: 'refused' }, '', [problem]);
    }
    const byDefault = readText(name, entry, undefined, sources);
    return { ...byDefault, problems: [problem, ...byDefault.problems] };
  }
  const { value, warnings = [] } = parsed;
  // The runner passes the defaults of action.yml as if the workflow set them.
  const source = chosen === undefined || text === entry.default ? DEFAULT : chosen.source;
  const shown = entry.show?.(value) ?? cleanText(entry, text);
  return read(
    { state: 'given', value, source },
    shown === '' ? '' : `${shorten(redactKeys(oneLine(shown), keys))} (${source})`,
    warnings.map((warning) => warningOf(name, warning)),
  );
}

/** What an input may have unless it says otherwise, in UTF-8 bytes. */
export const LONGEST_TEXT = 8 * KIB;

export function parseBounded(
  text: string,
  { parse, expected, most = LONGEST_TEXT }: Input<unknown>,
  keys: readonly string[],
  circumstances: Circumstances,
): Parsed<unknown> | (Refusal & { readonly isHidden: boolean }) {
  if (revealsKey(text, keys)) {
    return { refused: 'a value without a Datadog key in it', isHidden: true };
  }
  if (Buffer.byteLength(text) > most) {
    return { refused: `${expected}; at most ${most / KIB} KiB`, isHidden: false };
  }
  const parsed = parse(text, circumstances);
  return 'refused' in parsed ? { refused: parsed.refused || expected, isHidden: false } : parsed;
}

export function problemOf(
  input: string,
  { level = 'warning' }: Input<unknown>,
  written: string,
  expected: string,
  consequence: string,
): Problem {
  return { level, input, message: `Input "${input}" ${written}. Expected: ${expected}. ${consequence}` };
}

/** What is odd about a value that is accepted. */
export function warningOf(input: string, warning: string): Problem {
  return { level: 'warning', input, message: `Input "${input}": ${warning}` };
}

/** A problem that shows when inputs are read together. */
export function conflict(
  input: string,
  level: Problem['level'],
  expected: string,
  consequence: string,
): Problem {
  return { level, input, message: `Input "${input}" is invalid. Expected: ${expected}. ${consequence}` };
}

/** A list's parts side by side. */
export function oneLine(text: string): string {
  return text
    .split(/[\r\n]+/)
    .map((part) => part.trim())
    .filter(Boolean)
    .join(', ');
}

/** Removes secrets from a text, or from each value of a JSON object. */
export function cleanText({ clean }: Pick<Input<unknown>, 'clean'>, text: string): string {
  if (clean === undefined) {
    return text;
  }
  const json = text.startsWith('{') ? parseJson(text) : undefined;
  return isObject(json)
    ? JSON.stringify(
        Object.fromEntries(
          Object.entries(json).map(([name, value]) => [
            name,
            clean(typeof value === 'string' ? value : JSON.stringify(value)),
          ]),
        ),
      )
    : clean(text);
}
