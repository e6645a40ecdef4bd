/** The marks of earlier deployments that this one remediates, which follow its event. */
import { describe, expect, test } from '@jest/globals';
import { APP_KEY, type CaseResult, deploy, earlier, type Row, table } from '../support/stage.ts';

const app = { 'app-key': APP_KEY };
const old = 'deployment-of-last-week';
const stored = [earlier({ id: old }), earlier({ id: `${old}-2`, service: 'pay' })];
const json = JSON.stringify;
/** What is said and marked, and what the row of the summary says of a mark. */
const result = ({ annotations, requests, rows }: CaseResult) =>
  [
    annotations,
    ...requests.filter((line) => line.startsWith('PATCH')),
    rows.match(/(?<= \| )\S*[^|]*marked: .*(?= \|$)/m)?.[0],
  ]
    .filter(Boolean)
    .join('\n');

const withStored = ([title, inputs, options]: Row): Row => [title, inputs, { stored, ...options }];

describe('remediation', () => {
  const rollback = { remediation: 'rollback', ...app };

  test('what is marked: by ID, by version, several, and one per service', async () => {
    const rows: Row[] = [
      ['an ID', { ...rollback, 'remediates-id': old }],
      ['a list of IDs', { ...rollback, 'remediates-id': `${old}\n${old}-2` }],
      ['a version', { ...rollback, 'remediates-version': '1.1.0' }],
      ['rollforward', { ...rollback, remediation: 'rollforward', 'remediates-version': '1.1.0' }],
      ['by service', { service: 'shopist,pay', ...rollback, 'remediates-id': json({ shopist: old, pay: `${old}-2` }) }],
      ['a version of several services', { service: 'shopist,pay', ...rollback, 'remediates-version': '1.1.0' }],
      ['from a later step', { ...app }, { later: { remediation: 'rollback', 'remediates-id': old } }],
      ['a rollback that fails as well', { ...rollback, 'remediates-id': old, 'change-failure': 'true' }],
    ];
    expect(await table(rows.map(withStored), result)).toMatchInlineSnapshot(`
# an ID
PATCH /api/v2/dora/deployments/deployment-of-last-week {change_failure: true, remediation: {type: "rollback", id: "<id>"}} 202
# a list of IDs
PATCH /api/v2/dora/deployments/deployment-of-last-week {change_failure: true, remediation: {type: "rollback", id: "<id>"}} 202
PATCH /api/v2/dora/deployments/deployment-of-last-week-2 {change_failure: true, remediation: {type: "rollback", id: "<id>"}} 202
# a version
PATCH /api/v2/dora/deployments {service: "shopist", env: "prod", version: "1.1.0", change_failure: true, remediation: {type: "rollback", id: "<id>"}} 202
# rollforward
PATCH /api/v2/dora/deployments {service: "shopist", env: "prod", version: "1.1.0", change_failure: true, remediation: {type: "rollforward", id: "<id>"}} 202
# by service
PATCH /api/v2/dora/deployments/deployment-of-last-week {change_failure: true, remediation: {type: "rollback", id: "<id>"}} 202
PATCH /api/v2/dora/deployments/deployment-of-last-week-2 {change_failure: true, remediation: {type: "rollback", id: "<id 2>"}} 202
# a version of several services
PATCH /api/v2/dora/deployments {service: "pay", env: "prod", version: "1.1.0", change_failure: true, remediation: {type: "rollback", id: "<id 2>"}} 202
PATCH /api/v2/dora/deployments {service: "shopist", env: "prod", version: "1.1.0", change_failure: true, remediation: {type: "rollback", id: "<id>"}} 202
# from a later step
PATCH /api/v2/dora/deployments/deployment-of-last-week {change_failure: true, remediation: {type: "rollback", id: "<id>"}} 202
# a rollback that fails as well
PATCH /api/v2/dora/deployments/<id> {change_failure: true} 202
PATCH /api/v2/dora/deployments/deployment-of-last-week {change_failure: true, remediation: {type: "rollback", id: "<id>"}} 202
`);
  });

  test('what the log and the summary say of a remediation', async () => {
    const { read } = await deploy({ ...rollback, 'remediates-version': '1.1.0' }, { stored });
    expect(read).toMatchInlineSnapshot(`
[post]
shopist: stored by Datadog. Deployment ID <id> (HTTP 200, 1 attempt, <ms>)
shopist 1.1.0: accepted by Datadog as a change failure, with its remediation (rollback) (HTTP 202, 1 attempt, <ms>)
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
-> PATCH /api/v2/dora/deployments {service: "shopist", env: "prod", version: "1.1.0", change_failure: true, remediation: {type: "rollback", id: "<id>"}} 202
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ✅ stored | marks shopist 1.1.0 (rollback): ✅ accepted |
`);
  });

  test('an ordinary deployment: a kind without a target, and {} as IDs', async () => {
    const rows: Row[] = [
      ['a kind alone', rollback],
      ['no ID of this service', { ...rollback, 'remediates-id': json({ pay: old }) }],
    ];
    expect(await table(rows, ({ read }) => read.replace(/^(?:\[|->|\||.*: stored).*\n?/gm, ''))).toMatchInlineSnapshot(`
# a kind alone
Ordinary deployment: no failed deployment is named, so none is marked.
# no ID of this service
warning: Input "remediates-id": "pay" is ignored: no service of this step has that name (shopist).
Ordinary deployment: no failed deployment is named, so none is marked.
`);
  });

  test('what is refused: the event is sent without the mark, and a warning says what is expected', async () => {
    const rows: Row[] = [
      ['a target without a kind', { ...app, 'remediates-id': old }],
      ['both targets', { ...rollback, 'remediates-id': old, 'remediates-version': '1.1.0' }],
      ['a version without env', { ...rollback, env: '', 'remediates-version': '1.1.0' }],
      ['its own version', { ...rollback, 'remediates-version': '1.2.0' }],
      ['its own ID', { ...rollback, 'deployment-id': 'this-very-deployment', 'remediates-id': 'this-very-deployment' }],
      ['one ID for several services', { ...rollback, service: 'shopist,pay', 'remediates-id': old }],
      ['an ID that is none', { ...rollback, 'remediates-id': 'v1.1.0' }],
      ['a kind that is none', { ...app, remediation: 'fix', 'remediates-id': old }],
      ['without an application key', { ...rollback, 'app-key': '', 'remediates-id': old }],
      ['the event is not stored', { ...rollback, 'remediates-id': old }, { faults: [{ status: 400 }] }],
      ['the job failed', { ...rollback, 'remediates-id': old }, { jobStatus: 'failure' }],
      ['an unknown version', { ...rollback, 'remediates-version': '0.9' }],
    ];
    expect(await table(rows.map(withStored), result)).toMatchInlineSnapshot(`
# a target without a kind
warning: No earlier deployment is marked as a change failure: remediates-id is set without remediation. Expected: remediation with rollback or rollforward.
⚠️ no earlier deployment marked: remediates-id is set without remediation
# both targets
warning: No earlier deployment is marked as a change failure: remediates-id and remediates-version are both set. Expected: one of them.
⚠️ no earlier deployment marked: remediates-id and remediates-version are both set
# a version without env
warning: No earlier deployment is marked as a change failure: remediates-version is set, but env is not. Expected: env, which Datadog needs to find a version.
⚠️ no earlier deployment marked: remediates-version is set, but env is not
# its own version
warning: No earlier deployment is marked as a change failure: remediates-version is "1.2.0", the version of this deployment itself. Expected: the version that failed.
⚠️ no earlier deployment marked: remediates-version is "1.2.0", the version of this deployment itself
# its own ID
warning: No earlier deployment is marked as a change failure: remediates-id is "this-very-deployment", the ID of this deployment itself. Expected: the ID of the deployment that failed.
⚠️ no earlier deployment marked: remediates-id is "this-very-deployment", the ID of this deployment itself
# one ID for several services
warning: No earlier deployment is marked as a change failure: remediates-id does not say which service each ID is for. Expected: the JSON of the output deployment-ids, which contains an ID per service.
⚠️ no earlier deployment marked: remediates-id does not say which service each ID is for
# an ID that is none
warning: Input "remediates-id" is invalid: "v1.1.0". Expected: 16 to 128 characters of A-Z, a-z, 0-9, "-", "_", "." and ":"; or a list of IDs; or the JSON of the output deployment-ids. No earlier deployment is marked as a change failure.
⚠️ no earlier deployment marked: an input of the remediation is invalid
# a kind that is none
warning: Input "remediation" is invalid: "fix". Expected: rollback or rollforward. No earlier deployment is marked as a change failure.
⚠️ no earlier deployment marked: an input of the remediation is invalid
# without an application key
warning: The event was stored, but the failed deployment deployment-of-last-week could not be marked as a change failure: there is no Datadog application key. Set app-key, or DD_APP_KEY in the environment, to a service access token or application key with the scope dora_metrics_write. The log and the job summary contain a command that makes the mark. The job continues.
# the event is not stored
error: Datadog has not confirmed the deployment event and its marks of shopist: HTTP 400: Bad Request. Datadog rejected the event. Check the attribute that its message names. The log and the job summary contain a command that sends it. The job continues.
# the job failed
warning: Nothing is marked as a change failure, because no deployment is reported. If it happened, set deployed: \${{ steps.<id of the deploy step>.outcome }}. The job continues.
# an unknown version
warning: The event was stored, but the failed deployment shopist 0.9 could not be marked as a change failure: HTTP 404: Not Found: version: there is no such deployment (/data/attributes/version); the timeout of 1 s allows no further attempt. Datadog has no deployment of that service, env and version on the site behind http://datadog. The log and the job summary contain a command that makes the mark. The job continues.
PATCH /api/v2/dora/deployments {service: "shopist", env: "prod", version: "0.9", change_failure: true, remediation: {type: "rollback", id: "<id>"}} 404
`);
  });

  test('with fail-on-error each of these fails the job, and an ordinary deployment does not', async () => {
    const red = { ...rollback, 'fail-on-error': 'true' };
    const verdicts = [
      await deploy({ ...red, remediation: '', 'remediates-id': old }),
      await deploy({ ...red, 'remediates-version': '1.2.0' }),
      await deploy({ ...red, 'app-key': '', 'remediates-id': old }),
      await deploy({ ...red, 'remediates-id': old }, { stored, jobStatus: 'failure' }),
      await deploy(red),
      await deploy({ ...red, 'remediates-id': old }, { stored }),
    ].map(({ verdict }) => verdict);
    expect(verdicts.join(', ')).toMatchInlineSnapshot(`failure, failure, failure, failure, success, success`);
  });
});
