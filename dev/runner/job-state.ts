/** What a running job knows: its contexts, and what its stages add. */

import { Masker } from './commands.ts';
import type { JobDefinition, Workflow } from './definitions.ts';
import {
  evaluateText,
  evaluateTexts,
  hashFiles,
  type Mapping,
  mapping,
  type Scope,
  type Status,
  statusFunctions,
  type Texts,
} from './expressions.ts';
import { type Machine, runnerContext, serverVariables } from './machine.ts';
import type { Place, StageRun } from './stage.ts';
import type { Annotation, StageResult } from './types.ts';

/** A job that is ready to run. */
export interface JobSetup {
  readonly id: string;
  readonly name: string;
  readonly workflow: Workflow;
  readonly definition: JobDefinition;
  readonly machine: Machine;
  /** All but those that the job itself makes. */
  readonly contexts: Mapping;
  /** Cancels the run that the job belongs to. */
  readonly cancelRun: () => void;
}

const inJob: Place = { parent: undefined, environment: {} };

export class JobState {
  readonly setup: JobSetup;
  /** The `github` context outside composite actions. */
  readonly github: Mapping;
  readonly runner: Texts;
  /** The job's `env:`, overridden by GITHUB_ENV. */
  readonly environment: Record<string, string>;
  /** Folders to prepend to PATH. */
  readonly path: string[] = [];
  readonly masker = new Masker();
  readonly stages: StageResult[] = [];
  readonly annotations: Annotation[] = [];
  log = '';
  /** `defaults.run` of the workflow and the job. */
  readonly defaults: Record<string, string> = {};
  /** The status of the job so far. */
  status: Status = 'success';
  /** Its status when the posts began; undefined before. */
  statusOfMains: Status | undefined;
  /** Ends the running process, unless the job is cancelled and the condition of its step is still true. */
  interrupt: () => void = () => {};
  readonly #steps = new Map<string, Mapping>();

  constructor(setup: JobSetup) {
    const { contexts, definition, machine } = setup;
    this.setup = setup;
    this.github = { ...mapping(contexts['github']), job: definition.id, workspace: machine.workspace };
    this.runner = runnerContext(machine);
    this.environment = { ...serverVariables[machine.server] };
    for (const secret of Object.values(mapping(contexts['secrets']))) {
      this.masker.add(String(secret));
    }
  }

  /** The `env` context. */
  environmentAt({ environment }: Place): Record<string, string> {
    return { ...this.environment, ...environment };
  }

  /** The `github` context. Only in composite actions it has `action_path`. Source: CompositeActionHandler.cs. */
  githubAt(place: Place): Mapping {
    const directory = place.parent?.step.manifest?.directory;
    return directory === undefined
      ? this.github
      : { ...this.github, action_path: directory, action_status: this.#statusAt(place) };
  }

  /** The `steps` context, which may be added to. */
  stepsAt({ parent }: Place): Mapping {
    const path = parent?.path ?? '';
    const steps = this.#steps.get(path) ?? {};
    this.#steps.set(path, steps);
    return steps;
  }

  /**
   * The contexts and functions that expressions can use.
   * @param status that `success()` and `failure()` report
   */
  scope(place: Place = inJob, status = this.#statusAt(place)): Scope {
    const { contexts, machine } = this.setup;
    return {
      contexts: {
        ...contexts,
        github: this.githubAt(place),
        env: this.environmentAt(place),
        job: { status: this.#jobStatusAt(place), check_run_id: machine.jobCheckRunId ?? null },
        steps: this.stepsAt(place),
        runner: this.runner,
        inputs: place.parent?.inputs ?? contexts['inputs'] ?? null,
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

  // In the main of a composite action only its own steps count. Source: SuccessFunction.cs.
  #statusAt({ parent }: Place): Status {
    return parent?.result.stage === 'main' ? parent.step.status : this.status;
  }

  #jobStatusAt({ parent }: Place): Status {
    if (this.setup.machine.server === 'github') return this.status;
    return parent?.step.status ?? this.statusOfMains ?? this.status;
  }

  /** Evaluates the inputs of a stage's action. On Gitea the defaults keep the values of the action's first stage. */
  inputsOf(run: StageRun): Record<string, string> {
    const { step } = run;
    const scope = this.scope(run);
    const inputs = evaluateTexts(step.yaml['with'], scope);
    const unexpected = new Set(Object.keys(inputs).map((name) => name.toLowerCase()));
    const known = mapping(step.manifest?.yaml['inputs']);
    for (const [name, input] of Object.entries(known)) {
      if (!unexpected.delete(name.toLowerCase())) {
        const kept = this.setup.machine.server === 'gitea' ? step.defaults[name] : undefined;
        inputs[name] = kept ?? evaluateText(mapping(input)['default'], scope);
        step.defaults[name] ??= inputs[name];
      }
    }
    if (unexpected.size > 0) {
      const valid = Object.keys(known).join("', '");
      run.annotate(
        'warning',
        `Unexpected input(s) '${[...unexpected].join("', '")}', valid inputs are ['${valid}']`,
      );
    }
    return inputs;
  }

  /** The job's outputs, except those that contain a secret. */
  outputs(): Record<string, string> {
    const outputs = evaluateTexts(this.setup.definition.yaml['outputs'], this.scope());
    for (const [name, value] of Object.entries(outputs)) {
      if (this.masker.mask(value) !== value) {
        delete outputs[name];
        this.log += `##[warning]Skip output '${name}' since it may contain secret.\n`;
      }
    }
    return outputs;
  }
}
