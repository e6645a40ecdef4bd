/** Text as data: how it is cut, compared and made harmless. */

/** Words for people. An error means that no event, or no mark, reaches Datadog; a warning, that one goes out incomplete. */
export interface Message {
  /** `info` is a line of the log; each other level is an annotation as well. */
  readonly level: 'info' | 'notice' | 'warning' | 'error';
  readonly text: string;
}

/** Bytes. */
export const KIB = 1024;

/** An error's message, or any other thrown value as text; without a full stop, as it becomes part of a sentence. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}

/** The `code` that Node gives an error, or its cause, e.g. `ECONNREFUSED`; '' for none. */
export function codeOf(error: unknown): string {
  const codes = [error, property(error, 'cause')].map((one) => property(one, 'code'));
  return codes.find((code) => typeof code === 'string') ?? '';
}

/** A property of a value from outside; undefined for none. */
export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** Whether a value from outside is a JSON object, not an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads JSON. @returns undefined for a text that is not JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a text is a full commit SHA (SHA-1 or SHA-256), in either letter case. */
export function isSha(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text);
}

/** Removes the slashes at the end of a text. A regular expression would take quadratic time. */
export function withoutSlashes(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === '/') {
    end -= 1;
  }
  return text.slice(0, end);
}

/**
 * Removes what may be a secret from a text that may be a URL: everything before the last "@" except a known scheme and
 * the user of SSH, and query and fragment. If it is unclear whether the "@" is in the query, only a host is left.
 */
export function withoutSecrets(text: string): string {
  const scheme = /^(?:(?:https?|ssh|git|ftp|file):\/\/)?(?:git@)?/i.exec(text)?.[0] ?? '';
  const at = [...text.matchAll(/@|%40|＠/gi)].at(-1);
  const start = at === undefined ? scheme.length : Math.max(scheme.length, at.index + at[0].length);
  const address = text.slice(start);
  if (/[?#]/.test(text.slice(0, start)) && !/^[\w-]+(?:\.[\w-]+)+(?::\w{1,5})?\//.test(address)) return `${scheme}…`;
  const end = address.search(/[?#]/);
  return scheme + (end === -1 ? address : address.slice(0, end));
}

const LONGEST_SHOWN = 300;

/** Cuts a text for a message. Never cut a text that contains a key: the rest would not be recognized. */
export function shorten(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

const MOST_NAMES = 10;

/** Up to ten names side by side, and how many more there are. */
export function enumerate(names: readonly string[]): string {
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  return `${names.slice(0, MOST_NAMES).join(', ')}${more}`;
}

/** Up to ten texts in quotes, side by side. */
export function quote(texts: readonly string[]): string {
  return enumerate(texts.map((text) => `"${shorten(text)}"`));
}

// Control characters (line breaks and terminal sequences among them), and marks that reorder or hide text.
const INVISIBLE = /[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Writes invisible characters as JSON escapes. */
export function showInvisible(text: string): string {
  return text.replace(INVISIBLE, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Writes a text as one line in which the runner finds no workflow command: neither `::name::` at the start nor
 * `##[name]` anywhere. Source: actions/runner, ActionCommand.cs.
 */
export function harmless(text: string): string {
  return showInvisible(text.replace(/\r\n|[\r\n]/g, ' ⏎ '))
    .replace(/##(?=\[)/g, '# #')
    .replace(/^(\s*):(?=:)/, '$1: ');
}

/**
 * Makes an annotation's text harmless on every runner: those of Gitea, Forgejo and `act` take a later `::` for the end
 * of the command, and lose the text before it.
 */
export function harmlessAnnotation(text: string): string {
  return harmless(text).replace(/:(?=:)/g, ': ');
}
