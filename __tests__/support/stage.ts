/**
 * Runs stages in this process, as functions, against an embedded Datadog: a few milliseconds a case. What a person
 * reads is for inline snapshots: a changed sentence is then one changed line, to be reviewed like code.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, jest } from '@jest/globals';
import { type DeploymentAttributes, type Fault, type Intake, startIntake } from '../../dev/intake.ts';
import { type BuiltStage, prepareStage, type Variables } from '../../dev/launch.ts';
import { parseCommand, parseFileCommand } from '../../dev/runner/commands.ts';
import { main as markMain } from '../../src/change-failure/main.ts';
import { main } from '../../src/deployment/main.ts';
import { post } from '../../src/deployment/post.ts';
import { pre } from '../../src/deployment/pre.ts';
import { openStage, perform, type Verdict, type Work } from '../../src/runner/stage.ts';
import { formatTime, type Moment } from '../../src/time.ts';

export { SHA } from '../../dev/launch.ts';

/** The keys that stages get; nothing that a stage writes may contain either. */
export const API_KEY = '0123456789abcdef0123456789abcdef';
export const APP_KEY = 'a1b2c3d4e5f6a7b8c9d0a1b2c3d4e5f6a7b8c9d0';

/** Where stages have their files: the beginning of each folder's name. */
const FOLDER = join(tmpdir(), 'stage-');

// The real one reads the event when it is imported, so once for all cases of a file.
let eventFile = '';
jest.unstable_mockModule('@actions/github', () => ({
  context: {
    get payload(): unknown {
      return JSON.parse(readFileSync(eventFile, 'utf8'));
    },
  },
}));

// A text in a snapshot is what a person reads, without quotes around it.
expect.addSnapshotSerializer({ test: (value) => typeof value === 'string', serialize: String });

/** A moment of one boot, by two clocks that agree. @param seconds after 2026-06-01T12:00:00Z */
export function at(seconds: number, more: Partial<Moment> = {}): Moment {
  const passed = BigInt(Math.round(seconds * 1000)) * 1_000_000n;
  return {
    time: 1_780_315_200_000_000_000n + passed,
    uptime: 10n ** 12n + passed,
    bootId: 'a boot',
    ...more,
  };
}

/** What a stage gets. */
export interface StageOptions {
  /** In place of the defaults of action.yml. */
  readonly inputs?: Variables;
  /** In place of what a runner sets. */
  readonly environment?: Variables;
  /** The event's payload. */
  readonly event?: unknown;
  /** What the earlier stages saved. */
  readonly state?: Variables;
  readonly startedAt?: Moment;
  readonly signal?: AbortSignal;
}

/** What became of a stage. */
export interface StageResult {
  readonly verdict: Verdict;
  readonly stdout: string;
  readonly state: Variables;
  readonly outputs: Variables;
  readonly summary: string;
  /** The text of the files that it wrote: state, outputs and summary. */
  readonly written: string;
}

const STAGES: Readonly<Record<BuiltStage, { work: Work; title: string; lost: string }>> = {
  pre: { work: pre, title: 'Datadog DORA deployment', lost: 'the start is lost' },
  main: { work: main, title: 'Datadog DORA deployment', lost: 'no event can be sent' },
  post: { work: post, title: 'Datadog DORA deployment', lost: 'no event can be sent' },
  'change-failure': { work: markMain, title: 'Datadog DORA change failure', lost: 'nothing can be marked' },
};

/** Runs a stage. @throws Error if a key is in what it wrote */
export async function runStage(stage: BuiltStage, options: StageOptions = {}): Promise<StageResult> {
  const { startedAt = at(0), signal = new AbortController().signal } = options;
  const { work, title, lost } = STAGES[stage];
  const folder = mkdtempSync(FOLDER);
  let stdout = '';
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    stdout += String(chunk);
    return true;
  });
  try {
    const prepared = prepareStage({ ...options, stage }, folder).environment;
    const environment: NodeJS.ProcessEnv = { ...prepared, ...options.environment };
    eventFile = environment['GITHUB_EVENT_PATH'] ?? '';
    const opened = openStage({ title, environment, startedAt, signal, readsInputs: stage !== 'pre' });
    const verdict = await perform(opened, work, lost);
    const [state = '', outputs = '', summary = ''] = ['STATE', 'OUTPUT', 'STEP_SUMMARY'].map((name) =>
      readFileSync(prepared[`GITHUB_${name}`] ?? '', 'utf8'),
    );
    const written = state + outputs + summary;
    const shown = stdout.replace(/^::add-mask::[^\n]*/gm, '') + written;
    for (const key of [API_KEY, APP_KEY]) {
      if (shown.includes(key)) throw new Error(`A key is in what ${stage} wrote:\n${shown}`);
    }
    const pairsOf = (text: string) => Object.fromEntries(parseFileCommand(text).pairs);
    return { verdict, stdout, summary, written, state: pairsOf(state), outputs: pairsOf(outputs) };
  } finally {
    write.mockRestore();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A case, for either action. */
export interface CaseOptions {
  readonly environment?: Variables;
  readonly event?: unknown;
  readonly signal?: AbortSignal;
  /** What Datadog answers in place of the truth, a request at a time. */
  readonly faults?: readonly (Fault | undefined)[];
  /** What Datadog has before. */
  readonly stored?: readonly DeploymentAttributes[];
  readonly prepare?: (datadog: Intake) => void;
}

/** A case of the deployment action. */
export interface DeployOptions extends CaseOptions {
  /** Inputs that post alone has, in place of main's: what later steps provide. */
  readonly later?: Variables;
  /** What later steps export, and what main cannot see. */
  readonly exported?: Variables;
  readonly jobStatus?: string;
  /** When each stage starts; without a moment for it, pre does not run. */
  readonly moments?: { readonly pre?: Moment; readonly main?: Moment; readonly post?: Moment };
  /** Changes what the stages hand over. */
  readonly handOver?: (state: Variables) => Variables;
}

/** What became of a case. */
export interface CaseResult {
  /** Annotations, plain lines, requests, and the summary's text and rows; without groups. */
  readonly read: string;
  /** The annotations, and whether the job fails. */
  readonly annotations: string;
  /** The rows and sentences of the summary. */
  readonly rows: string;
  /** All that the stages wrote. */
  readonly everything: string;
  /** The events that Datadog stored. */
  readonly events: readonly DeploymentAttributes[];
  /** A line each; one that is sent again with the same result is one. */
  readonly requests: readonly string[];
  readonly outputs: Variables;
  readonly state: Variables;
  /** `failure` if any stage fails the job. */
  readonly verdict: Verdict;
  readonly stdout: string;
  readonly summary: string;
}

/**
 * Runs pre, main and post of the deployment action: a job from 12:00:00 to 12:01:00, whose step comes five seconds
 * after its start.
 * @param inputs in place of those of a good step
 */
export async function deploy(inputs: Variables = {}, options: DeployOptions = {}): Promise<CaseResult> {
  const { later = {}, exported = {}, jobStatus = 'success', handOver = (state) => state } = options;
  const { moments = { pre: at(0) }, environment = {} } = options;
  return withDatadog(options, async (url) => {
    const given = { 'api-key': API_KEY, 'api-url': url, timeout: '1', ...GOOD, ...inputs };
    const shared = { event: options.event, environment };
    const before = moments.pre && (await runStage('pre', { ...shared, inputs: given, startedAt: moments.pre }));
    const ran = await runStage('main', {
      ...shared,
      inputs: given,
      state: before?.state ?? {},
      startedAt: moments.main ?? at(5),
    });
    const after = await runStage('post', {
      event: options.event,
      environment: { ...environment, ...exported },
      inputs: { 'job-status': jobStatus, ...given, ...later },
      state: handOver({ ...before?.state, ...ran.state }),
      startedAt: moments.post ?? at(60),
      ...(options.signal ? { signal: options.signal } : {}),
    });
    return { stages: { main: ran, post: after }, outputs: ran.outputs, state: ran.state };
  });
}

const GOOD: Variables = { service: 'shopist', env: 'prod', version: '1.2.0' };

/** Runs the change-failure action, with both keys. */
export async function mark(inputs: Variables = {}, options: CaseOptions = {}): Promise<CaseResult> {
  return withDatadog(options, async (url) => {
    const keys = { 'api-key': API_KEY, 'app-key': APP_KEY };
    const ran = await runStage('change-failure', {
      ...options,
      inputs: { ...keys, 'api-url': url, timeout: '1', ...inputs },
    });
    return { stages: { main: ran }, outputs: ran.outputs, state: ran.state };
  });
}

/** A row of a table: its title, and what `deploy` or `mark` gets. */
export type Row = readonly [title: string, inputs?: Variables | undefined, options?: DeployOptions | undefined];

/** Runs cases one after the other. @param show what is of interest of each, which comes below its title */
export async function table(
  rows: readonly Row[],
  show: (result: CaseResult) => string = ({ read }) => read,
  run: (inputs?: Variables, options?: DeployOptions) => Promise<CaseResult> = deploy,
): Promise<string> {
  const blocks: string[] = [];
  for (const [title, inputs, options] of rows) {
    blocks.push(`# ${title}\n${show(await run(inputs, options))}`.trim());
  }
  return blocks.join('\n');
}

/** A deployment that Datadog has before a case: 11:00 to 11:05. */
export function earlier(more: Partial<DeploymentAttributes> = {}): DeploymentAttributes {
  const [started_at, finished_at] = [1_780_311_600_000_000_000n, 1_780_311_900_000_000_000n];
  return { service: 'shopist', env: 'prod', version: '1.1.0', started_at, finished_at, ...more };
}

interface Stages {
  readonly stages: Readonly<Record<string, StageResult>>;
  readonly outputs: Variables;
  readonly state: Variables;
}

async function withDatadog(
  { faults, stored = [], prepare }: CaseOptions,
  work: (url: string) => Promise<Stages>,
): Promise<CaseResult> {
  const datadog = await startIntake({ apiKey: API_KEY, appKey: APP_KEY });
  try {
    stored.forEach(datadog.store);
    if (faults) datadog.misbehave(faults);
    prepare?.(datadog);
    const { stages, outputs, state } = await work(datadog.url);
    const tidy = tidier(datadog.url);
    tidy(JSON.stringify(outputs));
    const requests = datadog.requests
      .map(({ method, path, body, status = 'no answer' }) => ({
        line: tidy(shortRequest(`${method} ${path}`, body)),
        status,
      }))
      // Nobody promises the order of what is sent at the same time.
      .toSorted(
        (a, b) =>
          compare(b.line.slice(0, 2), a.line.slice(0, 2)) ||
          compare(a.line.replace('<id>', '<id 1>'), b.line.replace('<id>', '<id 1>')),
      )
      .map(({ line, status }) => `${line} ${status}`)
      // How often it is sent again within a second is chance.
      .filter((line, index, all) => line !== all[index - 1]);
    const results = Object.values(stages);
    const read = tidy(textOf(stages, requests, shortLog, shortSummary));
    const linesOf = (pattern: RegExp) =>
      read
        .split('\n')
        .filter((line) => pattern.test(line))
        .join('\n');
    return {
      read,
      annotations: linesOf(/^(?:error|warning|notice): |^The job fails/),
      rows: linesOf(/^(?:\||summary: )/),
      events: datadog.deployments.map(({ attributes }) => attributes),
      everything: tidy(textOf(stages, requests, fullLog, (summary) => summary)),
      requests,
      outputs,
      state,
      verdict: results.some(({ verdict }) => verdict === 'failure') ? 'failure' : 'success',
      stdout: results.map(({ stdout }) => stdout).join(''),
      summary: results.map(({ summary }) => summary).join(''),
    };
  } finally {
    await datadog.close();
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** The text of all stages, in the order of a log. */
function textOf(
  stages: Stages['stages'],
  sent: readonly string[],
  log: (stdout: string) => string,
  summary: (markdown: string) => string,
): string {
  const names = Object.keys(stages);
  return Object.entries(stages)
    .flatMap(([name, result]) => {
      const isLast = name === names.at(-1);
      const lines = [
        log(result.stdout),
        ...(isLast ? sent.map((line) => `-> ${line}`) : []),
        summary(result.summary),
        result.verdict === 'failure' ? 'The job fails.' : '',
      ].filter((text) => text !== '');
      return lines.length === 0 || names.length === 1 ? lines : [`[${name}]`, ...lines];
    })
    .join('\n');
}

/** A log as a person sees it, with its groups open. */
function fullLog(stdout: string): string {
  return stdout
    .split(/\r?\n/)
    .flatMap((line) => {
      const { name, data = '' } = parseCommand(line) ?? {};
      if (name === undefined) return line === '' ? [] : [line];
      if (name === 'add-mask' || name === 'endgroup') return [];
      return [`${name}: ${data}`];
    })
    .join('\n');
}

/** A log without its groups, and each command that sends again on one line. */
function shortLog(stdout: string): string {
  return fullLog(stdout.replace(/^::group::.*?^::endgroup::.*?$/gms, '')).replace(
    /^curl .*? -X (\w+) ['"](\S+)['"].*?<<'END_OF_BODY'\n([^\n]*)\nEND_OF_BODY$/gms,
    (_command, method: string, address: string, body: string) => `$ ${shortRequest(`${method} ${address}`, body)}`,
  );
}

/** The rows and the sentences of a summary as text: no title, no head of a table, no commands, no link below. */
function shortSummary(markdown: string): string {
  return markdown
    .replace(/<details>.*?<\/details>|^(`{3,}).*?^\1$/gms, '')
    .replace(/^(?:#|\| Service|\| Deployment|\| -|\[DORA).*$/gm, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/&#(\d+);/g, (_entity, code: string) => String.fromCharCode(Number(code)))
    .replace(/`|<\/?span>/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => (line.startsWith('|') ? line : `summary: ${line}`))
    .join('\n');
}

/** A request in a line: its attributes, times as those of the case's day. */
function shortRequest(head: string, body: string): string {
  const [, attributes = body] = /"attributes":(\{.*\})(?:,"type|\}\}$)/.exec(body) ?? [];
  const text = attributes
    .replace(/"(\w+)":/g, '$1: ')
    .replace(/\{repository_url: "([^"]*)",commit_sha: "([^"]*)"\}/, '$1 $2')
    .replace(/\b\d{19}\b/g, (time) => formatTime(BigInt(time)).replace('2026-06-01T', ''))
    .replace(/started_at: (\S+),finished_at: ([^,}]+)/, '$1 to $2')
    .replace(/,(?=\S)/g, ', ');
  return `${head} ${text}`;
}

/** Replaces what differs from run to run by words, and shortens commits. */
function tidier(url: string): (text: string) => string {
  const ids = new Map<string, string>();
  return (text) =>
    text
      .replaceAll(url, 'http://datadog')
      .replaceAll(url.replace('http://', ''), 'datadog')
      .replaceAll(url.replaceAll(':', '<span>:</span>'), 'http://datadog')
      .replace(/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g, (id) => {
        const name = ids.get(id) ?? `<id${ids.size === 0 ? '' : ` ${ids.size + 1}`}>`;
        ids.set(id, name);
        return name;
      })
      .replace(/\b([\da-f]{7})[\da-f]{33}\b/g, '$1…')
      .replace(/\b\d+ ms\b/g, '<ms>')
      .replace(/\b(?:[2-9]|\d\d+) attempts\b/g, 'several attempts')
      .replace(/\buntil [\d:]{8} UTC/g, 'until <time>')
      .replaceAll(FOLDER, '<folder>')
      .replace(/<folder>\w{6}/g, '<folder>');
}
