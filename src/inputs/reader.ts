import { redactKeys } from '../runner/keys.ts';
import { shorten } from '../text.ts';
import { cleanText, readText } from './one-text.ts';
import { readPerService } from './per-service.ts';
import type { Input, Problem, Read, Said, Settled, Sources, Table, ValueOf } from './table.ts';

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

/** Reads the inputs that these stages settle. */
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
  const variables = (entry.variables ?? []).map((variable) => ({
    text: sources.environment[variable]?.trim() ?? '',
    source: variable,
  }));
  const inputs = isForeign ? [before, own] : [own, before];
  const [chosen, ...others] = [...inputs, ...variables].filter(({ text }) => text !== '');
  const isDifferent = own.text !== '' && before.text !== '' && cleanText(entry, own.text) !== before.text;
  const difference =
    isDifferent && chosen !== undefined
      ? `${name}: main read "${present(before.text)}", post reads "${present(own.text)}"; "${present(chosen.text)}" is used`
      : '';
  if (entry.settled === 'main' || chosen === undefined || !chosen.text.startsWith('{')) {
    return { ...readText(name, entry, chosen, sources), difference };
  }
  // What main read is for all services, so one that the object leaves out does not fall back on it.
  const variable = others.find(({ source }) => variables.some((each) => each.source === source));
  return { ...readPerService(name, entry, { object: chosen, variable }, sources), difference };
}
