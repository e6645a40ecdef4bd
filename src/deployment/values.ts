import { bareEntry, parseLine, parseList } from '../inputs/parsers.ts';
import type { Parsed, Refusal } from '../inputs/table.ts';
import { KIB, quote } from '../text.ts';

/** Whether the deployment happened, as a workflow says it. */
export type Deployed = 'yes' | 'no' | 'as the job' | { readonly unknown: string };

/** Whether the deployment is a change failure, as a workflow says it. */
export type ChangeFailure = 'yes' | 'no' | 'nobody knows';

/** A commit: what the workflow says, or the one that it runs for. */
export interface Commit {
  readonly sha: string;
  readonly isGiven: boolean;
}

/** How a deployment remedies another one. */
export type Remediation = 'rollback' | 'rollforward';

/** How many services one step may deploy, and how many IDs it may name. */
export const MOST_SERVICES = 1000;
/** What an output of a step may have, in UTF-8 bytes. */
const LONGEST_OUTPUT = 100 * KIB;

/** Reads a version. Warns of a number that YAML read in place of it. */
export function parseVersion(text: string): Parsed<string> | Refusal {
  const parsed = parseLine(text);
  return 'value' in parsed && /^[-+]?(?:Infinity|NaN)$/.test(text)
    ? {
        ...parsed,
        warnings: [
          `it is "${text}", because YAML read the version as a number. It is sent as it is. Quote literal versions: version: '12e4567'.`,
        ],
      }
    : parsed;
}

/** Letters of any script. Reading those outside ASCII takes a millisecond, which most names save. */
function isServiceName(service: string): boolean {
  return /^[\w\-:./]+$/.test(service) || /^[\p{L}\p{N}_\-:./]+$/u.test(service);
}

/** Reads the names of the services. None at all if the text is an empty JSON array. */
export function parseServices(text: string): Parsed<readonly string[]> | Refusal {
  if (text.startsWith('{')) {
    return {
      refused:
        'names of services, not a JSON object (the output "changes" of dorny/paths-filter is a JSON array of what changed)',
    };
  }
  const list = parseList(text);
  if ('refused' in list) {
    return { refused: `${list.refused} (e.g. the output "changes" of dorny/paths-filter)` };
  }
  const services = list.value;
  if (services.length === 0 && !list.isEmptyArray) {
    // Only an empty array says that nothing is deployed: empty names are those of a misspelt output.
    return { refused: text.startsWith('[') ? 'a JSON array of names that are not all empty' : '' };
  }
  const longestId = '-'.repeat(services.length > 1 ? 36 : 128);
  const output = JSON.stringify(Object.fromEntries(services.map((name) => [name, longestId])));
  if (services.length > MOST_SERVICES || Buffer.byteLength(output) > LONGEST_OUTPUT) {
    return {
      refused: `at most ${MOST_SERVICES} service names, and ${LONGEST_OUTPUT / KIB} KiB for the output deployment-ids`,
    };
  }
  const odd = services.filter((service) => !isServiceName(service) && bareEntry(service) === service);
  return { value: services, warnings: [...(list.warnings ?? []), ...warningsOfNames(odd)] };
}

/** What to write instead of odd names, if a name is left of them. */
function warningsOfNames(odd: readonly string[]): readonly string[] {
  if (odd.length === 0) {
    return [];
  }
  const several = odd.flatMap((name) => {
    const parts = name.split(/[\s;|]+/).filter(Boolean);
    return parts.length > 1 && parts.every(isServiceName) ? parts : [];
  });
  const meant = several.length > 0 ? several : odd.map(plainName).filter((name) => name !== '');
  const question =
    several.length > 0
      ? ` Did you mean several services, ${quote(meant)}? Put each service on its own line.`
      : meant.length > 0
        ? ` Did you mean ${quote(meant)}?`
        : '';
  return [
    `${quote(odd)} ${odd.length === 1 ? 'has' : 'have'} characters that Datadog service names do not have. Expected: letters, digits and _ - : . /.${question} The event is sent with the name as written.`,
  ];
}

function plainName(service: string): string {
  return service
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .replace(/[^\p{L}\p{N}_\-:./]+/gu, '_')
    .replace(/_$/, '')
    .slice(0, 100);
}

/** Reads tags; leaves out what is not of the form `key:value`. */
export function parseTags(text: string): Parsed<readonly string[]> | Refusal {
  const list = parseList(text);
  if ('refused' in list) {
    return list;
  }
  const isTag = (entry: string) => /^[^:]+:./s.test(entry);
  const malformed = list.value.filter((entry) => !isTag(entry));
  // `team:web region:eu`, but neither `docs:see https://x` nor `at:2026-01-31 12:30`.
  const several = list.value.filter(
    (entry) => isTag(entry) && /\s[A-Za-z][^\s:]*:[^\s/]/.test(bareEntry(entry)),
  );
  return {
    value: list.value.filter(isTag),
    warnings: [
      ...(list.warnings ?? []),
      ...(malformed.length === 0
        ? []
        : [
            `${quote(malformed)} ${malformed.length === 1 ? 'is' : 'are'} not of the form key:value. The event is sent without ${malformed.length === 1 ? 'it' : 'them'}.`,
          ]),
      ...(several.length === 0
        ? []
        : [
            `${quote(several)} ${several.length === 1 ? 'is sent as one tag' : 'are sent as one tag each'}. Did you mean several? Put each tag on its own line.`,
          ]),
    ],
  };
}

/** Reads whether the deployment happened: the results of GitHub, the states of its deployments, and booleans. */
export function parseDeployed(text: string): Parsed<Deployed> {
  switch (text.toLowerCase()) {
    case 'job':
      return { value: 'as the job' };
    case 'success':
    case 'succeeded':
    case 'true':
    case 'yes':
      return { value: 'yes' };
    case 'failure':
    case 'failed':
    case 'error':
    case 'cancelled':
    case 'canceled':
    case 'skipped':
    case 'timed_out':
    case 'startup_failure':
    case 'action_required':
    case 'inactive':
    case 'false':
    case 'no':
      return { value: 'no' };
    default:
      return { value: { unknown: text } };
  }
}

/** Reads whether the deployment is a change failure: the outcome of a step, or a boolean. */
export function parseChangeFailure(text: string): Parsed<ChangeFailure> | Refusal {
  switch (text.toLowerCase()) {
    case 'true':
    case 'yes':
    case 'failure':
    case 'failed':
    case 'error':
    case 'timed_out':
      return { value: 'yes' };
    case 'false':
    case 'no':
    case 'success':
    case 'succeeded':
    case 'skipped':
      return { value: 'no' };
    case 'cancelled':
    case 'canceled':
      return { value: 'nobody knows' };
    default:
      return { refused: '' };
  }
}
