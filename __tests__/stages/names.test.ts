/** What cannot be a name is not sent as one. The grammar of names is in `inputs/names.test.ts`. */
import { expect, test } from '@jest/globals';
import { APP_KEY, type CaseResult, deploy, earlier, mark, type Row, table } from '../support/stage.ts';

const show = (name: 'env' | 'version' | 'team') => (result: CaseResult) =>
  [result.annotations, `sent: ${result.events[0]?.[name] ?? 'without'}`].filter(Boolean).join('\n');

test('a version that cannot be one is left out, with one warning', async () => {
  const texts = [
    '$GITHUB_REF_NAME',
    '$(git describe --tags)',
    '%VERSION%',
    'steps.meta.outputs.version',
    'null',
    'undefined',
    '***',
    '"1.2.3',
    "'1.2.3'",
    '\u001b[32m1.2.3\u001b[0m',
    '["1.2.3"]',
    'VERSION=1.2.3',
    '::debug::terraform exited with code 0.',
    '1.2\n1.3',
    'a'.repeat(201),
    'a'.repeat(8 * 1024 + 1),
  ];
  const rows = texts.map((version): Row => [JSON.stringify(version).slice(0, 50), { version }]);
  expect((await table(rows, show('version'))).replace(/a{100,}/g, 'aa…')).toMatchInlineSnapshot(`
# "$GITHUB_REF_NAME"
sent: $GITHUB_REF_NAME
# "$(git describe --tags)"
sent: $(git describe --tags)
# "%VERSION%"
sent: %VERSION%
# "steps.meta.outputs.version"
sent: steps.meta.outputs.version
# "null"
sent: null
# "undefined"
sent: undefined
# "***"
sent: ***
# "\\"1.2.3"
sent: "1.2.3
# "'1.2.3'"
sent: '1.2.3'
# "\\u001b[32m1.2.3\\u001b[0m"
sent: [32m1.2.3[0m
# "[\\"1.2.3\\"]"
sent: ["1.2.3"]
# "VERSION=1.2.3"
sent: VERSION=1.2.3
# "::debug::terraform exited with code 0."
sent: ::debug::terraform exited with code 0.
# "1.2\\n1.3"
warning: Input "version" is invalid: "1.2 ⏎ 1.3". Expected: one version, on one line. The event is sent without it.
sent: without
# "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
sent: aa…
# "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
warning: Input "version" is invalid: "aa……". Expected: one version, on one line; at most 8 KiB. The event is sent without it.
sent: without
`);
});

test('an environment or a team that cannot be one is left out, with one warning', async () => {
  const rows = ['null', 'env:prod', 'prod, staging', '$ENVIRONMENT'].map((env): Row => [env, { env }]);
  expect(await table(rows, show('env'))).toMatchInlineSnapshot(`
# null
sent: null
# env:prod
sent: env:prod
# prod, staging
sent: prod, staging
# $ENVIRONMENT
sent: $ENVIRONMENT
`);
  const teams = ['None', '[object Object]', 'team: web'].map((team): Row => [team, { team }]);
  expect(await table(teams, show('team'))).toMatchInlineSnapshot(`
# None
sent: None
# [object Object]
sent: [object Object]
# team: web
sent: team: web
`);
});

test('what is a name passes without a word', async () => {
  const names = [
    '1.2.3+build.5',
    'main@sha1:4f2c',
    '1.0 (build 77)',
    'r$5',
    'Platform & Tools',
    '%C3%A9quipe',
  ];
  const more = [
    '[EU] Platform',
    "'s-Hertogenbosch",
    'nginx=1.24.0-1',
    '$LATEST',
    '@scope/pkg',
    'none-1',
    '🏴󠁧󠁢󠁳󠁣󠁴󠁿',
  ];
  for (const name of [...names, ...more]) {
    const { annotations, events } = await deploy({ env: name, version: name, team: name });
    expect([annotations, events]).toMatchObject(['', [{ env: name, version: name, team: name }]]);
  }
});

test('a JSON string is read as that string', async () => {
  const { annotations, events } = await deploy({ version: '"0.2.4"', env: '"prod"', team: '"web"' });
  expect(annotations).toMatchInlineSnapshot(``);
  expect(JSON.stringify([events[0]?.version, events[0]?.env, events[0]?.team])).toMatchInlineSnapshot(
    `["\\"0.2.4\\"","\\"prod\\"","\\"web\\""]`,
  );
});

test('a number that YAML read in place of a version is told of', async () => {
  const rows = ['Infinity', 'NaN', '1.1'].map((version): Row => [version, { version }]);
  expect(await table(rows, show('version'))).toMatchInlineSnapshot(`
# Infinity
warning: Input "version": it is "Infinity", because YAML read the version as a number. It is sent as it is. Quote literal versions: version: '12e4567'.
sent: Infinity
# NaN
warning: Input "version": it is "NaN", because YAML read the version as a number. It is sent as it is. Quote literal versions: version: '12e4567'.
sent: NaN
# 1.1
sent: 1.1
`);
});

test('a service that cannot be one refuses the whole list: nothing is sent, and the error shows the entry', async () => {
  const banner = 'yarn run v1.22.19\n["cart","pay"]\nDone in 0.15s.';
  const texts = [
    'null',
    '$SERVICE',
    'Array',
    'cart\n${{ x }}',
    '***',
    'service:cart',
    banner,
    '::warning::x\ncart',
  ];
  const rows = texts.map((service): Row => [JSON.stringify(service), { service }]);
  const view = ({ annotations, events }: CaseResult) =>
    [annotations, `sent: ${events.map(({ service }) => service).sort()}`].filter(Boolean).join('\n');
  expect(await table(rows, view)).toMatchInlineSnapshot(`
# "null"
sent: null
# "$SERVICE"
warning: Input "service": "$SERVICE" has characters that Datadog service names do not have. Expected: letters, digits and _ - : . /. Did you mean "SERVICE"? The event is sent with the name as written.
sent: $SERVICE
# "Array"
sent: Array
# "cart\\n\${{ x }}"
warning: Input "service": "\${{ x }}" has characters that Datadog service names do not have. Expected: letters, digits and _ - : . /. Did you mean "x"? The event is sent with the name as written.
sent: \${{ x }},cart
# "***"
warning: Input "service": "***" has characters that Datadog service names do not have. Expected: letters, digits and _ - : . /. The event is sent with the name as written.
sent: ***
# "service:cart"
sent: service:cart
# "yarn run v1.22.19\\n[\\"cart\\",\\"pay\\"]\\nDone in 0.15s."
warning: Input "service": "yarn run v1.22.19", "["cart"", ""pay"]", "Done in 0.15s." have characters that Datadog service names do not have. Expected: letters, digits and _ - : . /. Did you mean several services, "yarn", "run", "v1.22.19", "Done", "in", "0.15s."? Put each service on its own line. The event is sent with the name as written.
sent: "pay"],Done in 0.15s.,["cart",yarn run v1.22.19
# "::warning::x\\ncart"
sent: ::warning::x,cart
`);
});

test('tags that are plainly none are left out, and odd ones stay', async () => {
  const out = ['branch:$GITHUB_REF_NAME', 'team:null', 'color:\u001b[31mred'];
  const stay = ['cost:$5', 'url:https://x.example/?$filter=a', 'q:"a"', 'kind:Array'];
  const { annotations, events } = await deploy({ 'custom-tags': [...out, ...stay].join('\n') });
  expect(annotations).toMatchInlineSnapshot(``);
  expect(events[0]?.custom_tags?.join('\n')).toMatchInlineSnapshot(`
branch:$GITHUB_REF_NAME
team:null
color:[31mred
cost:$5
url:https://x.example/?$filter=a
q:"a"
kind:Array
`);
});

test('a failed version that cannot be one marks nothing', async () => {
  const remediation = { remediation: 'rollback', 'app-key': APP_KEY };
  const rows = ['$PREVIOUS', 'null', '1.0.0'].map(
    (version): Row => [version, { ...remediation, 'remediates-version': version }],
  );
  expect(await table(rows, ({ annotations }) => annotations)).toMatchInlineSnapshot(`
# $PREVIOUS
warning: The deployment event is stored, but a deployment that it remedies is not marked: shopist $PREVIOUS: HTTP 404: Not Found: no deployment of shopist $PREVIOUS; the timeout of 1 s is over. Datadog has no deployment of that service, env and version on the site behind http://datadog. Were all three sent with its event, and spelled the same? Was the event stored? The log and the job summary have a command that marks each deployment. The job continues.
# null
warning: The deployment event is stored, but a deployment that it remedies is not marked: shopist null: HTTP 404: Not Found: no deployment of shopist null; the timeout of 1 s is over. Datadog has no deployment of that service, env and version on the site behind http://datadog. Were all three sent with its event, and spelled the same? Was the event stored? The log and the job summary have a command that marks each deployment. The job continues.
# 1.0.0
warning: The deployment event is stored, but a deployment that it remedies is not marked: shopist 1.0.0: HTTP 404: Not Found: no deployment of shopist 1.0.0; the timeout of 1 s is over. Datadog has no deployment of that service, env and version on the site behind http://datadog. Were all three sent with its event, and spelled the same? Was the event stored? The log and the job summary have a command that marks each deployment. The job continues.
`);
});

test('the names of a deployment to be marked are held to the same rules', async () => {
  const lines: string[] = [];
  for (const [name, value] of [
    ['service', 'null'],
    ['service', 'a, b'],
    ['env', 'env:prod'],
    ['version', '$GITHUB_REF_NAME'],
    ['remediation-version', '"1.0'],
  ] as const) {
    const inputs = { service: 'shopist', env: 'prod', version: '1.1.0', remediation: 'rollback' };
    const more = { 'remediation-version': '1.0.0', [name]: value };
    const { annotations, requests } = await mark({ ...inputs, ...more }, { stored: [earlier()] });
    lines.push(`# ${name}: ${value}`, annotations, ...requests);
  }
  expect(lines.join('\n')).toMatchInlineSnapshot(`
# service: null
error: Datadog has not confirmed the mark of null 1.1.0 in prod: HTTP 404: Not Found: no deployment of null 1.1.0; the timeout of 1 s is over. Datadog has no deployment of that service, env and version on the site behind http://datadog. Were all three sent with its event, and spelled the same? Was the event stored? A step of the deploying job runs before the event is sent: use the input change-failure of the deployment action there instead. If nothing was deployed, skip the marking job: give the deploying job an output made from steps.<id>.outcome. The log and the job summary have a command for each mark. The job continues.
PATCH /api/v2/dora/deployments {service: "null", env: "prod", version: "1.1.0", change_failure: true, remediation: {type: "rollback", version: "1.0.0"}} 404
# service: a, b
error: Datadog has not confirmed the mark of a, b 1.1.0 in prod: HTTP 404: Not Found: no deployment of a, b 1.1.0; the timeout of 1 s is over. Datadog has no deployment of that service, env and version on the site behind http://datadog. Were all three sent with its event, and spelled the same? Was the event stored? A step of the deploying job runs before the event is sent: use the input change-failure of the deployment action there instead. If nothing was deployed, skip the marking job: give the deploying job an output made from steps.<id>.outcome. The log and the job summary have a command for each mark. The job continues.
PATCH /api/v2/dora/deployments {service: "a, b", env: "prod", version: "1.1.0", change_failure: true, remediation: {type: "rollback", version: "1.0.0"}} 404
# env: env:prod
error: Datadog has not confirmed the mark of shopist 1.1.0 in env:prod: HTTP 404: Not Found: no deployment of shopist 1.1.0; the timeout of 1 s is over. Datadog has no deployment of that service, env and version on the site behind http://datadog. Were all three sent with its event, and spelled the same? Was the event stored? A step of the deploying job runs before the event is sent: use the input change-failure of the deployment action there instead. If nothing was deployed, skip the marking job: give the deploying job an output made from steps.<id>.outcome. The log and the job summary have a command for each mark. The job continues.
PATCH /api/v2/dora/deployments {service: "shopist", env: "env:prod", version: "1.1.0", change_failure: true, remediation: {type: "rollback", version: "1.0.0"}} 404
# version: $GITHUB_REF_NAME
error: Datadog has not confirmed the mark of shopist $GITHUB_REF_NAME in prod: HTTP 404: Not Found: no deployment of shopist $GITHUB_REF_NAME; the timeout of 1 s is over. Datadog has no deployment of that service, env and version on the site behind http://datadog. Were all three sent with its event, and spelled the same? Was the event stored? A step of the deploying job runs before the event is sent: use the input change-failure of the deployment action there instead. If nothing was deployed, skip the marking job: give the deploying job an output made from steps.<id>.outcome. The log and the job summary have a command for each mark. The job continues.
PATCH /api/v2/dora/deployments {service: "shopist", env: "prod", version: "$GITHUB_REF_NAME", change_failure: true, remediation: {type: "rollback", version: "1.0.0"}} 404
# remediation-version: "1.0

PATCH /api/v2/dora/deployments {service: "shopist", env: "prod", version: "1.1.0", change_failure: true, remediation: {type: "rollback", version: "\\"1.0"}} 202
`);
});

test('variables of later steps: a warning names the one that decides', async () => {
  const without = { env: '', version: '' };
  const rows: Row[] = [
    ['exported by a later step', without, { exported: { DD_ENV: 'ci', DD_VERSION: 'test-1' } }],
    ['of the job', without, { environment: { DD_ENV: 'prod', DD_VERSION: '1.2.0' } }],
    ['beside inputs', {}, { exported: { DD_ENV: 'ci', DD_VERSION: 'test-1' } }],
  ];
  const sent = ({ annotations, events }: CaseResult) =>
    `${annotations}\nsent: ${events[0]?.env} ${events[0]?.version}`.trim();
  expect(await table(rows, sent)).toMatchInlineSnapshot(`
# exported by a later step
sent: ci test-1
# of the job
sent: prod 1.2.0
# beside inputs
sent: prod 1.2.0
`);
});
