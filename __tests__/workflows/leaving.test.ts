/** How the stages end: always, with their own exit code, whatever else is in their process or in the workspace. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Intake, startIntake } from '../../dev/intake.ts';
import { type LaunchOptions, launch } from '../../dev/launch.ts';
import { runPost } from '../support/post.ts';
import { apiKey, appKey } from '../support/workflow.ts';

const temporary = mkdtempSync(join(tmpdir(), 'leaving-'));
afterAll(() => rmSync(temporary, { recursive: true }));
let intake: Intake;
beforeEach(async () => {
  intake = await startIntake();
});
afterEach(() => intake.close());

const ID = 'deployment-0----';

/** Runs all stages of both actions, each as its own process, beside other things that keep a process alive. */
async function endsOfStages(
  options: Pick<LaunchOptions, 'node' | 'nodeArguments'>,
  more: Readonly<Record<string, string>> = {},
): Promise<unknown[]> {
  const preload = join(temporary, 'preload.cjs');
  writeFileSync(
    preload,
    `setInterval(() => {}, 1_000);
    process.on('beforeExit', () => setTimeout(() => {}, 1_000));
    if (!process.permission) {
      require('node:net').createServer().listen(0, '127.0.0.1');
      require('node:child_process').spawn(process.execPath, ['-e', 'process.stdin.resume()'], { env: {}, stdio: ['pipe', 'ignore', 'ignore'] });
      const { Worker, isMainThread } = require('node:worker_threads');
      if (isMainThread) new Worker('setInterval(() => {}, 1_000)', { eval: true, execArgv: [], env: {} });
    }`,
  );
  const environment = { NODE_OPTIONS: `--require=${JSON.stringify(preload)}` };
  const common = {
    'api-key': apiKey,
    'app-key': appKey,
    'api-url': intake.url,
    'deployment-id': ID,
    ...more,
  };
  const inputs = { ...common, service: 'shopist' };
  const pre = await launch({ ...options, environment, stage: 'pre' });
  const main = await launch({ ...options, environment, stage: 'main', inputs, state: pre.state });
  const state = { ...pre.state, ...main.state };
  const post = await launch({ ...options, environment, stage: 'post', inputs, state });
  const marking = await launch({ ...options, environment, stage: 'change-failure', inputs: common });
  return [pre, main, post, marking].map(({ exitCode }) => exitCode);
}

const loader = '/lib64/ld-linux-x86-64.so.2';
const isThere: Readonly<Record<string, boolean>> = {
  Node: true,
  'a Node that its loader starts, as on old hosts': existsSync(loader) && process.arch === 'x64',
  'a Node with the permission model': process.allowedNodeEnvironmentFlags.has('--permission'),
};

test.each<[string, Parameters<typeof endsOfStages>[0]]>([
  ['Node', {}],
  ['a Node that its loader starts, as on old hosts', { node: loader, nodeArguments: [process.execPath] }],
  ['a Node with the permission model', { nodeArguments: ['--permission', '--allow-fs-read=*', '--allow-fs-write=*'] }],
])('nothing else in the process keeps a stage from ending: %s', async (name, options) => {
  if (isThere[name]) {
    expect(await endsOfStages(options)).toEqual([0, 0, 0, 0]);
    expect(intake.deployments).toMatchObject([{ id: ID, changeFailure: true }]);
  }
});

test('a wrong input fails main and change-failure with their own exit code', async () => {
  expect(await endsOfStages({}, { site: 'example.com', 'fail-on-error': 'true' })).toEqual([0, 1, 0, 1]);
});

const makePipe = (path: string) => execFileSync('mkfifo', [path]);
const onUnix = process.platform === 'win32' ? test.skip : test;

onUnix.each<[string, string, (path: string) => unknown]>([
  ['its reflog is a named pipe', 'logs/HEAD', makePipe],
  ['its reflog has no end', 'logs/HEAD', (path) => symlinkSync('/dev/zero', path)],
])('a checkout in the workspace, and %s: the event is sent, and the stage ends', async (_name, file, make) => {
  const workspace = mkdtempSync(join(temporary, 'workspace-'));
  const git = join(workspace, '.git');
  mkdirSync(join(git, 'logs'), { recursive: true });
  writeFileSync(join(git, 'HEAD'), 'f'.repeat(40));
  writeFileSync(join(git, 'config'), '[remote "origin"]\n\turl = https://github.com/acme/shopist\n');
  rmSync(join(git, file), { force: true });
  make(join(git, file));
  const post = await runPost({ workspace, inputs: { service: 'shopist', 'api-url': intake.url } });
  expect([post.exitCode, post.stderr, post.errors]).toEqual([0, '', []]);
  expect(intake.deployments).toMatchObject([{ id: ID, arrivals: 1 }]);
});
