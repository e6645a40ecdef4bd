import { type Checked, type NameRules, warnLong, whyNoName, whyNoTagValue } from '../inputs/names.ts';
import { EXPECTED_LISTS, type ListOptions, parseList } from '../inputs/parsers.ts';
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
export function parseServices(
  text: string,
  options: ListOptions,
): Checked<readonly string[]> | { readonly refused: string } {
  const refused = (...sentences: readonly string[]) => ({
    refused: [...sentences, ...adviceOnLines(text)].join(' '),
  });
  if (text.trim().startsWith('{')) {
    return refused(
      'Expected: names of services, not a JSON object (the output "changes" of dorny/paths-filter is a JSON array of what changed).',
    );
  }
  const list = parseList(text, options);
  if ('refused' in list) {
    return refused(list.refused, 'The output "changes" of dorny/paths-filter is one.');
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
  const { found, reasons } = reasonsOf(services, (service) => whyNoName(service, SERVICE));
  if (found.length > 0) {
    return refused(
      `${quote(found)} cannot be ${found.length === 1 ? 'the name of a service' : 'names of services'}.`,
      ...reasons,
    );
  }
  return {
    value: services,
    warnings: [...warningsOfNames(services), ...warnLong(services)],
    leavesOut: false,
  };
}

/** The entries that something speaks against, and the first few different reasons. */
function reasonsOf(entries: readonly string[], why: (entry: string) => string | undefined) {
  const reasons = entries.map(why);
  return {
    found: entries.filter((_, index) => reasons[index] !== undefined),
    reasons: [...new Set(reasons)].filter((reason) => reason !== undefined).slice(0, MOST_REASONS),
  };
}

/** Points at the one line of a tool's output that is the list. */
function adviceOnLines(text: string): readonly string[] {
  const lines = text.split(/[\r\n]+/).map((line) => line.trim());
  const isArray = (line: string) =>
    /^\[(?:\s*".*")?\s*\]$/.test(line) && 'value' in parseList(line, { isJsonString: true });
  const array = lines.filter(Boolean).length > 1 ? lines.find(isArray) : undefined;
  return array === undefined
    ? []
    : [`One line is a JSON array: ${shorten(array)}. A tool printed more than its answer: pass that line alone.`];
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
          `${quote(several)} ${several.length === 1 ? 'is sent as one service' : 'are sent as one service each'}. Did you mean several? Put each service on its own line.`,
        ]),
    ...(others.length === 0
      ? []
      : [
          `${quote(others)} ${others.length === 1 ? 'contains' : 'contain'} characters that Datadog service names do not have. Expected: letters, digits and _ - : . / @. The event is sent with the name as written.`,
        ]),
  ];
}

/** Reads tags; leaves out what is not of the form `key:value`, and what plainly has no value. */
export function parseTags(
  text: string,
  options: ListOptions,
): Checked<readonly string[]> | { readonly refused: string } {
  const list = parseList(text, options);
  if ('refused' in list) return list;
  const isTag = (entry: string) => /^[^:]+:./s.test(entry);
  const tags = list.value.filter(isTag);
  const malformed = list.value.filter((entry) => !isTag(entry));
  const { found: valueless, reasons } = reasonsOf(
    tags,
    (tag) => whyNoTagValue(tag.slice(tag.indexOf(':') + 1).trim()) ?? whyNoTagValue(tag),
  );
  const lost = new Set(valueless);
  const value = tags.filter((tag) => !lost.has(tag));
  // `team:web region:eu`, but neither `docs:see https://x` nor `at:2026-01-31 12:30`.
  const several = value.filter((tag) => /\s[A-Za-z][^\s:]*:[^\s/]/.test(tag));
  const without = (entries: readonly string[]) => `The event is sent without ${entries.length === 1 ? 'it' : 'them'}.`;
  return {
    value,
    warnings: [
      ...(malformed.length === 0
        ? []
        : [
            `${quote(malformed)} ${malformed.length === 1 ? 'is' : 'are'} not of the form key:value. ${without(malformed)}`,
          ]),
      ...(valueless.length === 0
        ? []
        : [
            `${quote(valueless)} ${valueless.length === 1 ? 'has' : 'have'} no usable value. ${reasons.join(' ')} ${without(valueless)}`,
          ]),
      ...(several.length === 0
        ? []
        : [
            `${quote(several)} ${several.length === 1 ? 'is sent as one tag' : 'are sent as one tag each'}. Did you mean several? Put each tag on its own line.`,
          ]),
    ],
    leavesOut: malformed.length + valueless.length > 0,
  };
}
