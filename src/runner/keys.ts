/** A Datadog key and where it comes from. */
export interface Key {
  /** '' where none is given. */
  readonly value: string;
  /** `input`, or the name of the variable; '' where none is given. */
  readonly source: string;
}

/** The two keys as one stage reads them. */
export interface Keys {
  readonly api: Key;
  readonly app: Key;
  /** Every key within reach, also one that does not count: none of them may be written anywhere. */
  readonly all: readonly string[];
}

/** What a stage has that reads no inputs. */
export const NO_KEYS: Keys = { api: { value: '', source: '' }, app: { value: '', source: '' }, all: [] };

const API_KEY_VARIABLES = ['DATADOG_API_KEY', 'DD_API_KEY'];
const APP_KEY_VARIABLES = ['DATADOG_APP_KEY', 'DD_APP_KEY'];

/** Reads both keys: the input first, then the variables. */
export function readKeys(input: (name: string) => string, environment: NodeJS.ProcessEnv): Keys {
  const candidates = (name: string, variables: readonly string[]): readonly Key[] =>
    [
      { value: input(name), source: 'input' },
      ...variables.map((variable) => ({ value: environment[variable] ?? '', source: variable })),
    ]
      .map(({ value, source }) => ({ value: value.trim(), source }))
      .filter(({ value }) => value !== '');
  const api = candidates('api-key', API_KEY_VARIABLES);
  const app = candidates('app-key', APP_KEY_VARIABLES);
  return {
    api: api[0] ?? NO_KEYS.api,
    app: app[0] ?? NO_KEYS.app,
    all: [...new Set([...api, ...app].map(({ value }) => value))],
  };
}

/** Whether a key can go into an HTTP header: one line of visible ASCII characters. */
export function isSendable(key: string): boolean {
  return /^[\x21-\x7e]+$/.test(key);
}

// Datadog's keys are longer, and a shorter text could be part of a service's name by chance.
const SHORTEST_KEY_TO_SEARCH_FOR = 8;

/** Whether a text has a key in it, so that it must not be kept or sent as something else. */
export function revealsKey(text: string, keys: readonly string[]): boolean {
  return keys.some((key) => key.length >= SHORTEST_KEY_TO_SEARCH_FOR && text.includes(key));
}

/** Replaces keys by `***`, as they are and as JSON escapes them. */
export function redactKeys(text: string, keys: readonly string[]): string {
  const forms = keys.flatMap((key) => [key, JSON.stringify(key).slice(1, -1)]);
  // The longest goes first, because a key that begins with another one would leave its rest.
  forms.sort((a, b) => b.length - a.length);
  return forms.reduce((redacted, form) => (form === '' ? redacted : redacted.replaceAll(form, '***')), text);
}
