/**
 * Measures what the action costs a job, beside an empty Node and what people use today, in one run: `npm run bench`.
 * Times drift with the machine, so the ratios count. `--write` puts the tables into docs/performance.md. Installs
 * `@datadog/datadog-ci` into a temporary folder; all other traffic stays on loopback.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { archive, downloadSize } from '../archive.ts';
import { BUNDLES } from '../build.ts';
import { startEmbeddedDatadog } from '../embedded.ts';
import { startIntake } from '../intake.ts';
import { type LaunchOptions, launch, prepareStage, SHA, type Variables } from '../launch.ts';
import { hostVariables } from '../runner/machine.ts';
import type { ProcessOptions } from '../runner/process.ts';
import { API_KEY, APP_KEY } from '../stand-ins/api-key.ts';

const ROUNDS = 25;
const DATADOG_CI = '@datadog/datadog-ci@5.25.0';
const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const workspace = checkout();

/** A process to measure. */
type Subject = Omit<ProcessOptions, 'onLine'>;

/** Runs a process to its end. @throws Error if its exit code is not 0 */
async function run({ command, args, folder, environment }: Subject): Promise<{
  readonly milliseconds: number;
  readonly stderr: string;
}> {
  const begin = performance.now();
  // Nobody reads the output: to read it would take time of the machine, too.
  const child = spawn(command, args, { cwd: folder, env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  const [stderr, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  const milliseconds = performance.now() - begin;
  if (exitCode !== 0) throw new Error(`${args.join(' ')} ended with ${exitCode}: ${stderr}`);
  return { milliseconds, stderr };
}

/** Runs subjects in turn, A B C A B C …, so that a drift of the machine's speed affects all alike. */
async function runInTurn(subjects: readonly Subject[], rounds: number): Promise<number[][]> {
  const times = subjects.map((): number[] => []);
  // The first round does not count, because it warms up the disk cache.
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, subject] of subjects.entries()) {
      const { milliseconds } = await run(subject);
      if (round >= 0) times[index]?.push(milliseconds);
    }
  }
  return times;
}

/** The peak memory of a Node process in bytes. */
async function peakMemory(subject: Subject): Promise<number> {
  const report = "process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS))";
  const hook = ['--import', `data:text/javascript,${encodeURIComponent(report)}`];
  const { stderr } = await run({ ...subject, args: [...hook, ...subject.args] });
  return Number(/^peak (\d+)$/m.exec(stderr)?.[1]) * 1024;
}

/** The median. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return (low + high) / 2;
}

/** A workspace as actions/checkout leaves it, as far as the action looks at it. */
function checkout(): string {
  const path = join(folder, 'workspace');
  mkdirSync(join(path, '.git'), { recursive: true });
  writeFileSync(join(path, '.git', 'HEAD'), `${SHA}\n`);
  const url = 'https://github.com/acme/shopist';
  writeFileSync(join(path, '.git', 'config'), `[remote "origin"]\n\turl = ${url}\n`);
  return path;
}

function command(name: string, args: readonly string[], environment: Variables = {}): Subject {
  return { command: name, args, environment: { ...hostVariables(), ...environment }, folder };
}

function node(name: string, code: string): Subject {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, code);
  return command(process.execPath, [file]);
}

/** A stage as the runner starts it, with the state that the stages before it save. */
async function stage(
  name: LaunchOptions['stage'],
  inputs: Variables,
  environment: Variables = {},
): Promise<Subject> {
  const options = { inputs: { 'api-key': API_KEY, ...inputs }, environment, workspace };
  let state: Variables = {};
  for (const earlier of name === 'post' ? (['pre', 'main'] as const) : []) {
    const { exitCode, stdout, state: saved } = await launch({ ...options, stage: earlier, state });
    if (exitCode !== 0) throw new Error(stdout);
    state = { ...state, ...saved };
  }
  return prepareStage({ ...options, stage: name, state }, mkdtempSync(join(folder, 'stage-')));
}

const sizeOf = (path: string): number =>
  statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
    : statSync(path).size;

/** @returns undefined if the registry cannot be reached */
function installDatadogCi() {
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
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
const table = (rows: readonly (readonly string[])[]) => rows.map((cells) => `| ${cells.join(' | ')} |`);

/** The rows of processes that run in turn, the first two of which the others are compared with. */
async function compare(subjects: ReadonlyMap<string, Subject>): Promise<string[][]> {
  const times = await runInTurn([...subjects.values()], ROUNDS);
  const rows: string[][] = [];
  let emptyMemory = Number.NaN;
  for (const [index, [title, subject]] of [...subjects].entries()) {
    const own = times[index] ?? [];
    const ratio = (other: number) => {
      const ratios = own.map((time, round) => time / (times[other]?.[round] ?? Number.NaN));
      return `${median(ratios).toFixed(2)} ×`;
    };
    const memory = subject.command === process.execPath ? await peakMemory(subject) : undefined;
    if (index === 0) emptyMemory = memory ?? Number.NaN;
    const range = `${Math.min(...own).toFixed(0)}–${Math.max(...own).toFixed(0)}`;
    rows.push([
      title,
      `${milliseconds(median(own))} (${range})`,
      ratio(0),
      ratio(1),
      memory === undefined ? '' : `${(memory / emptyMemory).toFixed(2)} ×`,
    ]);
  }
  return rows;
}

async function measure(): Promise<string> {
  const intake = await startIntake();
  const { environment: behindProxy, close } = await startEmbeddedDatadog();
  try {
    const url = `${intake.url}/api/v2/dora/deployment`;
    const body =
      '{"data":{"attributes":{"service":"shopist","env":"prod","started_at":1790000000000000000,"finished_at":1790000009000000000}}}';
    const bareFetch = `const headers = { 'DD-API-KEY': '${API_KEY}', 'Content-Type': 'application/json' };
const response = await fetch('${url}', { method: 'POST', headers, body: '${body}' });
console.log(response.status, await response.text());
`;
    const shopist = { service: 'shopist', env: 'prod', 'api-url': intake.url };
    const post = await stage('post', shopist);
    // Stores the deployment that change-failure marks.
    await run(post);
    const [deployed] = intake.deployments;
    const marked = { 'api-url': intake.url, 'app-key': APP_KEY, 'deployment-id': deployed?.id ?? '' };
    const subjects = new Map([
      ['an empty Node process', node('empty', '')],
      ["three lines that post the same with Node's `fetch`", node('fetch', bareFetch)],
      ['**pre**', await stage('pre', shopist)],
      ['**main**', await stage('main', shopist)],
      ['**post**, with its delivery', post],
      ['**change-failure**, with its delivery', await stage('change-failure', marked)],
      [
        '**post**, over TLS and through a proxy',
        await stage('post', { service: 'shopist', env: 'prod' }, behindProxy),
      ],
    ]);
    if (spawnSync('curl', ['--version'], { stdio: 'ignore' }).status === 0) {
      const headers = ['-H', `DD-API-KEY: ${API_KEY}`, '-H', 'Content-Type: application/json'];
      const args = ['-sS', '-X', 'POST', url, ...headers, '-d', body];
      subjects.set('`curl` with the same request', command('curl', args));
    }
    const installed = installDatadogCi();
    if (installed) {
      const flags =
        'dora deployment --service shopist --env prod --started-at 1790000000 --finished-at 1790000009 --skip-git';
      subjects.set(
        '`datadog-ci dora deployment`, over TLS and through a proxy',
        command(process.execPath, [installed.script, ...flags.split(' ')], {
          ...behindProxy,
          DD_API_KEY: API_KEY,
        }),
      );
    }
    const rows = await compare(subjects);

    const ofMany = (count: number, versionOf: (services: readonly string[]) => string = () => '') => {
      const services = Array.from({ length: count }, (_, index) => `service-${index}`);
      return stage('post', { ...shopist, service: services.join(','), version: versionOf(services) });
    };
    const versions = (services: readonly string[]) =>
      JSON.stringify(Object.fromEntries(services.map((service, index) => [service, `2.${index}.0`])));
    const counts = new Map([
      ['1 service', await ofMany(1)],
      ['10 services', await ofMany(10)],
      ['100 services', await ofMany(100)],
      ['200 services, one version for all', await ofMany(200, () => '2.0.0')],
      ['200 services, a version for each', await ofMany(200, versions)],
    ]);
    const times = await runInTurn([...counts.values()], 7);
    const ofCounts: string[][] = [];
    for (const [index, [title, subject]] of [...counts].entries()) {
      const memory = `${((await peakMemory(subject)) / 1e6).toFixed(0)} MB`;
      ofCounts.push([`${title}: post`, `${milliseconds(median(times[index] ?? []))}, ${memory}`]);
    }
    const many = await ofMany(24);
    intake.misbehave(() => ({ delay: 300 }));
    const slow = await run(many);

    const tar = archive();
    const sizes = [
      ...Object.keys(BUNDLES).map((name) => {
        const code = readFileSync(join(root, 'dist', name));
        const gzipped = gzipSync(code, { level: 9 }).length;
        return [`\`dist/${name}\` (gzip)`, `${kilobytes(code.length)} (${kilobytes(gzipped)})`];
      }),
      ...(tar ? [['what a job downloads: both actions (gzip)', kilobytes(downloadSize(tar))]] : []),
      ...ofCounts,
      ['24 services, a response after 300 ms for each: post', milliseconds(slow.milliseconds)],
      ...(installed
        ? [
            ['`datadog-ci`: installation, empty npm cache', `${installed.seconds.toFixed(1)} s`],
            ['`datadog-ci`: installed size', kilobytes(installed.bytes)],
          ]
        : [['`datadog-ci`', 'not measured: it could not be installed']]),
    ];
    return [
      `Measured on ${new Date().toISOString().slice(0, 10)} by \`npm run bench\`, on ${cpus().length} cores of a ${platform()} ${arch()} machine with Node ${process.version}: medians of ${ROUNDS} runs in turn (least–most), ratios round by round. Datadog is the embedded one, on loopback.`,
      '',
      '| | time | ÷ empty Node | ÷ bare fetch | memory ÷ empty Node |',
      '| --- | --- | --- | --- | --- |',
      ...table(rows),
      '',
      '| | |',
      '| --- | --- |',
      ...table(sizes),
    ].join('\n');
  } finally {
    await close();
    await intake.close();
  }
}

try {
  const page = await measure();
  console.log(page);
  if (process.argv.includes('--write')) {
    const file = join(root, 'docs', 'performance.md');
    const section = /(<!-- bench:start -->\n)[\s\S]*?(<!-- bench:end -->)/;
    const text = readFileSync(file, 'utf8').replace(section, (_, start, end) => `${start}${page}\n${end}`);
    writeFileSync(file, text);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
