/** What a run starts with: the `github` context and the workflow's inputs. */

import { basename } from 'node:path';
import { mapping, type Workflow, type WorkflowInputs } from './definitions.ts';
import { evaluateTemplate, type Scope, toText, type Value } from './expressions.ts';
import type { RunOptions } from './options.ts';

/** The GITHUB_TOKEN of every run. It gives access to nothing. */
export const token = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz';

/** The commit that a run is for, unless its event names another. */
export const SHA = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';

/**
 * Adds the defaults to a workflow's inputs.
 * @param scope of the expressions in the defaults
 * @throws Error if one is unknown or missing
 */
export function completeInputs(
  { file }: Workflow,
  inputs: WorkflowInputs,
  given: Readonly<Record<string, Value>>,
  scope: Scope,
): Record<string, Value> {
  const unknown = Object.keys(given).filter((name) => !(name in inputs));
  if (unknown.length > 0) {
    throw new Error(`${file} has no input ${unknown.join(', ')}.`);
  }
  const missing: Record<string, Value> = { boolean: false, number: 0 };
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => {
      if (input.required && given[name] === undefined && input.default === null) {
        throw new Error(`${file} requires the input ${name}.`);
      }
      return [name, given[name] ?? evaluateTemplate(input.default, scope) ?? missing[input.type] ?? ''];
    }),
  );
}

/** The event that starts a workflow if nothing else is asked for: a push, or the first event that the file names. */
export function usualEvent({ events }: Workflow): string {
  const own = Object.keys(events).filter((name) => name !== 'workflow_call');
  return own.includes('push') ? 'push' : (own[0] ?? 'push');
}

/**
 * What an event says about the run that it starts. Source: docs.github.com, "Events that trigger workflows", columns
 * GITHUB_SHA and GITHUB_REF. Empty texts if the payload does not say it.
 */
function runOf(event: string, payload: Readonly<Record<string, Value>>): Record<'ref' | 'sha', string> {
  const text = (...path: readonly string[]): string => {
    const value = path.reduce<Value>((part, name) => mapping(part)[name] ?? null, { ...payload });
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const below = (folder: string, name: string) => (name === '' ? '' : `refs/${folder}/${name}`);
  const isCommit = (name: string) => /^[0-9a-f]{40}$/.test(name);
  switch (event) {
    case 'pull_request':
    case 'pull_request_review':
      return {
        ref: below('pull', text('pull_request', 'number') && `${text('pull_request', 'number')}/merge`),
        sha: text('pull_request', 'merge_commit_sha'),
      };
    case 'pull_request_target':
      return {
        ref: below('heads', text('pull_request', 'base', 'ref')),
        sha: text('pull_request', 'base', 'sha'),
      };
    case 'release': {
      const target = text('release', 'target_commitish');
      return { ref: below('tags', text('release', 'tag_name')), sha: isCommit(target) ? target : '' };
    }
    case 'create':
      return { ref: below(text('ref_type') === 'tag' ? 'tags' : 'heads', text('ref')), sha: '' };
    case 'deployment':
    case 'deployment_status': {
      const ref = text('deployment', 'ref');
      return { ref: isCommit(ref) ? '' : below('heads', ref), sha: text('deployment', 'sha') };
    }
    case 'merge_group':
      return { ref: text('merge_group', 'head_ref'), sha: text('merge_group', 'head_sha') };
    case 'push':
    case 'workflow_dispatch':
      return { ref: text('ref'), sha: text('after') };
    default:
      return { ref: below('heads', text('repository', 'default_branch')), sha: '' };
  }
}

/**
 * The part of the `github` context that is the same for all jobs. It follows from the event's payload, as far as
 * `options.github` does not say otherwise.
 */
export function githubContext(workflow: Workflow, options: RunOptions): Record<string, Value> {
  const { github = {} } = options;
  const event = github['event_name'] ?? usualEvent(workflow);
  const payload = mapping(options.event);
  const said = runOf(event, payload);
  const repository = mapping(payload['repository']);
  const pullRequest = event.startsWith('pull_request') ? mapping(payload['pull_request']) : {};
  const branch = (end: string) => toText(mapping(pullRequest[end])['ref']);
  const sha = github['sha'] ?? (said.sha || SHA);
  const ref = github['ref'] ?? (said.ref || 'refs/heads/main');
  const name = github['repository'] ?? (toText(repository['full_name']) || 'acme/shopist');
  const actor = toText(mapping(payload['sender'])['login']) || 'octocat';
  const [owner = ''] = name.split('/');
  const server = github['server_url'] ?? 'https://github.com';
  const isGitHub = server === 'https://github.com';
  return {
    actor,
    actor_id: '583231',
    api_url: isGitHub ? 'https://api.github.com' : `${server}/api/v3`,
    base_ref: branch('base'),
    event_name: event,
    event: options.event ?? {
      ref,
      after: sha,
      before: '5e1f6a7b8c9d0e2f3a4b5c6d7e8f90a1b2c3d4e5',
      repository: {
        name: name.slice(owner.length + 1),
        full_name: name,
        owner: { login: owner },
        default_branch: 'main',
      },
    },
    graphql_url: isGitHub ? 'https://api.github.com/graphql' : `${server}/api/graphql`,
    head_ref: branch('head'),
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
    triggering_actor: actor,
    workflow: workflow.name,
    workflow_ref: `${name}/.github/workflows/${basename(workflow.file)}@${ref}`,
    workflow_sha: sha,
    ...github,
  };
}
