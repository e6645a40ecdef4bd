/** The commands in a stage's output and in its files. Source: ActionCommand.cs, FileCommandManager.cs. */

/** A workflow command, e.g. `::error title=Oops::text`. */
export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** `add-matcher` and `remove-matcher` have no effect here. */
const commandNames = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
]);

/** Whether the runner knows a command of this name. Letter case does not matter. */
export function isCommandName(name: string): boolean {
  return commandNames.has(name.toLowerCase());
}

/**
 * Finds the command in a line of output: `::name …::data` at its start, else the first `##[name …]data` anywhere.
 * @param resumeToken the name of the command that ends `stop-commands`, while commands are stopped
 * @returns the command, its name in lower case; undefined for plain text
 */
export function parseCommand(line: string, resumeToken?: string): Command | undefined {
  const isKnown = (name: string) => isCommandName(name) || name.toLowerCase() === resumeToken?.toLowerCase();
  const trimmed = line.trimStart();
  const separator = trimmed.startsWith('::') ? trimmed.indexOf('::', 2) : -1;
  if (separator >= 0) {
    const command = readCommand(trimmed.slice(2, separator), trimmed.slice(separator + 2), ',', newForm);
    if (isKnown(command.name)) {
      return command;
    }
  }
  const start = line.indexOf('##[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  if (end >= 0) {
    const command = readCommand(line.slice(start + 3, end), line.slice(end + 1), ';', oldForm);
    if (isKnown(command.name)) {
      return command;
    }
  }
  return undefined;
}

/** The valid lines of a file command up to the first invalid one, and what is wrong with that. */
export interface FileCommand {
  readonly pairs: readonly (readonly [name: string, value: string])[];
  readonly error?: string;
}

/** Reads a file of `name=value` lines and of multi-line values: `name<<DELIMITER`, the value, `DELIMITER`. */
export function parseFileCommand(text: string): FileCommand {
  const pairs: [string, string][] = [];
  const lines = text.split(process.platform === 'win32' ? /\r?\n/ : '\n');
  // A line end at the end of the file does not start another line.
  const count = lines.at(-1) === '' ? lines.length - 1 : lines.length;
  for (let index = 0; index < count; index++) {
    const line = lines[index] ?? '';
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (line === '') {
      continue;
    }
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      pairs.push([line.slice(0, equals), line.slice(equals + 1)]);
      continue;
    }
    if (heredoc < 0) {
      return { pairs, error: `Invalid format '${line}'` };
    }
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

/** Replaces secrets in text by `***`. */
export interface Masker {
  /** Masks a value and each of its lines from now on. Empty lines are ignored. */
  add(value: string): void;
  mask(text: string): string;
}

/** Creates a masker without secrets. GitHub's also masks some encodings of a secret (base64, URL, JSON …). */
export function createMasker(): Masker {
  const secrets = new Set<string>();
  let pattern: RegExp | undefined;
  return {
    add(value) {
      for (const secret of [value, ...value.split(/[\r\n]/).map((line) => line.trim())]) {
        if (secret !== '') {
          secrets.add(secret);
        }
      }
      const longestFirst = [...secrets].sort((one, other) => other.length - one.length);
      pattern = secrets.size === 0 ? undefined : new RegExp(longestFirst.map(escapePattern).join('|'), 'g');
    },
    mask(text) {
      return pattern === undefined ? text : text.replace(pattern, '***');
    },
  };
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** The escape sequences in the properties and the data of a command. */
interface Escapes {
  readonly property: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, string>>;
}

const lineEnds = { '%0D': '\r', '%0A': '\n' };
const newForm: Escapes = { property: { ...lineEnds, '%3A': ':', '%2C': ',' }, data: lineEnds };
const oldEscapes = { '%3B': ';', ...lineEnds, '%5D': ']' };
const oldForm: Escapes = { property: oldEscapes, data: oldEscapes };

function readCommand(head: string, tail: string, separator: string, escapes: Escapes): Command {
  const space = head.indexOf(' ');
  const properties: Record<string, string> = {};
  for (const property of space < 0 ? [] : head.slice(space).trim().split(separator)) {
    const equals = property.indexOf('=');
    if (equals > 0 && equals < property.length - 1) {
      const value = property.slice(equals + 1);
      properties[property.slice(0, equals).toLowerCase()] = unescapeText(value, escapes.property);
    }
  }
  return {
    name: (space < 0 ? head : head.slice(0, space)).toLowerCase(),
    properties,
    data: unescapeText(tail, escapes.data),
  };
}

function unescapeText(text: string, escapes: Readonly<Record<string, string>>): string {
  let result = text;
  // `%25` comes last, as in the runner, so that `%250A` becomes the text `%0A`.
  for (const [escaped, character] of Object.entries({ ...escapes, '%25': '%' })) {
    result = result.replaceAll(escaped, () => character);
  }
  return result;
}
