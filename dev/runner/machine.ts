/** The machine that jobs run on, and the variables that stages get from it. */

import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toText, type Value } from './expressions.ts';
import type { RunOptions } from './options.ts';

/**
 * Which runner to imitate. `act`, and the runners of Gitea and Forgejo that are built on it, set variables of their
 * own, register a post when its main runs, and compute `job.status` from mains only; in a composite action, only from
 * its own. Gitea's runner also evaluates the defaults of an action's inputs only once, in the action's first stage.
 * Measured with act 0.2.89, Gitea 1.26 and forgejo-runner 12. Source: pkg/runner/action.go of nektos/act.
 */
export type Server = 'github' | 'gitea' | 'forgejo' | 'act';

/** The variables that identify a runner. They are part of the `env` context. */
export const serverVariables: Readonly<Record<Server, Readonly<Record<string, string>>>> = {
  github: {},
  gitea: { GITEA_ACTIONS: 'true' },
  forgejo: { GITEA_ACTIONS: 'true', FORGEJO_ACTIONS: 'true' },
  act: { ACT: 'true' },
};

/** The machine that jobs run on: the options of a run that do not differ from job to job. */
export interface Machine
  extends Required<
    Omit<
      RunOptions,
      'event' | 'eventFile' | 'github' | 'inputs' | 'jobCheckRunId' | 'jobs' | 'secrets' | 'vars'
    >
  > {
  /** The folder for temporary files and tools. */
  readonly folder: string;
}

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** The machine for a run. @param folder for its files */
export function createMachine(options: RunOptions, folder: string): Machine {
  return {
    server: 'github',
    skipUnsupported: false,
    node: process.execPath,
    environment: {},
    debug: false,
    stageEnvironment: () => ({}),
    clocks: () => undefined,
    loseState: false,
    onLine: () => {},
    onProgress: () => {},
    outputs: {},
    ...options,
    actions: { '*/datadog-dora-deployment': repository, ...options.actions },
    root: resolve(options.root ?? repository),
    workspace: resolve(options.workspace ?? join(folder, 'workspace')),
    folder,
  };
}

/** The `runner` context. */
export function runnerContext(machine: Machine): Record<string, string> {
  const systems: Record<string, string> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };
  return {
    os: systems[process.platform] ?? process.platform,
    arch: process.arch.toUpperCase(),
    name: 'dev-runner',
    environment: 'github-hosted',
    tool_cache: join(machine.folder, '_tool'),
    temp: join(machine.folder, '_temp'),
    workspace: resolve(machine.workspace, '..'),
    ...(machine.debug ? { debug: '1' } : {}),
  };
}

/** The parts of a stage's environment that do not come from the machine. */
export interface StageVariables {
  /** The `env` context, the stage's inputs and its state. */
  readonly variables: Readonly<Record<string, string>>;
  readonly github: Readonly<Record<string, Value>>;
  readonly runner: Readonly<Record<string, string>>;
  /** Folders to prepend to PATH. */
  readonly path: readonly string[];
}

/** The environment of a stage's process. */
export function stageVariables(machine: Machine, stage: StageVariables): Record<string, string> {
  const result: Record<string, string> = {
    CI: 'true',
    ...hostVariables(),
    ...machine.environment,
    ...stage.variables,
    GITHUB_ACTIONS: 'true',
  };
  for (const [name, value] of Object.entries(stage.github)) {
    if (exportedContext.has(name)) {
      result[`GITHUB_${name.toUpperCase()}`] = toText(value);
    }
  }
  for (const [name, value] of Object.entries(stage.runner)) {
    result[`RUNNER_${name.toUpperCase()}`] = value;
  }
  // `Path` on Windows.
  const path = Object.keys(result).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  result[path] = [...stage.path, ...(result[path] === undefined ? [] : [result[path]])].join(delimiter);
  return result;
}

/** The command line for a value of `shell:`, with `{0}` for the script's file. Source: ScriptHandlerHelpers.cs. */
export function shellCommand(shell: string): string[] {
  // Bash is also the default on Windows here, unlike on GitHub.
  const known: Record<string, string> = {
    '': 'bash -e {0}',
    bash: 'bash --noprofile --norc -e -o pipefail {0}',
    sh: 'sh -e {0}',
  };
  return (known[shell] ?? shell).split(' ');
}

/** What a job needs of this machine's variables to run: others could change its behaviour. */
export function hostVariables(): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && hostVariableNames.has(name.toUpperCase())) {
      variables[name] = value;
    }
  }
  return variables;
}

const hostVariableNames = new Set(
  (
    'PATH HOME USER LOGNAME SHELL LANG LC_ALL TZ TMPDIR ' +
    'TEMP TMP SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT USERNAME USERPROFILE HOMEDRIVE HOMEPATH APPDATA ' +
    'LOCALAPPDATA PROGRAMDATA PROGRAMFILES PROGRAMFILES(X86) PROGRAMW6432 NUMBER_OF_PROCESSORS ' +
    'PROCESSOR_ARCHITECTURE'
  ).split(' '),
);

// The names in the `github` context that become variables. Source: GitHubContext.cs.
const exportedContext = new Set(
  (
    'action action_path action_ref action_repository actor actor_id api_url base_ref env event_name event_path ' +
    'graphql_url head_ref job output path ref ref_name ref_protected ref_type repository repository_id ' +
    'repository_owner repository_owner_id retention_days run_attempt run_id run_number server_url sha state ' +
    'step_summary triggering_actor workflow workflow_ref workflow_sha workspace'
  ).split(' '),
);
