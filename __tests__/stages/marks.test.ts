/** The mark of a deployment as a change failure, which follows its event. */
import { describe, expect, test } from '@jest/globals';
import { APP_KEY, type CaseResult, deploy, type Row, table } from '../support/stage.ts';

const app = { 'app-key': APP_KEY };
const json = JSON.stringify;
/** What is said, marked, and in the summary. */
const result = ({ annotations, requests, rows }: CaseResult) =>
  [annotations, ...requests.filter((line) => line.startsWith('PATCH')), rows].filter(Boolean).join('\n');

describe('change-failure', () => {
  test('everything that a marked deployment shows, the application key with the mark alone', async () => {
    const keys: unknown[] = [];
    const { everything } = await deploy(
      { 'change-failure': 'failure', ...app },
      {
        prepare: (datadog) =>
          datadog.misbehave(({ method, headers }) => {
            keys.push([method, headers['dd-application-key']]);
            return undefined;
          }),
      },
    );
    expect(keys).toEqual([
      ['POST', undefined],
      ['PATCH', APP_KEY],
    ]);
    expect(everything).toMatchInlineSnapshot(`
[main]
group: Datadog DORA deployment: settled before the deployment
api-key: *** (input)
service: shopist (input)
ci-tags: false (default)
skip-git: false (default)
site: datadoghq.com (default)
api-url: http://datadog (input)
dry-run: false (default)
fail-on-error: false (default)
timeout: 1 (input)
job-summary: true (default)
start: 2026-06-01T12:00:00Z (when the job's steps started)
[post]
group: Datadog DORA deployment: what was measured
service: shopist (input)
site: datadoghq.com (default)
api-url: http://datadog (input)
deployment ID of shopist: <id>
env: prod (input)
version: 1.2.0 (input)
git-commit-sha: 0a1b2c3… (default)
git-repository-url: https://github.com/acme/shopist (default)
start: 2026-06-01T12:00:00Z (when the job's steps started)
finish: 2026-06-01T12:01:00Z (when the job ended)
duration: 1 min 0 s
shopist: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>; marked as a change failure
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
-> PATCH /api/v2/dora/deployments/<id> {change_failure: true} 202
## Datadog DORA deployment

| Service | Env | Version | Start | Duration | Commit | Result |
| --- | --- | --- | --- | --- | --- | --- |
| \`shopist\` | \`prod\` | \`1.2.0\` | 2026-06-01T12:00:00Z | 1 min 0 s | [\`0a1b2c3\`](https://github.com/acme/shopist/commit/0a1b2c3…) | stored by Datadog (HTTP 200); marked as a change failure |

[DORA Metrics in Datadog](https://app.datadoghq.com/ci/dora)

`);
  });

  test('every word: marked or not, and what is said', async () => {
    const yes = ['true', 'yes', 'failure', 'failed', 'error', 'timed_out', 'FAILURE'];
    const no = ['false', 'no', 'success', 'succeeded', 'skipped', 'cancelled', 'canceled', ''];
    const lines: string[] = [];
    for (const word of [...yes, ...no, 'neutral', 'Degraded', '1', 'job', 'inactive']) {
      const { requests, annotations } = await deploy({ 'change-failure': word, ...app });
      lines.push(`${word}: ${requests.length === 2 ? 'marked' : 'not'}${annotations && ', warning'}`);
    }
    expect(lines.join('\n')).toMatchInlineSnapshot(`
true: marked
yes: marked
failure: marked
failed: marked
error: marked
timed_out: marked
FAILURE: marked
false: not
no: not
success: not
succeeded: not
skipped: not
cancelled: not
canceled: not
: not
neutral: not, warning
Degraded: not, warning
1: not, warning
job: not, warning
inactive: not, warning
`);
  });

  test('cancelled and empty: one line, and a note in the summary', async () => {
    const rows = ['cancelled', ''].map((word): Row => [word || 'empty', { 'change-failure': word, ...app }]);
    expect(await table(rows)).toMatchInlineSnapshot(`
# cancelled
[post]
Not marked as a change failure: the input "change-failure" is "cancelled", so nobody knows whether the deployment works.
shopist: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200) |
# empty
[post]
Not marked as a change failure: the input "change-failure" is set, but empty. If the outcome of a step is meant, check the ID of the step.
shopist: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200); not marked, because change-failure is empty |
`);
  });

  test('a failed job is no change failure by itself', async () => {
    const { requests } = await deploy({ deployed: 'success', ...app }, { jobStatus: 'failure' });
    expect(requests).toHaveLength(1);
  });

  test('per service: each is marked after its own event, and waits for no other', async () => {
    const order: string[] = [];
    const { requests } = await deploy(
      { service: 'cart,pay,web', 'change-failure': json({ cart: true, pay: 'failure', web: false }), ...app },
      {
        prepare: (datadog) => {
          const bothMarked = new Promise<void>((resolve) => {
            datadog.misbehave(({ method, body, path }) => {
              const isSlow = body.includes('"service":"web"');
              order.push(isSlow ? 'web' : `${method} ${/"id":"([^"]*)"/.exec(body)?.[1] ?? path}`);
              if (order.filter((line) => line.startsWith('PATCH')).length === 2) resolve();
              // The event of web is stored only once the marks of the others have arrived.
              return isSlow ? { delay: bothMarked } : undefined;
            });
          });
        },
      },
    );
    const marked = order.filter((line) => line.startsWith('PATCH'));
    for (const mark of marked) expect(order).toContain(mark.replace('PATCH', 'POST'));
    expect(requests.join('\n')).toMatchInlineSnapshot(`
POST /api/v2/dora/deployment {id: "<id>", service: "cart", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
POST /api/v2/dora/deployment {id: "<id 2>", service: "pay", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
POST /api/v2/dora/deployment {id: "<id 3>", service: "web", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
PATCH /api/v2/dora/deployments/<id> {change_failure: true} 202
PATCH /api/v2/dora/deployments/<id 2> {change_failure: true} 202
`);
  });

  test('what cannot be marked: without a key, refused, unknown, or because nothing was deployed', async () => {
    const failed = { 'change-failure': 'true' };
    const refused = {
      prepare: (datadog: {
        misbehave: (fault: (request: { method: string }) => { status: number } | undefined) => void;
      }) => datadog.misbehave(({ method }) => (method === 'PATCH' ? { status: 403 } : undefined)),
    };
    const rows: Row[] = [
      ['without a key', failed],
      ['with a key that cannot be sent', { ...failed, 'app-key': 'two\nlines' }],
      ['with a key of a later step', failed, { later: app }],
      ['refused', { ...failed, ...app }, refused],
      ['the job failed', { ...failed, ...app }, { jobStatus: 'failure' }],
      [
        'the job failed, and deployed is empty',
        { ...failed, ...app, deployed: '' },
        { jobStatus: 'failure' },
      ],
      ['a word says no', { ...failed, ...app, deployed: 'skipped' }],
      ['the event is not stored', { ...failed, ...app }, { faults: [{ status: 400 }] }],
      ['nobody knows whether it was deployed', { ...failed, ...app, deployed: 'Degraded' }],
      ['a dry run', { ...failed, 'api-key': '', 'dry-run': 'true' }],
    ];
    expect(await table(rows, result)).toMatchInlineSnapshot(`
# without a key
warning: The deployment event is stored, but not marked as a change failure, for shopist: there is no Datadog application key. Set app-key, or DD_APP_KEY in the environment, to an application key with the scope dora_metrics_write. The log and the job summary have a command that marks each deployment. The job continues.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200); **unconfirmed** mark as a change failure: there is no Datadog application key |
summary: To send what is unconfirmed, run these commands. Put the API key in DD_API_KEY and the application key in DD_APP_KEY.
# with a key that cannot be sent
warning: The deployment event is stored, but not marked as a change failure, for shopist: there is no Datadog application key. Set app-key, or DD_APP_KEY in the environment, to an application key with the scope dora_metrics_write. The log and the job summary have a command that marks each deployment. The job continues.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200); **unconfirmed** mark as a change failure: there is no Datadog application key |
summary: To send what is unconfirmed, run these commands. Put the API key in DD_API_KEY and the application key in DD_APP_KEY.
# with a key of a later step
PATCH /api/v2/dora/deployments/<id> {change_failure: true} 202
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200); marked as a change failure |
# refused
warning: The deployment event is stored, but not marked as a change failure, for shopist: HTTP 403: Forbidden. Is the application key (app-key) valid on the site behind http://datadog? It needs the scope dora_metrics_write, and its owner needs the permission of that name. The API key must belong to the same site. The log and the job summary have a command that marks each deployment. The job continues.
PATCH /api/v2/dora/deployments/<id> {change_failure: true} 403
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200); **unconfirmed** mark as a change failure: HTTP 403: Forbidden |
summary: To send what is unconfirmed, run these commands. Put the API key in DD_API_KEY and the application key in DD_APP_KEY.
# the job failed
warning: Nothing is marked as a change failure, because nothing counts as deployed. If the deployment happened, set deployed: \${{ steps.<id of the deploy step>.outcome }}. The job continues.
summary: No deployment event: the status of the job is "failure", so nothing counts as deployed. If the deployment happened anyway, report it with deployed: \${{ steps.<id of the deploy step>.outcome }}.
# the job failed, and deployed is empty
warning: Nothing is marked as a change failure, because nothing counts as deployed. If the deployment happened, set deployed: \${{ steps.<id of the deploy step>.outcome }}. The job continues.
summary: No deployment event: the input "deployed" is set, but empty: either the ID of a step is misspelt, or the step sets its output only if it deploys something. Expected: the outcome of the deploy step, true or false.
# a word says no
summary: No deployment event: the deployment did not happen (input "deployed").
# the event is not stored
error: Datadog has not confirmed the deployment event and its marks of shopist: HTTP 400: Bad Request. Datadog rejected the event: check the attribute that it names. The log and the job summary have each event in full, with a command that sends it. The job continues.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | **unconfirmed**: HTTP 400: Bad Request |
summary: To send what is unconfirmed, run these commands. Put the API key in DD_API_KEY and the application key in DD_APP_KEY.
# nobody knows whether it was deployed
error: No deployment event: the input "deployed" is "Degraded", a word that this action does not know. Expected: success, failure, cancelled, skipped, true or false, or another word of that kind. The log and the job summary have each event in full, with a command that sends it if the deployment happened. The job continues.
summary: No deployment event: the input "deployed" is "Degraded", a word that this action does not know. Expected: success, failure, cancelled, skipped, true or false, or another word of that kind.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | not sent |
summary: Not sent. If the deployment happened, each command sends its event, or its mark. Put the API key in DD_API_KEY and the application key in DD_APP_KEY.
# a dry run
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | dry run, not sent; not marked |
`);
  });

  test('with fail-on-error a mark that is asked for and not made fails the job, for whatever reason', async () => {
    const failed = { 'change-failure': 'true', 'fail-on-error': 'true' };
    const verdicts = [
      await deploy(failed),
      await deploy({ ...failed, ...app }, { jobStatus: 'failure' }),
      await deploy({ ...failed, ...app, deployed: 'skipped' }),
      await deploy({ ...failed, ...app }, { faults: [undefined, { status: 403 }] }),
      await deploy({ ...failed, ...app }),
      await deploy({ ...failed, deployed: 'skipped' }, { jobStatus: 'failure' }),
    ].map(({ verdict }) => verdict);
    expect(verdicts.join(', ')).toMatchInlineSnapshot(`failure, failure, success, failure, success, success`);
  });
});

test('a mark that Datadog accepts for later is called accepted, and one that it makes is called marked', async () => {
  const failed = { 'change-failure': 'true', ...app };
  const rows: Row[] = [
    ['202', failed],
    ['200', failed, { faults: [undefined, { status: 200, body: '{}', store: true }] }],
    ['204', failed, { faults: [undefined, { status: 204, store: true }] }],
  ];
  expect(await table(rows)).toMatchInlineSnapshot(`
# 202
[post]
shopist: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>; marked as a change failure
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
-> PATCH /api/v2/dora/deployments/<id> {change_failure: true} 202
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200); marked as a change failure |
# 200
[post]
shopist: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>; marked as a change failure
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
-> PATCH /api/v2/dora/deployments/<id> {change_failure: true} 200
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200); marked as a change failure |
# 204
[post]
shopist: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>; marked as a change failure
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
-> PATCH /api/v2/dora/deployments/<id> {change_failure: true} 204
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200); marked as a change failure |
`);
});

test('an event and its mark are each sent again until they are confirmed', async () => {
  const { read } = await deploy(
    { 'change-failure': 'true', timeout: '20', ...app },
    { faults: [{ status: 503 }, undefined, { status: 503 }] },
  );
  expect(read).toMatchInlineSnapshot(`
[post]
shopist: stored by Datadog (HTTP 200) after <ms>, several attempts; deployment ID <id>; marked as a change failure
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 503
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
-> PATCH /api/v2/dora/deployments/<id> {change_failure: true} 503
-> PATCH /api/v2/dora/deployments/<id> {change_failure: true} 202
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200); marked as a change failure |
`);
});
