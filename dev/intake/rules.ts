/** The attributes of requests, and their rules. */

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

/** The deployment that remediated a failed one, by its ID or its version. */
export interface Remediation {
  readonly type: 'rollback' | 'rollforward';
  readonly id?: string;
  readonly version?: string;
}

export interface MarkAttributes {
  readonly change_failure?: boolean;
  readonly remediation?: Remediation;
}

/** How a mark names a deployment without its ID. */
export type DeploymentNames = Required<Pick<DeploymentAttributes, 'service' | 'env' | 'version'>>;

type Rule = (value: unknown) => boolean;

/** A rule for each attribute of a request. It also decides whether the attribute may be absent. */
export type Rules<Attributes> = { readonly [Name in keyof Attributes]-?: Rule };

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Seconds and milliseconds reach to the year 5138, and nanoseconds start in 1973. Values in between would be
// microseconds, which Datadog does not accept.
const firstMillisecond = 10n ** 11n;
const firstMicrosecond = 10n ** 14n;
const firstNanosecond = 10n ** 17n;

function isTime(value: unknown): value is bigint {
  if (typeof value !== 'bigint' || value <= 0n || value >= 2n ** 63n) return false;
  return value < firstMicrosecond || value >= firstNanosecond;
}

/** Converts a time of any unit to nanoseconds. */
export function toNanoseconds(unixTime: bigint): bigint {
  if (unixTime < firstMillisecond) return unixTime * 10n ** 9n;
  return unixTime < firstMicrosecond ? unixTime * 10n ** 6n : unixTime;
}

const optional = (rule: Rule) => (value: unknown) => value === undefined || rule(value);
const matches = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value);
const isString = matches(/^/);
const isText = matches(/\S/);
const isBoolean = (value: unknown) => typeof value === 'boolean';
/** An object of two attributes, for which a rule is true. */
const isPair = (rule: (value: Record<string, unknown>) => boolean) => (value: unknown) =>
  isObject(value) && Object.keys(value).length === 2 && rule(value);

export const deploymentRules: Rules<DeploymentAttributes> = {
  service: isText,
  started_at: isTime,
  finished_at: isTime,
  git: optional(
    isPair(
      ({ repository_url: url, commit_sha: sha }) => isText(url) && matches(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i)(sha),
    ),
  ),
  env: optional(isString),
  team: optional(isString),
  version: optional(isString),
  custom_tags: optional((tags) => Array.isArray(tags) && tags.length <= 100 && tags.every(matches(/^[^:]+:./s))),
  id: optional(matches(/^[A-Za-z0-9\-_.:]{16,128}$/)),
};

export const markRules: Rules<MarkAttributes> = {
  change_failure: optional(isBoolean),
  remediation: optional(
    isPair(({ type, id, version }) => matches(/^roll(?:back|forward)$/)(type) && (isText(id) || isText(version))),
  ),
};

export const markByVersionRules: Rules<MarkAttributes & DeploymentNames> = {
  ...markRules,
  change_failure: isBoolean,
  service: isText,
  env: isText,
  version: isText,
};

/** JSON pointers (RFC 6901) to everything that is wrong with attributes: unknown, missing or invalid. */
export function problemsOf(attributes: unknown, rules: Readonly<Record<string, Rule>>): string[] {
  const pointer = '/data/attributes';
  if (!isObject(attributes)) return [pointer];
  const names = new Set([...Object.keys(attributes), ...Object.keys(rules)]);
  const wrong = [...names].filter((name) => !rules[name]?.(attributes[name]));
  const { started_at: start, finished_at: finish } = attributes;
  // Not documented. Two public workflows, one of them Datadog's own, add a second because the API rejects equal times.
  if (isTime(start) && isTime(finish) && toNanoseconds(finish) <= toNanoseconds(start)) wrong.push('finished_at');
  return wrong.map((name) => `${pointer}/${name}`);
}
