/**
 * Measures what the action costs a job, beside an empty Node and what people use today, in one run: `npm run bench`.
 * Times drift with the machine, so the ratios count. `--write` puts the table into docs/performance.md and the plot of
 * the same run into docs/bench.svg. Installs `@datadog/datadog-ci` into a temporary folder; all other traffic stays on
 * loopback.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { archive, downloadSize } from '../archive.ts';
import { BUNDLES } from '../build.ts';
import { startEmbeddedDatadog } from '../embedded.ts';
import { startIntake } from '../intake.ts';
import { parseFileCommand } from '../runner/commands.ts';
import { API_KEY } from '../stand-ins/api-key.ts';
import { median, peakMemory, run, runInTurn, type Subject } from './measure.ts';
import { plotSvg, plotText } from './plot.ts';

const ROUNDS = 25;
const SERVICES_WITH_VERSIONS = 200;
const DATADOG_CI = '@datadog/datadog-ci@5.25.0';
const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const base = { PATH: process.env['PATH'] ?? '', SYSTEMROOT: process.env['SYSTEMROOT'] ?? '' };
const started = '1790000000000000000';
const finished = '1790000009000000000';
const APP_KEY = 'fedcba9876543210fedcba9876543210fedcba98';

function node(name: string, script: string, environment: Readonly<Record<string, string>> = {}): Subject {
  return { name, command: process.execPath, args: [script], environment: { ...base, ...environment } };
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

type Variables = Readonly<Record<string, string>>;

/** The variables that the runner sets for every stage. */
const surroundings: Variables = {
  GITHUB_STATE: file('state', ''),
  GITHUB_OUTPUT: file('output', ''),
  GITHUB_STEP_SUMMARY: file('summary', ''),
  GITHUB_EVENT_PATH: file('event.json', '{}'),
  GITHUB_REPOSITORY: 'acme/shopist',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_SHA: '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567',
  GITHUB_WORKSPACE: checkout(),
};

/** A workspace as actions/checkout leaves it, as far as the action looks at it. */
function checkout(): string {
  const workspace = join(folder, 'workspace');
  mkdirSync(join(workspace, '.git'), { recursive: true });
  writeFileSync(join(workspace, '.git', 'HEAD'), '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567\n');
  writeFileSync(
    join(workspace, '.git', 'config'),
    '[remote "origin"]\n\turl = https://github.com/acme/shopist\n',
  );
  return workspace;
}

/** The inputs of a step as the runner passes them, with the defaults of action.yml that matter. */
function inputs(given: Variables): Variables {
  const defaults = {
    deployed: 'job',
    'job-summary': 'true',
    'git-commit-sha': 'GITHUB_SHA',
    'job-status': 'success',
  };
  return Object.fromEntries(
    Object.entries({ 'api-key': API_KEY, ...defaults, ...given }).map(([name, value]) => [
      `INPUT_${name.toUpperCase()}`,
      value,
    ]),
  );
}

/** A stage as the runner starts it. @param variables are added to those of every stage */
function stage(name: string, bundle: string, variables: Variables): Subject {
  return node(name, join(root, 'dist', bundle, 'index.js'), { ...surroundings, ...variables });
}

/** The post stage of a step, with the state that its real pre and main save. */
async function postStage(name: string, services: readonly string[], variables: Variables): Promise<Subject> {
  const given = { ...inputs({ service: services.join(','), env: 'prod' }), ...variables };
  const state: Record<string, string> = {};
  for (const bundle of ['pre', 'main']) {
    const path = file('state-handed-over', '');
    await run(stage(bundle, bundle, { ...given, ...state, GITHUB_STATE: path }));
    for (const [key, value] of parseFileCommand(readFileSync(path, 'utf8')).pairs) {
      state[`STATE_${key}`] = value;
    }
  }
  return stage(name, 'post', { ...given, ...state });
}

function serviceNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `service-${index}`);
}

const sizeOf = (path: string): number =>
  statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
    : statSync(path).size;

/** @returns undefined if the registry cannot be reached */
function installDatadogCi():
  | { readonly script: string; readonly seconds: number; readonly bytes: number }
  | undefined {
  const place = join(folder, 'datadog-ci');
  mkdirSync(place);
  const begin = performance.now();
  const args = ['install', '--no-audit', '--no-fund', '--cache', join(folder, 'npm-cache'), DATADOG_CI];
  // On Windows npm is a script for the shell.
  const { status } = spawnSync('npm', args, { cwd: place, stdio: 'ignore', shell: platform() === 'win32' });
  const seconds = (performance.now() - begin) / 1000;
  const script = join(place, 'node_modules', '@datadog', 'datadog-ci', 'dist', 'bundle.js');
  return status === 0 ? { script, seconds, bytes: sizeOf(join(place, 'node_modules')) } : undefined;
}

const milliseconds = (value: number) => `${value.toFixed(0)} ms`;
const gzipped = (bytes: Uint8Array) => gzipSync(bytes, { level: 9 }).length;
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;

async function measure(): Promise<{ readonly table: string; readonly plot: string; readonly svg: string }> {
  const intake = await startIntake();
  const { environment: behindProxy, close } = await startEmbeddedDatadog();
  try {
    const url = `${intake.url}/api/v2/dora/deployment`;
    const attributes = `{"service":"shopist","env":"prod","started_at":${started},"finished_at":${finished}}`;
    const body = `{"data":{"attributes":${attributes}}}`;
    const fetchScript = file(
      'fetch.mjs',
      `const headers = { 'DD-API-KEY': '${API_KEY}', 'Content-Type': 'application/json' };
const response = await fetch('${url}', { method: 'POST', headers, body: '${body}' });
console.log(response.status, await response.text());
`,
    );
    const empty = node('an empty Node process', file('empty.mjs', ''));
    const toIntake = { 'INPUT_API-URL': intake.url };
    const job = inputs({ service: 'shopist', env: 'prod', 'api-url': intake.url });
    const pre = stage('pre', 'pre', job);
    const main = stage('main', 'main', job);
    const post = await postStage('post', ['shopist'], toIntake);
    // Stores the deployment that change-failure marks below.
    await run(post);
    const [deployed] = intake.deployments;
    const changeFailure = stage(
      'change-failure',
      'change-failure',
      inputs({ 'api-url': intake.url, 'app-key': APP_KEY, 'deployment-id': deployed?.attributes.id ?? '' }),
    );
    const bareFetch = node("three lines with Node's fetch", fetchScript);
    const curl: Subject = {
      name: 'curl',
      command: 'curl',
      args: [
        '-sS',
        '-X',
        'POST',
        url,
        '-H',
        `DD-API-KEY: ${API_KEY}`,
        '-H',
        'Content-Type: application/json',
        '-d',
        body,
      ],
      environment: base,
    };
    const hasCurl = spawnSync('curl', ['--version'], { stdio: 'ignore' }).status === 0;
    const postByProxy = await postStage('post', ['shopist'], behindProxy);
    const installed = installDatadogCi();
    const datadogCi =
      installed &&
      ({
        ...node('datadog-ci', installed.script, {
          ...behindProxy,
          DD_API_KEY: API_KEY,
        }),
        args: [
          installed.script,
          'dora',
          'deployment',
          '--service',
          'shopist',
          '--env',
          'prod',
          '--started-at',
          '1790000000',
          '--finished-at',
          '1790000009',
          '--skip-git',
        ],
      } satisfies Subject);
    const titles = new Map<Subject, string>([
      [empty, 'an empty Node process'],
      [pre, '**pre**'],
      [main, '**main**'],
      [post, '**post**, with its delivery'],
      [changeFailure, '**change-failure**, with its delivery'],
      [bareFetch, "three lines that post the same with Node's `fetch`"],
      ...(hasCurl ? ([[curl, '`curl` with the same request']] as const) : []),
      [postByProxy, '**post**, over TLS and through a proxy'],
      ...(datadogCi
        ? ([[datadogCi, '`datadog-ci dora deployment`, over TLS and through a proxy']] as const)
        : []),
    ]);
    const times = await runInTurn([...titles.keys()], ROUNDS);
    const rows: string[] = [];
    for (const [subject, list] of times) {
      const ratio = (of: Subject) =>
        median(list.map((time, index) => time / (times.get(of)?.[index] ?? Number.NaN)));
      const memory = subject.command === process.execPath ? await peakMemory(subject) : undefined;
      const emptyMemory = await peakMemory(empty);
      const cells = [
        titles.get(subject),
        `${milliseconds(median(list))} (${Math.min(...list).toFixed(0)}–${Math.max(...list).toFixed(0)})`,
        `${ratio(empty).toFixed(2)} ×`,
        `${ratio(bareFetch).toFixed(2)} ×`,
        memory === undefined ? '' : `${(memory / emptyMemory).toFixed(2)} ×`,
      ];
      rows.push(`| ${cells.join(' | ')} |`);
    }

    const points = [];
    for (const services of [1, 10, 100]) {
      const subject = await postStage('post', serviceNames(services), toIntake);
      const [list = []] = (await runInTurn([subject], 7)).values();
      points.push({ services, time: median(list) });
    }
    const services = serviceNames(SERVICES_WITH_VERSIONS);
    const versions = Object.fromEntries(services.map((service, index) => [service, `2.${index}.0`]));
    const together = await postStage('post', services, { ...toIntake, INPUT_VERSION: '2.0.0' });
    const each = await postStage('post', services, { ...toIntake, INPUT_VERSION: JSON.stringify(versions) });
    const ofVersions = await runInTurn([together, each], 7);
    const versionCells = [];
    for (const [subject, list] of ofVersions) {
      const megabytes = ((await peakMemory(subject)) / 1e6).toFixed(0);
      versionCells.push(`${milliseconds(median(list))}, ${megabytes} MB`);
    }

    const many = await postStage('post', serviceNames(24), toIntake);
    intake.misbehave(() => ({ delay: 300 }));
    const slow = await run(many);

    const tar = archive();
    const sizes = [
      ...Object.keys(BUNDLES).map((name) => {
        const code = readFileSync(join(root, 'dist', name));
        return [`\`dist/${name}\` (gzip)`, `${kilobytes(code.length)} (${kilobytes(gzipped(code))})`];
      }),
      ...(tar ? [['what a job downloads: both actions (gzip)', kilobytes(downloadSize(tar))]] : []),
      ['24 services, a response after 300 ms for each: post', milliseconds(slow.milliseconds)],
      [`${SERVICES_WITH_VERSIONS} services, one version for all: post`, versionCells[0]],
      [`${SERVICES_WITH_VERSIONS} services, a version for each: post`, versionCells[1]],
      ...(installed
        ? [
            ['`datadog-ci`: installation, empty npm cache', `${installed.seconds.toFixed(1)} s`],
            ['`datadog-ci`: installed size', kilobytes(installed.bytes)],
          ]
        : [['`datadog-ci`', 'not measured: it could not be installed']]),
    ];
    const version = execFileSync(process.execPath, ['--version']).toString().trim();
    const table = [
      `Measured on ${new Date().toISOString().slice(0, 10)} by \`npm run bench\`, on ${cpus().length} cores of a ${platform()} ${arch()} machine with Node ${version}: medians of ${ROUNDS} runs in turn (least–most), ratios round by round. Datadog is the embedded one, on loopback.`,
      '',
      '| | time | ÷ empty Node | ÷ bare fetch | memory ÷ empty Node |',
      '| --- | --- | --- | --- | --- |',
      ...rows,
      '',
      '| | |',
      '| --- | --- |',
      ...sizes.map((cells) => `| ${cells.join(' | ')} |`),
      '',
      '![What post takes for 1, 10 and 100 services](bench.svg)',
    ].join('\n');
    return { table, plot: plotText(points), svg: plotSvg(points) };
  } finally {
    await close();
    await intake.close();
  }
}

try {
  const { table, plot, svg } = await measure();
  console.log(`${table}\n\nServices, and the whole post stage:\n${plot}`);
  if (process.argv.includes('--write')) {
    writeFileSync(join(root, 'docs', 'bench.svg'), svg);
    const page = join(root, 'docs', 'performance.md');
    const section = /(<!-- bench:start -->\n)[\s\S]*?(<!-- bench:end -->)/;
    writeFileSync(
      page,
      readFileSync(page, 'utf8').replace(section, (_, start, end) => `${start}${table}\n${end}`),
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
