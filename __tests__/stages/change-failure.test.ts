/** The action that marks deployments later. */
import { describe, expect, test } from '@jest/globals';
import { APP_KEY, type CaseOptions, type CaseResult, earlier, mark } from '../support/stage.ts';

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

type Case = readonly [title: string, inputs: Readonly<Record<string, string>>, options?: CaseOptions];

async function table(cases: readonly Case[], show = ({ read }: CaseResult) => read): Promise<string> {
  const blocks: string[] = [];
  for (const [title, inputs, options] of cases) {
    blocks.push(`# ${title}\n${show(await mark(inputs, { stored, ...options }))}`.trim());
  }
  return blocks.join('\n');
}
const view = ({ annotations, requests }: CaseResult) => [annotations, ...requests].filter(Boolean).join('\n');

test('everything that a mark with its remediation shows', async () => {
  const { everything } = await mark(
    { 'deployment-id': one, remediation: 'rollback', 'remediation-id': good },
    { stored },
  );
  expect(everything).toMatchInlineSnapshot(`
group: Datadog DORA change failure
deployment-id: deployment-of-shopist (input)
change-failure: true (default)
remediation: rollback (input)
remediation-id: deployment-that-is-good (input)
site: datadoghq.com (default)
api-url: http://datadog (input)
dry-run: false (default)
fail-on-error: false (default)
timeout: 1 (input)
job-summary: true (default)
deployment-of-shopist: marked as a change failure (HTTP 202) after <ms>, 1 attempt
-> PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true, remediation: {type: "rollback", id: "deployment-that-is-good"}} 202
## Datadog DORA change failure

| Deployment | Change failure | Remediation | Result |
| --- | --- | --- | --- |
| \`deployment-of-shopist\` | yes | rollback: \`deployment-that-is-good\` | marked as a change failure (HTTP 202) |

[DORA Metrics in Datadog](https://app.datadoghq.com/ci/dora)

`);
});

describe('which deployments are marked', () => {
  test('by ID, by list, by service, by names', async () => {
    const cases: Case[] = [
      ['one ID', { 'deployment-id': one }],
      ['a list', { 'deployment-id': `${one}\n${two}, ${one}` }],
      ['a JSON array', { 'deployment-id': json([one, two]) }],
      ['the JSON of deployment-ids', { 'deployment-id': ids }],
      ['service, env and version', byName],
      ['taken back', { 'deployment-id': one, 'change-failure': 'false' }],
      ['{}', { 'deployment-id': '{}', 'api-key': '', 'app-key': '' }],
      ['[]', { 'deployment-id': '[]' }],
      ['names of Object.prototype', { 'deployment-id': `{"__proto__":"${one}","toString":"${two}"}` }],
    ];
    expect(await table(cases, ({ read }) => read.replace(/^-> PATCH \S+/gm, '->'))).toMatchInlineSnapshot(`
# one ID
deployment-of-shopist: marked as a change failure (HTTP 202) after <ms>, 1 attempt
-> {change_failure: true} 202
| deployment-of-shopist | yes |  | marked as a change failure (HTTP 202) |
# a list
deployment-of-shopist: marked as a change failure (HTTP 202) after <ms>, 1 attempt
deployment-of-pay: marked as a change failure (HTTP 202) after <ms>, 1 attempt
-> {change_failure: true} 202
-> {change_failure: true} 202
| deployment-of-shopist | yes |  | marked as a change failure (HTTP 202) |
| deployment-of-pay | yes |  | marked as a change failure (HTTP 202) |
# a JSON array
deployment-of-shopist: marked as a change failure (HTTP 202) after <ms>, 1 attempt
deployment-of-pay: marked as a change failure (HTTP 202) after <ms>, 1 attempt
-> {change_failure: true} 202
-> {change_failure: true} 202
| deployment-of-shopist | yes |  | marked as a change failure (HTTP 202) |
| deployment-of-pay | yes |  | marked as a change failure (HTTP 202) |
# the JSON of deployment-ids
shopist: marked as a change failure (HTTP 202) after <ms>, 1 attempt
pay: marked as a change failure (HTTP 202) after <ms>, 1 attempt
-> {change_failure: true} 202
-> {change_failure: true} 202
| shopist deployment-of-shopist | yes |  | marked as a change failure (HTTP 202) |
| pay deployment-of-pay | yes |  | marked as a change failure (HTTP 202) |
# service, env and version
shopist 1.1.0 in prod: marked as a change failure (HTTP 202) after <ms>, 1 attempt
-> {service: "shopist", env: "prod", version: "1.1.0", change_failure: true} 202
| shopist 1.1.0 in prod | yes |  | marked as a change failure (HTTP 202) |
# taken back
deployment-of-shopist: marked as no change failure (HTTP 202) after <ms>, 1 attempt
-> {change_failure: false} 202
| deployment-of-shopist | no |  | marked as no change failure (HTTP 202) |
# {}
Nothing to mark: deployment-id contains no ID.
# []
Nothing to mark: deployment-id contains no ID.
# names of Object.prototype
__proto__: marked as a change failure (HTTP 202) after <ms>, 1 attempt
toString: marked as a change failure (HTTP 202) after <ms>, 1 attempt
-> {change_failure: true} 202
-> {change_failure: true} 202
| __proto__ deployment-of-shopist | yes |  | marked as a change failure (HTTP 202) |
| toString deployment-of-pay | yes |  | marked as a change failure (HTTP 202) |
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
    const cases: Case[] = [
      ['nothing', {}],
      ['an ID and a service', { 'deployment-id': one, service: 'shopist' }],
      ['half of the names', { service: 'shopist' }],
      ['an ID that is none', { 'deployment-id': 'v1.1.0' }],
      ['a list with one that is none', { 'deployment-id': `${one},v1` }],
      ['an object of something else', { 'deployment-id': '{"shopist":1}' }],
      ['no JSON', { 'deployment-id': "{'shopist':'x'}" }],
      ['a word', { 'deployment-id': one, 'change-failure': 'failure' }],
      ['a line break', { ...byName, env: 'prod\nstaging' }],
      ['without keys', { 'deployment-id': one, 'api-key': '', 'app-key': '' }],
      ['a key in quotes', { 'deployment-id': one, 'app-key': `"${APP_KEY}"` }],
      [
        'all at once',
        {
          'api-key': '',
          'app-key': '',
          'deployment-id': 'x',
          site: 'x',
          'api-url': 'x',
          'dry-run': 'x',
          'change-failure': 'x',
          remediation: 'x',
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
# an ID that is none
error: Input "deployment-id" is invalid: "v1.1.0". Expected: an ID of 16 to 128 characters of A-Z, a-z, 0-9, "-", "_", "." and ":"; several IDs, separated by newlines or commas, or as a JSON array of strings; or the JSON of the output deployment-ids. Nothing is marked. The job continues.
# a list with one that is none
error: Input "deployment-id" is invalid: "deployment-of-shopist,v1". Expected: an ID of 16 to 128 characters of A-Z, a-z, 0-9, "-", "_", "." and ":"; several IDs, separated by newlines or commas, or as a JSON array of strings; or the JSON of the output deployment-ids. Nothing is marked. The job continues.
# an object of something else
error: Input "deployment-id" is invalid: "{"shopist":1}". Expected: a JSON object with an ID per service, because the value begins with "{". The value of "shopist" is not an ID of 16 to 128 characters of A-Z, a-z, 0-9, "-", "_", "." and ":". Nothing is marked. The job continues.
# no JSON
error: Input "deployment-id" is invalid: "{'shopist':'x'}". Expected: valid JSON, because the value begins with "{": the output deployment-ids of the deploying step, unchanged. Nothing is marked. The job continues.
# a word
error: Input "change-failure" is invalid: "failure". Expected: true, True, TRUE, false, False or FALSE. Nothing is marked. The job continues.
# a line break
error: Input "env" is invalid: "prod ⏎ staging". Expected: one env, on one line. Nothing is marked. The job continues.
# without keys
error: Input "api-key" is not set. Expected: a Datadog API key, here or in DATADOG_API_KEY or DD_API_KEY. Likely causes: the name of the secret is misspelt; the secret belongs to an environment and the job has no "environment:"; this is a reusable workflow called without "secrets: inherit"; or the step that fetches the key comes after this one. Nothing is marked. The job continues.
error: Input "app-key" is not set. Expected: a Datadog application key with the scope dora_metrics_write, here or in DATADOG_APP_KEY or DD_APP_KEY. Nothing is marked. The job continues.
# a key in quotes
warning: Input "app-key" has quotes around the key or a name before it, like a line of a .env file. Expected: the key alone. It is sent as written, and Datadog will probably refuse it with 403.
error: Datadog has not confirmed the mark of deployment-of-shopist: HTTP 403: Forbidden. Is the application key (app-key) valid on the site behind http://datadog? It needs the scope dora_metrics_write, and its owner needs the permission of that name. The API key must belong to the same site. The log and the job summary have a command for each mark. The job continues.
PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true} 403
# all at once
error: Input "api-key" is not set. Expected: a Datadog API key, here or in DATADOG_API_KEY or DD_API_KEY. Likely causes: the name of the secret is misspelt; the secret belongs to an environment and the job has no "environment:"; this is a reusable workflow called without "secrets: inherit"; or the step that fetches the key comes after this one. Nothing is marked. The job continues.
error: Input "app-key" is not set. Expected: a Datadog application key with the scope dora_metrics_write, here or in DATADOG_APP_KEY or DD_APP_KEY. Nothing is marked. The job continues.
error: Input "deployment-id" is invalid: "x". Expected: an ID of 16 to 128 characters of A-Z, a-z, 0-9, "-", "_", "." and ":"; several IDs, separated by newlines or commas, or as a JSON array of strings; or the JSON of the output deployment-ids. Nothing is marked. The job continues.
error: Input "change-failure" is invalid: "x". Expected: true, True, TRUE, false, False or FALSE. Nothing is marked. The job continues.
error: Input "remediation" is invalid: "x". Expected: rollback or rollforward. Nothing is marked. The job continues.
error: Input "site" is invalid: "x". Expected: datadoghq.com, us3.datadoghq.com, us5.datadoghq.com, datadoghq.eu, ap1.datadoghq.com, ap2.datadoghq.com, uk1.datadoghq.com, ddog-gov.com, us2.ddog-gov.com, or the web address of one. Nothing is marked. The job continues.
error: Input "api-url" is invalid: "x". Expected: an https:// URL, or an http:// URL of a loopback address (127.0.0.0/8, [: :1], localhost), without credentials, query or fragment. Nothing is marked. The job continues.
error: Input "dry-run" is invalid: "x". Expected: true, True, TRUE, false, False or FALSE. Nothing is marked. The job continues.
error: Input "remediation-id" is not set. Expected: with remediation, remediation-id or remediation-version. Nothing is marked. The job continues.
# mild ones
warning: Input "fail-on-error" is invalid: "x". Expected: true, True, TRUE, false, False or FALSE. It counts as "false": nothing that goes wrong fails the job.
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
summary: Input "deployment-id" is invalid: "x". Expected: an ID of 16 to 128 characters of A-Z, a-z, 0-9, "-", "_", "." and "<span>:</span>"; several IDs, separated by newlines or commas, or as a JSON array of strings; or the JSON of the output deployment-ids. Nothing is marked.
summary: Input "service" is invalid. Expected: deployment-id, or service, env and version, but not both. Nothing is marked.
The job fails.
`);
    expect((await mark({ 'deployment-id': 'x', 'job-summary': 'false' })).summary).toBe('');
  });
});

describe('the remediation', () => {
  const rollback = { remediation: 'rollback' };

  test('by ID, by version, and by service', async () => {
    const cases: Case[] = [
      ['an ID', { 'deployment-id': one, ...rollback, 'remediation-id': good }],
      ['a version', { 'deployment-id': one, remediation: 'rollforward', 'remediation-version': '1.2.0' }],
      ['one ID for several', { 'deployment-id': `${one},${two}`, ...rollback, 'remediation-id': good }],
      ['by names', { ...byName, ...rollback, 'remediation-version': '1.2.0' }],
      [
        'by service',
        { 'deployment-id': ids, ...rollback, 'remediation-id': json({ pay: `${good}-2`, shopist: good }) },
      ],
      [
        'one service without one',
        { 'deployment-id': ids, ...rollback, 'remediation-id': json({ shopist: good }) },
      ],
      [
        'JSON for the only one',
        { 'deployment-id': json({ shopist: one }), ...rollback, 'remediation-id': good },
      ],
    ];
    expect(await table(cases, view)).toMatchInlineSnapshot(`
# an ID
PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true, remediation: {type: "rollback", id: "deployment-that-is-good"}} 202
# a version
PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true, remediation: {type: "rollforward", version: "1.2.0"}} 202
# one ID for several
PATCH /api/v2/dora/deployments/deployment-of-pay {change_failure: true, remediation: {type: "rollback", id: "deployment-that-is-good"}} 202
PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true, remediation: {type: "rollback", id: "deployment-that-is-good"}} 202
# by names
PATCH /api/v2/dora/deployments {service: "shopist", env: "prod", version: "1.1.0", change_failure: true, remediation: {type: "rollback", version: "1.2.0"}} 202
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
    const cases: Case[] = [
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
error: Input "remediation-id" is not set. Expected: with remediation, remediation-id or remediation-version. Nothing is marked. The job continues.
# no kind
error: Input "remediation" is not set. Expected: rollback or rollforward, because remediation-id or remediation-version is set. Nothing is marked. The job continues.
# both
error: Input "remediation-version" is invalid. Expected: remediation-id or remediation-version, but not both. Nothing is marked. The job continues.
# another kind
error: Input "remediation" is invalid: "fix". Expected: rollback or rollforward. Nothing is marked. The job continues.
# with change-failure: false
error: Input "remediation" is invalid. Expected: no remediation with change-failure: false. Nothing is marked. The job continues.
# several IDs
error: Input "remediation-id" is invalid. Expected: one ID, of the next good deployment; or the JSON of the output deployment-ids. Nothing is marked. The job continues.
# JSON for a list
error: Input "remediation-id" is invalid. Expected: one ID, because deployment-id does not say which service each ID is for. The JSON of the output deployment-ids does. Nothing is marked. The job continues.
# its own ID
error: Input "remediation-id" is invalid. Expected: the deployment that remedied the failure, but "deployment-of-shopist" is a deployment that failed. Nothing is marked. The job continues.
# its own version
error: Input "remediation-version" is invalid. Expected: the version that remedied the failure, but "1.1.0" is the version of the deployment that failed. Nothing is marked. The job continues.
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
    const cases: Case[] = [
      ['202', { 'deployment-id': one }],
      ['200', { 'deployment-id': one }, { faults: [{ status: 200, body: '{}', store: true }] }],
      ['403: either key may be wrong', { 'deployment-id': one }, faults(403)],
      ['403, swapped keys', { 'deployment-id': one, 'api-key': APP_KEY }],
      ['400 for both of two', { 'deployment-id': `${one},${two}` }, faults(400)],
      ['404 until the time is over', { 'deployment-id': 'deployment-unknown-1', 'fail-on-error': 'true' }],
      ['404 of one service of two', { 'deployment-id': json({ shopist: one, web: 'never-deployed-web' }) }],
      ['404 by names', { ...byName, version: '0.9' }],
    ];
    const short = ({ read }: CaseResult) =>
      read.replace(/\d+ attempts/g, '<n> attempts').replace(/^(-> .* 404\n)+/gm, '-> … 404\n');
    expect(await table(cases, short)).toMatchInlineSnapshot(`
# 202
deployment-of-shopist: marked as a change failure (HTTP 202) after <ms>, 1 attempt
-> PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true} 202
| deployment-of-shopist | yes |  | marked as a change failure (HTTP 202) |
# 200
deployment-of-shopist: marked as a change failure (HTTP 200) after <ms>, 1 attempt
-> PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true} 200
| deployment-of-shopist | yes |  | marked as a change failure (HTTP 200) |
# 403: either key may be wrong
deployment-of-shopist: unconfirmed mark after <ms>, 1 attempt: HTTP 403: Forbidden
Unconfirmed marks, in full. Each command sends one again. Put the API key in DD_API_KEY and the application key in DD_APP_KEY.
$ PATCH http://datadog/api/v2/dora/deployments/deployment-of-shopist {change_failure: true}
error: Datadog has not confirmed the mark of deployment-of-shopist: HTTP 403: Forbidden. Is the application key (app-key) valid on the site behind http://datadog? It needs the scope dora_metrics_write, and its owner needs the permission of that name. The API key must belong to the same site. The log and the job summary have a command for each mark. The job continues.
-> PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true} 403
| deployment-of-shopist | yes |  | **Unconfirmed**: HTTP 403: Forbidden |
summary: These commands send the unconfirmed marks again. Put the API key in DD_API_KEY and the application key in DD_APP_KEY.
# 403, swapped keys
deployment-of-shopist: unconfirmed mark after <ms>, 1 attempt: HTTP 403: Forbidden
Unconfirmed marks, in full. Each command sends one again. Put the API key in DD_API_KEY and the application key in DD_APP_KEY.
$ PATCH http://datadog/api/v2/dora/deployments/deployment-of-shopist {change_failure: true}
error: Datadog has not confirmed the mark of deployment-of-shopist: HTTP 403: Forbidden. Is the application key (app-key) valid on the site behind http://datadog? It needs the scope dora_metrics_write, and its owner needs the permission of that name. The API key must belong to the same site. The log and the job summary have a command for each mark. The job continues.
-> PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true} 403
| deployment-of-shopist | yes |  | **Unconfirmed**: HTTP 403: Forbidden |
summary: These commands send the unconfirmed marks again. Put the API key in DD_API_KEY and the application key in DD_APP_KEY.
# 400 for both of two
deployment-of-shopist: unconfirmed mark after <ms>, 1 attempt: HTTP 400: Bad Request
deployment-of-pay: unconfirmed mark after <ms>, 1 attempt: HTTP 400: Bad Request
Unconfirmed marks, in full. Each command sends one again. Put the API key in DD_API_KEY and the application key in DD_APP_KEY.
$ PATCH http://datadog/api/v2/dora/deployments/deployment-of-shopist {change_failure: true}
$ PATCH http://datadog/api/v2/dora/deployments/deployment-of-pay {change_failure: true}
error: Datadog has not confirmed the mark of deployment-of-shopist, deployment-of-pay: HTTP 400: Bad Request. Datadog rejected the mark: check the attribute that it names. The log and the job summary have a command for each mark. The job continues.
-> PATCH /api/v2/dora/deployments/deployment-of-pay {change_failure: true} 400
-> PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true} 400
| deployment-of-shopist | yes |  | **Unconfirmed**: HTTP 400: Bad Request |
| deployment-of-pay | yes |  | **Unconfirmed**: HTTP 400: Bad Request |
summary: These commands send the unconfirmed marks again. Put the API key in DD_API_KEY and the application key in DD_APP_KEY.
# 404 until the time is over
Datadog does not know a deployment to be marked yet (HTTP 404). Trying again until <time>, when the timeout is over.
deployment-unknown-1: unconfirmed mark after <ms>, <n> attempts: HTTP 404: Not Found: no deployment deployment-unknown-1; the timeout of 1 s is over
Unconfirmed marks, in full. Each command sends one again. Put the API key in DD_API_KEY and the application key in DD_APP_KEY.
$ PATCH http://datadog/api/v2/dora/deployments/deployment-unknown-1 {change_failure: true}
error: Datadog has not confirmed the mark of deployment-unknown-1: HTTP 404: Not Found: no deployment deployment-unknown-1; the timeout of 1 s is over. Datadog has no deployment with that ID on the site behind http://datadog. Does the ID belong to another site? Was the event stored? A step of the deploying job runs before the event is sent: use the input change-failure of the deployment action there instead. If nothing was deployed, skip the marking job: give the deploying job an output made from steps.<id>.outcome. The log and the job summary have a command for each mark. The job fails, because fail-on-error is true.
-> … 404
| deployment-unknown-1 | yes |  | **Unconfirmed**: HTTP 404: Not Found: no deployment deployment-unknown-1; the timeout of 1 s is over |
summary: These commands send the unconfirmed marks again. Put the API key in DD_API_KEY and the application key in DD_APP_KEY.
The job fails.
# 404 of one service of two
Datadog does not know a deployment to be marked yet (HTTP 404). Trying again until <time>, when the timeout is over.
shopist: marked as a change failure (HTTP 202) after <ms>, 1 attempt
web: unconfirmed mark after <ms>, <n> attempts: HTTP 404: Not Found: no deployment never-deployed-web; the timeout of 1 s is over
Unconfirmed marks, in full. Each command sends one again. Put the API key in DD_API_KEY and the application key in DD_APP_KEY.
$ PATCH http://datadog/api/v2/dora/deployments/never-deployed-web {change_failure: true}
error: Datadog has not confirmed the mark of web: HTTP 404: Not Found: no deployment never-deployed-web; the timeout of 1 s is over. Datadog has no deployment with that ID on the site behind http://datadog. Does the ID belong to another site? Was the event stored? A step of the deploying job runs before the event is sent: use the input change-failure of the deployment action there instead. If nothing was deployed, skip the marking job: give the deploying job an output made from steps.<id>.outcome. The log and the job summary have a command for each mark. The job continues.
-> PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true} 202
-> … 404
| shopist deployment-of-shopist | yes |  | marked as a change failure (HTTP 202) |
| web never-deployed-web | yes |  | **Unconfirmed**: HTTP 404: Not Found: no deployment never-deployed-web; the timeout of 1 s is over |
summary: These commands send the unconfirmed marks again. Put the API key in DD_API_KEY and the application key in DD_APP_KEY.
# 404 by names
Datadog does not know a deployment to be marked yet (HTTP 404). Trying again until <time>, when the timeout is over.
shopist 0.9 in prod: unconfirmed mark after <ms>, <n> attempts: HTTP 404: Not Found: no deployment of shopist 0.9; the timeout of 1 s is over
Unconfirmed marks, in full. Each command sends one again. Put the API key in DD_API_KEY and the application key in DD_APP_KEY.
$ PATCH http://datadog/api/v2/dora/deployments {service: "shopist", env: "prod", version: "0.9", change_failure: true}
error: Datadog has not confirmed the mark of shopist 0.9 in prod: HTTP 404: Not Found: no deployment of shopist 0.9; the timeout of 1 s is over. Datadog has no deployment of that service, env and version on the site behind http://datadog. Were all three sent with its event, and spelled the same? Was the event stored? A step of the deploying job runs before the event is sent: use the input change-failure of the deployment action there instead. If nothing was deployed, skip the marking job: give the deploying job an output made from steps.<id>.outcome. The log and the job summary have a command for each mark. The job continues.
-> … 404
| shopist 0.9 in prod | yes |  | **Unconfirmed**: HTTP 404: Not Found: no deployment of shopist 0.9; the timeout of 1 s is over |
summary: These commands send the unconfirmed marks again. Put the API key in DD_API_KEY and the application key in DD_APP_KEY.
`);
  });

  test('a 404 is retried, and the deployment is found at last', async () => {
    const { read } = await mark(
      { 'deployment-id': one, timeout: '20' },
      { stored, faults: [{ status: 404 }] },
    );
    expect(read).toMatchInlineSnapshot(`
Datadog does not know a deployment to be marked yet (HTTP 404). Trying again until <time>, when the timeout is over.
deployment-of-shopist: marked as a change failure (HTTP 202) after <ms>, 2 attempts
-> PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true} 404
-> PATCH /api/v2/dora/deployments/deployment-of-shopist {change_failure: true} 202
| deployment-of-shopist | yes |  | marked as a change failure (HTTP 202) |
`);
  });

  test('a dry run needs no key, and prints method, path and body of each request', async () => {
    const inputs = { 'dry-run': 'true', 'api-key': '', 'app-key': '', 'api-url': '' };
    const { everything } = await mark({ 'deployment-id': ids, ...inputs });
    expect(everything).toMatchInlineSnapshot(`
group: Datadog DORA change failure
deployment-id: {"shopist":"deployment-of-shopist","pay":"deployment-of-pay"} (input)
change-failure: true (default)
site: datadoghq.com (default)
dry-run: true (input)
fail-on-error: false (default)
timeout: 1 (input)
job-summary: true (default)
Dry run: nothing is sent. Each request would be:
PATCH https://api.datadoghq.com/api/v2/dora/deployments/deployment-of-shopist
{"data":{"id":"deployment-of-shopist","type":"dora_deployment_patch_request","attributes":{"change_failure":true}}}
PATCH https://api.datadoghq.com/api/v2/dora/deployments/deployment-of-pay
{"data":{"id":"deployment-of-pay","type":"dora_deployment_patch_request","attributes":{"change_failure":true}}}
## Datadog DORA change failure

| Deployment | Change failure | Remediation | Result |
| --- | --- | --- | --- |
| \`shopist\` \`deployment-of-shopist\` | yes |  | dry run, not sent |
| \`pay\` \`deployment-of-pay\` | yes |  | dry run, not sent |

[DORA Metrics in Datadog](https://app.datadoghq.com/ci/dora)

`);
  });

  test('without a summary nothing mentions one', async () => {
    const { annotations, summary } = await mark(
      { 'deployment-id': one, 'job-summary': 'false' },
      { stored, ...faults(400) },
    );
    expect(summary).toBe('');
    expect(annotations).toMatchInlineSnapshot(`error: Datadog has not confirmed the mark of deployment-of-shopist: HTTP 400: Bad Request. Datadog rejected the mark: check the attribute that it names. The log has a command for each mark. The job continues.`);
  });

  test('any key in another input is refused and not shown', async () => {
    for (const name of [
      'deployment-id',
      'service',
      'env',
      'version',
      'remediation',
      'remediation-id',
      'site',
      'dry-run',
    ]) {
      const { annotations, requests } = await mark(
        { 'deployment-id': one, [name]: `x${APP_KEY}` },
        { stored },
      );
      expect([annotations, requests]).toEqual([expect.stringContaining(name), []]);
    }
  });
});
