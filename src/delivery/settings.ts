import { EXPECTED_API_URLS, EXPECTED_SITES, parseApiUrl, parseSite, type Site } from '../datadog/site.ts';
import { isDefault } from '../inputs/one-text.ts';
import { EXPECTED_BOOLEANS, parseBoolean } from '../inputs/parsers.ts';
import type { ValuesOf } from '../inputs/read.ts';
import { type Input, valueOr } from '../inputs/table.ts';
import { bareKey, isSendable, type Key, type Keys } from '../runner/keys.ts';
import type { Log } from '../runner/log.ts';
import { effectOnJob, type Verdict } from '../runner/stage.ts';
import { type Message, withoutSecrets } from '../text.ts';

/** What both actions settle before they send anything. */
export interface Settings {
  /** Undefined if the input is refused. */
  readonly site: Site | undefined;
  /** Base URL of the API, without a slash at the end; undefined if neither site nor api-url tells it. */
  readonly apiUrl: string | undefined;
  readonly dryRun: boolean;
  readonly failOnError: boolean;
  /** Milliseconds for the whole delivery. */
  readonly timeout: number;
  readonly jobSummary: boolean;
}

/**
 * The inputs of delivery, in the order of action.yml.
 * @param consequence of a value without which nothing can be sent, in a sentence
 */
export function deliveryInputs(consequence: string) {
  const site = {
    settled: 'main',
    parse: (text) => {
      const parsed = parseSite(text);
      if ('refused' in parsed) {
        return { refused: `Expected: ${[EXPECTED_SITES, parsed.refused].filter(Boolean).join('; ')}.` };
      }
      const warning = `According to Datadog's documentation, the site ${parsed.name} has no DORA Metrics. It is used anyway.`;
      return { value: parsed, warnings: parsed.supportsDora ? [] : [warning] };
    },
    expected: EXPECTED_SITES,
    consequence,
    level: 'error',
    default: 'datadoghq.com',
    variables: ['DATADOG_SITE', 'DD_SITE'],
    clean: withoutSecrets,
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
  } as const satisfies Input<string>;
  const { otherwise: _, ...dryRun } = booleanInput(false, consequence);
  return {
    site,
    'api-url': apiUrl,
    'dry-run': { ...dryRun, level: 'error' },
    'fail-on-error': booleanInput(false, '"false" is used: errors do not fail the job.'),
    timeout: TIMEOUT,
    'job-summary': booleanInput(true, 'The default, "true", is used: a job summary is written.'),
  } as const;
}

const TIMEOUT = {
  settled: 'main',
  parse: (text) => {
    const seconds = /^\d{1,3}$/.test(text) ? Number(text) : 0;
    return seconds >= 1 && seconds <= 120 ? { value: seconds } : { refused: '' };
  },
  expected: 'whole seconds from 1 to 120',
  consequence: 'The default, 60, is used.',
  default: '60',
  otherwise: 60,
} as const satisfies Input<number>;

/**
 * A boolean that main settles.
 * @param otherwise the default, unless `byDefault` says otherwise, and the value in place of one that is refused
 */
export function booleanInput(otherwise: boolean, consequence: string, byDefault = otherwise) {
  return {
    settled: 'main',
    parse: parseBoolean,
    expected: EXPECTED_BOOLEANS,
    consequence,
    default: byDefault ? 'true' : 'false',
    otherwise,
  } as const satisfies Input<boolean>;
}

/** What the delivery inputs say. */
type DeliveryValues = ValuesOf<ReturnType<typeof deliveryInputs>, 'main'>;

/** A refused dry-run counts as none: nothing is sent, and the events are written with their commands. */
export function settingsFrom(values: DeliveryValues): Settings {
  const site = valueOr(values.site, undefined);
  // The default site is not where an invalid api-url points.
  const isUnknown = values['api-url'].state === 'refused' && isDefault(values.site);
  return {
    site,
    apiUrl: isUnknown ? undefined : valueOr(values['api-url'], site?.apiUrl),
    dryRun: valueOr(values['dry-run'], false),
    failOnError: valueOr(values['fail-on-error'], false),
    timeout: 1000 * valueOr(values.timeout, 60),
    jobSummary: valueOr(values['job-summary'], true),
  };
}

/** Whether nothing can be sent, because an input is refused. */
export function isBlocking(values: DeliveryValues): boolean {
  return (['site', 'api-url', 'dry-run'] as const).some((name) => values[name].state === 'refused');
}

const KEYS = {
  'api-key': 'a Datadog API key, here or in DATADOG_API_KEY or DD_API_KEY',
  'app-key':
    'a Datadog service access token or application key with the scope dora_metrics_write, here or in DATADOG_APP_KEY or DD_APP_KEY',
} as const;

/** Names inputs of which a value is not used, in a sentence. */
function invalidInputs(names: readonly string[]): string {
  return `Invalid inputs: ${[...new Set(names)].join(', ')}.`;
}

/** The same for the summary, in sentences; none for no name. */
export function invalidNotes(names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${invalidInputs(names)} The log of this step says why.`];
}

/** Says why the job fails if it does. @param refused names of inputs of which a value is not used */
export function sayRefused(refused: readonly string[], failOnError: boolean, log: Log): Verdict {
  if (!failOnError || refused.length === 0) return 'success';
  log.say({ level: 'error', text: `${invalidInputs(refused)} ${effectOnJob(true)}` });
  return 'failure';
}

/** Where the keys that are set come from, for the log. */
export function keyFacts({ api, app }: Pick<Keys, 'api' | 'app'>): readonly string[] {
  return Object.entries({ 'api-key': api, 'app-key': app })
    .filter(([, { value }]) => value !== '')
    .map(([name, { source }]) => `${name}: *** (${source})`);
}

/**
 * Says what is wrong with a key. An error means that it cannot be used.
 * @param causeOfMissing the likely reason for a missing key, in sentences; '' for none
 * @param consequence of a key that cannot be used, in sentences
 */
export function checkKey(
  name: keyof typeof KEYS,
  { value, source }: Key,
  causeOfMissing: string,
  consequence: string,
): readonly Message[] {
  const message = (level: Message['level'], text: string) => [{ level, text: `Input "${name}" ${text}` }];
  if (value === '') {
    const cause = causeOfMissing === '' ? '' : `${causeOfMissing} `;
    return message('error', `is not set. Expected: ${KEYS[name]}. ${cause}${consequence}`);
  }
  if (!isSendable(value)) {
    return message(
      'error',
      `is invalid (its value is not shown). Expected: ${KEYS[name]}: one line of visible ASCII characters, without spaces. ${consequence}`,
    );
  }
  // Datadog would respond with 403, which makes people suspect the site.
  return bareKey(value) === value
    ? []
    : message(
        'warning',
        `${source === 'input' ? '' : `(from ${source}) `}looks like a line of a .env file, with quotes or NAME=. Expected: only the key. It is sent unchanged, and Datadog will probably reject it with 403.`,
      );
}
