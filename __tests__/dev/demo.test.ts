import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { readCommandLine } from '../../dev/demo/options.ts';
import { rehearse } from '../../dev/demo/rehearsal.ts';

// Each plays a workflow several times.
jest.setTimeout(300_000);

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'demo-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function demo(...args: readonly string[]) {
  const lines: Record<'out' | 'complaints' | 'told', string[]> = { out: [], complaints: [], told: [] };
  const into = (name: keyof typeof lines) => (line: string) => {
    lines[name].push(stripVTControlCharacters(line));
  };
  const exitCode = await rehearse(args, {
    print: into('out'),
    complain: into('complaints'),
    tell: into('told'),
  });
  const out = lines.out.join('\n');
  const [, table = ''] = out.split('What is reported if\n');
  const rows = table.split('\n').filter((line) => line.startsWith('|'));
  const cells = rows.map((row) => row.split(/(?<!\\)\|/).slice(1, -1));
  return {
    exitCode,
    out,
    complaints: lines.complaints.join('\n'),
    told: lines.told,
    /** The table without its head: scenario, result, event, mark, reason. */
    table: cells.slice(2).map((row) => row.map((cell) => cell.trim())),
  };
}

function write(name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** A workflow file of a repository of its own. @param jobs in YAML, from two spaces on */
const workflow = (name: string, jobs: string, on = 'push') =>
  write(`${name}/.github/workflows/deploy.yml`, `on: ${on}\njobs:\n${jobs}`);

/** A step of ours, within braces. */
const ours = (inputs: string) =>
  `uses: a/datadog-dora-deployment@v1, with: { api-key: '\${{ secrets.KEY }}', service: shop, env: prod, ${inputs} }`;
const commit = '0a1b2c3…';

test('the entrance: helps with options, and refuses in words, without a stack', () => {
  const run = (option: string) =>
    spawnSync(process.execPath, [join(root, 'dev/demo.ts'), option], { encoding: 'utf8' });
  const help = run('--help');
  expect({ status: help.status, stderr: help.stderr }).toEqual({ status: 0, stderr: '' });
  const options = 'output env fail skip cancel-at job event event-name input secret var repository';
  for (const option of options.split(' ')) expect(help.stdout).toMatch(new RegExp(`^  --${option}\\b`, 'm'));
  expect(run('--evnt')).toMatchObject({
    status: 1,
    stdout: '',
    stderr: 'Unknown option \'--evnt\'. "npm run demo -- --help" shows the options.\n',
  });
});

const named = workflow(
  'named',
  `  build:
    runs-on: x
    steps: [{ id: make, run: a }, { name: 'Version 1.2 = new', run: b }, { run: c }]
  deploy:
    needs: build
    runs-on: x
    strategy: { matrix: { region: [eu, us], ring: [1] } }
    steps: [{ id: make, run: a }, { id: ship, uses: ./ship }]
  call:
    uses: ./.github/workflows/called.yml`,
  '{ push: , workflow_dispatch: { inputs: { name: { required: true }, kind: { type: choice, options: [a, b] } } } }',
);
write(
  'named/ship/action.yml',
  'name: a\ndescription: b\nruns: { using: composite, steps: [{ id: inner, run: a, shell: sh }, { uses: a/datadog-dora-deployment@v1 }] }',
);
write(
  'named/.github/workflows/called.yml',
  'on: workflow_call\njobs: { deploy: { runs-on: x, steps: [{ id: own, run: a }, { uses: a/datadog-dora-deployment@v1 }] } }',
);

test.each([
  ['build/make.a=b', 'build/1', 'a', 'b', undefined],
  ['Version 1.2 = new.sha=x.y=z', 'build/2', 'sha', 'x.y=z', undefined],
  ['build/3.a=', 'build/3', 'a', '', undefined],
  ['build/.version=1', 'build/', 'version', '1', undefined],
  ['ship/inner.a=b', 'deploy/2/1', 'a', 'b', undefined],
  ['deploy[eu,1]/make.a=b', 'deploy/1', 'a', 'b', 'eu, 1'],
  ['call/deploy/own.a=b', 'call/deploy/1', 'a', 'b', undefined],
  ['own.a=b', 'call/deploy/1', 'a', 'b', undefined],
])('--output %s', (text, place, name, value, matrix) => {
  const [given] = readCommandLine([named, '--output', text])?.given ?? [];
  expect([given?.node.place, given?.name, given?.value, given?.matrix]).toEqual([place, name, value, matrix]);
});

test.each([
  [['--output', 'make.a=b'], '"make" fits several:\n  build/make\n  deploy/make'],
  [['--fail', 'nowhere'], 'no step or job is named "nowhere". These are:\n  build/\n'],
  [['--output', 'a=b'], '--output a=b: expected STEP.NAME=VALUE.'],
  [['--input', 'name'], '--input name: expected NAME=VALUE.'],
  [['--input', 'nmae=a'], 'has no input nmae. Its inputs for workflow_dispatch: name, kind.'],
  [['--event-name', 'workflow_dispatch'], 'requires the input name. Give it with --input name=VALUE.'],
  [['--event-name', 'delete'], '--event-name delete: the workflow starts with push, workflow_dispatch.'],
  [['--event', join(folder, 'none.json')], 'there is no such file'],
  [['--event', named], 'is not valid JSON'],
  [['--job', 'none'], 'no step or job is named "none/"'],
])('refuses in words: %j', async (args, message) => {
  const { exitCode, complaints } = await demo(named, ...args);
  expect(complaints).toContain(message);
  expect(exitCode).toBe(1);
});

test.each([
  ['a file that is not there', join(folder, 'missing.yml'), 'There is no file'],
  ['no workflow', write('wrong.yml', 'on: push\njobs: { a: { stepz: [] } }'), "Unexpected value 'stepz'"],
  [
    'a workflow without us',
    workflow('without', '  a: { runs-on: x, steps: [{ run: a }] }'),
    'uses neither datadog-dora-deployment',
  ],
])('refuses in words: %s', async (_what, file, message) => {
  const { exitCode, complaints } = await demo(file);
  expect([exitCode, complaints]).toEqual([1, expect.stringContaining(message)]);
});

describe('what starts the workflow', () => {
  const start = (on: string, ...args: readonly string[]) => {
    const file = write('start.yml', `on: ${on}\njobs: { a: { runs-on: x, steps: [{ run: "true" }] } }`);
    return readCommandLine([file, ...args])?.options;
  };

  test.each([
    ['push', 'refs/heads/main'],
    ["{ push: { branches: [production, 'release/**'] } }", 'refs/heads/production'],
    ['{ push: { branches: [main, next] } }', 'refs/heads/main'],
    ["{ push: { tags: ['v[0-9]+.[0-9]+.[0-9]+'] } }", 'refs/tags/v1.1.1'],
  ])('%s: a push that its filters let through', (on, ref) => {
    expect(start(on)).toMatchObject({
      github: { event_name: 'push', ref },
      event: { ref, head_commit: { message: 'Sell more' }, repository: { default_branch: 'main' } },
    });
  });

  test.each([
    ['deployment_status', 'created', 'deployment_status'],
    ['pull_request', 'closed', '{ pull_request: { types: [closed] } }'],
    ['release', 'released', '{ release: { types: [released] } }'],
    ['repository_dispatch', 'roll-back', '{ repository_dispatch: { types: [roll-back] } }'],
    ['workflow_run', 'completed', '{ workflow_run: { workflows: [CI] } }'],
  ])('%s: a sample of its payload, of the repository that is asked for', (name, action, on) => {
    const repository = { full_name: 'my/own', name: 'own', owner: { login: 'my' } };
    expect(start(on, '--repository', 'my/own')).toMatchObject({
      github: { event_name: name, repository: 'my/own' },
      event: { action, repository },
    });
  });

  test('inputs start it by hand, with their types', () => {
    const on = '{ push: , workflow_dispatch: { inputs: { size: { type: number }, on: { type: boolean } } } }';
    expect(start(on, '--input', 'size=7', '--input', 'on=true')).toMatchObject({
      github: { event_name: 'workflow_dispatch' },
      inputs: { size: 7, on: true },
    });
  });

  test('a schedule, whose expression the payload has', async () => {
    const job = `  a: { runs-on: x, steps: [{ ${ours("version: '${{ github.event.schedule }}'")} }] }`;
    const { table } = await demo(workflow('schedule', job, "{ schedule: [{ cron: '0 5 * * 1' }] }"));
    expect(table[0]?.[2]).toBe('shop, prod, 0 5 * * 1');
  });
});

test('without a file: the log, the summary, the event and the table of an example whose scripts run', async () => {
  const { exitCode, out, complaints, told, table } = await demo();
  expect({ exitCode, complaints }).toEqual({ exitCode: 0, complaints: '' });
  expect(out).toMatch(/✓ Deploy \d/);
  expect(out).toContain('✓ Post Report the deployment to Datadog');
  expect(out).toContain('The summary of the job "Deploy"');
  expect(out).toContain('"repository_id": "github.com/acme/shopist"');
  expect(table.map((row) => row.slice(0, 4))).toEqual([
    ['nothing fails', 'success', `shopist, prod, ${commit}`, '–'],
    ['Deploy is skipped', 'success', `shopist, prod, ${commit}`, '–'],
    ['Deploy fails', 'failure', '–', '–'],
    ['a later step fails the job deploy', 'failure', '–', '–'],
    ['the run is cancelled in Deploy', 'cancelled', '–', '–'],
    ['Deploy fails, and the failed jobs run again', 'success', `shopist, prod, ${commit}`, '–'],
  ]);
  expect(table.map(([, , event, , reason]) => [event === '–', reason?.startsWith('No deployment event')])).toEqual(
    table.map(([, , event]) => [event === '–', event === '–']),
  );
  expect(told).toContain('Playing 1 of 4: Deploy is skipped …');
});

describe('a smoke test, on a Windows machine with a container', () => {
  const spoor = join(folder, 'spoor');
  const file = workflow(
    'smoke',
    `  deploy:
    runs-on: windows-latest
    container: nowhere.example/image
    env: { https_proxy: 'http://127.0.0.1:9', NO_PROXY: '*' }
    services: { database: { image: postgres } }
    defaults: { run: { shell: pwsh } }
    steps:
      # \${{ secrets.OF_A_COMMENT }}
      - { ${ours("app-key: '${{ secrets.APP }}', deployed: '${{ steps.deploy.outcome }}', change-failure: '${{ steps.smoke.outcome }}', team: '${{ steps.undo.outcome }}'")} }
      - uses: actions/checkout@v4
        with: { an-input-of-tomorrow: true }
      - uses: nobody/knows@v1
        with: { value: "\${{ fromJSON(steps.nowhere.outputs.json).a }}" }
      - { id: deploy, run: "New-Item '${spoor}'" }
      - { id: smoke, run: "touch '${spoor}'", continue-on-error: true }
      - { id: undo, if: failure(), run: undo }`,
  );

  test('nothing but the action runs, and the table tells what a failure does', async () => {
    const { exitCode, out, complaints, table } = await demo(file);
    expect({ exitCode, complaints }).toEqual({ exitCode: 0, complaints: '' });
    expect(out).not.toMatch(/OF_A_COMMENT|an-input-of-tomorrow|&#?\w+;/);
    expect(existsSync(spoor)).toBe(false);
    const event = 'shop, prod, no version';
    const mark = `${event}: change failure`;
    expect(table.map((row) => row.slice(0, 4))).toEqual([
      ['nothing fails', 'success', event, '–'],
      ['deploy is skipped', 'success', '–', '–'],
      ['deploy fails', 'failure', '–', '–'],
      ['smoke fails', 'success', event, mark],
      ['a later step fails the job deploy', 'failure', event, '–'],
      ['the run is cancelled in deploy', 'cancelled', '–', '–'],
      ['the run is cancelled in smoke', 'cancelled', event, '–'],
      ['smoke is skipped', 'success', event, '–'],
      ['a later step fails the job deploy, and the failed jobs run again', 'success', event, '–'],
      // Deployed twice, reported twice.
      ['', '', event, ''],
    ]);
  });

  test('--fail shows one scenario in full', async () => {
    const { exitCode, out, table } = await demo(file, '--fail', 'smoke');
    expect(exitCode).toBe(0);
    expect(out).toContain('✗ Run touch');
    expect(out).toContain('A mark as the simulated Datadog stores it');
    expect(out).not.toContain('recovery_time_sec');
    expect(table).toHaveLength(1);
    expect(table[0]?.[3]).toContain('change failure');
  });
});

describe('outputs that are empty because a step is played', () => {
  const file = workflow(
    'outputs',
    `  build:
    runs-on: x
    outputs: { version: '\${{ steps.meta.outputs.version }}' }
    steps:
      - { id: meta, uses: docker/metadata-action@v5 }
  lint: { runs-on: x, if: github.ref_type == 'tag', steps: [{ run: lint }] }
  deploy:
    needs: [build, lint]
    if: "!cancelled() && steps_are_ready != 'x'"
    runs-on: x
    steps:
      - name: Ship it
        run: echo "DEPLOYED=$(date +%s)" >> $GITHUB_ENV
      - uses: ./ship
        with: { version: '\${{ needs.build.outputs.version }}', team: '\${{ vars.TEAM }}' }`.replace(
      " && steps_are_ready != 'x'",
      '',
    ),
  );
  write(
    'outputs/ship/action.yml',
    `name: a
description: b
inputs: { version: { required: true }, team: { required: false } }
runs:
  using: composite
  steps:
      - { ${ours("version: '${{ inputs.version }}', team: '${{ inputs.team }}', finished-at: '${{ env.DEPLOYED }}'").replace('${{ secrets.KEY }}', 'key')} }`,
  );

  test('are told with the option that gives them, and end with 1', async () => {
    const { exitCode, complaints, out } = await demo(file);
    expect(exitCode).toBe(1);
    expect(complaints.split('\n')).toEqual([
      expect.stringMatching(/docker\/metadata-action@v5.* Give it with --output meta\.version=VALUE$/),
      expect.stringMatching(/ Give it with --env 'Ship it\.DEPLOYED=VALUE'$/),
    ]);
    expect(out).toMatch(/inputs\.team .*--var TEAM=VALUE$/m);
  });

  test('with them, nothing is missing; with --job the other jobs succeed', async () => {
    const given = ['--output', 'meta.version=v7', '--env', 'deploy/Ship it.DEPLOYED=2026-01-01T00:00:00Z'];
    const { exitCode, out, complaints, table } = await demo(file, ...given, '--job', 'deploy');
    expect({ exitCode, complaints }).toEqual({ exitCode: 0, complaints: '' });
    for (const job of ['build', 'lint']) expect(out).toContain(`The job "${job}"\n\nIt is played.`);
    expect(table[0]?.slice(1, 3)).toEqual(['success', 'shop, prod, v7']);
  });

  test('of a step that is not there; and a local action whose file is wrong does no harm', async () => {
    const steps = '{ run: ship }, { uses: ./broken }, { uses: ./nothing }';
    const misspelt = workflow(
      'misspelt',
      `  a: { runs-on: x, steps: [{ ${ours("version: '${{ steps.biuld.outputs.v }}'")} }, ${steps}] }`,
    );
    write('misspelt/broken/action.yml', 'steps: [');
    const { exitCode, complaints, table } = await demo(misspelt);
    expect(complaints).toBe('${{ steps.biuld.outputs.v }} is empty: there is no steps.biuld in the file.');
    expect([exitCode, table[0]?.slice(1, 3)]).toEqual([1, ['success', 'shop, prod, no version']]);
  });

  test('of which the matrix is made', async () => {
    const matrix = workflow(
      'matrix',
      `  changes: { runs-on: x, outputs: { all: '\${{ steps.f.outputs.all }}' }, steps: [{ id: f, uses: a/b@v1 }] }
  deploy:
    needs: changes
    runs-on: x
    strategy: { matrix: { service: '\${{ fromJSON(needs.changes.outputs.all) }}' } }
    steps:
      - { run: ship, id: ship }
      - { ${ours("version: '${{ steps.ship.outputs.v }}'").replace('shop', '"${{ matrix.service }}"')} }`,
    );
    const { exitCode, complaints } = await demo(matrix);
    expect([exitCode, complaints]).toEqual([1, expect.stringContaining('--output f.all=VALUE')]);
    const args = ['--output', 'f.all=["cart","pay"]', '--fail', 'deploy[pay]/ship'];
    const one = await demo(matrix, ...args, '--output', 'ship.v=1');
    expect(one.table.map((row) => row.slice(1, 3))).toEqual([
      ['deploy (cart): success, deploy (pay): failure', 'cart, prod, 1'],
    ]);
    const none = await demo(matrix, ...args, '--output', 'deploy[other]/ship.v=1');
    expect(none.complaints).toContain('No job is [other]. There are: [cart] [pay]');
  });
});

test('a later job that marks what an earlier one deployed, and what a re-run reports twice', async () => {
  const file = workflow(
    'jobs',
    `  deploy:
    runs-on: x
    outputs: { done: '\${{ steps.ship.outcome }}' }
    steps: [{ id: ship, run: ship }]
  test: { needs: deploy, runs-on: x, steps: [{ run: ./smoke.sh }] }
  report:
    needs: [deploy, test]
    if: always()
    runs-on: x
    steps:
      - { ${ours("app-key: '${{ secrets.APP }}', deployed: '${{ needs.deploy.outputs.done }}', change-failure: '${{ needs.test.result }}'")} }`,
  );
  const { exitCode, table } = await demo(file);
  const event = 'shop, prod, no version';
  expect(exitCode).toBe(0);
  const rows = table.map((row) => row.slice(0, 4));
  const results = 'test: failure, report: success';
  expect(rows).toContainEqual(['the job test fails', results, event, `${event}: change failure`]);
  expect(rows.slice(-2)).toEqual([
    ['the job test fails, and the failed jobs run again', 'success', event, `${event}: change failure`],
    ['', '', event, ''],
  ]);
});

test('a deployment that Datadog knew before, and one that it does not know yet', async () => {
  const earlier = await demo(
    join(root, 'examples/rollback.yml'),
    '--input',
    'version=v1',
    '--input',
    'failed-version=v2',
  );
  expect(earlier).toMatchObject({ exitCode: 0, complaints: '' });
  expect(earlier.table[0]?.[3]).toBe('shopist, prod, v2: change failure, rollback by shopist, prod, v1');

  const itself = workflow(
    'itself',
    `  deploy:
    runs-on: x
    steps:
      - { id: dora, ${ours('deployed: success')} }
      - { ${ours("app-key: key, version: '2', remediation: rollback, remediates-id: '${{ steps.dora.outputs.deployment-id }}', timeout: 1, deployed: success")} }`,
  );
  // The posts run last in, first out: the mark comes before the event that it marks.
  const { exitCode, table } = await demo(itself, '--job', 'deploy', '--fail', 'deploy/');
  expect(exitCode).toBe(0);
  expect(table[0]?.[3]).toBe('refused: HTTP 404');
});

test('a dry run, and a workflow that rightly reports nothing, end with 0', async () => {
  const job = (inputs: string) => `  a: { runs-on: x, steps: [{ run: deploy }, { ${ours(inputs)} }] }`;
  for (const inputs of ['dry-run: true', "deployed: 'false'"]) {
    const { exitCode, complaints, table } = await demo(workflow('nothing', job(inputs)));
    expect({ exitCode, complaints }).toEqual({ exitCode: 0, complaints: '' });
    expect(table[0]?.slice(1, 3)).toEqual(['success', '–']);
  }
  const { exitCode, complaints } = await demo(workflow('nothing', job("deployed: 'Degraded'")));
  expect([exitCode, complaints]).toEqual([1, expect.stringContaining('Error in the job "a": ')]);
});
