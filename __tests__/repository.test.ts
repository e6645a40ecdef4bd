/** What different files of the repository say about the same thing. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
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
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { runWorkflow } from '../dev/runner.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8').replaceAll('\r\n', '\n');
const filesOf = (...patterns: readonly string[]) =>
  globSync(patterns, { cwd: root }).map((file) => file.replaceAll('\\', '/'));

interface Action {
  readonly description: string;
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly runs: Readonly<Record<string, string>>;
}
const deployment: Action = parse(read('action.yml'));
const changeFailure: Action = parse(read('change-failure/action.yml'));
const actions: readonly (readonly [folder: string, action: Action])[] = [
  ['.', deployment],
  ['change-failure', changeFailure],
];
const { version }: { version: string } = JSON.parse(read('package.json'));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'repository-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, maxRetries: 3 });
});

/** Copies files and folders of the repository, each changed if it is a file that a function is given for. */
function copy(paths: readonly string[], changes: Readonly<Record<string, (text: string) => string>> = {}): void {
  for (const path of paths) cpSync(join(root, path), join(folder, path), { recursive: true });
  for (const [file, change] of Object.entries(changes)) writeFileSync(join(folder, file), change(read(file)));
  // The kind of link that needs no rights on Windows.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
}

function node(cwd: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('what people and GitHub look for is there', () => {
  const pages = ['CHANGELOG', 'CODE_OF_CONDUCT', 'CONTRIBUTING', 'README', 'SECURITY'].map((name) => `${name}.md`);
  const stages = actions.flatMap(([place, { runs }]) =>
    ['pre', 'main', 'post'].flatMap((stage) => (runs[stage] === undefined ? [] : [join(place, runs[stage])])),
  );
  const others = ['.nvmrc', 'LICENSE', '.github/CODEOWNERS', '.github/dependabot.yml'];
  const files = [...pages, ...others, ...stages];
  expect(files.filter((file) => !existsSync(join(root, file)) || read(file).trim() === '')).toEqual([]);
});

test.each(actions)('the action in %s describes itself', (_folder, { description, inputs, runs }) => {
  // Source: GitHub Marketplace refuses a description of 125 characters or more.
  expect(description.length).toBeLessThan(125);
  expect(`node${read('.nvmrc').trim()}`).toBe(runs['using']);
  for (const [name, { description: ofInput }] of Object.entries(inputs)) {
    expect([name, ofInput]).toEqual([name, expect.stringMatching(/^[A-Z{].{1,258}\.$/)]);
  }
});

test('post runs whatever became of the job, but on Gitea', () => {
  expect(deployment.runs['post-if']).toBe("success() || env.GITEA_ACTIONS == '' || env.FORGEJO_ACTIONS != ''");
});

test('inputs that both actions have mean the same', () => {
  for (const name of ['site', 'api-url']) {
    expect([name, changeFailure.inputs[name]]).toEqual([name, deployment.inputs[name]]);
  }
  for (const name of ['dry-run', 'fail-on-error', 'timeout', 'job-summary']) {
    expect([name, changeFailure.inputs[name]?.default]).toEqual([name, deployment.inputs[name]?.default]);
  }
});

describe('the pages that people read', () => {
  const pages = filesOf('*.md', '{docs,examples}/*.md');
  const linksIn = (page: string) => [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  const slugsIn = (page: string) =>
    [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
  const targetOf = (page: string, path: string) =>
    path === '' ? page : join(dirname(page), path).replaceAll('\\', '/');

  test('link to files and headings that are there', () => {
    const broken = pages.flatMap((page) =>
      linksIn(page)
        .filter((link) => !/^https?:/.test(link))
        .filter((link) => {
          const [path = '', heading] = link.split('#');
          const file = targetOf(page, path);
          return !existsSync(join(root, file)) || (heading !== undefined && !slugsIn(file).includes(heading));
        })
        .map((link) => `${page}: ${link}`),
    );
    expect(broken).toEqual([]);
  });

  test('can all be found from README.md', () => {
    const found = new Set(['README.md']);
    for (const page of found) {
      for (const link of linksIn(page)) {
        const file = targetOf(page, link.split('#')[0] ?? '');
        if (pages.includes(file)) found.add(file);
      }
    }
    // GitHub itself links to these two.
    const others = ['CHANGELOG.md', 'CODE_OF_CONDUCT.md'];
    expect([...found, ...others].toSorted()).toEqual(pages.toSorted());
  });

  test('list every recipe in examples/README.md, and ten at most in README.md', () => {
    const listed = linksIn('examples/README.md').map((link) => `examples/${link}`);
    expect(filesOf('examples/*.yml', 'examples/*/action.yml').filter((file) => !listed.includes(file))).toEqual([]);
    const shown = new Set(linksIn('README.md').filter((link) => /^examples\/.*\.yml$/.test(link)));
    expect(shown.size).toBeGreaterThanOrEqual(8);
    expect(shown.size).toBeLessThanOrEqual(10);
  });

  test('have tables with a column for what is read at job end, and one for the variables that replace an input', () => {
    const late = Object.entries(deployment.inputs).filter(([, { description }]) =>
      /an be set by a later step\.$/.test(description),
    );
    const inTable = [...read('README.md').matchAll(/^\| `([\w-]+)` \|[^|]*\| ✓ \|/gm)];
    expect(inTable.map(([, name]) => name)).toEqual(late.map(([name]) => name));
    expect(read('README.md')).toContain(
      '| `site` | `DATADOG_SITE`, then `DD_SITE`, then `datadoghq.com` | | Datadog site, e.g. datadoghq.eu. Each',
    );
    expect(read('README.md')).not.toMatch(/Default: [A-Z]/);
  });

  test('say what action.yml and the quick start say; if those change, they are out of date', () => {
    const { status: ownStatus, stdout: own, stderr: ownErrors } = node(root, 'dev/docs.ts', '--check');
    expect([ownStatus, ownErrors]).toEqual([0, '']);
    expect(own).toMatch(/^(?:.+: up to date\n)+$/);
    const change = (text: string) => text.replace(/datadoghq\.\w+/, 'changed');
    copy(['README.md', 'action.yml', 'change-failure', 'dev/docs.ts', 'docs', 'examples', 'package.json', 'src'], {
      'change-failure/action.yml': change,
      'examples/deploy.yml': change,
    });
    const { status, stderr } = node(folder, 'dev/docs.ts', '--check');
    expect([status, stderr.match(/\S+\.md/g)]).toEqual([1, ['README.md', 'docs/change-failure.md']]);
  });

  test('have commands that .ci/run runs as they are', () => {
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

// Source: typesafegithub/github-actions-typing, README.
test.each(actions)('action-types.yml in %s has the type of every input and output', (place, action) => {
  interface Type {
    readonly type: string;
    readonly 'allowed-values'?: readonly string[];
    readonly 'list-item'?: Type;
    readonly separator?: string;
  }
  const types: { inputs: Record<string, Type>; outputs?: Record<string, Type> } = parse(
    read(join(place, 'action-types.yml')),
  );
  expect(Object.keys(types.inputs)).toEqual(Object.keys(action.inputs));
  expect(Object.keys(types.outputs ?? {})).toEqual(Object.keys(action.outputs ?? {}));
  for (const type of [...Object.values(types.inputs), ...Object.values(types.outputs ?? {})]) {
    expect(['string', 'boolean', 'integer', 'float', 'list', 'enum']).toContain(type.type);
    expect(type['allowed-values'] !== undefined).toBe(type.type === 'enum');
    expect(type.separator !== undefined && type['list-item'] !== undefined).toBe(type.type === 'list');
  }
  for (const [name, { default: literal = '' }] of Object.entries(action.inputs)) {
    const type = types.inputs[name]?.type;
    if (type === 'boolean' && literal !== '') {
      expect([name, literal]).toEqual([name, expect.stringMatching(/^(?:true|false)$/)]);
    }
    expect([name, /^\d+$/.test(literal)]).toEqual([name, type === 'integer' && !literal.includes('${{')]);
    // They take words too, such as the outcome of a step.
    if (place === '.' && ['deployed', 'change-failure'].includes(name)) expect([name, type]).toEqual([name, 'string']);
  }
});

describe('a release', () => {
  /** In pieces, so that replacing it throughout the repository leaves this alone. */
  const placeholder = ['OWN', 'ER'].join('');
  const paths = ['package.json', 'CHANGELOG.md', 'README.md', 'src', 'dev/release.ts'];

  test('of the version as it is here has its own notes', () => {
    copy(paths, {
      'README.md': (text) => text.replaceAll(placeholder, 'acme'),
      'CHANGELOG.md': (text) =>
        `${text.replace('\n## ', `\n## ${version}0 - soon\n\nLater.\n\n## `)}\n## 0.0.1\n\nEarlier.\n`,
    });
    const { status, stdout, stderr } = node(folder, 'dev/release.ts', `v${version}`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.trim()).not.toBe('');
    expect(stdout).not.toMatch(/^## |Later\.|Earlier\./m);
    expect(read('CHANGELOG.md')).toContain(stdout.trim());
  });

  test('needs a tag, versions and notes that agree, and an owner in place of the placeholder', () => {
    copy(paths, { 'package.json': (text) => text.replace(`"version": "${version}"`, '"version": "7.8.9"') });
    expect(read('README.md')).toContain(placeholder);
    expect(node(folder, 'dev/release.ts', 'v7.8.8')).toEqual({
      status: 1,
      stdout: '',
      stderr: [
        'The tag is "v7.8.8", package.json says 7.8.9.',
        `src/datadog/client.ts says ${version}, package.json 7.8.9.`,
        'CHANGELOG.md has no section on 7.8.9.',
        "Replace the placeholder for the repository's owner in: README.md.\n",
      ].join('\n'),
    });
  });
});

// It runs a whole workflow, on machines of any speed.

test('the project used on itself: as uses: ./ and by its SHA, and what arrives is checked', async () => {
  // A job changes a file of what it has checked out.
  copy(['action.yml', 'dist', 'package.json', 'dev/intake.ts', 'dev/intake', 'dev/listen.ts', 'dev/actions']);
  const workflow = parse(read('.github/workflows/self.yml'));
  const { local } = workflow.jobs;
  local.strategy.matrix.os = ['ubuntu-latest'];
  const variant = (from: string, to: string) => {
    const text = stringify(local);
    expect(text).toContain(from);
    return parse(text.replace(from, to));
  };
  workflow.jobs['another-env'] = variant('"env": "ci"', '"env": "prod"');
  workflow.jobs['too-many'] = variant('service: self-local', 'service: self-local, self-more');
  const file = join(folder, 'self.yml');
  writeFileSync(file, stringify(workflow));
  const { jobs } = await runWorkflow(file, {
    actions: {
      'actions/checkout': join(root, 'dev/stand-ins/actions/checkout'),
      'acme/datadog-dora-deployment': root,
    },
    root: folder,
    workspace: folder,
    github: { repository: 'acme/datadog-dora-deployment' },
  });
  const posts = jobs.map(({ id, result, stages }) => [
    ...[id, result],
    ...stages.filter(({ stage }) => stage === 'post').map(({ step, outcome }) => `${step}: ${outcome}`),
  ]);
  const [post, check] = ['Post Run ./: success', 'Post Run ./dev/actions/intake'];
  expect(posts).toEqual([
    ['local', 'success', post, `${check}: success`],
    ['by-sha', 'success', expect.any(String), expect.any(String), `${check}: success`],
    ['another-env', 'failure', post, `${check}: failure`],
    ['too-many', 'failure', post, `${check}: failure`],
  ]);
  expect(jobs[1]?.log).toMatch(/^self-web: stored by Datadog\. Deployment ID /m);
});

describe('the workflows', () => {
  const workflows = filesOf('.github/workflows/*.yml');

  test('pin every action of others to a commit, with its version beside it', () => {
    const used = workflows.flatMap((file) => [...read(file).matchAll(/^\s*(?:- )?uses: *(.*)$/gm)]);
    const others = used.map(([, action = '']) => action).filter((action) => !action.startsWith('./'));
    expect(others.filter((action) => !/^[\w./-]+@[0-9a-f]{40} # v[\d.]+$/.test(action))).toEqual([]);
    expect(others).not.toEqual([]);
  });

  test('commit a rebuilt dist after its build, and start CI', () => {
    const names = new Map<string, string>(workflows.map((file) => [parse(read(file)).name, file]));
    const text = read('.github/workflows/dist-commit.yml');
    const allowed = new RegExp(`^${/-regex '(.+)' -size/.exec(text)?.[1] ?? ''}$`);
    const built = readdirSync(join(root, 'dist'), { recursive: true, withFileTypes: true });
    for (const { name, parentPath } of built.filter((entry) => entry.isFile())) {
      const path = relative(join(root, 'dist'), join(parentPath, name)).replaceAll('\\', '/');
      expect(`./${path}`).toMatch(allowed);
    }
    const followed: string[] = parse(text).on.workflow_run.workflows;
    expect(followed.map((name) => names.get(name))).toEqual(['.github/workflows/dist-build.yml']);
    const started = `.github/workflows/${/gh workflow run (\S+)/.exec(text)?.[1]}`;
    expect(workflows).toContain(started);
    expect(Object.keys(parse(read(started)).on)).toContain('workflow_dispatch');
  });
});
