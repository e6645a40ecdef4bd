/** The rules for the attributes of requests. */
import type { DeploymentAttributes, Remediation } from './types.ts';

/** An entry of `errors` in JSON:API. The pointer is a JSON pointer (RFC 6901). */
export interface Problem {
  readonly detail: string;
  readonly source: { readonly pointer: string };
}

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

/** Whether Datadog accepts a value as a time. */
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

/** The rules for a deployment event. */
export const deploymentRules: Rules<DeploymentAttributes> = {
  service: isText,
  started_at: isTime,
  finished_at: isTime,
  git: optional(
    (git) =>
      isObject(git) &&
      Object.keys(git).length === 2 &&
      isText(git['repository_url']) &&
      matches(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i)(git['commit_sha']),
  ),
  env: optional(isString),
  team: optional(isString),
  version: optional(isString),
  custom_tags: optional(
    (tags) => Array.isArray(tags) && tags.length <= 100 && tags.every(matches(/^[^:]+:./s)),
  ),
  id: optional(matches(/^[A-Za-z0-9\-_.:]{16,128}$/)),
};

/** The attributes of a mark by ID. */
export interface MarkAttributes {
  readonly change_failure?: boolean;
  readonly remediation?: Remediation;
}

/** The attributes of a mark by service, env and version. */
interface MarkByVersion extends MarkAttributes {
  readonly service: string;
  readonly env: string;
  readonly version: string;
}

/** The rules for a mark by ID. */
export const markRules: Rules<MarkAttributes> = {
  change_failure: optional(isBoolean),
  remediation: optional(
    (value) =>
      isObject(value) &&
      Object.keys(value).length === 2 &&
      matches(/^roll(?:back|forward)$/)(value['type']) &&
      (isText(value['id']) || isText(value['version'])),
  ),
};

/** The rules for a mark by service, env and version. */
export const markByVersionRules: Rules<MarkByVersion> = {
  ...markRules,
  change_failure: isBoolean,
  service: isText,
  env: isText,
  version: isText,
};

/** Everything that is wrong with attributes. */
export function problemsOf(attributes: unknown, rules: Readonly<Record<string, Rule>>): Problem[] {
  const pointer = '/data/attributes';
  if (!isObject(attributes)) return [{ detail: 'attributes must be an object', source: { pointer } }];
  const names = new Set([...Object.keys(attributes), ...Object.keys(rules)]);
  const wrong = [...names].filter((name) => !rules[name]?.(attributes[name]));
  const { started_at: start, finished_at: finish } = attributes;
  // Not documented. Two public workflows, one of them Datadog's own, add a second because the API rejects equal times.
  if (isTime(start) && isTime(finish) && toNanoseconds(finish) <= toNanoseconds(start)) {
    wrong.push('finished_at');
  }
  return wrong.map((name) => ({
    detail: `attribute "${name}" is unknown, missing or invalid: ${attributes[name]}`,
    source: { pointer: `${pointer}/${name}` },
  }));
}
