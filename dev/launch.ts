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
import { type ProcessOptions, startProcess } from './runner/process.ts';

const repository = fileURLToPath(new URL('..', import.meta.url));

/** A stage by the name of its folder in `dist`. */
export type BuiltStage = 'pre' | 'main' | 'post' | 'change-failure';

export type Variables = Readonly<Record<string, string>>;

export interface LaunchOptions {
  readonly stage: BuiltStage;
  /** By their names in `action.yml`; the others get their defaults. No value may contain a NUL. */
  readonly inputs?: Variables;
  /** Added to what a runner sets, or in its place. Of this process's variables only PATH and the like are passed on. */
  readonly environment?: Variables;
  /** What the earlier stages saved: the `state` of their results. */
  readonly state?: Variables;
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
export type Launched = Awaited<ReturnType<typeof launch>>;

/** The files that a stage may write to, by the name of their variable. */
const FILES = ['GITHUB_STATE', 'GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY', 'GITHUB_ENV', 'GITHUB_PATH'];

/** The defaults of an action's inputs, evaluated as in a job that succeeded so far. */
function defaultInputs(action: string): Variables {
  const { yaml } = readManifest(join(repository, action));
  const defaults = mapValues(mapping(yaml['inputs']), (input) => at(input, 'default'));
  const contexts = { job: { status: 'success', check_run_id: null } };
  return evaluateTexts(defaults, { contexts, functions: [] });
}
const ofDeployment = defaultInputs('.');
const ofChangeFailure = defaultInputs('change-failure');

export const SHA = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';

/**
 * Prepares a stage for callers that start the process themselves, e.g. to measure it.
 * @param folder for the stage's files; only one stage may use it at a time
 */
export function prepareStage(options: LaunchOptions, folder: string): Omit<ProcessOptions, 'onLine'> {
  const { stage, inputs, state = {}, event = {}, workspace = folder } = options;
  const pathOf = (name: string) => join(folder, name);
  for (const name of FILES) writeFileSync(pathOf(name), '');
  writeFileSync(pathOf('event.json'), JSON.stringify(event));
  const defaults = stage === 'change-failure' ? ofChangeFailure : ofDeployment;
  const given = Object.entries({ ...defaults, ...inputs });
  return {
    command: options.node ?? process.execPath,
    args: [...(options.nodeArguments ?? []), join(repository, 'dist', stage, 'index.js')],
    folder: workspace,
    environment: {
      ...hostVariables(),
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_EVENT_PATH: pathOf('event.json'),
      GITHUB_JOB: 'deploy',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REPOSITORY: 'acme/shopist',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_RUN_ID: '17412345678',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_SHA: SHA,
      GITHUB_WORKFLOW: 'deploy',
      GITHUB_WORKSPACE: workspace,
      ...(options.debug ? { RUNNER_DEBUG: '1' } : {}),
      ...options.environment,
      ...Object.fromEntries(FILES.map((name) => [name, pathOf(name)])),
      ...Object.fromEntries(given.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      ...Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])),
    },
  };
}

/** Milliseconds: shorter than a test may take, and longer than any stage does there. */
const LONGEST_STAGE = 100_000;

/** The peak memory of a running process in bytes; undefined if it has ended, and on other systems than Linux. */
function peakMemoryOf(pid: number | undefined): number | undefined {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

/** Runs a stage to its end. @throws Error if its process cannot be started */
export async function launch(options: LaunchOptions) {
  const folder = mkdtempSync(join(tmpdir(), 'stage-'));
  const messages: Record<string, string[]> = { error: [], warning: [] };
  let timer: NodeJS.Timeout | undefined;
  let peakMemory = 0;
  const begin = performance.now();
  try {
    const { child, ended } = startProcess({
      ...prepareStage(options, folder),
      onLine(line) {
        const { name = '', data = '' } = parseCommand(line) ?? {};
        messages[name]?.push(data);
      },
    });
    timer = setInterval(() => {
      peakMemory = peakMemoryOf(child.pid) ?? peakMemory;
      // A stage that hangs fails its test, and does not keep all tests from ending.
      if (performance.now() - begin > LONGEST_STAGE) child.kill('SIGKILL');
    }, 20);
    options.onStart?.(child);
    const result = await ended;
    const files = FILES.map((name) => readFileSync(join(folder, name), 'utf8'));
    const [state = '', outputs = '', summary = ''] = files;
    return {
      ...result,
      summary,
      outputs: Object.fromEntries(parseFileCommand(outputs).pairs),
      /** What it saved for the later stages. */
      state: Object.fromEntries(parseFileCommand(state).pairs),
      /** The text of every file that it may write to. */
      written: files.join(''),
      /** The messages of the annotations. */
      errors: messages['error'] ?? [],
      warnings: messages['warning'] ?? [],
      /** In bytes; 0 on other systems than Linux. */
      peakMemory,
    };
  } finally {
    clearInterval(timer);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

const mains = new Map<string, Promise<Launched>>();

/** Runs main once for the same options, so that several posts have the same deployment IDs. @throws Error if it fails */
export async function leftByMain(options: Pick<LaunchOptions, 'inputs' | 'workspace'>): Promise<Launched> {
  const key = JSON.stringify(options);
  const started = mains.get(key) ?? launch({ ...options, stage: 'main' });
  mains.set(key, started);
  const main = await started;
  const { exitCode, signal, stdout, stderr } = main;
  if (exitCode !== 0) throw new Error(`main ended with ${exitCode ?? signal}:\n${stdout}${stderr}`);
  return main;
}
