import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../../dist/post/index.js', import.meta.url));

/** What post is given: what main handed over, its inputs, and the environment. */
export interface PostOptions {
  /** Inputs settled in main, as main read them; post reads the same. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly apiKey?: string;
  /** More variables. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Arguments of Node's, before the script. */
  readonly nodeArguments?: readonly string[];
  /** The event's payload. */
  readonly event?: unknown;
  readonly debug?: boolean;
  readonly onStart?: (process: ChildProcess) => void;
}

export interface PostResult {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly summary: string;
  /** The messages of `::error::` and `::warning::`, as the runner reads them. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** The most memory it held, in bytes, on Linux; else 0. */
  readonly peakMemory: number;
}

/**
 * Runs the built post stage alone, with what main would have handed over: faster than a whole job, for tests of
 * what happens while events are on their way.
 */
export async function runPost(options: PostOptions): Promise<PostResult> {
  const { inputs, apiKey = '5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e', environment, event = {} } = options;
  const folder = mkdtempSync(join(tmpdir(), 'post-'));
  try {
    const summary = join(folder, 'summary.md');
    writeFileSync(summary, '');
    writeFileSync(join(folder, 'event.json'), JSON.stringify(event));
    const services = (inputs['service'] ?? '').split(/[\n,]/);
    const variables: Record<string, string | undefined> = {
      PATH: process.env['PATH'],
      SYSTEMROOT: process.env['SYSTEMROOT'],
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_EVENT_PATH: join(folder, 'event.json'),
      GITHUB_JOB: 'deploy',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REPOSITORY: 'acme/shopist',
      GITHUB_RUN_ID: '17412345678',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_SHA: '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567',
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_WORKSPACE: folder,
      'INPUT_API-KEY': apiKey,
      'INPUT_GIT-COMMIT-SHA': '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567',
      'INPUT_JOB-STATUS': 'success',
      STATE_main: 'ready',
      STATE_start: '1790000000123456789',
      'STATE_start-source': 'input',
      ...(options.debug ? { RUNNER_DEBUG: '1' } : {}),
      ...environment,
    };
    for (const [name, value] of Object.entries(inputs)) {
      variables[`INPUT_${name.toUpperCase()}`] = value;
      variables[`STATE_${name}`] = value;
    }
    services.forEach((_service, index) => {
      variables[`STATE_deployment-id-${index}`] = `deployment-${index}`.padEnd(16, '-');
    });
    const child = spawn(process.execPath, [...(options.nodeArguments ?? []), script], {
      cwd: folder,
      env: variables,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    options.onStart?.(child);
    const output = { stdout: '', stderr: '' };
    let peakMemory = 0;
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (chunk: string) => {
        output[stream] += chunk;
        peakMemory = Math.max(peakMemory, memoryOf(child.pid));
      });
    }
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    return {
      exitCode,
      ...output,
      summary: readFileSync(summary, 'utf8'),
      errors: messages(output.stdout, 'error'),
      warnings: messages(output.stdout, 'warning'),
      peakMemory,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function messages(stdout: string, level: string): string[] {
  return [...stdout.matchAll(new RegExp(`^::${level}::(.*)$`, 'gm'))].map(([, text = '']) =>
    text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%'),
  );
}

function memoryOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
