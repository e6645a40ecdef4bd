import { ACCEPTED_API_URLS, ACCEPTED_SITES, parseApiUrl, parseSite, type Site } from './datadog/site.ts';
import { ACCEPTED_TIMES, formatTime, type Nanoseconds, parseTime } from './time.ts';

/** Known before the deployment: what main reads counts, and reaches post through the state. */
export const SETTLED_IN_MAIN = [
  'service',
  'site',
  'api-url',
  'started-at',
  'deployment-id',
  'dry-run',
  'skip-git',
  'ci-tags',
  'timeout',
  'fail-on-error',
  'job-summary',
] as const;

/** A deployment may learn these while it runs: what post reads counts. */
export const SETTLED_IN_POST = [
  'env',
  'version',
  'team',
  'custom-tags',
  'git-repository-url',
  'git-commit-sha',
  'finished-at',
] as const;

export type InputName = (typeof SETTLED_IN_MAIN)[number] | (typeof SETTLED_IN_POST)[number];

/** Gives an input as one stage reads it, trimmed; '' is "not given". The API key is not among them. */
export type Inputs = (name: InputName) => string;

/** @param read gives an input by its name, trimmed, '' where it is not given */
export function readInputs(read: (name: string) => string): Inputs {
  return (name) => {
    const value = read(name);
    // Here and not where it is sent: a token in a URL belongs into no log line and no state either.
    return name === 'git-repository-url' ? (parseRepositoryUrl(value) ?? withoutCredentials(value)) : value;
  };
}

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The variables that stand in for inputs settled in main. */
export const MAIN_VARIABLES = ['DD_SERVICE', 'DATADOG_SITE', 'DD_SITE'] as const;

/** A value that counts, and where it came from: `input`, the name of a variable, `default`. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly source: string;
}

/** Something wrong with an input, for one annotation. */
export interface Problem {
  /** `error`: no event can be sent. `warning`: one goes out with something missing. */
  readonly level: 'error' | 'warning';
  readonly input: string;
  /** As it was written; undefined where there is none, '' where it must not be shown. */
  readonly value: string | undefined;
  readonly accepted: string;
  readonly consequence: string;
}

type Refused = Pick<Fact, 'name'> & Pick<Problem, 'value'>;

/** What main settles. */
export interface Settings {
  /** At least one, without duplicates, in the order written. */
  readonly services: readonly string[];
  readonly site: Site;
  /** Base URL of the API, without a slash at the end. */
  readonly apiUrl: string;
  readonly startedAt: 'job' | 'step' | Nanoseconds;
  /** Only with a single service. */
  readonly deploymentId: string | undefined;
  readonly dryRun: boolean;
  readonly skipGit: boolean;
  readonly ciTags: boolean;
  /** Milliseconds for the whole delivery. */
  readonly timeout: number;
  readonly failOnError: boolean;
  readonly jobSummary: boolean;
}

/** What post settles; undefined is "not sent". */
export interface Details {
  readonly env: string | undefined;
  readonly version: string | undefined;
  readonly team: string | undefined;
  /** `key:value`, without duplicates; not yet limited in number. */
  readonly customTags: readonly string[];
  readonly git: { readonly repositoryUrl: string; readonly commitSha: string } | undefined;
  readonly finishedAt: Nanoseconds | undefined;
}

/** The outcome of reading a stage's inputs. */
export interface Settled<Values> {
  readonly values: Values;
  readonly facts: readonly Fact[];
  readonly problems: readonly Problem[];
}

/** What follows from a wrong input that no event can do without. */
export const NO_EVENT = 'No deployment event can be sent; the job itself goes on.';

// Shorter ones are not Datadog's, and a word of a service's name could contain one by chance.
const SHORTEST_KEY_TO_SEARCH_FOR = 8;

/** Whether a text gives an API key away, so that it must not be kept or sent as something else. */
export function revealsKey(text: string, keys: readonly string[]): boolean {
  return keys.some((key) => key.length >= SHORTEST_KEY_TO_SEARCH_FOR && text.includes(key));
}

/**
 * The API key: the input, else `DATADOG_API_KEY`, else `DD_API_KEY`.
 * @param input the `api-key` input, '' where it is not given
 */
export function readApiKey(input: string, environment: Environment): Fact {
  return pick('api-key', [
    [input, 'input'],
    [environment['DATADOG_API_KEY'], 'DATADOG_API_KEY'],
    [environment['DD_API_KEY'], 'DD_API_KEY'],
  ]);
}

/** Every API key within reach, whichever counts: what must not be written anywhere. */
export function apiKeys(input: string, environment: Environment): string[] {
  const keys = [input, environment['DATADOG_API_KEY'], environment['DD_API_KEY']];
  return [...new Set(keys.map((key) => key?.trim() ?? ''))].filter((key) => key !== '');
}

/**
 * Says what is wrong with an API key, if anything.
 * @param causeOfMissing the likely reason for a missing key, in a sentence
 */
export function checkApiKey(apiKey: string, causeOfMissing: string): Problem | undefined {
  const sendable = /^[\x21-\x7e]+$/.test(apiKey);
  return sendable
    ? undefined
    : {
        level: 'error',
        input: 'api-key',
        value: apiKey === '' ? undefined : '',
        accepted:
          apiKey === ''
            ? 'a Datadog API key, here or in DATADOG_API_KEY or DD_API_KEY'
            : 'a Datadog API key: one line of visible ASCII characters',
        consequence: `${apiKey === '' ? `${causeOfMissing} ` : ''}${NO_EVENT}`,
      };
}

/** The inputs of main while they are read: what counts, and what is wrong. */
class Reading {
  readonly facts: Fact[] = [];
  readonly problems: Problem[] = [];
  readonly #inputs: Inputs;
  readonly #environment: Environment;

  constructor(inputs: Inputs, environment: Environment) {
    this.#inputs = inputs;
    this.#environment = environment;
  }

  /** @param variables that stand in for the input, in their order */
  fact(name: InputName, fallback: string, ...variables: readonly string[]): Fact {
    const standIns = variables.map((variable) => [this.#environment[variable], variable] as const);
    const fact = pick(name, [[this.#inputs(name), 'input'], ...standIns], fallback);
    this.facts.push(fact);
    return fact;
  }

  refuse(
    level: Problem['level'],
    { name, value }: Refused,
    accepted: string,
    consequence = NO_EVENT,
  ): undefined {
    const shown = value && withoutCredentials(value);
    this.problems.push({ level, input: name, value: shown, accepted, consequence });
  }

  boolean(level: Problem['level'], name: InputName, fallback: boolean, consequence?: string): boolean {
    const fact = this.fact(name, String(fallback));
    return parseBoolean(fact.value) ?? this.refuse(level, fact, ACCEPTED_BOOLEANS, consequence) ?? fallback;
  }
}

/**
 * Checks and types the inputs that are settled in main. Post calls it again with the same inputs.
 * @param inputs as main reads them
 * @param environment the variables of `MAIN_VARIABLES`
 * @param keys so that no value with one in it is accepted
 * @returns `values.settings` is undefined where an `error` is among the problems
 */
export function settleInMain(
  inputs: Inputs,
  environment: Environment,
  keys: readonly string[],
  now: Nanoseconds,
): Settled<Pick<Settings, 'dryRun' | 'failOnError'> & { readonly settings: Settings | undefined }> {
  const reading = new Reading(inputs, environment);
  const services = readServices(reading);
  const site = readSite(reading);
  const required = {
    site,
    apiUrl: readApiUrl(reading, site),
    startedAt: readStart(reading, now),
  };
  const optional = {
    services,
    deploymentId: readDeploymentId(reading, services),
    dryRun: reading.boolean('error', 'dry-run', false),
    skipGit: reading.boolean('error', 'skip-git', false),
    ciTags: reading.boolean(
      'warning',
      'ci-tags',
      false,
      'The default, "false", is used: no CI tags are added.',
    ),
    timeout: readTimeout(reading),
    failOnError: reading.boolean(
      'warning',
      'fail-on-error',
      false,
      'It counts as "false": nothing that goes wrong fails the job.',
    ),
    jobSummary: reading.boolean(
      'warning',
      'job-summary',
      true,
      'The default, "true", is used: a job summary is written.',
    ),
  };
  for (const fact of reading.facts.filter(({ value }) => revealsKey(value, keys))) {
    reading.refuse('error', { ...fact, value: '' }, 'a value without the API key in it');
  }
  const { facts, problems } = reading;
  const { apiUrl, startedAt } = required;
  const complete = site !== undefined && apiUrl !== undefined && startedAt !== undefined;
  const settings =
    complete && problems.every(({ level }) => level !== 'error')
      ? { ...optional, site, apiUrl, startedAt }
      : undefined;
  const { dryRun, failOnError } = optional;
  return {
    values: { settings, dryRun, failOnError },
    facts: facts.filter(({ value }) => value !== ''),
    problems,
  };
}

function readServices(reading: Reading): string[] {
  const fact = reading.fact('service', '', 'DD_SERVICE');
  const services = splitList(fact.value);
  if (services.length === 0) {
    const refused = { ...fact, value: fact.value || undefined };
    const accepted = 'a service name, or several separated by newlines or commas (also in DD_SERVICE)';
    reading.refuse('error', refused, accepted);
  }
  return services;
}

function readSite(reading: Reading): Site | undefined {
  const fact = reading.fact('site', 'datadoghq.com', 'DATADOG_SITE', 'DD_SITE');
  const site = parseSite(fact.value);
  if (!('name' in site)) {
    return reading.refuse('error', fact, [ACCEPTED_SITES, site.refused].filter(Boolean).join('; '));
  }
  if (!site.supportsDora) {
    reading.refuse(
      'warning',
      fact,
      'a site with DORA Metrics, which Datadog documents this one not to have',
      'The deployment event is sent there all the same.',
    );
  }
  return site;
}

function readApiUrl(reading: Reading, site: Site | undefined): string | undefined {
  const fact = reading.fact('api-url', site?.apiUrl ?? '');
  return fact.source === 'default'
    ? fact.value
    : (parseApiUrl(fact.value) ?? reading.refuse('error', fact, ACCEPTED_API_URLS));
}

function readStart(reading: Reading, now: Nanoseconds): Settings['startedAt'] | undefined {
  const fact = reading.fact('started-at', 'job');
  return fact.value === 'job' || fact.value === 'step'
    ? fact.value
    : (parseTime(fact.value, now) ?? reading.refuse('error', fact, `"job", "step", or ${ACCEPTED_TIMES}`));
}

function readDeploymentId(reading: Reading, services: readonly string[]): string | undefined {
  const fact = reading.fact('deployment-id', '');
  if (fact.value === '') {
    return undefined;
  }
  if (!/^[A-Za-z0-9\-_.:]{16,128}$/.test(fact.value)) {
    return reading.refuse('error', fact, '16 to 128 characters of A-Z, a-z, 0-9, "-", "_", "." and ":"');
  }
  if (services.length > 1) {
    const accepted = 'an id of your own only with a single service; without one each gets its own';
    return reading.refuse('error', fact, accepted);
  }
  return fact.value;
}

/** @returns milliseconds */
function readTimeout(reading: Reading): number {
  const fact = reading.fact('timeout', '60');
  const seconds = /^\d{1,3}$/.test(fact.value) ? Number(fact.value) : 0;
  if (seconds >= 1 && seconds <= 120) {
    return seconds * 1000;
  }
  reading.refuse('warning', fact, 'whole seconds from 1 to 120', 'The default, 60, is used.');
  return 60_000;
}

/** What post settles its inputs from. */
export interface PostInputs {
  /** As post reads them. */
  readonly post: Inputs;
  /** As main read them. */
  readonly main: Inputs;
  readonly environment: Environment;
  /** So that no value with one in it is sent. */
  readonly keys: readonly string[];
  readonly skipGit: boolean;
  readonly startedAt: Nanoseconds;
  readonly now: Nanoseconds;
}

/**
 * The inputs settled in main that read differently in post, by name. Where there are any, post's inputs are
 * foreign: a nested local composite action evaluates them against its parent (actions/runner#2030).
 */
export function foreignInputs({ post, main }: Pick<PostInputs, 'post' | 'main'>): readonly InputName[] {
  return SETTLED_IN_MAIN.filter((name) => post(name) !== main(name));
}

/**
 * Checks and types the inputs that are settled in post. None that is wrong keeps an event from being sent.
 * @returns `values.differences`: inputs of which main and post read two values, neither empty, in words
 */
export function settleInPost(
  given: PostInputs,
): Settled<{ readonly details: Details; readonly differences: readonly string[] }> {
  const { post, main, environment, keys } = given;
  const foreign = foreignInputs(given).length > 0;
  const problems: Problem[] = [];
  const facts: Fact[] = [];
  const differences: string[] = [];
  const warn = ({ name, value }: Refused, accepted: string, consequence: string) => {
    problems.push({ level: 'warning', input: name, value, accepted, consequence });
    return undefined;
  };
  const fact = (name: InputName, variable?: string, fallback = '') => {
    const values = foreign ? [main(name), post(name)] : [post(name), main(name)];
    const [first = '', second = ''] = values;
    const chosen = pick(
      name,
      [
        [first, 'input'],
        [second, foreign ? 'input' : 'input, as main read it'],
        ...(variable === undefined ? [] : [[environment[variable], variable] as const]),
      ],
      fallback,
    );
    if (first !== '' && second !== '' && first !== second) {
      differences.push(
        `${name}: main read "${main(name)}", post reads "${post(name)}"; "${chosen.value}" counts`,
      );
    }
    if (revealsKey(chosen.value, keys)) {
      warn({ ...chosen, value: '' }, 'a value without the API key in it', `The event goes out without it.`);
      return { ...chosen, value: '' };
    }
    facts.push(chosen);
    return chosen;
  };

  const env = fact('env', 'DD_ENV').value;
  const version = fact('version').value;
  const team = fact('team').value;

  const tagsFact = fact('custom-tags');
  const tags = splitList(tagsFact.value);
  const malformed = tags.filter((tag) => !/^[^:]+:./s.test(tag));
  const customTags = tags.filter((tag) => !malformed.includes(tag));
  if (malformed.length > 0) {
    warn(
      { ...tagsFact, value: malformed.join(', ') },
      'tags of the form key:value, separated by newlines or commas',
      'The event goes out without these tags.',
    );
  }

  const finishedAtFact = fact('finished-at');
  const recordedFinish = 'The event goes out with the finish that was recorded when the job ended.';
  const finishedAt =
    finishedAtFact.value === ''
      ? undefined
      : (parseTime(finishedAtFact.value, given.now) ?? warn(finishedAtFact, ACCEPTED_TIMES, recordedFinish));
  const finishBeforeStart = finishedAt !== undefined && finishedAt < given.startedAt;
  if (finishBeforeStart) {
    warn(finishedAtFact, `a time not before the start, ${formatTime(given.startedAt)}`, recordedFinish);
  }

  return {
    values: {
      details: {
        env: env || undefined,
        version: version || undefined,
        team: team || undefined,
        customTags,
        git: given.skipGit
          ? undefined
          : settleGit(environment, post('git-commit-sha') || main('git-commit-sha'), fact, warn),
        finishedAt: finishBeforeStart ? undefined : finishedAt,
      },
      differences,
    },
    facts: facts
      .map((given) => (given.name === 'custom-tags' ? { ...given, value: customTags.join(', ') } : given))
      .filter(({ name, value }) => value !== '' && (name === 'custom-tags' || !isRefused(name, problems))),
    problems,
  };
}

function isRefused(name: string, problems: readonly Problem[]): boolean {
  return problems.some(({ input, value }) => input === name && value !== undefined);
}

function settleGit(
  environment: Environment,
  givenCommitSha: string,
  fact: (name: InputName, variable?: string, fallback?: string) => Fact,
  warn: (given: Refused, accepted: string, consequence: string) => undefined,
): Details['git'] {
  const withoutGit =
    'The event goes out without git: change lead time and rollback detection need a repository and a commit.';
  const server = environment['GITHUB_SERVER_URL'] ?? '';
  const repository = environment['GITHUB_REPOSITORY'] ?? '';
  const ownUrl = repository && parseRepositoryUrl(`${server}/${repository}`);
  const urlFact = fact('git-repository-url', undefined, ownUrl);
  const repositoryUrl =
    parseRepositoryUrl(urlFact.value) ??
    warn(
      { ...urlFact, value: urlFact.value || undefined },
      'the URL of a repository (https://github.com/owner/name, ssh://…, git@host:owner/name.git)',
      withoutGit,
    );

  const shaFact = fact('git-commit-sha', undefined, environment['GITHUB_SHA']);
  const commitSha = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(shaFact.value)
    ? shaFact.value.toLowerCase()
    : warn(
        { ...shaFact, value: shaFact.value || undefined },
        'a full commit SHA of 40 or 64 hexadecimal digits',
        withoutGit,
      );
  // Its default in action.yml is never empty.
  if (givenCommitSha === '' && commitSha !== undefined) {
    warn(
      { ...shaFact, value: undefined },
      'a full commit SHA; this was given, but empty (is the name of a step or an output misspelt?)',
      `The event goes out with GITHUB_SHA, ${commitSha}.`,
    );
  }
  return repositoryUrl !== undefined && commitSha !== undefined ? { repositoryUrl, commitSha } : undefined;
}

/** @returns the URL without user, password, query and fragment, or undefined for what is no repository's URL */
export function parseRepositoryUrl(text: string): string | undefined {
  // The short form of ssh, which is no URL; its user is no secret.
  if (/^[\w.-]+@[\w.-]+:[^\s:]+$/.test(text)) {
    return text;
  }
  const url = /^(?:https?|ssh|git):\/\/[^\s]+$/i.test(text) ? URL.parse(text) : null;
  if (url === null || url.pathname.length < 2) {
    return undefined;
  }
  const user = url.protocol === 'ssh:' && url.username !== '' ? `${url.username}@` : '';
  return `${url.protocol}//${user}${url.host}${url.pathname}`.replace(/\/+$/, '');
}

/** For messages about what is no URL that is accepted: all before the last "@" could be a password. */
function withoutCredentials(text: string): string {
  const at = text.lastIndexOf('@');
  const scheme = text.indexOf('://');
  if (scheme !== -1 && scheme < at) {
    return text.slice(0, scheme + 3) + text.slice(at + 1);
  }
  return text.slice(0, at + 1).includes(':') ? text.slice(at + 1) : text;
}

/** Splits at newlines and commas; empty parts and duplicates are dropped, the order is kept. */
function splitList(text: string): string[] {
  const parts = text.split(/[\r\n,]+/).map((part) => part.trim());
  return [...new Set(parts)].filter((part) => part !== '');
}

const ACCEPTED_BOOLEANS = 'true, True, TRUE, false, False or FALSE';

// YAML 1.2, core schema.
function parseBoolean(text: string): boolean | undefined {
  return /^(?:true|True|TRUE)$/.test(text) ? true : /^(?:false|False|FALSE)$/.test(text) ? false : undefined;
}

function pick(
  name: string,
  candidates: readonly (readonly [value: string | undefined, source: string])[],
  fallback = '',
): Fact {
  for (const [value, source] of candidates) {
    const trimmed = value?.trim() ?? '';
    if (trimmed !== '') {
      // The runner passes the defaults of action.yml as inputs.
      return {
        name,
        value: trimmed,
        source: source === 'input' && trimmed === fallback ? 'default' : source,
      };
    }
  }
  return { name, value: fallback, source: 'default' };
}
