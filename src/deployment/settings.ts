import type { Site } from '../datadog/site.ts';
import { type Reader, Refusal, splitList } from '../inputs/reader.ts';
import {
  ACCEPTED_IDS,
  isDeploymentId,
  readApiUrl,
  readBoolean,
  readFailOnError,
  readJobSummary,
  readSite,
  readTimeout,
} from '../inputs/shared.ts';
import { ACCEPTED_TIMES, type Nanoseconds, parseTime } from '../time.ts';

/** Known before the deployment: what main reads counts, and reaches post through the plan. */
export const SETTLED_IN_MAIN = [
  'service',
  'site',
  'api-url',
  'deployment-id',
  'dry-run',
  'skip-git',
  'ci-tags',
  'timeout',
  'fail-on-error',
  'job-summary',
] as const;

/** What main settles for every service. */
export interface Settings {
  readonly site: Site;
  /** Base URL of the API, without a slash at the end. */
  readonly apiUrl: string;
  readonly dryRun: boolean;
  readonly skipGit: boolean;
  readonly ciTags: boolean;
  /** Milliseconds for the whole delivery. */
  readonly timeout: number;
  readonly failOnError: boolean;
  readonly jobSummary: boolean;
}

/** What main reads before the deployment. */
export interface Settled {
  readonly settings: Settings;
  /** Without duplicates, in the order written; undefined where the input is missing or invalid. */
  readonly services: readonly string[] | undefined;
  /** The user's own id; undefined for a random one per service. */
  readonly deploymentId: string | undefined;
  /** `invalid`: no event can be sent, unless post reads a time. */
  readonly startedAt: 'job' | 'step' | Nanoseconds | 'invalid';
}

/** What follows from an invalid input that no event can do without. */
export const NO_EVENT = 'No deployment event can be sent.';

const MOST_NAMES = 1000;
/** What a list of names or tags may have, in UTF-8 bytes. */
export const LONGEST_LIST = 32 * 1024;
const LONGEST_OUTPUT = 100 * 1024;

/** Reads the inputs that are settled before the deployment. */
export function readSettings(reader: Reader, now: Nanoseconds): Settled {
  const services = readServices(reader);
  const site = readSite(reader, 'The deployment event is sent there anyway.', NO_EVENT);
  const settings = {
    site,
    apiUrl: readApiUrl(reader, NO_EVENT) ?? site.apiUrl,
    dryRun: readBoolean(reader, 'dry-run', 'error', NO_EVENT),
    skipGit: readBoolean(reader, 'skip-git', 'error', NO_EVENT),
    ciTags: readBoolean(reader, 'ci-tags', 'warning', 'The default, "false", is used: no CI tags are added.'),
    timeout: readTimeout(reader),
    failOnError: readFailOnError(reader),
    jobSummary: readJobSummary(reader),
  };
  return {
    settings,
    services,
    deploymentId: readDeploymentId(reader, services ?? []),
    startedAt:
      reader.read('started-at', {
        parse: (text) => (text === 'job' || text === 'step' ? text : parseTime(text, now)?.time),
        accepted: `"job", "step", or ${ACCEPTED_TIMES}`,
        level: 'error',
        otherwise: `${NO_EVENT} A valid time that a later step provides mends this.`,
      }) ?? (reader.problems.some(({ input }) => input === 'started-at') ? 'invalid' : 'job'),
  };
}

function readServices(reader: Reader): readonly string[] | undefined {
  const services = reader.read('service', {
    parse: parseServices,
    variables: ['DD_SERVICE'],
    most: LONGEST_LIST,
    level: 'error',
    accepted: `a service name, several separated by newlines or commas, or a JSON array of strings (also in DD_SERVICE), at most ${MOST_NAMES}`,
    missing: `If a later step provides it, move this step below that one: the start is the job's anyway. ${NO_EVENT}`,
    otherwise: NO_EVENT,
  });
  const odd = (services ?? []).filter((service) => !isServiceName(service));
  if (odd.length > 0) {
    reader.refuse('service', {
      written: { text: odd.join(', ') },
      accepted: 'letters, digits and _ - : . / in a service name of Datadog',
      otherwise: `${suggestion(odd)}The event is sent with the name as written.`,
    });
  }
  return services;
}

/** Letters of any script; to read those outside ASCII takes a millisecond, which most names save. */
function isServiceName(service: string): boolean {
  return /^[\w\-:./]+$/.test(service) || /^[\p{L}\p{N}_\-:./]+$/u.test(service);
}

/** What to write instead, where something is left of a name. */
function suggestion(odd: readonly string[]): string {
  const names = odd.slice(0, 3).map((service) => {
    const start = service.replace(/^[^\p{L}\p{N}]+/u, '');
    return start
      .replace(/[^\p{L}\p{N}_\-:./]+/gu, '_')
      .replace(/_$/, '')
      .slice(0, 100);
  });
  const useful = names.filter((name) => name !== '').map((name) => `"${name}"`);
  return useful.length === 0
    ? ''
    : `Is ${useful.join(', ')} meant? Each service is on a line of its own, without "- ". `;
}

function parseServices(text: string): readonly string[] | Refusal | undefined {
  const services = text.startsWith('[') ? parseJsonArray(text) : splitList(text);
  if (services === undefined) {
    return new Refusal('a JSON array of strings that are not all empty, because the value begins with "["');
  }
  const longestId = '-'.repeat(services.length > 1 ? 36 : 128);
  const output = JSON.stringify(Object.fromEntries(services.map((name) => [name, longestId])));
  if (services.length > MOST_NAMES || Buffer.byteLength(output) > LONGEST_OUTPUT) {
    return new Refusal(
      `at most ${MOST_NAMES} service names, and ${LONGEST_OUTPUT / 1024} KiB for the output deployment-ids`,
    );
  }
  return services.length === 0 && !text.startsWith('[') ? undefined : services;
}

function parseJsonArray(text: string): readonly string[] | undefined {
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(values) || !values.every((value): value is string => typeof value === 'string')) {
    return undefined;
  }
  const names = [...new Set(values.map((value) => value.trim()))].filter((value) => value !== '');
  // Only an empty array says that nothing is deployed: empty names are those of a misspelt output.
  return names.length === 0 && values.length > 0 ? undefined : names;
}

function readDeploymentId(reader: Reader, services: readonly string[]): string | undefined {
  return reader.read('deployment-id', {
    parse: (text) => {
      if (services.length > 1) {
        return new Refusal(
          'an id of your own only with a single service; without one each service gets its own',
        );
      }
      return isDeploymentId(text) ? text : undefined;
    },
    accepted: ACCEPTED_IDS,
    level: 'error',
    otherwise: NO_EVENT,
    most: 100 * 1024,
  });
}
