/** The action that marks deployments later: what remediated them, and what becomes of the marks. */
import { describe, expect, test } from '@jest/globals';
import { APP_KEY, type CaseResult, earlier, mark, type Row, table as tableOf } from '../support/stage.ts';

const one = 'deployment-of-shopist';
const two = 'deployment-of-pay';
const good = 'deployment-that-is-good';
const stored = [
  earlier({ id: one }),
  earlier({ id: two, service: 'pay', version: '7.0' }),
  earlier({ id: good, version: '1.2.0' }),
];
const json = JSON.stringify;
const ids = json({ shopist: one, pay: two });
const byName = { service: 'shopist', env: 'prod', version: '1.1.0' };

const table = (rows: readonly Row[], show?: (result: CaseResult) => string) =>
  tableOf(rows, show, (inputs, options) => mark(inputs, { stored, ...options }));
const view = ({ annotations, requests }: CaseResult) => [annotations, ...requests].filter(Boolean).join('\n');

describe('the remediation', () => {
  const rollback = { remediation: 'rollback' };

  test('by ID, by version, and by service', async () => {
    const cases: Row[] = [
      ['a version', { 'deployment-id': one, remediation: 'rollforward', 'remediation-version': '1.2.0' }],
      ['one ID for several', { 'deployment-id': `${one},${two}`, ...rollback, 'remediation-id': good }],
      [
        'by service',
        { 'deployment-id': ids, ...rollback, 'remediation-id': json({ pay: `${good}-2`, shopist: good }) },
      ],
      ['one service without one', { 'deployment-id': ids, ...rollback, 'remediation-id': json({ shopist: good }) }],
      ['JSON for the only one', { 'deployment-id': json({ shopist: one }), ...rollback, 'remediation-id': good }],
    ];
    expect(await table(cases, view)).toMatchInlineSnapshot(`
# a version
PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true, remediation: {type: "rollforward", version: "1.2.0"}} 202
# one ID for several
PATCH /api/v2/dora/deployments/deployment-of-pay {change_failure: true, remediation: {type: "rollback", id: "deployment-that-is-good"}} 202
PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true, remediation: {type: "rollback", id: "deployment-that-is-good"}} 202
# by service
PATCH /api/v2/dora/deployments/deployment-of-pay {change_failure: true, remediation: {type: "rollback", id: "deployment-that-is-good-2"}} 202
PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true, remediation: {type: "rollback", id: "deployment-that-is-good"}} 202
# one service without one
warning: Input "remediation-id" has no ID for pay. Deployments that are marked without a remediation have no recovery time.
PATCH /api/v2/dora/deployments/deployment-of-pay {change_failure: true} 202
PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true, remediation: {type: "rollback", id: "deployment-that-is-good"}} 202
# JSON for the only one
PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true, remediation: {type: "rollback", id: "deployment-that-is-good"}} 202
`);
  });

  test('what is refused', async () => {
    const cases: Row[] = [
      ['a kind alone', { 'deployment-id': one, ...rollback }],
      ['no kind', { 'deployment-id': one, 'remediation-id': good }],
      ['both', { 'deployment-id': one, ...rollback, 'remediation-id': good, 'remediation-version': '1.2.0' }],
      ['another kind', { 'deployment-id': one, remediation: 'fix', 'remediation-id': good }],
      [
        'with change-failure: false',
        { 'deployment-id': one, 'change-failure': 'false', ...rollback, 'remediation-id': good },
      ],
      ['several IDs', { 'deployment-id': one, ...rollback, 'remediation-id': `${good},${two}` }],
      ['JSON for a list', { 'deployment-id': `${one},${two}`, ...rollback, 'remediation-id': ids }],
      ['its own ID', { 'deployment-id': one, ...rollback, 'remediation-id': one }],
      ['its own version', { ...byName, ...rollback, 'remediation-version': '1.1.0' }],
      ['{}', { 'deployment-id': ids, ...rollback, 'remediation-id': '{}' }],
    ];
    expect(await table(cases, view)).toMatchInlineSnapshot(`
# a kind alone
error: Input "remediation-id" is not set. Expected: remediation-id or remediation-version, because remediation is set. Nothing is marked. The job continues.
# no kind
error: Input "remediation" is not set. Expected: rollback or rollforward, because the remediating deployment is set. Nothing is marked. The job continues.
# both
error: Input "remediation-version" is invalid. Expected: remediation-id or remediation-version, but not both. Nothing is marked. The job continues.
# another kind
error: Input "remediation" is invalid: "fix". Expected: rollback or rollforward. Nothing is marked. The job continues.
# with change-failure: false
error: Input "remediation" is invalid. Expected: none, because change-failure is false. Nothing is marked. The job continues.
# several IDs
error: Input "remediation-id" is invalid. Expected: one ID, of the next successful deployment; or the JSON of the output deployment-ids. Nothing is marked. The job continues.
# JSON for a list
error: Input "remediation-id" is invalid. Expected: one ID, because deployment-id does not say which service each ID is for. The JSON of the output deployment-ids does. Nothing is marked. The job continues.
# its own ID
error: Input "remediation-id" is invalid. Expected: the deployment that remediated the failure, but "deployment-of-shopist" is a deployment that failed. Nothing is marked. The job continues.
# its own version
error: Input "remediation-version" is invalid. Expected: the version that remediated the failure, but "1.1.0" is the version of the deployment that failed. Nothing is marked. The job continues.
# {}
warning: Input "remediation-id" has no ID for shopist, pay. Deployments that are marked without a remediation have no recovery time.
PATCH /api/v2/dora/deployments/deployment-of-pay {change_failure: true} 202
PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true} 202
`);
  });
});

describe('the delivery', () => {
  const faults = (status: number) => ({ faults: [{ status }, { status }] });

  test('accepted, made, refused, and unknown', async () => {
    const cases: Row[] = [
      ['200', { 'deployment-id': one }, { faults: [{ status: 200, body: '{}', store: true }] }],
      ['403: either key may be wrong', { 'deployment-id': one }, faults(403)],
      ['400 for both of two', { 'deployment-id': `${one},${two}` }, faults(400)],
      ['404 until the time is over', { 'deployment-id': 'deployment-unknown-1', 'fail-on-error': 'true' }],
    ];
    expect(
      await table(cases, ({ read }) => read.replace(/^(?:Not confirmed|\$|summary: ).*\n?/gm, '')),
    ).toMatchInlineSnapshot(`
# 200
deployment-of-shopist: marked as a change failure (HTTP 200, 1 attempt, <ms>)
-> PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true} 200
| deployment-of-shopist | yes |  | ✅ marked |
# 403: either key may be wrong
error: Datadog has not confirmed the mark of deployment-of-shopist: HTTP 403: Forbidden. Are both keys valid on the site behind http://datadog, and not swapped? The log and the job summary contain a command that makes each mark. The job continues.
Input "api-key" needs an API key. Input "app-key" needs an application key with the scope dora_metrics_write, whose owner has the permission of that name.
deployment-of-shopist: mark not confirmed by Datadog: HTTP 403: Forbidden (1 attempt, <ms>)
-> PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true} 403
| deployment-of-shopist | yes |  | ⚠️ **unconfirmed**: HTTP 403: Forbidden. Are both keys valid on the site behind http://datadog, and not swapped? Input "api-key" needs an API key. Input "app-key" needs an application key with the scope dora_metrics_write, whose owner has the permission of that name. |
# 400 for both of two
error: Datadog has not confirmed the mark of deployment-of-shopist, deployment-of-pay: HTTP 400: Bad Request. Datadog rejected the mark. Check the attribute that its message names. The log and the job summary contain a command that makes each mark. The job continues.
deployment-of-shopist: mark not confirmed by Datadog: HTTP 400: Bad Request (1 attempt, <ms>)
deployment-of-pay: mark not confirmed by Datadog: HTTP 400: Bad Request (1 attempt, <ms>)
-> PATCH /api/v2/dora/deployments/deployment-of-pay {change_failure: true} 400
-> PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true} 400
| deployment-of-shopist | yes |  | ⚠️ **unconfirmed**: HTTP 400: Bad Request. Datadog rejected the mark. Check the attribute that its message names. |
| deployment-of-pay | yes |  | ⚠️ **unconfirmed**: HTTP 400: Bad Request. Datadog rejected the mark. Check the attribute that its message names. |
# 404 until the time is over
Datadog cannot find the deployment to mark yet (HTTP 404). Retrying until <time> (timeout).
error: Datadog has not confirmed the mark of deployment-unknown-1: HTTP 404: Not Found: deployment-unknown-1: there is no such deployment (/data/deployment-unknown-1); the timeout of 1 s allows no further attempt. Datadog has no deployment with that ID on the site behind http://datadog. The log and the job summary contain a command that makes each mark. The job fails, because fail-on-error is true.
For each deployment that Datadog cannot find: was its event stored? A service that was not deployed has an ID too. Does the ID belong to another site? Within the job that deploys, use that action's change-failure input: the event is sent only at the end of the job. If nothing was deployed, skip this job, e.g. by checking an output set from steps.<id>.outcome.
deployment-unknown-1: mark not confirmed by Datadog: HTTP 404: Not Found: deployment-unknown-1: there is no such deployment (/data/deployment-unknown-1); the timeout of 1 s allows no further attempt (several attempts, <ms>)
-> PATCH /api/v2/dora/deployments/deployment-unknown-1 {change_failure: true} 404
| deployment-unknown-1 | yes |  | ⚠️ **unconfirmed**: HTTP 404: Not Found: deployment-unknown-1: there is no such deployment (/data/deployment-unknown-1); the timeout of 1 s allows no further attempt. Datadog has no deployment with that ID on the site behind http://datadog. For each deployment that Datadog cannot find: was its event stored? A service that was not deployed has an ID too. Does the ID belong to another site? Within the job that deploys, use that action's change-failure input: the event is sent only at the end of the job. If nothing was deployed, skip this job, e.g. by checking an output set from steps.<id>.outcome. |
The job fails.
`);
  });

  test('a 404 is retried, and the deployment is found at last', async () => {
    const { read } = await mark({ 'deployment-id': one, timeout: '20' }, { stored, faults: [{ status: 404 }] });
    expect(read).toMatchInlineSnapshot(`
Datadog cannot find the deployment to mark yet (HTTP 404). Retrying until <time> (timeout).
deployment-of-shopist: accepted by Datadog as a change failure (HTTP 202, several attempts, <ms>)
-> PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true} 404
-> PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true} 202
| deployment-of-shopist | yes |  | ✅ accepted |
`);
  });

  test('a dry run needs no key, and prints method, path and body of each request', async () => {
    const inputs = { 'dry-run': 'true', 'api-key': '', 'app-key': '', 'api-url': '' };
    const { everything } = await mark({ 'deployment-id': ids, ...inputs });
    expect(everything).toMatchInlineSnapshot(`
group: Settings
deployment-id: {"shopist":"deployment-of-shopist","pay":"deployment-of-pay"} (input)
dry-run: true (input)
timeout: 1 (input)
Dry run: nothing is sent. Each request would be:
PATCH https://api.datadoghq.com/api/v2/dora/deployments/deployment-of-shopist
{"data":{"id":"deployment-of-shopist","type":"dora_deployment_patch_request","attributes":{"change_failure":true}}}
PATCH https://api.datadoghq.com/api/v2/dora/deployments/deployment-of-pay
{"data":{"id":"deployment-of-pay","type":"dora_deployment_patch_request","attributes":{"change_failure":true}}}
## Datadog DORA change failure (dry run, nothing sent)

| Deployment | Change failure | Remediation | Result |
| --- | --- | --- | --- |
| \`shopist\` \`deployment-of-shopist\` | yes |  | ⏭️ not sent (dry run) |
| \`pay\` \`deployment-of-pay\` | yes |  | ⏭️ not sent (dry run) |

[DORA Metrics in Datadog](https://app.datadoghq.com/ci/dora)

`);
  });

  test('without a summary nothing mentions one', async () => {
    const { annotations, summary } = await mark(
      { 'deployment-id': one, 'job-summary': 'false' },
      { stored, ...faults(400) },
    );
    expect(summary).toBe('');
    expect(annotations).toMatchInlineSnapshot(
      `error: Datadog has not confirmed the mark of deployment-of-shopist: HTTP 400: Bad Request. Datadog rejected the mark. Check the attribute that its message names. The log contains a command that makes each mark. The job continues.`,
    );
  });

  test('any key in another input is refused and not shown', async () => {
    const names = 'deployment-id service env version remediation remediation-id site dry-run';
    for (const name of names.split(' ')) {
      const { annotations, requests } = await mark({ 'deployment-id': one, [name]: `x${APP_KEY}` }, { stored });
      expect([annotations, requests]).toEqual([expect.stringContaining(name), []]);
    }
  });
});
