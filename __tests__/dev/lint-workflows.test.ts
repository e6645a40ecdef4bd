import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Lints a project of our action.yml and the given files. */
function lint(files: Readonly<Record<string, string>>): { status: number | null; lines: string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'lint-'));
  try {
    copyFileSync(join(root, 'action.yml'), join(folder, 'action.yml'));
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    return lintFolder(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function lintFolder(folder: string): { status: number | null; lines: string[] } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'dev/lint-workflows.ts'), folder],
    {
      encoding: 'utf8',
    },
  );
  expect(stderr).toBe('');
  return { status, lines: stdout.trimEnd().split('\n') };
}

const workflow = (steps: string, head = 'on: push\npermissions: {}\n') =>
  `${head}jobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`;

test('the project itself is clean', () => {
  const { status, lines } = lintFolder(root);
  expect(lines).toEqual([expect.stringMatching(/^\d+ files, 0 findings$/)]);
  expect(status).toBe(0);
});

test('every finding has its place, and any fails', () => {
  const { status, lines } = lint({
    'examples/deploy.yml': workflow('      - run: ./deploy.sh\n        shel: bash\n'),
  });
  expect(lines).toEqual(["examples/deploy.yml:8:9 Unexpected value 'shel'", '2 files, 1 finding']);
  expect(status).toBe(1);
});

test('with: is checked against our action.yml and the local actions', () => {
  const use = (uses: string) =>
    workflow(
      `      - uses: ${uses}\n        with:\n          service: shopist\n          servcie: shopist\n`,
    );
  const { lines } = lint({
    'examples/tag.yml': use('OWNER/datadog-dora-deployment@v1'),
    'examples/sha.yml': use('acme/datadog-dora-deployment@0a1b2c3d4e5f60718293a4b5c6d7e8f901234567'),
    'examples/other.yml': use('acme/another-action@v1'),
    '__tests__/workflows/deep/a.yml': use('./'),
    '.github/workflows/root.yml': use('./'),
    '.github/workflows/local.yml': use('./dev/actions/intake'),
    '.github/workflows/missing.yml': use('./dev/actions/none'),
    'dev/actions/intake/action.yml':
      'name: a\ndescription: b\ninputs:\n  service:\n    description: c\nruns:\n  using: node24\n  main: main.ts\n',
  });
  expect(lines.slice(0, -1).sort()).toEqual([
    ".github/workflows/local.yml:10:11 Invalid action input 'servcie'",
    '.github/workflows/missing.yml:7:15 Unable to resolve action `./dev/actions/none`, repository or version not found',
    ".github/workflows/root.yml:10:11 Invalid action input 'servcie'",
    "__tests__/workflows/deep/a.yml:10:11 Invalid action input 'servcie'",
    "examples/sha.yml:10:11 Invalid action input 'servcie'",
    "examples/tag.yml:10:11 Invalid action input 'servcie'",
  ]);
});

test('a later step and a variable that a step writes are known, a misspelt step is not', () => {
  const expression = (text: string) => `\${{ ${text} }}`;
  const steps = [
    '      - uses: OWNER/datadog-dora-deployment@v1',
    '        with:',
    `          version: ${expression('steps.build.outputs.version')}`,
    `          finished-at: ${expression('env.DEPLOYED_AT')}`,
    `          team: ${expression('steps.biuld.outputs.team')}`,
    '      - id: build',
    '        run: ./build.sh\n',
  ].join('\n');
  expect(lint({ 'examples/a.yml': workflow(steps) }).lines).toEqual([
    'examples/a.yml:11:17 Context access might be invalid: biuld',
    '2 files, 1 finding',
  ]);
});

test('in the workflows of the project an action is pinned by its commit, with the version', () => {
  const sha = '3d3c42e5aac5ba805825da76410c181273ba90b1';
  const use = (uses: string) => workflow(`      - uses: ${uses}\n`);
  const { lines } = lint({
    '.github/workflows/1.yml': use('actions/checkout@v7'),
    '.github/workflows/2.yml': use(`actions/checkout@${sha}`),
    '.github/workflows/3.yml': use(`actions/checkout@${sha} # main`),
    '.github/workflows/4.yml': use(`actions/checkout@${sha} # v7.0.1`),
    '.github/workflows/5.yml': use('./'),
    'examples/a.yml': use('actions/checkout@v7'),
  });
  const advice = 'by a full commit SHA with its version: # vX.Y.Z';
  expect(lines.slice(0, -1)).toEqual([
    `.github/workflows/1.yml:7:15 pin actions/checkout@v7 ${advice}`,
    `.github/workflows/2.yml:7:15 pin actions/checkout@${sha} ${advice}`,
    `.github/workflows/3.yml:7:15 pin actions/checkout@${sha} ${advice}`,
  ]);
});

test('no whole workflow of the project may write', () => {
  const allow = (permissions: string) => workflow('      - run: ls\n', `on: push\n${permissions}`);
  const { lines } = lint({
    '.github/workflows/1.yml': allow(''),
    '.github/workflows/2.yml': allow('permissions: write-all\n'),
    '.github/workflows/3.yml': allow('permissions:\n  contents: write\n'),
    '.github/workflows/4.yml': allow('permissions:\n  contents: read\n'),
    '.github/workflows/5.yml': allow('permissions: {}\n'),
    'examples/a.yml': allow(''),
  });
  expect(lines.slice(0, -1)).toEqual([
    '.github/workflows/1.yml:1:1 permissions are missing: give none, or read only, to the whole workflow',
    '.github/workflows/2.yml:2:14 a permission to write belongs to the job that needs it',
    '.github/workflows/3.yml:3:3 a permission to write belongs to the job that needs it',
  ]);
});

test('what others can choose is not part of a script', () => {
  const print = (expression: string) =>
    workflow(`      - run: |\n          ls\n          echo "\${{ ${expression} }}"\n`);
  const { lines } = lint({
    '.github/workflows/1.yml': print('github.event.pull_request.title'),
    '.github/workflows/2.yml': print('github.head_ref'),
    '.github/workflows/3.yml': print('github.ref_name'),
    '.github/workflows/4.yml': print("github['event'].issue.title"),
    '.github/workflows/5.yml': print("format('{0}', inputs.name)"),
    '.github/workflows/6.yml': print('github.event_name'),
    '.github/workflows/7.yml': print('github.sha'),
    'examples/a.yml': print('github.head_ref'),
    '__tests__/workflows/a.yml': print('github.head_ref'),
  });
  const found = lines.filter((line) =>
    line.endsWith('in a script: pass it through env and quote the variable'),
  );
  expect(found.map((line) => line.split(' ')[0])).toEqual([
    '.github/workflows/1.yml:9:17',
    '.github/workflows/2.yml:9:17',
    '.github/workflows/3.yml:9:17',
    '.github/workflows/4.yml:9:17',
    '.github/workflows/5.yml:9:17',
    'examples/a.yml:9:17',
  ]);
});

test('a Dependabot file that is not YAML', () => {
  const { lines } = lint({ '.github/dependabot.yml': 'version: 2\nupdates: [\n' });
  expect(lines[0]).toMatch(/^\.github\/dependabot\.yml:\d+:\d+ /);
});
