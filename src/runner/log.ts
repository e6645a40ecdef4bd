import * as core from '@actions/core';
import { harmless, harmlessAnnotation, type Message } from '../text.ts';
import { redactKeys } from './keys.ts';

/** GitHub shows no more of a step's annotations of one level. */
const MOST_ANNOTATIONS = 10;

/** Writes to the job's log. Escapes and redacts everything it writes. */
export interface Log {
  readonly info: (line: string) => void;
  /** After ten annotations of a level, the rest are lines. */
  readonly say: (message: Message) => void;
  readonly debug: (message: string) => void;
  readonly group: (title: string, lines: readonly string[]) => void;
  /** Replaces the keys in a text. */
  readonly redact: (text: string) => string;
  /** Resolves once everything is written, or once the reader has closed the pipe. */
  readonly flush: () => Promise<void>;
}

/**
 * @param title of annotations
 * @param keys must not be written anywhere
 * @param isDebug whether the runner wants debug lines
 */
export function createLog(title: string, keys: readonly string[], isDebug: boolean): Log {
  let hasWritten = false;
  const counts = { notice: 0, warning: 0, error: 0 };
  const redact = (text: string) => redactKeys(text, keys);
  // Everything that is written goes through this.
  const line = (text: string, make = harmless) => {
    hasWritten = true;
    ignoreClosedLog();
    return make(redact(text));
  };
  return {
    info: (text) => core.info(line(text)),
    say: ({ level, text }) => {
      if (level === 'info' || counts[level] === MOST_ANNOTATIONS) {
        core.info(line(text));
      } else {
        counts[level] += 1;
        const annotate = { notice: core.notice, warning: core.warning, error: core.error }[level];
        annotate(line(text, harmlessAnnotation), { title });
      }
    },
    debug: (message) => {
      if (isDebug) {
        core.debug(line(message));
      }
    },
    group: (name, lines) => {
      core.startGroup(line(name));
      // In one go, because each write is a system call.
      core.info(lines.map((each) => line(each)).join('\n'));
      core.endGroup();
    },
    redact,
    flush: async () => {
      // Opening stdout costs 1.6 ms, which a silent stage saves.
      if (hasWritten && process.stdout.writable) {
        await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
      }
    },
  };
}

/** Ignores EPIPE, so that a closed log cannot end the stage. Lazy, because opening stdout costs 1.6 ms. */
export function ignoreClosedLog(): void {
  if (process.stdout.listenerCount('error') === 0) {
    process.stdout.on('error', () => {});
  }
}
