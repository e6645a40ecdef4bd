import { redactKeys, revealsKey } from '../runner/keys.ts';
import type { Stage } from '../runner/stage.ts';
import { enumerate, isObject, KIB, type Message, parseJson, quote, shorten } from '../text.ts';
import { readJsonString } from './parsers.ts';
import type { Input, Parsed, Reading, Settled, Sources, Table, ValueOf } from './table.ts';

/** What an input may have unless it says otherwise, in UTF-8 bytes. */
export const LONGEST_TEXT = 8 * KIB;
/** What a JSON object with a value per service may have, in UTF-8 bytes. */
export const LONGEST_OBJECT = 100 * KIB;

/** What the inputs of one stage say of one service. */
export interface InputsOfService<Values> {
  readonly values: Values;
  /** `name: value (source)`, for the log. */
  readonly facts: readonly string[];
  /** The facts that are not the defaults of action.yml. */
  readonly ownFacts: readonly string[];
  readonly messages: readonly Message[];
  /** The names of inputs of which a value, or an entry of a list, is not used. */
  readonly refused: readonly string[];
}

type ValuesOf<Entries extends Table, Stages extends Settled> = {
  readonly [Name in keyof Entries as Entries[Name]['settled'] extends Stages
    ? Name
    : 'main' extends Stages
      ? Entries[Name]['alsoInMain'] extends true
        ? Name
        : never
      : never]: Reading<ValueOf<Entries[Name]>>;
};

/** The inputs of one stage, opened once and read for each service. */
export interface Inputs<Entries extends Table, Stages extends Settled> {
  /** @param service '' if the services are not known yet: then no input has a value per service */
  readonly of: (service: string) => InputsOfService<ValuesOf<Entries, Stages>>;
  /** About inputs as a whole: names in a JSON object that are no services. */
  readonly messages: readonly Message[];
  /** Inputs that two stages read differently, both not empty, in words. */
  readonly differences: readonly string[];
}

/** Opens the inputs that these stages settle. */
export function openInputs<Entries extends Table, Stages extends Settled>(
  table: Entries,
  stages: readonly Stages[],
  sources: Sources,
): Inputs<Entries, Stages>;
export function openInputs(
  table: Table,
  stages: readonly Settled[],
  sources: Sources,
): Inputs<Table, Settled> {
  const opened = Object.entries(table)
    .filter(
      ([, { settled, alsoInMain }]) => stages.includes(settled) || (alsoInMain && stages.includes('main')),
    )
    .map(([name, entry]) => [name, openInput(name, entry, sources)] as const);
  return {
    of: (service) => {
      const read = opened.map(([name, { of }]) => [name, of(service)] as const);
      const facts = read.flatMap(([name, { fact, source }]) =>
        fact === '' ? [] : [{ line: `${name}: ${fact}`, source }],
      );
      return {
        values: Object.fromEntries(read.map(([name, { reading }]) => [name, reading])),
        facts: facts.map(({ line }) => line),
        ownFacts: facts.filter(({ source }) => source !== DEFAULT && source !== '').map(({ line }) => line),
        messages: read.flatMap(([, { messages }]) => messages),
        refused: read.filter(([, { isRefused }]) => isRefused).map(([name]) => name),
      };
    },
    messages: opened.flatMap(([, { messages }]) => messages),
    differences: opened.flatMap(([, { difference }]) => (difference === '' ? [] : [difference])),
  };
}

/**
 * What a stage reads its inputs from, as main does.
 * @param context '' for what is not known
 */
export function sourcesOf(
  { input, isPassed, environment, keys, startedAt }: Stage,
  { serverUrl, commitSha } = { serverUrl: '', commitSha: '' },
): Sources {
  return {
    input,
    isPassed,
    environment,
    keys: keys.all,
    context: { now: startedAt.time, serverUrl, commitSha },
    handedOver: undefined,
  };
}

const DEFAULT = 'default';

/** A text of an input, and its source. */
interface SourcedText {
  readonly text: string;
  readonly isJsonString: boolean;
  readonly source: string;
}

/** What one input says of one service. '' for nothing to show, and for no source. */
interface Read {
  readonly reading: Reading<unknown>;
  readonly messages: readonly Message[];
  readonly isRefused: boolean;
  readonly fact: string;
  readonly source: string;
}

const NOTHING: Read = {
  reading: { state: 'absent' },
  messages: [],
  isRefused: false,
  fact: '',
  source: '',
};

interface OpenInput {
  readonly of: (service: string) => Read;
  readonly messages: readonly Message[];
  readonly difference: string;
}

function openInput(name: string, entry: Input<unknown>, sources: Sources): OpenInput {
  const { environment, handedOver, keys } = sources;
  const isForeign = handedOver?.isForeign === true;
  if (isForeign && entry.settled === 'post only') {
    return { of: () => NOTHING, messages: [], difference: '' };
  }
  const sourced = (text: string, source: string): SourcedText => {
    const json = readJsonString(text);
    return { text: (json ?? text).trim(), isJsonString: json !== undefined, source };
  };
  const own = sourced(sources.input(name), 'input');
  const before = sourced(
    entry.settled === 'post' ? (handedOver?.inputs[name] ?? '') : '',
    'input, as main read it',
  );
  const variables = (entry.variables ?? []).map((variable) =>
    sourced(environment[variable]?.trim() ?? '', variable),
  );
  const inputs = isForeign ? [before, own] : [own, before];
  const [chosen, ...others] = [...inputs, ...variables].filter(({ text }) => text !== '');
  const present = (text: string) => shorten(redactKeys(cleanText(entry, text), keys));
  const isDifferent = own.text !== '' && before.text !== '' && cleanText(entry, own.text) !== before.text;
  const difference =
    isDifferent && chosen !== undefined
      ? `${name}: main read "${present(before.text)}", post reads "${present(own.text)}"; "${present(chosen.text)}" is used`
      : '';
  const isObjectText = chosen?.text.startsWith('{') === true && entry.settled !== 'main';
  if (!isObjectText || handedOver === undefined) {
    // Main needs no value per service.
    const text = isObjectText ? undefined : chosen;
    const read = once(() => withLateVariable(readText(name, entry, text, sources), name, text, sources));
    return { of: read, messages: [], difference };
  }
  // Main's text applied to all services, so services missing from the object do not inherit it.
  const variable = others.find(({ source }) => variables.some((each) => each.source === source));
  return { ...openObject(name, entry, { object: chosen, variable }, sources), difference };
}

function once<Result>(work: () => Result): () => Result {
  let result: Result | undefined;
  return () => {
    result ??= work();
    return result;
  };
}

/** Warns if a variable that a later step exported decides a value. */
function withLateVariable(
  read: Read,
  name: string,
  chosen: SourcedText | undefined,
  { handedOver }: Sources,
): Read {
  const before = chosen === undefined ? undefined : handedOver?.variables[chosen.source];
  if (chosen === undefined || before === undefined || before === chosen.text) {
    return read;
  }
  const text = `The ${name} is "${shorten(chosen.text)}" because a later step exported ${chosen.source}, possibly for another purpose. If you deploy something else, set the input ${name}.`;
  return { ...read, messages: [...read.messages, { level: 'warning', text }] };
}

/** Reads a text for all services, or the default if there is no text. */
function readText(
  name: string,
  entry: Input<unknown>,
  chosen: SourcedText | undefined,
  sources: Sources,
): Read {
  if (chosen === undefined && entry.tellsEmpty === 'always' && sources.isPassed(name)) {
    return { ...NOTHING, reading: { state: 'empty' } };
  }
  const text = chosen?.text ?? entry.default;
  if (text === undefined) {
    return {
      ...NOTHING,
      fact: notSet(entry),
      isRefused: entry.missing !== undefined,
      messages:
        entry.missing === undefined
          ? []
          : [problem(name, entry, `is not set. Expected: ${entry.expected}. ${entry.missing}`)],
    };
  }
  const { isJsonString } = chosen ?? { isJsonString: false };
  const parsed = parseBounded(text, entry, sources, { isForOneService: false, isJsonString });
  // The runner passes the defaults of action.yml as if the workflow set them.
  return readParsed(name, entry, text, parsed, {
    keys: sources.keys,
    source: chosen === undefined || text === entry.default ? DEFAULT : chosen.source,
  });
}

function readParsed(
  name: string,
  entry: Input<unknown>,
  text: string,
  parsed: Bounded,
  { keys, source }: { readonly keys: readonly string[]; readonly source: string },
): Read {
  const shown = (value: string) => shorten(redactKeys(value, keys));
  if ('refused' in parsed) {
    const value = parsed.isHidden ? ' (its value is not shown)' : `: "${shown(cleanText(entry, text))}"`;
    const why = parsed.refused || `Expected: ${entry.expected}.`;
    const reading: Reading<unknown> =
      entry.otherwise === undefined
        ? { state: 'refused' }
        : { state: 'given', value: entry.otherwise, source: 'because it is invalid' };
    return {
      reading,
      messages: [problem(name, entry, `is invalid${value}. ${why} ${entry.consequence}`.trim())],
      isRefused: true,
      fact:
        entry.otherwise === undefined
          ? notSet(entry)
          : `${entry.show?.(entry.otherwise) ?? String(entry.otherwise)} (because it is invalid)`,
      source: 'invalid',
    };
  }
  const { value, warnings = [], leavesOut = false } = parsed;
  const display = entry.show?.(value) ?? cleanText(entry, text);
  return {
    reading: { state: 'given', value, source },
    messages: warnings.map((warning) => ({ level: 'warning', text: `Input "${name}": ${warning}` })),
    isRefused: leavesOut,
    fact: display === '' ? '' : `${shown(oneLine(display))} (${source})`,
    source,
  };
}

type Bounded = Parsed<unknown> & { readonly isHidden?: boolean };

function parseBounded(
  text: string,
  { parse, expected, most = LONGEST_TEXT }: Input<unknown>,
  { keys, context }: Sources,
  notation: { readonly isForOneService: boolean; readonly isJsonString: boolean },
): Bounded {
  if (revealsKey(text, keys)) {
    return { refused: 'Expected: a value without a Datadog key in it.', isHidden: true };
  }
  return Buffer.byteLength(text) > most
    ? { refused: `Expected: ${expected}; at most ${most / KIB} KiB.` }
    : parse(text, { ...context, ...notation });
}

/**
 * Opens a JSON object with a value per service. A name that is not a service's gets a warning.
 * @param variable applies to a service that the object leaves out, in preference to the default
 */
function openObject(
  name: string,
  entry: Input<unknown>,
  { object, variable }: { readonly object: SourcedText; readonly variable: SourcedText | undefined },
  sources: Sources,
): Pick<OpenInput, 'of' | 'messages'> {
  const { keys, handedOver } = sources;
  const { text, source } = object;
  const json = Buffer.byteLength(text) > LONGEST_OBJECT ? undefined : parseJson(text);
  if (!isObject(json)) {
    const refused = `Expected: ${entry.expected}; or a JSON object with a value per service, at most ${LONGEST_OBJECT / KIB} KiB.`;
    const read = readParsed(
      name,
      entry,
      text,
      { refused, isHidden: revealsKey(text, keys) },
      { keys, source },
    );
    return { of: () => read, messages: [] };
  }
  const services = handedOver?.services ?? [];
  const values = new Map(Object.entries(json));
  const known = new Set(services);
  const unknown = [...values.keys()].filter((service) => !known.has(service));
  const rest = once(() =>
    entry.tellsLeftOut
      ? { ...NOTHING, reading: { state: 'left out' } as const }
      : withLateVariable(
          readText(name, { ...entry, tellsEmpty: 'in an object' }, variable, sources),
          name,
          variable,
          sources,
        ),
  );
  return {
    of: (service) =>
      values.has(service) ? readValue(name, entry, values.get(service), source, sources) : rest(),
    messages:
      unknown.length === 0
        ? []
        : [
            {
              level: 'warning',
              text: `Input "${name}": ${redactKeys(quote(unknown), keys)} ${unknown.length === 1 ? 'is' : 'are'} ignored: no service of this step has that name (${enumerate(services)}).`,
            },
          ],
  };
}

/** Reads a value of a JSON object. */
function readValue(
  name: string,
  entry: Input<unknown>,
  value: unknown,
  source: string,
  sources: Sources,
): Read {
  const text = textOf(value, entry)?.trim();
  if (text === '') {
    const reading = { state: entry.tellsEmpty ? 'empty' : 'absent' } as const;
    return { ...NOTHING, reading, fact: notSet(entry) };
  }
  const parsed =
    text === undefined
      ? { refused: `Expected: ${entry.expected}; as a string.` }
      : parseBounded(text, entry, sources, { isForOneService: true, isJsonString: true });
  return readParsed(name, entry, text ?? JSON.stringify(value), parsed, { keys: sources.keys, source });
}

/** A value as text; undefined if the input does not take a value of its type. */
function textOf(value: unknown, { alsoTakes }: Input<unknown>): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  const isTaken =
    (alsoTakes === 'booleans' && typeof value === 'boolean') ||
    (alsoTakes === 'arrays' && Array.isArray(value));
  return isTaken ? JSON.stringify(value) : undefined;
}

function problem(name: string, { level = 'warning' }: Input<unknown>, rest: string): Message {
  return { level, text: `Input "${name}" ${rest}` };
}

function notSet({ tellsAbsent }: Input<unknown>): string {
  return tellsAbsent ? 'not set' : '';
}

/** A list's parts side by side. */
function oneLine(text: string): string {
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
