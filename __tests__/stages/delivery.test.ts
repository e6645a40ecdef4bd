import { expect, test } from '@jest/globals';
import { deploy } from '../support/stage.ts';

test('everything that a good deployment shows', async () => {
  const { everything, outputs } = await deploy();
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
shopist: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
## Datadog DORA deployment

| Service | Env | Version | Start | Duration | Commit | Result |
| --- | --- | --- | --- | --- | --- | --- |
| \`shopist\` | \`prod\` | \`1.2.0\` | 2026-06-01T12:00:00Z | 1 min 0 s | [\`0a1b2c3\`](https://github.com/acme/shopist/commit/0a1b2c3…) | stored by Datadog (HTTP 200) |

[DORA Metrics in Datadog](https://app.datadoghq.com/ci/dora)

`);
  expect(outputs['started-at']).toBe('2026-06-01T12:00:00Z');
});
test('read', async () => {
  const { read } = await deploy();
  expect(read).toMatchInlineSnapshot(`
[post]
shopist: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200) |
`);
});
test('400', async () => {
  const { read } = await deploy({ service: 'a,b' }, { faults: [{ status: 400 }, { status: 403 }] });
  expect(read).toMatchInlineSnapshot(`
[post]
a: unconfirmed by Datadog after <ms>, 1 attempt; deployment ID <id>: HTTP 400: Bad Request
b: unconfirmed by Datadog after <ms>, 1 attempt; deployment ID <id 2>: HTTP 403: Forbidden
Unconfirmed, in full. Each command sends the event or the mark again. Put the API key in DD_API_KEY.
$ POST http://datadog/api/v2/dora/deployment {id: "<id>", service: "a", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
$ POST http://datadog/api/v2/dora/deployment {id: "<id 2>", service: "b", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
error: Datadog has not confirmed the deployment event of a: HTTP 400: Bad Request. Datadog rejected the event: check the attribute that it names. The log and the job summary have each event in full, with a command that sends it. The job continues.
error: Datadog has not confirmed the deployment event of b: HTTP 403: Forbidden. Does the API key belong to the site behind http://datadog? Each Datadog site has its own keys (input site). Datadog also rejects a revoked key and an application key. The log and the job summary have each event in full, with a command that sends it. The job continues.
-> POST /api/v2/dora/deployment {id: "<id 2>", service: "b", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 403
-> POST /api/v2/dora/deployment {id: "<id>", service: "a", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 400
| a | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | **unconfirmed**: HTTP 400: Bad Request |
| b | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | **unconfirmed**: HTTP 403: Forbidden |
summary: To send what is unconfirmed, run these commands. Put the API key in DD_API_KEY.
`);
});
