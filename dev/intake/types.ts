/** What the embedded Datadog keeps, and what it can be asked for. */
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

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

/** What made a failed deployment good again, as it was sent: a deployment's id, or its version. */
export interface Remediation {
  readonly type: 'rollback' | 'rollforward';
  readonly id?: string;
  readonly version?: string;
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
  /** As the last mark said; undefined where no mark said anything. */
  readonly changeFailure: boolean | undefined;
  /** As the last mark that named one said. A mark that no longer calls the deployment a failure removes it. */
  readonly remediation: Remediation | undefined;
}

/** An accepted PATCH: what it said of which deployment. */
export interface StoredMark {
  /** The id of the deployment that it marks. */
  readonly deploymentId: string;
  /** How the deployment was named: by its id, or as the latest of a service, environment and version. */
  readonly by: 'id' | 'version';
  readonly changeFailure: boolean | undefined;
  readonly remediation: Remediation | undefined;
  /** Unix time of its arrival in milliseconds with a fraction. */
  readonly receivedAt: number;
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
  /** The event that was stored of it, also where the sender was told something else. */
  readonly stored: StoredDeployment | undefined;
  /** The mark that was kept of it, also where the sender was told something else. */
  readonly marked: StoredMark | undefined;
}

/** The true answer, but late: after so many milliseconds, or when a promise of the test settles. */
interface LateAnswer {
  readonly delay: number | Promise<unknown>;
  readonly store?: undefined;
  readonly status?: undefined;
  readonly connection?: undefined;
  readonly raw?: undefined;
}

interface FaultOptions {
  /** Holds the outcome back, as in a late answer. */
  readonly delay?: number | Promise<unknown>;
  /**
   * Checks and keeps the event or the mark first, as if all were well. One that Datadog would refuse is refused with
   * the true answer instead of the fault, so that no fault can hide a wrong request. False if absent.
   */
  readonly store?: boolean;
}

/** An answer that is not the true one, or not as the true one is written. */
export interface FalseAnswer extends FaultOptions {
  readonly status: number;
  /** A list of values is a header that is sent once for each of them. */
  readonly headers?: OutgoingHttpHeaders;
  /** Sends an unasked `100 Continue` before the answer. */
  readonly continue?: true;
  /** Compresses a body that is text or bytes, and says so. */
  readonly encoding?: 'gzip' | 'br';
  /** Begins the body with a byte order mark. */
  readonly byteOrderMark?: true;
  /**
   * An iterable is streamed as fast as the client reads; where it throws, the connection breaks in the middle of the
   * answer. If absent: with `store` what Datadog answers, else from status 400 up its error in words, else nothing.
   */
  readonly body?: Body;
  readonly connection?: undefined;
  readonly raw?: undefined;
}

interface NoAnswer extends FaultOptions {
  /** `reset` closes the connection, `hang` leaves it open. */
  readonly connection: 'reset' | 'hang';
  readonly status?: undefined;
  readonly raw?: undefined;
}

interface RawAnswer extends FaultOptions {
  /** Everything that is written to the connection, which is then closed. */
  readonly raw: string | Uint8Array;
  readonly status?: undefined;
  readonly connection?: undefined;
}

/** What a request gets instead of the true answer at once. Without a delay it comes at once, too. */
export type Fault = LateAnswer | FalseAnswer | NoAnswer | RawAnswer;

/** What an answer's body is made of. */
export type Body = string | Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

export interface IntakeOptions {
  /** The only key that is not answered with 403. If absent, every key is good. */
  readonly apiKey?: string;
  /** The only application key that is not answered with 403 where one is needed. If absent, every one is good. */
  readonly appKey?: string;
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
  /** Every mark that was accepted, in order of arrival. */
  readonly marks: readonly StoredMark[];
  /** How many TCP connections were opened so far. */
  readonly connections: number;
  /** The highest number of POST and PATCH requests that were under way at once. */
  readonly maximumConcurrent: number;
  /**
   * From now on asks a function for each request's fault, or takes the faults of a list one request after the other
   * (undefined: none), then none. Replaces what was asked before. What the function throws, `close` throws.
   */
  misbehave(faults: readonly (Fault | undefined)[] | ((request: ReceivedRequest) => Fault | undefined)): void;
  /**
   * Keeps a deployment that somebody reported before, as if its event had arrived now, without a request.
   * @throws Error in the API's words if the event would be rejected
   */
  store(attributes: DeploymentAttributes): StoredDeployment;
  /** Waits until so many requests, counted from the start, have arrived whole; they may not be answered yet. */
  arrival(count: number): Promise<void>;
  /** Breaks all connections and stops listening. */
  close(): Promise<void>;
}

/** The same without `readonly`, for whoever fills it in. */
export type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };
