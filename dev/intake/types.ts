/** The types of the embedded Datadog. */
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

/** The attributes of a deployment event as they were sent, times in the unit that was sent. */
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

/** The deployment that remedied a failed one, by its ID or its version, as it was sent. */
export interface Remediation {
  readonly type: 'rollback' | 'rollforward';
  readonly id?: string;
  readonly version?: string;
}

export interface StoredDeployment {
  /** The sender's ID, or a UUID if it sent none. */
  readonly id: string;
  /** As in the first event with this ID: Datadog does not document what a second one changes. */
  readonly attributes: DeploymentAttributes;
  /** How many events with this ID were accepted. Above 1, it was sent again or the ID was used twice. */
  readonly arrivals: number;
  /** From the last mark; undefined if there is none. */
  readonly changeFailure: boolean | undefined;
  /** From the last mark that has one. A mark with `change_failure: false` removes it. */
  readonly remediation: Remediation | undefined;
}

/** A deployment as Datadog returns it. */
export interface ReadDeployment {
  readonly id: string;
  readonly type: string;
  readonly attributes: {
    readonly service: string;
    readonly env?: string | undefined;
    readonly change_failure?: boolean | undefined;
    /** Seconds from the finish of a failed deployment to that of its remedy. */
    readonly recovery_time_sec?: number | undefined;
    readonly [name: string]: unknown;
  };
}

/** A mark that was accepted. */
export interface StoredMark {
  /** The ID of the marked deployment. */
  readonly deploymentId: string;
  /** Whether the mark named the deployment by its ID, or by its service, env and version. */
  readonly by: 'id' | 'version';
  readonly changeFailure: boolean | undefined;
  readonly remediation: Remediation | undefined;
}

export interface ReceivedRequest {
  readonly method: string;
  /** As sent, including the query. */
  readonly path: string;
  /** Names are in lower case. */
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Arrival of the request's headers: Unix time in milliseconds with a fraction, by a monotonic clock. */
  readonly at: number;
  /** The status of the response; undefined before it, or if either side dropped the connection. */
  readonly status: number | undefined;
}

interface FaultOptions {
  /** Delays the outcome by milliseconds, or until a promise of the test settles. */
  readonly delay?: number | Promise<unknown>;
  /**
   * Checks and stores the event or the mark first. An invalid one gets the true response instead of the fault, so that
   * no fault can hide an invalid request. False if absent.
   */
  readonly store?: boolean;
}

/** The true response. */
interface TrueAnswer extends FaultOptions {
  readonly status?: undefined;
  readonly connection?: undefined;
  readonly raw?: undefined;
}

/** A false response, or the true one with another status or more headers. */
export interface FalseAnswer extends FaultOptions {
  readonly status: number;
  /** A header with a list of values is sent once per value. */
  readonly headers?: OutgoingHttpHeaders;
  /** If absent: the true body with `store`, else an error in words from status 400 on, else empty. */
  readonly body?: Body;
  readonly connection?: undefined;
  readonly raw?: undefined;
}

interface NoAnswer extends FaultOptions {
  /** `reset` closes the connection, `hang` leaves it open without a response. */
  readonly connection: 'reset' | 'hang';
  readonly status?: undefined;
  readonly raw?: undefined;
}

interface RawAnswer extends FaultOptions {
  /** All that is written to the connection before it is closed. */
  readonly raw: string;
  readonly status?: undefined;
  readonly connection?: undefined;
}

/** What a request gets in place of the true response. It comes at once unless it has a delay. */
export type Fault = TrueAnswer | FalseAnswer | NoAnswer | RawAnswer;

/**
 * The body of a response. An iterable is streamed as fast as the client reads; if it throws, the connection breaks in
 * the middle of the body.
 */
export type Body = string | Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** A response. */
export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Body;
}

export interface IntakeOptions {
  /** The keys that are accepted; others get a 403. If absent, every key is. */
  readonly apiKey?: string;
  readonly appKey?: string;
  /** `127.0.0.1` if absent. */
  readonly host?: string;
  /** In PEM. Switches to HTTPS. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

export interface Intake {
  /** The base URL, without a trailing slash. */
  readonly url: string;
  readonly port: number;
  /** Every request that arrived completely, in order of arrival. */
  readonly requests: readonly ReceivedRequest[];
  /** One entry for each ID, in order of first arrival. */
  readonly deployments: readonly StoredDeployment[];
  /** Every mark that was accepted, in order of arrival. */
  readonly marks: readonly StoredMark[];
  /** The number of TCP connections that were opened so far. */
  readonly connections: number;
  /** The highest number of concurrent POST and PATCH requests. */
  readonly maximumConcurrent: number;
  /**
   * Calls a function for the fault of each request from now on, before the request is handled; or takes one fault of a
   * list per request until the list is used up (undefined: no fault). Replaces an earlier call. `close` throws what the
   * function throws.
   */
  misbehave(faults: readonly (Fault | undefined)[] | ((request: ReceivedRequest) => Fault | undefined)): void;
  /**
   * Stores a deployment that was reported before the test, without a request.
   * @throws Error in the API's words if the event would be rejected
   */
  store(attributes: DeploymentAttributes): StoredDeployment;
  /** A deployment as Datadog returns it. @throws Error if there is none with this ID */
  read(id: string): ReadDeployment;
  /** Waits until this many requests have arrived since the start; some may have no response yet. */
  arrival(count: number): Promise<void>;
  /** Breaks all connections and stops listening. */
  close(): Promise<void>;
}
