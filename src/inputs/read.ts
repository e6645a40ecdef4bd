import { redactKeys, revealsKey } from '../runner/keys.ts';
import type { Stage } from '../runner/stage.ts';
import { enumerate, isObject, KIB, type Message, parseJson, quote, shorten } from '../text.ts';
import {
  ABSENT,
  cleanName,
  cleanText,
  isDefault,
  LONGEST_OBJECT,
  parseBounded,
  type Read,
  readParsed,
  readText,
  type SourcedText,
  sourcedText,
} from './one-text.ts';
import type { Input, Reading, Settled, Sources, Table, ValueOf } from './table.ts';

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

/** What the inputs that these stages settle say. */
export type ValuesOf<Entries extends Table, Stages extends Settled> = {
  readonly [Name in keyof Entries as Entries[Name]['settled'] extends Stages ? Name : never]: Reading<
    ValueOf<Entries[Name]>
  >;
};

/** The inputs of one stage, opened once and read for each service. */
export interface Inputs<Entries extends Table, Stages extends Settled> {
  /** @param service '' if the services are not known yet: then no input has a value per service */
  readonly of: (service: string) => InputsOfService<ValuesOf<Entries, Stages>>;
  /** About inputs as a whole. */
  readonly messages: readonly Message[];
}

/** Opens the inputs that these stages settle. */
export function openInputs<Entries extends Table, Stages extends Settled>(
  table: Entries,
  stages: readonly Stages[],
  sources: Sources,
): Inputs<Entries, Stages>;
export function openInputs(table: Table, stages: readonly Settled[], sources: Sources): Inputs<Table, Settled> {
  const opened = Object.entries(table)
    .filter(([, { settled }]) => stages.includes(settled))
    .map(([name, entry]) => ({ name, ...openInput(name, entry, sources) }));
  return {
    of: (service) => {
      const read = opened.map(({ name, of }) => ({ name, ...of(service) }));
      const shown = read.filter(({ fact }) => fact !== '').map((one) => ({ ...one, fact: `${one.name}: ${one.fact}` }));
      return {
        values: Object.fromEntries(read.map(({ name, reading }) => [name, reading])),
        facts: shown.map(({ fact }) => fact),
        ownFacts: shown.filter(({ reading }) => !isDefault(reading)).map(({ fact }) => fact),
        messages: read.flatMap(({ messages }) => messages),
        refused: read.filter(({ isRefused }) => isRefused).map(({ name }) => name),
      };
    },
    messages: opened.flatMap(({ messages }) => messages),
  };
}

/** What a stage reads its inputs from; post adds what main handed over. '' is what is not known of the run. */
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

interface OpenInput {
  readonly of: (service: string) => Read;
  readonly messages: readonly Message[];
}

function openInput(name: string, entry: Input<unknown>, sources: Sources): OpenInput {
  const { environment, handedOver, keys } = sources;
  const isForeign = handedOver?.isForeign === true;
  if (isForeign && entry.settled === 'post only') return { of: () => ABSENT, messages: [] };
  const own = sourcedText(sources.input(name), 'input');
  const seen = entry.settled === 'post' ? handedOver?.inputs[name] : undefined;
  // If post's text is empty, it wins over a default that main read, unless it may be another action's.
  const earlier = seen === entry.default && handedOver?.mayBeForeign === false ? undefined : seen;
  const before = sourcedText(earlier ?? '', 'input, as main read it');
  const variables = (entry.variables ?? []).map((variable) => sourcedText(environment[variable] ?? '', variable));
  const inputs = isForeign ? [before, own] : [own, before];
  const given = [...inputs, ...variables].filter(({ text }) => text !== '');
  const [chosen] = given;
  const messages: Message[] = [];
  if (chosen !== undefined && own.text !== '' && before.text !== '' && cleanText(entry, own.text) !== before.text) {
    const [now, then, used] = [own, before, chosen].map(({ text }) =>
      shorten(redactKeys(cleanText(entry, text), keys)),
    );
    messages.push({
      level: 'info',
      text: `${name}: main read "${then}", post reads "${now}"; "${used}" is used.`,
    });
  }
  // `{{ … }}` is a template that nothing expands.
  const isObjectText = /^\{(?!\{)/.test(chosen?.text ?? '') && entry.settled !== 'main';
  if (chosen !== undefined && isObjectText && handedOver !== undefined) {
    // Main's text applied to all services, so services missing from the object do not inherit it.
    const variable = given.find((each) => variables.includes(each));
    const opened = openObject(name, entry, chosen, variable, sources);
    return { of: opened.of, messages: [...messages, ...opened.messages] };
  }
  // Main needs no value per service.
  const text = isObjectText ? undefined : chosen;
  return { of: once(() => readText(name, entry, text, sources)), messages };
}

function once<Result>(work: () => Result): () => Result {
  let result: Result | undefined;
  return () => {
    result ??= work();
    return result;
  };
}

/**
 * Opens a JSON object with a value per service. A name that is not a service's gets a warning.
 * @param variable applies to a service that the object leaves out, in preference to the default
 */
function openObject(
  name: string,
  entry: Input<unknown>,
  { text, source }: SourcedText,
  variable: SourcedText | undefined,
  sources: Sources,
): OpenInput {
  const { keys, handedOver } = sources;
  const json = Buffer.byteLength(text) > LONGEST_OBJECT ? undefined : parseJson(text);
  if (!isObject(json)) {
    const refused = `Expected: ${entry.expected}; or a JSON object with a value per service, at most ${LONGEST_OBJECT / KIB} KiB.`;
    const isHidden = revealsKey(text, keys);
    return {
      of: once(() => readParsed(name, entry, text, source, { refused, isHidden }, sources)),
      messages: [],
    };
  }
  const services = handedOver?.services ?? [];
  const known = new Set(services);
  const values = new Map(Object.entries(json));
  const unknown = [...values.keys()].filter((service) => !known.has(service));
  const areUnknown = `${redactKeys(quote(unknown.map((each) => cleanName(entry, each))), keys)} ${unknown.length === 1 ? 'is' : 'are'} ignored`;
  const rest = once(
    (): Read =>
      entry.tellsLeftOut
        ? { ...ABSENT, reading: { state: 'left out' } }
        : // The input is set: without a variable, its default applies, and it is not empty.
          readText(name, { ...entry, tellsEmpty: 'in an object' }, variable, sources),
  );
  return {
    of: (service) => (values.has(service) ? readValue(name, entry, values.get(service), source, sources) : rest()),
    messages:
      unknown.length === 0
        ? []
        : [
            {
              level: 'warning',
              text: `Input "${name}": ${areUnknown}: no service of this step has that name (${enumerate(services)}).`,
            },
          ],
  };
}

/** Reads a value of a JSON object. */
function readValue(name: string, entry: Input<unknown>, value: unknown, source: string, sources: Sources): Read {
  const isText =
    typeof value === 'string' ||
    (entry.alsoTakes === 'booleans' && typeof value === 'boolean') ||
    (entry.alsoTakes === 'arrays' && Array.isArray(value));
  const isNested = typeof value === 'object' && value !== null && !isText;
  const text = typeof value === 'string' ? value.trim() : isNested ? '{…}' : JSON.stringify(value);
  if (text === '') {
    return { ...ABSENT, reading: { state: entry.tellsEmpty ? 'empty' : 'absent' } };
  }
  const parsed = isText
    ? parseBounded(text, entry, sources, { isForOneService: true, isJsonString: true })
    : { refused: `Expected: a JSON string, in quotes${entry.alsoTakes === 'booleans' ? ', or true or false' : ''}.` };
  return readParsed(name, entry, text, source, parsed, sources);
}
