/** The contexts of a job. */

import { join } from 'node:path';
import { createMasker } from './commands.ts';
import { type Job, type Manifest, mapping, type Workflow } from './definitions.ts';
import {
  evaluateText,
  evaluateTexts,
  hashFiles,
  type Scope,
  type Status,
  statusFunctions,
  type Value,
} from './expressions.ts';
import { type Machine, runnerContext, serverVariables } from './machine.ts';
import type { JobRecord, StageRun } from './stage-run.ts';
import { describe, type Frame, type Step, stateVariables, usedAction } from './step.ts';

/** A job that is ready to run. */
export interface JobSetup {
  readonly id: string;
  readonly name: string;
  readonly workflow: Workflow;
  readonly job: Job;
  readonly machine: Machine;
  readonly secrets: Readonly<Record<string, string>>;
  readonly matrix: Readonly<Record<string, Value>> | null;
  /** `job.check_run_id`. */
  readonly checkRunId: number | null;
  /** `github`, `inputs`, `needs`, `strategy` and `vars`. */
  readonly contexts: Readonly<Record<string, Value>>;
  /** Cancels the run that the job belongs to. */
  readonly cancelRun: () => void;
}

/** The contexts of a running job. */
export class JobContexts {
  readonly setup: JobSetup;
  readonly record: JobRecord;
  /** The `github` context outside composite actions. */
  readonly github: Record<string, Value>;
  readonly runner: Readonly<Record<string, string>>;
  /** `defaults.run` of the workflow and the job. */
  defaults: Readonly<Record<string, string>> = {};
  /** The status of the job so far. */
  status: Status = 'success';
  /** Its status when the posts began; undefined before. */
  statusOfMains: Status | undefined;
  readonly #scopes = new Map<string, Record<string, Value>>();

  constructor(setup: JobSetup) {
    const { job, machine, secrets } = setup;
    this.setup = setup;
    this.github = { ...mapping(setup.contexts['github']), job: job.id, workspace: machine.workspace };
    this.runner = runnerContext(machine);
    this.record = {
      onProgress: machine.onProgress,
      masker: createMasker(),
      debug: machine.debug,
      folder: join(this.runner['temp'] ?? '', '_runner_file_commands'),
      environment: { ...serverVariables[machine.server] },
      path: [],
      stages: [],
      annotations: [],
      log: [],
    };
    for (const secret of Object.values(secrets)) {
      this.record.masker.add(secret);
    }
  }

  /** Evaluates an action's inputs. On Gitea the defaults keep the values of the action's first stage. */
  inputs(step: Step, manifest: Manifest, run: StageRun, frame: Frame): Record<string, string> {
    const { definition } = step;
    const scope = this.scope(frame);
    const inputs = definition.kind === 'uses' ? evaluateTexts(definition.with, scope) : {};
    const unexpected = new Set(Object.keys(inputs).map((name) => name.toLowerCase()));
    for (const [name, input] of Object.entries(manifest.inputs)) {
      if (!unexpected.delete(name.toLowerCase())) {
        inputs[name] =
          (this.setup.machine.server === 'gitea' ? step.defaults[name] : undefined) ??
          evaluateText(input.default, scope);
        step.defaults[name] ??= inputs[name];
      }
    }
    if (unexpected.size > 0) {
      const valid = Object.keys(manifest.inputs).join("', '");
      run.annotate(
        'warning',
        `Unexpected input(s) '${[...unexpected].join("', '")}', valid inputs are ['${valid}']`,
      );
    }
    return inputs;
  }

  /** The job's outputs, except those that contain a secret. */
  outputs(scope: Scope): Record<string, string> {
    const { log, masker } = this.record;
    const outputs: Record<string, string> = {};
    for (const [name, value] of Object.entries(evaluateTexts(this.setup.job.outputs, scope))) {
      if (masker.mask(value) === value) {
        outputs[name] = value;
      } else {
        log.push(`##[warning]Skip output '${name}' since it may contain secret.\n`);
      }
    }
    return outputs;
  }

  /** The `env` context. */
  environment(frame: Frame): Record<string, string> {
    return { ...this.record.environment, ...frame.environment };
  }

  /** The contexts and functions that expressions can use. */
  scope(frame: Frame): Scope {
    const { checkRunId, contexts, machine, matrix, secrets } = this.setup;
    const status = frame.status();
    return {
      contexts: {
        ...contexts,
        github: this.githubContext(frame),
        env: this.environment(frame),
        job: { status: this.#jobStatus(frame), check_run_id: checkRunId, container: {}, services: {} },
        steps: this.steps(frame.scope),
        runner: this.runner,
        secrets,
        matrix,
        inputs: frame.inputs,
      },
      functions: [
        ...statusFunctions({
          success: status === 'success',
          failure: status === 'failure',
          cancelled: this.status === 'cancelled',
        }),
        hashFiles(machine.workspace),
      ],
    };
  }

  #jobStatus(frame: Frame): Status {
    if (this.setup.machine.server === 'github') return this.status;
    return frame.statusOfMains?.() ?? this.statusOfMains ?? this.status;
  }

  /** The `github` context. Only in composite actions it has `action_path`. Source: CompositeActionHandler.cs. */
  githubContext(frame: Frame): Record<string, Value> {
    return frame.actionPath === undefined
      ? this.github
      : { ...this.github, action_path: frame.actionPath, action_status: frame.status() };
  }

  /** The `steps` context of the job or of a composite action. Callers add to it. */
  steps(scope: string): Record<string, Value> {
    const steps = this.#scopes.get(scope) ?? {};
    this.#scopes.set(scope, steps);
    return steps;
  }

  /** Writes the lines that the runner logs before an action's stage. */
  writeAction(step: Step, inputs: Readonly<Record<string, string>>, run: StageRun, frame: Frame): void {
    if (run.result.stage === 'post') {
      run.write('Post job cleanup.');
      return;
    }
    const given = Object.entries(inputs).filter(([, value]) => value !== '');
    run.write(
      `##[group]Run ${usedAction(step)}`,
      ...describe('with:', Object.fromEntries(given)),
      ...describe('env:', { ...this.environment(frame), ...stateVariables(step) }),
      '##[endgroup]',
    );
  }
}
