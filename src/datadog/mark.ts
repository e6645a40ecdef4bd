import type { ApiRequest } from './http.ts';

/** Marks a deployment as a change failure, or withdraws the mark. */
export interface Mark {
  readonly target:
    | { readonly id: string }
    /** The most recently finished deployment that matches. */
    | { readonly service: string; readonly env: string; readonly version: string };
  readonly changeFailure: boolean;
  /** The deployment that remedied the failure. */
  readonly remediation:
    | ({ readonly type: 'rollback' | 'rollforward' } & (
        | { readonly id: string }
        | { readonly version: string }
      ))
    | undefined;
}

// Source: the OpenAPI description of Datadog's API, patchDORADeployment and patchDORADeploymentByVersion.
const TYPE = 'dora_deployment_patch_request';
const PATH = '/api/v2/dora/deployments';

/** A mark, and what the log and the summary call its deployment. */
export interface NamedMark {
  readonly label: string;
  readonly mark: Mark;
}

/** The request that makes a mark. */
export function markRequest({ target, changeFailure, remediation }: Mark): ApiRequest {
  const mark = { change_failure: changeFailure, remediation };
  return 'id' in target
    ? {
        kind: 'mark',
        method: 'PATCH',
        path: `${PATH}/${encodeURIComponent(target.id)}`,
        body: JSON.stringify({ data: { id: target.id, type: TYPE, attributes: mark } }),
      }
    : {
        kind: 'mark',
        method: 'PATCH',
        path: PATH,
        body: JSON.stringify({ data: { type: TYPE, attributes: { ...target, ...mark } } }),
      };
}

/** Whether a mark names its deployment by service, env and version. */
export function isMarkByName({ path }: Pick<ApiRequest, 'path'>): boolean {
  return path === PATH;
}
