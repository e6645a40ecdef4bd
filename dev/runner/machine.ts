/** The machine that jobs run on, and the variables that stages get from it. */

import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Texts } from './expressions.ts';
import type { RunOptions } from './types.ts';

/** The variables that identify a runner. They are part of the `env` context. */
export const serverVariables: Readonly<Record<NonNullable<RunOptions['server']>, Texts>> = {
  github: {},
  gitea: { GITEA_ACTIONS: 'true' },
  forgejo: { GITEA_ACTIONS: 'true', FORGEJO_ACTIONS: 'true' },
  act: { ACT: 'true' },
};

/** The options of a run, with the defaults that depend on this machine. */
export interface Machine extends RunOptions {
  readonly actions: Texts;
  readonly root: string;
  readonly workspace: string;
  /** Whether every job has an empty workspace. */
  readonly emptiesWorkspace: boolean;
  /** HOME. */
  readonly home: string;
  /** RUNNER_TEMP. */
  readonly temp: string;
}

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** @param folder for the files of the run */
export function createMachine(options: RunOptions, folder: string): Machine {
  return {
    ...options,
    actions: { '*/datadog-dora-deployment': repository, ...options.actions },
    root: resolve(options.root ?? repository),
    workspace: resolve(options.workspace ?? join(folder, 'workspace')),
    emptiesWorkspace: options.workspace === undefined,
    home: join(folder, 'home'),
    temp: join(folder, '_temp'),
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
    tool_cache: resolve(machine.temp, '../_tool'),
    temp: machine.temp,
    workspace: resolve(machine.workspace, '..'),
  };
}

/** What a process needs of this machine's variables to run: others could change its behaviour. */
export function hostVariables(): Record<string, string> {
  const needed = Object.entries(process.env).filter(([name]) => hostVariableNames.has(name.toUpperCase()));
  return Object.fromEntries(needed.map(([name, value = '']) => [name, value]));
}

const hostVariableNames = new Set(
  (
    'PATH HOME USER LOGNAME SHELL LANG LC_ALL TZ TMPDIR ' +
    'TEMP TMP SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT USERNAME USERPROFILE HOMEDRIVE HOMEPATH APPDATA ' +
    'LOCALAPPDATA PROGRAMDATA PROGRAMFILES PROGRAMFILES(X86) PROGRAMW6432 NUMBER_OF_PROCESSORS ' +
    'PROCESSOR_ARCHITECTURE'
  ).split(' '),
);
