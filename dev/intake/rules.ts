/** The rules for the attributes of requests. */
import type { Problem } from './answers.ts';
import { isTime, toNanoseconds } from './times.ts';
import type { DeploymentAttributes, Remediation } from './types.ts';

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isString = (value: unknown): value is string => typeof value === 'string';
const matches = (pattern: RegExp) => (value: unknown) => isString(value) && pattern.test(value);

/** The rule for an attribute. */
export interface Rule {
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

/** The rules for a deployment event. */
export const deploymentRules: { readonly [Name in keyof DeploymentAttributes]-?: Rule } = {
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

/** The attributes of the list endpoint; `from` and `to` are RFC 3339. */
export interface ListAttributes {
  readonly from?: string;
  readonly to?: string;
  readonly query?: string;
  readonly limit?: bigint;
  readonly sort?: string;
}

const date: Rule = {
  expected: 'an RFC 3339 date-time',
  holds: (value) => matches(/T.+(?:Z|[+-]\d\d:\d\d)$/)(value) && Number.isFinite(Date.parse(String(value))),
};

/** A term of the list endpoint's query, as in Datadog's example `service:(shopist OR api) env:production`. */
export const term = String.raw`(service|env|team|version):(?:\(([^()]+)\)|([^\s()]+))`;

/** The rules for the list endpoint. */
export const listRules: { readonly [Name in keyof ListAttributes]-?: Rule } = {
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

/** Everything that is wrong with attributes. @param root the JSON pointer to them */
export function problemsOf(
  attributes: unknown,
  rules: Readonly<Record<string, Rule>>,
  root = '/data/attributes',
): Problem[] {
  if (!isObject(attributes)) {
    return [
      {
        detail: `attribute "${root.slice(root.lastIndexOf('/') + 1)}" must be an object`,
        source: { pointer: root },
      },
    ];
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
  // Not documented. Two public workflows, one of them Datadog's own, add a second because the API rejects equal times.
  if (isTime(start) && isTime(finish) && toNanoseconds(finish) <= toNanoseconds(start)) {
    const detail = 'attribute "finished_at" must be after "started_at"';
    problems.push({ detail, source: { pointer: `${root}/finished_at` } });
  }
  return problems;
}

/** Whether these are valid attributes of a deployment event. */
export function isDeployment(attributes: unknown): attributes is DeploymentAttributes {
  return problemsOf(attributes, deploymentRules).length === 0;
}

/** Whether these are valid attributes of the list endpoint. */
export function isList(attributes: unknown): attributes is ListAttributes {
  return problemsOf(attributes, listRules).length === 0;
}

/** The attributes of a mark by ID. */
export interface MarkAttributes {
  readonly change_failure?: boolean;
  readonly remediation?: Remediation;
}

/** The attributes of a mark by service, env and version. */
export interface MarkByVersion extends MarkAttributes {
  readonly change_failure: boolean;
  readonly service: string;
  readonly env: string;
  readonly version: string;
}

const name: Rule = { required: true, expected: 'a string that is not empty', holds: matches(/\S/) };
const flag: Rule = { expected: 'a boolean', holds: (value) => typeof value === 'boolean' };
const remediation: Rule = { expected: 'an object', holds: isObject };

/** The rules for a mark by ID. */
export const markRules: { readonly [Name in keyof MarkAttributes]-?: Rule } = {
  change_failure: flag,
  remediation,
};

/** The rules for a mark by service, env and version. */
export const markByVersionRules: { readonly [Name in keyof MarkByVersion]-?: Rule } = {
  change_failure: { ...flag, required: true },
  remediation,
  service: name,
  env: name,
  version: name,
};

const remediationRules: { readonly [Name in keyof Remediation]-?: Rule } = {
  // In the recorded words of the real service.
  type: {
    required: true,
    expected: 'one of "rollback rollforward"',
    holds: matches(/^roll(?:back|forward)$/),
  },
  id: { expected: 'a string that is not empty', holds: matches(/\S/) },
  version: { expected: 'a string that is not empty', holds: matches(/\S/) },
};

function problemsOfRemediation(value: Record<string, unknown>): Problem[] {
  const root = '/data/attributes/remediation';
  const problems = problemsOf(value, remediationRules, root);
  if ((value['id'] === undefined) !== (value['version'] === undefined)) return problems;
  const detail = 'attribute "remediation" must have one of "id version"';
  return [...problems, { detail, source: { pointer: root } }];
}

/** Everything that is wrong with the attributes of a mark, its remediation included. */
export function problemsOfMark(attributes: unknown, rules: Readonly<Record<string, Rule>>): Problem[] {
  const problems = problemsOf(attributes, rules);
  const given = isObject(attributes) ? attributes['remediation'] : undefined;
  return isObject(given) ? [...problems, ...problemsOfRemediation(given)] : problems;
}

/** Whether these are valid attributes of a mark by ID. */
export function isMark(attributes: unknown): attributes is MarkAttributes {
  return problemsOfMark(attributes, markRules).length === 0;
}

/** Whether these are valid attributes of a mark by service, env and version. */
export function isMarkByVersion(attributes: unknown): attributes is MarkByVersion {
  return problemsOfMark(attributes, markByVersionRules).length === 0;
}
