/** The deployments that a workflow marks but does not report. */
import { randomUUID } from 'node:crypto';
import type { DeploymentAttributes, Intake } from '../intake.ts';

/** How a mark names a deployment: by its ID, or by the rest. */
type Named = Partial<Record<'id' | 'service' | 'env' | 'version', string | undefined>>;

interface Mark {
  readonly id?: string;
  readonly attributes: Named & { readonly remediation?: Named };
}

/**
 * A workflow that marks an earlier deployment names one that this run does not report. The embedded Datadog knows every
 * deployment that a mark names, because it would find none otherwise.
 * @param known takes their IDs
 * @param own the IDs that this run reports, and which Datadog does not know earlier
 */
export function knowFailedDeployments(intake: Intake, known: Set<string>, own: ReadonlySet<string>): void {
  const know = (named: Named, minutesAgo: number): Named => {
    const found = intake.deployments.find(({ id, attributes: { service, env, version } }) =>
      named.id === undefined
        ? service === named.service && env === named.env && version === named.version
        : id === named.id,
    );
    if (found !== undefined) return found.attributes;
    if (named.id !== undefined && own.has(named.id)) return named;
    const last = intake.deployments.at(-1)?.attributes;
    const service = named.service ?? last?.service ?? 'shopist';
    const env = named.env ?? last?.env;
    const finish = BigInt(Date.now() - minutesAgo * 60_000);
    const attributes: DeploymentAttributes = {
      id: named.id ?? randomUUID(),
      service,
      ...(env === undefined ? {} : { env }),
      ...(named.version === undefined ? {} : { version: named.version }),
      started_at: finish - 60_000n,
      finished_at: finish,
    };
    known.add(intake.store(attributes).id);
    return attributes;
  };
  // Runs before each request is handled, and never asks for a fault.
  intake.misbehave(({ method, body }) => {
    if (method !== 'PATCH') return undefined;
    const { id, attributes }: Mark = JSON.parse(body).data;
    const { service, env, version, remediation } = attributes;
    const failed = know(id === undefined ? { service, env, version } : { id }, 30);
    if (remediation !== undefined) know({ service: failed.service, env: failed.env, ...remediation }, 10);
    return undefined;
  });
}
