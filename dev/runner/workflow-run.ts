/** Runs the jobs of a workflow, one after the other. */

import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type JobDefinition, locate, readWorkflow, type Workflow } from './definitions.ts';
import { completeInputs, githubContext, token } from './event.ts';
import {
  at,
  evaluateCondition,
  evaluateTemplate,
  evaluateText,
  evaluateTexts,
  isMapping,
  type Mapping,
  mapping,
  mapValues,
  type Scope,
  type Status,
  statusFunctions,
  toText,
} from './expressions.ts';
import { JobRun } from './job.ts';
import { createMachine, type Machine } from './machine.ts';
import { expandMatrix, matrixValues } from './matrix.ts';
import type { JobResult, Outcome, RunOptions, RunResult } from './types.ts';

/** A call of a workflow file: by the run itself or by a job. */
interface Call {
  readonly workflow: Workflow;
  /** `github`, `inputs`, `secrets` and `vars`. */
  readonly contexts: Mapping;
  /** The calling job. Its ID, name and place prefix those of the called jobs. */
  readonly caller?: Title;
  /** Whether none of its jobs is kept from an earlier attempt. */
  readonly isAnew?: boolean;
}

type Title = Pick<JobResult, 'id' | 'name'> & { readonly place: string; readonly matrix: string };

/** What `needs` contains about a job. The result is that after `continue-on-error`. */
type Need = { result: Outcome; outputs: Record<string, string> };

export class WorkflowRun {
  readonly #machine: Machine;
  readonly #call: Call;
  readonly #jobs: JobResult[] = [];
  /** The places of the jobs that are not kept from an earlier attempt. */
  readonly #anew: string[] = [];
  #isCancelled = false;
  #running: JobRun | undefined;

  /** @param folder for its files */
  constructor(workflow: Workflow, folder: string, options: RunOptions) {
    const github = githubContext(workflow, options);
    const isDispatch = github['event_name'] === 'workflow_dispatch';
    const isCall = Object.keys(workflow.events).join() === 'workflow_call';
    const vars = { ...options.vars };
    const dispatched = isDispatch ? mapping(at(github['event'], 'inputs')) : {};
    const inputs = completeInputs(
      workflow,
      isCall ? 'workflow_call' : toText(github['event_name']),
      { ...dispatched, ...options.inputs },
      { contexts: { github, inputs: null, vars }, functions: [] },
    );
    if (isDispatch) github['event'] = { ...mapping(github['event']), inputs: mapValues(inputs, toText) };
    const eventFile = join(folder, 'event.json');
    writeFileSync(eventFile, options.eventFile ?? JSON.stringify(github['event'], null, 2));
    const secrets = { GITHUB_TOKEN: token, ...options.secrets };
    this.#machine = createMachine(options, folder);
    this.#call = {
      workflow,
      contexts: { github: { ...github, event_path: eventFile }, inputs, secrets, vars },
    };
  }

  async run(): Promise<RunResult> {
    const { result } = await this.#runCall(this.#call);
    return { jobs: this.#jobs, result: this.#isCancelled ? 'cancelled' : result };
  }

  async #runCall(call: Call): Promise<Need> {
    const done: Record<string, Need> = {};
    for (const job of inOrder(call.workflow.jobs)) done[job.id] = await this.#runJob(call, job, done);
    const outputs = mapping(at(call.workflow.events, 'workflow_call', 'outputs'));
    return {
      result: mergeResults(Object.values(done)),
      outputs: evaluateTexts(
        mapValues(outputs, (output) => at(output, 'value')),
        scopeOf(call, { jobs: done }),
      ),
    };
  }

  async #runJob(call: Call, job: JobDefinition, done: Readonly<Record<string, Need>>): Promise<Need> {
    const ancestors = [...ancestorsOf(job, call.workflow.jobs)];
    const results = ancestors.map((id) => done[id]?.result);
    const needs = Object.fromEntries(job.needs.map((id) => [id, done[id] ?? null]));
    const answers = {
      success: !this.#isCancelled && results.every((result) => result === 'success'),
      failure: !this.#isCancelled && results.includes('failure'),
      cancelled: this.#isCancelled,
    };
    const scope = scopeOf(call, { needs }, answers);
    const title = titleOf(call, job, scope);
    const { outcome, isForced, outputs } = this.#machine.play?.(`${title.place}/`, '') ?? {};
    if (outcome === 'skipped' || !(isForced || evaluateCondition(job.condition, scope))) {
      const result = this.#isCancelled ? 'cancelled' : 'skipped';
      this.#end({ ...nothing, ...title, result }, job.condition);
      return { result, outputs: {} };
    }
    if (outcome !== undefined) {
      this.#isCancelled ||= outcome === 'cancelled';
      this.#end({ ...nothing, ...title, result: outcome }, job.condition);
      return { result: outcome, outputs: { ...this.#outputsOf(job, scope, title), ...outputs } };
    }
    const matrix = evaluateTemplate(at(job.yaml, 'strategy', 'matrix'), scope);
    const children = isMapping(matrix) ? expandMatrix(matrix) : [null];
    const ended: Need[] = [];
    const around = call.caller === undefined ? '' : `${call.caller.place}/`;
    const needsAnew = (id: string) => this.#anew.some((place) => place.startsWith(`${around}${id}/`));
    const isAnew = call.isAnew === true || ancestors.some(needsAnew);
    for (const [index, child] of children.entries()) {
      const strategy = { 'job-index': index, 'job-total': children.length };
      const childScope = scopeOf(call, { needs, strategy, matrix: child });
      const { id, name } = titleOf(call, job, childScope);
      const kept = this.#machine.earlier?.jobs.find((other) => other.id === id && other.name === name);
      if (kept?.result === 'success' && !isAnew) {
        this.#end(kept, job.condition);
        ended.push({ result: kept.result, outputs: { ...kept.outputs } });
      } else {
        if (job.yaml['uses'] === undefined) this.#anew.push(`${title.place}/`);
        ended.push(await this.#runChild({ ...call, isAnew }, job, childScope));
      }
    }
    return {
      result: mergeResults(ended),
      outputs: Object.assign({}, ...ended.map((child) => child.outputs)),
    };
  }

  /** The outputs of a job that is played as a whole: those that its steps are given. */
  #outputsOf({ steps, yaml }: JobDefinition, scope: Scope, { place }: Title): Record<string, string> {
    const played = steps.map(({ id, key }) => {
      const outputs = { ...this.#machine.play?.(`${place}/${key}`, '')?.outputs };
      return [id, { outputs, outcome: 'success' }] as const;
    });
    const contexts = { ...scope.contexts, env: null, steps: Object.fromEntries(played) };
    return evaluateTexts(yaml['outputs'], { ...scope, contexts });
  }

  async #runChild(call: Call, job: JobDefinition, scope: Scope): Promise<Need> {
    const title = titleOf(call, job, scope);
    if (job.yaml['uses'] !== undefined) return this.#runCaller(call, job, title, scope);
    // Every job of GitHub's has a machine of its own.
    if (this.#machine.emptiesWorkspace) {
      rmSync(this.#machine.workspace, { recursive: true, force: true });
      mkdirSync(this.#machine.workspace, { recursive: true });
    }
    this.#machine.onProgress?.({ kind: 'job', name: title.name });
    this.#running = new JobRun({
      ...title,
      workflow: call.workflow,
      definition: job,
      machine: this.#machine,
      contexts: scope.contexts,
      cancelRun: () => {
        this.#isCancelled = true;
        this.#running?.cancel();
      },
    });
    const ended = await this.#running.run();
    this.#running = undefined;
    this.#end(ended, job.condition);
    const { result, outputs } = ended;
    const isForgiven = result === 'failure' && evaluateText(job.yaml['continue-on-error'], scope) === 'true';
    return { result: isForgiven ? 'success' : result, outputs: { ...outputs } };
  }

  async #runCaller(call: Call, job: JobDefinition, caller: Title, scope: Scope): Promise<Need> {
    const { with: given, secrets } = job.yaml;
    const uses = toText(job.yaml['uses']);
    const file = locate(uses, this.#machine.root, call.workflow.file);
    if (!uses.startsWith('./') || !existsSync(file)) {
      throw new Error(`The job ${job.id} uses ${uses}, which is not here.`);
    }
    const workflow = readWorkflow(file);
    const inputs = mapping(evaluateTemplate(given ?? null, scope));
    const ended = await this.#runCall({
      workflow,
      isAnew: call.isAnew === true,
      contexts: {
        ...call.contexts,
        inputs: completeInputs(workflow, 'workflow_call', inputs, scope),
        ...(secrets === 'inherit' ? {} : { secrets: { GITHUB_TOKEN: token, ...evaluateTexts(secrets, scope) } }),
      },
      caller,
    });
    const { outcome: result = ended.result } = this.#machine.play?.(`${caller.place}/end`, caller.matrix) ?? {};
    return { ...ended, result };
  }

  #end(job: JobResult, condition: string): void {
    this.#jobs.push(job);
    this.#machine.onProgress?.({ kind: 'job ended', job, condition });
  }
}

/** The result of a job without steps that ran. */
const nothing = { stages: [], log: '', annotations: [], summary: '', outputs: {} } as const;

function scopeOf(
  call: Call,
  contexts: Mapping,
  answers: Readonly<Record<Status, boolean>> = { success: true, failure: false, cancelled: false },
): Scope {
  return {
    contexts: { ...call.contexts, matrix: null, strategy: null, ...contexts },
    functions: statusFunctions(answers),
  };
}

function mergeResults(needs: readonly Need[]): Outcome {
  const merged = (['failure', 'cancelled', 'success'] as const).find((outcome) =>
    needs.some(({ result }) => result === outcome),
  );
  return merged ?? 'skipped';
}

function titleOf({ caller }: Call, job: JobDefinition, scope: Scope): Title {
  const written = toText(job.yaml['name']);
  const { matrix = null } = scope.contexts;
  const values = isMapping(matrix) ? matrixValues(matrix) : '';
  const suffix = values !== '' && !written.includes('${{') ? ` (${values})` : '';
  const name = (written === '' ? job.id : evaluateText(written, scope)) + suffix;
  return caller === undefined
    ? { id: job.id, name, place: job.id, matrix: values }
    : {
        id: `${caller.id} / ${job.id}`,
        name: `${caller.name} / ${name}`,
        place: `${caller.place}/${job.id}`,
        matrix: values || caller.matrix,
      };
}

// The order of the file, but each job after those that it needs.
function inOrder(jobs: readonly JobDefinition[]): Iterable<JobDefinition> {
  const ordered = new Set<JobDefinition>();
  const add = (job: JobDefinition) => {
    jobs.filter((other) => job.needs.includes(other.id)).forEach(add);
    ordered.add(job);
  };
  jobs.forEach(add);
  return ordered;
}

function ancestorsOf(job: JobDefinition, jobs: readonly JobDefinition[]): Set<string> {
  const parents = jobs.filter((other) => job.needs.includes(other.id));
  return new Set(parents.flatMap((parent) => [parent.id, ...ancestorsOf(parent, jobs)]));
}
