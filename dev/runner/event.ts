/** What a run starts with: the `github` context and the workflow's inputs. */

import { basename } from 'node:path';
import { inputsOf, type Workflow } from './definitions.ts';
import { at, evaluateTemplate, type Mapping, mapping, type Scope, toText } from './expressions.ts';
import type { RunOptions } from './types.ts';

/** The GITHUB_TOKEN of every run. It gives access to nothing. */
export const token = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz';

/**
 * The inputs of an event of a workflow, with their defaults.
 * @param scope of the expressions in the defaults
 * @throws Error if one is unknown or missing
 */
export function completeInputs(workflow: Workflow, event: string, given: Mapping, scope: Scope): Mapping {
  const inputs = inputsOf(workflow, event);
  const unknown = Object.keys(given).filter((name) => !(name in inputs));
  if (unknown.length > 0) {
    const all = Object.keys(inputs).join(', ') || 'none';
    throw new Error(`${workflow.file} has no input ${unknown.join(', ')}. Its inputs for ${event}: ${all}.`);
  }
  const missing: Mapping = { boolean: false, number: 0 };
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => {
      const { type = 'string', required = false, options } = input;
      // GitHub's form has the first option chosen.
      const { default: usual = Array.isArray(options) ? (options[0] ?? null) : null } = input;
      if (required === true && given[name] === undefined && usual === null) {
        throw new Error(`The workflow requires the input ${name}. Give it with --input ${name}=VALUE.`);
      }
      return [name, given[name] ?? evaluateTemplate(usual, scope) ?? missing[toText(type)] ?? ''];
    }),
  );
}

/** The event that starts a workflow if nothing else is asked for: a push, or the first event that the file names. */
export function usualEvent({ events }: Workflow): string {
  const own = Object.keys(events).filter((name) => name !== 'workflow_call');
  return own.includes('push') ? 'push' : (own[0] ?? 'push');
}

/** Where a payload says what its run is for: the kind of the ref, its name, and the commit. */
type Origin = readonly [kind: string, name: string, commit?: string];

// Source: docs.github.com, "Events that trigger workflows", columns GITHUB_SHA and GITHUB_REF. Since December 2025 a
// `pull_request_target` runs for the default branch, like the events that are not here.
const origins: Readonly<Record<string, Origin>> = {
  deployment: ['refs/heads/', 'deployment.ref', 'deployment.sha'],
  deployment_status: ['refs/heads/', 'deployment.ref', 'deployment.sha'],
  merge_group: ['', 'merge_group.head_ref', 'merge_group.head_sha'],
  pull_request: ['refs/pull/', 'pull_request.number', 'pull_request.merge_commit_sha'],
  pull_request_review: ['refs/pull/', 'pull_request.number', 'pull_request.merge_commit_sha'],
  push: ['', 'ref', 'after'],
  release: ['refs/tags/', 'release.tag_name', 'release.target_commitish'],
  workflow_dispatch: ['', 'ref'],
};

/** The ref and the commit of the run that an event starts, as far as its payload has them. */
function runOf(event: string, payload: Mapping): { ref?: string; sha?: string } {
  const usual: Origin = ['refs/heads/', 'repository.default_branch'];
  // A merged pull request runs for the branch that it is merged into: GitHub's changelog of 2023-09-13.
  const isMerged = event === 'pull_request' && at(payload, 'pull_request', 'merged') === true;
  const ofMerged: Origin = ['refs/heads/', 'pull_request.base.ref', 'pull_request.merge_commit_sha'];
  const [kind, name, commit = ''] = isMerged ? ofMerged : (origins[event] ?? usual);
  const [ref = '', sha = ''] = [name, commit].map((path) => toText(at(payload, ...path.split('.'))));
  const isCommit = (text: string) => /^[0-9a-f]{40}$/.test(text);
  return {
    ...(ref === '' || isCommit(ref) ? {} : { ref: kind + ref + (kind === 'refs/pull/' ? '/merge' : '') }),
    ...(isCommit(sha) ? { sha } : {}),
  };
}

/**
 * The part of the `github` context that is the same for all jobs. It follows from the event's payload, as far as
 * `options.github` does not say otherwise.
 */
export function githubContext(workflow: Workflow, options: RunOptions): Mapping {
  const { github = {} } = options;
  const event = github['event_name'] ?? usualEvent(workflow);
  const payload = mapping(options.event);
  const pullRequest = event.startsWith('pull_request') ? payload['pull_request'] : null;
  const { ref, sha } = {
    ref: 'refs/heads/main',
    sha: '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567',
    ...runOf(event, payload),
    ...github,
  };
  const repository = github['repository'] ?? (toText(at(payload, 'repository', 'full_name')) || 'acme/shopist');
  const [owner = '', name = ''] = repository.split('/');
  const actor = toText(at(payload, 'sender', 'login')) || 'octocat';
  const server = github['server_url'] ?? 'https://github.com';
  const [cron] = [workflow.events['schedule'] ?? null].flat();
  const isGitHub = server === 'https://github.com';
  return {
    actor,
    actor_id: '583231',
    api_url: isGitHub ? 'https://api.github.com' : `${server}/api/v3`,
    base_ref: toText(at(pullRequest, 'base', 'ref')),
    event_name: event,
    event: options.event ?? {
      ...(event === 'push' ? { ref, after: sha, before: '5e1f6a7b8c9d0e2f3a4b5c6d7e8f90a1b2c3d4e5' } : {}),
      ...(event === 'workflow_dispatch' ? { ref } : {}),
      ...(event === 'schedule' ? { schedule: at(cron ?? null, 'cron') } : {}),
      repository: {
        name,
        full_name: repository,
        html_url: `${server}/${repository}`,
        owner: { login: owner },
        default_branch: 'main',
      },
      sender: { login: actor },
    },
    graphql_url: isGitHub ? 'https://api.github.com/graphql' : `${server}/api/graphql`,
    head_ref: toText(at(pullRequest, 'head', 'ref')),
    ref,
    ref_name: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    ref_protected: false,
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    repository,
    repository_id: '1296269',
    repository_owner: owner,
    repository_owner_id: '9919',
    repositoryUrl: `git://${new URL(server).host}/${repository}.git`,
    retention_days: '90',
    run_attempt: '1',
    run_id: '17412345678',
    run_number: '42',
    secret_source: 'Actions',
    server_url: server,
    sha,
    token,
    triggering_actor: actor,
    workflow: workflow.yaml['name'] ?? `.github/workflows/${basename(workflow.file)}`,
    workflow_ref: `${repository}/.github/workflows/${basename(workflow.file)}@${ref}`,
    workflow_sha: sha,
    ...github,
  };
}
