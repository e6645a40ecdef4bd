import { parseJson, quote } from '../text.ts';
import { EXPECTED_TIMES, parseTime, type WrittenTime } from '../time.ts';
import type { Circumstances, Parsed, Refusal } from './table.ts';

const REFUSED: Refusal = { refused: '' };

/** What a boolean input expects: the booleans of YAML 1.2's core schema. */
export const EXPECTED_BOOLEANS = 'true, True, TRUE, false, False or FALSE';

export function parseBoolean(text: string): Parsed<boolean> | Refusal {
  return /^(?:true|True|TRUE)$/.test(text)
    ? { value: true }
    : /^(?:false|False|FALSE)$/.test(text)
      ? { value: false }
      : REFUSED;
}

/** Reads a text of one line. */
export function parseLine(text: string): Parsed<string> | Refusal {
  return /[\r\n]/.test(text) ? REFUSED : { value: text };
}

/** Reads a time, and no word. */
export function parseMoment(text: string, { now }: Circumstances): Parsed<WrittenTime> | Refusal {
  const value = parseTime(text, now);
  return value === undefined ? REFUSED : { value };
}

/** Reads `job`, `step` or a time; for one of several services only a time, because they share the job. */
export function parseStart(
  text: string,
  circumstances: Circumstances,
): Parsed<'job' | 'step' | WrittenTime> | Refusal {
  if (circumstances.isForOneService) {
    const parsed = parseMoment(text, circumstances);
    return 'refused' in parsed ? { refused: EXPECTED_TIMES } : parsed;
  }
  return text === 'job' || text === 'step' ? { value: text } : parseMoment(text, circumstances);
}

/** What a deployment ID consists of. Source: Datadog's API reference, `id`. */
export const EXPECTED_IDS = '16 to 128 characters of A-Z, a-z, 0-9, "-", "_", "." and ":"';

export function isDeploymentId(text: string): boolean {
  return /^[A-Za-z0-9\-_.:]{16,128}$/.test(text);
}

/** How to write a list, for the `expected` of an input. */
export const EXPECTED_LISTS = 'separated by newlines or commas, or as a JSON array of strings';

/**
 * Reads a list: separated by newlines or commas, or a JSON array of strings. Empty entries and duplicates are dropped,
 * the order is kept. Warns of entries in another notation, which are kept as they are.
 * @returns with `isEmptyArray` if the text is an array without entries, not one of empty entries
 */
export function parseList(
  text: string,
): (Parsed<readonly string[]> & { readonly isEmptyArray: boolean }) | Refusal {
  const entries = text.startsWith('[') ? parseArray(text) : text.split(/[\r\n,]+/);
  if (entries === undefined) {
    return { refused: 'a JSON array of strings, because the value begins with "["' };
  }
  const value = [...new Set(entries.map((entry) => entry.trim()))].filter((entry) => entry !== '');
  const odd = value.filter((entry) => bareEntry(entry) !== entry);
  const warnings =
    odd.length === 0
      ? []
      : [
          `${quote(odd)} ${odd.length === 1 ? 'is' : 'are'} used as written, with the dash or the quotes. Did you mean ${quote(odd.map(bareEntry))}?`,
        ];
  return { value, warnings, isEmptyArray: text.startsWith('[') && entries.length === 0 };
}

function parseArray(text: string): readonly string[] | undefined {
  const json = parseJson(text);
  return Array.isArray(json) && json.every((entry): entry is string => typeof entry === 'string')
    ? json
    : undefined;
}

/** An entry without the dash before it or the quotes around it, which belong to other notations of lists. */
export function bareEntry(entry: string): string {
  return entry
    .replace(/^-\s+/, '')
    .replace(/^(["'`])(.+)\1$/s, '$2')
    .trim();
}

/** Reads IDs of deployments, as a list. @param most how many there may be */
export function parseIds(text: string, most: number): Parsed<readonly string[]> | Refusal {
  const list = parseList(text);
  if ('refused' in list) {
    return list;
  }
  const ids = list.value;
  if (ids.length > most) {
    return { refused: `at most ${most} IDs` };
  }
  return (ids.length > 0 || list.isEmptyArray) && ids.every(isDeploymentId) ? { value: ids } : REFUSED;
}
