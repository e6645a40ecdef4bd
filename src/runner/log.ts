import * as core from '@actions/core';
import type { Fact, Problem } from '../inputs/reader.ts';
import { harmless, harmlessAnnotation, shorten } from '../text.ts';
import { redactKeys } from './keys.ts';

/** Writes to the job's log. Whatever it is given comes out as data, and without the keys. */
export interface Log {
  readonly info: (line: string) => void;
  readonly warning: (message: string) => void;
  readonly error: (message: string) => void;
  readonly debug: (message: string) => void;
  readonly group: (title: string, lines: readonly (string | Fact)[]) => void;
  /** One annotation for an invalid input. `effect` says what an error means for the job. */
  readonly problem: (problem: Problem, effect: string) => void;
  /** Takes the keys out of a text. */
  readonly redact: (text: string) => string;
}

/** @param keys must not be written anywhere */
export function createLog(keys: readonly string[]): Log {
  const redact = (text: string) => redactKeys(text, keys);
  // Every text that is written passes one of these.
  const line = (text: string) => {
    outliveReader();
    return harmless(redact(text));
  };
  const annotation = (text: string) => {
    outliveReader();
    return harmlessAnnotation(redact(text));
  };
  return {
    info: (text) => core.info(line(text)),
    warning: (message) => core.warning(annotation(message)),
    error: (message) => core.error(annotation(message)),
    debug: (message) => {
      if (core.isDebug()) {
        core.debug(line(message));
      }
    },
    group: (title, lines) => {
      core.startGroup(line(title));
      for (const entry of lines) {
        core.info(line(typeof entry === 'string' ? entry : factLine(entry, redact)));
      }
      core.endGroup();
    },
    problem: (problem, effect) => {
      const annotate = problem.level === 'error' ? core.error : core.warning;
      annotate(annotation(problemMessage(problem, effect, redact)));
    },
    redact,
  };
}

/**
 * Keeps a runner that no longer reads the log from ending the process. Only once there is something to write: to open
 * the output takes 1.6 ms, which pre saves.
 */
export function outliveReader(): void {
  if (process.stdout.listenerCount('error') === 0) {
    process.stdout.on('error', () => {});
  }
}

function problemMessage(
  { level, input, written, accepted, consequence }: Problem,
  effect: string,
  redact: (text: string) => string,
): string {
  const verdict =
    written === 'missing'
      ? 'is missing'
      : written === 'hidden'
        ? 'is invalid (its value is not shown)'
        : `is invalid: "${shorten(redact(written.text))}"`;
  return `Input "${input}" ${verdict}. Accepted: ${accepted}. ${consequence}${level === 'error' ? ` ${effect}` : ''}`;
}

/** A line for the log: the value that counts, a list's parts side by side, and where it comes from. */
function factLine({ name, value, source }: Fact, redact: (text: string) => string): string {
  const parts = value.split(/[\r\n]+/).map((part) => part.trim());
  return `${name}: ${shorten(redact(parts.filter(Boolean).join(', ')))} (${source})`;
}
