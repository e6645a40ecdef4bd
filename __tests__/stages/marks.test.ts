/** The mark of a deployment as a change failure, which follows its event. */
import { describe, expect, test } from '@jest/globals';
import { APP_KEY, type CaseResult, deploy, type Row, table } from '../support/stage.ts';

const app = { 'app-key': APP_KEY };
const json = JSON.stringify;
/** What is said, marked, and in the rows of the summary. */
const result = ({ annotations, requests, rows }: CaseResult) =>
  [annotations, ...requests.filter((line) => line.startsWith('PATCH')), ...(rows.match(/^\|.*/gm) ?? [])]
    .filter(Boolean)
    .join('\n');

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
group: Settings
api-key: *** (input)
app-key: *** (input)
service: shopist (input)
api-url: http://datadog (input)
timeout: 1 (input)
start: 2026-06-01T12:00:00.000Z (start of the job's steps)
[post]
group: Deployment event
service: shopist (input)
deployment ID: <id>
env: prod (input)
version: 1.2.0 (input)
git-repository-url: https://github.com/acme/shopist (default)
git-commit-sha: 0a1b2c3… (default)
start: 2026-06-01T12:00:00.000Z (start of the job's steps)
finish: 2026-06-01T12:01:00.000Z (end of the job)
duration: 1 min 0 s
shopist: stored by Datadog. Deployment ID <id> (HTTP 200, 1 attempt, <ms>)
shopist: accepted by Datadog as a change failure (HTTP 202, 1 attempt, <ms>)
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
-> PATCH /api/v2/dora/deployments/<id> {change_failure: true} 202
## Datadog DORA deployment

| Service | Env | Version | Commit | Start | Duration | Result | Change failure |
| --- | --- | --- | --- | --- | --- | --- | --- |
| \`shopist\` | \`prod\` | \`1.2.0\` | [\`0a1b2c3\`](https://github.com/acme/shopist/commit/0a1b2c3…) | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ✅ stored | this deployment: ✅ accepted |

<details><summary>Deployment IDs</summary>

- \`shopist\`: \`<id>\`

</details>

[DORA Metrics in Datadog](https://app.datadoghq.com/ci/dora)

`);
  });

  test('every word: marked or not, and what is said', async () => {
    const yes = ['true', 'yes', 'failure', 'failed', 'error', 'timed_out', 'FAILURE'];
    const no = ['false', 'no', 'success', 'succeeded', 'skipped', 'cancelled', 'canceled', ''];
    const words: Record<string, string[]> = {};
    for (const word of [...yes, ...no, 'neutral', 'Degraded', '1', 'job', 'inactive']) {
      const { requests, annotations } = await deploy({ 'change-failure': word, ...app });
      const became = (requests.length === 2 ? 'marked' : 'not marked') + (annotations && ', warning');
      words[became] = [...(words[became] ?? []), word];
    }
    expect(words).toEqual({
      marked: yes,
      'not marked': no,
      'not marked, warning': ['neutral', 'Degraded', '1', 'job', 'inactive'],
    });
  });

  test('cancelled and empty: one line, and a note in the summary', async () => {
    const rows = ['cancelled', ''].map((word): Row => [word || 'empty', { 'change-failure': word, ...app }]);
    expect(await table(rows)).toMatchInlineSnapshot(`
# cancelled
[post]
Not marked as a change failure: the input "change-failure" is "cancelled", so it is unknown whether the deployment works.
shopist: stored by Datadog. Deployment ID <id> (HTTP 200, 1 attempt, <ms>)
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ✅ stored |
# empty
[post]
Not marked as a change failure: the input "change-failure" is empty. If the outcome of a step is meant, check the ID of the step.
shopist: stored by Datadog. Deployment ID <id> (HTTP 200, 1 attempt, <ms>)
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ✅ stored | not marked, because change-failure is empty |
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
      ['with a key of a later step', failed, { later: app }],
      ['refused', { ...failed, ...app }, refused],
      ['the job failed', { ...failed, ...app }, { jobStatus: 'failure' }],
      ['a word says no', { ...failed, ...app, deployed: 'skipped' }],
      ['the event is not stored', { ...failed, ...app }, { faults: [{ status: 400 }] }],
      ['nobody knows whether it was deployed', { ...failed, ...app, deployed: 'Degraded' }],
      ['a dry run', { ...failed, 'api-key': '', 'dry-run': 'true' }],
    ];
    expect(await table(rows, result)).toMatchInlineSnapshot(`
# without a key
warning: The event of shopist was stored, but not marked as a change failure: there is no Datadog application key. Set app-key, or DD_APP_KEY in the environment, to a service access token or application key with the scope dora_metrics_write. The log and the job summary contain a command that makes the mark. The job continues.
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ✅ stored | this deployment: ⚠️ **not sent**: there is no Datadog application key. Set app-key, or DD_APP_KEY in the environment, to a service access token or application key with the scope dora_metrics_write. |
# with a key of a later step
PATCH /api/v2/dora/deployments/<id> {change_failure: true} 202
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ✅ stored | this deployment: ✅ accepted |
# refused
warning: The event of shopist was stored, but not marked as a change failure: HTTP 403: Forbidden. Are both keys valid on the site behind http://datadog, and not swapped? The log and the job summary contain a command that makes the mark. The job continues.
PATCH /api/v2/dora/deployments/<id> {change_failure: true} 403
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ✅ stored | this deployment: ⚠️ **unconfirmed**: HTTP 403: Forbidden. Are both keys valid on the site behind http://datadog, and not swapped? Input "api-key" needs an API key. Input "app-key" needs an application key with the scope dora_metrics_write, whose owner has the permission of that name. |
# the job failed
warning: Nothing is marked as a change failure, because no deployment is reported. If it happened, set deployed: \${{ steps.<id of the deploy step>.outcome }}. The job continues.
# a word says no
notice: No deployment event: the input "deployed" is "skipped": nothing was deployed.
# the event is not stored
error: Datadog has not confirmed the deployment event and its marks of shopist: HTTP 400: Bad Request. Datadog rejected the event. Check the attribute that its message names. The log and the job summary contain a command that sends it. The job continues.
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ⚠️ **unconfirmed**: HTTP 400: Bad Request. Datadog rejected the event. Check the attribute that its message names. | this deployment |
# nobody knows whether it was deployed
error: No deployment event: the input "deployed" is "Degraded", which is not a recognized value. Expected: the outcome of the deploy step (success, failure, cancelled or skipped), true or false. The log and the job summary contain the event, with a command that sends it if the deployment happened. The job continues.
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ⏭️ not sent | this deployment |
# a dry run
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ⏭️ not sent (dry run) | this deployment: ⏭️ not sent (dry run) |
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
  ];
  expect(await table(rows, ({ read }) => read.replace(/^(?:\[|->|.*: stored).*\n/gm, ''))).toMatchInlineSnapshot(`
# 202
shopist: accepted by Datadog as a change failure (HTTP 202, 1 attempt, <ms>)
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ✅ stored | this deployment: ✅ accepted |
# 200
shopist: marked as a change failure (HTTP 200, 1 attempt, <ms>)
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ✅ stored | this deployment: ✅ marked |
`);
});

test('an event and its mark are each sent again until they are confirmed', async () => {
  const { read } = await deploy(
    { 'change-failure': 'true', timeout: '20', ...app },
    { faults: [{ status: 503 }, undefined, { status: 503 }] },
  );
  expect(read).toMatchInlineSnapshot(`
[post]
shopist: stored by Datadog. Deployment ID <id> (HTTP 200, several attempts, <ms>)
shopist: accepted by Datadog as a change failure (HTTP 202, several attempts, <ms>)
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 503
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
-> PATCH /api/v2/dora/deployments/<id> {change_failure: true} 503
-> PATCH /api/v2/dora/deployments/<id> {change_failure: true} 202
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ✅ stored | this deployment: ✅ accepted |
`);
});
