/** Deployments as the API returns them. */
import { type ListAttributes, term } from './rules.ts';
import { toNanoseconds, toRfc3339 } from './times.ts';
import type { StoredDeployment } from './types.ts';

/** A deployment as Datadog returns it. */
export interface ReadDeployment {
  readonly id: string;
  readonly type: string;
  readonly attributes: { readonly recovery_time_sec?: number; readonly [name: string]: unknown };
}

/**
 * A deployment as Datadog returns it: with times as text, the repository's ID in place of its URL, and its mark. The
 * attributes `change_failure`, `remediation` and `recovery_time_sec` are not documented, but are there in practice.
 */
export function toEvent(deployment: StoredDeployment, all: readonly StoredDeployment[]): ReadDeployment {
  const { id, attributes, changeFailure, remediation } = deployment;
  const { id: _id, git, started_at, finished_at, ...rest } = attributes;
  const recovery = recoveryTime(deployment, all);
  return {
    id,
    type: 'dora_deployment',
    attributes: {
      ...rest,
      started_at: toRfc3339(toNanoseconds(started_at)),
      finished_at: toRfc3339(toNanoseconds(finished_at)),
      ...(git && { git: { commit_sha: git.commit_sha, repository_id: toRepositoryId(git.repository_url) } }),
      ...(changeFailure !== undefined && { change_failure: changeFailure }),
      ...(remediation && { remediation }),
      ...(recovery !== undefined && { recovery_time_sec: recovery }),
    },
  };
}

/** Seconds from the finish of a failed deployment to that of its remediation; undefined if that is unknown. */
function recoveryTime(failed: StoredDeployment, all: readonly StoredDeployment[]): number | undefined {
  const { attributes, changeFailure, remediation } = failed;
  if (!changeFailure || remediation === undefined) return undefined;
  const { service, env } = attributes;
  const remedy =
    remediation.id === undefined
      ? latest(all, { service, env, version: remediation.version })
      : all.find(({ id }) => id === remediation.id);
  if (remedy === undefined) return undefined;
  return Number(finishOf(remedy) - finishOf(failed)) / 1e9;
}

const finishOf = ({ attributes }: StoredDeployment) => toNanoseconds(attributes.finished_at);

/** The most recently finished deployment that matches. Source: Datadog's API reference, marking by version. */
export function latest(
  deployments: readonly StoredDeployment[],
  asked: { readonly service: string; readonly env: string | undefined; readonly version: string | undefined },
): StoredDeployment | undefined {
  return deployments
    .filter(({ attributes: { service, env, version } }) => {
      return service === asked.service && env === asked.env && version === asked.version;
    })
    .reduce<StoredDeployment | undefined>((best, each) => {
      return best !== undefined && finishOf(best) > finishOf(each) ? best : each;
    }, undefined);
}

/** `https://github.com/Datadog/Shopist.git` → `github.com/datadog/shopist`, as Datadog's own examples write it. */
function toRepositoryId(url: string): string {
  return url.replace(/^[a-z+]+:\/\/(?:[^@/]*@)?|\/?(?:\.git)?\/?$/gi, '').toLowerCase();
}

/**
 * Deployments as the list endpoint returns them. Datadog does not document whether `from` and `to` limit the start or
 * the finish: here it is the start, inclusive.
 */
export function list(deployments: readonly StoredDeployment[], asked: ListAttributes): unknown[] {
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
  return found.slice(0, Number(limit)).map((deployment) => toEvent(deployment, deployments));
}
