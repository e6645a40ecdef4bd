import { type NameRules, warnLong, whyNoName, whyNoTagValue } from '../inputs/names.ts';
import { EXPECTED_LISTS, type ListNotation, parseList } from '../inputs/parsers.ts';
import type { Parsed } from '../inputs/table.ts';
import { KIB, quote, shorten } from '../text.ts';

/** How many services one step may deploy, and how many IDs it may name. */
export const MOST_SERVICES = 1000;
/** What an output of a step may have, in UTF-8 bytes. */
const LONGEST_OUTPUT = 100 * KIB;
/** How many different reasons one message gives. */
const MOST_REASONS = 3;

const SERVICE: NameRules = { input: 'service', kind: 'service', refusesComma: false, isListEntry: true };

/**
 * Reads the names of the services. None at all if the text is an empty JSON array. One that cannot be a name refuses
 * the list, because the services that were deployed are not known then.
 */
export function parseServices(text: string, notation: ListNotation): Parsed<readonly string[]> {
  const refused = (why: string) => ({ refused: adviceOnLines(text) ?? why });
  if (/^\s*\{(?!\{)/.test(text)) {
    return refused(
      'Expected: names of services, not a JSON object (the output "changes" of dorny/paths-filter is a JSON array of what changed).',
    );
  }
  const list = parseList(text, notation);
  if ('refused' in list) {
    return refused(`${list.refused} The output "changes" of dorny/paths-filter is one.`);
  }
  const services = list.value;
  if (services.length === 0 && !list.isEmptyArray) {
    // Only an empty array says that nothing is deployed: empty names are those of a misspelled output.
    return refused(`Expected: names of services, not all of them empty, ${EXPECTED_LISTS}.`);
  }
  const longestId = '-'.repeat(services.length > 1 ? 36 : 128);
  const output = JSON.stringify(Object.fromEntries(services.map((name) => [name, longestId])));
  if (services.length > MOST_SERVICES || Buffer.byteLength(output) > LONGEST_OUTPUT) {
    return refused(
      `Expected: at most ${MOST_SERVICES} service names, and ${LONGEST_OUTPUT / KIB} KiB for the output deployment-ids.`,
    );
  }
  const wrong = byReason(services, (service) => whyNoName(service, SERVICE));
  if (wrong.length > 0) {
    const why = wrong.map(({ entries, reason }) => (services.length === 1 ? reason : `${quote(entries)}: ${reason}`));
    return refused(why.join(' '));
  }
  return {
    value: services,
    warnings: [...warningsOfNames(services), ...warnLong(services)],
  };
}

/** Groups the entries that something speaks against. Only the first few different reasons are given. */
function byReason(all: readonly string[], why: (entry: string) => string | undefined) {
  const groups = new Map<string, string[]>();
  for (const entry of all) {
    const found = why(entry);
    if (found === undefined) continue;
    const reason = groups.has(found) || groups.size < MOST_REASONS ? found : 'Further reasons are not listed.';
    const group = groups.get(reason) ?? [];
    group.push(entry);
    groups.set(reason, group);
  }
  return [...groups].map(([reason, entries]) => ({ reason, entries }));
}

/** Points at the one line of a tool's output that is the list. */
function adviceOnLines(text: string): string | undefined {
  const lines = text.split(/[\r\n]+/).map((line) => line.trim());
  const isArray = (line: string) =>
    /^\[(?:\s*".*")?\s*\]$/.test(line) && 'value' in parseList(line, { isJsonString: true });
  const array = lines.filter(Boolean).length > 1 ? lines.find(isArray) : undefined;
  return array === undefined
    ? undefined
    : `One line is a JSON array: ${shorten(array)}. A tool printed more than its answer: pass that line alone.`;
}

/**
 * Letters of any script with their combining marks and joiners. Reading those outside ASCII takes a millisecond, which
 * most names save.
 */
function isServiceName(name: string): boolean {
  return /^[\w\-:./@]+$/.test(name) || /^(?:[\p{L}\p{M}\p{N}_\-:./@]|\u200c|\u200d)+$/u.test(name);
}

function warningsOfNames(services: readonly string[]): readonly string[] {
  const odd = services.filter((service) => !isServiceName(service));
  const isSeveral = (name: string) => {
    const parts = name.split(/[\s,;|]+/).filter((part) => part !== '' && part !== '-');
    return parts.length > 1 && parts.every(isServiceName);
  };
  const several = odd.filter(isSeveral);
  const others = odd.filter((name) => !isSeveral(name));
  return [
    ...(several.length === 0
      ? []
      : [
          `${quote(several)} ${several.length === 1 ? 'is read as one service' : 'are read as one service each'}. Did you mean several? Put each service on its own line.`,
        ]),
    ...(others.length === 0
      ? []
      : [
          `${quote(others)} ${others.length === 1 ? 'contains' : 'contain'} characters that Datadog service names do not have. Expected: letters, digits and _ - : . / @. ${others.length === 1 ? 'The event contains the name' : 'The events contain the names'} as written.`,
        ]),
  ];
}

/** Reads tags; leaves out what is not of the form `key:value`, and what plainly has no value. */
export function parseTags(text: string, notation: ListNotation): Parsed<readonly string[]> {
  const list = parseList(text, notation);
  if ('refused' in list) return list;
  const wrong = byReason(list.value, (tag) =>
    /^[^:]+:./s.test(tag)
      ? (whyNoTagValue(tag.slice(tag.indexOf(':') + 1).trim()) ?? whyNoTagValue(tag))
      : 'Expected: key:value.',
  );
  const lost = new Set(wrong.flatMap(({ entries }) => entries));
  const value = list.value.filter((tag) => !lost.has(tag));
  // `team:web region:eu`, but neither `docs:see https://x` nor `at:2026-01-31 12:30`.
  const several = value.filter((tag) => /\s[A-Za-z][^\s:]*:[^\s/]/.test(tag));
  return {
    value,
    warnings: [
      ...wrong.map(
        ({ entries, reason }) => `${quote(entries)} ${entries.length === 1 ? 'is' : 'are'} left out. ${reason}`,
      ),
      ...(several.length === 0
        ? []
        : [
            `${quote(several)} ${several.length === 1 ? 'is read as one tag' : 'are read as one tag each'}. Did you mean several? Put each tag on its own line.`,
          ]),
    ],
    leavesOut: lost.size > 0,
  };
}
