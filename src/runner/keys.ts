/** A Datadog key and its source. */
export interface Key {
  /** '' if it is not set. */
  readonly value: string;
  /** `input`, or the name of the variable; '' if it is not set. */
  readonly source: string;
}

/** The two keys as one stage reads them. */
export interface Keys {
  readonly api: Key;
  readonly app: Key;
  /** Every key that the stage can see, used or not: none may be written anywhere. */
  readonly all: readonly string[];
}

/** The keys of a stage that reads no inputs. */
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
    all: [...new Set([...api, ...app].flatMap(({ value }) => [value, ...searchable(bareKey(value))]))],
  };
}

/** Whether a key can go into an HTTP header: one line of visible ASCII characters. */
export function isSendable(key: string): boolean {
  return /^[\x21-\x7e]+$/.test(key);
}

/** A key without the quotes around it and the `NAME=` before it, which come from a line of a `.env` file. */
export function bareKey(key: string): string {
  return key
    .replace(/^(?:export\s+)?[A-Z][A-Z0-9_]*=(?=.)/, '')
    .replace(/^(["'])(.+)\1$/, '$2')
    .trim();
}

// Datadog's keys are longer, and a shorter text could be part of a service's name by chance.
const SHORTEST_KEY_TO_SEARCH_FOR = 8;

function searchable(key: string): readonly string[] {
  return key.length >= SHORTEST_KEY_TO_SEARCH_FOR ? [key] : [];
}

/** Whether a text contains a key, so that it must not be kept or sent as something else. */
export function revealsKey(text: string, keys: readonly string[]): boolean {
  return keys.flatMap(searchable).some((key) => text.includes(key));
}

/** Replaces keys by `***`, as they are and as JSON escapes them. */
export function redactKeys(text: string, keys: readonly string[]): string {
  const forms = keys.flatMap((key) => [key, JSON.stringify(key).slice(1, -1)]);
  // The longest goes first: a key that begins with another one would leave its rest.
  forms.sort((a, b) => b.length - a.length);
  return forms.reduce((redacted, form) => (form === '' ? redacted : redacted.replaceAll(form, '***')), text);
}
