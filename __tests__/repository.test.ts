/** What different files of the repository say about the same thing. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { parse } from 'yaml';
import { type JobResult, runWorkflow } from '../dev/runner.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8').replaceAll('\r\n', '\n');

interface Action {
  readonly description: string;
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly runs: Readonly<Record<string, string>>;
}
/** Both actions, by the folder they are in. */
const actions: Readonly<Record<string, Action>> = {
  '.': parse(read('action.yml')),
  'change-failure': parse(read('change-failure/action.yml')),
};
const folders = Object.keys(actions);
const actionIn = (place: string): Action => {
  const action = actions[place];
  if (action === undefined) {
    throw new Error(`There is no action in ${place}.`);
  }
  return action;
};
const { version }: { version: string } = JSON.parse(read('package.json'));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'repository-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, maxRetries: 3 });
});

test.each([
  '.nvmrc',
  'CHANGELOG.md',
  'CODE_OF_CONDUCT.md',
  'CONTRIBUTING.md',
  'LICENSE',
  'README.md',
  'SECURITY.md',
  '.github/CODEOWNERS',
  '.github/dependabot.yml',
  ...Object.entries(actions).flatMap(([place, { runs }]) =>
    ['pre', 'main', 'post'].flatMap((stage) => (runs[stage] === undefined ? [] : [join(place, runs[stage])])),
  ),
])('there is %s', (file) => {
  expect(read(file).trim()).not.toBe('');
});

describe.each(folders)('the action in %s', (place) => {
  const action = actionIn(place);

  // Source: GitHub Marketplace refuses a description of 125 characters or more.
  test('has a description that GitHub Marketplace takes', () => {
    expect(action.description.length).toBeLessThan(125);
  });

  test('asks for the Node that the project is built with', () => {
    expect(`node${read('.nvmrc').trim()}`).toBe(action.runs['using']);
  });

  test('describes each input in one to three sentences', () => {
    for (const [name, { description }] of Object.entries(action.inputs)) {
      expect([name, description]).toEqual([name, expect.stringMatching(/^[A-Z{].*\.$/)]);
      expect([name, description.length < 260]).toEqual([name, true]);
    }
  });
});

test('post runs whatever became of the job, but on Gitea', () => {
  expect(actionIn('.').runs['post-if']).toBe(
    "success() || env.GITEA_ACTIONS == '' || env.FORGEJO_ACTIONS != ''",
  );
});

test('inputs that both actions have mean the same', () => {
  const [deployment, changeFailure] = [actionIn('.').inputs, actionIn('change-failure').inputs];
  for (const name of ['site', 'api-url'] as const) {
    expect(changeFailure[name]).toEqual(deployment[name]);
  }
  for (const name of ['dry-run', 'fail-on-error', 'timeout', 'job-summary']) {
    expect([name, changeFailure[name]?.default]).toEqual([name, deployment[name]?.default]);
  }
});

/** The pages that people read. */
const pages = [...globSync('*.md', { cwd: root }), ...globSync('{docs,examples}/*.md', { cwd: root })].map(
  (page) => page.replaceAll('\\', '/'),
);
const linksIn = (page: string) =>
  [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
const slugsIn = (page: string) =>
  [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );

test.each(pages)('%s links to files and headings that are there', (page) => {
  for (const target of linksIn(page).filter((link) => !/^https?:/.test(link))) {
    const [path = '', heading] = target.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    const isThere =
      existsSync(join(root, file)) && (heading === undefined || slugsIn(file).includes(heading));
    expect([target, isThere]).toEqual([target, true]);
  }
});

test('every page can be found from README.md', () => {
  const found = new Set(['README.md']);
  for (const page of found) {
    for (const target of linksIn(page)) {
      const path = join(dirname(page), target.split('#')[0] ?? '').replaceAll('\\', '/');
      if (pages.includes(path)) {
        found.add(path);
      }
    }
  }
  // GitHub itself links to these two.
  const others = ['CHANGELOG.md', 'CODE_OF_CONDUCT.md'];
  expect([...found, ...others].toSorted()).toEqual(pages.toSorted());
});

describe('README.md', () => {
  test('marks as set by a later step what post reads', () => {
    const late = Object.entries(actionIn('.').inputs)
      .filter(([, { description }]) => /an be set by a later step\.$/.test(description))
      .map(([name]) => name);
    expect(late.toSorted()).toEqual(
      [
        'app-key',
        'change-failure',
        'custom-tags',
        'deployed',
        'env',
        'finished-at',
        'git-commit-sha',
        'git-repository-url',
        'remediates-id',
        'remediates-version',
        'remediation',
        'started-at',
        'team',
        'version',
      ].toSorted(),
    );
    const inTable = [...read('README.md').matchAll(/^\| `([\w-]+)` \|[^|]*\| yes \|/gm)].map(
      ([, name]) => name,
    );
    expect(inTable.toSorted()).toEqual(late.toSorted());
  });

  test('has the variables that replace an input in the column of defaults', () => {
    expect(read('README.md')).toContain(
      '| `site` | `DATADOG_SITE`, then `DD_SITE`, then `datadoghq.com` | | Datadog site, e.g. datadoghq.eu. Each',
    );
    expect(read('README.md')).not.toMatch(/Default: [A-Z]/);
  });

  test('examples/README.md lists every recipe, and README.md a dozen of them', () => {
    const recipes = globSync(['*.yml', '*/action.yml'], { cwd: join(root, 'examples') });
    const listed = linksIn('examples/README.md');
    expect(
      recipes.map((file) => file.replaceAll('\\', '/')).filter((file) => !listed.includes(file)),
    ).toEqual([]);
    const shown = new Set(linksIn('README.md').filter((link) => /^examples\/.*\.yml$/.test(link)));
    expect(shown.size).toBeGreaterThanOrEqual(12);
    expect(shown.size).toBeLessThan(20);
  });

  test('is what both action.yml and the quick start say', () => {
    const { status, stderr } = spawnSync(process.execPath, ['dev/docs.ts', '--check'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test.each(['action.yml', 'change-failure/action.yml', 'examples/deploy.yml'])(
    'is out of date where %s changes',
    (file) => {
      for (const each of [
        'README.md',
        'action.yml',
        'change-failure',
        'dev/docs.ts',
        'docs/change-failure.md',
        'examples',
        'package.json',
      ]) {
        cpSync(join(root, each), join(folder, each), { recursive: true });
      }
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
      const path = join(folder, file);
      writeFileSync(path, readFileSync(path, 'utf8').replace(/datadoghq\.eu|ubuntu-latest/, 'changed'));
      const { status } = spawnSync(process.execPath, ['dev/docs.ts', '--check'], { cwd: folder });
      expect(status).toBe(1);
    },
  );
});

describe.each(folders)('action-types.yml in %s', (place) => {
  const action = actionIn(place);

  interface Type {
    readonly type: string;
    readonly 'allowed-values'?: readonly string[];
    readonly 'list-item'?: Type;
    readonly separator?: string;
  }
  const types: { inputs: Record<string, Type>; outputs?: Record<string, Type> } = parse(
    read(join(place, 'action-types.yml')),
  );

  test('types every input and output, and no other', () => {
    expect(Object.keys(types.inputs)).toEqual(Object.keys(action.inputs));
    expect(Object.keys(types.outputs ?? {})).toEqual(Object.keys(action.outputs ?? {}));
  });

  // Source: typesafegithub/github-actions-typing, README.
  test('knows only the types of its format, with what each needs', () => {
    for (const type of [...Object.values(types.inputs), ...Object.values(types.outputs ?? {})]) {
      expect(['string', 'boolean', 'integer', 'float', 'list', 'enum']).toContain(type.type);
      expect(type['allowed-values'] !== undefined).toBe(type.type === 'enum');
      expect(type.separator !== undefined && type['list-item'] !== undefined).toBe(type.type === 'list');
    }
  });

  test('defaults are of their types', () => {
    for (const [name, { default: literal = '' }] of Object.entries(action.inputs)) {
      const type = types.inputs[name]?.type;
      if (type === 'boolean' && literal !== '') {
        expect([name, literal]).toEqual([name, expect.stringMatching(/^(?:true|false)$/)]);
      }
      const looksInteger = /^\d+$/.test(literal);
      expect([name, looksInteger]).toEqual([name, type === 'integer' && !literal.includes('${{')]);
    }
  });

  // Both take words too, such as the outcome of a step.
  test('what takes the outcome of a step is a string', () => {
    const takesOutcome = place === '.' ? ['deployed', 'change-failure'] : [];
    for (const name of takesOutcome) {
      expect([name, types.inputs[name]?.type]).toEqual([name, 'string']);
    }
  });
});

/** In pieces, so that replacing it throughout the repository leaves this alone. */
const PLACEHOLDER = ['OWN', 'ER'].join('');

describe('a release', () => {
  function prepare(changes: Readonly<Record<string, (text: string) => string>>): void {
    const replacePlaceholder = (text: string) => text.replaceAll(PLACEHOLDER, 'acme');
    for (const file of ['package.json', 'CHANGELOG.md', 'README.md']) {
      writeFileSync(join(folder, file), (changes[file] ?? replacePlaceholder)(read(file)));
    }
    cpSync(join(root, 'src'), join(folder, 'src'), { recursive: true });
    mkdirSync(join(folder, 'dev'));
    cpSync(join(root, 'dev/release.ts'), join(folder, 'dev/release.ts'));
    const client = join(folder, 'src/datadog/client.ts');
    writeFileSync(client, (changes['client.ts'] ?? String)(readFileSync(client, 'utf8')));
    // The kind of link that needs no rights on Windows.
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  }
  const release = (tag: string) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['dev/release.ts', tag], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };

  test('of the version as it is here has notes', () => {
    prepare({});
    const { status, stdout, stderr } = release(`v${version}`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.trim()).not.toBe('');
    expect(stdout).not.toMatch(/^## /m);
    expect(read('CHANGELOG.md')).toContain(stdout.trim());
  });

  test('needs an owner in place of the placeholder', () => {
    prepare({ 'README.md': String });
    expect(read('README.md')).toContain(PLACEHOLDER);
    expect(release(`v${version}`)).toEqual({
      status: 1,
      stdout: '',
      stderr: "Replace the placeholder for the repository's owner in: README.md.\n",
    });
  });

  test('says everything that does not agree', () => {
    prepare({
      'package.json': (text) => text.replace(`"version": "${version}"`, '"version": "7.8.9"'),
    });
    expect(release('v7.8.8')).toEqual({
      status: 1,
      stdout: '',
      stderr: [
        'The tag is "v7.8.8", package.json says 7.8.9.',
        `src/datadog/client.ts says ${version}, package.json 7.8.9.`,
        'CHANGELOG.md has no section on 7.8.9.\n',
      ].join('\n'),
    });
  });

  test('has the notes of its own version only', () => {
    prepare({
      'package.json': (text) => text.replace(`"version": "${version}"`, '"version": "7.8.9"'),
      'client.ts': (text) => text.replace(`VERSION = '${version}'`, "VERSION = '7.8.9'"),
      'CHANGELOG.md': (text) =>
        text.replace(
          '\n## ',
          '\n## 7.8.10 - soon\n\nLater.\n\n## 7.8.9 - today\n\n- This.\n\n### More\n\n- That.\n\n## ',
        ),
    });
    expect(release('v7.8.9')).toEqual({ status: 0, stderr: '', stdout: '- This.\n\n### More\n\n- That.\n' });
  });
});

describe('.ci/run', () => {
  test("runs the README's own commands", () => {
    const blocks = [...read('README.md').matchAll(/^```(?:sh|bash|shell|console)\n(.*?)^```/gms)];
    const commands = blocks.flatMap(([, block = '']) =>
      block.split(/\n|&&/).map((line) => line.replace(/^\$ |#.*$/g, '').trim()),
    );
    for (const command of ['npm test', 'npm run demo']) {
      expect(commands).toContain(command);
      expect(read('.ci/run')).toContain(`\nstep ${command}\n`);
    }
  });
});

// Each runs whole workflows, on machines of any speed.
jest.setTimeout(60_000);

describe('the project used on itself', () => {
  const others = { 'actions/checkout': join(root, 'dev/stand-ins/actions/checkout') };
  const postsOf = (job: JobResult | undefined) =>
    job?.stages.filter(({ stage }) => stage === 'post').map(({ step, outcome }) => `${step}: ${outcome}`);

  test('as uses: ./, on every machine', async () => {
    const { jobs, result } = await runWorkflow(join(root, '.github/workflows/self.yml'), {
      actions: others,
      jobs: ['local'],
    });
    expect(result).toBe('success');
    expect(jobs).toHaveLength(3);
    for (const job of jobs) {
      expect(postsOf(job)).toEqual(['Post Run ./: success', 'Post Run ./dev/actions/intake: success']);
    }
  });

  test('by its SHA, as it is downloaded', async () => {
    // The job changes a file of what it has checked out.
    for (const path of ['package.json', 'dev/intake.ts', 'dev/intake', 'dev/listen.ts', 'dev/actions']) {
      cpSync(join(root, path), join(folder, path), { recursive: true });
    }
    const { jobs, result } = await runWorkflow(join(root, '.github/workflows/self.yml'), {
      actions: others,
      jobs: ['by-sha'],
      root: folder,
      workspace: folder,
      github: { repository: 'acme/datadog-dora-deployment' },
    });
    expect(result).toBe('success');
    expect(postsOf(jobs[0])?.at(-1)).toBe('Post Run ./dev/actions/intake: success');
    expect(jobs[0]?.log).toContain('self-web: stored by Datadog (HTTP 200)');
  });

  test.each([
    ['another environment', '"env": "ci"', '"env": "prod"'],
    ['another service', '"service": "self-local"', '"service": "self"'],
    ['an event too many', 'service: self-local', 'service: self-local, self-more'],
    ['none at all', 'fail-on-error: true', 'dry-run: true'],
  ])('%s fails the job', async (_name, from, to) => {
    const file = join(folder, 'self.yml');
    const text = read('.github/workflows/self.yml').replace(/os: \[.*\]/, 'os: [ubuntu-latest]');
    expect(text).toContain(from);
    writeFileSync(file, text.replace(from, to));
    const { jobs, result } = await runWorkflow(file, { actions: others, jobs: ['local'] });
    expect(result).toBe('failure');
    expect(postsOf(jobs[0])).toEqual(['Post Run ./: success', 'Post Run ./dev/actions/intake: failure']);
  });
});

test('a rebuilt dist follows its build, and starts CI', () => {
  const names = new Map<string, string>(
    readdirSync(join(root, '.github/workflows')).map((file) => [
      parse(read(`.github/workflows/${file}`)).name,
      file,
    ]),
  );
  const text = read('.github/workflows/dist-commit.yml');
  const pattern = /-regex '(.+)' -size/.exec(text)?.[1] ?? '';
  const allowed = new RegExp(`^${pattern}$`);
  const built = readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true });
  for (const { name, parentPath } of built.filter((entry) => entry.isFile())) {
    expect(`./${relative(join(root, 'dist'), join(parentPath, name)).replaceAll('\\', '/')}`).toMatch(
      allowed,
    );
  }
  const followed: string[] = parse(text).on.workflow_run.workflows;
  expect(followed.map((name) => names.get(name))).toEqual(['dist-build.yml']);
  const started = /gh workflow run (\S+)/.exec(text)?.[1];
  expect([...names.values()]).toContain(started);
  expect(Object.keys(parse(read(`.github/workflows/${started}`)).on)).toContain('workflow_dispatch');
});
