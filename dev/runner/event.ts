/** What a run starts with: the `github` context and the workflow's inputs. */

import { basename } from 'node:path';
import { mapValues, type Workflow } from './definitions.ts';
import { toText, type Value } from './expressions.ts';
import type { RunOptions } from './options.ts';

/** The GITHUB_TOKEN of every run. It gives access to nothing. */
export const token = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz';

/** Adds the defaults to a workflow's inputs. @throws Error if one is unknown or missing */
export function completeInputs(
  workflow: Workflow,
  given: Readonly<Record<string, Value>>,
): Record<string, Value> {
  const unknown = Object.keys(given).filter((name) => !(name in workflow.inputs));
  if (unknown.length > 0) {
    throw new Error(`${workflow.file} has no input ${unknown.join(', ')}.`);
  }
  const missing: Record<string, Value> = { boolean: false, number: 0 };
  return Object.fromEntries(
    Object.entries(workflow.inputs).map(([name, input]) => {
      if (input.required && given[name] === undefined && input.default === null) {
        throw new Error(`${workflow.file} requires the input ${name}.`);
      }
      return [name, given[name] ?? input.default ?? missing[input.type] ?? ''];
    }),
  );
}

/** The part of the `github` context that is the same for all jobs. */
export function githubContext(workflow: Workflow, options: RunOptions): Record<string, Value> {
  const { github = {}, inputs } = options;
  const sha = github['sha'] ?? '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';
  const ref = github['ref'] ?? 'refs/heads/main';
  const name = github['repository'] ?? 'acme/shopist';
  const [owner = ''] = name.split('/');
  const server = github['server_url'] ?? 'https://github.com';
  const isGitHub = server === 'https://github.com';
  return {
    actor: 'octocat',
    actor_id: '583231',
    api_url: isGitHub ? 'https://api.github.com' : `${server}/api/v3`,
    base_ref: '',
    event_name: 'push',
    event: options.event ?? {
      ref,
      after: sha,
      before: '5e1f6a7b8c9d0e2f3a4b5c6d7e8f90a1b2c3d4e5',
      repository: { name: name.slice(owner.length + 1), full_name: name, owner: { login: owner } },
      ...(inputs === undefined ? {} : { inputs: mapValues(inputs, toText) }),
    },
    graphql_url: isGitHub ? 'https://api.github.com/graphql' : `${server}/api/graphql`,
    head_ref: '',
    ref,
    ref_name: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    ref_protected: false,
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    repository: name,
    repository_id: '1296269',
    repository_owner: owner,
    repository_owner_id: '9919',
    repositoryUrl: `git://${new URL(server).host}/${name}.git`,
    retention_days: '90',
    run_attempt: '1',
    run_id: '17412345678',
    run_number: '42',
    secret_source: 'Actions',
    server_url: server,
    sha,
    token,
    triggering_actor: 'octocat',
    workflow: workflow.name,
    workflow_ref: `${name}/.github/workflows/${basename(workflow.file)}@${ref}`,
    workflow_sha: sha,
    ...github,
  };
}
