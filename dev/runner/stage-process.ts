/** Runs the processes of stages: scripts and JavaScript actions. Source: Handlers/ of the runner. */

import { randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { at, evaluateCondition, evaluateText, type Texts, toText } from './expressions.ts';
import { hostVariables } from './machine.ts';
import { startProcess } from './process.ts';
import type { StageRun } from './stage.ts';
import type { Clocks } from './types.ts';

/** Command lines by the value of `shell:`, with `{0}` for the script's file. Source: ScriptHandlerHelpers.cs. */
const shells: Texts = {
  '': 'bash -e {0}',
  bash: 'bash --noprofile --norc -e -o pipefail {0}',
  sh: 'sh -e {0}',
};

/** Runs a `run:` step. */
export async function runScript(run: StageRun): Promise<void> {
  const { job, result, step } = run;
  const { definition, machine, workflow } = job.setup;
  const scope = job.scope(run);
  const files = run.parent === undefined ? [definition.yaml, workflow.yaml] : [];
  const given = [step.yaml, ...files.map((yaml) => at(yaml, 'defaults', 'run'))];
  const [shell, folder] = ['shell', 'working-directory'].map((key) => {
    return given.map((yaml) => evaluateText(at(yaml, key), scope)).find((text) => text !== '') ?? '';
  });
  const script = evaluateText(step.yaml['run'], scope);
  const [command = '', ...args] = (shells[shell ?? ''] ?? '').split(' ');
  if (command === '') throw new Error(`The shell ${shell} is not one that this runner has.`);
  const file = join(machine.temp, `${randomUUID()}.sh`);
  writeFileSync(file, script);
  await runProcess(run, {
    command,
    args: args.map((arg) => (arg === '{0}' ? file : arg)),
    folder: resolve(machine.workspace, folder ?? ''),
    variables: {},
  });
  if (result.outcome === 'failure' && run.exitStatus() !== 0) {
    run.annotate('error', `Process completed with exit code ${run.exitStatus()}.`);
  }
}

/** Runs a stage of a JavaScript action, and keeps its state for the later stages. */
export async function runNode(run: StageRun, script: string): Promise<void> {
  const { clocks, node = process.execPath, workspace } = run.job.setup.machine;
  if (!existsSync(script)) throw new Error(`File not found: '${script}'`);
  const variables = run.step.stateVariables();
  for (const [name, value] of Object.entries(run.inputs)) {
    variables[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] = value;
  }
  const args = [...clockArguments(clocks?.(run.result)), script];
  await runProcess(run, { command: node, args, folder: workspace, variables });
  Object.assign(run.step.state, run.result.state);
}

/** Arguments for Node that change the clocks of its process. They need Node 18.18 or later. */
function clockArguments(clocks: Clocks | undefined): string[] {
  if (clocks === undefined) return [];
  const preload = new URL('./clocks-preload.mjs', import.meta.url);
  preload.searchParams.set('clocks', JSON.stringify(clocks));
  return ['--import', preload.href];
}

async function runProcess(
  run: StageRun,
  start: { command: string; args: readonly string[]; folder: string; variables: Texts },
): Promise<void> {
  const { job, result } = run;
  const { cancelRun, machine } = job.setup;
  const { variables, ...command } = start;
  const files = run.createFiles();
  const { cancel, ended } = startProcess({
    ...command,
    environment: { ...environmentOf(run, variables, files), ...machine.stageEnvironment?.(result) },
    onLine: (line) => {
      run.takeLine(line);
      machine.onLine?.(line, { cancel: cancelRun });
    },
  });
  let isCancelled = false;
  job.interrupt = () => {
    if (isCancelled || outlivesJob(run)) return;
    isCancelled = true;
    cancel();
  };
  try {
    run.end(await ended, isCancelled);
  } finally {
    job.interrupt = () => {};
  }
  run.readFiles(files);
}

/** Whether a running step continues when the job is cancelled. */
export function outlivesJob(run: StageRun): boolean {
  try {
    return evaluateCondition(run.step.condition(run.result.stage), run.job.scope(run, 'cancelled'));
  } catch {
    return false;
  }
}

function environmentOf(run: StageRun, variables: Texts, files: Texts): Record<string, string> {
  const { job } = run;
  const { machine } = job.setup;
  const environment: Record<string, string> = {
    CI: 'true',
    ...hostVariables(),
    // What a script writes there stays in the folder of the run.
    ...{ HOME: machine.home, USERPROFILE: machine.home, TMPDIR: machine.temp, TEMP: machine.temp },
    ...machine.environment,
    ...job.environmentAt(run),
    ...variables,
    GITHUB_ACTIONS: 'true',
  };
  for (const [name, value] of Object.entries({ ...job.githubAt(run), ...files })) {
    if (exportedContext.has(name)) environment[`GITHUB_${name.toUpperCase()}`] = toText(value);
  }
  for (const [name, value] of Object.entries(job.runner)) environment[`RUNNER_${name.toUpperCase()}`] = value;
  // `Path` on Windows.
  const path = Object.keys(environment).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  environment[path] = [...job.path, environment[path] ?? ''].join(delimiter);
  return environment;
}

// The names in the `github` context that become variables. Source: GitHubContext.cs.
const exportedContext = new Set(
  (
    'action action_path action_ref action_repository actor actor_id api_url base_ref env event_name event_path ' +
    'graphql_url head_ref job output path ref ref_name ref_protected ref_type repository repository_id ' +
    'repository_owner repository_owner_id retention_days run_attempt run_id run_number server_url sha state ' +
    'step_summary triggering_actor workflow workflow_ref workflow_sha workspace'
  ).split(' '),
);
