/** The commands in a stage's output and in its files. Source: ActionCommand.cs, FileCommandManager.cs. */

import type { Texts } from './expressions.ts';

/** A workflow command, e.g. `::error title=Oops::text`. */
export interface Command {
  readonly name: string;
  readonly properties: Texts;
  readonly data: string;
}

// `add-matcher`, `remove-matcher` and `echo` have no effect here.
const commandNames = new Set(
  (
    'add-mask add-matcher add-path debug echo endgroup error group notice remove-matcher save-state set-env ' +
    'set-output stop-commands warning'
  ).split(' '),
);

// The two forms of a command: its head and its data, and what is escaped in properties and in data.
const lineEnds = { '%0D': '\r', '%0A': '\n' };
const oldEscapes = { '%3B': ';', ...lineEnds, '%5D': ']' };
const forms = [
  {
    pattern: /^\s*::(.*?)::(.*)$/s,
    separator: ',',
    property: { ...lineEnds, '%3A': ':', '%2C': ',' },
    data: lineEnds,
  },
  { pattern: /##\[(.*?)\](.*)$/s, separator: ';', property: oldEscapes, data: oldEscapes },
];

/**
 * Finds the command in a line of output: `::name …::data` at its start, else the first `##[name …]data` anywhere.
 * @returns the command, its name in lower case; undefined for plain text
 */
export function parseCommand(line: string): Command | undefined {
  for (const form of forms) {
    const [, head = '', data = ''] = form.pattern.exec(line) ?? [];
    const [, written = '', rest = ''] = /^([^ ]*)(.*)$/s.exec(head) ?? [];
    const name = written.toLowerCase();
    if (!commandNames.has(name)) continue;
    const properties: Record<string, string> = {};
    for (const property of rest.trim().split(form.separator)) {
      const [, key, value] = /^([^=]+)=(.+)$/s.exec(property) ?? [];
      if (key !== undefined && value !== undefined) properties[key.toLowerCase()] = unescapeText(value, form.property);
    }
    return { name, properties, data: unescapeText(data, form.data) };
  }
  return undefined;
}

function unescapeText(text: string, escapes: Texts): string {
  let result = text;
  // `%25` comes last, as in the runner, so that `%250A` becomes the text `%0A`.
  for (const [escaped, character] of Object.entries({ ...escapes, '%25': '%' })) {
    result = result.replaceAll(escaped, () => character);
  }
  return result;
}

/**
 * Reads a file of `name=value` lines and of multi-line values: `name<<DELIMITER`, the value, `DELIMITER`.
 * @returns the valid lines up to the first invalid one, and what is wrong with that
 */
export function parseFileCommand(text: string): { pairs: [name: string, value: string][]; error?: string } {
  const pairs: [string, string][] = [];
  const lines = text.split(process.platform === 'win32' ? /\r?\n/ : '\n');
  // A line end at the end of the file does not start another line.
  const count = lines.at(-1) === '' ? lines.length - 1 : lines.length;
  for (let index = 0; index < count; index++) {
    const line = lines[index] ?? '';
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (line === '') continue;
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      pairs.push([line.slice(0, equals), line.slice(equals + 1)]);
      continue;
    }
    if (heredoc < 0) return { pairs, error: `Invalid format '${line}'` };
    const delimiter = line.slice(heredoc + 2);
    if (heredoc === 0 || delimiter === '') {
      return {
        pairs,
        error: `Invalid format '${line}'. Name must not be empty and delimiter must not be empty`,
      };
    }
    const end = lines.indexOf(delimiter, index + 1);
    if (end < 0) {
      const missing =
        count < lines.length ? `Matching delimiter not found '${delimiter}'` : 'EOF marker missing new line.';
      return { pairs, error: `Invalid value. ${missing}` };
    }
    pairs.push([line.slice(0, heredoc), lines.slice(index + 1, end).join('\n')]);
    index = end;
  }
  return { pairs };
}

/** Replaces secrets in text by `***`. GitHub also masks some encodings of a secret (base64, URL, JSON …). */
export class Masker {
  readonly #secrets = new Set<string>();
  #pattern: RegExp | undefined;

  /** Masks a value and each of its lines from now on. Empty lines are ignored. */
  add(value: string): void {
    const lines = value.split(/[\r\n]/).map((line) => line.trim());
    for (const secret of [value, ...lines].filter((text) => text !== '')) this.#secrets.add(secret);
    const longestFirst = [...this.#secrets].sort((one, other) => other.length - one.length);
    const escaped = longestFirst.map((secret) => secret.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
    this.#pattern = escaped.length === 0 ? undefined : new RegExp(escaped.join('|'), 'g');
  }

  mask(text: string): string {
    return this.#pattern === undefined ? text : text.replace(this.#pattern, '***');
  }
}
