import { redactKeys, revealsKey } from '../runner/keys.ts';
import { enumerate, isObject, KIB, parseJson, quote, shorten } from '../text.ts';
import { cleanText, oneLine, parseBounded, problemOf, readText, warningOf } from './one-text.ts';
import type { Chosen, Input, Read, Reading, Sources } from './table.ts';

/** What a JSON object with a value per service may have, in UTF-8 bytes. */
export const LONGEST_OBJECT = 100 * KIB;
const MOST_WARNINGS = 10;

/**
 * Reads a JSON object with a value per service. A name that is not a service's gets a warning.
 * @param variable applies to a service that the object leaves out, in preference to the default
 */
export function readPerService(
  name: string,
  entry: Input<unknown>,
  { object, variable }: { readonly object: Chosen; readonly variable: Chosen | undefined },
  sources: Sources,
): Omit<Read, 'difference'> {
  const { keys, services } = sources;
  const { text, source } = object;
  const json = Buffer.byteLength(text) > LONGEST_OBJECT ? undefined : parseJson(text);
  if (!isObject(json)) {
    const written = revealsKey(text, keys)
      ? 'is invalid (its value is not shown)'
      : `is invalid: "${shorten(cleanText(entry, text))}"`;
    const expected = `${entry.expected}; or a JSON object with a value per service, at most ${LONGEST_OBJECT / KIB} KiB`;
    return {
      said: { common: { state: 'refused' }, byService: undefined },
      fact: '',
      problems: [problemOf(name, entry, written, expected, entry.consequence)],
    };
  }
  const names = new Set(services);
  const values = Object.entries(json);
  const parts = values
    .filter(([service]) => names.has(service))
    .flatMap(([service, value]) => {
      const part = readValue(service, value, entry, source, sources);
      return part === undefined ? [] : [part];
    });
  const unknown = values
    .filter(([service]) => !names.has(service))
    .map(([service]) => redactKeys(service, keys));
  const refused = parts.flatMap((part) => (part.refused === undefined ? [] : [part.refused]));
  // What applies to a service that the object leaves out.
  const rest = readText(name, { ...entry, tellsEmpty: false }, variable, sources);
  const others = parts.length < names.size ? rest.fact : '';
  const facts = parts.map(({ fact }) => fact).filter(Boolean);
  const own = facts.length === 0 ? '' : `${shorten(redactKeys(oneLine(enumerate(facts)), keys))} (${source})`;
  const warnings = [
    ...parts.flatMap((part) => part.warnings),
    ...(unknown.length === 0
      ? []
      : [
          `${quote(unknown)} ${unknown.length === 1 ? 'is' : 'are'} ignored: no service of this step has that name (${enumerate(services)}).`,
        ]),
  ];
  const expected = [...new Set(refused.map((each) => each.expected))].join('; or ');
  return {
    said: {
      common: rest.said.common,
      byService: new Map(parts.map(({ service, reading }) => [service, reading])),
    },
    fact: own === '' || others === '' ? own || others : `${own}; others: ${others}`,
    problems: [
      ...(refused.length === 0
        ? []
        : [
            problemOf(
              name,
              entry,
              `is invalid for ${enumerate(refused.map(({ written }) => written))}`,
              expected,
              entry.consequence,
            ),
          ]),
      ...[...new Set(warnings)].slice(0, MOST_WARNINGS).map((warning) => warningOf(name, warning)),
    ],
  };
}

/** What an object says of one service; '' and undefined for nothing to say. */
interface Part {
  readonly service: string;
  readonly reading: Reading<unknown>;
  readonly fact: string;
  readonly refused: { readonly written: string; readonly expected: string } | undefined;
  readonly warnings: readonly string[];
}

/** @returns undefined for an empty text, which counts as not set */
function readValue(
  service: string,
  value: unknown,
  entry: Input<unknown>,
  source: string,
  { keys, circumstances }: Sources,
): Part | undefined {
  const text = textOf(value, entry)?.trim();
  const nothing = { service, fact: '', refused: undefined, warnings: [] };
  if (text === '') {
    return entry.tellsEmpty ? { ...nothing, reading: { state: 'empty' } } : undefined;
  }
  const parsed =
    text === undefined
      ? { refused: `${entry.expected}; as a string`, isHidden: false }
      : parseBounded(text, entry, keys, { ...circumstances, isForOneService: true });
  if ('refused' in parsed) {
    const shown = cleanText(entry, text ?? JSON.stringify(value));
    return {
      ...nothing,
      reading: { state: 'refused' },
      refused: {
        written: parsed.isHidden ? service : `${service} ("${shorten(redactKeys(shown, keys))}")`,
        expected: parsed.refused,
      },
    };
  }
  const shown = entry.show?.(parsed.value) ?? cleanText(entry, text ?? '');
  return {
    ...nothing,
    reading: { state: 'given', value: parsed.value, source },
    fact: shown === '' ? '' : `${service}: ${shown}`,
    warnings: parsed.warnings ?? [],
  };
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
