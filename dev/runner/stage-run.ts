/** A stage of a step: handles its commands and files, and keeps its result. */

import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { type Command, isCommandName, type Masker, parseCommand, parseFileCommand } from './commands.ts';
import type { Status } from './expressions.ts';
import type { JobResult } from './job.ts';

export type Stage = 'pre' | 'main' | 'post';
export type Outcome = Status | 'skipped';

/** Identifies a stage. */
export interface StageInfo {
  readonly job: string;
  /** As GitHub shows it, e.g. `Post Run ./`. */
  readonly step: string;
  /** The step's `id`, if the file has one. */
  readonly stepId: string | undefined;
  /** What the step `uses`. */
  readonly action: string | undefined;
  readonly stage: Stage;
}

/** A stage whose process is running. */
export interface RunningStage extends StageInfo {
  /** Cancels the whole run, like the button on GitHub's page. */
  cancel(): void;
}

/** An annotation of the run. A step has at most ten per level. Masked. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly title: string | undefined;
  readonly step: string;
  readonly stage: Stage;
}

/** The result of a stage. The stage of a composite action is followed by those of its steps. */
export interface StageResult extends StageInfo {
  /** Null if no process ran (skipped step, composite action) or a signal ended it. */
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  /** Unmasked. */
  stdout: string;
  /** Unmasked. */
  stderr: string;
  /** What the stage saved, in files or by commands. Unmasked. */
  readonly state: Record<string, string>;
  readonly outputs: Record<string, string>;
  readonly env: Record<string, string>;
  /** Its part of the job's summary. Masked; empty if it was too large. */
  summary: string;
  /** The text of the files at GITHUB_ENV, _OUTPUT, _PATH, _STATE and _STEP_SUMMARY, by `env`, `output` … */
  readonly files: Record<string, string>;
  /** Masked. */
  log: string;
  outcome: Outcome;
  /** The outcome after `continue-on-error`. */
  conclusion: Outcome;
  /** Milliseconds. */
  duration: number;
}

/** How a run goes on. Texts are masked. */
export type Progress =
  | { readonly kind: 'job'; readonly name: string }
  | { readonly kind: 'stage'; readonly step: string }
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'stage ended'; readonly stage: StageResult }
  | { readonly kind: 'job ended'; readonly job: JobResult };

/** What all stages of a job share and add to. */
export interface JobRecord {
  readonly onProgress: (progress: Progress) => void;
  readonly masker: Masker;
  readonly debug: boolean;
  /** The folder of the files at GITHUB_ENV and so on. */
  readonly folder: string;
  /** The job's `env:`, overridden by GITHUB_ENV. */
  readonly environment: Record<string, string>;
  /** Folders to prepend to PATH. */
  readonly path: string[];
  readonly stages: StageResult[];
  readonly annotations: Annotation[];
  /** Lines with their line ends. */
  readonly log: string[];
}

/** What a stage of a step of the job shares with the stages inside it, if it is a composite action. */
export interface OwnStage {
  readonly annotations: Record<Annotation['level'], number>;
}

const maximalSummary = 1024 * 1024;
const maximalAnnotations = 10;
const maximalMessage = 4096;

/** A stage that is running. */
export class StageRun {
  readonly result: StageResult;
  readonly own: OwnStage;
  readonly condition: string;
  readonly #job: JobRecord;
  #resumeToken: string | undefined;
  #commandFailed = false;

  constructor(job: JobRecord, own: OwnStage, condition: string, info: StageInfo) {
    this.#job = job;
    this.own = own;
    this.condition = condition;
    this.result = {
      ...info,
      exitCode: null,
      signal: null,
      stdout: '',
      stderr: '',
      state: {},
      outputs: {},
      env: {},
      summary: '',
      files: {},
      log: '',
      outcome: 'skipped',
      conclusion: 'skipped',
      duration: 0,
    };
    job.stages.push(this.result);
  }

  /** Identifies the stage. */
  info(): StageInfo {
    const { job, step, stepId, action, stage } = this.result;
    return { job, step, stepId, action, stage };
  }

  /** Writes lines to the log. */
  write(...lines: readonly string[]): void {
    for (const each of lines) {
      const line = this.#job.masker.mask(each);
      this.result.log += `${line}\n`;
      this.#job.log.push(`${line}\n`);
      this.#job.onProgress({ kind: 'line', line });
    }
  }

  /** Adds an annotation, and writes it to the log. Source: AddIssue in ExecutionContext.cs. */
  annotate(level: Annotation['level'], message: string, title?: string): void {
    const { masker, annotations } = this.#job;
    const masked = masker.mask(message).slice(0, maximalMessage);
    this.write(`##[${level}]${masked}`);
    if (this.own.annotations[level] < maximalAnnotations) {
      this.own.annotations[level]++;
      const { step, stage } = this.result;
      const maskedTitle = title === undefined ? undefined : masker.mask(title);
      annotations.push({ level, message: masked, title: maskedTitle, step, stage });
    }
  }

  /** Ends the stage as a failure with an error annotation. */
  fail(error: unknown): void {
    this.annotate('error', toMessage(error));
    this.result.outcome = 'failure';
  }

  /** Sets the outcome after the process has ended. */
  end(process: Pick<StageResult, 'exitCode' | 'signal' | 'stdout' | 'stderr'>, isCancelled: boolean): void {
    Object.assign(this.result, process);
    if (isCancelled) {
      this.annotate('error', 'The operation was canceled.');
      this.result.outcome = 'cancelled';
    } else if (this.exitStatus() !== 0 || this.#commandFailed) {
      this.result.outcome = 'failure';
    }
  }

  /** The exit code of its process; 128 plus the signal, as in a shell, if a signal ended it. */
  exitStatus(): number {
    const { exitCode, signal } = this.result;
    return signal === null ? (exitCode ?? 0) : 128 + constants.signals[signal];
  }

  /** Creates the files for GITHUB_ENV and so on. @returns their paths by `env`, `output` … */
  createFiles(): Record<string, string> {
    return Object.fromEntries(
      ['env', 'output', 'path', 'state', 'step_summary'].map((name) => {
        const file = join(this.#job.folder, `${name}_${randomUUID()}`);
        writeFileSync(file, '');
        return [name, file] as const;
      }),
    );
  }

  /** Reads and applies those files. Source: FileCommandManager.cs. */
  readFiles(files: Readonly<Record<string, string>>): void {
    const { result } = this;
    for (const [name, file] of Object.entries(files)) {
      result.files[name] = existsSync(file) ? readFileSync(file, 'utf8') : '';
    }
    for (const folder of result.files['path']?.split(/\r?\n/) ?? []) {
      this.#addPath(folder);
    }
    const targets = { env: result.env, state: result.state, output: result.outputs };
    for (const [name, target] of Object.entries(targets)) {
      const { pairs, error } = parseFileCommand(result.files[name] ?? '');
      for (const [key, value] of pairs) {
        if (name === 'env' && key.toUpperCase() === 'NODE_OPTIONS') {
          this.annotate('error', "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.");
        } else {
          target[key] = value;
        }
      }
      if (error !== undefined) {
        this.annotate('error', `Unable to process file command '${name}' successfully.`);
        this.annotate('error', error);
        result.outcome = result.outcome === 'cancelled' ? 'cancelled' : 'failure';
      }
    }
    Object.assign(this.#job.environment, result.env);
    this.#summarize(result.files['step_summary'] ?? '');
  }

  /**
   * Handles a line of the process's output: executes a command, or writes the line to the log. Source:
   * ActionCommandManager.cs. Unlike GitHub's, the runner does not echo commands.
   */
  takeLine(line: string): void {
    const command = parseCommand(line, this.#resumeToken);
    if (command === undefined || this.#resumeToken !== undefined) {
      this.write(line);
      if (command?.name === this.#resumeToken?.toLowerCase()) {
        this.#resumeToken = undefined;
      }
      return;
    }
    try {
      this.#obey(command, line);
    } catch (error) {
      this.annotate('error', `Unable to process command '${line}' successfully.`);
      this.annotate('error', toMessage(error));
      this.#commandFailed = true;
    }
  }

  #obey({ name, data, properties }: Command, line: string): void {
    switch (name) {
      case 'error':
      case 'warning':
      case 'notice':
        this.annotate(name, data, properties['title']);
        break;
      case 'debug':
        if (this.#job.debug) {
          this.write(...data.split(/\r?\n/).map((text) => `##[debug]${text}`));
        }
        break;
      case 'group':
        this.write(`##[group]${data}`);
        break;
      case 'endgroup':
        this.write('##[endgroup]');
        break;
      case 'add-mask':
        this.#job.masker.add(data);
        break;
      case 'stop-commands':
        if (data === '' || data.toLowerCase() === 'pause-logging' || isCommandName(data)) {
          throw new Error(`You cannot use the endToken '${data}'.`);
        }
        this.#resumeToken = data;
        this.write(line);
        break;
      case 'save-state':
      case 'set-output':
        this.annotate('warning', `The \`${name}\` command is deprecated and will be disabled soon.`);
        this.result[name === 'save-state' ? 'state' : 'outputs'][properties['name'] ?? ''] = data;
        break;
      case 'add-path':
      case 'set-env':
        throw new Error(`The \`${name}\` command is disabled.`);
    }
  }

  #addPath(folder: string): void {
    const { path } = this.#job;
    if (folder !== '') {
      path.splice(0, path.length, folder, ...path.filter((other) => other !== folder));
    }
  }

  #summarize(summary: string): void {
    const size = Buffer.byteLength(summary);
    if (size > maximalSummary) {
      const kilobytes = Math.floor(size / 1024);
      this.annotate(
        'error',
        `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${kilobytes}k.`,
      );
    } else {
      this.result.summary = this.#job.masker.mask(summary);
    }
  }
}

/** The message of an error. */
export function toMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
