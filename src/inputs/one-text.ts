import { redactKeys, revealsKey } from '../runner/keys.ts';
import { isObject, KIB, type Message, parseJson, shorten } from '../text.ts';
import { readJsonString } from './parsers.ts';
import type { Input, Parsed, Reading, Sources } from './table.ts';

/** What an input may have unless it says otherwise, in UTF-8 bytes. */
export const LONGEST_TEXT = 8 * KIB;
/** What a JSON object with a value per service may have, in UTF-8 bytes. */
export const LONGEST_OBJECT = 100 * KIB;

const DEFAULT = 'default';

/** Whether a value is the default of action.yml. */
export function isDefault(reading: Reading<unknown>): boolean {
  return reading.state === 'given' && reading.source === DEFAULT;
}

/** A text of an input, and its source. */
export interface SourcedText {
  readonly text: string;
  readonly source: string;
  readonly isJsonString: boolean;
}

/** A text as it is read: without blanks around it, and a JSON string as that string. */
export function sourcedText(raw: string, source: string): SourcedText {
  const json = readJsonString(raw.trim());
  return { text: (json ?? raw).trim(), source, isJsonString: json !== undefined };
}

/** What one input says of one service. */
export interface Read {
  readonly reading: Reading<unknown>;
  readonly messages: readonly Message[];
  readonly isRefused: boolean;
  /** '' for nothing to show. */
  readonly fact: string;
}

/** Of an input that is not set. */
export const ABSENT: Read = { reading: { state: 'absent' }, messages: [], isRefused: false, fact: '' };

/** Reads a text for all services, or the default if there is no text. */
export function readText(name: string, entry: Input<unknown>, chosen: SourcedText | undefined, sources: Sources): Read {
  if (chosen === undefined && entry.tellsEmpty === 'always' && sources.isPassed(name)) {
    return { ...ABSENT, reading: { state: 'empty' } };
  }
  const text = chosen?.text ?? entry.default;
  if (text === undefined) {
    const { missing } = entry;
    return missing === undefined
      ? ABSENT
      : {
          ...ABSENT,
          isRefused: true,
          messages: [problem(name, entry, `is not set. ${missing}`)],
        };
  }
  // The runner passes the defaults of action.yml as if the workflow set them.
  const source = chosen === undefined || text === entry.default ? DEFAULT : chosen.source;
  const notation = { isForOneService: false, isJsonString: chosen?.isJsonString === true };
  const read = readParsed(name, entry, text, source, parseBounded(text, entry, sources, notation), sources);
  return { ...read, messages: [...read.messages, ...(read.isRefused ? [] : lateVariable(name, chosen, sources))] };
}

/** Warns if a variable that a later step exported decides a value. */
function lateVariable(name: string, chosen: SourcedText | undefined, { handedOver }: Sources): readonly Message[] {
  const before = chosen && handedOver?.variables[chosen.source];
  return chosen === undefined || before === undefined || sourcedText(before, '').text === chosen.text
    ? []
    : [
        {
          level: 'warning',
          text: `The ${name} is "${shorten(chosen.text)}" because a later step exported ${chosen.source}, possibly for another purpose. If you deploy something else, set the input ${name}.`,
        },
      ];
}

/** Puts a parsed text, or its refusal, into a reading and words. */
export function readParsed(
  name: string,
  entry: Input<unknown>,
  text: string,
  source: string,
  parsed: Parsed<unknown> & { readonly isHidden?: boolean },
  { keys }: Sources,
): Read {
  const { otherwise, isToldElsewhere } = entry;
  const present = (value: string) => shorten(redactKeys(value, keys));
  if ('refused' in parsed) {
    const value = parsed.isHidden ? ' (its value is not shown)' : `: "${present(cleanText(entry, text))}"`;
    const why = parsed.refused || `Expected: ${entry.expected}.`;
    const refused = {
      messages: [problem(name, entry, `is invalid${value}. ${why} ${entry.consequence}`.trim())],
      isRefused: true,
    };
    return otherwise === undefined
      ? { ...refused, reading: { state: 'refused' }, fact: '' }
      : {
          ...refused,
          reading: { state: 'given', value: otherwise, source: 'in place of an invalid one' },
          fact: `${otherwise} (in place of an invalid value)`,
        };
  }
  const { value, warnings = [], leavesOut = false } = parsed;
  return {
    reading: { state: 'given', value, source },
    messages: warnings.map((warning) => ({ level: 'warning', text: `Input "${name}": ${warning}` })),
    isRefused: leavesOut,
    fact: isToldElsewhere ? '' : `${present(oneLine(cleanText(entry, text)))} (${source})`,
  };
}

/** Parses a text, unless it contains a key or is too long. */
export function parseBounded(
  text: string,
  { parse, expected, most = LONGEST_TEXT }: Input<unknown>,
  { keys, context }: Sources,
  notation: { readonly isForOneService: boolean; readonly isJsonString: boolean },
): Parsed<unknown> & { readonly isHidden?: boolean } {
  if (revealsKey(text, keys)) {
    return { refused: 'Expected: a value without a Datadog key in it.', isHidden: true };
  }
  return Buffer.byteLength(text) > most
    ? { refused: `Expected: ${expected}; at most ${most / KIB} KiB.` }
    : parse(text, { ...context, ...notation });
}

function problem(name: string, { level = 'warning' }: Input<unknown>, rest: string): Message {
  return { level, text: `Input "${name}" ${rest}` };
}

/** A list's parts side by side. */
function oneLine(text: string): string {
  return text
    .trim()
    .split(/\s*[\r\n]+\s*/)
    .join(', ');
}

/**
 * Removes secrets from a text, or from each value of a JSON object. Of other JSON, and of what only looks like it,
 * nothing is shown if it may contain one: a secret may be written with escapes there.
 */
export function cleanText(entry: Pick<Input<unknown>, 'clean'>, text: string): string {
  const { clean } = entry;
  if (clean === undefined) return text;
  if (!/^["[{]/.test(text)) return clean(text);
  const json = text.startsWith('{') ? parseJson(text) : undefined;
  if (!isObject(json)) return /[@＠?#%\\]/.test(text) ? `${text.charAt(0)}…` : text;
  const cleaned = Object.entries(json).map(([name, value]) => [
    cleanName(entry, name),
    typeof value === 'string' ? clean(value) : typeof value === 'object' ? null : value,
  ]);
  return JSON.stringify(Object.fromEntries(cleaned));
}

/** The same for the name of a service, which is no URL unless it was confused with one. */
export function cleanName({ clean = (text) => text }: Pick<Input<unknown>, 'clean'>, name: string): string {
  return /\/\/|:.*@|[?#].*=/.test(name) ? clean(name) : name;
}
