import * as core from '@actions/core';
import { type Message, messageOf } from '../text.ts';
import { type Moment, processStart } from '../time.ts';
import { appendWholly, type FileEntry, handOver } from './files.ts';
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
}

/** The work of a stage. Importing the module that has it runs nothing. */
export type Work = (stage: Stage) => Promise<Verdict> | Verdict;

/** What a stage is given by its process, or by a test. */
export interface Surroundings {
  /** The title of its annotations: the name of its action. */
  readonly title: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly startedAt: Moment;
  readonly signal: AbortSignal;
  /** False for a stage that needs no keys either. */
  readonly readsInputs?: boolean;
}

/** Connects a stage to the runner. The keys are masked before anything else is printed. */
export function openStage(surroundings: Surroundings): Stage {
  const { environment, startedAt, signal, title, readsInputs = true } = surroundings;
  const variable = (name: string) => environment[`INPUT_${name.toUpperCase()}`];
  const input = (name: string) => variable(name)?.trim() ?? '';
  const keys = readsInputs ? readKeys(input, environment) : NO_KEYS;
  for (const key of keys.all) {
    ignoreClosedLog();
    core.setSecret(key);
  }
  const log = createLog(title, keys.all, environment['RUNNER_DEBUG'] === '1');
  return {
    log,
    keys,
    startedAt,
    signal,
    input,
    isPassed: (name) => variable(name) !== undefined,
    environment,
    state: (name) => environment[`STATE_${name}`] ?? '',
    saveState: (entries) => handOver(entries, environment['GITHUB_STATE'], 'save-state'),
    setOutputs: (outputs) => handOver(Object.entries(outputs), environment['GITHUB_OUTPUT'], 'set-output'),
    writeSummary: (markdown) => {
      const file = environment['GITHUB_STEP_SUMMARY'];
      try {
        if (file) {
          appendWholly(file, log.redact(markdown));
        }
      } catch (error) {
        const text = `The job summary cannot be written: ${messageOf(error)}.`;
        log.say({ level: 'warning', text });
      }
    },
  };
}

/**
 * Does the work of a stage. Nothing that goes wrong fails the job, unless `fail-on-error` is true.
 * @param lost says in a clause what no longer happens if the work throws, e.g. `no event can be sent`
 */
export async function perform(stage: Stage, work: Work, lost: string): Promise<Verdict> {
  const { environment, log } = stage;
  if (isTooOld(process.versions.node)) {
    log.say({ level: 'error', text: `${sentence(lost)}: ${adviceOnNode(environment)} The job continues.` });
    return 'success';
  }
  try {
    return await work(stage);
  } catch (error) {
    const failOnError = failsOnError(stage);
    const text = `Unexpected error: ${messageOf(error)}. ${sentence(lost)}. ${effectOnJob(failOnError)}`;
    log.say({ level: 'error', text });
    return failOnError ? 'failure' : 'success';
  }
}

/**
 * Runs a stage as the process that it is, and ends the process.
 * @param options.lost as in `perform`
 * @param options.sends whether the stage sends something that a signal must not cut off unreported
 */
export async function runStage(
  work: Work,
  options: { title: string; lost: string; sends?: boolean; readsInputs?: boolean },
): Promise<void> {
  const { title, lost, sends = false, readsInputs = true } = options;
  const ending = new AbortController();
  // By default a signal ends the process at once, and loses what it is sending.
  for (const signal of sends ? (['SIGINT', 'SIGTERM', 'SIGHUP'] as const) : []) {
    process.on(signal, () => ending.abort(new Error(`${signal} ended the delivery`)));
  }
  // Node exits with code 13, failing the job, if nothing keeps it alive while a promise is pending.
  setInterval(() => {}, 60_000);
  const stage = openStage({
    title,
    environment: process.env,
    startedAt: processStart(),
    signal: ending.signal,
    readsInputs,
  });
  // The same for an exception in the background.
  process.on('uncaughtException', (error) => {
    stage.log.info(`Unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    ending.abort(new Error(`something unexpected ended the delivery: ${messageOf(error)}`));
  });
  const verdict = await perform(stage, work, lost);
  process.exitCode = verdict === 'failure' ? 1 : 0;
  await stage.log.flush();
  process.exit();
}

/** The oldest Node that the actions run on: it has `AbortSignal.any`. No module may need a newer one when imported. */
const OLDEST_NODE = { major: 20, minor: 3 } as const;

function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < OLDEST_NODE.major || (major === OLDEST_NODE.major && minor < OLDEST_NODE.minor);
}

function adviceOnNode(environment: NodeJS.ProcessEnv): string {
  const { major, minor } = OLDEST_NODE;
  const needed = `this action requires Node ${major}.${minor} or later; this runner uses Node ${process.versions.node}.`;
  const isOther = ['ACT', 'GITEA_ACTIONS', 'FORGEJO_ACTIONS'].some((name) => environment[name]);
  return isOther
    ? `${needed} Install a newer Node in the job's image, or on the host that runs it.`
    : `${needed} Update the runner to 2.327.1 or later.`;
}

/** What an error means for the job, in a sentence. */
export function effectOnJob(failOnError: boolean): string {
  return failOnError ? 'The job fails, because fail-on-error is true.' : 'The job continues.';
}

/** Says what is wrong; an error says what it means for the job. */
export function sayProblems(messages: readonly Message[], failOnError: boolean, log: Log): void {
  for (const { level, text } of messages) {
    log.say({ level, text: level === 'error' ? `${text} ${effectOnJob(failOnError)}` : text });
  }
}

/** Whether the input fail-on-error is true, for a stage that has not read its inputs. */
export function failsOnError({ input }: Pick<Stage, 'input'>): boolean {
  return /^"?(?:true|True|TRUE)"?$/.test(input('fail-on-error'));
}

function sentence(clause: string): string {
  return clause.charAt(0).toUpperCase() + clause.slice(1);
}
