import { redactKeys, revealsKey } from '../runner/keys.ts';
import { enumerate, isObject, KIB, parseJson, shorten } from '../text.ts';
import type {
  Circumstances,
  Input,
  Parsed,
  Problem,
  Reading,
  Refusal,
  Said,
  Settled,
  Table,
  ValueOf,
} from './table.ts';

/** What the inputs of one stage say. */
export interface Readings<Entries extends Table, Stages extends Settled> {
  readonly values: {
    readonly [Name in keyof Entries as Entries[Name]['settled'] extends Stages ? Name : never]: Said<
      ValueOf<Entries[Name]>
    >;
  };
  /** A line for the log per input: its value and its source. */
  readonly facts: readonly string[];
  /** The facts that post's log shows again. */
  readonly factsForPost: readonly string[];
  readonly problems: readonly Problem[];
  /** Inputs that two stages read differently, both not empty, in words. */
  readonly differences: readonly string[];
}

/** What a stage reads its inputs from. */
export interface Sources {
  /** An input of the stage that runs; '' if it is not set. */
  readonly input: (name: string) => string;
  /** The inputs as main read them; undefined in main. */
  readonly earlier: Readonly<Record<string, string>> | undefined;
  /** Whether `input` reads those of another action (actions/runner#2030). Then main's win. */
  readonly isForeign: boolean;
  readonly environment: NodeJS.ProcessEnv;
  /** No value that contains one of them is accepted. */
  readonly keys: readonly string[];
  /** Those that a value per service may be for. */
  readonly services: readonly string[];
  readonly circumstances: Omit<Circumstances, 'isForOneService'>;
}

/** Reads the inputs that the given stages settle. */
export function readInputs<Entries extends Table, Stages extends Settled>(
  table: Entries,
  stages: readonly Stages[],
  sources: Sources,
): Readings<Entries, Stages>;
export function readInputs(
  table: Table,
  stages: readonly Settled[],
  sources: Sources,
): Readings<Table, Settled> {
  const entries = Object.entries(table).filter(([, { settled }]) => stages.includes(settled));
  const read = entries.map(([name, entry]) => [name, entry, readInput(name, entry, sources)] as const);
  const factsOf = (parts: typeof read) =>
    parts.flatMap(([name, , { fact }]) => (fact === '' ? [] : [`${name}: ${fact}`]));
  return {
    values: Object.fromEntries(read.map(([name, , { said }]) => [name, said])),
    facts: factsOf(read),
    factsForPost: factsOf(read.filter(([, { inBothLogs }]) => inBothLogs)),
    problems: read.flatMap(([, , { problems }]) => problems),
    differences: read.flatMap(([, , { difference }]) => (difference === '' ? [] : [difference])),
  };
}

/** What is known of one input once it is read; '' for nothing to say. */
interface Read {
  readonly said: Said<unknown>;
  readonly fact: string;
  readonly problems: readonly Problem[];
  readonly difference: string;
}

/** A text, and its source. */
interface Chosen {
  readonly text: string;
  readonly source: string;
}

const DEFAULT = 'default';

function readInput(name: string, entry: Input<unknown>, sources: Sources): Read {
  const { keys, isForeign } = sources;
  if (isForeign && entry.settled === 'post only') {
    return {
      said: { common: { state: 'absent' }, byService: undefined },
      fact: '',
      problems: [],
      difference: '',
    };
  }
  const present = (text: string) => shorten(redactKeys(cleanText(entry, text), keys));
  const own = { text: sources.input(name).trim(), source: 'input' };
  const before = {
    text: entry.settled === 'post' ? (sources.earlier?.[name] ?? '') : '',
    source: 'input, as main read it',
  };
  const chosen = (isForeign ? [before, own] : [own, before]).find(({ text }) => text !== '');
  const isDifferent = own.text !== '' && before.text !== '' && cleanText(entry, own.text) !== before.text;
  const difference =
    isDifferent && chosen !== undefined
      ? `${name}: main read "${present(before.text)}", post reads "${present(own.text)}"; "${present(chosen.text)}" is used`
      : '';
  const isPerService = entry.settled !== 'main' && chosen?.text.startsWith('{') === true;
  const read = isPerService
    ? readPerService(name, entry, chosen, sources)
    : readCommon(name, entry, chosen, sources);
  return { ...read, difference };
}

/** Reads one text for all services, or a variable or the default if there is no text. */
function readCommon(
  name: string,
  entry: Input<unknown>,
  given: Chosen | undefined,
  { environment, keys, circumstances }: Sources,
): Omit<Read, 'difference'> {
  const variables = (entry.variables ?? []).map((variable) => ({
    text: environment[variable]?.trim() ?? '',
    source: variable,
  }));
  const chosen = given ?? variables.find(({ text }) => text !== '');
  const done = (common: Reading<unknown>, fact = '', problems: readonly Problem[] = []) => ({
    said: { common, byService: undefined },
    fact,
    problems,
  });
  const factOf = (text: string, value: unknown, source: string) => {
    const shown = entry.show?.(value) ?? cleanText(entry, text);
    return shown === '' ? '' : `${shorten(redactKeys(oneLine(shown), keys))} (${source})`;
  };
  const byDefault = (problems: readonly Problem[]) => {
    const text = entry.default ?? '';
    const parsed = entry.parse(text, { ...circumstances, isForOneService: false });
    return 'refused' in parsed
      ? done({ state: 'refused' }, '', problems)
      : done(
          { state: 'given', value: parsed.value, source: DEFAULT },
          factOf(text, parsed.value, DEFAULT),
          problems,
        );
  };
  if (chosen === undefined) {
    if (entry.tellsEmpty) {
      return done({ state: 'empty' });
    }
    if (entry.default !== undefined) {
      return byDefault([]);
    }
    return done(
      { state: 'absent' },
      entry.tellsAbsent ? 'not set' : '',
      entry.missing === undefined
        ? []
        : [problemOf(name, entry, 'is not set', entry.expected, entry.missing)],
    );
  }
  const { text, source } = chosen;
  const parsed = parseBounded(text, entry, keys, { ...circumstances, isForOneService: false });
  if ('refused' in parsed) {
    const written = parsed.isHidden
      ? 'is invalid (its value is not shown)'
      : `is invalid: "${shorten(redactKeys(cleanText(entry, text), keys))}"`;
    const problem = problemOf(name, entry, written, parsed.refused, entry.consequence);
    const usesDefault = entry.default !== undefined && !entry.tellsEmpty && problem.level === 'warning';
    return usesDefault ? byDefault([problem]) : done({ state: 'refused' }, '', [problem]);
  }
  const { value, warnings = [] } = parsed;
  const actualSource = text === entry.default ? DEFAULT : source;
  return done(
    { state: 'given', value, source: actualSource },
    factOf(text, value, actualSource),
    warnings.map((warning) => ({ level: 'warning', input: name, message: `Input "${name}": ${warning}` })),
  );
}

/** What a JSON object with a value per service may have, in UTF-8 bytes. */
export const LONGEST_OBJECT = 100 * KIB;

/** Reads a JSON object with a value per service. What it says of no service is a warning. */
function readPerService(
  name: string,
  entry: Input<unknown>,
  { text, source }: Chosen,
  sources: Sources,
): Omit<Read, 'difference'> {
  const { keys, services, circumstances } = sources;
  const json = Buffer.byteLength(text) > LONGEST_OBJECT ? undefined : parseJson(text);
  const expected = `${entry.expected}; or a JSON object with a value per service, at most ${LONGEST_OBJECT / KIB} KiB`;
  if (!isObject(json)) {
    const written = revealsKey(text, keys)
      ? 'is invalid (its value is not shown)'
      : `is invalid: "${shorten(text)}"`;
    return {
      said: { common: { state: 'refused' }, byService: undefined },
      fact: '',
      problems: [problemOf(name, entry, written, expected, entry.consequence)],
    };
  }
  const wanted = new Set(services);
  const byService = new Map<string, Reading<unknown>>();
  const facts: string[] = [];
  const refused: string[] = [];
  const refusedWords = new Set<string>();
  const warnings = new Set<string>();
  for (const [service, value] of Object.entries(json)) {
    const own = textOfValue(value, entry)?.trim();
    if (!wanted.has(service) || (own === '' && !entry.tellsEmpty)) {
      continue;
    }
    if (own === '') {
      byService.set(service, { state: 'empty' });
      continue;
    }
    const parsed =
      own === undefined
        ? { refused: `${entry.expected}; as a string` }
        : parseBounded(own, entry, keys, { ...circumstances, isForOneService: true });
    if ('refused' in parsed) {
      const isHidden = 'isHidden' in parsed && parsed.isHidden;
      const shown = cleanText(entry, own ?? JSON.stringify(value));
      refused.push(isHidden ? service : `${service} ("${shorten(redactKeys(shown, keys))}")`);
      refusedWords.add(parsed.refused);
      byService.set(service, { state: 'refused' });
    } else {
      byService.set(service, { state: 'given', value: parsed.value, source });
      facts.push(`${service}: ${entry.show?.(parsed.value) ?? cleanText(entry, own ?? '')}`);
      parsed.warnings?.forEach((warning) => void warnings.add(warning));
    }
  }
  const unknown = Object.keys(json).filter((service) => !wanted.has(service));
  if (unknown.length > 0) {
    warnings.add(
      `${quote(unknown)} ${unknown.length === 1 ? 'is' : 'are'} none of the services (${enumerate(services)}), and is ignored.`,
    );
  }
  // The text that main read is for every service: one that the object leaves out does not fall back on it.
  const leftOut = readCommon(name, { ...entry, tellsEmpty: false }, undefined, sources);
  return {
    said: { common: leftOut.said.common, byService },
    fact: facts.length === 0 ? '' : `${shorten(redactKeys(oneLine(enumerate(facts)), keys))} (${source})`,
    problems: [
      ...(refused.length === 0
        ? []
        : [
            problemOf(
              name,
              entry,
              `is invalid for ${enumerate(refused)}`,
              [...refusedWords].join('; or '),
              entry.consequence,
            ),
          ]),
      ...[...warnings].slice(0, MOST_WARNINGS).map((warning) => ({
        level: 'warning' as const,
        input: name,
        message: `Input "${name}": ${warning}`,
      })),
    ],
  };
}

const MOST_WARNINGS = 10;

function textOfValue(value: unknown, { alsoTakes }: Input<unknown>): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  const isTaken =
    (alsoTakes === 'booleans' && typeof value === 'boolean') ||
    (alsoTakes === 'arrays' && Array.isArray(value));
  return isTaken ? JSON.stringify(value) : undefined;
}

/** What an input may have unless it says otherwise, in UTF-8 bytes. */
const LONGEST_TEXT = 8 * KIB;

function parseBounded(
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

function problemOf(
  input: string,
  { level = 'warning' }: Input<unknown>,
  written: string,
  expected: string,
  consequence: string,
): Problem {
  return { level, input, message: `Input "${input}" ${written}. Expected: ${expected}. ${consequence}` };
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
function oneLine(text: string): string {
  return text
    .split(/[\r\n]+/)
    .map((part) => part.trim())
    .filter(Boolean)
    .join(', ');
}

/** Takes secrets out of a text, or out of each value of a JSON object. */
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
            typeof value === 'string' ? clean(value) : value,
          ]),
        ),
      )
    : clean(text);
}

/** Texts in quotes, side by side, ten at most. */
export function quote(texts: readonly string[]): string {
  return enumerate(texts.map((text) => `"${shorten(text)}"`));
}
