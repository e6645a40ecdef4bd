/** The API's endpoints: which keys they need, what they store, and how they respond. */
import { randomUUID } from 'node:crypto';
import { type Answer, answer, type Problem, refusal } from './answers.ts';
import {
  deploymentRules,
  isObject,
  type MarkAttributes,
  markByVersionRules,
  markRules,
  problemsOf,
  type Rules,
} from './rules.ts';
import { toNanoseconds, toRfc3339 } from './times.ts';
import type { DeploymentAttributes, Keys, ReceivedRequest, StoredDeployment, StoredMark } from './types.ts';

type Request = Pick<ReceivedRequest, 'method' | 'path' | 'headers' | 'body'>;

/** The API without its server. */
export interface Api {
  /** In order of first arrival. */
  readonly deployments: () => readonly StoredDeployment[];
  readonly marks: readonly StoredMark[];
  /** Stores a deployment without a request. @throws Error if its event would be rejected */
  readonly store: (attributes: DeploymentAttributes) => StoredDeployment;
  /** Handles a request. @returns the response */
  readonly handle: (request: Request) => Answer;
}

const path = '/api/v2/dora/deployment';
const markType = 'dora_deployment_patch_request';

/**
 * Creates an API that has nothing stored. It has `POST /api/v2/dora/deployment`, `GET` and `PATCH
 * /api/v2/dora/deployments/{id}` and `PATCH /api/v2/dora/deployments`; all else is a 404.
 */
export function createApi({ apiKey, appKey }: Keys = {}): Api {
  const deployments = new Map<string, StoredDeployment>();
  const marks: StoredMark[] = [];

  function keep(attributes: DeploymentAttributes): StoredDeployment {
    const { id = randomUUID() } = attributes;
    const first = deployments.get(id) ?? {
      id,
      attributes,
      arrivals: 0,
      changeFailure: undefined,
      remediation: undefined,
    };
    const deployment = { ...first, arrivals: first.arrivals + 1 };
    deployments.set(id, deployment);
    return deployment;
  }

  function mark(by: StoredMark['by'], deployment: StoredDeployment, attributes: MarkAttributes): void {
    const { change_failure: changeFailure, remediation } = attributes;
    deployments.set(deployment.id, {
      ...deployment,
      changeFailure: changeFailure ?? deployment.changeFailure,
      remediation: remediation ?? (changeFailure === false ? undefined : deployment.remediation),
    });
    marks.push({ deploymentId: deployment.id, by, changeFailure, remediation });
  }

  /** The most recently finished deployment that matches. Source: Datadog's API reference, marking by version. */
  function latest(asked: Pick<DeploymentAttributes, 'service' | 'env' | 'version'>) {
    return [...deployments.values()]
      .filter(({ attributes: { service, env, version } }) => {
        return service === asked.service && env === asked.env && version === asked.version;
      })
      .reduce<StoredDeployment | undefined>((best, each) => {
        return best !== undefined && finishOf(best) > finishOf(each) ? best : each;
      }, undefined);
  }

  /** Seconds from the finish of a failed deployment to that of its remediation; undefined if that is unknown. */
  function recoveryTime(failed: StoredDeployment): number | undefined {
    const { attributes, remediation } = failed;
    if (remediation === undefined) return undefined;
    const { id, version = '' } = remediation;
    const remedy = id === undefined ? latest({ ...attributes, version }) : deployments.get(id);
    return remedy && Number(finishOf(remedy) - finishOf(failed)) / 1e9;
  }

  const handlers: Readonly<Record<string, (call: Call) => Answer>> = {
    [`POST ${path}`]: ({ attributes }) => {
      if (!isValid(attributes, deploymentRules)) return badRequest(problemsOf(attributes, deploymentRules));
      return answer(200, { data: { id: keep(attributes).id, type: 'dora_deployment' } });
    },
    // The attributes of a mark and the recovery time are not documented, but are there in practice.
    [`GET ${path}s/{id}`]: ({ id }) => {
      const deployment = deployments.get(id);
      return deployment ? answer(200, { data: toEvent(deployment, recoveryTime(deployment)) }) : notFound(id);
    },
    [`PATCH ${path}s/{id}`]: ({ id, data, attributes }) => {
      const problems = problemsOfType(data);
      if (data['id'] !== id) {
        const detail = 'attribute "id" must be the id of the deployment in the path';
        problems.push({ detail, source: { pointer: '/data/id' } });
      }
      if (problems.length > 0 || !isValid(attributes, markRules)) {
        return badRequest([...problems, ...problemsOf(attributes, markRules)]);
      }
      const deployment = deployments.get(id);
      if (deployment === undefined) return notFound(id);
      // Datadog accepts the ID of an unknown deployment as a remediation (recorded).
      mark('id', deployment, attributes);
      return answer(202, { data: null });
    },
    [`PATCH ${path}s`]: ({ data, attributes }) => {
      const problems = problemsOfType(data);
      if (problems.length > 0 || !isValid(attributes, markByVersionRules)) {
        return badRequest([...problems, ...problemsOf(attributes, markByVersionRules)]);
      }
      const deployment = latest(attributes);
      if (deployment === undefined) return notFound(`of ${attributes.service} ${attributes.version}`);
      mark('version', deployment, attributes);
      return { status: 202, headers: {}, body: '' };
    },
  };

  function handle(request: Request): Answer {
    const [, id] = new RegExp(`^${path}s/([^/?]+)$`).exec(request.path) ?? [];
    const call = `${request.method} ${id === undefined ? request.path : `${path}s/{id}`}`;
    const handler = handlers[call];
    // Reported by users of Datadog: a known path with an unknown method is a 404, not a 405.
    if (handler === undefined) return refusal(404);
    const refused = refuseKeys(request);
    if (refused !== undefined) return refusal(refused);
    const { document, problem } = request.method === 'GET' ? {} : readJson(request);
    if (problem) return badRequest([problem]);
    const data = isObject(document) && isObject(document['data']) ? document['data'] : {};
    return handler({ id: decodeURIComponent(id ?? ''), data, attributes: data['attributes'] });
  }

  /** @returns the status of the refusal */
  function refuseKeys({ method, headers }: Request): number | undefined {
    const { 'dd-api-key': given, 'dd-application-key': givenApp } = headers;
    if (!given) return 401;
    if (given !== (apiKey ?? given)) return 403;
    if (method === 'POST') return undefined;
    if (!givenApp) return method === 'PATCH' ? 403 : 401;
    return givenApp === (appKey ?? givenApp) ? undefined : 403;
  }

  return {
    deployments: () => [...deployments.values()],
    marks,
    store(attributes) {
      const [problem] = problemsOf(attributes, deploymentRules);
      if (problem !== undefined) throw new Error(problem.detail);
      return keep(attributes);
    },
    handle,
  };
}

interface Call {
  /** Of the deployment in the path; empty if there is none. */
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly attributes: unknown;
}

function isValid<Attributes>(
  attributes: unknown,
  rules: Rules<Attributes> & Parameters<typeof problemsOf>[1],
): attributes is Attributes {
  return problemsOf(attributes, rules).length === 0;
}

const finishOf = ({ attributes }: StoredDeployment) => toNanoseconds(attributes.finished_at);

/** A deployment as Datadog returns it: with times as text, the repository's ID in place of its URL, and its mark. */
function toEvent(deployment: StoredDeployment, recovery: number | undefined): unknown {
  const { id, attributes, changeFailure, remediation } = deployment;
  const { id: _id, git, started_at, finished_at, ...rest } = attributes;
  // `https://github.com/Datadog/Shopist.git` → `github.com/datadog/shopist`, as Datadog's own examples write it.
  const repository_id = git?.repository_url
    .replace(/^[a-z+]+:\/\/(?:[^@/]*@)?|\/?(?:\.git)?\/?$/gi, '')
    .toLowerCase();
  return {
    id,
    type: 'dora_deployment',
    attributes: {
      ...rest,
      started_at: toRfc3339(started_at),
      finished_at: toRfc3339(finished_at),
      git: git && { commit_sha: git.commit_sha, repository_id },
      change_failure: changeFailure,
      remediation,
      recovery_time_sec: recovery,
    },
  };
}

function badRequest(problems: readonly Problem[]): Answer {
  return answer(400, {
    errors: problems.map((problem) => ({ status: '400', title: 'Bad Request', ...problem })),
  });
}

function notFound(what: string): Answer {
  return answer(404, { errors: [{ status: '404', title: 'Not Found', detail: `no deployment ${what}` }] });
}

/** In the recorded words of the real service. */
function problemsOfType({ type }: Call['data']): Problem[] {
  const detail = `got type "${type ?? ''}" expected one of "${markType}"`;
  return type === markType ? [] : [{ detail, source: { pointer: '/data/type' } }];
}

function readJson({ headers, body }: Request): { document?: unknown; problem?: Problem } {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    const detail = `expected content type "application/json", got "${type ?? ''}"`;
    return { problem: { detail, source: { header: 'Content-Type' } } };
  }
  try {
    return { document: parseExactly(body) };
  } catch (error) {
    return { problem: { detail: `invalid JSON: ${error}`, source: { pointer: '' } } };
  }
}

/** Like JSON.parse, but integers become bigint, because a number would round nanoseconds. */
function parseExactly(json: string): unknown {
  return JSON.parse(json, (_key, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' && context?.source && /^-?\d+$/.test(context.source)
      ? BigInt(context.source)
      : value,
  );
}
