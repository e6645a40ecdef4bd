import { parseJson } from '../text.ts';
import { EXPECTED_TIMES, parseTime, type WrittenTime } from '../time.ts';
import type { ParseContext, Parsed } from './table.ts';

const REFUSED = { refused: '' };

/** What a boolean input expects: the booleans of YAML 1.2's core schema. */
export const EXPECTED_BOOLEANS = 'true, True, TRUE, false, False or FALSE';

export function parseBoolean(text: string): Parsed<boolean> {
  return /^(?:true|True|TRUE)$/.test(text)
    ? { value: true }
    : /^(?:false|False|FALSE)$/.test(text)
      ? { value: false }
      : REFUSED;
}

/** Reads a time, and no word. */
export function parseMoment(text: string, { now }: ParseContext): Parsed<WrittenTime> {
  const value = parseTime(text, now);
  return value === undefined ? REFUSED : { value };
}

/** Reads `job`, `step` or a time; for one of several services only a time, because they share the job. */
export function parseStart(text: string, context: ParseContext): Parsed<'job' | 'step' | WrittenTime> {
  if (context.isForOneService) {
    const parsed = parseMoment(text, context);
    return 'refused' in parsed ? { refused: `Expected: ${EXPECTED_TIMES}.` } : parsed;
  }
  return text === 'job' || text === 'step' ? { value: text } : parseMoment(text, context);
}

/** What a deployment ID consists of. Source: Datadog's API reference, `id`. */
export const EXPECTED_IDS = '16 to 128 characters of A-Z, a-z, 0-9, "-", "_", "." and ":"';

export function isDeploymentId(text: string): boolean {
  return /^[A-Za-z0-9\-_.:]{16,128}$/.test(text);
}

/** How to write a list, for the `expected` of an input. */
export const EXPECTED_LISTS = 'separated by newlines or commas, or as a JSON array of strings';

/** What the reading of a list depends on besides its text. */
export type ListNotation = Pick<ParseContext, 'isJsonString'>;

/** An entry of a line, in quotes or up to the next comma. */
const ENTRY = /(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?=\s*(?:,|$))|[^,\s][^,]*/g;

/**
 * Reads a list: separated by newlines or commas, lines that all begin with a dash (YAML), or a JSON array of strings.
 * An entry that is a JSON string is read as that string. Empty entries and duplicates are dropped, the order is kept.
 * @returns with `isEmptyArray` if the text is an array without entries, not one of empty entries; or, in a sentence,
 * why it is refused
 */
export function parseList(
  text: string,
  { isJsonString }: ListNotation,
): { readonly value: readonly string[]; readonly isEmptyArray: boolean } | { readonly refused: string } {
  const trimmed = text.trim();
  const isArray = trimmed.startsWith('[');
  const entries = isArray ? parseArray(trimmed) : splitLines(trimmed, isJsonString);
  if (entries === undefined) {
    return { refused: 'Expected: a JSON array of strings, because the value begins with "[".' };
  }
  const value = [...new Set(entries.map((entry) => entry.trim()))].filter((entry) => entry !== '');
  return { value, isEmptyArray: isArray && entries.length === 0 };
}

function parseArray(text: string): readonly string[] | undefined {
  const json = parseJson(text);
  return Array.isArray(json) && json.every((entry): entry is string => typeof entry === 'string') ? json : undefined;
}

function splitLines(text: string, isJsonString: boolean): readonly string[] {
  const lines = text.split(/[\r\n]+/).map((line) => line.trim());
  // An entry that is empty, because an expression in it is, may be last and has lost its blank.
  const isYaml = lines.some((line) => /^-\s/.test(line)) && lines.every((line) => /^-?(?:\s|$)/.test(line));
  const read = (entry: string) =>
    isYaml && /^'.*'$/s.test(entry)
      ? entry.slice(1, -1).replaceAll("''", "'")
      : ((isJsonString ? undefined : readJsonString(entry)) ?? entry);
  return lines.flatMap((line) => (isYaml ? line.slice(1) : line).match(ENTRY) ?? []).map((entry) => read(entry.trim()));
}

/** Reads a text that is one JSON string as a whole. @returns undefined for any other text */
export function readJsonString(text: string): string | undefined {
  const value = /^".*"$/s.test(text) ? parseJson(text) : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** Reads IDs of deployments, as a list. @param most how many there may be */
export function parseIds(text: string, most: number, notation: ListNotation): Parsed<readonly string[]> {
  const list = parseList(text, notation);
  if ('refused' in list) return list;
  const ids = list.value;
  if (ids.length > most) return { refused: `Expected: at most ${most} IDs.` };
  return (ids.length > 0 || list.isEmptyArray) && ids.every(isDeploymentId) ? { value: ids } : REFUSED;
}

/** How a deployment remediates another one. Source: Datadog's API reference, `remediation.type`. */
export function parseRemediation(text: string): Parsed<'rollback' | 'rollforward'> {
  return text === 'rollback' || text === 'rollforward' ? { value: text } : { refused: '' };
}
