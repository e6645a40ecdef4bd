import type { Nanoseconds } from '../time.ts';
import type { ApiRequest } from './http.ts';

/** A deployment event of one service: what is sent, and nothing else. */
export interface Event {
  /** 16 to 128 characters of `A-Za-z0-9-_.:`. */
  readonly id: string;
  readonly service: string;
  readonly env: string | undefined;
  readonly version: string | undefined;
  readonly team: string | undefined;
  /** `key:value`, at most 100. */
  readonly customTags: readonly string[];
  readonly git: { readonly repositoryUrl: string; readonly commitSha: string } | undefined;
  readonly startedAt: Nanoseconds;
  /** Never before the start. */
  readonly finishedAt: Nanoseconds;
}

/** The request that sends an event. Source: Datadog's API reference, "Send a deployment event". */
export function eventRequest(event: Event): ApiRequest {
  const { id, service, env, version, team, customTags, git, startedAt, finishedAt } = event;
  const attributes = JSON.stringify({
    id,
    service,
    env,
    version,
    team,
    custom_tags: customTags.length > 0 ? customTags : undefined,
    git: git && { repository_url: git.repositoryUrl, commit_sha: git.commitSha },
  });
  // Numbers would round 64-bit integers, so their digits are written as they are.
  const times = `"started_at":${startedAt},"finished_at":${finishedAt}`;
  return {
    kind: 'event',
    method: 'POST',
    path: '/api/v2/dora/deployment',
    body: `{"data":{"attributes":${attributes.slice(0, -1)},${times}}}}`,
  };
}
