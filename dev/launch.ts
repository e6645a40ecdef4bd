/**
 * Starts a built stage as the runner does, but without a workflow: for tests of a single stage, for the storm and for
 * measurements. A stage's state is passed on as it is, so nothing here depends on its names.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseCommand, parseFileCommand } from './runner/commands.ts';
import { readManifest } from './runner/definitions.ts';
import { evaluateText } from './runner/expressions.ts';
import { createLineSplitter } from './runner/process.ts';
import type { Annotation } from './runner.ts';

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
  /** The folder of the built stages; by default that of this repository. */
  readonly dist?: string;
  readonly onStart?: (process: ChildProcess) => void;
}

/** The result of a stage, unmasked. */
export interface Launched {
  /** Null if a signal ended the process. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly summary: string;
  readonly outputs: Variables;
  /** What it saved for the later stages. */
  readonly state: Variables;
  /** The text of every file that it may write to: state, outputs, environment, path, summary. */
  readonly written: string;
  readonly annotations: readonly Pick<Annotation, 'level' | 'message' | 'title'>[];
  /** The messages of the annotations of these levels. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** Peak memory in bytes; 0 on other systems than Linux. */
  readonly peakMemory: number;
  /** The run time of the process. */
  readonly milliseconds: number;
}

/** A stage that is ready to start. */
export interface Preparation {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Variables;
  /** The working directory. */
  readonly workspace: string;
  /** The files that the stage may write to, by the name of their variable. */
  readonly files: Readonly<Record<FileVariable, string>>;
}

const fileVariables = [
  'GITHUB_STATE',
  'GITHUB_OUTPUT',
  'GITHUB_ENV',
  'GITHUB_PATH',
  'GITHUB_STEP_SUMMARY',
] as const;
type FileVariable = (typeof fileVariables)[number];

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
export function prepareStage(options: LaunchOptions, folder: string): Preparation {
  const { stage, inputs = {}, state = {}, workspace = folder } = options;
  const files = {
    GITHUB_STATE: join(folder, 'state'),
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_ENV: join(folder, 'env'),
    GITHUB_PATH: join(folder, 'path'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
  };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const eventFile = join(folder, 'event.json');
  writeFileSync(eventFile, JSON.stringify(options.event ?? {}));
  const environment: Record<string, string> = {
    ...hostVariables(),
    ...defaultEnvironment,
    GITHUB_EVENT_PATH: eventFile,
    GITHUB_WORKSPACE: workspace,
    ...(options.debug ? { RUNNER_DEBUG: '1' } : {}),
    ...options.environment,
    ...files,
  };
  const given = { ...defaultInputs(stage, environment), ...inputs };
  for (const [name, value] of Object.entries(given)) {
    environment[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] = value;
  }
  for (const [name, value] of Object.entries(state)) environment[`STATE_${name}`] = value;
  const script = join(options.dist ?? join(repository, 'dist'), stage, 'index.js');
  return {
    command: options.node ?? process.execPath,
    args: [...(options.nodeArguments ?? []), script],
    environment,
    workspace,
    files,
  };
}

/** Runs a stage to its end. @throws Error if its process cannot be started */
export async function launch(options: LaunchOptions): Promise<Launched> {
  const folder = mkdtempSync(join(tmpdir(), 'stage-'));
  try {
    const { command, args, environment, workspace, files } = prepareStage(options, folder);
    const begin = performance.now();
    const child = spawn(command, args, {
      cwd: workspace,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    options.onStart?.(child);
    const output = { stdout: '', stderr: '' };
    const annotations: Launched['annotations'][number][] = [];
    const lines = createLineSplitter((line) => annotations.push(...annotationIn(line)));
    let peakMemory = 0;
    const measure = () => {
      peakMemory = Math.max(peakMemory, memoryOf(child.pid));
    };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (chunk: string) => {
        output[stream] += chunk;
        if (stream === 'stdout') lines.push(chunk);
        measure();
      });
    }
    const timer = setInterval(measure, 100);
    const [exitCode, signal] = await new Promise<[number | null, NodeJS.Signals | null]>(
      (resolve, reject) => {
        child.on('error', reject);
        child.on('close', (...ended) => resolve(ended));
      },
    ).finally(() => clearInterval(timer));
    const milliseconds = performance.now() - begin;
    lines.end();
    const text = (name: FileVariable) => readFileSync(files[name], 'utf8');
    const messages = (level: Annotation['level']) =>
      annotations.filter((annotation) => annotation.level === level).map(({ message }) => message);
    return {
      exitCode,
      signal,
      ...output,
      summary: text('GITHUB_STEP_SUMMARY'),
      outputs: Object.fromEntries(parseFileCommand(text('GITHUB_OUTPUT')).pairs),
      state: Object.fromEntries(parseFileCommand(text('GITHUB_STATE')).pairs),
      written: fileVariables.map(text).join(''),
      annotations,
      errors: messages('error'),
      warnings: messages('warning'),
      peakMemory,
      milliseconds,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** How to start post. Main gets the same, except for `nodeArguments` and `onStart`. */
export interface LaunchPostOptions extends Omit<LaunchOptions, 'stage'> {
  /** The state that main would save; if absent, main is run for it. */
  readonly state?: Variables;
}

/** What main saved, and its outputs. */
export type LeftByMain = Pick<Launched, 'state' | 'outputs'>;

const mains = new Map<string, Promise<LeftByMain>>();

/**
 * Runs main once for the same inputs, environment, event and folders. Two posts with the same options therefore have
 * the same deployment IDs.
 * @throws Error if main fails
 */
export function leftByMain(options: Omit<LaunchPostOptions, 'state'>): Promise<LeftByMain> {
  const { inputs, environment, event, workspace, dist } = options;
  const key = JSON.stringify([inputs, environment, event, workspace, dist]);
  const left = mains.get(key) ?? runMain({ ...options, nodeArguments: [] });
  mains.set(key, left);
  return left;
}

async function runMain({ onStart: _, ...options }: Omit<LaunchOptions, 'stage'>): Promise<LeftByMain> {
  const main = await launch({ ...options, stage: 'main' });
  if (main.exitCode !== 0) {
    throw new Error(`main ended with ${main.exitCode ?? main.signal}:\n${main.stdout}${main.stderr}`);
  }
  return main;
}

/** Runs post with the state that main saves for the same options. */
export async function launchPost(options: LaunchPostOptions): Promise<Launched> {
  const state = options.state ?? (await leftByMain(options)).state;
  return launch({ ...options, stage: 'post', state });
}

/** The defaults of an action's inputs, evaluated as in a job that succeeded so far. */
function defaultInputs(stage: BuiltStage, environment: Variables): Record<string, string> {
  const folder = join(repository, stage === 'change-failure' ? stage : '.');
  if (!existsSync(join(folder, 'action.yml'))) return {};
  const github = Object.fromEntries(
    Object.entries(environment)
      .filter(([name]) => name.startsWith('GITHUB_'))
      .map(([name, value]) => [name.slice('GITHUB_'.length).toLowerCase(), value]),
  );
  const contexts = { github, job: { status: 'success', check_run_id: null } };
  const { inputs } = manifestOf(folder);
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [
      name,
      evaluateText(input.default, { contexts, functions: [] }),
    ]),
  );
}

const manifests = new Map<string, ReturnType<typeof readManifest>>();

function manifestOf(folder: string): ReturnType<typeof readManifest> {
  const manifest = manifests.get(folder) ?? readManifest(folder);
  manifests.set(folder, manifest);
  return manifest;
}

function annotationIn(line: string): Launched['annotations'] {
  const { name, data, properties } = parseCommand(line) ?? {};
  if (name !== 'error' && name !== 'warning' && name !== 'notice') return [];
  return [{ level: name, message: data ?? '', title: properties?.['title'] }];
}

// Windows cannot open a socket without SYSTEMROOT.
function hostVariables(): Record<string, string> {
  return Object.fromEntries(
    ['PATH', 'SYSTEMROOT'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

function memoryOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
