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
import { archive, downloadSize } from './archive.ts';
import { BUNDLES } from './build.ts';
import { startEmbeddedDatadog } from './embedded.ts';
import { startIntake } from './intake.ts';
import { type BuiltStage, leftByMain, prepareStage, SHA, type Variables } from './launch.ts';
import './no-stack.ts';
import { hostVariables } from './runner/machine.ts';
import { API_KEY, APP_KEY } from './stand-ins/api-key.ts';

/** How often each process runs; an odd number. */
const ROUNDS = 25;
const DATADOG_CI = '@datadog/datadog-ci@5.25.0';
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-'));

/** A process to measure. */
type Subject = ReturnType<typeof prepareStage>;

/** Runs a process to its end. @throws Error if its exit code is not 0 */
async function run({ command, args, folder, environment }: Subject) {
  const begin = performance.now();
  // Nobody reads the output: to read it would take time of the machine, too.
  const child = spawn(command, args, { cwd: folder, env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  const [stderr, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  const milliseconds = performance.now() - begin;
  if (exitCode !== 0) throw new Error(`${args.join(' ')} ended with ${exitCode}: ${stderr}`);
  return { milliseconds, stderr };
}

/** The peak memory of a Node process in bytes. */
async function peakMemory(subject: Subject): Promise<number> {
  const report = "process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS))";
  const hook = ['--import', `data:text/javascript,${encodeURIComponent(report)}`];
  const { stderr } = await run({ ...subject, args: [...hook, ...subject.args] });
  return Number(/^peak (\d+)$/m.exec(stderr)?.[1]) * 1024;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The rows of processes, the first two of which the others are compared with. */
async function measureTimes(subjects: Readonly<Record<string, Subject>>): Promise<string[][]> {
  const measured = Object.entries(subjects).map(([title, subject]) => {
    const times: number[] = [];
    return { title, subject, times };
  });
  // In turn, A B C A B C …, so that a drift of the machine's speed affects all alike. The first round does not count,
  // because it warms up the disk cache.
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const { subject, times } of measured) {
      const { milliseconds } = await run(subject);
      if (round >= 0) times.push(milliseconds);
    }
  }
  const rows: string[][] = [];
  let emptyMemory: number | undefined;
  for (const { title, subject, times } of measured) {
    const ratios = measured.slice(0, 2).map((other) => {
      return toRatio(median(times.map((time, round) => time / (other.times[round] ?? Number.NaN))));
    });
    const memory = subject.command === process.execPath ? await peakMemory(subject) : undefined;
    emptyMemory ??= memory ?? Number.NaN;
    const range = `${Math.min(...times).toFixed(0)}–${Math.max(...times).toFixed(0)}`;
    const time = `${median(times).toFixed(0)} ms (${range})`;
    rows.push([title, time, ...ratios, memory === undefined ? '' : toRatio(memory / emptyMemory)]);
  }
  return rows;
}

function commandLine(command: string, args: readonly string[], environment: Variables = {}): Subject {
  return { command, args, environment: { ...hostVariables(), ...environment }, folder };
}

/** A stage as the runner starts it, in a workspace as actions/checkout leaves it, as far as the action looks at it. */
async function stage(stage: BuiltStage, given: Variables, environment: Variables = {}): Promise<Subject> {
  const workspace = join(folder, 'workspace');
  mkdirSync(join(workspace, '.git'), { recursive: true });
  writeFileSync(join(workspace, '.git', 'HEAD'), `${SHA}\n`);
  const url = 'https://github.com/acme/shopist';
  writeFileSync(join(workspace, '.git', 'config'), `[remote "origin"]\n\turl = ${url}\n`);
  const inputs = { 'api-key': API_KEY, ...given };
  const { state } = stage === 'post' ? await leftByMain({ inputs, workspace }) : { state: {} };
  const options = { stage, inputs, environment, state, workspace };
  return prepareStage(options, mkdtempSync(join(folder, 'stage-')));
}

/** @returns undefined if the registry cannot be reached */
function installDatadogCi() {
  const place = join(folder, 'datadog-ci');
  mkdirSync(place);
  const begin = performance.now();
  const args = ['install', '--no-audit', '--no-fund', '--cache', join(folder, 'npm-cache'), DATADOG_CI];
  // On Windows npm is a script for the shell.
  const { status } = spawnSync('npm', args, { cwd: place, stdio: 'ignore', shell: platform() === 'win32' });
  if (status !== 0) {
    console.error(`${DATADOG_CI} could not be installed, so it is not measured.`);
    return undefined;
  }
  const seconds = (performance.now() - begin) / 1000;
  const entries = readdirSync(place, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = files.map(({ parentPath, name }) => statSync(join(parentPath, name)).size);
  const script = join(place, 'node_modules', '@datadog', 'datadog-ci', 'dist', 'bundle.js');
  return { script, seconds, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

const toRatio = (value: number) => `${value.toFixed(2)} ×`;
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
const table = (rows: readonly (readonly string[])[]) => rows.map((cells) => `| ${cells.join(' | ')} |`);

const [intake, slow, embedded] = [await startIntake(), await startIntake(), await startEmbeddedDatadog()];
slow.misbehave(() => ({ delay: 300 }));
const installed = installDatadogCi();

/** What is measured, by the title of its row. */
async function subjects(): Promise<Record<string, Subject>> {
  const [started_at, finished_at] = [1_790_000_000_000_000_000n, 1_790_000_009_000_000_000n];
  const url = `${intake.url}/api/v2/dora/deployment`;
  const body = `{"data":{"attributes":{"service":"shopist","env":"prod","started_at":${started_at},"finished_at":${finished_at}}}}`;
  const script = (name: string, code: string) => {
    writeFileSync(join(folder, name), code);
    return commandLine(process.execPath, [join(folder, name)]);
  };
  const bareFetch = `const headers = { 'DD-API-KEY': '${API_KEY}', 'Content-Type': 'application/json' };
const response = await fetch('${url}', { method: 'POST', headers, body: '${body}' });
console.log(response.status, await response.text());
`;
  const curl = `-sS -X POST ${url} -H DD-API-KEY:${API_KEY} -H Content-Type:application/json -d ${body}`;
  const hasCurl = spawnSync('curl', ['--version'], { stdio: 'ignore' }).status === 0;
  const datadogCi =
    'dora deployment --service shopist --env prod --started-at 1790000000 --finished-at 1790000009 --skip-git';
  const named = { service: 'shopist', env: 'prod' };
  const shopist = { ...named, 'api-url': intake.url };
  const { id } = intake.store({ ...named, started_at, finished_at });
  const marked = { 'api-url': intake.url, 'app-key': APP_KEY, 'deployment-id': id };
  const services = (count: number) => Array.from({ length: count }, (_, index) => `service-${index}`);
  const postOf = (count: number, more: Variables = {}) =>
    stage('post', { ...shopist, service: services(count).join(','), ...more });
  const versions = Object.fromEntries(services(200).map((service, index) => [service, `2.${index}.0`]));
  const version = JSON.stringify(versions);
  return {
    'an empty Node process': script('empty.mjs', ''),
    "three lines that post the same with Node's `fetch`": script('fetch.mjs', bareFetch),
    ...(hasCurl && { '`curl` with the same request': commandLine('curl', curl.split(' ')) }),
    '**pre**': await stage('pre', shopist),
    '**main**': await stage('main', shopist),
    '**post**, with its delivery': await stage('post', shopist),
    '**change-failure**, with its delivery': await stage('change-failure', marked),
    '**post** of 10 services': await postOf(10),
    '**post** of 100 services': await postOf(100),
    '**post** of 200 services, one version for all': await postOf(200, { version: '2.0.0' }),
    '**post** of 200 services, a version for each': await postOf(200, { version }),
    '**post** of 24 services, a response after 300 ms for each': await postOf(24, { 'api-url': slow.url }),
    '**post**, over TLS and through a proxy': await stage('post', named, embedded.environment),
    ...(installed && {
      '`datadog-ci dora deployment`, over TLS and through a proxy': commandLine(
        process.execPath,
        [installed.script, ...datadogCi.split(' ')],
        { ...embedded.environment, DD_API_KEY: API_KEY },
      ),
    }),
  };
}

/** The rows of what is downloaded and installed. */
function sizes(): string[][] {
  const tar = archive();
  const bundles = Object.keys(BUNDLES).map((name) => {
    const code = readFileSync(join(root, 'dist', name));
    const gzipped = gzipSync(code, { level: 9 }).length;
    return [`\`dist/${name}\` (gzip)`, `${kilobytes(code.length)} (${kilobytes(gzipped)})`];
  });
  return [
    ...bundles,
    ['what a job downloads: both actions (gzip)', tar ? kilobytes(downloadSize(tar)) : 'unknown: no clone'],
    ['`datadog-ci`: installed size', installed ? kilobytes(installed.bytes) : 'unknown: not installed'],
    ['`datadog-ci`: installation, empty npm cache', installed ? `${installed.seconds.toFixed(1)} s` : ''],
  ];
}

try {
  const page = [
    `Measured on ${new Date().toISOString().slice(0, 10)} by \`npm run bench\`, on ${cpus().length} cores of a ${platform()} ${arch()} machine with Node ${process.version}: medians of ${ROUNDS} runs in turn (least–most), ratios round by round. Datadog is the embedded one, on loopback.`,
    '',
    '| | time | ÷ empty Node | ÷ bare fetch | memory ÷ empty Node |',
    '| --- | --- | --- | --- | --- |',
    ...table(await measureTimes(await subjects())),
    '',
    '| | |',
    '| --- | --- |',
    ...table(sizes()),
  ].join('\n');
  console.log(page);
  if (process.argv.includes('--write')) {
    const file = join(root, 'docs', 'performance.md');
    const section = /(<!-- bench:start -->\n)[\s\S]*?(<!-- bench:end -->)/;
    const text = readFileSync(file, 'utf8').replace(section, (_, start, end) => `${start}${page}\n${end}`);
    writeFileSync(file, text);
    console.log('Written to docs/performance.md.');
  }
} finally {
  for (const server of [intake, slow, embedded]) await server.close();
  rmSync(folder, { recursive: true, force: true });
}
