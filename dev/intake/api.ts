/** The API's endpoints: which keys they need, what they store, and how they respond. */
import { randomUUID } from 'node:crypto';
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, STATUS_CODES } from 'node:http';
import {
  type DeploymentAttributes,
  type DeploymentNames,
  deploymentRules,
  isObject,
  type MarkAttributes,
  markByVersionRules,
  markRules,
  problemsOf,
  type Remediation,
  type Rules,
  toNanoseconds,
} from './rules.ts';

export interface StoredDeployment {
  /** The sender's ID, or a UUID if it sent none. */
  readonly id: string;
  /** As in the first event with this ID: Datadog does not document what a second one changes. */
  readonly attributes: DeploymentAttributes;
  /** How many events with this ID were accepted. Above 1, it was sent again or the ID was used twice. */
  arrivals: number;
  /** From the last mark; undefined if there is none. */
  changeFailure: boolean | undefined;
  /** From the last mark that has one. A mark with `change_failure: false` removes it. */
  remediation: Remediation | undefined;
}

export interface StoredMark {
  readonly deploymentId: string;
  /** Whether the mark named the deployment by its ID, or by its service, env and version. */
  readonly by: 'id' | 'version';
  readonly changeFailure: boolean | undefined;
  readonly remediation: Remediation | undefined;
}

/** A deployment as Datadog returns it. */
export type ReadDeployment = ReturnType<typeof toEvent>;

export interface Request {
  readonly method: string;
  /** As sent, including the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

/** The keys that are accepted; others get a 403. If one is absent, every key of its kind is. */
export interface Keys {
  readonly apiKey?: string;
  readonly appKey?: string;
}

const PATH = '/api/v2/dora/deployment';
const MARK_TYPE = 'dora_deployment_patch_request';

/**
 * Creates an API that has nothing stored. It has `POST /api/v2/dora/deployment`, `GET` and `PATCH
 * /api/v2/dora/deployments/{id}` and `PATCH /api/v2/dora/deployments`; all else is a 404.
 */
export function createApi({ apiKey, appKey }: Keys = {}) {
  /** One for each ID, in order of first arrival. */
  const deployments: StoredDeployment[] = [];
  const marks: StoredMark[] = [];

  const find = (wanted: string) => deployments.find(({ id }) => id === wanted);
  const get = (id: string) => find(id) ?? refuse(404, [`/data/${id}`]);

  /** Stores an event. @throws Refusal, which is an Error in the API's words, if it is invalid */
  function store(event: unknown): StoredDeployment {
    const attributes = valid(event, deploymentRules);
    const { id = randomUUID() } = attributes;
    let deployment = find(id);
    if (deployment === undefined) {
      deployment = { id, attributes, arrivals: 0, changeFailure: undefined, remediation: undefined };
      deployments.push(deployment);
    }
    deployment.arrivals += 1;
    return deployment;
  }

  function mark(by: StoredMark['by'], deployment: StoredDeployment, attributes: MarkAttributes): void {
    const { change_failure: changeFailure, remediation } = attributes;
    if (changeFailure === false) deployment.remediation = undefined;
    deployment.changeFailure = changeFailure ?? deployment.changeFailure;
    deployment.remediation = remediation ?? deployment.remediation;
    marks.push({ deploymentId: deployment.id, by, changeFailure, remediation });
  }

  /** The most recently finished deployment that matches. Source: Datadog's API reference, marking by version. */
  function latest(asked: Partial<DeploymentNames>) {
    const matching = deployments.filter(({ attributes: { service, env, version } }) => {
      return service === asked.service && env === asked.env && version === asked.version;
    });
    return matching.toSorted((a, b) => Number(finishOf(a) - finishOf(b))).at(-1);
  }

  /** @throws Refusal if there is none */
  function read(id: string) {
    const deployment = get(id);
    const { attributes, remediation } = deployment;
    const { id: remediatingId, version = '' } = remediation ?? {};
    const remediating = remediatingId === undefined ? latest({ ...attributes, version }) : find(remediatingId);
    return toEvent(deployment, remediation && remediating);
  }

  const handlers: Readonly<Record<string, (call: Call) => Answer>> = {
    [`POST ${PATH}`]: ({ data: { attributes } }) => {
      return answer(200, { data: { id: store(attributes).id, type: 'dora_deployment' } });
    },
    [`GET ${PATH}s/{id}`]: ({ id }) => answer(200, { data: read(id) }),
    [`PATCH ${PATH}s/{id}`]: ({ id, data }) => {
      const problems = [...problemsOfType(data), ...(data['id'] === id ? [] : ['/data/id'])];
      // Datadog accepts the ID of an unknown deployment as a remediation (recorded).
      const attributes = valid(data.attributes, markRules, problems);
      mark('id', get(id), attributes);
      return answer(202, { data: null });
    },
    [`PATCH ${PATH}s`]: ({ data }) => {
      const attributes = valid(data.attributes, markByVersionRules, problemsOfType(data));
      mark('version', latest(attributes) ?? refuse(404, ['/data/attributes/version']), attributes);
      return { status: 202, headers: {}, body: '' };
    },
  };

  /** The status of the refusal that keys get; undefined if they are right. */
  function refusalOfKeys({ method, headers }: Request): number | undefined {
    const { 'dd-api-key': given, 'dd-application-key': givenApp } = headers;
    if (!given) return 401;
    if (given !== (apiKey ?? given)) return 403;
    if (method === 'POST') return undefined;
    if (!givenApp) return method === 'PATCH' ? 403 : 401;
    return givenApp === (appKey ?? givenApp) ? undefined : 403;
  }

  function handle(request: Request): Answer {
    const [, id] = new RegExp(`^${PATH}s/([^/?]+)$`).exec(request.path) ?? [];
    const handler = handlers[`${request.method} ${id === undefined ? request.path : `${PATH}s/{id}`}`];
    // Reported by users of Datadog: a known path with an unknown method is a 404, not a 405.
    if (handler === undefined) return refusal(404);
    const refused = refusalOfKeys(request);
    if (refused !== undefined) return refusal(refused);
    try {
      const document = request.method === 'GET' ? undefined : readJson(request);
      const data = isObject(document) && isObject(document['data']) ? document['data'] : {};
      return handler({ id: decodeURIComponent(id ?? ''), data });
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      throw error;
    }
  }

  return { deployments, marks, store, read, handle };
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
    super(answer.body);
    this.answer = answer;
  }
}

function answer(status: number, document: unknown, type = 'application/vnd.api+json'): Answer {
  return { status, headers: { 'content-type': type }, body: JSON.stringify(document) };
}

/** A refusal in plain words instead of JSON:API, as Datadog's checks of keys, limits and routes word it. */
export function refusal(status: number): Answer {
  return answer(status, { errors: [STATUS_CODES[status] ?? String(status)] }, 'application/json');
}

/** Refuses a request as in JSON:API, for what JSON pointers lead to. @throws Refusal */
function refuse(status: 400 | 404, pointers: readonly string[]): never {
  const detail = status === 404 ? 'there is no such deployment' : 'unknown, missing or invalid';
  const errors = pointers.map((pointer) => ({
    status: String(status),
    title: STATUS_CODES[status],
    detail: `${pointer.split('/').at(-1)}: ${detail}`,
    source: { pointer },
  }));
  throw new Refusal(answer(status, { errors }));
}

/** @param others what else is wrong with the request @throws Refusal */
function valid<Attributes>(
  attributes: unknown,
  rules: Rules<Attributes> & Parameters<typeof problemsOf>[1],
  others: readonly string[] = [],
): Attributes {
  const problems = [...others, ...problemsOf(attributes, rules)];
  const isValid = (_: unknown): _ is Attributes => problems.length === 0;
  return isValid(attributes) ? attributes : refuse(400, problems);
}

const problemsOfType = ({ type }: Call['data']) => (type === MARK_TYPE ? [] : ['/data/type']);

const finishOf = ({ attributes }: StoredDeployment) => toNanoseconds(attributes.finished_at);

/** Formats a time of any unit as RFC 3339 in UTC, without trailing zeros. */
function toRfc3339(unixTime: bigint): string {
  const nanoseconds = toNanoseconds(unixTime);
  const seconds = new Date(Number(nanoseconds / 10n ** 6n)).toISOString().slice(0, 19);
  const fraction = `.${(nanoseconds % 10n ** 9n).toString().padStart(9, '0')}`;
  return `${seconds}${fraction.replace(/\.?0+$/, '')}Z`;
}

/**
 * Times are text, and the repository has an ID in place of its URL. The attributes of a mark and the recovery time are
 * not documented, but are there in practice.
 */
function toEvent(deployment: StoredDeployment, remediating: StoredDeployment | undefined) {
  const { id, attributes, changeFailure, remediation } = deployment;
  const { id: _id, git, started_at, finished_at, ...rest } = attributes;
  // `https://github.com/Datadog/Shopist.git` → `github.com/datadog/shopist`, as Datadog's own examples write it.
  const repository_id = git?.repository_url.replace(/^[a-z+]+:\/\/(?:[^@/]*@)?|\/?(?:\.git)?\/?$/gi, '').toLowerCase();
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
      /** From the finish of the failed deployment to that of the remediating one. */
      recovery_time_sec: remediating && Number(finishOf(remediating) - finishOf(deployment)) / 1e9,
    },
  };
}

/** Like JSON.parse, but integers become bigint, because a number would round nanoseconds. @throws Refusal */
function readJson({ headers, body }: Request): unknown {
  const [type] = headers['content-type']?.split(';') ?? [];
  if (type !== 'application/json') throw new Refusal(refusal(415));
  try {
    return JSON.parse(body, (_key, value: unknown, context?: { readonly source?: string }) =>
      typeof value === 'number' && /^-?\d+$/.test(context?.source ?? '') ? BigInt(context?.source ?? '') : value,
    );
  } catch {
    return refuse(400, ['']);
  }
}
