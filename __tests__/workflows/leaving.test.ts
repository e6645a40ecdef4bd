/** How the stages end: always, with their own exit code, whatever else is in their process or in the workspace. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Intake, startIntake } from '../../dev/intake.ts';
import { type BuiltStage, type Launched, type LaunchOptions, launch } from '../../dev/launch.ts';
import { runPost } from '../support/post.ts';
import { apiKey, appKey } from '../support/workflow.ts';

const temporary = mkdtempSync(join(tmpdir(), 'leaving-'));
afterAll(() => rmSync(temporary, { recursive: true }));
let intake: Intake;
beforeEach(async () => {
  intake = await startIntake();
});
afterEach(() => intake.close());

type Options = Pick<LaunchOptions, 'environment' | 'node' | 'nodeArguments' | 'workspace'>;
type Inputs = Readonly<Record<string, string>>;
const STAGES = ['pre', 'main', 'post', 'change-failure'] as const;
const ID = 'deployment-0----';

/** Runs all stages of both actions, each as its own process. */
async function runStages(
  options: Options,
  more: Inputs = {},
): Promise<Readonly<Record<BuiltStage, Launched>>> {
  const common = {
    'api-key': apiKey,
    'app-key': appKey,
    'api-url': intake.url,
    'deployment-id': ID,
    ...more,
  };
  const inputs = { ...common, service: 'shopist' };
  const pre = await launch({ ...options, stage: 'pre' });
  const main = await launch({ ...options, stage: 'main', inputs, state: pre.state });
  const post = await launch({ ...options, stage: 'post', inputs, state: { ...pre.state, ...main.state } });
  return {
    pre,
    main,
    post,
    'change-failure': await launch({ ...options, stage: 'change-failure', inputs: common }),
  };
}

/** A value of NODE_OPTIONS that runs code in each process of Node before anything else. */
function preload(...codes: readonly string[]): string {
  return codes
    .map((code) => {
      const file = join(mkdtempSync(join(temporary, 'preload-')), 'preload.cjs');
      writeFileSync(file, code);
      return `--require=${JSON.stringify(file)}`;
    })
    .join(' ');
}

/** Keeps the process from ending by itself, as OpenTelemetry's automatic instrumentation does. */
const KEEPS_ALIVE = 'setInterval(() => {}, 1_000);';

/** Says on stderr that the process is replaced, and what the new one gets. */
const WATCHES = `
  const { execve } = process;
  if (execve) process.execve = (file, args, environment) => {
    const { NODE_OPTIONS = '', OF_THE_RUNNER = '' } = environment;
    require('node:fs').writeSync(2, 'replaced by ' + JSON.stringify({ file, NODE_OPTIONS, OF_THE_RUNNER }) + '\\n');
    execve.call(process, file, args, environment);
  };`;

/** Look-ups of names that never end: the caller gets no response, and `process.exit` waits for their thread. */
const hangsLookUps = (pipe: string) => `
  require('node:dns').lookup = () => require('node:fs').open(${JSON.stringify(pipe)}, 'r', () => {});
  require('node:module').syncBuiltinESMExports();`;

/** Look-ups that never end either, but have no thread that `process.exit` would wait for. */
const NEVER_LOOKS_UP = `
  require('node:dns').lookup = () => {};
  require('node:module').syncBuiltinESMExports();`;

/** Files of a checkout that never answer, as on a mount whose server is gone. */
const hangsFiles = (pipe: string) => `
  const files = require('node:fs');
  const { stat } = files;
  files.stat = (path, ...rest) =>
    String(path).includes('.git') ? files.open(${JSON.stringify(pipe)}, 'r', rest.at(-1)) : stat(path, ...rest);
  require('node:module').syncBuiltinESMExports();`;

/** A named pipe without a writer: to open it takes for ever. */
function makePipe(path: string = join(mkdtempSync(join(temporary, 'pipe-')), 'pipe')): string {
  execFileSync('mkfifo', [path]);
  return path;
}

function endsOf(launched: Readonly<Record<BuiltStage, Launched>>): unknown[] {
  return STAGES.map((stage) => [stage, launched[stage].exitCode, launched[stage].stderr]);
}

const ALL_WELL = STAGES.map((stage) => [stage, 0, '']);
const onUnix = process.platform === 'win32' ? test.skip : test;
const canReplace = process.platform !== 'win32' && 'execve' in process;
const whereReplaced = canReplace ? test : test.skip;

/** A name that is looked up, for a second. */
const BY_NAME = { 'api-url': 'https://intake.test', timeout: '1' };

describe('something else in the process', () => {
  test('keeps no stage from ending, and no process is replaced', async () => {
    const others = [
      'require("node:net").createServer().listen(0, "127.0.0.1");',
      'require("node:child_process").spawn(process.execPath, ["-e", "process.stdin.resume()"], { env: {}, stdio: ["pipe", "ignore", "ignore"] });',
      'const { Worker, isMainThread } = require("node:worker_threads"); if (isMainThread) new Worker("setInterval(() => {}, 1_000)", { eval: true, execArgv: [], env: {} });',
      'process.on("beforeExit", () => setTimeout(() => {}, 1_000));',
    ];
    const launched = await runStages({
      environment: { NODE_OPTIONS: preload(WATCHES, KEEPS_ALIVE, ...others) },
    });
    expect(endsOf(launched)).toEqual(ALL_WELL);
    expect(intake.deployments).toMatchObject([{ id: ID, changeFailure: true }]);
  });

  test('a wrong input fails main and change-failure with their own exit code', async () => {
    const launched = await runStages(
      { environment: { NODE_OPTIONS: preload(WATCHES, KEEPS_ALIVE) } },
      { site: 'example.com', 'fail-on-error': 'true' },
    );
    expect(endsOf(launched)).toEqual([
      ['pre', 0, ''],
      ['main', 1, ''],
      ['post', 0, ''],
      ['change-failure', 1, ''],
    ]);
  });
});

describe('an odd Node', () => {
  const loader = '/lib64/ld-linux-x86-64.so.2';
  const withLoader = existsSync(loader) && process.arch === 'x64' ? test : test.skip;
  const startedByLoader = { node: loader, nodeArguments: [process.execPath] };

  withLoader('that its loader starts, as on old hosts: each stage ends well', async () => {
    const launched = await runStages({
      ...startedByLoader,
      environment: { NODE_OPTIONS: preload(WATCHES, KEEPS_ALIVE) },
    });
    expect(endsOf(launched)).toEqual(ALL_WELL);
    expect(intake.deployments).toHaveLength(1);
  });

  withLoader('that its loader starts, with a look-up under way: not replaced by the loader', async () => {
    const NODE_OPTIONS = preload(WATCHES, KEEPS_ALIVE, NEVER_LOOKS_UP);
    const post = await runPost({
      ...startedByLoader,
      environment: { NODE_OPTIONS },
      inputs: { service: 'shopist', ...BY_NAME },
    });
    expect([post.exitCode, post.stderr]).toEqual([0, '']);
    expect(post.errors).toHaveLength(1);
  });

  const nodeArguments = ['--permission', '--allow-fs-read=*', '--allow-fs-write=*'];
  const withPermission = process.allowedNodeEnvironmentFlags.has('--permission') ? test : test.skip;

  withPermission('with the permission model, which forbids to replace it', async () => {
    const launched = await runStages({ nodeArguments, environment: { NODE_OPTIONS: preload(KEEPS_ALIVE) } });
    expect(STAGES.map((stage) => launched[stage].exitCode)).toEqual([0, 0, 0, 0]);
    expect(intake.deployments).toHaveLength(1);
  });

  withPermission('with the permission model and a look-up under way', async () => {
    const NODE_OPTIONS = preload(KEEPS_ALIVE, NEVER_LOOKS_UP);
    const inputs = { service: 'shopist', ...BY_NAME, 'fail-on-error': 'true' };
    const post = await runPost({ nodeArguments, environment: { NODE_OPTIONS }, inputs });
    expect(post.exitCode).toBe(1);
    expect(post.errors).toHaveLength(1);
  });

  onUnix('that cannot replace its process: exit code by process.exit', async () => {
    const denied = 'process.execve = () => { throw new Error("denied") };';
    const NODE_OPTIONS = preload(KEEPS_ALIVE, denied, NEVER_LOOKS_UP);
    const post = await runPost({
      environment: { NODE_OPTIONS },
      inputs: { service: 'shopist', ...BY_NAME, 'fail-on-error': 'true' },
    });
    expect([post.exitCode, post.stderr]).toEqual([1, '']);
  });
});

whereReplaced('a look-up of a name that never ends: post and change-failure leave all the same', async () => {
  const launched = await runStages(
    {
      environment: {
        NODE_OPTIONS: preload(WATCHES, KEEPS_ALIVE, hangsLookUps(makePipe())),
        OF_THE_RUNNER: 'kept',
      },
    },
    { ...BY_NAME, 'fail-on-error': 'true' },
  );
  // Pre and main ask nobody.
  const replaced = `replaced by ${JSON.stringify({ file: process.execPath, NODE_OPTIONS: '', OF_THE_RUNNER: 'kept' })}\n`;
  expect(endsOf(launched)).toEqual([
    ['pre', 0, ''],
    ['main', 0, ''],
    ['post', 1, replaced],
    ['change-failure', 1, replaced],
  ]);
  for (const stage of ['post', 'change-failure'] as const) {
    const { errors, stdout, summary } = launched[stage];
    expect(errors).toEqual([expect.stringMatching(/intake\.test.* DNS/)]);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^::error::.* fail-on-error is true\.$/);
    expect(summary).toContain('curl --fail-with-body');
  }
});

describe('files in the workspace that never answer', () => {
  const remote = '[remote "origin"]\n\turl = https://github.com/acme/shopist\n';

  /** Makes a checkout, as actions/checkout leaves it, with other things in place of some files. */
  function checkOut(folder: string, odd: Readonly<Record<string, (path: string) => void>> = {}): void {
    const git = join(folder, '.git');
    mkdirSync(join(git, 'logs'), { recursive: true });
    writeFileSync(join(git, 'config'), remote);
    writeFileSync(join(git, 'HEAD'), 'f'.repeat(40));
    for (const [name, make] of Object.entries(odd)) {
      rmSync(join(git, name), { recursive: true, force: true });
      make(join(git, name));
    }
  }

  const makeTerabyte = (path: string) => {
    writeFileSync(path, remote);
    truncateSync(path, 1024 ** 4);
  };
  const link = (to: string) => (path: string) => symlinkSync(to, path);

  onUnix.each<[string, Parameters<typeof checkOut>[1]]>([
    ['its reflog is a named pipe', { 'logs/HEAD': makePipe }],
    ['its HEAD leads to /proc/kmsg', { HEAD: link('/proc/kmsg') }],
    [
      'its packed-refs is a named pipe',
      { HEAD: (path) => writeFileSync(path, 'ref: refs/heads/main'), 'packed-refs': makePipe },
    ],
  ])('a checkout among odd ones, and %s: the event is sent, and the stage ends', async (_what, odd) => {
    const workspace = mkdtempSync(join(temporary, 'workspace-'));
    checkOut(join(workspace, 'a'), { config: makePipe });
    checkOut(join(workspace, 'b'), { config: link('/dev/zero') });
    checkOut(join(workspace, 'c'), { config: makeTerabyte });
    checkOut(join(workspace, 'd'), { '': makePipe });
    checkOut(join(workspace, 'e'), odd);
    const post = await runPost({
      workspace,
      environment: { NODE_OPTIONS: preload(WATCHES) },
      inputs: { service: 'shopist', 'api-url': intake.url },
    });
    expect([post.exitCode, post.stderr, post.errors]).toEqual([0, '', []]);
    expect(intake.deployments).toMatchObject([{ id: ID, arrivals: 1 }]);
  });

  whereReplaced('a mount whose server is gone: sent before anybody looks, without a doubt', async () => {
    const workspace = mkdtempSync(join(temporary, 'workspace-'));
    checkOut(workspace);
    const post = await runPost({
      workspace,
      environment: { NODE_OPTIONS: preload(WATCHES, hangsFiles(makePipe())) },
      inputs: { service: 'shopist', 'api-url': intake.url },
    });
    expect(post.exitCode).toBe(0);
    expect([post.errors, post.warnings]).toEqual([[], []]);
    expect(post.stdout).toMatch(/^shopist: stored by Datadog .*, 1 attempt;/m);
    // The thread that waits for the file would hold process.exit up for ever.
    expect(post.stderr).toMatch(/^replaced by /);
    expect(intake.deployments).toMatchObject([{ id: ID, arrivals: 1 }]);
  });
});
