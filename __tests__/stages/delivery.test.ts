/** What becomes of events on their way, and how it is reported. Requests themselves are tested in `datadog/`. */
import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../dev/intake.ts';
import { deploy, type Row, table } from '../support/stage.ts';

test('everything that a good deployment shows', async () => {
  const { everything, outputs } = await deploy();
  expect(outputs['deployment-id']).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
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
});

describe('one event', () => {
  test('what is said of each answer', async () => {
    const answer = (fault: Fault) => ({ faults: Array.from({ length: 9 }, () => fault) });
    const rows: Row[] = [
      ['202, empty', {}, answer({ status: 202, body: '', store: true })],
      ['200, {}', {}, answer({ status: 200, body: '{}' })],
      ['200, HTML', {}, answer({ status: 200, body: '<html>Sign in</html>' })],
      ['200, errors', {}, answer({ status: 200, body: '{"data":{},"errors":["dropped"]}' })],
      ['302', {}, answer({ status: 302, headers: { location: 'https://elsewhere.example' } })],
      [
        '400, in Datadog’s words',
        {},
        answer({ status: 400, body: '{"errors":[{"detail":"attribute \\"env\\" is ::error::bad"}]}' }),
      ],
      ['401', {}, answer({ status: 401 })],
      ['403', {}, answer({ status: 403 })],
      ['404', {}, answer({ status: 404 })],
      ['409', {}, answer({ status: 409 })],
      ['413', {}, answer({ status: 413 })],
      [
        '429, which asks for a wait that is too long',
        {},
        answer({ status: 429, headers: { 'retry-after': '60' } }),
      ],
      [
        '503, which asks for a wait that is too long',
        {},
        answer({ status: 503, headers: { 'retry-after': '60' } }),
      ],
    ];
    const view = ({ read }: { read: string }) =>
      read
        .split('\n')
        .filter((line) => !/^\$ |^-> |^\[|^Unconfirmed, in full|^summary: /.test(line))
        .join('\n');
    expect(await table(rows, view)).toMatchInlineSnapshot(`
# 202, empty
shopist: accepted by Datadog, to be stored later (HTTP 202) after <ms>, 1 attempt; deployment ID <id>
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | accepted by Datadog, to be stored later (HTTP 202) |
# 200, {}
shopist: unconfirmed by Datadog after <ms>, 1 attempt; deployment ID <id>: HTTP 200, which does not confirm the event: {}
error: Datadog has not confirmed the deployment event of shopist: HTTP 200, which does not confirm the event: {}. It may have arrived: the same ID shows whether it did. Something between the runner and Datadog responds in its place, e.g. a proxy or a login page: check api-url and the proxy. The log and the job summary have each event in full, with a command that sends it. The job continues.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | **unconfirmed**: HTTP 200, which does not confirm the event: {} |
# 200, HTML
shopist: unconfirmed by Datadog after <ms>, 1 attempt; deployment ID <id>: HTTP 200, which does not confirm the event: a web page, not a response from Datadog
error: Datadog has not confirmed the deployment event of shopist: HTTP 200, which does not confirm the event: a web page, not a response from Datadog. It may have arrived: the same ID shows whether it did. Something between the runner and Datadog responds in its place, e.g. a proxy or a login page: check api-url and the proxy. The log and the job summary have each event in full, with a command that sends it. The job continues.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | **unconfirmed**: HTTP 200, which does not confirm the event: a web page, not a response from Datadog |
# 200, errors
shopist: unconfirmed by Datadog after <ms>, 1 attempt; deployment ID <id>: HTTP 200, which does not confirm the event: dropped
error: Datadog has not confirmed the deployment event of shopist: HTTP 200, which does not confirm the event: dropped. It may have arrived: the same ID shows whether it did. Something between the runner and Datadog responds in its place, e.g. a proxy or a login page: check api-url and the proxy. The log and the job summary have each event in full, with a command that sends it. The job continues.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | **unconfirmed**: HTTP 200, which does not confirm the event: dropped |
# 302
shopist: unconfirmed by Datadog after <ms>, 1 attempt; deployment ID <id>: HTTP 302 (redirect to https://elsewhere.example): empty response
error: Datadog has not confirmed the deployment event of shopist: HTTP 302 (redirect to https://elsewhere.example): empty response. Something between the runner and Datadog responds in its place, e.g. a proxy or a login page: check api-url and the proxy. The log and the job summary have each event in full, with a command that sends it. The job continues.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | **unconfirmed**: HTTP 302 (redirect to https://elsewhere.example): empty response |
# 400, in Datadog’s words
shopist: unconfirmed by Datadog after <ms>, 1 attempt; deployment ID <id>: HTTP 400: attribute "env" is ::error::bad
error: Datadog has not confirmed the deployment event of shopist: HTTP 400: attribute "env" is : :error: :bad. Datadog rejected the event: check the attribute that it names. The log and the job summary have each event in full, with a command that sends it. The job continues.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | **unconfirmed**: HTTP 400: attribute "env" is ::error::bad |
# 401
shopist: unconfirmed by Datadog after <ms>, 1 attempt; deployment ID <id>: HTTP 401: Unauthorized
error: Datadog has not confirmed the deployment event of shopist: HTTP 401: Unauthorized. Does the API key belong to the site behind http://datadog? Each Datadog site has its own keys (input site). Datadog also rejects a revoked key and an application key. The log and the job summary have each event in full, with a command that sends it. The job continues.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | **unconfirmed**: HTTP 401: Unauthorized |
# 403
shopist: unconfirmed by Datadog after <ms>, 1 attempt; deployment ID <id>: HTTP 403: Forbidden
error: Datadog has not confirmed the deployment event of shopist: HTTP 403: Forbidden. Does the API key belong to the site behind http://datadog? Each Datadog site has its own keys (input site). Datadog also rejects a revoked key and an application key. The log and the job summary have each event in full, with a command that sends it. The job continues.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | **unconfirmed**: HTTP 403: Forbidden |
# 404
shopist: unconfirmed by Datadog after <ms>, 1 attempt; deployment ID <id>: HTTP 404: Not Found
error: Datadog has not confirmed the deployment event of shopist: HTTP 404: Not Found. Is http://datadog the API of a Datadog site (inputs site, api-url)? The log and the job summary have each event in full, with a command that sends it. The job continues.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | **unconfirmed**: HTTP 404: Not Found |
# 409
shopist: unconfirmed by Datadog after <ms>, 1 attempt; deployment ID <id>: HTTP 409: Conflict
error: Datadog has not confirmed the deployment event of shopist: HTTP 409: Conflict. It may have arrived: the same ID shows whether it did. Datadog may have a deployment with this ID already. The log and the job summary have each event in full, with a command that sends it. The job continues.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | **unconfirmed**: HTTP 409: Conflict |
# 413
shopist: unconfirmed by Datadog after <ms>, 1 attempt; deployment ID <id>: HTTP 413: Payload Too Large
error: Datadog has not confirmed the deployment event of shopist: HTTP 413: Payload Too Large. The event is too large: send fewer or shorter custom tags. The log and the job summary have each event in full, with a command that sends it. The job continues.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | **unconfirmed**: HTTP 413: Payload Too Large |
# 429, which asks for a wait that is too long
shopist: unconfirmed by Datadog after <ms>, 1 attempt; deployment ID <id>: HTTP 429: Too Many Requests; it asks for a longer wait than the timeout of 1 s leaves
error: Datadog has not confirmed the deployment event of shopist: HTTP 429: Too Many Requests; it asks for a longer wait than the timeout of 1 s leaves. The organization's rate limit for this endpoint is reached: spread the deployments of many services. The log and the job summary have each event in full, with a command that sends it. The job continues.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | **unconfirmed**: HTTP 429: Too Many Requests; it asks for a longer wait than the timeout of 1 s leaves |
# 503, which asks for a wait that is too long
shopist: unconfirmed by Datadog after <ms>, 1 attempt; deployment ID <id>: HTTP 503: Service Unavailable; it asks for a longer wait than the timeout of 1 s leaves
error: Datadog has not confirmed the deployment event of shopist: HTTP 503: Service Unavailable; it asks for a longer wait than the timeout of 1 s leaves. Datadog, or a proxy in front of it, cannot accept the event: see Datadog's status page. The log and the job summary have each event in full, with a command that sends it. The job continues.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | **unconfirmed**: HTTP 503: Service Unavailable; it asks for a longer wait than the timeout of 1 s leaves |
`);
  });

  test('an answer that is lost: it may have arrived', async () => {
    const { read } = await deploy(
      {},
      { prepare: (datadog) => datadog.misbehave(() => ({ connection: 'reset', store: true })) },
    );
    expect(read).toMatchInlineSnapshot(`
[post]
shopist: unconfirmed by Datadog after <ms>, several attempts; deployment ID <id>: datadog closed the connection without a complete response (UND_ERR_SOCKET: other side closed); the timeout of 1 s is over
Unconfirmed, in full. Each command sends the event or the mark again. Put the API key in DD_API_KEY.
$ POST http://datadog/api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
error: Datadog has not confirmed the deployment event of shopist: datadog closed the connection without a complete response (UND_ERR_SOCKET: other side closed); the timeout of 1 s is over. It may have arrived: the same ID shows whether it did. Check the network of the runner. The log and the job summary have each event in full, with a command that sends it. The job continues.
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} no answer
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | **unconfirmed**: datadog closed the connection without a complete response (UND_ERR_SOCKET: other side closed); the timeout of 1 s is over |
summary: To send what is unconfirmed, run these commands. Put the API key in DD_API_KEY.
`);
  });

  test('a refused connection, until the time is over', async () => {
    const { read } = await deploy({ 'api-url': 'http://127.0.0.1:9' });
    expect(read).toMatchInlineSnapshot(`
[post]
shopist: unconfirmed by Datadog after <ms>, several attempts; deployment ID <id>: 127.0.0.1:9 refused the connection (ECONNREFUSED); the timeout of 1 s is over
Unconfirmed, in full. Each command sends the event or the mark again. Put the API key in DD_API_KEY.
$ POST http://127.0.0.1:9/api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
error: Datadog has not confirmed the deployment event of shopist: 127.0.0.1:9 refused the connection (ECONNREFUSED); the timeout of 1 s is over. Check site or api-url, the network of the runner, and a proxy that it needs (HTTPS_PROXY). The log and the job summary have each event in full, with a command that sends it. The job continues.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | **unconfirmed**: 127.0.0.1:9 refused the connection (ECONNREFUSED); the timeout of 1 s is over |
summary: To send what is unconfirmed, run these commands. Put the API key in DD_API_KEY.
`);
  });

  test('it is sent again after 503, and stored', async () => {
    const { read } = await deploy({ timeout: '20' }, { faults: [{ status: 503 }] });
    expect(read).toMatchInlineSnapshot(`
[post]
shopist: stored by Datadog (HTTP 200) after <ms>, several attempts; deployment ID <id>
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 503
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200) |
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
shopist: unconfirmed by Datadog after <ms>, 1 attempt; deployment ID <id>: SIGTERM ended the delivery
Unconfirmed, in full. Each command sends the event or the mark again. Put the API key in DD_API_KEY.
$ POST http://datadog/api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
error: Datadog has not confirmed the deployment event of shopist: SIGTERM ended the delivery. It may have arrived: the same ID shows whether it did. The log and the job summary have each event in full, with a command that sends it. The job continues.
-> POST /api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} no answer
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | **unconfirmed**: SIGTERM ended the delivery |
summary: To send what is unconfirmed, run these commands. Put the API key in DD_API_KEY.
`);
  });

  test('a signal that comes before the first request', async () => {
    const signal = AbortSignal.abort(new Error('SIGINT ended the delivery'));
    expect((await deploy({ 'fail-on-error': 'true' }, { signal })).read).toMatchInlineSnapshot(`
[post]
shopist: unconfirmed by Datadog after <ms>, 0 attempts; deployment ID <id>: SIGINT ended the delivery
Unconfirmed, in full. Each command sends the event or the mark again. Put the API key in DD_API_KEY.
$ POST http://datadog/api/v2/dora/deployment {id: "<id>", service: "shopist", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
error: Datadog has not confirmed the deployment event of shopist: SIGINT ended the delivery. The log and the job summary have each event in full, with a command that sends it. The job fails, because fail-on-error is true.
| shopist | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | **unconfirmed**: SIGINT ended the delivery |
summary: To send what is unconfirmed, run these commands. Put the API key in DD_API_KEY.
The job fails.
`);
  });
});
