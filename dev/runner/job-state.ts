/** What a running job knows: its contexts, and what its stages add. */

import { Masker } from './commands.ts';
import type { JobDefinition, Workflow } from './definitions.ts';
import {
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
import type { Annotation, Stage, StageResult } from './types.ts';

/** A job that is ready to run. */
export interface JobSetup {
  readonly id: string;
  readonly name: string;
  /** Without the slash at its end. */
  readonly place: string;
  readonly matrix: string;
  readonly workflow: Workflow;
  readonly definition: JobDefinition;
  readonly machine: Machine;
  /** All but those that the job itself makes. */
  readonly contexts: Mapping;
  /** Cancels the run that the job belongs to. */
  readonly cancelRun: () => void;
}

/** The running stage of a composite action, as the steps in it see it. */
export interface Enclosing {
  readonly stage: Stage;
  /** The IDs of the enclosing steps: the name of their `steps` context. */
  readonly path: string;
  /** The folder of the action. */
  readonly directory: string;
  readonly inputs: Texts;
  /** The status of the action's mains so far. */
  readonly status: Status;
}

/** Where a step is, or an expression. */
export interface Place {
  /** The composite action that it is in; undefined in the job. */
  readonly parent: Enclosing | undefined;
  /** The `env:` of the enclosing composite steps and, once it is evaluated, of the step itself. */
  readonly environment: Texts;
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
  /** The status of the job so far. */
  status: Status = 'success';
  /** Ends the running process, unless the job is cancelled and the condition of its step is still true. */
  interrupt: () => void = () => {};
  readonly #steps = new Map<string, Mapping>();

  constructor(setup: JobSetup) {
    const { contexts, definition, machine } = setup;
    this.setup = setup;
    this.github = { ...mapping(contexts['github']), job: definition.id, workspace: machine.workspace };
    this.runner = runnerContext(machine);
    this.environment = { ...serverVariables[machine.server ?? 'github'] };
    for (const secret of Object.values(mapping(contexts['secrets']))) this.masker.add(String(secret));
  }

  /** The `env` context. */
  environmentAt({ environment }: Place): Record<string, string> {
    return { ...this.environment, ...environment };
  }

  /** The `github` context. Only in composite actions it has `action_path`. Source: CompositeActionHandler.cs. */
  githubAt(place: Place): Mapping {
    return place.parent === undefined
      ? this.github
      : { ...this.github, action_path: place.parent.directory, action_status: this.#statusAt(place) };
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
        job: { status: this.status, check_run_id: machine.jobCheckRunId ?? null },
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
        hashFiles,
      ],
    };
  }

  // In the main of a composite action only its own steps count. Source: SuccessFunction.cs.
  #statusAt({ parent }: Place): Status {
    return parent?.stage === 'main' ? parent.status : this.status;
  }

  /** The job's outputs, except those that contain a secret. */
  outputs(): Record<string, string> {
    const { definition, machine, matrix, place } = this.setup;
    const outputs = {
      ...evaluateTexts(definition.yaml['outputs'], this.scope()),
      ...machine.play?.(`${place}/`, matrix)?.outputs,
    };
    for (const [name, value] of Object.entries(outputs)) {
      if (this.masker.mask(value) !== value) {
        delete outputs[name];
        this.log += `##[warning]Skip output '${name}' since it may contain secret.\n`;
      }
    }
    return outputs;
  }
}
