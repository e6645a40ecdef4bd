import { appendFileSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { EOL } from 'node:os';

/** A name and its value, as a stage saves or outputs it. */
export type FileEntry = readonly [name: string, value: string];

/**
 * Hands entries to the runner, all or nothing: in a file, or as commands if it names no file. `@actions/core` does the
 * same, but loads `crypto` for the delimiter, which takes 4 ms.
 * Source: GitHub's "Workflow commands", "Multiline strings".
 * @param file of the runner (GITHUB_STATE, GITHUB_OUTPUT); '' or undefined for none
 * @param command of older runners that has the same effect
 * @throws Error if the file cannot be written
 */
export function handOver(
  entries: readonly FileEntry[],
  file: string | undefined,
  command: 'save-state' | 'set-output',
): void {
  if (!file) {
    const lines = entries.map(([name, value]) => `::${command} name=${name}::${escaped(value)}`);
    process.stdout.write(`${EOL}${lines.join(EOL)}${EOL}`);
    return;
  }
  // The delimiter is unguessable, so a value cannot terminate itself and inject another one.
  const delimiter = `delimiter_${randomUuid()}`;
  const texts = entries.map(([name, value]) => [`${name}<<${delimiter}`, value, delimiter, ''].join(EOL));
  appendWholly(file, texts.join(''));
}

/** Source: actions/runner, ActionCommand.cs. */
function escaped(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** Appends to a file, all or nothing. @throws Error if it cannot be written */
export function appendWholly(file: string, text: string): void {
  const length = sizeOf(file);
  try {
    appendFileSync(file, text);
  } catch (error) {
    if (sizeOf(file) > length) {
      // The runner fails a step whose file ends within a value.
      truncateSync(file, length);
    }
    throw error;
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** A random UUID (RFC 9562, version 4): of Linux itself, because `crypto` takes 4 ms to load, which is a tenth of main. */
export function randomUuid(): string {
  try {
    const uuid = readFileSync('/proc/sys/kernel/random/uuid', 'latin1').trim();
    return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(uuid) ? uuid : crypto.randomUUID();
  } catch {
    return crypto.randomUUID();
  }
}
