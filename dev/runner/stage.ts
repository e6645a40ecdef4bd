/** A stage of a step: its place, its result, and what its output and its files ask for. */

import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { type Command, isCommandName, parseCommand, parseFileCommand } from './commands.ts';
import type { JobContexts } from './contexts.ts';
import type { Texts } from './expressions.ts';
import type { ProcessResult } from './process.ts';
import type { Step } from './step.ts';
import type { Annotation, Stage, StageResult } from './types.ts';

const maximalSummary = 1024 * 1024;
const maximalAnnotations = 10;
const maximalMessage = 4096;

/** Where a step is, or an expression. */
export interface Place {
  /** The stage of the composite action that it is in; undefined in the job. */
  readonly parent: StageRun | undefined;
  /** The `env:` of the enclosing composite steps and, once it is evaluated, of the step itself. */
  readonly environment: Texts;
}

/** A stage that is running. */
export class StageRun implements Place {
  readonly job: JobContexts;
  readonly step: Step;
  readonly parent: StageRun | undefined;
  environment: Texts;
  /** The inputs of its action. */
  inputs: Texts = {};
  readonly result: StageResult;
  // A composite action shares it with its steps.
  readonly #annotations: Record<Annotation['level'], number>;
  #resumeToken: string | undefined;
  #commandFailed = false;

  constructor(job: JobContexts, step: Step, stage: Stage, parent: StageRun | undefined) {
    this.job = job;
    this.step = step;
    this.parent = parent;
    this.environment = parent?.environment ?? {};
    this.#annotations = parent === undefined ? { error: 0, warning: 0, notice: 0 } : parent.#annotations;
    this.result = {
      job: job.setup.id,
      step: job.masker.mask(step.name(stage, job.scope(this))),
      stepId: step.id.startsWith('__') ? undefined : step.id,
      action: step.action,
      stage,
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
      duration: 0,
    };
    job.stages.push(this.result);
  }

  /** The step of the job that the stage belongs to: the step itself, or the outermost composite action. */
  get outermost(): Step {
    return this.parent === undefined ? this.step : this.parent.outermost;
  }

  /** The IDs of the enclosing steps and of the step itself: the name of its `steps` context, if it is composite. */
  get path(): string {
    return this.parent === undefined ? this.step.id : `${this.parent.path}.${this.step.id}`;
  }

  /** Writes lines to the log. */
  write(...lines: readonly string[]): void {
    for (const each of lines) {
      const line = this.job.masker.mask(each);
      this.result.log += `${line}\n`;
      this.job.log += `${line}\n`;
      this.job.setup.machine.onProgress({ kind: 'line', line });
    }
  }

  /** Adds an annotation, and writes it to the log. Source: AddIssue in ExecutionContext.cs. */
  annotate(level: Annotation['level'], message: string): void {
    const masked = this.job.masker.mask(message).slice(0, maximalMessage);
    this.write(`##[${level}]${masked}`);
    if (this.#annotations[level] < maximalAnnotations) {
      this.#annotations[level]++;
      this.job.annotations.push({ level, message: masked, step: this.result.step });
    }
  }

  /** Sets the outcome after the process has ended. */
  end(ended: ProcessResult, isCancelled: boolean): void {
    Object.assign(this.result, ended);
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
        const file = join(this.job.folder, `${name}_${randomUUID()}`);
        writeFileSync(file, '');
        return [name, file] as const;
      }),
    );
  }

  /** Reads and applies those files. Source: FileCommandManager.cs. */
  readFiles(paths: Texts): void {
    const { result } = this;
    const { files } = result;
    for (const [name, file] of Object.entries(paths)) {
      files[name] = existsSync(file) ? readFileSync(file, 'utf8') : '';
    }
    for (const folder of files['path']?.split(/\r?\n/) ?? []) {
      this.#addPath(folder);
    }
    const targets = { env: result.env, state: result.state, output: result.outputs };
    for (const [name, target] of Object.entries(targets)) {
      const { pairs, error } = parseFileCommand(files[name] ?? '');
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
    Object.assign(this.job.environment, result.env);
    this.#summarize(files['step_summary'] ?? '');
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
        this.annotate(name, data);
        break;
      case 'debug':
        if (this.job.setup.machine.debug) {
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
        this.job.masker.add(data);
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
    const { path } = this.job;
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
      this.result.summary = this.job.masker.mask(summary);
    }
  }
}

/** The message of an error. */
export function toMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
