/** The rules for the attributes of requests. */
import { isTime, toNanoseconds } from './times.ts';
import type { DeploymentAttributes, Remediation } from './types.ts';

/** An entry of `errors` in JSON:API. The pointer is a JSON pointer (RFC 6901). */
export interface Problem {
  readonly detail: string;
  readonly source: { readonly pointer: string } | { readonly header: string };
}

/** The rule for an attribute. */
interface Rule {
  readonly required?: true;
  readonly expected: string;
  readonly holds: (value: unknown) => boolean;
}

/** A rule for each attribute of a request. */
export type Rules<Attributes> = { readonly [Name in keyof Attributes]-?: Rule };

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const matches = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value);
const isText = matches(/\S/);

const string: Rule = { expected: 'a string', holds: matches(/^/) };
const text: Rule = { required: true, expected: 'a string that is not empty', holds: isText };
const time: Rule = {
  required: true,
  expected: 'a Unix time in seconds, milliseconds or nanoseconds, as a positive int64',
  holds: isTime,
};

/** The rules for a deployment event. */
export const deploymentRules: Rules<DeploymentAttributes> = {
  service: text,
  started_at: time,
  finished_at: time,
  git: {
    expected: 'repository_url, a string, and commit_sha, 40 or 64 hexadecimal digits, and nothing else',
    holds: (git) =>
      isObject(git) &&
      Object.keys(git).length === 2 &&
      isText(git['repository_url']) &&
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
  change_failure: { expected: 'a boolean', holds: (value) => typeof value === 'boolean' },
  remediation: {
    expected: 'a type, one of "rollback rollforward", and one of "id version", and nothing else',
    holds: (value) =>
      isObject(value) &&
      Object.keys(value).length === 2 &&
      matches(/^roll(?:back|forward)$/)(value['type']) &&
      (isText(value['id']) || isText(value['version'])),
  },
};

/** The rules for a mark by service, env and version. */
export const markByVersionRules: Rules<MarkByVersion> = {
  ...markRules,
  change_failure: { ...markRules.change_failure, required: true },
  service: text,
  env: text,
  version: text,
};

/** Everything that is wrong with attributes. */
export function problemsOf(attributes: unknown, rules: Readonly<Record<string, Rule>>): Problem[] {
  const problem = (detail: string, ...path: readonly string[]): Problem => ({
    detail,
    source: { pointer: ['/data/attributes', ...path].join('/') },
  });
  if (!isObject(attributes)) return [problem('attribute "attributes" must be an object')];
  const problems = Object.keys(attributes)
    .filter((name) => !Object.hasOwn(rules, name))
    .map((name) => problem(`unknown attribute "${name}"`, name));
  for (const [name, { required, expected, holds }] of Object.entries(rules)) {
    const value = attributes[name];
    if (value === undefined ? required : !holds(value)) {
      problems.push(problem(`attribute "${name}" must be ${expected}`, name));
    }
  }
  const { started_at: start, finished_at: finish } = attributes;
  // Not documented. Two public workflows, one of them Datadog's own, add a second because the API rejects equal times.
  if (isTime(start) && isTime(finish) && toNanoseconds(finish) <= toNanoseconds(start)) {
    problems.push(problem('attribute "finished_at" must be after "started_at"', 'finished_at'));
  }
  return problems;
}
