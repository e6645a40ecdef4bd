/** Starts the processes of a job: scripts and the stages of JavaScript actions. Source: Handlers/ of the runner. */

import { randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { clockArguments } from './clocks.ts';
import type { JobContexts } from './contexts.ts';
import { type StepDefinition, UnsupportedError } from './definitions.ts';
import { evaluateCondition, evaluateText } from './expressions.ts';
import { shellCommand, stageVariables } from './machine.ts';
import { type RunningProcess, runProcess } from './process.ts';
import type { RunningStage, StageRun } from './stage-run.ts';
import { describe, type Frame, firstLine, type Step, stateVariables } from './step.ts';

/** Runs the processes of a job, one at a time. */
export class StageProcesses {
  readonly #job: JobContexts;
  #interrupt: () => void = () => {};

  constructor(job: JobContexts) {
    this.#job = job;
  }

  /** Ends the running process, unless the job is cancelled and the condition of its step is still true. */
  interrupt(): void {
    this.#interrupt();
  }

  /** Runs a `run:` step. */
  async runScript(
    definition: StepDefinition & { kind: 'script' },
    run: StageRun,
    frame: Frame,
  ): Promise<void> {
    const scope = this.#job.scope(frame);
    const defaults = frame.outermost === undefined ? this.#job.defaults : {};
    const script = evaluateText(definition.script, scope);
    const shell = evaluateText(definition.shell, scope) || (defaults['shell'] ?? '');
    const folder = evaluateText(definition.workingDirectory, scope) || (defaults['working-directory'] ?? '');
    const [command = '', ...args] = shellCommand(shell);
    if (!args.includes('{0}')) {
      throw new UnsupportedError(
        `${this.#job.setup.workflow.file}, step ${run.result.step}: the shell \`${shell}\` is not supported, only bash, sh and command lines with {0} are.`,
      );
    }
    const file = join(this.#job.runner['temp'] ?? '', `${randomUUID()}.sh`);
    writeFileSync(file, script);
    run.write(`##[group]Run ${firstLine(script)}`);
    run.write(
      ...script
        .replace(/\n+$/, '')
        .split('\n')
        .map((line) => `\u001b[36;1m${line}\u001b[0m`),
    );
    run.write(`shell: ${command} ${args.join(' ')}`);
    run.write(...describe('env:', this.#job.environment(frame)), '##[endgroup]');
    await this.#runStage(run, frame, {
      command,
      args: args.map((arg) => (arg === '{0}' ? file : arg)),
      folder: resolve(this.#job.setup.machine.workspace, folder),
      variables: {},
    });
    if (run.result.outcome === 'failure' && run.exitStatus() !== 0) {
      run.annotate('error', `Process completed with exit code ${run.exitStatus()}.`);
    }
  }

  /** Runs a stage of a JavaScript action, and keeps its state for the later stages. */
  async runNode(
    step: Step,
    script: string,
    inputs: Readonly<Record<string, string>>,
    run: StageRun,
    frame: Frame,
  ): Promise<void> {
    const { clocks, loseState, node, workspace } = this.#job.setup.machine;
    if (!existsSync(script)) {
      throw new Error(`File not found: '${script}'`);
    }
    const variables = stateVariables(step);
    for (const [name, value] of Object.entries(inputs)) {
      variables[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] = value;
    }
    const args = [...clockArguments(clocks(run.info())), script];
    await this.#runStage(run, frame, { command: node, args, folder: workspace, variables });
    if (!loseState) {
      Object.assign(step.state, run.result.state);
    }
  }

  async #runStage(
    run: StageRun,
    frame: Frame,
    options: {
      command: string;
      args: readonly string[];
      folder: string;
      variables: Readonly<Record<string, string>>;
    },
  ): Promise<void> {
    const { machine, cancelRun } = this.#job.setup;
    const info = run.info();
    const { command, args, folder } = options;
    const files = run.createFiles();
    const environment = stageVariables(machine, {
      variables: { ...this.#job.environment(frame), ...options.variables },
      github: { ...this.#job.githubContext(frame), ...files },
      runner: this.#job.runner,
      path: this.#job.record.path,
    });
    let isCancelled = false;
    let running: RunningStage | undefined;
    const onStart = (child: RunningProcess) => {
      this.#interrupt = () => {
        if (isCancelled || this.#outlivesJob(run, frame)) return;
        isCancelled = true;
        child.cancel();
      };
      running = { ...info, cancel: cancelRun };
    };
    const onLine = (line: string) => {
      run.takeLine(line);
      if (running !== undefined) {
        machine.onLine(line, running);
      }
    };
    try {
      const ended = await runProcess({
        command,
        args,
        folder,
        environment: { ...environment, ...machine.stageEnvironment(info) },
        onStart,
        onLine,
      });
      run.end(ended, isCancelled);
    } finally {
      this.#interrupt = () => {};
    }
    run.readFiles(files);
  }

  // Whether a running step continues when the job is cancelled.
  #outlivesJob(run: StageRun, frame: Frame): boolean {
    try {
      return evaluateCondition(run.condition, this.#job.scope({ ...frame, status: () => 'cancelled' }));
    } catch {
      return false;
    }
  }
}
