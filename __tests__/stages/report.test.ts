/** How log, annotations and summary report what became of several events. */
import { expect, test } from '@jest/globals';
import { API_KEY, APP_KEY, deploy } from '../support/stage.ts';

test('everything that a deployment of two services shows if Datadog refuses one', async () => {
  const { everything } = await deploy(
    { service: 'cart,pay' },
    {
      prepare: (datadog) => datadog.misbehave(({ body }) => (body.includes('"pay"') ? { status: 400 } : undefined)),
    },
  );
  expect(everything).toMatchInlineSnapshot(`
[main]
group: Settings
api-key: *** (input)
service: cart,pay (input)
api-url: http://datadog (input)
timeout: 1 (input)
start: 2026-06-01T12:00:00.000Z (start of the job's steps)
[post]
group: Deployment event
cart: service: cart (input)
cart: deployment ID: <id>
env: prod (input)
version: 1.2.0 (input)
git-repository-url: https://github.com/acme/shopist (default)
git-commit-sha: 0a1b2c3… (default)
start: 2026-06-01T12:00:00.000Z (start of the job's steps)
finish: 2026-06-01T12:01:00.000Z (end of the job)
duration: 1 min 0 s
pay: service: pay (input)
pay: deployment ID: <id 2>
error: Datadog has not confirmed the deployment event of pay: HTTP 400: Bad Request. Datadog rejected the event. Check the attribute that its message names. The log and the job summary contain a command that sends it. The job continues.
cart: stored by Datadog. Deployment ID <id> (HTTP 200, 1 attempt, <ms>)
pay: not confirmed by Datadog: HTTP 400: Bad Request. Deployment ID <id 2> (1 attempt, <ms>)
Not confirmed by Datadog. Run these commands to send the events and marks. Put the API key in DD_API_KEY. Where the text contains ***, GitHub has masked a value: put it in.
curl --fail-with-body -X POST 'http://datadog/api/v2/dora/deployment' -H "DD-API-KEY: $DD_API_KEY" -H 'Content-Type: application/json' --data-binary @- <<'END_OF_BODY'
{"data":{"attributes":{"id":"<id 2>","service":"pay","env":"prod","version":"1.2.0","git":{"repository_url":"https://github.com/acme/shopist","commit_sha":"0a1b2c3…"},"started_at":1780315200000000000,"finished_at":1780315260000000000}}}
END_OF_BODY
-> POST /api/v2/dora/deployment {id: "<id>", service: "cart", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
-> POST /api/v2/dora/deployment {id: "<id 2>", service: "pay", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 400
## Datadog DORA deployment

| Service | Env | Version | Commit | Start | Duration | Result |
| --- | --- | --- | --- | --- | --- | --- |
| \`cart\` | \`prod\` | \`1.2.0\` | [\`0a1b2c3\`](https://github.com/acme/shopist/commit/0a1b2c3…) | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ✅ stored |
| \`pay\` | \`prod\` | \`1.2.0\` | [\`0a1b2c3\`](https://github.com/acme/shopist/commit/0a1b2c3…) | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ⚠️ **unconfirmed**: \`HTTP 400: Bad Request\`. Datadog rejected the event. Check the attribute that its message names. |

<details><summary>Deployment IDs</summary>

- \`cart\`: \`<id>\`
- \`pay\`: \`<id 2>\`

</details>

[DORA Metrics in Datadog](https://app.datadoghq.com/ci/dora)

Not confirmed by Datadog. Run these commands to send the events and marks. Put the API key in DD_API_KEY. Where the text contains ***, GitHub has masked a value: put it in.

\`\`\`sh
curl --fail-with-body -X POST 'http://datadog/api/v2/dora/deployment' -H "DD-API-KEY: $DD_API_KEY" -H 'Content-Type: application/json' --data-binary @- <<'END_OF_BODY'
{"data":{"attributes":{"id":"<id 2>","service":"pay","env":"prod","version":"1.2.0","git":{"repository_url":"https://github.com/acme/shopist","commit_sha":"0a1b2c3…"},"started_at":1780315200000000000,"finished_at":1780315260000000000}}}
END_OF_BODY
\`\`\`

`);
});

test('several events: one annotation for those with the same cause, ten at most', async () => {
  const services = Array.from({ length: 13 }, (_, index) => `service-${String.fromCharCode(97 + index)}`);
  const same = await deploy(
    { service: services.slice(0, 3).join() },
    { faults: [{ status: 403 }, { status: 403 }, { status: 403 }] },
  );
  expect(same.annotations).toMatchInlineSnapshot(
    `error: Datadog has not confirmed the deployment event of service-a, service-b, service-c: HTTP 403: Forbidden. Does the API key belong to the site behind http://datadog? Each Datadog site has its own keys (input site). The log and the job summary contain a command that sends it. The job continues.`,
  );
  const all = await deploy(
    { service: services.join() },
    {
      prepare: (datadog) =>
        datadog.misbehave(({ body }) => ({
          status: 400,
          body: JSON.stringify({ errors: [/service-\w/.exec(body)?.[0] ?? ''] }),
        })),
    },
  );
  const lines = all.annotations.split('\n');
  // The others are lines of the log, as GitHub shows ten annotations of a level.
  expect(all.stdout.match(/^::error /gm)).toHaveLength(10);
  expect(lines.at(-1)).toMatchInlineSnapshot(
    `error: Datadog has not confirmed the deployment event of service-j: HTTP 400: service-j. Datadog rejected the event. Check the attribute that its message names. The log and the job summary contain a command that sends it. The job continues.`,
  );
});

test('a dry run prints what would be sent, needs no key, and calls nothing sent', async () => {
  const { everything } = await deploy({ 'dry-run': 'true', 'api-key': '', service: 'cart,pay' });
  expect(everything).toMatchInlineSnapshot(`
[main]
group: Settings
service: cart,pay (input)
api-url: http://datadog (input)
dry-run: true (input)
timeout: 1 (input)
start: 2026-06-01T12:00:00.000Z (start of the job's steps)
[post]
group: Deployment event
cart: service: cart (input)
cart: deployment ID: <id>
env: prod (input)
version: 1.2.0 (input)
git-repository-url: https://github.com/acme/shopist (default)
git-commit-sha: 0a1b2c3… (default)
start: 2026-06-01T12:00:00.000Z (start of the job's steps)
finish: 2026-06-01T12:01:00.000Z (end of the job)
duration: 1 min 0 s
pay: service: pay (input)
pay: deployment ID: <id 2>
Dry run: nothing is sent. Each request would be:
POST http://datadog/api/v2/dora/deployment
{"data":{"attributes":{"id":"<id>","service":"cart","env":"prod","version":"1.2.0","git":{"repository_url":"https://github.com/acme/shopist","commit_sha":"0a1b2c3…"},"started_at":1780315200000000000,"finished_at":1780315260000000000}}}
POST http://datadog/api/v2/dora/deployment
{"data":{"attributes":{"id":"<id 2>","service":"pay","env":"prod","version":"1.2.0","git":{"repository_url":"https://github.com/acme/shopist","commit_sha":"0a1b2c3…"},"started_at":1780315200000000000,"finished_at":1780315260000000000}}}
## Datadog DORA deployment (dry run, nothing sent)

| Service | Env | Version | Commit | Start | Duration | Result |
| --- | --- | --- | --- | --- | --- | --- |
| \`cart\` | \`prod\` | \`1.2.0\` | [\`0a1b2c3\`](https://github.com/acme/shopist/commit/0a1b2c3…) | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ⏭️ not sent (dry run) |
| \`pay\` | \`prod\` | \`1.2.0\` | [\`0a1b2c3\`](https://github.com/acme/shopist/commit/0a1b2c3…) | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ⏭️ not sent (dry run) |

<details><summary>Deployment IDs</summary>

- \`cart\`: \`<id>\`
- \`pay\`: \`<id 2>\`

</details>

[DORA Metrics in Datadog](https://app.datadoghq.com/ci/dora)

`);
});

test('a key that a server echoes is shown nowhere', async () => {
  const echo = { status: 400, body: JSON.stringify({ errors: [`bad key ${API_KEY} or ${APP_KEY}`] }) };
  const { annotations, stdout, summary } = await deploy(
    { 'app-key': APP_KEY, 'change-failure': 'true' },
    { faults: [echo], environment: { RUNNER_DEBUG: '1' } },
  );
  expect(stdout.replace(/^::add-mask::.*$/gm, '') + summary).not.toMatch(`${API_KEY}|${APP_KEY}`);
  expect(annotations).toContain('HTTP 400: bad key *** or ***');
});
