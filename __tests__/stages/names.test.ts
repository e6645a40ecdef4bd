/** What cannot be a name is not sent as one. The grammar of names is in `inputs/names.test.ts`. */
import { expect, test } from '@jest/globals';
import { APP_KEY, type CaseResult, deploy, earlier, mark, type Row, table } from '../support/stage.ts';

const show = (name: 'env' | 'version') => (result: CaseResult) =>
  [result.annotations, `sent: ${result.events[0]?.[name] ?? 'without'}`].filter(Boolean).join('\n');

test('a version that cannot be one is left out, with one warning', async () => {
  const texts = [
    ...['$GITHUB_REF_NAME', '***', '\u001b[32m1.2.3\u001b[0m', '::debug::terraform exited with code 0.'],
    ...['{{ github.sha }}', 'a'.repeat(201), 'a'.repeat(8 * 1024 + 1)],
  ];
  const rows = texts.map((version): Row => [JSON.stringify(version).slice(0, 50), { version }]);
  expect((await table(rows, show('version'))).replace(/a{100,}/g, 'aa…')).toMatchInlineSnapshot(`
# "$GITHUB_REF_NAME"
warning: Input "version" is invalid: "$GITHUB_REF_NAME". Nothing expands this in "with:"; only \${{ … }} is replaced. For the variable GITHUB_REF_NAME write \${{ github.ref_name }}. The event does not contain it.
sent: without
# "***"
warning: Input "version" is invalid: "***". GitHub masked the value, because it equals a secret. Keep it in a variable instead: \${{ vars.NAME }}. The event does not contain it.
sent: without
# "\\u001b[32m1.2.3\\u001b[0m"
warning: Input "version" is invalid: "\\u001b[32m1.2.3\\u001b[0m". It contains line breaks or invisible characters, e.g. color codes. NO_COLOR=1 turns off the colors of most tools. The event does not contain it.
sent: without
# "::debug::terraform exited with code 0."
warning: Input "version" is invalid: ": :debug: :terraform exited with code 0.". A tool printed this besides its answer. Pass the answer alone (hashicorp/setup-terraform: terraform_wrapper: false). The event does not contain it.
sent: without
# "{{ github.sha }}"
warning: Input "version" is invalid: "{{ github.sha }}". Nothing expands this in "with:"; only \${{ … }} is replaced. Write \${{ github.sha }}. The event does not contain it.
sent: without
# "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
warning: Input "version": "aa…" is used as written, but has more than 200 characters, Datadog's limit for a tag.
sent: aa…
# "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
warning: Input "version" is invalid: "aa……". Expected: one version; at most 8 KiB. The event does not contain it.
sent: without
`);
});

test('an environment that cannot be one is left out, with one warning', async () => {
  const rows = ['env:prod', 'prod, staging'].map((env): Row => [env, { env }]);
  expect(await table(rows, show('env'))).toMatchInlineSnapshot(`
# env:prod
warning: Input "env" is invalid: "env:prod". One value is expected here: no list, no JSON, and no name before it. Write "prod" alone. The event does not contain it.
sent: without
# prod, staging
warning: Input "env" is invalid: "prod, staging". One value is expected here: no list, no JSON, and no name before it. Write the value alone. The event does not contain it.
sent: without
`);
});

test('what is a name passes without a word', async () => {
  const names = ['1.0 (build 77)', 'Platform & Tools', '[EU] Platform', 'nginx=1.24.0-1', '@scope/pkg', '%C3%A9quipe'];
  for (const name of names) {
    const { annotations, events } = await deploy({ env: name, version: name, team: name });
    expect([annotations, events]).toMatchObject(['', [{ env: name, version: name, team: name }]]);
  }
});

test('a number that YAML read in place of a version is told of', async () => {
  const rows = ['Infinity', 'NaN', '1.1'].map((version): Row => [version, { version }]);
  expect(await table(rows, show('version'))).toMatchInlineSnapshot(`
# Infinity
warning: Input "version": "Infinity" is used as written, but YAML read the version as a number. Quote literal versions: '12e4567'.
sent: Infinity
# NaN
warning: Input "version": "NaN" is used as written, but YAML read the version as a number. Quote literal versions: '12e4567'.
sent: NaN
# 1.1
sent: 1.1
`);
});

test('a service that cannot be one refuses the whole list: nothing is sent, and the error shows the entry', async () => {
  const banner = 'yarn run v1.22.19\n["cart","pay"]\nDone in 0.15s.';
  const texts = ['cart\n${{ x }}', 'service:cart', banner];
  const rows = texts.map((service): Row => [JSON.stringify(service), { service }]);
  const view = ({ annotations, events }: CaseResult) =>
    [annotations, `sent: ${events.map(({ service }) => service).sort()}`].filter(Boolean).join('\n');
  expect(await table(rows, view)).toMatchInlineSnapshot(`
# "cart\\n\${{ x }}"
error: Input "service" is invalid: "cart ⏎ \${{ x }}". "\${{ x }}": Nothing expands this in "with:"; only \${{ … }} is replaced. Write the value itself, or an expression in the workflow file. No deployment event can be sent. The job continues.
sent:
# "service:cart"
error: Input "service" is invalid: "service:cart". One value is expected here: no list, no JSON, and no name before it. Write "cart" alone. No deployment event can be sent. The job continues.
sent:
# "yarn run v1.22.19\\n[\\"cart\\",\\"pay\\"]\\nDone in 0.15s."
error: Input "service" is invalid: "yarn run v1.22.19 ⏎ ["cart","pay"] ⏎ Done in 0.15s.". One line is a JSON array: ["cart","pay"]. A tool printed more than its answer: pass that line alone. No deployment event can be sent. The job continues.
sent:
`);
});

test('tags that are plainly none are left out, and odd ones stay', async () => {
  const out = ['branch:$GITHUB_REF_NAME', 'team:null', 'color:\u001b[31mred'];
  const stay = ['cost:$5', 'url:https://x.example/?$filter=a', 'q:"a"', 'kind:Array'];
  const { annotations, events } = await deploy({ 'custom-tags': [...out, ...stay].join('\n') });
  expect(annotations).toMatchInlineSnapshot(`
warning: Input "custom-tags": "branch:$GITHUB_REF_NAME" is left out. Nothing expands this in "with:"; only \${{ … }} is replaced. For the variable GITHUB_REF_NAME write \${{ github.ref_name }}.
warning: Input "custom-tags": "team:null" is left out. Tools and expressions print this where there is no value, or one that is not text. Check where it comes from.
warning: Input "custom-tags": "color:\\u001b[31mred" is left out. It contains line breaks or invisible characters, e.g. color codes.
`);
  expect(events[0]?.custom_tags?.join('\n')).toMatchInlineSnapshot(`
cost:$5
url:https://x.example/?$filter=a
q:"a"
kind:Array
`);
});

test('a failed version that cannot be one marks nothing', async () => {
  const remediation = { remediation: 'rollback', 'app-key': APP_KEY };
  const rows = ['$PREVIOUS'].map((version): Row => [version, { ...remediation, 'remediates-version': version }]);
  expect(await table(rows, ({ annotations }) => annotations)).toMatchInlineSnapshot(`
# $PREVIOUS
warning: Input "remediates-version" is invalid: "$PREVIOUS". Nothing expands this in "with:"; only \${{ … }} is replaced. For the variable PREVIOUS write \${{ env.PREVIOUS }}. No earlier deployment is marked as a change failure.
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
error: Input "service" is invalid: "null". Tools and expressions print this where there is no value, or one that is not text. Check where it comes from. Nothing is marked. The job continues.
# service: a, b
error: Input "service" is invalid: "a, b". One value is expected here: no list, no JSON, and no name before it. Write the value alone. Nothing is marked. The job continues.
# env: env:prod
error: Input "env" is invalid: "env:prod". One value is expected here: no list, no JSON, and no name before it. Write "prod" alone. Nothing is marked. The job continues.
# version: $GITHUB_REF_NAME
error: Input "version" is invalid: "$GITHUB_REF_NAME". Nothing expands this in "with:"; only \${{ … }} is replaced. For the variable GITHUB_REF_NAME write \${{ github.ref_name }}. Nothing is marked. The job continues.
# remediation-version: "1.0
error: Input "remediation-version" is invalid: ""1.0". The quotes are part of the text. Write the value without them. Nothing is marked. The job continues.
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
warning: The env is "ci" because a later step exported DD_ENV, possibly for another purpose. If you deploy something else, set the input env.
warning: The version is "test-1" because a later step exported DD_VERSION, possibly for another purpose. If you deploy something else, set the input version.
sent: ci test-1
# of the job
sent: prod 1.2.0
# beside inputs
sent: prod 1.2.0
`);
});
