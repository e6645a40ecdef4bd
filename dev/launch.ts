/**
 * Starts a built stage as the runner does, but without a workflow: for tests of a single stage, for the storm and for
 * measurements. A stage's state is passed on as it is, so nothing here depends on its names.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseCommand, parseFileCommand } from './runner/commands.ts';
import { readManifest } from './runner/definitions.ts';
import { at, evaluateTexts, mapping, mapValues } from './runner/expressions.ts';
import { hostVariables } from './runner/machine.ts';
import { type ProcessOptions, type ProcessResult, startProcess } from './runner/process.ts';

const repository = fileURLToPath(new URL('..', import.meta.url));

/** A stage by the name of its folder in `dist`. */
export type BuiltStage = 'pre' | 'main' | 'post' | 'change-failure';

/** Names and values. */
export type Variables = Readonly<Record<string, string>>;

/** How to start a stage. */
export interface LaunchOptions {
  readonly stage: BuiltStage;
  /** By their names in `action.yml`; the others get their defaults. No value may contain a NUL. */
  readonly inputs?: Variables;
  /** Added to what a runner sets, or in its place. Of this process's variables only PATH and the like are passed on. */
  readonly environment?: Variables;
  /** What the earlier stages saved: the `state` of their results. */
  readonly state?: Variables;
  /** The event's payload. */
  readonly event?: unknown;
  readonly debug?: boolean;
  /** Arguments for Node, in front of the script. */
  readonly nodeArguments?: readonly string[];
  /** By default the Node of this process. */
  readonly node?: string;
  /** GITHUB_WORKSPACE; by default an empty folder that is removed afterwards. */
  readonly workspace?: string;
  readonly onStart?: (process: ChildProcess) => void;
}

/** The result of a stage, unmasked. */
export interface Launched extends ProcessResult {
  readonly summary: string;
  readonly outputs: Variables;
  /** What it saved for the later stages. */
  readonly state: Variables;
  /** The text of every file that it may write to: state, outputs, environment, path, summary. */
  readonly written: string;
  /** The messages of the annotations of these levels. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** Peak memory in bytes; 0 on other systems than Linux. */
  readonly peakMemory: number;
}

/** The files that a stage may write to, by the name of their variable. */
const FILES = ['GITHUB_STATE', 'GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STEP_SUMMARY'] as const;

/** The defaults of an action's inputs, evaluated as in a job that succeeded so far. */
function defaultInputs(action: string): Variables {
  const { yaml } = readManifest(join(repository, action));
  const defaults = mapValues(mapping(yaml['inputs']), (input) => at(input, 'default'));
  const scope = { contexts: { job: { status: 'success', check_run_id: null } }, functions: [] };
  return evaluateTexts(defaults, scope);
}
const ofDeployment = defaultInputs('.');
const ofChangeFailure = defaultInputs('change-failure');

/** The default of GITHUB_SHA. */
export const SHA = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';

const defaultEnvironment: Variables = {
  GITHUB_ACTIONS: 'true',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_JOB: 'deploy',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_REPOSITORY: 'acme/shopist',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_RUN_ID: '17412345678',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_SHA: SHA,
  GITHUB_WORKFLOW: 'deploy',
};

/**
 * Prepares a stage for callers that start the process themselves, e.g. to measure it.
 * @param folder for the stage's files; only one stage may use it at a time
 */
export function prepareStage(options: LaunchOptions, folder: string): Omit<ProcessOptions, 'onLine'> {
  const { stage, inputs, state = {}, workspace = folder } = options;
  const eventFile = join(folder, 'event.json');
  writeFileSync(eventFile, JSON.stringify(options.event ?? {}));
  const environment: Record<string, string> = {
    ...hostVariables(),
    ...defaultEnvironment,
    GITHUB_EVENT_PATH: eventFile,
    GITHUB_WORKSPACE: workspace,
    ...(options.debug ? { RUNNER_DEBUG: '1' } : {}),
    ...options.environment,
  };
  for (const name of FILES) {
    environment[name] = join(folder, name);
    writeFileSync(join(folder, name), '');
  }
  const defaults = stage === 'change-failure' ? ofChangeFailure : ofDeployment;
  for (const [name, value] of Object.entries({ ...defaults, ...inputs })) {
    environment[`INPUT_${name.toUpperCase()}`] = value;
  }
  for (const [name, value] of Object.entries(state)) environment[`STATE_${name}`] = value;
  return {
    command: options.node ?? process.execPath,
    args: [...(options.nodeArguments ?? []), join(repository, 'dist', stage, 'index.js')],
    environment,
    folder: workspace,
  };
}

/** Runs a stage to its end. @throws Error if its process cannot be started */
export async function launch(options: LaunchOptions): Promise<Launched> {
  const folder = mkdtempSync(join(tmpdir(), 'stage-'));
  const messages: Record<string, string[]> = { error: [], warning: [] };
  let pid: number | undefined;
  let peakMemory = 0;
  const measure = () => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      peakMemory = Math.max(peakMemory, Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024);
    } catch {
      // The process has not begun or has ended.
    }
  };
  const timer = setInterval(measure, 100);
  try {
    const { child, ended } = startProcess({
      ...prepareStage(options, folder),
      onLine(line) {
        const { name = '', data = '' } = parseCommand(line) ?? {};
        messages[name]?.push(data);
        measure();
      },
    });
    pid = child.pid;
    options.onStart?.(child);
    const result = await ended;
    const files = FILES.map((name) => readFileSync(join(folder, name), 'utf8'));
    const [state = '', outputs = ''] = files;
    return {
      ...result,
      summary: files.at(-1) ?? '',
      outputs: Object.fromEntries(parseFileCommand(outputs).pairs),
      state: Object.fromEntries(parseFileCommand(state).pairs),
      written: files.join(''),
      errors: messages['error'] ?? [],
      warnings: messages['warning'] ?? [],
      peakMemory,
    };
  } finally {
    clearInterval(timer);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** How to start post. Main gets the same, except for `nodeArguments` and `onStart`. */
export type LaunchPostOptions = Omit<LaunchOptions, 'stage' | 'state'>;

const mains = new Map<string, Promise<Launched>>();

/**
 * Runs main once for the same inputs, environment, event and folders. Two posts with the same options therefore have
 * the same deployment IDs.
 * @throws Error if main fails
 */
export function leftByMain({
  onStart: _,
  nodeArguments: __,
  ...options
}: LaunchPostOptions): Promise<Launched> {
  const key = JSON.stringify(options);
  const left = mains.get(key) ?? launch({ ...options, stage: 'main' }).then(wellEnded);
  mains.set(key, left);
  return left;
}

function wellEnded(main: Launched): Launched {
  const { exitCode, signal, stdout, stderr } = main;
  if (exitCode !== 0) throw new Error(`main ended with ${exitCode ?? signal}:\n${stdout}${stderr}`);
  return main;
}

/** Runs post with the state that main saves for the same options. */
export async function launchPost(options: LaunchPostOptions): Promise<Launched> {
  const { state } = await leftByMain(options);
  return launch({ ...options, stage: 'post', state });
}
