/** A JSON object has a value for each service. */
import { expect, test } from '@jest/globals';
import { APP_KEY, type CaseResult, deploy, type Row, SHA, table } from '../support/stage.ts';

const two = { service: 'cart,pay' };
const view = ({ annotations, requests }: CaseResult) => [annotations, ...requests].filter(Boolean).join('\n');
const json = JSON.stringify;

test('each service gets its own values, and each is in the log', async () => {
  const { everything } = await deploy({
    ...two,
    env: json({ cart: 'prod', pay: 'staging' }),
    version: json({ cart: '2.1', pay: '7.0' }),
    team: json({ pay: 'payments' }),
    'custom-tags': json({ cart: ['a:1', 'b:2'], pay: 'c:3' }),
    'started-at': json({ cart: '2026-06-01T12:00:10Z' }),
    'finished-at': json({ pay: '2026-06-01T12:00:30Z' }),
    'git-commit-sha': json({ pay: 'f'.repeat(40) }),
    'git-repository-url': json({ pay: 'acme/pay' }),
  });
  expect(everything).toMatchInlineSnapshot(`
[main]
group: Datadog DORA deployment: settled before the deployment
api-key: *** (input)
service: cart, pay (input)
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
service: cart, pay (input)
site: datadoghq.com (default)
api-url: http://datadog (input)
deployment ID of cart: <id>
deployment ID of pay: <id 2>
env: cart: prod, pay: staging (input)
version: cart: 2.1, pay: 7.0 (input)
team: pay: payments (input)
custom-tags: cart: a:1, b:2, pay: c:3 (input)
git-commit-sha: pay: fffffff… (input); others: 0a1b2c3… (default)
git-repository-url: pay: https://github.com/acme/pay (input)
cart: git-repository-url: https://github.com/acme/shopist (default)
cart: start: 2026-06-01T12:00:10Z (input)
pay: start: 2026-06-01T12:00:00Z (when the job's steps started)
cart: finish: 2026-06-01T12:01:00Z (when the job ended)
pay: finish: 2026-06-01T12:00:30Z (input)
cart: duration: 50 s
pay: duration: 30 s
cart: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>
pay: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id 2>
-> POST /api/v2/dora/deployment {id: "<id>", service: "cart", env: "prod", version: "2.1", custom_tags: ["a:1", "b:2"], git: https://github.com/acme/shopist 0a1b2c3…, 12:00:10Z to 12:01:00Z} 200
-> POST /api/v2/dora/deployment {id: "<id 2>", service: "pay", env: "staging", version: "7.0", team: "payments", custom_tags: ["c:3"], git: https://github.com/acme/pay fffffff…, 12:00:00Z to 12:00:30Z} 200
## Datadog DORA deployment

| Service | Env | Version | Start | Duration | Commit | Result |
| --- | --- | --- | --- | --- | --- | --- |
| \`cart\` | \`prod\` | \`2.1\` | 2026-06-01T12:00:10Z | 50 s | [\`0a1b2c3\`](https://github.com/acme/shopist/commit/0a1b2c3…) | stored by Datadog (HTTP 200) |
| \`pay\` | \`staging\` | \`7.0\` | 2026-06-01T12:00:00Z | 30 s | [\`fffffff\`](https://github.com/acme/pay/commit/fffffff…) | stored by Datadog (HTTP 200) |

[DORA Metrics in Datadog](https://app.datadoghq.com/ci/dora)

`);
});

test('a service that is left out, empty, invalid or no service at all', async () => {
  const rows: Row[] = [
    ['left out: the variable', { version: json({ pay: '7.0' }) }, { environment: { DD_VERSION: '1.0' } }],
    ['left out in post: not what main read', { version: '1' }, { later: { version: json({ pay: '7.0' }) } }],
    ['empty', { version: json({ cart: '', pay: '7.0' }) }],
    ['invalid', { version: json({ cart: '$X', pay: '7.0' }) }],
    ['a commit that is empty', { 'git-commit-sha': json({ cart: '', pay: SHA }) }],
    ['a commit that is invalid', { 'git-commit-sha': json({ cart: 'main', pay: SHA }) }],
    ['a time that is a word', { 'started-at': json({ cart: 'job' }) }],
    ['no service', { version: json({ cart: '1', pay: '2', crat: '3' }) }],
    ['names that JavaScript knows', { version: '{"__proto__":"1","toString":"2","cart":"3"}' }],
    ['no object', { version: "{'cart':'2.1'}" }],
    ['a number', { version: '{"cart":2}' }],
  ];
  const given = rows.map(([title, inputs, options]): Row => [title, { ...two, ...inputs }, options]);
  expect(await table(given, view)).toMatchInlineSnapshot(`
# left out: the variable
POST /api/v2/dora/deployment {id: "<id>", service: "cart", env: "prod", version: "1.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
POST /api/v2/dora/deployment {id: "<id 2>", service: "pay", env: "prod", version: "7.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
# left out in post: not what main read
POST /api/v2/dora/deployment {id: "<id>", service: "cart", env: "prod", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
POST /api/v2/dora/deployment {id: "<id 2>", service: "pay", env: "prod", version: "7.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
# empty
POST /api/v2/dora/deployment {id: "<id>", service: "cart", env: "prod", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
POST /api/v2/dora/deployment {id: "<id 2>", service: "pay", env: "prod", version: "7.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
# invalid
POST /api/v2/dora/deployment {id: "<id>", service: "cart", env: "prod", version: "$X", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
POST /api/v2/dora/deployment {id: "<id 2>", service: "pay", env: "prod", version: "7.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
# a commit that is empty
warning: cart: Input "git-commit-sha" is set, but empty: is the ID of a step or the name of an output misspelt? Expected: a full commit SHA of 40 or 64 hexadecimal digits. The event is sent with GITHUB_SHA, 0a1b2c3….
POST /api/v2/dora/deployment {id: "<id>", service: "cart", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
POST /api/v2/dora/deployment {id: "<id 2>", service: "pay", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
# a commit that is invalid
warning: Input "git-commit-sha" is invalid for cart ("main"). Expected: a full commit SHA of 40 or 64 hexadecimal digits. The event is sent without git: change lead time and rollback detection need a repository and a commit.
POST /api/v2/dora/deployment {id: "<id>", service: "cart", env: "prod", version: "1.2.0", 12:00:00Z to 12:01:00Z} 200
POST /api/v2/dora/deployment {id: "<id 2>", service: "pay", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
# a time that is a word
warning: Input "started-at" is invalid for cart ("job"). Expected: Unix time in whole seconds, milliseconds, microseconds or nanoseconds, Unix seconds with a decimal fraction (date +%s.%N), or RFC 3339 with an offset (2026-01-31T12:00:00Z, 2026-01-31T14:00:00.5+02:00); not before 2000 and not more than a day ahead. The start that was recorded before the deployment is used, if there is one.
POST /api/v2/dora/deployment {id: "<id>", service: "cart", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
POST /api/v2/dora/deployment {id: "<id 2>", service: "pay", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
# no service
warning: Input "version": "crat" is ignored: no service of this step has that name (cart, pay).
POST /api/v2/dora/deployment {id: "<id>", service: "cart", env: "prod", version: "1", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
POST /api/v2/dora/deployment {id: "<id 2>", service: "pay", env: "prod", version: "2", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
# names that JavaScript knows
warning: Input "version": "__proto__", "toString" are ignored: no service of this step has that name (cart, pay).
POST /api/v2/dora/deployment {id: "<id>", service: "cart", env: "prod", version: "3", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
POST /api/v2/dora/deployment {id: "<id 2>", service: "pay", env: "prod", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
# no object
warning: Input "version" is invalid: "{'cart':'2.1'}". Expected: one version, on one line; or a JSON object with a value per service, at most 100 KiB. The event is sent without it.
POST /api/v2/dora/deployment {id: "<id>", service: "cart", env: "prod", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
POST /api/v2/dora/deployment {id: "<id 2>", service: "pay", env: "prod", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
# a number
warning: Input "version" is invalid for cart ("2"). Expected: one version, on one line; as a string. The event is sent without it.
POST /api/v2/dora/deployment {id: "<id>", service: "cart", env: "prod", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
POST /api/v2/dora/deployment {id: "<id 2>", service: "pay", env: "prod", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
`);
});

test('deployed: what an object leaves out was not deployed, and one line says so', async () => {
  const app = { 'app-key': APP_KEY };
  const rows: Row[] = [
    ['one of two', { deployed: json({ cart: true }) }],
    ['one of two, and the job failed', { deployed: json({ cart: 'success' }) }, { jobStatus: 'failure' }],
    ['one unknown', { deployed: json({ cart: 'success', pay: 'Degraded' }), ...app }],
    ['one empty', { deployed: json({ cart: 'success', pay: '' }) }],
    ['none', { deployed: '{}' }],
    ['no object', { deployed: '{cart}' }],
  ];
  const given = rows.map(([title, inputs, options]): Row => [title, { ...two, ...inputs }, options]);
  expect(await table(given)).toMatchInlineSnapshot(`
# one of two
[post]
cart: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>
No deployment event for pay: the JSON object in the input "deployed" does not name it.
-> POST /api/v2/dora/deployment {id: "<id>", service: "cart", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
summary: No deployment event for pay: the JSON object in the input "deployed" does not name it.
| cart | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200) |
# one of two, and the job failed
[post]
The deployment happened (input "deployed"), although the status of the job is "failure".
cart: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>
No deployment event for pay: the JSON object in the input "deployed" does not name it.
-> POST /api/v2/dora/deployment {id: "<id>", service: "cart", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
summary: No deployment event for pay: the JSON object in the input "deployed" does not name it.
| cart | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200) |
# one unknown
[post]
cart: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>
Not sent. If the deployment happened, each command sends its event, or its mark. Put the API key in DD_API_KEY.
$ POST http://datadog/api/v2/dora/deployment {id: "<id 2>", service: "pay", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
error: No deployment event for pay: the input "deployed" is "Degraded", a word that this action does not know. Expected: success, failure, cancelled, skipped, true or false, or another word of that kind. The log and the job summary have each event in full, with a command that sends it if the deployment happened. The job continues.
-> POST /api/v2/dora/deployment {id: "<id>", service: "cart", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
summary: No deployment event for pay: the input "deployed" is "Degraded", a word that this action does not know. Expected: success, failure, cancelled, skipped, true or false, or another word of that kind.
| cart | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200) |
| pay | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | not sent |
summary: Not sent. If the deployment happened, each command sends its event, or its mark. Put the API key in DD_API_KEY.
# one empty
[post]
cart: stored by Datadog (HTTP 200) after <ms>, 1 attempt; deployment ID <id>
Not sent. If the deployment happened, each command sends its event, or its mark. Put the API key in DD_API_KEY.
$ POST http://datadog/api/v2/dora/deployment {id: "<id 2>", service: "pay", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
error: No deployment event for pay: the input "deployed" is set, but empty: either the ID of a step is misspelt, or the step sets its output only if it deploys something. Expected: the outcome of the deploy step, true or false. The log and the job summary have each event in full, with a command that sends it if the deployment happened. The job continues.
-> POST /api/v2/dora/deployment {id: "<id>", service: "cart", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
summary: No deployment event for pay: the input "deployed" is set, but empty: either the ID of a step is misspelt, or the step sets its output only if it deploys something. Expected: the outcome of the deploy step, true or false.
| cart | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | stored by Datadog (HTTP 200) |
| pay | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | not sent |
summary: Not sent. If the deployment happened, each command sends its event, or its mark. Put the API key in DD_API_KEY.
# none
[post]
No deployment event: the JSON object in the input "deployed" does not name it.
summary: No deployment event: the JSON object in the input "deployed" does not name it.
# no object
[post]
warning: Input "deployed" is invalid: "{cart}". Expected: the outcome of the deploy step (success, failure, cancelled or skipped), true or false, or another word of that kind; or a JSON object with a value per service, at most 100 KiB. Nobody can tell whether the deployment happened.
Not sent. If the deployment happened, each command sends its event, or its mark. Put the API key in DD_API_KEY.
$ POST http://datadog/api/v2/dora/deployment {id: "<id>", service: "cart", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
$ POST http://datadog/api/v2/dora/deployment {id: "<id 2>", service: "pay", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
error: No deployment event: the input "deployed" is invalid. The log and the job summary have each event in full, with a command that sends it if the deployment happened. The job continues.
summary: No deployment event: the input "deployed" is invalid.
| cart | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | not sent |
| pay | prod | 1.2.0 | 2026-06-01T12:00:00Z | 1 min 0 s | 0a1b2c3 | not sent |
summary: Not sent. If the deployment happened, each command sends its event, or its mark. Put the API key in DD_API_KEY.
`);
});

test('services with the names of Object.prototype are services', async () => {
  const { events, outputs } = await deploy({
    service: '__proto__,constructor,toString',
    version: '{"__proto__":"1","constructor":"2"}',
  });
  expect(events.map(({ service, version }) => `${service} ${version}`).sort()).toEqual([
    '__proto__ 1',
    'constructor 2',
    'toString undefined',
  ]);
  expect(Object.keys(JSON.parse(outputs['deployment-ids'] ?? ''))).toHaveLength(3);
});

test('a thousand services are read in a moment, and messages stay short', async () => {
  const names = Array.from({ length: 1000 }, (_, index) => `service-${index}`);
  const values = Object.fromEntries(names.map((name) => [name, name === 'service-7' ? 'x' : 'f'.repeat(40)]));
  const inputs = { service: names.join(','), 'git-commit-sha': json(values), 'dry-run': 'true' };
  const { annotations, stdout } = await deploy(inputs);
  expect(annotations).toMatchInlineSnapshot(
    `warning: Input "git-commit-sha" is invalid for service-7 ("x"). Expected: a full commit SHA of 40 or 64 hexadecimal digits. The event is sent without git: change lead time and rollback detection need a repository and a commit.`,
  );
  expect(stdout.match(/^\{"data"/gm)).toHaveLength(1000);
  expect((await deploy({ ...inputs, service: `${inputs.service},one-more` })).annotations).toContain('1000');
});
