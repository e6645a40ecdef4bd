/** A JSON object has a value for each service. */
import { expect, test } from '@jest/globals';
import { APP_KEY, type CaseResult, deploy, type Row, SHA, table } from '../support/stage.ts';

const two = { service: 'cart,pay' };
const view = ({ annotations, events }: CaseResult) => {
  const sent = events.map(({ service, version, git }) => `${service} ${version}${git ? '' : ', without git'}`);
  return [annotations, `sent: ${sent.sort().join('; ')}`].filter(Boolean).join('\n');
};
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
cart: env: prod (input)
cart: version: 2.1 (input)
cart: custom-tags: a:1, b:2 (input)
cart: git-repository-url: https://github.com/acme/shopist (default)
cart: git-commit-sha: 0a1b2c3… (default)
cart: start: 2026-06-01T12:00:10.000Z (input)
cart: finish: 2026-06-01T12:01:00.000Z (end of the job)
cart: duration: 50 s
pay: service: pay (input)
pay: deployment ID: <id 2>
pay: env: staging (input)
pay: version: 7.0 (input)
pay: team: payments (input)
pay: custom-tags: c:3 (input)
pay: git-repository-url: https://github.com/acme/pay (input)
pay: git-commit-sha: fffffff… (input)
pay: start: 2026-06-01T12:00:00.000Z (start of the job's steps)
pay: finish: 2026-06-01T12:00:30.000Z (input)
pay: duration: 30 s
cart: stored by Datadog. Deployment ID <id> (HTTP 200, 1 attempt, <ms>)
pay: stored by Datadog. Deployment ID <id 2> (HTTP 200, 1 attempt, <ms>)
-> POST /api/v2/dora/deployment {id: "<id>", service: "cart", env: "prod", version: "2.1", custom_tags: ["a:1", "b:2"], git: https://github.com/acme/shopist 0a1b2c3…, 12:00:10Z to 12:01:00Z} 200
-> POST /api/v2/dora/deployment {id: "<id 2>", service: "pay", env: "staging", version: "7.0", team: "payments", custom_tags: ["c:3"], git: https://github.com/acme/pay fffffff…, 12:00:00Z to 12:00:30Z} 200
## Datadog DORA deployment

| Service | Env | Version | Commit | Start | Duration | Result |
| --- | --- | --- | --- | --- | --- | --- |
| \`cart\` | \`prod\` | \`2.1\` | [\`0a1b2c3\`](https://github.com/acme/shopist/commit/0a1b2c3…) | 2026‑06‑01 12:00:10 UTC | 50 s | ✅ stored |
| \`pay\` | \`staging\` | \`7.0\` | [\`fffffff\`](https://github.com/acme/pay/commit/fffffff…) | 2026‑06‑01 12:00:00 UTC | 30 s | ✅ stored |

<details><summary>Deployment IDs</summary>

- \`cart\`: \`<id>\`
- \`pay\`: \`<id 2>\`

</details>

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
sent: cart 1.0; pay 7.0
# left out in post: not what main read
sent: cart undefined; pay 7.0
# empty
warning: cart: Input "version" is set, but empty: a step ID or an output is misspelled, or the job or step that sets it was skipped. The event does not contain it.
sent: cart undefined; pay 7.0
# invalid
warning: cart: Input "version" is invalid: "$X". Nothing expands this in "with:"; only \${{ … }} is replaced. For the variable X write \${{ env.X }}. The event does not contain it.
sent: cart undefined; pay 7.0
# a commit that is empty
warning: cart: The event has no commit, because input "git-commit-sha" is empty. If an empty value means the commit of this run, set git-commit-sha: \${{ … || github.sha }}; otherwise check the step ID and the output (steps.checkout.outputs.commit exists from actions/checkout v4.2 on; with an older version or another tool, use a step that runs git rev-parse HEAD).
sent: cart 1.2.0, without git; pay 1.2.0
# a commit that is invalid
warning: cart: Input "git-commit-sha" is invalid: "main". Expected: a full commit SHA of 40 or 64 hexadecimal digits, as git rev-parse HEAD prints it. The event has no repository and no commit: change lead time and rollback detection need both.
sent: cart 1.2.0, without git; pay 1.2.0
# a time that is a word
warning: cart: Input "started-at" is invalid: "job". Expected: Unix time (seconds with or without a fraction, milliseconds, microseconds or nanoseconds), or RFC 3339 with an offset, e.g. 2026-01-31T12:00:00Z; not before 2000 and at most a day ahead. The recorded start is used, unless finished-at is earlier.
sent: cart 1.2.0; pay 1.2.0
# no service
warning: Input "version": "crat" is ignored: no service of this step has that name (cart, pay).
sent: cart 1; pay 2
# names that JavaScript knows
warning: Input "version": "__proto__", "toString" are ignored: no service of this step has that name (cart, pay).
sent: cart 3; pay undefined
# no object
warning: Input "version" is invalid: "{'cart':'2.1'}". Expected: one version; or a JSON object with a value per service, at most 100 KiB. The event does not contain it.
sent: cart undefined; pay undefined
# a number
warning: cart: Input "version" is invalid: "2". Expected: a JSON string, in quotes. The event does not contain it.
sent: cart undefined; pay undefined
`);
});

test('deployed: what an object leaves out was not deployed, and one line says so', async () => {
  const app = { 'app-key': APP_KEY };
  const rows: Row[] = [
    ['one of two', { deployed: json({ cart: true }) }],
    ['one of two, and the job failed', { deployed: json({ cart: 'success' }) }, { jobStatus: 'failure' }],
    ['one unknown', { deployed: json({ cart: 'success', pay: 'Degraded' }), ...app }],
    ['none', { deployed: '{}' }],
    ['no object', { deployed: '{cart}' }],
  ];
  const given = rows.map(([title, inputs, options]): Row => [title, { ...two, ...inputs }, options]);
  expect(await table(given)).toMatchInlineSnapshot(`
# one of two
[post]
notice: No deployment event for pay: the input "deployed" does not list this service.
cart: stored by Datadog. Deployment ID <id> (HTTP 200, 1 attempt, <ms>)
-> POST /api/v2/dora/deployment {id: "<id>", service: "cart", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
summary: No deployment event for pay: the input "deployed" does not list this service.
| cart | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ✅ stored |
# one of two, and the job failed
[post]
cart: Reported as deployed because the input "deployed" is "success", although the status of the job is "failure".
No deployment event for pay: the input "deployed" does not list this service.
cart: stored by Datadog. Deployment ID <id> (HTTP 200, 1 attempt, <ms>)
-> POST /api/v2/dora/deployment {id: "<id>", service: "cart", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
summary: No deployment event for pay: the input "deployed" does not list this service.
| cart | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ✅ stored |
# one unknown
[post]
error: No deployment event for pay: the input "deployed" is "Degraded", which is not a recognized value. Expected: the outcome of the deploy step (success, failure, cancelled or skipped), true or false. The log and the job summary contain the event, with a command that sends it if the deployment happened. The job continues.
cart: stored by Datadog. Deployment ID <id> (HTTP 200, 1 attempt, <ms>)
Not sent. If the deployment happened, run these commands to report it. Put the API key in DD_API_KEY. Where the text contains ***, GitHub has masked a value: put it in.
$ POST http://datadog/api/v2/dora/deployment {id: "<id 2>", service: "pay", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
-> POST /api/v2/dora/deployment {id: "<id>", service: "cart", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z} 200
summary: No deployment event for pay: the input "deployed" is "Degraded", which is not a recognized value. Expected: the outcome of the deploy step (success, failure, cancelled or skipped), true or false.
| cart | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ✅ stored |
| pay | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ⏭️ not sent |
summary: Not sent. If the deployment happened, run these commands to report it. Put the API key in DD_API_KEY. Where the text contains ***, GitHub has masked a value: put it in.
# none
[post]
notice: No deployment event: the input "deployed" does not list this service.
summary: No deployment event: the input "deployed" does not list this service.
# no object
[post]
Input "deployed" is invalid: "{cart}". Expected: the outcome of the deploy step (success, failure, cancelled or skipped), true or false; or a JSON object with a value per service, at most 100 KiB. It is unknown whether the deployment happened, so no event is sent.
error: No deployment event: the input "deployed" is invalid. Expected: the outcome of the deploy step (success, failure, cancelled or skipped), true or false. The log and the job summary contain the event, with a command that sends it if the deployment happened. The job continues.
Not sent. If the deployment happened, run these commands to report it. Put the API key in DD_API_KEY. Where the text contains ***, GitHub has masked a value: put it in.
$ POST http://datadog/api/v2/dora/deployment {id: "<id>", service: "cart", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
$ POST http://datadog/api/v2/dora/deployment {id: "<id 2>", service: "pay", env: "prod", version: "1.2.0", git: https://github.com/acme/shopist 0a1b2c3…, 12:00:00Z to 12:01:00Z}
summary: No deployment event: the input "deployed" is invalid. Expected: the outcome of the deploy step (success, failure, cancelled or skipped), true or false.
summary: Invalid inputs: deployed. The log of this step says why.
| cart | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ⏭️ not sent |
| pay | prod | 1.2.0 | 0a1b2c3 | 2026‑06‑01 12:00:00 UTC | 1 min 0 s | ⏭️ not sent |
summary: Not sent. If the deployment happened, run these commands to report it. Put the API key in DD_API_KEY. Where the text contains ***, GitHub has masked a value: put it in.
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
    `warning: service-7: Input "git-commit-sha" is invalid: "x". Expected: a full commit SHA of 40 or 64 hexadecimal digits, as git rev-parse HEAD prints it. The event has no repository and no commit: change lead time and rollback detection need both.`,
  );
  expect(stdout.match(/^\{"data"/gm)).toHaveLength(1000);
  expect((await deploy({ ...inputs, service: `${inputs.service},one-more` })).annotations).toContain('1000');
});
