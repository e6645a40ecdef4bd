import type { Nanoseconds } from '../time.ts';

/** A request to Datadog's API. */
export interface ApiRequest {
  readonly kind: 'event' | 'mark';
  readonly method: 'POST' | 'PATCH';
  /** Without the base URL. */
  readonly path: string;
  /** JSON. */
  readonly body: string;
}

/** A deployment event of one service: exactly what is sent. */
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
  // JavaScript's numbers would round 64-bit integers, so their digits are written directly.
  const times = `"started_at":${startedAt},"finished_at":${finishedAt}`;
  return {
    kind: 'event',
    method: 'POST',
    path: '/api/v2/dora/deployment',
    body: `{"data":{"attributes":${attributes.slice(0, -1)},${times}}}}`,
  };
}

/** Marks a deployment as a change failure, or withdraws the mark. */
export interface Mark {
  readonly target:
    | { readonly id: string }
    /** The most recently finished deployment that matches. */
    | { readonly service: string; readonly env: string; readonly version: string };
  readonly changeFailure: boolean;
  /** The deployment that remediated the failure. */
  readonly remediation:
    | ({ readonly type: 'rollback' | 'rollforward' } & ({ readonly id: string } | { readonly version: string }))
    | undefined;
}

/** A mark, and what the log and the summary call its deployment. */
export interface NamedMark {
  readonly label: string;
  readonly mark: Mark;
}

const MARKS_PATH = '/api/v2/dora/deployments';

/**
 * The request that makes a mark. Source: the OpenAPI description of Datadog's API, patchDORADeployment and
 * patchDORADeploymentByVersion.
 */
export function markRequest({ target, changeFailure, remediation }: Mark): ApiRequest {
  const type = 'dora_deployment_patch_request';
  const mark = { change_failure: changeFailure, remediation };
  const [path, data] =
    'id' in target
      ? [`${MARKS_PATH}/${encodeURIComponent(target.id)}`, { id: target.id, type, attributes: mark }]
      : [MARKS_PATH, { type, attributes: { ...target, ...mark } }];
  return { kind: 'mark', method: 'PATCH', path, body: JSON.stringify({ data }) };
}

/** Whether a mark names its deployment by service, env and version. */
export function isMarkByName({ path }: Pick<ApiRequest, 'path'>): boolean {
  return path === MARKS_PATH;
}
