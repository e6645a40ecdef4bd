/** The action that marks deployments later. */
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

test('everything that a mark with its remediation shows', async () => {
  const { everything } = await mark(
    { 'deployment-id': one, remediation: 'rollback', 'remediation-id': good },
    { stored },
  );
  expect(everything).toMatchInlineSnapshot(`
group: Settings
api-key: *** (input)
app-key: *** (input)
deployment-id: deployment-of-shopist (input)
remediation: rollback (input)
remediation-id: deployment-that-is-good (input)
api-url: http://datadog (input)
timeout: 1 (input)
deployment-of-shopist: accepted by Datadog as a change failure, with its remediation (rollback) (HTTP 202, 1 attempt, <ms>)
-> PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true, remediation: {type: "rollback", id: "deployment-that-is-good"}} 202
## Datadog DORA change failure

| Deployment | Change failure | Remediation | Result |
| --- | --- | --- | --- |
| \`deployment-of-shopist\` | yes | rollback: \`deployment-that-is-good\` | ✅ accepted |

[DORA Metrics in Datadog](https://app.datadoghq.com/ci/dora)

`);
});

describe('which deployments are marked', () => {
  test('by ID, by list, by service, by names', async () => {
    const cases: Row[] = [
      ['one ID', { 'deployment-id': one }],
      ['a list', { 'deployment-id': `${one}\n${two}, ${one}` }],
      ['the JSON of deployment-ids', { 'deployment-id': ids }],
      ['service, env and version', byName],
      ['taken back', { 'deployment-id': one, 'change-failure': 'false' }],
      ['{}', { 'deployment-id': '{}', 'api-key': '', 'app-key': '' }],
      ['names of Object.prototype', { 'deployment-id': `{"__proto__":"${one}","toString":"${two}"}` }],
    ];
    expect(await table(cases, ({ read }) => read.replace(/^-> PATCH \S+/gm, '->'))).toMatchInlineSnapshot(`
# one ID
deployment-of-shopist: accepted by Datadog as a change failure (HTTP 202, 1 attempt, <ms>)
-> {change_failure: true} 202
| deployment-of-shopist | yes |  | ✅ accepted |
# a list
deployment-of-shopist: accepted by Datadog as a change failure (HTTP 202, 1 attempt, <ms>)
deployment-of-pay: accepted by Datadog as a change failure (HTTP 202, 1 attempt, <ms>)
-> {change_failure: true} 202
-> {change_failure: true} 202
| deployment-of-shopist | yes |  | ✅ accepted |
| deployment-of-pay | yes |  | ✅ accepted |
# the JSON of deployment-ids
shopist: accepted by Datadog as a change failure (HTTP 202, 1 attempt, <ms>)
pay: accepted by Datadog as a change failure (HTTP 202, 1 attempt, <ms>)
-> {change_failure: true} 202
-> {change_failure: true} 202
| shopist deployment-of-shopist | yes |  | ✅ accepted |
| pay deployment-of-pay | yes |  | ✅ accepted |
# service, env and version
shopist 1.1.0 in prod: accepted by Datadog as a change failure (HTTP 202, 1 attempt, <ms>)
-> {service: "shopist", env: "prod", version: "1.1.0", change_failure: true} 202
| shopist 1.1.0 in prod | yes |  | ✅ accepted |
# taken back
deployment-of-shopist: accepted by Datadog as no longer a change failure (HTTP 202, 1 attempt, <ms>)
-> {change_failure: false} 202
| deployment-of-shopist | no |  | ✅ accepted |
# {}
Nothing to mark: deployment-id contains no ID.
# names of Object.prototype
__proto__: accepted by Datadog as a change failure (HTTP 202, 1 attempt, <ms>)
toString: accepted by Datadog as a change failure (HTTP 202, 1 attempt, <ms>)
-> {change_failure: true} 202
-> {change_failure: true} 202
| __proto__ deployment-of-shopist | yes |  | ✅ accepted |
| toString deployment-of-pay | yes |  | ✅ accepted |
`);
  });

  test('names are inputs only: variables that a job sets for other purposes are not read', async () => {
    const environment = { DD_SERVICE: 'shopist', DD_ENV: 'prod', DD_VERSION: '1.1.0' };
    expect(await table([['variables', { version: '1.1.0' }, { environment }]], view)).toMatchInlineSnapshot(`
# variables
error: Input "service" is not set. Expected: deployment-id, or service, env and version together. Nothing is marked. The job continues.
error: Input "env" is not set. Expected: deployment-id, or service, env and version together. Nothing is marked. The job continues.
`);
  });

  test('what is refused, each input once, and all at once', async () => {
    const wrong = ['site', 'api-url', 'dry-run', 'change-failure', 'remediation'];
    const cases: Row[] = [
      ['nothing', {}],
      ['an ID and a service', { 'deployment-id': one, service: 'shopist' }],
      ['half of the names', { service: 'shopist' }],
      ['an object of something else', { 'deployment-id': '{"shopist":1}' }],
      ['no JSON', { 'deployment-id': "{'shopist':'x'}" }],
      ['a key in quotes', { 'deployment-id': one, 'app-key': `"${APP_KEY}"` }],
      [
        'all at once',
        {
          'api-key': '',
          'app-key': '',
          'deployment-id': 'x',
          ...Object.fromEntries(wrong.map((name) => [name, 'x'])),
        },
      ],
      ['mild ones', { 'deployment-id': one, timeout: '5m', 'job-summary': 'x', 'fail-on-error': 'x' }],
    ];
    expect(await table(cases, view)).toMatchInlineSnapshot(`
# nothing
error: Input "deployment-id" is not set. Expected: deployment-id, or service, env and version together. Nothing is marked. The job continues.
# an ID and a service
error: Input "service" is invalid. Expected: deployment-id, or service, env and version, but not both. Nothing is marked. The job continues.
# half of the names
error: Input "env" is not set. Expected: deployment-id, or service, env and version together. Nothing is marked. The job continues.
error: Input "version" is not set. Expected: deployment-id, or service, env and version together. Nothing is marked. The job continues.
# an object of something else
error: Input "deployment-id" is invalid: "{"shopist":1}". Expected: a JSON object with an ID per service, because the value begins with "{". The value of "shopist" is not an ID of 16 to 128 characters of A-Z, a-z, 0-9, "-", "_", "." and ":". Nothing is marked. The job continues.
# no JSON
error: Input "deployment-id" is invalid: "{'shopist':'x'}". Expected: valid JSON, because the value begins with "{": the output deployment-ids of the deploying step, unchanged. Nothing is marked. The job continues.
# a key in quotes
warning: Input "app-key" looks like a line of a .env file, with quotes or NAME=. Expected: only the key. It is sent unchanged, and Datadog will probably reject it with 403.
error: Datadog has not confirmed the mark of deployment-of-shopist: HTTP 403: Forbidden. Are both keys valid on the site behind http://datadog, and not swapped? The log and the job summary contain a command that makes each mark. The job continues.
PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true} 403
# all at once
error: Input "api-key" is not set. Expected: a Datadog API key, here or in DATADOG_API_KEY or DD_API_KEY. Likely causes: a misspelled secret, a secret of an environment in a job without "environment:", a reusable workflow called without "secrets: inherit", or a later step that fetches the key. Nothing is marked. The job continues.
error: Input "app-key" is not set. Expected: a Datadog service access token or application key with the scope dora_metrics_write, here or in DATADOG_APP_KEY or DD_APP_KEY. Nothing is marked. The job continues.
error: Input "deployment-id" is invalid: "x". Expected: an ID of 16 to 128 characters of A-Z, a-z, 0-9, "-", "_", "." and ":"; several IDs, separated by newlines or commas, or as a JSON array of strings; or the JSON of the output deployment-ids. Nothing is marked. The job continues.
error: Input "change-failure" is invalid: "x". Expected: true, True, TRUE, false, False or FALSE. Nothing is marked. The job continues.
error: Input "remediation" is invalid: "x". Expected: rollback or rollforward. Nothing is marked. The job continues.
error: Input "site" is invalid: "x". Expected: datadoghq.com, us3.datadoghq.com, us5.datadoghq.com, datadoghq.eu, ap1.datadoghq.com, ap2.datadoghq.com, uk1.datadoghq.com, ddog-gov.com, us2.ddog-gov.com, or the web address of one. Nothing is marked. The job continues.
error: Input "api-url" is invalid: "x". Expected: an https:// URL, or an http:// URL of a loopback address (localhost or 127.0.0.1), without credentials, query or fragment. Nothing is marked. The job continues.
error: Input "dry-run" is invalid: "x". Expected: true, True, TRUE, false, False or FALSE. Nothing is marked. The job continues.
error: Input "remediation-id" is not set. Expected: remediation-id or remediation-version, because remediation is set. Nothing is marked. The job continues.
# mild ones
warning: Input "fail-on-error" is invalid: "x". Expected: true, True, TRUE, false, False or FALSE. "false" is used: errors do not fail the job.
warning: Input "timeout" is invalid: "5m". Expected: whole seconds from 1 to 120. The default, 60, is used.
warning: Input "job-summary" is invalid: "x". Expected: true, True, TRUE, false, False or FALSE. The default, "true", is used: a job summary is written.
PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true} 202
`);
  });

  test('invalid inputs are in the summary, and with fail-on-error the job fails', async () => {
    const { read, verdict } = await mark({ 'deployment-id': 'x', service: 'y', 'fail-on-error': 'true' });
    expect(verdict).toBe('failure');
    expect(read).toMatchInlineSnapshot(`
error: Input "deployment-id" is invalid: "x". Expected: an ID of 16 to 128 characters of A-Z, a-z, 0-9, "-", "_", "." and ":"; several IDs, separated by newlines or commas, or as a JSON array of strings; or the JSON of the output deployment-ids. Nothing is marked. The job fails, because fail-on-error is true.
error: Input "service" is invalid. Expected: deployment-id, or service, env and version, but not both. Nothing is marked. The job fails, because fail-on-error is true.
summary: Input "deployment-id" is invalid: "x". Expected: an ID of 16 to 128 characters of A-Z, a-z, 0-9, "-", "_", "." and ":"; several IDs, separated by newlines or commas, or as a JSON array of strings; or the JSON of the output deployment-ids. Nothing is marked.
summary: Input "service" is invalid. Expected: deployment-id, or service, env and version, but not both. Nothing is marked.
The job fails.
`);
    expect((await mark({ 'deployment-id': 'x', 'job-summary': 'false' })).summary).toBe('');
  });
});
