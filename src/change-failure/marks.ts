import type { Mark, NamedMark } from '../datadog/api.ts';
import { type Reading, valueOr } from '../inputs/table.ts';
import { enumerate, type Message, quote } from '../text.ts';
import { type DeploymentIds, NO_MARK, type Values } from './inputs.ts';

/** A deployment to mark. */
interface Target {
  readonly label: string;
  /** '' if only the deployment's ID is known. */
  readonly service: string;
  readonly target: Mark['target'];
}

/**
 * Settles what is marked, and what is wrong with inputs that exclude or need each other. An error means that nothing
 * may be marked; no mark and no error, that there is nothing to mark.
 */
export function marksFrom(values: Values): {
  readonly marks: readonly NamedMark[];
  readonly messages: readonly Message[];
} {
  const targets = targetsFrom(values);
  const changeFailure = valueOr(values['change-failure'], true);
  const hasNothing = values['deployment-id'].state === 'given' && targets.length === 0;
  const ofRemediation = changeFailure ? remediationMessages(values, targets) : withoutFailure(values);
  return {
    marks: targets.map(({ label, service, target }) => ({
      label,
      mark: { target, changeFailure, remediation: remediationOf(service, values) },
    })),
    messages: [...targetMessages(values), ...(hasNothing ? [] : ofRemediation)],
  };
}

function targetsFrom(values: Values): readonly Target[] {
  const ids = valueOr(values['deployment-id'], undefined);
  if (ids !== undefined) {
    return ids.entries.map(({ service, id }) => ({ label: service || id, service, target: { id } }));
  }
  const [service, env, version] = [values.service, values.env, values.version].map((reading) =>
    valueOr(reading, undefined),
  );
  return service === undefined || env === undefined || version === undefined
    ? []
    : [{ label: `${service} ${version} in ${env}`, service, target: { service, env, version } }];
}

function targetMessages(values: Values): readonly Message[] {
  const names = ['service', 'env', 'version'] as const;
  const set = names.filter((name) => isSet(values[name]));
  if (isSet(values['deployment-id'])) {
    const [name] = set.filter((one) => values[one].state !== 'refused');
    const expected = 'deployment-id, or service, env and version, but not both';
    return name === undefined ? [] : [conflict(name, expected)];
  }
  const missing = set.length === 0 ? ['deployment-id'] : names.filter((name) => !set.includes(name));
  return missing.map((name) => notSet(name, 'deployment-id, or service, env and version together'));
}

function remediationOf(service: string, values: Values): Mark['remediation'] {
  const type = valueOr(values.remediation, undefined);
  const version = valueOr(values['remediation-version'], undefined);
  const ids = valueOr(values['remediation-id'], undefined);
  const id = ids && remediatingId(service, ids);
  if (type === undefined) return undefined;
  if (version !== undefined) return { type, version };
  return id === undefined ? undefined : { type, id };
}

/** The ID of the deployment that remediated a service's; undefined if there is none. */
function remediatingId(service: string, { isByService, entries }: DeploymentIds): string | undefined {
  const own = isByService && service !== '' ? entries.filter((entry) => entry.service === service) : entries;
  return own[0]?.id;
}

function withoutFailure(values: Values): readonly Message[] {
  const names = ['remediation', 'remediation-id', 'remediation-version'] as const;
  const name = names.find((each) => values[each].state === 'given');
  return name === undefined ? [] : [conflict(name, 'none, because change-failure is false')];
}

function remediationMessages(values: Values, targets: readonly Target[]): readonly Message[] {
  const { remediation, 'remediation-id': ids, 'remediation-version': version } = values;
  const isNamed = isSet(ids) || isSet(version);
  return [
    ...(isSet(remediation) && !isNamed
      ? [notSet('remediation-id', 'remediation-id or remediation-version, because remediation is set')]
      : []),
    ...(isNamed && !isSet(remediation)
      ? [notSet('remediation', 'rollback or rollforward, because the remediating deployment is set')]
      : []),
    ...(ids.state === 'given' ? idMessages(ids.value, targets) : []),
    ...(version.state === 'given' ? versionMessages(version.value, isSet(ids), targets) : []),
  ];
}

function idMessages(ids: DeploymentIds, targets: readonly Target[]): readonly Message[] {
  const refused = (expected: string) => [conflict('remediation-id', expected)];
  const services = targets.filter(({ service }) => service !== '');
  if (!ids.isByService && ids.entries.length !== 1) {
    return refused('one ID, of the next successful deployment; or the JSON of the output deployment-ids');
  }
  if (!ids.isByService && services.length > 1) {
    return refused(
      'the JSON of the output deployment-ids of the remediating step, because deployment-id is for several services; or remediation-version in its place',
    );
  }
  if (ids.isByService && services.length < targets.length && ids.entries.length !== 1) {
    return refused(
      'one ID, because deployment-id does not say which service each ID is for. The JSON of the output deployment-ids does',
    );
  }
  const own = targets.flatMap(({ service, target }) =>
    'id' in target && target.id === remediatingId(service, ids) ? [target.id] : [],
  );
  if (own.length > 0) {
    return refused(`the deployment that remediated the failure, but ${quote(own)} is a deployment that failed`);
  }
  const without = services.filter(({ service }) => remediatingId(service, ids) === undefined);
  const names = enumerate(without.map(({ service }) => service));
  const text = `Input "remediation-id" has no ID for ${names}. Deployments that are marked without a remediation have no recovery time.`;
  return without.length === 0 ? [] : [{ level: 'warning', text }];
}

function versionMessages(version: string, hasIds: boolean, targets: readonly Target[]): readonly Message[] {
  const isOwn = targets.some(({ target }) => 'version' in target && target.version === version);
  const own = `the version that remediated the failure, but ${quote([version])} is the version of the deployment that failed`;
  const expected = hasIds ? 'remediation-id or remediation-version, but not both' : own;
  return hasIds || isOwn ? [conflict('remediation-version', expected)] : [];
}

function isSet({ state }: Reading<unknown>): boolean {
  return state !== 'absent';
}

function notSet(input: string, expected: string): Message {
  return { level: 'error', text: `Input "${input}" is not set. Expected: ${expected}. ${NO_MARK}` };
}

/** An input that excludes or needs another one. */
function conflict(input: string, expected: string): Message {
  return { level: 'error', text: `Input "${input}" is invalid. Expected: ${expected}. ${NO_MARK}` };
}
