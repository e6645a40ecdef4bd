import * as core from '@actions/core';
import type { Fact, Problem } from './inputs.ts';

/** Writes to the job's log. Whatever it is given comes out as data, and without the secrets. */
export interface Log {
  readonly info: (line: string) => void;
  readonly warning: (message: string) => void;
  readonly error: (message: string) => void;
  readonly debug: (message: string) => void;
  readonly group: (title: string, lines: readonly string[]) => void;
  /** One annotation for something wrong with an input. */
  readonly problem: (problem: Problem) => void;
  /** Takes the secrets out of a text. */
  readonly redact: (text: string) => string;
}

/** @param secrets what must not be written anywhere */
export function createLog(secrets: readonly string[]): Log {
  const redact = (text: string) => redactSecrets(text, secrets);
  const clean = (text: string) => harmless(redact(text));
  return {
    info: (line) => core.info(clean(line)),
    warning: (message) => core.warning(clean(message)),
    error: (message) => core.error(clean(message)),
    debug: (message) => {
      if (core.isDebug()) {
        core.debug(clean(message));
      }
    },
    group: (title, lines) => {
      core.startGroup(clean(title));
      for (const line of lines) {
        core.info(clean(line));
      }
      core.endGroup();
    },
    problem: (problem) => {
      const annotate = problem.level === 'error' ? core.error : core.warning;
      annotate(harmless(problemMessage(problem, redact)));
    },
    redact,
  };
}

/** Replaces secrets by `***`, as they are and as JSON escapes them. */
export function redactSecrets(text: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  // The longest first: of one that begins with another, the rest would be left.
  forms.sort((a, b) => b.length - a.length);
  return forms.reduce((redacted, form) => (form === '' ? redacted : redacted.replaceAll(form, '***')), text);
}

// Control characters (line breaks and terminal sequences among them), and marks that reorder or hide text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
const INVISIBLE = /[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Writes characters that nobody sees as JSON escapes. */
export function showInvisible(text: string): string {
  return text.replace(INVISIBLE, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Makes one line of a text, in which the runner finds no workflow command: neither `::name::` at the start nor
 * `##[name]` anywhere. Source: actions/runner, ActionCommand.cs.
 */
export function harmless(text: string): string {
  return showInvisible(text.replace(/\r\n|[\r\n]/g, ' ⏎ '))
    .replace(/##(?=\[)/g, '# #')
    .replace(/^(\s*):(?=:)/, '$1: ');
}

function problemMessage(
  { input, value, accepted, consequence }: Problem,
  redact: (text: string) => string,
): string {
  const verdict =
    value === undefined
      ? 'is missing'
      : value === ''
        ? 'is not accepted (its value is not shown)'
        : `is not accepted: "${shorten(redact(value))}"`;
  return `Input "${input}" ${verdict}. Accepted: ${accepted}. ${consequence}`;
}

/** A line for the log: the value that counts, a list's parts side by side, and where it came from. */
export function factLine({ name, value, source }: Fact): string {
  const parts = value.split(/[\r\n]+/).map((part) => part.trim());
  return `${name}: ${shorten(parts.filter(Boolean).join(', '))} (${source})`;
}

function shorten(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
