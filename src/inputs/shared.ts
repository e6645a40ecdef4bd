import { EXPECTED_API_URLS, EXPECTED_SITES, parseApiUrl, parseSite, type Site } from '../datadog/site.ts';
import { withoutSecrets } from '../github/repository.ts';
import { bareKey, isSendable, type Key } from '../runner/keys.ts';
import { effectOnJob, type Stage } from '../runner/stage.ts';
import { EXPECTED_BOOLEANS, parseBoolean } from './parsers.ts';
import { type Input, type Problem, type Said, type Sources, type ValueOf, valueOr } from './table.ts';

/** Annotates what is wrong with inputs; an error says what it means for the job. */
export function logProblems(problems: readonly Problem[], failOnError: boolean, log: Stage['log']): void {
  for (const { level, message } of problems) {
    log.say({ level, text: level === 'error' ? `${message} ${effectOnJob(failOnError)}` : message });
  }
}

/** What main reads its inputs from, for services that are not known yet. */
export function sourcesOfMain({ input, isPassed, environment, keys, startedAt }: Stage): Sources {
  return {
    input,
    isPassed,
    earlier: undefined,
    isForeign: false,
    environment,
    keys: keys.all,
    services: [],
    circumstances: { now: startedAt.time, serverUrl: '', commitSha: '' },
  };
}

/** What both actions settle before they send anything. */
export interface Settings {
  readonly site: Site;
  /** Base URL of the API, without a slash at the end. */
  readonly apiUrl: string;
  readonly dryRun: boolean;
  readonly failOnError: boolean;
  /** Milliseconds for the whole delivery. */
  readonly timeout: number;
  readonly jobSummary: boolean;
}

/**
 * The inputs of delivery, in the order of action.yml.
 * @param anyway says that a site without DORA Metrics is tried, in a sentence
 * @param consequence of a value that is refused, in a sentence
 */
export function deliveryInputs(anyway: string, consequence: string) {
  const site = {
    settled: 'main',
    parse: (text) => {
      const parsed = parseSite(text);
      if ('refused' in parsed) {
        return { refused: [EXPECTED_SITES, parsed.refused].filter(Boolean).join('; ') };
      }
      return parsed.supportsDora
        ? { value: parsed }
        : {
            value: parsed,
            warnings: [
              `According to Datadog's documentation, the site ${parsed.name} has no DORA Metrics. ${anyway}`,
            ],
          };
    },
    expected: EXPECTED_SITES,
    consequence,
    level: 'error',
    default: 'datadoghq.com',
    variables: ['DATADOG_SITE', 'DD_SITE'],
    clean: withoutSecrets,
    inBothLogs: true,
  } as const satisfies Input<Site>;
  const apiUrl = {
    settled: 'main',
    parse: (text) => {
      const value = parseApiUrl(text);
      return value === undefined ? { refused: '' } : { value };
    },
    expected: EXPECTED_API_URLS,
    consequence,
    level: 'error',
    clean: withoutSecrets,
    inBothLogs: true,
  } as const satisfies Input<string>;
  return {
    site,
    'api-url': apiUrl,
    'dry-run': booleanInput('false', consequence, 'error'),
    'fail-on-error': booleanInput('false', 'It counts as "false": nothing that goes wrong fails the job.'),
    timeout: TIMEOUT,
    'job-summary': booleanInput('true', 'The default, "true", is used: a job summary is written.'),
  } as const;
}

const TIMEOUT = {
  settled: 'main',
  parse: (text) => {
    const seconds = /^\d{1,3}$/.test(text) ? Number(text) : 0;
    return seconds >= 1 && seconds <= 120 ? { value: seconds * 1000 } : { refused: '' };
  },
  expected: 'whole seconds from 1 to 120',
  consequence: 'The default, 60, is used.',
  default: '60',
  show: (milliseconds) => String(milliseconds / 1000),
} as const satisfies Input<number>;

/** A boolean that main settles. */
export function booleanInput(byDefault: 'true' | 'false', consequence: string, level?: Problem['level']) {
  return {
    settled: 'main',
    parse: parseBoolean,
    expected: EXPECTED_BOOLEANS,
    consequence,
    level: level ?? 'warning',
    default: byDefault,
  } as const satisfies Input<boolean>;
}

/** What the delivery inputs say. */
type DeliveryValues = {
  readonly [Name in keyof ReturnType<typeof deliveryInputs>]: Said<
    ValueOf<ReturnType<typeof deliveryInputs>[Name]>
  >;
};

/** @returns undefined if an input is refused without which nothing can be sent */
export function settingsFrom(values: DeliveryValues): Settings | undefined {
  const site = values.site.common;
  const apiUrl = values['api-url'].common;
  const dryRun = values['dry-run'].common;
  if (site.state !== 'given' || apiUrl.state === 'refused' || dryRun.state !== 'given') {
    return undefined;
  }
  return {
    site: site.value,
    apiUrl: valueOr(apiUrl, site.value.apiUrl),
    dryRun: dryRun.value,
    failOnError: valueOr(values['fail-on-error'].common, false),
    timeout: valueOr(values.timeout.common, 60_000),
    jobSummary: valueOr(values['job-summary'].common, true),
  };
}

const KEYS = {
  'api-key': 'a Datadog API key, here or in DATADOG_API_KEY or DD_API_KEY',
  'app-key':
    'a Datadog application key with the scope dora_metrics_write, here or in DATADOG_APP_KEY or DD_APP_KEY',
} as const;

/**
 * Says what is wrong with a key.
 * @param causeOfMissing the likely reason for a missing key, in sentences; '' for none
 * @param consequence of a key that cannot be used, in sentences
 */
export function checkKey(
  name: keyof typeof KEYS,
  { value, source }: Key,
  causeOfMissing: string,
  consequence: string,
): readonly Problem[] {
  const problem = (level: Problem['level'], text: string) => [
    { level, input: name, message: `Input "${name}" ${text}` },
  ];
  if (value === '') {
    const cause = causeOfMissing === '' ? '' : `${causeOfMissing} `;
    return problem('error', `is not set. Expected: ${KEYS[name]}. ${cause}${consequence}`);
  }
  if (!isSendable(value)) {
    return problem(
      'error',
      `is invalid (its value is not shown). Expected: ${KEYS[name]}: one line of visible ASCII characters, without spaces. ${consequence}`,
    );
  }
  // Datadog would respond with 403, which makes people suspect the site.
  return bareKey(value) === value
    ? []
    : problem(
        'warning',
        `${source === 'input' ? '' : `(from ${source}) `}has quotes around the key or a name before it, like a line of a .env file. Expected: the key alone. It is sent as written, and Datadog will probably refuse it with 403.`,
      );
}
