/** The API's endpoints: which keys they need, what they store, and how they respond. */
import { randomUUID } from 'node:crypto';
import { type Answer, answer, badRequest, type Problem, refusal, success } from './answers.ts';
import { latest, list, toEvent } from './reading.ts';
import {
  deploymentRules,
  isDeployment,
  isList,
  isMark,
  isMarkByVersion,
  isObject,
  listRules,
  type MarkAttributes,
  markByVersionRules,
  markRules,
  problemsOf,
  problemsOfMark,
} from './rules.ts';
import type {
  DeploymentAttributes,
  IntakeOptions,
  Mutable,
  ReceivedRequest,
  StoredDeployment,
  StoredMark,
} from './types.ts';

const sendPath = '/api/v2/dora/deployment';
const listPath = '/api/v2/dora/deployments';
const listType = 'dora_deployments_list_request';
const markType = 'dora_deployment_patch_request';

/** The API without its server. */
export interface Api {
  /** In order of first arrival. */
  readonly deployments: () => readonly StoredDeployment[];
  readonly marks: readonly StoredMark[];
  /** Stores a deployment without a request. @throws Error if its event would be rejected */
  readonly store: (attributes: DeploymentAttributes) => StoredDeployment;
  /** Handles a request, and sets what it stored in `stored` or `marked`. @returns the response */
  readonly handle: (request: Mutable<ReceivedRequest>) => Answer;
}

/** Creates an API that has nothing stored. */
export function createApi({ prefix = '', apiKey, appKey }: IntakeOptions): Api {
  const deployments = new Map<string, Mutable<StoredDeployment>>();
  const marks: StoredMark[] = [];

  function keep(attributes: DeploymentAttributes, receivedAt: number): StoredDeployment {
    const id = attributes.id ?? randomUUID();
    const deployment = deployments.get(id) ?? {
      id,
      attributes,
      receivedAt,
      arrivals: 0,
      changeFailure: undefined,
      remediation: undefined,
    };
    deployment.arrivals += 1;
    deployments.set(id, deployment);
    return deployment;
  }

  function mark(
    request: Mutable<ReceivedRequest>,
    found: StoredDeployment,
    by: StoredMark['by'],
    attributes: MarkAttributes,
  ): void {
    const { change_failure: changeFailure, remediation } = attributes;
    const deployment = deployments.get(found.id);
    if (deployment === undefined) return;
    deployment.changeFailure = changeFailure ?? deployment.changeFailure;
    deployment.remediation = changeFailure === false ? remediation : (remediation ?? deployment.remediation);
    request.marked = { deploymentId: found.id, by, changeFailure, remediation, receivedAt: request.at };
    marks.push(request.marked);
  }

  function store(attributes: DeploymentAttributes): StoredDeployment {
    const [problem] = problemsOf(attributes, deploymentRules);
    if (problem !== undefined) throw new Error(problem.detail);
    return keep(attributes, performance.timeOrigin + performance.now());
  }

  const handleSend: Handler = ({ request, attributes }) => {
    if (!isDeployment(attributes)) return badRequest(problemsOf(attributes, deploymentRules));
    request.stored = keep(attributes, request.at);
    return success({ id: request.stored.id, type: 'dora_deployment' });
  };

  const handleList: Handler = ({ type, attributes }) => {
    if (type !== listType) return badRequest([unexpectedType(type, listType)]);
    if (!isList(attributes)) return badRequest(problemsOf(attributes, listRules));
    return success(list([...deployments.values()], attributes));
  };

  // Datadog accepts the ID of an unknown deployment as a remediation (recorded).
  const handleMark =
    (id: string): Handler =>
    ({ request, data, type, attributes }) => {
      const problems = type === markType ? [] : [unexpectedType(type, markType)];
      if (data['id'] !== id) {
        const detail = 'attribute "id" must be the id of the deployment in the path';
        problems.push({ detail, source: { pointer: '/data/id' } });
      }
      if (problems.length > 0 || !isMark(attributes)) {
        return badRequest([...problems, ...problemsOfMark(attributes, markRules)]);
      }
      const deployment = deployments.get(id);
      if (deployment === undefined) return notFound(id);
      mark(request, deployment, 'id', attributes);
      return success(null, 202);
    };

  const handleMarkByVersion: Handler = ({ request, type, attributes }) => {
    const problems = type === markType ? [] : [unexpectedType(type, markType)];
    if (problems.length > 0 || !isMarkByVersion(attributes)) {
      return badRequest([...problems, ...problemsOfMark(attributes, markByVersionRules)]);
    }
    const deployment = latest([...deployments.values()], attributes);
    if (deployment === undefined) return notFound(`of ${attributes.service} ${attributes.version}`);
    mark(request, deployment, 'version', attributes);
    return { status: 202, headers: {}, body: '' };
  };

  function handle(request: Mutable<ReceivedRequest>): Answer {
    const [pathname = ''] = request.path.split('?');
    const path = pathname.startsWith(prefix) ? pathname.slice(prefix.length) : '';
    const id = path.startsWith(`${listPath}/`) ? decode(path.slice(listPath.length + 1)) : undefined;
    const call = `${request.method} ${id === undefined ? path : `${listPath}/{id}`}`;
    const handlers: Readonly<Record<string, Handler>> = {
      [`POST ${sendPath}`]: handleSend,
      [`POST ${listPath}`]: handleList,
      [`PATCH ${listPath}`]: handleMarkByVersion,
      ...(id !== undefined && { [`PATCH ${listPath}/{id}`]: handleMark(id) }),
    };
    const handler = handlers[call];
    // Reported by users of Datadog: a known path with an unknown method is a 404, not a 405.
    if (handler === undefined && call !== `GET ${listPath}/{id}`) return refusal(404);
    const refused = refuseKeys(request, handler !== handleSend);
    if (refused) return refused;
    if (handler === undefined) {
      const deployment = deployments.get(id ?? '');
      return deployment ? success(toEvent(deployment, [...deployments.values()])) : notFound(id ?? '');
    }
    const { document, problem } = readJson(request);
    if (problem) return badRequest([problem]);
    const data = isObject(document) && isObject(document['data']) ? document['data'] : {};
    return handler({ request, data, type: data['type'], attributes: data['attributes'] });
  }

  function refuseKeys(request: ReceivedRequest, needsAppKey: boolean): Answer | undefined {
    const { 'dd-api-key': given, 'dd-application-key': givenApp } = request.headers;
    if (!given) return refusal(401);
    if (apiKey !== undefined && given !== apiKey) return refusal(403);
    if (!needsAppKey) return undefined;
    if (!givenApp) return refusal(request.method === 'PATCH' ? 403 : 401);
    return appKey !== undefined && givenApp !== appKey ? refusal(403) : undefined;
  }

  return { deployments: () => [...deployments.values()], marks, store, handle };
}

type Handler = (call: {
  readonly request: Mutable<ReceivedRequest>;
  readonly data: Readonly<Record<string, unknown>>;
  readonly type: unknown;
  readonly attributes: unknown;
}) => Answer;

function notFound(what: string): Answer {
  return answer(404, { errors: [{ status: '404', title: 'Not Found', detail: `no deployment ${what}` }] });
}

/** @returns undefined if the text is empty, has several segments or is not URL-encoded correctly */
function decode(segment: string): string | undefined {
  try {
    return segment === '' || segment.includes('/') ? undefined : decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function readJson(request: ReceivedRequest): { document?: unknown; problem?: Problem } {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    const detail = `expected content type "application/json", got "${type ?? ''}"`;
    return { problem: { detail, source: { header: 'Content-Type' } } };
  }
  try {
    return { document: parseExactly(request.body) };
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

/** In the recorded words of the real service. */
function unexpectedType(type: unknown, expected: string): Problem {
  const detail = `got type "${type ?? ''}" expected one of "${expected}"`;
  return { detail, source: { pointer: '/data/type' } };
}
