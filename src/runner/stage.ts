import { appendFileSync, existsSync, statSync, truncateSync } from 'node:fs';
import * as core from '@actions/core';
import { messageOf } from '../text.ts';
import { type Keys, readKeys } from './keys.ts';
import { createLog, type Log, outliveReader } from './log.ts';

/** How a stage ends: `failure` fails the job. */
export type Verdict = 'success' | 'failure';

/** What a stage of an action gets from the runner, and gives it. */
export interface Stage {
  readonly log: Log;
  readonly keys: Keys;
  /** An input of this stage, trimmed; '' is "not given". */
  readonly input: (name: string) => string;
  readonly environment: NodeJS.ProcessEnv;
  /** What an earlier stage of this step saved under a name; '' for nothing. */
  readonly state: (name: string) => string;
  /** Saves for the later stages of this step, all or nothing. @throws Error where the disk is full */
  readonly saveState: (entries: readonly (readonly [name: string, value: string])[]) => void;
  /** Sets outputs of this step, all or nothing. @throws Error where the disk is full */
  readonly setOutputs: (entries: Readonly<Record<string, string>>) => void;
  /** Appends to the job summary, all or nothing; a warning where it cannot. */
  readonly writeSummary: (markdown: string) => void;
}

/** The oldest major version of Node that the actions run on. No module may need a newer one when it is imported. */
const OLDEST_NODE = 20;

/** Milliseconds that whatever still runs after a stage's work has to end by itself. */
const GRACE = 500;

/**
 * Runs one stage of an action. Nothing that goes wrong in it fails the job, unless `fail-on-error` is true.
 * @param lost what no longer happens where the stage ends unexpectedly, in a clause, e.g. `No event can be sent`
 * @param given.signal of an `interruption` that the entrance began, for a stage that has something to lose
 * @param given.keys for a stage that reads no inputs and therefore needs none
 */
export async function runStage(
  lost: string,
  work: (stage: Stage) => Promise<Verdict> | Verdict,
  given: { readonly signal?: AbortSignal; readonly keys?: Keys } = {},
): Promise<void> {
  const environment = process.env;
  const { signal, keys = readKeys(core.getInput, environment) } = given;
  for (const key of keys.all) {
    outliveReader();
    core.setSecret(key);
  }
  const log = createLog(keys.all);
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
    log.error(`${lost}: ${adviceOnNode(environment)} The job goes on.`);
    return;
  }
  if (signal === undefined) {
    // By default an exception in the background ends the process, which fails the job.
    process.on('uncaughtException', (error) => logUnexpected(error, log));
  } else {
    signal.addEventListener('abort', () => logCause(signal.reason, log));
  }
  let verdict: Verdict;
  try {
    verdict = await work({
      log,
      keys,
      input: (name) => core.getInput(name),
      environment,
      state: core.getState,
      saveState: (entries) =>
        wholly(environment['GITHUB_STATE'], () => {
          for (const [name, value] of entries) {
            core.saveState(name, value);
          }
        }),
      setOutputs: (entries) =>
        wholly(environment['GITHUB_OUTPUT'], () => {
          for (const [name, value] of Object.entries(entries)) {
            core.setOutput(name, value);
          }
        }),
      writeSummary: (markdown) => writeSummary(markdown, environment['GITHUB_STEP_SUMMARY'], log),
    });
  } catch (error) {
    log.error(`${lost}, for an unexpected reason: ${messageOf(error)}`);
    verdict = /^true$/i.test(core.getInput('fail-on-error')) ? 'failure' : 'success';
  }
  process.exitCode = verdict === 'failure' ? 1 : 0;
  // The timer alone keeps no process alive: it fires only where something else still does.
  setTimeout(leave, GRACE).unref();
}

function adviceOnNode(environment: NodeJS.ProcessEnv): string {
  const needed = `this action needs Node ${OLDEST_NODE} or later, and runs on Node ${process.versions.node}.`;
  const isOther = ['ACT', 'GITEA_ACTIONS', 'FORGEJO_ACTIONS'].some((name) => environment[name]);
  return isOther
    ? `${needed} Install a newer Node in the job's image, or on the host that runs it.`
    : `${needed} Update the runner to 2.327.1 or later.`;
}

/** What an error means for the job, in a sentence. */
export function effectOnJob(failOnError: boolean): string {
  return failOnError ? 'The job fails, because fail-on-error is true.' : 'The job goes on.';
}

function logCause(reason: unknown, log: Log): void {
  if (reason instanceof Error && 'cause' in reason) {
    logUnexpected(reason.cause, log);
  }
}

function logUnexpected(error: unknown, log: Log): void {
  log.info(`Unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}

/** Runs `write`, and takes back what it began to write to a file of the runner's where it fails. */
function wholly(file: string | undefined, write: () => void): void {
  const length = file !== undefined && existsSync(file) ? statSync(file).size : undefined;
  try {
    write();
  } catch (error) {
    if (file !== undefined && length !== undefined && statSync(file).size > length) {
      // The runner fails a step whose file ends within a value.
      truncateSync(file, length);
    }
    throw error;
  }
}

function writeSummary(markdown: string, file: string | undefined, log: Log): void {
  if (file === undefined) {
    return;
  }
  try {
    wholly(file, () => appendFileSync(file, markdown));
  } catch (error) {
    log.warning(`The job summary cannot be written: ${messageOf(error)}`);
  }
}

/**
 * Ends the process though something still runs. A look-up of a name (getaddrinfo) cannot be cancelled, and
 * `process.exit` waits for it; a process that is replaced by another one does not.
 */
function leave(): void {
  const code = process.exitCode ?? 0;
  if (typeof process.execve === 'function' && process.platform !== 'win32') {
    process.execve(process.execPath, [process.execPath, '-e', `process.exitCode = ${code}`], {});
  }
  process.exit(code);
}
