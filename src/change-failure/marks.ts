import type { Mark, NamedMark } from '../datadog/mark.ts';
import { conflict } from '../inputs/one-text.ts';
import { type Problem, type Reading, valueOr } from '../inputs/table.ts';
import { enumerate, quote } from '../text.ts';
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
  readonly problems: readonly Problem[];
} {
  const ids = values['deployment-id'].common;
  const problems = targetProblems(values);
  const targets = targetsFrom(values);
  if (ids.state === 'given' && targets.length === 0) {
    return { marks: [], problems };
  }
  const changeFailure = valueOr(values['change-failure'].common, true);
  return {
    marks: targets.map((one) => ({
      label: one.label,
      mark: { target: one.target, changeFailure, remediation: remediationOf(one, values) },
    })),
    problems: [
      ...problems,
      ...(changeFailure ? remediationProblems(values, targets) : remediationOfNoFailure(values)),
    ],
  };
}

const NAMES = ['service', 'env', 'version'] as const;

function targetProblems(values: Values): readonly Problem[] {
  const areSet = NAMES.filter((name) => isSet(values[name].common));
  if (isSet(values['deployment-id'].common)) {
    const [name] = areSet.filter((one) => values[one].common.state !== 'refused');
    return name === undefined
      ? []
      : [conflict(name, 'error', 'deployment-id, or service, env and version, but not both', NO_MARK)];
  }
  const missing = areSet.length === 0 ? ['deployment-id'] : NAMES.filter((name) => !areSet.includes(name));
  return missing.map((name) => notSet(name, 'deployment-id, or service, env and version together'));
}

function targetsFrom(values: Values): readonly Target[] {
  const ids = values['deployment-id'].common;
  if (ids.state === 'given') {
    return 'list' in ids.value
      ? ids.value.list.map((id) => ({ label: id, service: '', target: { id } }))
      : [...ids.value.byService].map(([service, id]) => ({ label: service, service, target: { id } }));
  }
  const [service, env, version] = [values.service.common, values.env.common, values.version.common];
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
  const type = valueOr(values.remediation.common, undefined);
  const version = valueOr(values['remediation-version'].common, undefined);
  const ids = valueOr(values['remediation-id'].common, undefined);
  if (type === undefined) {
    return undefined;
  }
  if (version !== undefined) {
    return { type, version };
  }
  const id = ids === undefined ? undefined : remedyOf(target, ids);
  return id === undefined ? undefined : { type, id };
}

/** The ID of the deployment that remedied a target; undefined if there is none for its service. */
function remedyOf({ service }: Target, ids: Ids): string | undefined {
  if ('list' in ids) {
    return ids.list[0];
  }
  return service === '' ? [...ids.byService.values()][0] : ids.byService.get(service);
}

function remediationOfNoFailure(values: Values): readonly Problem[] {
  const names = ['remediation', 'remediation-id', 'remediation-version'] as const;
  return names
    .filter((name) => values[name].common.state === 'given')
    .slice(0, 1)
    .map((name) => conflict(name, 'error', 'no remediation with change-failure: false', NO_MARK));
}

function remediationProblems(values: Values, targets: readonly Target[]): readonly Problem[] {
  const type = values.remediation.common;
  const ids = values['remediation-id'].common;
  const version = values['remediation-version'].common;
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

function idProblems(ids: Ids, targets: readonly Target[]): readonly Problem[] {
  const refused = (expected: string) => [conflict('remediation-id', 'error', expected, NO_MARK)];
  const services = targets.filter(({ service }) => service !== '');
  if ('list' in ids) {
    if (ids.list.length !== 1) {
      return refused('one ID, of the next good deployment; or the JSON of the output deployment-ids');
    }
    if (services.length > 1) {
      return refused(
        'the JSON of the output deployment-ids of the remedying step, because deployment-id is for several services; or remediation-version in its place',
      );
    }
  } else if (services.length < targets.length && ids.byService.size !== 1) {
    return refused(
      'one ID, because deployment-id does not say which service each ID is for. The JSON of the output deployment-ids does',
    );
  }
  const isOwn = (one: Target) => 'id' in one.target && one.target.id === remedyOf(one, ids);
  const own = targets.filter(isOwn).map(({ target }) => ('id' in target ? target.id : ''));
  if (own.length > 0) {
    return refused(`the deployment that remedied the failure, but ${quote(own)} is a deployment that failed`);
  }
  const lacking = targets.filter((one) => remedyOf(one, ids) === undefined).map(({ service }) => service);
  return lacking.length === 0
    ? []
    : [
        {
          level: 'warning',
          input: 'remediation-id',
          message: `Input "remediation-id" has no ID for ${enumerate(lacking)}. Deployments that are marked without a remediation have no recovery time.`,
        },
      ];
}

function versionProblems(version: string, hasIds: boolean, targets: readonly Target[]): readonly Problem[] {
  const refused = (expected: string) => [conflict('remediation-version', 'error', expected, NO_MARK)];
  if (hasIds) {
    return refused('remediation-id or remediation-version, but not both');
  }
  return targets.some(({ target }) => 'version' in target && target.version === version)
    ? refused(
        `the version that remedied the failure, but ${quote([version])} is the version of the deployment that failed`,
      )
    : [];
}

function isSet({ state }: Reading<unknown>): boolean {
  return state !== 'absent';
}

function notSet(input: string, expected: string): Problem {
  return {
    level: 'error',
    input,
    message: `Input "${input}" is not set. Expected: ${expected}. ${NO_MARK}`,
  };
}
