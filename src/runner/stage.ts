import { basename } from 'node:path';
import * as core from '@actions/core';
import { messageOf } from '../text.ts';
import { type Moment, processStart } from '../time.ts';
import { appendWholly, type FileEntry, handOver } from './files.ts';
import { interruption } from './interruption.ts';
import { type Keys, NO_KEYS, readKeys } from './keys.ts';
import { createLog, ignoreClosedLog, type Log } from './log.ts';

/** How a stage ends: `failure` fails the job. */
export type Verdict = 'success' | 'failure';

/** What connects a stage of an action to the runner. */
export interface Stage {
  readonly log: Log;
  readonly keys: Keys;
  /** When the stage started: the start of its process. */
  readonly startedAt: Moment;
  /** Ends what the stage is sending. Its reason, an Error, says why. */
  readonly signal: AbortSignal;
  /** An input of this stage, trimmed; '' if it is not set. */
  readonly input: (name: string) => string;
  /** Whether the runner passes an input at all: with its default if it is not set, or with an empty text. */
  readonly isPassed: (name: string) => boolean;
  readonly environment: NodeJS.ProcessEnv;
  /** What an earlier stage of this step saved under a name; '' for nothing. */
  readonly state: (name: string) => string;
  /** Saves for the later stages of this step, all or nothing. @throws Error if it cannot, e.g. on a full disk */
  readonly saveState: (entries: readonly FileEntry[]) => void;
  /** Sets outputs of this step, all or nothing. @throws Error if it cannot, e.g. on a full disk */
  readonly setOutputs: (entries: Readonly<Record<string, string>>) => void;
  /** Appends to the job summary, all or nothing. Warns if it cannot. */
  readonly writeSummary: (markdown: string) => void;
  /** Registers work that cannot be cancelled, and that `process.exit` would wait for. */
  readonly keepTrack: (work: Promise<unknown>) => void;
  /** Whether the stage can end while such work is under way. */
  readonly canLeave: boolean;
}

/** The oldest Node that the actions run on: it has `AbortSignal.any`. No module may need a newer one when imported. */
const OLDEST_NODE = { major: 20, minor: 3 } as const;

/**
 * Runs one stage of an action, and ends the process. Nothing that goes wrong fails the job, unless `fail-on-error` is
 * true.
 * @param lost says in a clause what no longer happens if the stage ends unexpectedly, e.g. `No event can be sent`
 * @param kind.sends whether the stage sends something that a signal must not cut off unreported
 * @param kind.readsInputs false for a stage that needs no keys either
 */
export async function runStage(
  lost: string,
  work: (stage: Stage) => Promise<Verdict> | Verdict,
  { sends = false, readsInputs = true } = {},
): Promise<void> {
  const environment = process.env;
  const signal = sends ? interruption() : new AbortController().signal;
  const keys = readsInputs ? readKeys(core.getInput, environment) : NO_KEYS;
  for (const key of keys.all) {
    ignoreClosedLog();
    core.setSecret(key);
  }
  const log = createLog(keys.all);
  const canLeave = canReplaceProcess();
  const underWay = new Set<Promise<unknown>>();
  // Node ends with 13, which fails the job, if nothing keeps it alive while the stage waits.
  setInterval(() => {}, 60_000);
  let verdict: Verdict;
  if (isTooOld(process.versions.node)) {
    log.error(`${lost}: ${adviceOnNode(environment)} The job continues.`);
    verdict = 'success';
  } else {
    if (sends) {
      signal.addEventListener('abort', () => logCause(signal.reason, log));
    } else {
      // By default an exception in the background ends the process, which fails the job.
      process.on('uncaughtException', (error) => logUnexpected(error, log));
    }
    try {
      verdict = await work({
        ...filesOf(environment, log),
        log,
        keys,
        startedAt: processStart(),
        signal,
        input: (name) => core.getInput(name),
        isPassed: (name) => environment[`INPUT_${name.toUpperCase()}`] !== undefined,
        environment,
        state: core.getState,
        canLeave,
        keepTrack: (promise) => {
          underWay.add(promise);
          const done = () => underWay.delete(promise);
          promise.then(done, done);
        },
      });
    } catch (error) {
      log.error(`${lost}, for an unexpected reason: ${messageOf(error)}`);
      verdict = /^true$/i.test(core.getInput('fail-on-error')) ? 'failure' : 'success';
    }
  }
  const code = verdict === 'failure' ? 1 : 0;
  process.exitCode = code;
  await log.flush();
  if (underWay.size > 0 && canLeave) {
    await replaceProcess(code);
  }
  process.exit(code);
}

function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < OLDEST_NODE.major || (major === OLDEST_NODE.major && minor < OLDEST_NODE.minor);
}

function adviceOnNode(environment: NodeJS.ProcessEnv): string {
  const { major, minor } = OLDEST_NODE;
  const needed = `this action needs Node ${major}.${minor} or later, and runs on Node ${process.versions.node}.`;
  const isOther = ['ACT', 'GITEA_ACTIONS', 'FORGEJO_ACTIONS'].some((name) => environment[name]);
  return isOther
    ? `${needed} Install a newer Node in the job's image, or on the host that runs it.`
    : `${needed} Update the runner to 2.327.1 or later.`;
}

/** What an error means for the job, in a sentence. */
export function effectOnJob(failOnError: boolean): string {
  return failOnError ? 'The job fails, because fail-on-error is true.' : 'The job continues.';
}

function logCause(reason: unknown, log: Log): void {
  if (reason instanceof Error && 'cause' in reason) {
    logUnexpected(reason.cause, log);
  }
}

function logUnexpected(error: unknown, log: Log): void {
  log.info(`Unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}

/** What a stage writes to the runner's files. */
function filesOf(
  environment: NodeJS.ProcessEnv,
  log: Log,
): Pick<Stage, 'saveState' | 'setOutputs' | 'writeSummary'> {
  return {
    saveState: (entries) => handOver(entries, environment['GITHUB_STATE'], 'save-state'),
    setOutputs: (outputs) => handOver(Object.entries(outputs), environment['GITHUB_OUTPUT'], 'set-output'),
    writeSummary: (markdown) => {
      const file = environment['GITHUB_STEP_SUMMARY'];
      try {
        if (file) {
          appendWholly(file, markdown);
        }
      } catch (error) {
        log.warning(`The job summary cannot be written: ${messageOf(error)}.`);
      }
    },
  };
}

/** Not if a loader started Node, because `process.execPath` is then the loader, nor under `--permission`. */
function canReplaceProcess(): boolean {
  return (
    typeof process.execve === 'function' &&
    process.platform !== 'win32' &&
    /^node/i.test(basename(process.execPath)) &&
    !('permission' in process)
  );
}

/**
 * Ends the process by replacing it, because `process.exit` waits for a name look-up (getaddrinfo) or a file that never
 * responds. Returns if the process cannot be replaced. `process.execve` aborts the process if it fails, so a child
 * process first tests whether Node starts.
 */
async function replaceProcess(code: number): Promise<void> {
  const { NODE_OPTIONS: _, ...environment } = process.env;
  const argumentsOfNode = ['-e', `process.exitCode = ${code}`];
  try {
    const { spawnSync } = await import('node:child_process');
    const trial = spawnSync(process.execPath, argumentsOfNode, { env: environment, stdio: 'ignore' });
    if (trial.status === code) {
      process.execve?.(process.execPath, [process.execPath, ...argumentsOfNode], environment);
    }
  } catch {
    // A policy of the system forbids it.
  }
}
