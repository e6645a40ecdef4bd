/** The machine that jobs run on, and the variables that stages get from it. */

import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Texts } from './expressions.ts';
import type { RunOptions, Server } from './types.ts';

/** The variables that identify a runner. They are part of the `env` context. */
export const serverVariables: Readonly<Record<Server, Texts>> = {
  github: {},
  gitea: { GITEA_ACTIONS: 'true' },
  forgejo: { GITEA_ACTIONS: 'true', FORGEJO_ACTIONS: 'true' },
  act: { ACT: 'true' },
};

/** The machine that jobs run on: the options of a run that do not differ from job to job. */
export interface Machine
  extends Required<
    Omit<RunOptions, 'event' | 'eventFile' | 'github' | 'inputs' | 'jobCheckRunId' | 'secrets' | 'vars'>
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
