import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Lints a project of our two actions and the given files. */
function lint(files: Readonly<Record<string, string>>): { status: number | null; lines: string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'lint-'));
  try {
    for (const action of ['action.yml', 'change-failure/action.yml']) {
      mkdirSync(dirname(join(folder, action)), { recursive: true });
      copyFileSync(join(root, action), join(folder, action));
    }
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
  expect(lines).toEqual(["examples/deploy.yml:8:9 Unexpected value 'shel'", '3 files, 1 finding']);
  expect(status).toBe(1);
});

test('with: is checked against our two actions and the local ones', () => {
  const use = (uses: string) =>
    workflow(
      `      - uses: ${uses}\n        with:\n          service: shopist\n          servcie: shopist\n`,
    );
  const { lines } = lint({
    'examples/tag.yml': use('OWNER/datadog-dora-deployment@v1'),
    'examples/sha.yml': use('acme/datadog-dora-deployment@0a1b2c3d4e5f60718293a4b5c6d7e8f901234567'),
    'examples/other.yml': use('acme/another-action@v1'),
    'examples/marks.yml': use('OWNER/datadog-dora-deployment/change-failure@v1'),
    '.github/workflows/marks.yml': use('./change-failure'),
    '__tests__/workflows/deep/a.yml': use('./'),
    '.github/workflows/root.yml': use('./'),
    '.github/workflows/local.yml': use('./dev/actions/intake'),
    '.github/workflows/missing.yml': use('./dev/actions/none'),
    'dev/actions/intake/action.yml':
      'name: a\ndescription: b\ninputs:\n  service:\n    description: c\nruns:\n  using: node24\n  main: main.ts\n',
  });
  expect(lines.slice(0, -1).sort()).toEqual([
    ".github/workflows/local.yml:10:11 Invalid action input 'servcie'",
    ".github/workflows/marks.yml:10:11 Invalid action input 'servcie'",
    '.github/workflows/missing.yml:7:15 Unable to resolve action `./dev/actions/none`, repository or version not found',
    ".github/workflows/root.yml:10:11 Invalid action input 'servcie'",
    "__tests__/workflows/deep/a.yml:10:11 Invalid action input 'servcie'",
    "examples/marks.yml:10:11 Invalid action input 'servcie'",
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
    '3 files, 1 finding',
  ]);
});

test('a Dependabot file that is not YAML', () => {
  const { lines } = lint({ '.github/dependabot.yml': 'version: 2\nupdates: [\n' });
  expect(lines[0]).toMatch(/^\.github\/dependabot\.yml:\d+:\d+ /);
});
