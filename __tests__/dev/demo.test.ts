import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { readCommandLine } from '../../dev/demo/options.ts';
import { rehearse, type Surroundings } from '../../dev/demo/rehearsal.ts';
import { startEmbeddedDatadog } from '../../dev/embedded.ts';
import { API_KEY } from '../../dev/stand-ins/api-key.ts';

// Each runs a workflow, and some several.
jest.setTimeout(300_000);

const root = fileURLToPath(new URL('../..', import.meta.url));
const example = (name: string) => join(root, 'examples', name);
const folder = mkdtempSync(join(tmpdir(), 'demo-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Rehearsal {
  readonly exitCode: number;
  /** What it printed. */
  readonly out: string;
  readonly complaints: string;
}

async function demo(args: readonly string[], given: Partial<Surroundings> = {}): Promise<Rehearsal> {
  const out: string[] = [];
  const complaints: string[] = [];
  const exitCode = await rehearse(args, {
    complain: (line) => complaints.push(stripVTControlCharacters(line)),
    environment: {},
    ...given,
    print: (line) => {
      out.push(stripVTControlCharacters(line));
      given.print?.(line);
    },
  });
  return { exitCode, out: out.join('\n'), complaints: complaints.join('\n') };
}

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** The last thing that the demo prints: the cells of the table of what Datadog computes. */
function metrics({ out }: Rehearsal): string[][] {
  const [, end = ''] = out.split('What Datadog computes from this');
  const rows = end.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** The JSON under the headings of what Datadog knew, stored and marked, by the heading. */
function stored({ out }: Rehearsal): Record<string, unknown> {
  const [, end = ''] =
    /^((?:The (?:\d+ )?(?:deployment|event|mark)s? )[\s\S]*?)^What Datadog/m.exec(out) ?? [];
  const parts = end.split(/^(?=The (?:\d+ )?(?:deployment|event|mark)s? )/m);
  return Object.fromEntries(
    parts.map((part) => {
      const [title = '', ...lines] = part.split('\n');
      const values = lines.join('\n').trim().replaceAll('}\n{', '},\n{');
      return [title, JSON.parse(`[${values}]`)];
    }),
  );
}

test('the entrance: helps with options, and refuses those that it does not know', () => {
  const run = (option: string) =>
    spawnSync(process.execPath, [join(root, 'dev/demo.ts'), option], { encoding: 'utf8' });
  const help = run('--help');
  expect({ status: help.status, stderr: help.stderr }).toEqual({ status: 0, stderr: '' });
  for (const option of ['input', 'secret', 'var', 'output', 'event', 'event-name', 'ref', 'live']) {
    expect(help.stdout).toMatch(new RegExp(`^  --${option}\\b`, 'm'));
  }
  const unknown = run('--evnt');
  expect({ status: unknown.status, stdout: unknown.stdout, stderr: unknown.stderr }).toEqual({
    status: 1,
    stdout: '',
    stderr: 'Unknown option \'--evnt\'. "npm run demo -- --help" shows the options.\n',
  });
});

describe('refuses, in words', () => {
  const two = write(
    'two.yml',
    'on: { push: , release: , workflow_dispatch: { inputs: { name: { required: true } } } }\njobs: { a: { runs-on: x, steps: [{ run: "true" }] } }',
  );
  const event = write('event.json', '{');
  test.each([
    ['an input that the workflow has not', ['--input', 'nmae=a'], '--input nmae=a: expected an input of'],
    ['an input without a value', ['--input', 'name'], '--input name: expected name=value.'],
    ['an output without a step', ['--output', 'a=b'], '--output a=b: expected step.name=value'],
    [
      'an event without a name',
      ['--event', event],
      '--event-name is missing: the workflow starts with push, rel',
    ],
    [
      'an event that starts nothing',
      ['--event-name', 'delete'],
      '--event-name delete: the workflow starts with p',
    ],
  ])('%s', async (_what, args, message) => {
    const { exitCode, out, complaints } = await demo([two, ...args]);
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(complaints).toContain(message);
  });

  test('a file that is not there', async () => {
    const { exitCode, complaints } = await demo([join(folder, 'missing.yml')]);
    expect(exitCode).toBe(1);
    expect(complaints).toContain('missing.yml');
  });

  test('a required input that is not given', async () => {
    const { exitCode, complaints } = await demo([two, '--event-name', 'workflow_dispatch']);
    expect(exitCode).toBe(1);
    expect(complaints).toMatch(/requires the input name\. Give it with --input name=value\.$/);
  });
});

describe('what starts the workflow', () => {
  const start = (on: string, ...args: readonly string[]) => {
    const file = write('start.yml', `on: ${on}\njobs: { a: { runs-on: x, steps: [{ run: "true" }] } }`);
    const { options } = readCommandLine([file, ...args]) ?? {};
    return options;
  };

  test.each([
    ['push', 'refs/heads/main'],
    ["{ push: { branches: [production, 'release/**'] } }", 'refs/heads/production'],
    ['{ push: { branches: [main, next] } }', 'refs/heads/main'],
    ["{ push: { tags: ['v*'] } }", 'refs/tags/v1'],
    ["{ push: { tags: ['v[0-9]+.[0-9]+.[0-9]+'] } }", 'refs/tags/v1.1.1'],
  ])('%s: a push that its filters let through', (on, ref) => {
    expect(start(on)?.github).toEqual({ event_name: 'push', ref });
  });

  test('--ref says which branch or tag', () => {
    expect(start('push', '--ref', 'refs/tags/v3')?.github).toEqual({
      event_name: 'push',
      ref: 'refs/tags/v3',
    });
  });

  test('inputs start it by hand, if it can be', () => {
    const on =
      '{ push: , workflow_dispatch: { inputs: { size: { type: number }, loud: { type: boolean } } } }';
    const { github, inputs } = start(on, '--input', 'size=7', '--input', 'loud=true') ?? {};
    expect({ github, inputs }).toEqual({
      github: { event_name: 'workflow_dispatch' },
      inputs: { size: 7, loud: true },
    });
  });

  test.each([
    ['deployment_status', 'deployment_status', 'created'],
    ['pull_request', '{ pull_request: { types: [closed] } }', 'closed'],
    ['release', '{ release: { types: [released] } }', 'released'],
    ['repository_dispatch', '{ repository_dispatch: { types: [roll-back] } }', 'roll-back'],
    ['workflow_run', '{ workflow_run: { workflows: [CI] } }', 'completed'],
  ])('%s: the sample of its payload, with an action that the workflow waits for', (name, on, action) => {
    expect(start(on)).toMatchObject({
      github: { event_name: name },
      event: { action, repository: { full_name: 'acme/shopist' } },
    });
  });

  test("the keys are there under the workflow's own names", () => {
    const file = write(
      'keys.yml',
      'on: push\njobs: { a: { runs-on: x, steps: [{ uses: a/b@v1, with: { api-key: "${{ secrets.OURS }}" } }] } }',
    );
    expect(readCommandLine([file])?.options.secrets).toMatchObject({ OURS: API_KEY });
  });
});

test('examples/deploy.yml, by default: its log, the summary, the event and the metrics', async () => {
  const rehearsal = await demo([]);
  expect(rehearsal).toMatchObject({ exitCode: 0, complaints: '' });
  const { out } = rehearsal;
  expect(out).toContain('✓ Post Report the deployment to Datadog');
  expect(out).toMatch(/^ {4}shopist: stored by Datadog \(HTTP 200\)/m);
  expect(out).toContain('## Datadog DORA deployment');
  expect(stored(rehearsal)).toMatchObject({
    'The event as Datadog stored it': [
      { data: { attributes: { service: 'shopist', git: { repository_id: 'github.com/acme/shopist' } } } },
    ],
  });
  expect(metrics(rehearsal)).toEqual([['shopist', 'prod', '1', '0 (0 %)', '–']]);
});

describe("a team's own workflow: a tag, two services, a tool and actions that are not here", () => {
  const file = write(
    'team.yml',
    `on:
  push: { tags: ['v*'] }
  workflow_dispatch: { inputs: { env: { default: by-hand } } }
jobs:
  build:
    runs-on: ubuntu-latest
    outputs:
      version: \${{ steps.version.outputs.tag }}
      services: \${{ steps.changes.outputs.services }}
    steps:
      - uses: actions/checkout@v4
        with: { fetch-depth: 0, lfs: true }
      - id: version
        run: echo "tag=$(git describe --tags)" >> "$GITHUB_OUTPUT"
      - id: changes
        uses: acme/changes@v1
  deploy:
    needs: build
    runs-on: ubuntu-latest
    strategy:
      matrix: { service: '\${{ fromJSON(needs.build.outputs.services) }}' }
    steps:
      - uses: acme/datadog-dora-deployment@v1
        with:
          api-key: \${{ secrets.DATADOG_KEY }}
          service: \${{ matrix.service }}
          env: \${{ inputs.env || vars.TARGET }}
          version: \${{ needs.build.outputs.version }}
          team: \${{ secrets.TEAM }}
          deployed: \${{ steps.deploy.outcome }}
      - uses: actions/checkout@v4
        with: { path: app }
      - id: deploy
        run: shipyard deploy \${{ matrix.service }} \${{ github.ref_type }} \${{ github.event.ref }}
`,
  );
  const args = [file, '--ref', 'refs/tags/v3.2.1', '--var', 'TARGET=prod'];
  const services = ['--output', 'changes.services=["web", "api"]'];

  test('an output that is empty here: which, of which action, and how to give it', async () => {
    const { exitCode, out, complaints } = await demo(args);
    expect(exitCode).toBe(1);
    expect(out).toContain('Empty here: secrets.TEAM. Give a value with --secret or --var.');
    expect(out).toContain('Notice: acme/changes@v1 is not run on this machine: the step does nothing.');
    expect(complaints).toContain('(empty: needs.build.outputs.services)');
    expect(complaints).toContain(
      'The output "services" of the step "changes" (acme/changes@v1) is empty here. Give it with --output changes.services=<value>',
    );
  });

  test('an output of a step that is nowhere', async () => {
    const { exitCode, complaints } = await demo([...args, ...services, '--output', 'nowhere.a=b']);
    expect(exitCode).toBe(1);
    expect(complaints).toBe(
      '--output nowhere: no step that ran, and no job, has the ID "nowhere".\nNo event arrived.',
    );
  });

  test('with all that is given', async () => {
    const stubs = join(folder, 'stubs');
    mkdirSync(stubs);
    const stub = write('stubs/shipyard', '#!/bin/sh\necho "shipyard $*"\n');
    chmodSync(stub, 0o755);
    const { PATH: path } = process.env;
    process.env['PATH'] = `${stubs}${delimiter}${path}`;
    try {
      const rehearsal = await demo([...args, ...services, '--secret', 'TEAM=shop']);
      expect(rehearsal).toMatchObject({ exitCode: 0, complaints: '' });
      expect(rehearsal.out).toMatch(/^ {4}shipyard deploy api tag refs\/tags\/v3\.2\.1$/m);
      expect(stored(rehearsal)).toMatchObject({
        'The 2 events as Datadog stored them': ['web', 'api'].map((service) => ({
          data: { attributes: { service, env: 'prod', version: 'v3.2.1', team: 'shop' } },
        })),
      });
      expect(metrics(rehearsal)).toEqual([
        ['web', 'prod', '1', '0 (0 %)', '–'],
        ['api', 'prod', '1', '0 (0 %)', '–'],
      ]);
    } finally {
      process.env['PATH'] = path;
    }
  });
});

test('a checkout has a history: git describe, a commit on top, and what gives reason to doubt', async () => {
  const job = (name: string, inputs: string, script: string) => `
  ${name}:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: { ${inputs} }
      - uses: a/datadog-dora-deployment@v1
        with: { api-key: '\${{ secrets.K }}', service: ${name} }
      - run: ${script}`;
  const jobs = [
    job('whole', 'fetch-depth: 0', 'echo "$(git describe --tags) $(git rev-parse HEAD)"'),
    job('shallow', 'show-progress: false', 'git describe --tags || git log --oneline'),
    job(
      'on-top',
      'token: x',
      "git -c user.name=a -c user.email=b commit -qm 'Version 2' --allow-empty && git log --oneline",
    ),
    job('tag', 'ref: v1.2.3', 'git describe --tags'),
    job('other', 'repository: acme/charts, path: charts', 'git -C charts remote get-url origin'),
  ];
  const { exitCode, out, complaints } = await demo([write('doubts.yml', `on: push\njobs:${jobs.join('')}`)]);
  expect({ exitCode, complaints }).toEqual({ exitCode: 0, complaints: '' });
  const logs = out.split(/^The log of the job /m).slice(1);
  const [whole, shallow, onTop, tag, other] = logs;
  expect(whole).toMatch(/^ {4}v2\.13\.4-1-g0a1b2c3 0a1b2c3d4e5f60718293a4b5c6d7e8f901234567$/m);
  expect(shallow).toMatch(/^ {4}fatal: No names found/m);
  expect(shallow).toMatch(/^ {4}0a1b2c3 Sell more$/m);
  expect(shallow).not.toContain('Open the shop');
  expect(onTop).toMatch(/^ {4}[0-9a-f]{7} Version 2\n {4}0a1b2c3 Sell more$/m);
  expect(tag).toMatch(/^ {4}v1\.2\.3$/m);
  expect(other).toMatch(/^ {4}https:\/\/github\.com\/acme\/charts$/m);
  expect(logs.map((log) => log.match(/Warning: .*/g)?.length ?? 0)).toEqual([0, 0, 0, 1, 0]);
  expect(tag).toMatch(
    /Warning: The deployment event has commit 0a1b2c3.* but the workspace has [0-9a-f]{40} checked out/,
  );
});

test('the log appears as it happens', async () => {
  const signal = join(folder, 'signal');
  const file = write(
    'waits.yml',
    `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n          echo Waiting\n          until [ -e '${signal}' ]; do sleep 0.1; done\n`,
  );
  // The step does not end before its first line is shown.
  const print = (line: string) => (line.includes('Waiting') ? writeFileSync(signal, '') : undefined);
  const { exitCode, out, complaints } = await demo([file], { print });
  expect(out).toContain('ended as: success');
  expect({ exitCode, complaints }).toEqual({ exitCode: 1, complaints: 'No event arrived.' });
});

test.each([
  ['shipyard deploy', 'shipyard is not on this machine. Put a stub on PATH, and run the demo again:'],
  ['./scripts/ship.sh', './scripts/ship.sh is not here, because a checkout brings a small repository'],
  ['exit 60', 'In a rehearsal, HTTPS through HTTPS_PROXY ends at the embedded Datadog'],
])('%s fails: what to do about it', async (script, advice) => {
  const { exitCode, out } = await demo([
    write('fails-here.yml', `on: push\njobs: { a: { runs-on: x, steps: [{ run: ${script} }] } }`),
  ]);
  expect(exitCode).toBe(1);
  expect(out).toContain(`    ${advice}`);
});

test('a job that is skipped: its condition', async () => {
  const job = "{ if: github.ref_type == 'tag', runs-on: x, steps: [{ run: 'true' }] }";
  const { out } = await demo([write('skipped.yml', `on: push\njobs: { a: ${job} }`)]);
  expect(out).toContain("Its condition is false: success() && (github.ref_type == 'tag')");
});

test('a job that fails: ends with 1, and shows why nothing was sent', async () => {
  const file = write(
    'fails.yml',
    `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: a/datadog-dora-deployment@v1\n        with: { api-key: '\${{ secrets.K }}', service: shopist }\n      - run: exit 3\n      - run: echo never\n`,
  );
  const { exitCode, out, complaints } = await demo([file]);
  expect({ exitCode, complaints }).toEqual({ exitCode: 1, complaints: 'No event arrived.' });
  expect(out).toContain('Error: Process completed with exit code 3.');
  expect(out).toMatch(/^– Run echo never$/m);
  expect(out).toMatch(/^ *No deployment event: the status of the job is "failure".*\.outcome \}\}\.$/m);
});

describe('failures and remedies', () => {
  test('a smoke test that fails, in the same run: the mark, and the time to the rollback', async () => {
    const rehearsal = await demo([example('smoke-test-and-rollback.yml')]);
    expect(rehearsal).toMatchObject({ exitCode: 0, complaints: '' });
    expect(rehearsal.out).toContain('The shop is closed.');
    const all = stored(rehearsal);
    const id = expect.any(String);
    expect(all['The mark as Datadog stored it']).toEqual([
      {
        deployment: id,
        change_failure: true,
        remediation: { type: 'rollback', id },
        recovery_time_sec: expect.any(Number),
      },
    ]);
    expect(metrics(rehearsal)).toEqual([
      ['shopist', 'prod', '2', '1 (50 %)', expect.stringMatching(/^\d+\.\d s$/)],
    ]);
  });

  test.each([
    ['alert.yml', [], '2 deployments that Datadog knew', '20 min'],
    ['fix-forward.yml', ['version=v2', 'fixes=v1'], 'deployment that Datadog knew', '30 min'],
    ['rollback.yml', ['version=v1', 'failed-version=v2'], 'deployment that Datadog knew', '30 min'],
  ])('%s: Datadog knows what the workflow marks', async (file, inputs, known, recovery) => {
    const rehearsal = await demo([example(file), ...inputs.flatMap((input) => ['--input', input])]);
    expect(rehearsal).toMatchObject({ exitCode: 0, complaints: '' });
    expect(rehearsal.out).toContain(`The ${known} before\n`);
    expect(metrics(rehearsal)).toEqual([['shopist', 'prod', '2', '1 (50 %)', recovery]]);
  });
});

test.each([
  ['deployment-status.yml', 'sample dev/events/deployment_status.json'],
  ['workflow-run.yml', 'sample dev/events/workflow_run.json'],
  ['composite-action.yml', 'shopist: stored by Datadog'],
  ['reusable-workflow-caller.yml', 'cart: stored by Datadog'],
])('%s: as it is, with what lies beside it', async (file, shown) => {
  const { exitCode, out, complaints } = await demo([example(file)]);
  expect({ exitCode, complaints }).toEqual({ exitCode: 0, complaints: '' });
  expect(out).toContain(shown);
});

test('a workflow of another repository: ./ is that repository', async () => {
  const home = join(folder, 'home');
  mkdirSync(join(home, 'greet'), { recursive: true });
  mkdirSync(join(home, '.github/workflows'), { recursive: true });
  write(
    'home/greet/action.yml',
    'name: a\ndescription: b\nruns:\n  using: composite\n  steps: [{ run: echo hello, shell: bash }]\n',
  );
  const file = write(
    'home/.github/workflows/deploy.yml',
    'on: push\njobs: { a: { runs-on: x, steps: [{ uses: ./greet }] } }',
  );
  expect((await demo([file])).out).toMatch(/^ +hello$/m);
});

test('--live sends to the site that the environment names, and to no intake', async () => {
  const { intake, environment, close } = await startEmbeddedDatadog();
  try {
    const live = (more: Readonly<Record<string, string>>) =>
      demo(['--live'], { environment: { ...environment, ...more } });
    const sent = await live({ DD_SITE: 'datadoghq.eu', DD_API_KEY: API_KEY });
    expect(sent).toMatchObject({ exitCode: 0, complaints: '' });
    expect(sent.out).toContain('with the real Datadog');
    expect(intake.requests.map(({ headers }) => headers.host)).toEqual(['api.datadoghq.eu']);

    const refused = await live({ DD_API_KEY: 'of-another-site' });
    expect(refused.exitCode).toBe(1);
    expect(refused.out).toContain('HTTP 403');

    const failing = write('failing.yml', 'on: push\njobs: { a: { runs-on: x, steps: [{ run: exit 60 }] } }');
    const { out } = await demo([failing, '--live'], { environment: { ...environment, DD_API_KEY: API_KEY } });
    expect(out).toContain('exit code 60');
    expect(out).not.toContain('ends at the embedded Datadog');

    const keyless = await live({});
    expect(keyless.exitCode).toBe(1);
    expect(keyless.complaints).toContain('DD_API_KEY');
    expect(intake.deployments).toHaveLength(1);
  } finally {
    await close();
  }
});
