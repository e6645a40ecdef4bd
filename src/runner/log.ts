import * as core from '@actions/core';
import { harmless, harmlessAnnotation } from '../text.ts';
import { redactKeys } from './keys.ts';

/** Writes to the job's log. Escapes and redacts everything it writes. */
export interface Log {
  readonly info: (line: string) => void;
  readonly warning: (message: string) => void;
  readonly error: (message: string) => void;
  readonly debug: (message: string) => void;
  readonly group: (title: string, lines: readonly string[]) => void;
  /** Replaces the keys in a text. */
  readonly redact: (text: string) => string;
  /** Resolves once everything is written, or nobody reads it any more. */
  readonly flush: () => Promise<void>;
}

/** @param keys must not be written anywhere */
export function createLog(keys: readonly string[]): Log {
  let hasWritten = false;
  const redact = (text: string) => redactKeys(text, keys);
  // Everything that is written goes through one of these two.
  const line = (text: string) => {
    hasWritten = true;
    ignoreClosedLog();
    return harmless(redact(text));
  };
  const annotation = (text: string) => {
    hasWritten = true;
    ignoreClosedLog();
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
      // In one go, because each write is a system call.
      core.info(lines.map(line).join('\n'));
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
