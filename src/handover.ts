import {
  type Environment,
  type InputName,
  type Inputs,
  MAIN_VARIABLES,
  revealsKey,
  SETTLED_IN_MAIN,
  SETTLED_IN_POST,
} from './inputs.ts';
import type { Nanoseconds } from './time.ts';

/** Reads and writes the state of this step, which the runner carries from stage to stage. */
export interface State {
  /** '' for a name that no earlier stage wrote. */
  readonly get: (name: string) => string;
  readonly save: (name: string, value: string) => void;
}

const JOB_STARTED_AT = 'job-started-at';
const OUTCOME = 'main';
const START = 'start';
const START_SOURCE = 'start-source';
const DEPLOYMENT_ID = 'deployment-id-';

/** Pre leaves the time at which the job's steps began. */
export function leaveJobStart(state: State, jobStartedAt: Nanoseconds): void {
  state.save(JOB_STARTED_AT, jobStartedAt.toString());
}

/** @returns undefined where pre did not run, as for a local action */
export function takeJobStart(state: State): Nanoseconds | undefined {
  const text = state.get(JOB_STARTED_AT);
  return /^\d+$/.test(text) ? BigInt(text) : undefined;
}

/** What main leaves post. */
export interface Handover {
  /** The inputs as main read them. */
  readonly inputs: Inputs;
  /** The variables of `MAIN_VARIABLES` as main saw them. */
  readonly environment: Environment;
  readonly startedAt: Nanoseconds;
  /** Where the start came from, for the log. */
  readonly startSource: string;
  /** In the order of the services. */
  readonly deploymentIds: readonly string[];
}

/** Main leaves that its inputs were wrong, so that no event can be sent. */
export function leaveRefusal(state: State): void {
  state.save(OUTCOME, 'refused');
}

/**
 * Main leaves what it settled. Each state becomes a variable of post's, whose length is limited, and a post whose
 * variables do not fit cannot start, which fails the job: so an input's state has no longer a name than the input.
 * @param keys so that no input with one in it reaches the disk
 */
export function leaveHandover(state: State, handover: Handover, keys: readonly string[]): void {
  const save = (name: string, value: string) => {
    if (value !== '' && !revealsKey(value, keys)) {
      state.save(name, value);
    }
  };
  for (const name of [...SETTLED_IN_MAIN, ...SETTLED_IN_POST]) {
    save(name, handover.inputs(name));
  }
  for (const name of MAIN_VARIABLES) {
    save(name, handover.environment[name] ?? '');
  }
  save(START, handover.startedAt.toString());
  save(START_SOURCE, handover.startSource);
  for (const [index, id] of handover.deploymentIds.entries()) {
    save(`${DEPLOYMENT_ID}${index}`, id);
  }
  // Last: where writing broke off before, post has no half of a handover.
  save(OUTCOME, 'ready');
}

/**
 * Post takes what main left.
 * @returns undefined where main did not run; `refused` where its inputs were wrong
 * @throws Error where the state is not what main wrote
 */
export function takeHandover(state: State): Handover | 'refused' | undefined {
  const outcome = state.get(OUTCOME);
  if (outcome === '' || outcome === 'refused') {
    return outcome || undefined;
  }
  const deploymentIds: string[] = [];
  for (
    let id = state.get(`${DEPLOYMENT_ID}0`);
    id !== '';
    id = state.get(DEPLOYMENT_ID + deploymentIds.length)
  ) {
    deploymentIds.push(id);
  }
  return {
    inputs: (name: InputName) => state.get(name),
    environment: Object.fromEntries(MAIN_VARIABLES.map((name) => [name, state.get(name)])),
    startedAt: BigInt(state.get(START)),
    startSource: state.get(START_SOURCE),
    deploymentIds,
  };
}
