/** The API's endpoints: which keys they need, what they store, and how they respond. */
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import {
  deploymentRules,
  isObject,
  type MarkAttributes,
  markByVersionRules,
  markRules,
  type Problem,
  problemsOf,
  type Rules,
  toNanoseconds,
} from './rules.ts';
import type {
  Answer,
  DeploymentAttributes,
  IntakeOptions,
  ReadDeployment,
  ReceivedRequest,
  StoredDeployment,
  StoredMark,
} from './types.ts';

type Request = Pick<ReceivedRequest, 'method' | 'path' | 'headers' | 'body'>;

const PATH = '/api/v2/dora/deployment';
const MARK_TYPE = 'dora_deployment_patch_request';

/**
 * Creates an API that has nothing stored. It has `POST /api/v2/dora/deployment`, `GET` and `PATCH
 * /api/v2/dora/deployments/{id}` and `PATCH /api/v2/dora/deployments`; all else is a 404.
 */
export function createApi({ apiKey, appKey }: IntakeOptions = {}) {
  const deployments = new Map<string, StoredDeployment>();
  const marks: StoredMark[] = [];

  function store(given: unknown): StoredDeployment {
    const attributes = valid(given, deploymentRules);
    const { id = randomUUID() } = attributes;
    const unmarked = { changeFailure: undefined, remediation: undefined };
    const first = deployments.get(id) ?? { id, attributes, arrivals: 0, ...unmarked };
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

  const find = (id: string) => deployments.get(id) ?? notFound(id);

  /** The attributes of a mark and the recovery time are not documented, but are there in practice. */
  const read = (id: string) => toEvent(find(id), recoveryTime(find(id)));

  /** The most recently finished deployment that matches. Source: Datadog's API reference, marking by version. */
  function latest(asked: Pick<DeploymentAttributes, 'service' | 'env' | 'version'>) {
    return [...deployments.values()]
      .filter(({ attributes: { service, env, version } }) => {
        return service === asked.service && env === asked.env && version === asked.version;
      })
      .toSorted((a, b) => Number(finishOf(a) - finishOf(b)))
      .at(-1);
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
    [`POST ${PATH}`]: ({ data: { attributes } }) => {
      return answer(200, { data: { id: store(attributes).id, type: 'dora_deployment' } });
    },
    [`GET ${PATH}s/{id}`]: ({ id }) => answer(200, { data: read(id) }),
    [`PATCH ${PATH}s/{id}`]: ({ id, data }) => {
      const problems = problemsOfType(data);
      if (data['id'] !== id) {
        const detail = 'attribute "id" must be the id of the deployment in the path';
        problems.push({ detail, source: { pointer: '/data/id' } });
      }
      // Datadog accepts the ID of an unknown deployment as a remediation (recorded).
      const attributes = valid(data.attributes, markRules, problems);
      mark('id', find(id), attributes);
      return answer(202, { data: null });
    },
    [`PATCH ${PATH}s`]: ({ data }) => {
      const attributes = valid(data.attributes, markByVersionRules, problemsOfType(data));
      mark(
        'version',
        latest(attributes) ?? notFound(`of ${attributes.service} ${attributes.version}`),
        attributes,
      );
      return { status: 202, headers: {}, body: '' };
    },
  };

  function checkKeys({ method, headers }: Request): void {
    const { 'dd-api-key': given, 'dd-application-key': givenApp } = headers;
    if (!given) throw new Refusal(refusal(401));
    if (given !== (apiKey ?? given)) throw new Refusal(refusal(403));
    if (method === 'POST') return;
    if (!givenApp) throw new Refusal(refusal(method === 'PATCH' ? 403 : 401));
    if (givenApp !== (appKey ?? givenApp)) throw new Refusal(refusal(403));
  }

  function handle(request: Request): Answer {
    const [, id] = new RegExp(`^${PATH}s/([^/?]+)$`).exec(request.path) ?? [];
    const handler = handlers[`${request.method} ${id === undefined ? request.path : `${PATH}s/{id}`}`];
    // Reported by users of Datadog: a known path with an unknown method is a 404, not a 405.
    if (handler === undefined) return refusal(404);
    try {
      checkKeys(request);
      const document = request.method === 'GET' ? undefined : readJson(request);
      const data = isObject(document) && isObject(document['data']) ? document['data'] : {};
      return handler({ id: decodeURIComponent(id ?? ''), data });
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      throw error;
    }
  }

  return {
    /** In order of first arrival. */
    deployments: () => [...deployments.values()],
    marks,
    /** Stores a deployment without a request. @throws Error if its event would be rejected */
    store: (attributes: DeploymentAttributes) => store(attributes),
    /** Reads a deployment without a request. @throws Refusal if there is none */
    read,
    /** Handles a request. @returns the response */
    handle,
  };
}

interface Call {
  /** Of the deployment in the path; empty if there is none. */
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>> & { readonly attributes?: unknown };
}

/** A response that ends the handling of a request. */
class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(String(answer.body));
    this.answer = answer;
  }
}

/** A response with a JSON body. */
function answer(status: number, document: unknown, type = 'application/vnd.api+json'): Answer {
  return { status, headers: { 'content-type': type }, body: JSON.stringify(document) };
}

/** A refusal in plain words instead of JSON:API, as Datadog's checks of keys, limits and routes word it. */
export function refusal(status: number): Answer {
  return answer(status, { errors: [STATUS_CODES[status] ?? String(status)] }, 'application/json');
}

function notFound(what: string): never {
  const error = { status: '404', title: 'Not Found', detail: `no deployment ${what}` };
  throw new Refusal(answer(404, { errors: [error] }));
}

function badRequest(problems: readonly Problem[]): Refusal {
  const errors = problems.map((problem) => ({ status: '400', title: 'Bad Request', ...problem }));
  return new Refusal(answer(400, { errors }));
}

/** @param others what else is wrong with the request @throws Refusal */
function valid<Attributes>(
  attributes: unknown,
  rules: Rules<Attributes> & Parameters<typeof problemsOf>[1],
  others: readonly Problem[] = [],
): Attributes {
  const problems = [...others, ...problemsOf(attributes, rules)];
  const isValid = (_: unknown): _ is Attributes => problems.length === 0;
  if (isValid(attributes)) return attributes;
  throw badRequest(problems);
}

/** In the recorded words of the real service. */
function problemsOfType({ type }: Call['data']): Problem[] {
  const detail = `got type "${type ?? ''}" expected one of "${MARK_TYPE}"`;
  return type === MARK_TYPE ? [] : [{ detail, source: { pointer: '/data/type' } }];
}

const finishOf = ({ attributes }: StoredDeployment) => toNanoseconds(attributes.finished_at);

/** Formats a time of any unit as RFC 3339 in UTC, without trailing zeros. */
function toRfc3339(unixTime: bigint): string {
  const nanoseconds = toNanoseconds(unixTime);
  const seconds = new Date(Number(nanoseconds / 10n ** 6n)).toISOString().slice(0, 19);
  const fraction = (nanoseconds % 10n ** 9n).toString().padStart(9, '0').replace(/0+$/, '');
  return fraction ? `${seconds}.${fraction}Z` : `${seconds}Z`;
}

/** A deployment as Datadog returns it: with times as text, the repository's ID in place of its URL, and its mark. */
function toEvent(deployment: StoredDeployment, recovery: number | undefined): ReadDeployment {
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

/** Like JSON.parse, but integers become bigint, because a number would round nanoseconds. @throws Refusal */
function readJson({ headers, body }: Request): unknown {
  const [type] = headers['content-type']?.split(';') ?? [];
  if (type !== 'application/json') throw new Refusal(refusal(415));
  try {
    return JSON.parse(body, (_key, value: unknown, context?: { readonly source?: string }) =>
      typeof value === 'number' && /^-?\d+$/.test(context?.source ?? '')
        ? BigInt(context?.source ?? '')
        : value,
    );
  } catch (error) {
    throw badRequest([{ detail: `invalid JSON: ${error}`, source: { pointer: '' } }]);
  }
}
