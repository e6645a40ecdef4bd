/** What the stages leave each other, and what happens if it does not arrive. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { API_KEY, at, deploy, type Row, runStage, table } from '../support/stage.ts';

const good = { 'api-key': API_KEY, service: 'shopist', 'dry-run': 'true' };
/** Below a folder that is not there: not even root can write to it. */
const unwritable = join(tmpdir(), 'no-such-folder', 'file');

test('without main’s hand-over: the step did not run, or something lost it', async () => {
  const pre = await runStage('pre');
  const lines: string[] = [];
  for (const [title, state, inputs] of [
    ['pre ran, the job succeeded', pre.state, {}],
    ['pre ran, the job failed', pre.state, { 'job-status': 'failure' }],
    ['neither', {}, {}],
    ['neither, with fail-on-error', {}, { 'fail-on-error': 'true' }],
  ] as const) {
    const { verdict, stdout, summary } = await runStage('post', { state, inputs: { ...good, ...inputs } });
    lines.push(`# ${title}: ${verdict}`, stdout.replace(/::add-mask::.*\n/g, '').trim(), summary);
  }
  expect(lines.filter(Boolean).join('\n')).toMatchInlineSnapshot(`
# pre ran, the job succeeded: success
No deployment event: this step did not run. Its "if:" was false.
# pre ran, the job failed: success
No deployment event: this step did not run. Either its "if:" was false, or an earlier step failed. In the latter case, add "if: always()", or move the step up.
# neither: success
::error title=Datadog DORA deployment::No deployment event: what this step saved before the deployment (GITHUB_STATE) is lost. If the log of this step does not say why, another step overwrote it, or the runner does not keep its files between the stages, as with some container hooks. The job continues.
# neither, with fail-on-error: failure
::error title=Datadog DORA deployment::No deployment event: what this step saved before the deployment (GITHUB_STATE) is lost. If the log of this step does not say why, another step overwrote it, or the runner does not keep its files between the stages, as with some container hooks. The job fails, because fail-on-error is true.
`);
});

test('pre reads no inputs, says nothing, and leaves both clocks to the nanosecond', async () => {
  const { stdout, state, outputs, summary } = await runStage('pre', {
    inputs: good,
    startedAt: at(0.123, { bootId: 'of this boot' }),
  });
  expect([stdout, outputs, summary]).toEqual(['', {}, '']);
  expect(Object.values(state)).toEqual(['1780315200123000000', '1000123000000', 'of this boot']);
});

test('a start that pre did not leave as a time is none', async () => {
  for (const text of ['', 'now', '-1', '1.5', '1e9', '9'.repeat(31)]) {
    const { state } = await runStage('pre');
    const [name = ''] = Object.keys(state);
    const main = await runStage('main', {
      inputs: good,
      state: { ...state, [name]: text },
      startedAt: at(5),
    });
    expect([text, main.outputs['started-at']]).toEqual([text, '2026-06-01T12:00:05Z']);
  }
});

describe('a file of the runner that cannot be written', () => {
  const said = (stdout: string) => stdout.replace(/::add-mask::.*\n/g, '').replaceAll(unwritable, '<file>');

  test('the state of pre: the start is the step’s', async () => {
    const { stdout, verdict } = await runStage('pre', { environment: { GITHUB_STATE: unwritable } });
    expect(`${verdict}: ${said(stdout)}`).toMatchInlineSnapshot(`
success: The job's start time cannot be saved, so the step's start time will be used: Error: ENOENT: no such file or directory, open '<file>'

`);
  });

  test('the state of main: an error, no ID in the outputs, and post says what main said', async () => {
    const environment = { GITHUB_STATE: unwritable };
    const pre = await runStage('pre');
    for (const failOnError of ['false', 'true']) {
      const inputs = { ...good, 'fail-on-error': failOnError };
      const main = await runStage('main', { inputs, environment, state: pre.state });
      expect(main.verdict).toBe(failOnError === 'true' ? 'failure' : 'success');
      expect(main.outputs).toMatchObject({ 'deployment-id': '', 'deployment-ids': '{}' });
      if (failOnError === 'false') expect(said(main.stdout).replace(/::group.*/s, '')).toMatchInlineSnapshot(``);
    }
    const post = await runStage('post', { inputs: good, state: pre.state });
    expect(said(post.stdout)).toMatchInlineSnapshot(`
No deployment event: this step did not run. Its "if:" was false.

`);
  });

  test('the outputs and the summary: a warning each, and the event is sent', async () => {
    const { annotations, requests } = await deploy(
      {},
      { environment: { GITHUB_OUTPUT: unwritable, GITHUB_STEP_SUMMARY: unwritable } },
    );
    expect(annotations.replaceAll(unwritable, '<file>')).toMatchInlineSnapshot(`
warning: The outputs cannot be set: Error: ENOENT: no such file or directory, open '<file>'. The deployment event does not need them.
warning: The job summary cannot be written: Error: ENOENT: no such file or directory, open '<file>'.
`);
    expect(requests).toHaveLength(1);
  });

  test('none is set, as on a runner of old: state and outputs are commands', async () => {
    const { stdout } = await runStage('main', {
      inputs: { ...good, version: '50%\nmore' },
      environment: { GITHUB_STATE: '', GITHUB_OUTPUT: '' },
    });
    expect(stdout).toMatch(/^::set-output name=started-at::2026-06-01T12:00:00Z$/m);
    expect(stdout).toMatch(/^::save-state name=.*50%25\\nmore/m);
  });
});

test('the delimiter of state and outputs is another one each time, and no value can know it', async () => {
  const delimiters = new Set<string>();
  const inputs: Record<string, string> = { ...good };
  for (let run = 0; run < 3; run += 1) {
    // All that could be known of earlier runs is in a value.
    inputs['version'] = ['x', ...delimiters, 'injected<<E', 'y', 'E'].join('\n');
    const { state, outputs, written } = await runStage('main', { inputs });
    const found = [...written.matchAll(/^[\w-]+<<(.+?)\r?$/gm)].map(([, delimiter = '']) => delimiter);
    expect(found.length).toBeGreaterThan(3);
    expect(new Set(found).size).toBe(2);
    for (const delimiter of new Set(found)) {
      expect(delimiters).not.toContain(delimiter);
      // 122 random bits, as text of 16 different characters.
      expect(delimiter.replace(/[^\da-f]/g, '').length).toBeGreaterThanOrEqual(32);
      delimiters.add(delimiter);
    }
    expect(Object.keys({ ...state, ...outputs })).not.toContain('injected');
  }
});

describe('a large plan', () => {
  test.each(['"', 'ä', '\u2028', '😀', 'a'])('of %j arrives whole, in pieces of 100 KiB', async (unit) => {
    const text = unit.repeat(Math.floor((90 * 1024) / Buffer.byteLength(unit)));
    const values = JSON.stringify({ shopist: '1', [text.slice(0, 40_000)]: '2' });
    const inputs = { version: values, team: values, env: values, 'git-repository-url': values };
    const { state, events } = await deploy(inputs);
    for (const piece of Object.values(state)) {
      expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(100 * 1024);
      expect(piece).toMatch(/^[\x20-\x7e]*$/);
    }
    expect(events).toMatchObject([{ version: '1', team: '1', env: '1' }]);
  });

  test('of inputs that do not fit: post reads for itself what main could not leave', async () => {
    const of = (name: string) => JSON.stringify({ shopist: name, x: '"'.repeat(45_000) });
    const names = ['env', 'version', 'team', 'git-repository-url'];
    const inputs = Object.fromEntries(names.map((name) => [name, of(name === 'git-repository-url' ? 'a/b' : name)]));
    const { state, events } = await deploy({ ...inputs, 'custom-tags': of('a:b') });
    expect(Object.values(state).join('').length).toBeLessThan(600 * 1024);
    expect(events).toMatchObject([{ env: 'env', version: 'version', team: 'team', custom_tags: ['a:b'] }]);
  });

  test('that is cut short is an error, not another plan', async () => {
    const rows: Row[] = [
      ['cut', {}, { handOver: (state) => cutLast(state, (text) => text.slice(0, -10)) }],
      ['not JSON', {}, { handOver: (state) => cutLast(state, () => 'x') }],
    ];
    expect(await table(rows, ({ annotations }) => annotations)).toMatchInlineSnapshot(`
# cut
error: No deployment event: what this step saved before the deployment (GITHUB_STATE) is lost. If the log of this step does not say why, another step overwrote it, or the runner does not keep its files between the stages, as with some container hooks. The job continues.
# not JSON
error: No deployment event: what this step saved before the deployment (GITHUB_STATE) is lost. If the log of this step does not say why, another step overwrote it, or the runner does not keep its files between the stages, as with some container hooks. The job continues.
`);
    const [, , cut] = rows[0] ?? [];
    expect((await deploy({ 'fail-on-error': 'true' }, cut)).verdict).toBe('failure');
  });
});

function cutLast(state: Readonly<Record<string, string>>, cut: (text: string) => string) {
  const last = Object.keys(state).at(-1) ?? '';
  return { ...state, [last]: cut(state[last] ?? '') };
}
