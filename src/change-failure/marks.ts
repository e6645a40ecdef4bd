import type { Mark, NamedMark } from '../datadog/api.ts';
import { type Reading, valueOr } from '../inputs/table.ts';
import { enumerate, type Message, quote } from '../text.ts';
import { type Ids, NO_MARK, type Values } from './inputs.ts';

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
  const ids = values['deployment-id'];
  const messages = targetProblems(values);
  const targets = targetsFrom(values);
  if (ids.state === 'given' && targets.length === 0) {
    return { marks: [], messages };
  }
  const changeFailure = valueOr(values['change-failure'], true);
  return {
    marks: targets.map((one) => ({
      label: one.label,
      mark: { target: one.target, changeFailure, remediation: remediationOf(one, values) },
    })),
    messages: [
      ...messages,
      ...(changeFailure ? remediationProblems(values, targets) : remediationOfNoFailure(values)),
    ],
  };
}

const NAMES = ['service', 'env', 'version'] as const;

function targetProblems(values: Values): readonly Message[] {
  const areSet = NAMES.filter((name) => isSet(values[name]));
  if (isSet(values['deployment-id'])) {
    const [name] = areSet.filter((one) => values[one].state !== 'refused');
    return name === undefined
      ? []
      : [conflict(name, 'deployment-id, or service, env and version, but not both')];
  }
  const missing = areSet.length === 0 ? ['deployment-id'] : NAMES.filter((name) => !areSet.includes(name));
  return missing.map((name) => notSet(name, 'deployment-id, or service, env and version together'));
}

function targetsFrom(values: Values): readonly Target[] {
  const ids = values['deployment-id'];
  if (ids.state === 'given') {
    return 'list' in ids.value
      ? ids.value.list.map((id) => ({ label: id, service: '', target: { id } }))
      : [...ids.value.byService].map(([service, id]) => ({ label: service, service, target: { id } }));
  }
  const [service, env, version] = [values.service, values.env, values.version];
  return service.state === 'given' && env.state === 'given' && version.state === 'given'
    ? [
        {
          label: `${service.value} ${version.value} in ${env.value}`,
          service: service.value,
          target: { service: service.value, env: env.value, version: version.value },
        },
      ]
    : [];
}

function remediationOf(target: Target, values: Values): Mark['remediation'] {
  const type = valueOr(values.remediation, undefined);
  const version = valueOr(values['remediation-version'], undefined);
  const ids = valueOr(values['remediation-id'], undefined);
  if (type === undefined) {
    return undefined;
  }
  if (version !== undefined) {
    return { type, version };
  }
  const id = ids === undefined ? undefined : remediatingId(target, ids);
  return id === undefined ? undefined : { type, id };
}

/** The ID of the deployment that remediated a target; undefined if there is none for its service. */
function remediatingId({ service }: Target, ids: Ids): string | undefined {
  if ('list' in ids) {
    return ids.list[0];
  }
  return service === '' ? [...ids.byService.values()][0] : ids.byService.get(service);
}

function remediationOfNoFailure(values: Values): readonly Message[] {
  const names = ['remediation', 'remediation-id', 'remediation-version'] as const;
  return names
    .filter((name) => values[name].state === 'given')
    .slice(0, 1)
    .map((name) => conflict(name, 'no remediation with change-failure: false'));
}

function remediationProblems(values: Values, targets: readonly Target[]): readonly Message[] {
  const type = values.remediation;
  const ids = values['remediation-id'];
  const version = values['remediation-version'];
  const half =
    isSet(type) === (isSet(ids) || isSet(version))
      ? []
      : isSet(type)
        ? [notSet('remediation-id', 'with remediation, remediation-id or remediation-version')]
        : [
            notSet(
              'remediation',
              'rollback or rollforward, because remediation-id or remediation-version is set',
            ),
          ];
  return [
    ...half,
    ...(ids.state === 'given' ? idProblems(ids.value, targets) : []),
    ...(version.state === 'given' ? versionProblems(version.value, isSet(ids), targets) : []),
  ];
}

function idProblems(ids: Ids, targets: readonly Target[]): readonly Message[] {
  const refused = (expected: string) => [conflict('remediation-id', expected)];
  const services = targets.filter(({ service }) => service !== '');
  if ('list' in ids) {
    if (ids.list.length !== 1) {
      return refused('one ID, of the next successful deployment; or the JSON of the output deployment-ids');
    }
    if (services.length > 1) {
      return refused(
        'the JSON of the output deployment-ids of the remediating step, because deployment-id is for several services; or remediation-version in its place',
      );
    }
  } else if (services.length < targets.length && ids.byService.size !== 1) {
    return refused(
      'one ID, because deployment-id does not say which service each ID is for. The JSON of the output deployment-ids does',
    );
  }
  const isOwn = (one: Target) => 'id' in one.target && one.target.id === remediatingId(one, ids);
  const own = targets.filter(isOwn).map(({ target }) => ('id' in target ? target.id : ''));
  if (own.length > 0) {
    return refused(
      `the deployment that remediated the failure, but ${quote(own)} is a deployment that failed`,
    );
  }
  const lacking = targets
    .filter((one) => remediatingId(one, ids) === undefined)
    .map(({ service }) => service);
  return lacking.length === 0
    ? []
    : [
        {
          level: 'warning',
          text: `Input "remediation-id" has no ID for ${enumerate(lacking)}. Deployments that are marked without a remediation have no recovery time.`,
        },
      ];
}

function versionProblems(version: string, hasIds: boolean, targets: readonly Target[]): readonly Message[] {
  const refused = (expected: string) => [conflict('remediation-version', expected)];
  if (hasIds) {
    return refused('remediation-id or remediation-version, but not both');
  }
  return targets.some(({ target }) => 'version' in target && target.version === version)
    ? refused(
        `the version that remediated the failure, but ${quote([version])} is the version of the deployment that failed`,
      )
    : [];
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
