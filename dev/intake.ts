/**
 * An embedded Datadog for tests and workflows: the DORA deployment endpoints on loopback, in memory. It checks what
 * it gets at least as strictly as Datadog's documentation words it, keeps it exactly, and misbehaves on request.
 *
 * Where the facts come from: Datadog's API reference (https://docs.datadoghq.com/api/latest/dora-metrics/), the
 * models of its official client `@datadog/datadog-api-client` 1.64, and the answers of the real service that
 * DataDog/datadog-api-client-go recorded (tests/scenarios/cassettes/TestScenarios/v2/Feature_DORA_Metrics).
 */
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

/** The attributes of a deployment event as they were sent; the times are exact, in the unit that was sent. */
export interface DeploymentAttributes {
  readonly service: string;
  readonly started_at: bigint;
  readonly finished_at: bigint;
  readonly git?: { readonly repository_url: string; readonly commit_sha: string };
  readonly env?: string;
  readonly team?: string;
  readonly version?: string;
  readonly custom_tags?: readonly string[];
  readonly id?: string;
}

export interface StoredDeployment {
  /** The sender's id, or a UUID where it sent none. */
  readonly id: string;
  /** As they first arrived: what Datadog does with a second arrival of the same id is not documented. */
  readonly attributes: DeploymentAttributes;
  /** Unix time of the first arrival in milliseconds with a fraction, never running backwards. */
  readonly receivedAt: number;
  /** How often an event with this id was accepted: above 1 it was sent again, or the id was used twice. */
  readonly arrivals: number;
}

export interface ReceivedRequest {
  readonly method: string;
  /** As sent, with the prefix and the query. */
  readonly path: string;
  /** Names in lower case, as Node gives them. */
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Unix time at which the request's head was there, in milliseconds with a fraction, never running backwards. */
  readonly at: number;
  /** What was answered; undefined before that, and for good where either side dropped the connection. */
  readonly status: number | undefined;
  /** What was stored of it, also where the sender was told something else. */
  readonly stored: StoredDeployment | undefined;
}

/** The true answer, but late: after so many milliseconds, or when a promise of the test settles. */
interface LateAnswer {
  readonly delay: number | Promise<unknown>;
  readonly store?: undefined;
  readonly status?: undefined;
  readonly connection?: undefined;
}

interface FaultOptions {
  /** Holds the outcome back, as in a late answer. */
  readonly delay?: number | Promise<unknown>;
  /**
   * Checks and keeps the event first, as if all were well. One that Datadog would refuse is refused with the true
   * answer instead of the fault, so that no fault can hide a wrong event. False if absent.
   */
  readonly store?: boolean;
}

interface FalseAnswer extends FaultOptions {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  /**
   * An iterable is streamed as fast as the client reads; where it throws, the connection breaks in the middle of the
   * answer. If absent: with `store` what Datadog answers, else from status 400 up its error in words, else nothing.
   */
  readonly body?: Body;
  readonly connection?: undefined;
}

interface NoAnswer extends FaultOptions {
  /** `reset` closes the connection, `hang` leaves it open. */
  readonly connection: 'reset' | 'hang';
  readonly status?: undefined;
}

/** What a request gets instead of the true answer at once. Without a delay it comes at once, too. */
export type Fault = LateAnswer | FalseAnswer | NoAnswer;

type Body = string | Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

export interface IntakeOptions {
  /** The only key that is not answered with 403. If absent, every key is good. */
  readonly apiKey?: string;
  /** A path before Datadog's own, with a slash at its start and none at its end, e.g. `/relay`. */
  readonly prefix?: string;
  /** `127.0.0.1` if absent. */
  readonly host?: string;
  /** A free one if absent. */
  readonly port?: number;
  /** PEM. Makes it HTTPS. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Called for every request when it is over: answered, or its connection closed. */
  readonly onEnd?: (request: ReceivedRequest) => void;
}

export interface Intake {
  /** The base URL, prefix included, without a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** Every request that arrived whole, in order of arrival. */
  readonly requests: readonly ReceivedRequest[];
  /** One entry for each id, in order of first arrival. */
  readonly deployments: readonly StoredDeployment[];
  /** How many TCP connections were opened so far. */
  readonly connections: number;
  /** The highest number of POST requests that were under way at once. */
  readonly maximumConcurrent: number;
  /**
   * From now on asks a function for each request's fault, or takes the faults of a list one request after the other
   * (undefined: none), then none. Replaces what was asked before. What the function throws, `close` throws.
   */
  misbehave(faults: readonly (Fault | undefined)[] | ((request: ReceivedRequest) => Fault | undefined)): void;
  /** Waits until so many requests, counted from the start, have arrived whole; they may not be answered yet. */
  arrival(count: number): Promise<void>;
  /** Breaks all connections and stops listening. */
  close(): Promise<void>;
}

/**
 * Starts an embedded Datadog. It answers `POST /api/v2/dora/deployment`, `POST /api/v2/dora/deployments` (list) and
 * `GET /api/v2/dora/deployments/{id}`, and everything else with 404.
 *
 * @throws what listening throws, e.g. EADDRINUSE
 */
export async function startIntake(options: IntakeOptions = {}): Promise<Intake> {
  const { prefix = '', host = '127.0.0.1', tls } = options;
  const requests: ReceivedRequest[] = [];
  const deployments = new Map<string, Mutable<StoredDeployment>>();
  const sockets = new Set<Socket>();
  const arrivals = new EventEmitter();
  const closing = new AbortController();
  const failures: unknown[] = [];
  let connections = 0;
  let concurrent = 0;
  let maximumConcurrent = 0;
  let faultOf: (request: ReceivedRequest) => Fault | undefined = () => undefined;

  function keep(attributes: DeploymentAttributes, receivedAt: number): StoredDeployment {
    const id = attributes.id ?? randomUUID();
    const known = deployments.get(id);
    const deployment = known ?? { id, attributes, receivedAt, arrivals: 0 };
    deployment.arrivals += 1;
    deployments.set(id, deployment);
    return deployment;
  }

  function answerTo(request: Mutable<ReceivedRequest>): Answer {
    const [pathname = ''] = request.path.split('?');
    const call = pathname.startsWith(prefix) ? `${request.method} ${pathname.slice(prefix.length)}` : '';
    const id = /^GET \/api\/v2\/dora\/deployments\/([^/]+)$/.exec(call)?.[1];
    const sends = call === 'POST /api/v2/dora/deployment';
    // Of Datadog it is reported that a known path with another method is a 404, not a 405.
    if (!sends && call !== 'POST /api/v2/dora/deployments' && id === undefined) return refusal(404);

    const apiKey = request.headers['dd-api-key'];
    if (!apiKey || (!sends && !request.headers['dd-application-key'])) return refusal(401);
    if (options.apiKey !== undefined && apiKey !== options.apiKey) return refusal(403);
    if (id !== undefined) {
      // The colon is the one character of an id that clients write in percent.
      const deployment = deployments.get(id.replace(/%3a/gi, ':'));
      if (deployment) return success(toEvent(deployment));
      return answer(404, { errors: [{ status: '404', title: 'Not Found', detail: `no deployment ${id}` }] });
    }

    const { document, problem } = readJson(request);
    if (problem) return badRequest([problem]);
    const { type, attributes } = isObject(document) && isObject(document['data']) ? document['data'] : {};
    if (!sends) {
      if (type !== listType) return badRequest([unexpectedType(type)]);
      if (!isList(attributes)) return badRequest(problemsOf(attributes, listRules));
      return success(list([...deployments.values()], attributes));
    }
    if (!isDeployment(attributes)) return badRequest(problemsOf(attributes, deploymentRules));
    request.stored = keep(attributes, request.at);
    return success({ id: request.stored.id, type: 'dora_deployment' });
  }

  function outcomeOf(request: Mutable<ReceivedRequest>, fault: Fault | undefined): Answer | 'reset' | 'hang' {
    if (fault?.status === undefined && fault?.connection === undefined) return answerTo(request);
    const truth = fault.store ? answerTo(request) : undefined;
    if (truth && truth.status >= 400) return truth;
    return fault.connection ?? falsify(fault, truth);
  }

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.timeOrigin + performance.now();
    if (message.method === 'POST') {
      concurrent += 1;
      maximumConcurrent = Math.max(maximumConcurrent, concurrent);
      response.once('close', () => {
        concurrent -= 1;
      });
    }
    const body = await text(message).catch(() => undefined);
    if (body === undefined) return;

    const request: Mutable<ReceivedRequest> = {
      method: message.method ?? '',
      path: message.url ?? '',
      headers: message.headers,
      body,
      at,
      status: undefined,
      stored: undefined,
    };
    response.once('close', () => options.onEnd?.(request));
    requests.push(request);
    arrivals.emit('request');

    const fault = faultOf(request);
    const outcome = outcomeOf(request, fault);
    if (typeof fault?.delay === 'number') {
      await sleep(fault.delay, undefined, { signal: closing.signal }).catch(() => undefined);
    } else {
      await Promise.allSettled([fault?.delay]);
    }

    if (response.destroyed || outcome === 'hang') return;
    if (outcome === 'reset') {
      message.socket.destroy();
    } else {
      request.status = outcome.status;
      await send(response, outcome);
    }
  }

  const listener = (message: IncomingMessage, response: ServerResponse): void => {
    serve(message, response).catch((error: unknown) => {
      failures.push(error);
      message.socket.destroy();
    });
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(options.port ?? 0, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The intake has no port.');

  return {
    url: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${address.port}${prefix}`,
    port: address.port,
    requests,
    get deployments() {
      return [...deployments.values()];
    },
    get connections() {
      return connections;
    },
    get maximumConcurrent() {
      return maximumConcurrent;
    },
    misbehave(faults) {
      if (typeof faults === 'function') {
        faultOf = faults;
      } else {
        const queue = [...faults];
        faultOf = () => queue.shift();
      }
    },
    async arrival(count) {
      while (requests.length < count) await once(arrivals, 'request');
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      closing.abort();
      for (const socket of sockets) socket.destroy();
      await closed;
      if (failures.length > 0) throw failures[0];
    },
  };
}

/** So many bytes of spaces in chunks of at most 64 KiB: a body far larger than the memory it takes here. */
export function* spaces(bytes: number): Generator<Uint8Array> {
  const chunk = Buffer.alloc(64 * 1024, ' ');
  for (let left = bytes; left > 0; left -= chunk.length) yield chunk.subarray(0, left);
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Body;
}

/** One entry of JSON:API `errors`; a pointer is RFC 6901. */
interface Problem {
  readonly detail: string;
  readonly source: { readonly pointer: string } | { readonly header: string };
}

function answer(status: number, document: unknown, type = 'application/vnd.api+json'): Answer {
  return { status, headers: { 'content-type': type }, body: JSON.stringify(document) };
}

function success(data: unknown): Answer {
  return answer(200, { data });
}

function badRequest(problems: readonly Problem[]): Answer {
  return answer(400, {
    errors: problems.map((problem) => ({ status: '400', title: 'Bad Request', ...problem })),
  });
}

/** What stands before Datadog's APIs (keys, limits, routes) answers in plain words instead of JSON:API. */
function refusal(status: number): Answer {
  return answer(status, { errors: [STATUS_CODES[status] ?? String(status)] }, 'application/json');
}

function falsify(fault: FalseAnswer, truth: Answer | undefined): Answer {
  const { status, headers, body } = fault;
  const usual = truth ?? (status >= 400 ? refusal(status) : undefined);
  if (body !== undefined || !usual) return { status, headers: headers ?? {}, body: body ?? '' };
  return { status, headers: { ...usual.headers, ...headers }, body: usual.body };
}

async function send(response: ServerResponse, { status, headers, body }: Answer): Promise<void> {
  response.writeHead(status, headers);
  if (typeof body === 'string' || body instanceof Uint8Array) response.end(body);
  // Fails where the client leaves early or the fault wants a broken answer: both are meant.
  else await pipeline(body, response).catch(() => undefined);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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

/** Like JSON.parse, but whole numbers become bigint with every digit; `context` is ECMAScript's source text access. */
function parseExactly(json: string): unknown {
  return JSON.parse(json, (_key, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' && context?.source && /^-?\d+$/.test(context.source)
      ? BigInt(context.source)
      : value,
  );
}

/** Word for word what the real service was recorded saying. */
function unexpectedType(type: unknown): Problem {
  const detail = `got type "${type ?? ''}" expected one of "${listType}"`;
  return { detail, source: { pointer: '/data/type' } };
}

const isString = (value: unknown): value is string => typeof value === 'string';
const matches = (pattern: RegExp) => (value: unknown) => isString(value) && pattern.test(value);

interface Rule {
  readonly required?: true;
  readonly expected: string;
  readonly holds: (value: unknown) => boolean;
}

const time: Rule = {
  required: true,
  expected: 'a Unix time in seconds, milliseconds or nanoseconds, as a positive int64',
  holds: isTime,
};
const string: Rule = { expected: 'a string', holds: isString };

const deploymentRules: { readonly [Name in keyof DeploymentAttributes]-?: Rule } = {
  service: { required: true, expected: 'a string that is not empty', holds: matches(/\S/) },
  started_at: time,
  finished_at: time,
  git: {
    expected: 'repository_url, a string, and commit_sha, 40 or 64 hexadecimal digits, and nothing else',
    holds: (git) =>
      isObject(git) &&
      Object.keys(git).length === 2 &&
      matches(/\S/)(git['repository_url']) &&
      matches(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i)(git['commit_sha']),
  },
  env: string,
  team: string,
  version: string,
  custom_tags: {
    expected: 'at most 100 strings of the form "key:value"',
    holds: (tags) => Array.isArray(tags) && tags.length <= 100 && tags.every(matches(/^[^:]+:./s)),
  },
  id: {
    expected: '16 to 128 characters of a-z, A-Z, 0-9, "-", "_", "." and ":"',
    holds: matches(/^[A-Za-z0-9\-_.:]{16,128}$/),
  },
};

/** The attributes of the list call; `from` and `to` are RFC 3339. */
interface ListAttributes {
  readonly from?: string;
  readonly to?: string;
  readonly query?: string;
  readonly limit?: bigint;
  readonly sort?: string;
}

const listType = 'dora_deployments_list_request';
const date: Rule = {
  expected: 'an RFC 3339 date-time',
  holds: (value) => matches(/T.+(?:Z|[+-]\d\d:\d\d)$/)(value) && Number.isFinite(Date.parse(String(value))),
};

// Of the event platform's query syntax, what Datadog's example uses: service:(shopist OR api) env:production
const term = String.raw`(service|env|team|version):(?:\(([^()]+)\)|([^\s()]+))`;

const listRules: { readonly [Name in keyof ListAttributes]-?: Rule } = {
  from: date,
  to: date,
  query: {
    expected: '"*" or terms like "service:a env:(b OR c)"',
    holds: matches(new RegExp(`^(?:\\*|${term}(?:\\s+${term})*)?$`)),
  },
  limit: {
    expected: 'a positive int32',
    holds: (value) => typeof value === 'bigint' && value > 0n && value < 2n ** 31n,
  },
  sort: {
    expected: '"started_at" or "finished_at", "-" before it',
    holds: matches(/^-?(started|finished)_at$/),
  },
};

function problemsOf(attributes: unknown, rules: Readonly<Record<string, Rule>>): Problem[] {
  const root = '/data/attributes';
  if (!isObject(attributes)) {
    return [{ detail: 'attributes must be an object', source: { pointer: root } }];
  }
  const problems: Problem[] = [];
  for (const name of Object.keys(attributes)) {
    if (Object.hasOwn(rules, name)) continue;
    problems.push({ detail: `unknown attribute "${name}"`, source: { pointer: `${root}/${name}` } });
  }
  for (const [name, { required, expected, holds }] of Object.entries(rules)) {
    const value = attributes[name];
    if (value === undefined ? !required : holds(value)) continue;
    const detail = `attribute "${name}" must be ${expected}`;
    problems.push({ detail, source: { pointer: `${root}/${name}` } });
  }
  const { started_at: start, finished_at: finish } = attributes;
  if (isTime(start) && isTime(finish) && toNanoseconds(finish) < toNanoseconds(start)) {
    const detail = 'attribute "finished_at" must not be before "started_at"';
    problems.push({ detail, source: { pointer: `${root}/finished_at` } });
  }
  return problems;
}

function isDeployment(attributes: unknown): attributes is DeploymentAttributes {
  return problemsOf(attributes, deploymentRules).length === 0;
}

function isList(attributes: unknown): attributes is ListAttributes {
  return problemsOf(attributes, listRules).length === 0;
}

// Seconds and milliseconds reach to the year 5138, nanoseconds start in 1973. What lies between would be
// microseconds, which Datadog does not take.
const firstMillisecond = 10n ** 11n;
const firstMicrosecond = 10n ** 14n;
const firstNanosecond = 10n ** 17n;

function isTime(value: unknown): value is bigint {
  if (typeof value !== 'bigint' || value <= 0n || value >= 2n ** 63n) return false;
  return value < firstMicrosecond || value >= firstNanosecond;
}

function toNanoseconds(unixTime: bigint): bigint {
  if (unixTime < firstMillisecond) return unixTime * 10n ** 9n;
  return unixTime < firstMicrosecond ? unixTime * 10n ** 6n : unixTime;
}

function toRfc3339(nanoseconds: bigint): string {
  const seconds = new Date(Number(nanoseconds / 10n ** 6n)).toISOString().slice(0, 19);
  const fraction = (nanoseconds % 10n ** 9n).toString().padStart(9, '0').replace(/0+$/, '');
  return fraction ? `${seconds}.${fraction}Z` : `${seconds}Z`;
}

/** A deployment as Datadog gives it out: times as text, and the repository's id in place of its URL. */
function toEvent({ id, attributes }: StoredDeployment): unknown {
  const { id: _id, git, started_at, finished_at, ...rest } = attributes;
  return {
    id,
    type: 'dora_deployment',
    attributes: {
      ...rest,
      started_at: toRfc3339(toNanoseconds(started_at)),
      finished_at: toRfc3339(toNanoseconds(finished_at)),
      ...(git && { git: { commit_sha: git.commit_sha, repository_id: toRepositoryId(git.repository_url) } }),
    },
  };
}

/** `https://github.com/Datadog/Shopist.git` → `github.com/datadog/shopist`, as Datadog's own examples write it. */
function toRepositoryId(url: string): string {
  return url.replace(/^[a-z+]+:\/\/(?:[^@/]*@)?|\/?(?:\.git)?\/?$/gi, '').toLowerCase();
}

/** Which time `from` and `to` mean is not documented: here the start, both ends included. */
function list(deployments: readonly StoredDeployment[], asked: ListAttributes): unknown[] {
  const { from, to, query = '', limit = 10n, sort } = asked;
  const terms = [...query.matchAll(new RegExp(term, 'g'))];
  const found = deployments.filter(({ attributes }) => {
    const start = toNanoseconds(attributes.started_at);
    if (from !== undefined && start < BigInt(Date.parse(from)) * 10n ** 6n) return false;
    if (to !== undefined && start > BigInt(Date.parse(to)) * 10n ** 6n) return false;
    return terms.every(([_term, name, several, one]) =>
      Object.entries(attributes).some(
        ([key, value]) => key === name && (several?.split(/\s+OR\s+/) ?? [one]).includes(value),
      ),
    );
  });
  if (sort !== undefined) {
    const key = sort.endsWith('started_at') ? 'started_at' : 'finished_at';
    const direction = sort.startsWith('-') ? -1 : 1;
    found.sort(
      (a, b) => direction * Number(toNanoseconds(a.attributes[key]) - toNanoseconds(b.attributes[key])),
    );
  }
  return found.slice(0, Number(limit)).map(toEvent);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '8126' } } });
  const intake = await startIntake({
    port: Number(values.port),
    onEnd: ({ method, path, status, stored }) => {
      // A name from outside must not begin a line of its own: in a workflow the runner reads commands there.
      const service = stored ? ` ${JSON.stringify(stored.attributes.service)}` : '';
      console.log(`${method} ${path} ${status ?? 'no answer'}${service}`);
    },
  });
  console.log(intake.url);
  const stop = () => void intake.close();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

if (import.meta.main) await main();
