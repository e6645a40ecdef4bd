/** Runs a job's stages in the runner's order. Source: StepsRunner.cs, ActionRunner.cs, CompositeActionHandler.cs. */

import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { locate, readManifest } from './definitions.ts';
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
import { StageRun, Step, toMessage } from './stage.ts';
import { outlivesJob, runNode, runScript } from './stage-process.ts';
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
   * @throws Error if an expression outside a step cannot be evaluated, or an action has no folder
   */
  async run(): Promise<JobResult> {
    const { definition, id, machine, name, place, workflow } = this.setup;
    for (const folder of [machine.temp, machine.home]) mkdirSync(folder, { recursive: true });
    for (const { env } of [workflow.yaml, definition.yaml]) {
      Object.assign(this.environment, evaluateTexts(env, this.scope()));
    }
    const end = { id: '__end', key: 'end', condition: 'success()', yaml: { name: 'A later step' } };
    const all = [...definition.steps, end].map((step) => new Step(step, this, place));
    const steps = all.filter((step) => step.id !== end.id || step.isPlayed);
    this.#prepare(steps);
    for (const step of this.#pres) await this.#runOwn(step, 'pre');
    for (const step of steps) await this.#runOwn(step, 'main');
    for (let step = this.#posts.pop(); step !== undefined; step = this.#posts.pop()) await this.#runOwn(step, 'post');
    const outputs = this.outputs();
    const { annotations, log, stages, status: result } = this;
    const summary = stages.map((stage) => stage.summary).join('');
    return { id, name, result, stages, log, annotations, summary, outputs };
  }

  // Loads all remote actions, including those in remote composite actions, and registers their pres and posts. Whether
  // a local action has a post is not known before it runs. Source: ActionManager.cs.
  #prepare(steps: readonly Step[], parent?: Step): void {
    for (const step of steps.filter(({ action, isPlayed }) => action !== undefined && !isPlayed)) {
      if (!step.isLocal) {
        this.#load(step);
        this.#prepare(step.children, step);
        if (step.has('pre')) (parent?.pres ?? this.#pres).push(step);
      }
      if (step.isLocal || step.has('post')) parent?.posts.unshift(step);
    }
  }

  #load(step: Step): void {
    if (step.manifest !== undefined) return;
    const directory = this.#directory(step.action ?? '');
    // One that is not here, and is skipped.
    if (directory === undefined && step.played !== undefined) return;
    if (directory === undefined) throw new Error(`${step.action} is not an action that this runner has.`);
    step.manifest = readManifest(directory);
    step.children = step.manifest.steps.map((child) => new Step(child, this, step.place));
  }

  #directory(action: string): string | undefined {
    const { machine, workflow } = this.setup;
    // `$/` is the workflow's own repository at its own commit; such an action is loaded before the job like a remote one.
    if (/^[.$][/\\]/.test(action)) return locate(action.replace('$/', './'), machine.root, workflow.file);
    const [owner, name, ...path] = action.replace(/@.*/, '').split('/');
    const directory = machine.actions[`${owner}/${name}`] ?? machine.actions[`*/${name}`];
    return directory && resolve(directory, ...path);
  }

  async #runOwn(step: Step, stage: Stage): Promise<void> {
    this.github['action'] = step.id;
    const conclusion = await this.#runStep(step, stage);
    if (conclusion === 'failure' && this.status === 'success') this.status = 'failure';
  }

  /** @returns the outcome after `continue-on-error` */
  async #runStep(step: Step, stage: Stage, parent?: StageRun): Promise<Outcome> {
    const { onProgress } = this.setup.machine;
    const started = performance.now();
    const run = new StageRun(this, step, stage, parent);
    const { result } = run;
    onProgress?.({ kind: 'stage', step: result.step });
    try {
      // What nobody runs needs no variables.
      const { emptyExpressions, isPlayed } = result;
      const env = isPlayed ? null : evaluateTexts(step.yaml['env'], this.scope(run), emptyExpressions);
      run.environment = { ...run.environment, ...env };
      const isSkipped = stage === 'main' && step.played?.outcome === 'skipped';
      if (!isSkipped && evaluateCondition(step.condition(stage), this.scope(run))) {
        result.outcome = 'success';
        await this.#execute(run);
      }
      // Outputs that replace those of a step that runs.
      if (stage === 'main') Object.assign(result.outputs, isSkipped ? {} : step.played?.outputs);
    } catch (error) {
      run.annotate('error', toMessage(error));
      result.outcome = 'failure';
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
    const { result, step } = run;
    const { outcome, env } = step.played ?? {};
    if (result.isPlayed && outcome !== undefined) {
      Object.assign(result.env, env);
      Object.assign(this.environment, env);
      const isSpared = outcome === 'cancelled' && outlivesJob(run);
      result.outcome = isSpared ? 'success' : outcome;
      if (outcome === 'cancelled') this.setup.cancelRun();
    } else if (step.action === undefined) {
      await runScript(run);
    } else {
      await this.#runAction(run, step.action);
    }
  }

  async #runAction(run: StageRun, action: string): Promise<void> {
    const { github } = this;
    const { step } = run;
    const { stage } = run.result;
    this.#load(step);
    if (step.isLocal && stage === 'main') {
      // Not `step`: the runner registers pres and posts with the outermost action, even for a nested local composite
      // action. Posts of what that uses therefore run in the context of the outermost action: actions/runner#2030.
      this.#prepare(step.children, run.outermost);
    }
    if (step.isLocal && step.has('pre')) {
      run.annotate('warning', `\`pre\` execution is not supported for local action from '${action}'`);
    }
    if (stage !== 'post' && step.has('post') && !step.isPostRegistered) {
      step.isPostRegistered = true;
      if (run.parent === undefined) this.#posts.push(step);
    }
    const own = [toText(github['repository']), toText(github['workflow_sha'])];
    const [repository = '', ref = ''] = step.isLocal ? [] : action.startsWith('$/') ? own : action.split('@');
    github['action_repository'] = repository.split('/').slice(0, 2).join('/');
    github['action_ref'] = ref;
    // A stand-in need not have all inputs of the action that it replaces.
    const isStandIn = this.setup.machine.actions[toText(github['action_repository'])] !== undefined;
    run.evaluateInputs(!isStandIn);
    if (step.runs('using') === 'composite') {
      await this.#runComposite(run);
    } else {
      await runNode(run, join(run.directory, step.runs(stage)));
    }
  }

  async #runComposite(run: StageRun): Promise<void> {
    const { result, step } = run;
    let status: Status = 'success';
    const registered = step.posts.filter(({ isPostRegistered }) => isPostRegistered);
    for (const child of { pre: step.pres, main: step.children, post: registered }[result.stage]) {
      const conclusion = await this.#runStep(child, result.stage, run);
      if (conclusion === 'cancelled' || (conclusion === 'failure' && status === 'success')) status = conclusion;
      if (result.stage === 'main') step.status = status;
    }
    result.outcome = status;
    if (result.stage === 'main') {
      const outputs = mapValues(mapping(step.manifest?.yaml['outputs']), (output) => at(output, 'value'));
      const scope = this.scope({ parent: run, environment: run.environment });
      Object.assign(result.outputs, evaluateTexts(outputs, scope));
    }
  }
}
