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
  const problems: Problem[] = [];
  const refuse = (
    level: Problem['level'],
    { name, value }: Refused,
    accepted: string,
    consequence = NO_EVENT,
  ) => {
    problems.push({ level, input: name, value: value && withoutCredentials(value), accepted, consequence });
    return undefined;
  };
  const fact = (name: InputName, fallback: string, ...variables: string[]) =>
    pick(
      name,
      [[inputs(name), 'input'], ...variables.map((variable) => [environment[variable], variable] as const)],
      fallback,
    );
  const boolean = (level: Problem['level'], given: Fact, fallback: boolean, consequence?: string) =>
    parseBoolean(given.value) ?? refuse(level, given, ACCEPTED_BOOLEANS, consequence) ?? fallback;

  const service = fact('service', '', 'DD_SERVICE');
  const services = splitList(service.value);
  if (services.length === 0) {
    const missing = service.value === '' ? { ...service, value: undefined } : service;
    refuse(
      'error',
      missing,
      'a service name, or several separated by newlines or commas (also in DD_SERVICE)',
    );
  }

  const siteFact = fact('site', 'datadoghq.com', 'DATADOG_SITE', 'DD_SITE');
  const parsedSite = parseSite(siteFact.value);
  const site =
    'name' in parsedSite
      ? parsedSite
      : refuse('error', siteFact, [ACCEPTED_SITES, parsedSite.refused].filter(Boolean).join('; '));
  if (site?.supportsDora === false) {
    refuse(
      'warning',
      siteFact,
      'a site with DORA Metrics, which Datadog documents this one not to have',
      'The deployment event is sent there all the same.',
    );
  }

  const apiUrlFact = fact('api-url', site?.apiUrl ?? '');
  const apiUrl =
    apiUrlFact.source === 'default'
      ? apiUrlFact.value
      : (parseApiUrl(apiUrlFact.value) ?? refuse('error', apiUrlFact, ACCEPTED_API_URLS));

  const startedAtFact = fact('started-at', 'job');
  const startedAt =
    parseStart(startedAtFact.value, now) ??
    refuse('error', startedAtFact, `"job", "step", or ${ACCEPTED_TIMES}`);

  const deploymentId = fact('deployment-id', '');
  if (deploymentId.value !== '' && !/^[A-Za-z0-9\-_.:]{16,128}$/.test(deploymentId.value)) {
    refuse('error', deploymentId, '16 to 128 characters of A-Z, a-z, 0-9, "-", "_", "." and ":"');
  } else if (deploymentId.value !== '' && services.length > 1) {
    refuse(
      'error',
      deploymentId,
      'an id of your own only with a single service; without one each gets its own',
    );
  }

  const dryRun = fact('dry-run', 'false');
  const skipGit = fact('skip-git', 'false');
  const ciTags = fact('ci-tags', 'false');
  const timeoutFact = fact('timeout', '60');
  const failOnErrorFact = fact('fail-on-error', 'false');
  const jobSummary = fact('job-summary', 'true');
  const timeout =
    parseTimeout(timeoutFact.value) ??
    refuse('warning', timeoutFact, 'whole seconds from 1 to 120', 'The default, 60, is used.') ??
    60_000;
  const failOnError = boolean(
    'warning',
    failOnErrorFact,
    false,
    'It counts as "false": nothing that goes wrong fails the job.',
  );
  const flags = {
    dryRun: boolean('error', dryRun, false),
    skipGit: boolean('error', skipGit, false),
    ciTags: boolean('warning', ciTags, false, 'The default, "false", is used: no CI tags are added.'),
    jobSummary: boolean(
      'warning',
      jobSummary,
      true,
      'The default, "true", is used: a job summary is written.',
    ),
  };
  const facts = [
    { ...service, value: services.join(', ') },
    siteFact,
    apiUrlFact,
    startedAtFact,
    deploymentId,
    dryRun,
    skipGit,
    ciTags,
    timeoutFact,
    failOnErrorFact,
    jobSummary,
  ];
  for (const given of facts.filter(({ value }) => revealsKey(value, keys))) {
    refuse('error', { ...given, value: '' }, 'a value without the API key in it');
  }

  const sendable = problems.every(({ level }) => level !== 'error');
  const settings =
    sendable && site !== undefined && apiUrl !== undefined && startedAt !== undefined
      ? {
          services,
          site,
          apiUrl,
          startedAt,
          deploymentId: deploymentId.value || undefined,
          ...flags,
          timeout,
          failOnError,
        }
      : undefined;
  return {
    values: { settings, failOnError, dryRun: flags.dryRun },
    facts: facts.filter(({ value }) => value !== ''),
    problems,
  };
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
        customTags: tags.filter((tag) => !malformed.includes(tag)),
        git: given.skipGit
          ? undefined
          : settleGit(environment, post('git-commit-sha') || main('git-commit-sha'), fact, warn),
        finishedAt: finishBeforeStart ? undefined : finishedAt,
      },
      differences,
    },
    facts: facts.filter(({ value }) => value !== ''),
    problems,
  };
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

function parseStart(text: string, now: Nanoseconds): Settings['startedAt'] | undefined {
  return text === 'job' || text === 'step' ? text : parseTime(text, now);
}

/** @returns milliseconds */
function parseTimeout(text: string): number | undefined {
  const seconds = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return seconds >= 1 && seconds <= 120 ? seconds * 1000 : undefined;
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
