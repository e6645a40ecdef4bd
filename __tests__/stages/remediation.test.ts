/** The marks of earlier deployments that this one remediates, which follow its event. */
import { describe, expect, test } from '@jest/globals';
import { APP_KEY, type CaseResult, deploy, earlier, type Row, table } from '../support/stage.ts';

const app = { 'app-key': APP_KEY };
const old = 'deployment-of-last-week';
const stored = [earlier({ id: old }), earlier({ id: `${old}-2`, service: 'pay' })];
const view = ({ annotations, requests }: CaseResult) => [annotations, ...requests].filter(Boolean).join('\n');
const json = JSON.stringify;
/** What is said, marked, and in the summary. */
const result = ({ annotations, requests, rows }: CaseResult) =>
  [annotations, ...requests.filter((line) => line.startsWith('PATCH')), rows].filter(Boolean).join('\n');

const withStored = ([title, inputs, options]: Row): Row => [title, inputs, { stored, ...options }];

describe('remediation', () => {
  const rollback = { remediation: 'rollback', ...app };

  test('what is marked: by ID, by version, several, and one per service', async () => {
    const rows: Row[] = [
      ['an ID', { ...rollback, 'remediates-id': old }],
      ['a list of IDs', { ...rollback, 'remediates-id': `${old}\n${old}-2` }],
      ['a version', { ...rollback, 'remediates-version': '1.1.0' }],
      ['rollforward', { ...rollback, remediation: 'rollforward', 'remediates-version': '1.1.0' }],
      [
        'by service',
        { service: 'shopist,pay', ...rollback, 'remediates-id': json({ shopist: old, pay: `${old}-2` }) },
      ],
      [
        'a version of several services',
        { service: 'shopist,pay', ...rollback, 'remediates-version': '1.1.0' },
      ],
      ['from a later step', { ...app }, { later: { remediation: 'rollback', 'remediates-id': old } }],
      ['a rollback that fails as well', { ...rollback, 'remediates-id': old, 'change-failure': 'true' }],
    ];
    expect(await table(rows.map(withStored), view)).toMatchInlineSnapshot(`
# an ID
POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
PATCH /api/v2/dora/deployments/deployment-of-last-week {change_failure: true, remediation: {type: "rollback", id: "<id>"}} 202
# a list of IDs
POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
PATCH /api/v2/dora/deployments/deployment-of-last-week {change_failure: true, remediation: {type: "rollback", id: "<id>"}} 202
PATCH /api/v2/dora/deployments/deployment-of-last-week-2 {change_failure: true, remediation: {type: "rollback", id: "<id>"}} 202
# a version
POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
PATCH /api/v2/dora/deployments {service: "shopist", env: "prod", version: "1.1.0", change_failure: true, remediation: {type: "rollback", id: "<id>"}} 202
# rollforward
POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
PATCH /api/v2/dora/deployments {service: "shopist", env: "prod", version: "1.1.0", change_failure: true, remediation: {type: "rollforward", id: "<id>"}} 202
# by service
POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
POST /api/v2/dora/deployment {id: "<id 2>", service: "pay", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
PATCH /api/v2/dora/deployments/deployment-of-last-week {change_failure: true, remediation: {type: "rollback", id: "<id>"}} 202
PATCH /api/v2/dora/deployments/deployment-of-last-week-2 {change_failure: true, remediation: {type: "rollback", id: "<id 2>"}} 202
# a version of several services
POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
POST /api/v2/dora/deployment {id: "<id 2>", service: "pay", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
PATCH /api/v2/dora/deployments {service: "pay", env: "prod", version: "1.1.0", change_failure: true, remediation: {type: "rollback", id: "<id 2>"}} 202
PATCH /api/v2/dora/deployments {service: "shopist", env: "prod", version: "1.1.0", change_failure: true, remediation: {type: "rollback", id: "<id>"}} 202
# from a later step
POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
PATCH /api/v2/dora/deployments/deployment-of-last-week {change_failure: true, remediation: {type: "rollback", id: "<id>"}} 202
# a rollback that fails as well
POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
PATCH /api/v2/dora/deployments/<id> {change_failure: true} 202
PATCH /api/v2/dora/deployments/deployment-of-last-week {change_failure: true, remediation: {type: "rollback", id: "<id>"}} 202
`);
  });

  test('what the log and the summary say of a remediation', async () => {
    const { read } = await deploy({ ...rollback, 'remediates-version': '1.1.0' }, { stored });
    expect(read).toMatchInlineSnapshot(`
[post]
shopist: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>; shopist 1.1.0, which it remedies, marked as a change failure
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
-> PATCH /api/v2/dora/deployments {service: "shopist", env: "prod", version: "1.1.0", change_failure: true, remediation: {type: "rollback", id: "<id>"}} 202
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200); shopist 1.1.0, which it remedies, marked as a change failure |
`);
  });

  test('an ordinary deployment: a kind without a target, and {} as IDs', async () => {
    const rows: Row[] = [
      ['a kind alone', rollback],
      ['{}', { ...rollback, 'remediates-id': '{}' }],
      ['no ID of this service', { ...rollback, 'remediates-id': json({ pay: old }) }],
    ];
    expect(await table(rows)).toMatchInlineSnapshot(`
# a kind alone
[post]
Nothing is marked as remedied: remediation is "rollback", and neither remediates-id nor remediates-version names a deployment.
shopist: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200) |
# {}
[post]
Nothing is marked as remedied: remediation is "rollback", and neither remediates-id nor remediates-version names a deployment.
shopist: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200) |
# no ID of this service
[post]
warning: Input "remediates-id": "pay" is ignored: no service of this step has that name (shopist).
Nothing is marked as remedied: remediation is "rollback", and neither remediates-id nor remediates-version names a deployment.
shopist: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200) |
`);
  });

  test('what is refused: the event is sent without the mark, and a warning says what is expected', async () => {
    const rows: Row[] = [
      ['a target without a kind', { ...app, 'remediates-id': old }],
      ['a version without a kind', { ...app, 'remediates-version': '1.1.0' }],
      ['both targets', { ...rollback, 'remediates-id': old, 'remediates-version': '1.1.0' }],
      ['a version without env', { ...rollback, env: '', 'remediates-version': '1.1.0' }],
      ['its own version', { ...rollback, 'remediates-version': '1.2.0' }],
      [
        'its own ID',
        { ...rollback, 'deployment-id': 'this-very-deployment', 'remediates-id': 'this-very-deployment' },
      ],
      ['one ID for several services', { ...rollback, service: 'shopist,pay', 'remediates-id': old }],
      ['an ID that is none', { ...rollback, 'remediates-id': 'v1.1.0' }],
      ['a kind that is none', { ...app, remediation: 'fix', 'remediates-id': old }],
      ['without an application key', { ...rollback, 'app-key': '', 'remediates-id': old }],
      ['the event is not stored', { ...rollback, 'remediates-id': old }, { faults: [{ status: 400 }] }],
      ['the job failed', { ...rollback, 'remediates-id': old }, { jobStatus: 'failure' }],
      ['an unknown deployment', { ...rollback, 'remediates-id': `${old}-unknown` }],
      ['an unknown version', { ...rollback, 'remediates-version': '0.9' }],
      ['a dry run', { ...rollback, 'app-key': '', 'dry-run': 'true', 'remediates-id': old }],
    ];
    expect(await table(rows.map(withStored), result)).toMatchInlineSnapshot(`
# a target without a kind
warning: No deployment is marked as remedied: remediates-id is set without remediation. Expected: remediation with rollback or rollforward. The event itself is sent.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200); **no deployment marked as remedied**: remediates-id is set without remediation |
# a version without a kind
warning: No deployment is marked as remedied: remediates-version is set without remediation. Expected: remediation with rollback or rollforward. The event itself is sent.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200); **no deployment marked as remedied**: remediates-version is set without remediation |
# both targets
warning: No deployment is marked as remedied: remediates-id and remediates-version are both set. Expected: one of them. The event itself is sent.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200); **no deployment marked as remedied**: remediates-id and remediates-version are both set |
# a version without env
warning: No deployment is marked as remedied: remediates-version is set, but env is not. Expected: env, which Datadog needs to find a version. The event itself is sent.
| shopist | not set | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200); **no deployment marked as remedied**: remediates-version is set, but env is not |
# its own version
warning: No deployment is marked as remedied: remediates-version is "1.2.0", the version of this very deployment. Expected: the version that failed. The event itself is sent.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200); **no deployment marked as remedied**: remediates-version is "1.2.0", the version of this very deployment |
# its own ID
warning: No deployment is marked as remedied: remediates-id is "this-very-deployment", the ID of this very deployment. Expected: the ID of the one that failed. The event itself is sent.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200); **no deployment marked as remedied**: remediates-id is "this-very-deployment", the ID of this very deployment |
# one ID for several services
warning: No deployment is marked as remedied: remediates-id does not say which service each ID is for. Expected: the JSON of the output deployment-ids, which has an ID per service. The event itself is sent.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200); **no deployment marked as remedied**: remediates-id does not say which service each ID is for |
| pay | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200); **no deployment marked as remedied**: remediates-id does not say which service each ID is for |
# an ID that is none
warning: Input "remediates-id" is invalid: "v1.1.0". Expected: 16 to 128 characters of A-Z, a-z, 0-9, "-", "_", "." and ":"; or a list of IDs; or the JSON of the output deployment-ids. No deployment is marked as remedied.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200); **no deployment marked as remedied**: an input of the remediation is invalid |
# a kind that is none
warning: Input "remediation" is invalid: "fix". Expected: rollback or rollforward. No deployment is marked as remedied.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200); **no deployment marked as remedied**: an input of the remediation is invalid |
# without an application key
warning: The deployment event is stored, but a deployment that it remedies is not marked: deployment-of-last-week: there is no Datadog application key. Set app-key, or DD_APP_KEY in the environment, to an application key with the scope dora_metrics_write. The log and the job summary have a command that marks each deployment. The job continues.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200); **unconfirmed** mark of deployment-of-last-week, which it remedies: there is no Datadog application key |
summary: To send what is unconfirmed, run these commands. Put the API key in DD_API_KEY and the application key in DD_APP_KEY.
# the event is not stored
error: Datadog has not confirmed the deployment event and its marks of shopist: HTTP 400: Bad Request. Datadog rejected the event: check the attribute that it names. The log and the job summary have each event in full, with a command that sends it. The job continues.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | **unconfirmed**: HTTP 400: Bad Request |
summary: To send what is unconfirmed, run these commands. Put the API key in DD_API_KEY and the application key in DD_APP_KEY.
# the job failed
warning: Nothing is marked as a change failure, because nothing counts as deployed. If the deployment happened, set deployed: \${{ steps.<id of the deploy step>.outcome }}. The job continues.
summary: No deployment event: the status of the job is "failure", so nothing counts as deployed. If the deployment happened anyway, report it with deployed: \${{ steps.<id of the deploy step>.outcome }}.
# an unknown deployment
warning: The deployment event is stored, but a deployment that it remedies is not marked: deployment-of-last-week-unknown: HTTP 404: Not Found: no deployment deployment-of-last-week-unknown; the timeout of 1 s is over. Datadog has no deployment with that ID on the site behind http://datadog. Does the ID belong to another site? Was the event stored? The log and the job summary have a command that marks each deployment. The job continues.
PATCH /api/v2/dora/deployments/deployment-of-last-week-unknown {change_failure: true, remediation: {type: "rollback", id: "<id>"}} 404
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200); **unconfirmed** mark of deployment-of-last-week-unknown, which it remedies: HTTP 404: Not Found: no deployment deployment-of-last-week-unknown; the timeout of 1 s is over |
summary: To send what is unconfirmed, run these commands. Put the API key in DD_API_KEY and the application key in DD_APP_KEY.
# an unknown version
warning: The deployment event is stored, but a deployment that it remedies is not marked: shopist 0.9: HTTP 404: Not Found: no deployment of shopist 0.9; the timeout of 1 s is over. Datadog has no deployment of that service, env and version on the site behind http://datadog. Were all three sent with its event, and spelled the same? Was the event stored? The log and the job summary have a command that marks each deployment. The job continues.
PATCH /api/v2/dora/deployments {service: "shopist", env: "prod", version: "0.9", change_failure: true, remediation: {type: "rollback", id: "<id>"}} 404
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200); **unconfirmed** mark of shopist 0.9, which it remedies: HTTP 404: Not Found: no deployment of shopist 0.9; the timeout of 1 s is over |
summary: To send what is unconfirmed, run these commands. Put the API key in DD_API_KEY and the application key in DD_APP_KEY.
# a dry run
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | dry run, not sent; deployment-of-last-week, which it remedies, not marked |
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
