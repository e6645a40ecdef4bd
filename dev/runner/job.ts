/** Runs a job's stages in the runner's order. Source: StepsRunner.cs, ActionRunner.cs, CompositeActionHandler.cs. */

import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { readManifest, UnsupportedError } from './definitions.ts';
import {
  at,
  evaluateCondition,
  evaluateText,
  evaluateTexts,
  mapping,
  mapValues,
  type Status,
  toText,
} from './expressions.ts';
import { JobState } from './job-state.ts';
import { describe, StageRun, Step, toMessage } from './stage.ts';
import { runNode, runScript } from './stage-process.ts';
import type { JobResult, Outcome, Stage } from './types.ts';

export class JobRun extends JobState {
  readonly #pres: Step[] = [];
  readonly #posts: Step[] = [];

  /** Cancels the job: the running step ends and the others are skipped, unless their conditions are still true. */
  cancel(): void {
    this.status = 'cancelled';
    this.interrupt();
  }

  /**
   * Runs the job to its end.
   * @throws UnsupportedError; Error if an expression outside a step cannot be evaluated
   */
  async run(): Promise<JobResult> {
    const { definition, id, machine, name, workflow } = this.setup;
    mkdirSync(machine.temp, { recursive: true });
    for (const { env } of [workflow.yaml, definition.yaml]) {
      Object.assign(this.environment, evaluateTexts(env, this.scope()));
    }
    for (const yaml of [workflow.yaml, definition.yaml]) {
      Object.assign(this.defaults, evaluateTexts(at(yaml, 'defaults', 'run'), this.scope()));
    }
    const steps = definition.steps.map((step) => new Step(step));
    this.#prepare(steps);
    const minutes = Number(evaluateText(definition.yaml['timeout-minutes'] ?? 360, this.scope()));
    const timer = setTimeout(() => this.cancel(), minutes * 60_000);
    try {
      for (const step of this.#pres) {
        await this.#runOwn(step, 'pre');
      }
      for (const step of steps) {
        await this.#runOwn(step, 'main');
      }
      this.statusOfMains = this.status;
      for (let step = this.#posts.pop(); step !== undefined; step = this.#posts.pop()) {
        await this.#runOwn(step, 'post');
      }
    } finally {
      clearTimeout(timer);
    }
    const outputs = this.outputs();
    const { annotations, log, stages, status: result } = this;
    const summary = stages.map((stage) => stage.summary).join('');
    return { id, name, result, stages, log, annotations, summary, outputs };
  }

  // Loads all remote actions, including those in remote composite actions, and registers their pres and posts. Whether
  // a local action has a post is not known before it runs. Source: ActionManager.cs.
  #prepare(steps: readonly Step[], parent?: Step): void {
    for (const step of steps.filter(({ action }) => action !== undefined)) {
      if (!step.isLocal) {
        this.#load(step);
        this.#prepare(step.children, step);
        if (step.has('pre')) {
          (parent?.pres ?? this.#pres).push(step);
        }
      }
      if (step.isLocal || step.has('post')) {
        parent?.posts.unshift(step);
      }
    }
  }

  /** Loads a step's action, unless that need not be here. */
  #load(step: Step): void {
    const { outputs, skipUnsupported } = this.setup.machine;
    if (step.manifest !== undefined || outputs?.[step.id] !== undefined) return;
    try {
      const directory = this.#directory(step.action ?? '');
      if (skipUnsupported && !existsSync(directory)) {
        throw new UnsupportedError('The folder does not exist.');
      }
      step.manifest = readManifest(directory);
      step.children = step.manifest.steps.map((child) => new Step(child));
    } catch (error) {
      if (!skipUnsupported || !(error instanceof UnsupportedError)) {
        throw error;
      }
    }
  }

  #directory(action: string): string {
    const { definition, machine, workflow } = this.setup;
    // `$/` is the workflow's own repository at its own commit; such an action is loaded before the job like a remote one.
    if (/^[.$][/\\]/.test(action)) {
      const directory = resolve(machine.root, action.replace('$/', './'));
      // The examples have the actions that they use in the same folder.
      const beside = join(dirname(workflow.file), basename(workflow.file, '.yml'));
      const isThere = machine.skipUnsupported && existsSync(join(beside, 'action.yml'));
      return isThere && !existsSync(directory) ? beside : directory;
    }
    const [owner, name, ...path] = action.replace(/@.*/, '').split('/');
    const directory = machine.actions[`${owner}/${name}`] ?? machine.actions[`*/${name}`];
    if (directory === undefined) {
      const known = Object.keys(machine.actions).join(', ');
      throw new UnsupportedError(
        `${workflow.file}, job ${definition.id}: \`uses: ${action}\` needs a folder in the option \`actions\`, which has ${known}.`,
      );
    }
    return resolve(directory, ...path);
  }

  async #runOwn(step: Step, stage: Stage): Promise<void> {
    this.github['action'] = step.id;
    const conclusion = await this.#runStep(step, stage);
    if (conclusion === 'failure' && this.status === 'success') {
      this.status = 'failure';
    }
  }

  /** @returns the outcome after `continue-on-error` */
  async #runStep(step: Step, stage: Stage, parent?: StageRun): Promise<Outcome> {
    const { onProgress, skipUnsupported } = this.setup.machine;
    const started = performance.now();
    const run = new StageRun(this, step, stage, parent);
    const { result } = run;
    onProgress?.({ kind: 'stage', step: result.step });
    try {
      run.environment = { ...run.environment, ...evaluateTexts(step.yaml['env'], this.scope(run)) };
      if (evaluateCondition(step.condition(stage), this.scope(run))) {
        result.outcome = 'success';
        await this.#execute(run);
      }
    } catch (error) {
      if (!(error instanceof UnsupportedError)) {
        run.annotate('error', toMessage(error));
        result.outcome = 'failure';
      } else if (skipUnsupported) {
        run.annotate('notice', error.message);
      } else {
        throw error;
      }
    }
    let conclusion = result.outcome;
    if (conclusion === 'failure') {
      try {
        const isForgiven = evaluateText(step.yaml['continue-on-error'], this.scope(run)) === 'true';
        conclusion = isForgiven ? 'success' : 'failure';
      } catch (error) {
        run.annotate('error', toMessage(error));
      }
    }
    result.duration = performance.now() - started;
    // The runner drops the outputs of a pre and a post.
    if (stage === 'main' && result.stepId !== undefined) {
      const { outputs, outcome } = result;
      this.stepsAt(run)[result.stepId] = { outputs, outcome, conclusion };
    }
    onProgress?.({ kind: 'stage ended', stage: result });
    return conclusion;
  }

  async #execute(run: StageRun): Promise<void> {
    const outputs = this.setup.machine.outputs?.[run.step.id];
    if (outputs !== undefined) {
      Object.assign(run.result.outputs, outputs);
      run.annotate('notice', 'The step is not run, because its outputs are given.');
    } else if (run.step.action === undefined) {
      await runScript(run);
    } else {
      await this.#runAction(run, run.step.action);
    }
  }

  async #runAction(run: StageRun, action: string): Promise<void> {
    const { github } = this;
    const { step } = run;
    const { stage } = run.result;
    this.#load(step);
    if (step.manifest === undefined) {
      throw new UnsupportedError(`${action} is not run on this machine: the step does nothing.`);
    }
    if (step.isLocal && stage === 'main') {
      // Not `step`: the runner registers pres and posts with the outermost action, even for a nested local composite
      // action. Posts of what that uses therefore run in the context of the outermost action: actions/runner#2030.
      this.#prepare(step.children, run.outermost);
    }
    if (step.isLocal && step.has('pre')) {
      run.annotate('warning', `\`pre\` execution is not supported for local action from '${action}'`);
    }
    const registersPost = stage === 'main' || (stage === 'pre' && this.setup.machine.server === 'github');
    if (registersPost && step.has('post') && !step.isPostRegistered) {
      step.isPostRegistered = true;
      if (run.parent === undefined) {
        this.#posts.push(step);
      }
    }
    const own = [toText(github['repository']), toText(github['workflow_sha'])];
    const [repository = '', ref = ''] = step.isLocal ? [] : action.startsWith('$/') ? own : action.split('@');
    github['action_repository'] = repository.split('/').slice(0, 2).join('/');
    github['action_ref'] = ref;
    run.inputs = this.inputsOf(run);
    this.#describe(run, action);
    if (step.runs('using') === 'composite') {
      await this.#runComposite(run);
    } else {
      await runNode(run, join(step.manifest.directory, step.runs(stage)));
    }
  }

  /** Writes the lines that the runner logs before an action's stage. */
  #describe(run: StageRun, action: string): void {
    if (run.result.stage === 'post') {
      run.write('Post job cleanup.');
      return;
    }
    const given = Object.entries(run.inputs).filter(([, value]) => value !== '');
    const variables = { ...this.environmentAt(run), ...run.step.stateVariables() };
    run.write(
      `##[group]Run ${action}`,
      ...describe('with:', Object.fromEntries(given)),
      ...describe('env:', variables),
      '##[endgroup]',
    );
  }

  async #runComposite(run: StageRun): Promise<void> {
    const { result, step } = run;
    let status: Status = 'success';
    const registered = step.posts.filter(({ isPostRegistered }) => isPostRegistered);
    for (const child of { pre: step.pres, main: step.children, post: registered }[result.stage]) {
      const conclusion = await this.#runStep(child, result.stage, run);
      if (conclusion === 'cancelled' || (conclusion === 'failure' && status === 'success')) {
        status = conclusion;
      }
      if (result.stage === 'main') {
        step.status = status;
      }
    }
    result.outcome = status;
    if (result.stage === 'main') {
      const outputs = mapValues(mapping(step.manifest?.yaml['outputs']), (output) => at(output, 'value'));
      const scope = this.scope({ parent: run, environment: run.environment });
      Object.assign(result.outputs, evaluateTexts(outputs, scope));
    }
  }
}
