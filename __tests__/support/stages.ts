import {
  type DeploymentAttributes,
  type ReceivedRequest,
  type StoredMark,
  startIntake,
} from '../../dev/intake.ts';
import { type Launched, launch } from '../../dev/launch.ts';
import { INPUTS } from '../../src/deployment/inputs.ts';
import type { Settled, Table } from '../../src/inputs/table.ts';
import { apiKey, sha } from './workflow.ts';

/** The inputs of the deployment action that a stage settles, except for the keys. */
export function inputsSettledIn(...stages: readonly Settled[]): readonly string[] {
  return Object.entries<Table[string]>(INPUTS)
    .filter(([, { settled }]) => stages.includes(settled))
    .map(([name]) => name);
}

/** What became of main and post, run without a workflow. */
export interface ActionRun {
  readonly main: Launched;
  readonly post: Launched;
  readonly outputs: readonly (readonly [name: string, value: string])[];
  readonly events: readonly DeploymentAttributes[];
  readonly marks: readonly StoredMark[];
  readonly requests: readonly Pick<ReceivedRequest, 'path' | 'body'>[];
  /** The messages of both stages' annotations. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
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
  const intake = await startIntake();
  const given: Readonly<Record<string, string>> = {
    'api-key': apiKey,
    'api-url': intake.url,
    service: 'shopist',
    // What is not delivered at once is not to hold a test up.
    timeout: '2',
    'git-repository-url': 'https://github.com/acme/shopist',
    'git-commit-sha': sha,
    ...inputs,
  };
  try {
    const main = await launch({ stage: 'main', inputs: given, environment });
    const post = await launch({ stage: 'post', inputs: given, environment, state: main.state });
    return {
      main,
      post,
      outputs: Object.entries(main.outputs),
      events: intake.deployments.map(({ attributes }) => attributes),
      marks: intake.marks,
      errors: [...main.errors, ...post.errors],
      warnings: [...main.warnings, ...post.warnings],
      requests: intake.requests.map(({ path, body }) => ({ path, body })),
      log: [main, post]
        .map(({ stdout, stderr }) => stdout + stderr)
        .join('')
        .replace(/^::add-mask::[^\n]*$/gm, ''),
      written: main.written + post.written,
    };
  } finally {
    await intake.close();
  }
}
