import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DeploymentAttributes, type ReceivedRequest, startIntake } from '../../dev/intake.ts';
import { parseFileCommand } from '../../dev/runner/commands.ts';
import { type ProcessResult, runProcess } from '../../dev/runner/process.ts';
import { apiKey, sha } from './workflow.ts';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

/** What became of main and post, run without a workflow. */
export interface ActionRun {
  readonly main: ProcessResult;
  readonly post: ProcessResult;
  readonly outputs: readonly (readonly [name: string, value: string])[];
  readonly events: readonly DeploymentAttributes[];
  readonly requests: readonly Pick<ReceivedRequest, 'path' | 'body'>[];
  /** The lines that both stages printed, without the masks. */
  readonly log: string;
  /** The text of all files that both stages wrote: state, outputs, environment, summary. */
  readonly written: string;
}

/**
 * Runs main and post of the built action as their own processes, against an intake of its own: faster than a workflow
 * file, and with inputs that YAML cannot have.
 * @param inputs in place of, or with, those of a good step; none may have a NUL in it
 * @param environment in place of, or with, the runner's
 */
export async function runAction(
  inputs: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> = {},
): Promise<ActionRun> {
  const folder = mkdtempSync(join(tmpdir(), 'action-'));
  const intake = await startIntake();
  const given: Readonly<Record<string, string>> = {
    'api-key': apiKey,
    'api-url': intake.url,
    service: 'shopist',
    // What is not delivered at once is not to hold a test up.
    timeout: '2',
    'git-repository-url': 'https://github.com/acme/shopist',
    'git-commit-sha': sha,
    'job-status': 'success',
    ...inputs,
  };
  const run = async (stage: 'main' | 'post', state: readonly (readonly [string, string])[]) => {
    const files = ['STATE', 'OUTPUT', 'ENV', 'PATH', 'STEP_SUMMARY'].map(
      (name) => [`GITHUB_${name}`, join(folder, `${stage}-${name}`)] as const,
    );
    for (const [, file] of files) {
      writeFileSync(file, '');
    }
    const ended = await runProcess({
      command: process.execPath,
      args: [join(dist, stage, 'index.js')],
      folder,
      environment: {
        ...(process.env['SYSTEMROOT'] === undefined ? {} : { SYSTEMROOT: process.env['SYSTEMROOT'] }),
        GITHUB_REPOSITORY: 'acme/shopist',
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_SHA: sha,
        GITHUB_WORKSPACE: folder,
        ...environment,
        ...Object.fromEntries(
          Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
        ),
        ...Object.fromEntries(state.map(([name, value]) => [`STATE_${name}`, value])),
        ...Object.fromEntries(files),
      },
      onStart: () => {},
      onLine: () => {},
    });
    return { ended, texts: files.map(([, file]) => readFileSync(file, 'utf8')) };
  };
  try {
    const main = await run('main', []);
    const [state = '', outputs = ''] = main.texts;
    const post = await run('post', parseFileCommand(state).pairs);
    const printed = [main, post].map(({ ended }) => ended.stdout + ended.stderr).join('');
    return {
      main: main.ended,
      post: post.ended,
      outputs: parseFileCommand(outputs).pairs,
      events: intake.deployments.map(({ attributes }) => attributes),
      requests: intake.requests.map(({ path, body }) => ({ path, body })),
      log: printed.replace(/^::add-mask::.*$/gm, ''),
      written: [...main.texts, ...post.texts].join(''),
    };
  } finally {
    await intake.close();
    rmSync(folder, { recursive: true });
  }
}
