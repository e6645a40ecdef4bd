/** What becomes of events on their way, and how it is reported. Requests themselves are tested in `datadog/`. */
import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../dev/intake.ts';
import { deploy, type Row, table } from '../support/stage.ts';

test('everything that a good deployment shows', async () => {
  const { everything, outputs } = await deploy();
  expect(outputs['deployment-id']).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  expect(everything).toMatchInlineSnapshot(`
[main]
group: Settings
api-key: *** (input)
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
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
## Datadog DORA deployment

| Service | Env | Version | Commit | Start | Duration | Result |
| --- | --- | --- | --- | --- | --- | --- |
| \`shopist\` | \`prod\` | \`1.2.0\` | [\`0a1b2c3\`](https://github.com/acme/shopist/commit/0a1b2c3…) | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ✅ stored |

<details><summary>Deployment IDs</summary>

- \`shopist\`: \`<id>\`

</details>

[DORA Metrics in Datadog](https://app.datadoghq.com/ci/dora)

`);
});

describe('one event', () => {
  test('what is said of each answer', async () => {
    const answer = (fault: Fault) => ({ faults: Array.from({ length: 9 }, () => fault) });
    const wait = { 'retry-after': '60' };
    const rows: Row[] = [
      ['202, empty', {}, answer({ status: 202, body: '', store: true })],
      ['200, HTML', {}, answer({ status: 200, body: '<html>Sign in</html>' })],
      ['302', {}, answer({ status: 302, headers: { location: 'https://elsewhere.example' } })],
      ['400, in Datadog’s words', {}, answer({ status: 400, body: '{"errors":["\\"env\\" is ::error::bad"]}' })],
      ['429, which asks for a wait that is too long', {}, answer({ status: 429, headers: wait })],
    ];
    const view = ({ read }: { read: string }) =>
      read
        .split('\n')
        .filter((line) => !/^\$ |^-> |^\[|^Not confirmed|^summary: /.test(line))
        .join('\n');
    expect(await table(rows, view)).toMatchInlineSnapshot(`
# 202, empty
shopist: accepted by Datadog, to be stored later. Deployment ID <id> (HTTP 202, 1 attempt, <ms>)
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ✅ accepted, to be stored later |
# 200, HTML
error: Datadog has not confirmed the deployment event of shopist: HTTP 200, which does not confirm the event: a web page, not a response from Datadog. It may have arrived. A proxy or login page answered instead of Datadog. Check api-url and the proxy. The log and the job summary contain a command that sends it. The job continues.
If an event may have arrived, look for its deployment ID in Datadog before you send it again.
shopist: not confirmed by Datadog: HTTP 200, which does not confirm the event: a web page, not a response from Datadog. Deployment ID <id> (1 attempt, <ms>)
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ⚠️ **unconfirmed**: HTTP 200, which does not confirm the event: a web page, not a response from Datadog. It may have arrived. A proxy or login page answered instead of Datadog. Check api-url and the proxy. If an event may have arrived, look for its deployment ID in Datadog before you send it again. |
# 302
error: Datadog has not confirmed the deployment event of shopist: HTTP 302 (redirect to https://elsewhere.example): empty response. Something between the runner and Datadog may have answered instead. Check api-url and the proxy. The log and the job summary contain a command that sends it. The job continues.
shopist: not confirmed by Datadog: HTTP 302 (redirect to https://elsewhere.example): empty response. Deployment ID <id> (1 attempt, <ms>)
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ⚠️ **unconfirmed**: HTTP 302 (redirect to https://elsewhere.example): empty response. Something between the runner and Datadog may have answered instead. Check api-url and the proxy. |
# 400, in Datadog’s words
error: Datadog has not confirmed the deployment event of shopist: HTTP 400: "env" is : :error: :bad. Datadog rejected the event. Check the attribute that its message names. The log and the job summary contain a command that sends it. The job continues.
shopist: not confirmed by Datadog: HTTP 400: "env" is ::error::bad. Deployment ID <id> (1 attempt, <ms>)
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ⚠️ **unconfirmed**: HTTP 400: "env" is ::error::bad. Datadog rejected the event. Check the attribute that its message names. |
# 429, which asks for a wait that is too long
error: Datadog has not confirmed the deployment event of shopist: HTTP 429: Too Many Requests; it asks for a longer wait than the timeout of 1 s allows. The organization's rate limit for this endpoint is reached: report fewer services at the same time. The log and the job summary contain a command that sends it. The job continues.
shopist: not confirmed by Datadog: HTTP 429: Too Many Requests; it asks for a longer wait than the timeout of 1 s allows. Deployment ID <id> (1 attempt, <ms>)
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ⚠️ **unconfirmed**: HTTP 429: Too Many Requests; it asks for a longer wait than the timeout of 1 s allows. The organization's rate limit for this endpoint is reached: report fewer services at the same time. |
`);
  });

  test('an answer that is lost: it may have arrived', async () => {
    const { read } = await deploy(
      {},
      { prepare: (datadog) => datadog.misbehave(() => ({ connection: 'reset', store: true })) },
    );
    expect(read).toMatchInlineSnapshot(`
[post]
error: Datadog has not confirmed the deployment event of shopist: datadog closed the connection without a complete response (UND_ERR_SOCKET: other side closed); the timeout of 1 s allows no further attempt. It may have arrived. Check the runner's network. The log and the job summary contain a command that sends it. The job continues.
If an event may have arrived, look for its deployment ID in Datadog before you send it again.
shopist: not confirmed by Datadog: datadog closed the connection without a complete response (UND_ERR_SOCKET: other side closed); the timeout of 1 s allows no further attempt. Deployment ID <id> (several attempts, <ms>)
Not confirmed by Datadog. Run these commands to send the events and marks. Put the API key in DD_API_KEY. Where the text contains ***, GitHub has masked a value: put it in.
$ POST http://datadog/api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} no answer
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ⚠️ **unconfirmed**: datadog closed the connection without a complete response (UND_ERR_SOCKET: other side closed); the timeout of 1 s allows no further attempt. It may have arrived. Check the runner's network. If an event may have arrived, look for its deployment ID in Datadog before you send it again. |
summary: Not confirmed by Datadog. Run these commands to send the events and marks. Put the API key in DD_API_KEY. Where the text contains ***, GitHub has masked a value: put it in.
`);
  });

  test('a signal while it is on its way: it is written in full, and the job continues', async () => {
    const controller = new AbortController();
    const { read } = await deploy(
      { timeout: '60' },
      {
        signal: controller.signal,
        prepare: (datadog) => {
          datadog.misbehave(() => ({ connection: 'hang' }));
          datadog.arrival(1).then(() => controller.abort(new Error('SIGTERM ended the delivery')));
        },
      },
    );
    expect(read).toMatchInlineSnapshot(`
[post]
error: Datadog has not confirmed the deployment event of shopist: SIGTERM ended the delivery. It may have arrived. The log and the job summary contain a command that sends it. The job continues.
If an event may have arrived, look for its deployment ID in Datadog before you send it again.
shopist: not confirmed by Datadog: SIGTERM ended the delivery. Deployment ID <id> (1 attempt, <ms>)
Not confirmed by Datadog. Run these commands to send the events and marks. Put the API key in DD_API_KEY. Where the text contains ***, GitHub has masked a value: put it in.
$ POST http://datadog/api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} no answer
| shopist | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ⚠️ **unconfirmed**: SIGTERM ended the delivery. It may have arrived. If an event may have arrived, look for its deployment ID in Datadog before you send it again. |
summary: Not confirmed by Datadog. Run these commands to send the events and marks. Put the API key in DD_API_KEY. Where the text contains ***, GitHub has masked a value: put it in.
`);
  });

  test('a signal that comes before the first request', async () => {
    const signal = AbortSignal.abort(new Error('SIGINT ended the delivery'));
    expect((await deploy({ 'fail-on-error': 'true' }, { signal })).annotations).toMatchInlineSnapshot(`
error: Datadog has not confirmed the deployment event of shopist: SIGINT ended the delivery. The log and the job summary contain a command that sends it. The job fails, because fail-on-error is true.
The job fails.
`);
  });
});
