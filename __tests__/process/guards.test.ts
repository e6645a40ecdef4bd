/** What only a process shows: lines of `src` that no test in this process would miss. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { afterAll, expect, test } from '@jest/globals';
import { startIntake } from '../../dev/intake.ts';
import { listen } from '../../dev/listen.ts';
import { runPost } from '../support/post.ts';
import { tls } from '../support/tls.ts';

const temporary = mkdtempSync(join(tmpdir(), 'guards-'));
afterAll(() => rmSync(temporary, { recursive: true }));
const onUnix = process.platform === 'win32' ? test.skip : test;
const apiKey = '5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e';
/** A name that is looked up, for a second. */
const BY_NAME = { service: 'shopist', 'api-key': apiKey, 'api-url': 'https://intake.test', timeout: '1' };

/** Has a process of Node call this function in place of `dns.lookup`. */
function lookUpBy(code: string): { readonly NODE_OPTIONS: string } {
  const file = join(mkdtempSync(join(temporary, 'preload-')), 'preload.cjs');
  writeFileSync(file, `require('node:dns').lookup = ${code}; require('node:module').syncBuiltinESMExports();`);
  return { NODE_OPTIONS: `--require=${JSON.stringify(file)}` };
}

test('an impostor does not get the key, although NODE_TLS_REJECT_UNAUTHORIZED=0', async () => {
  let received = '';
  const impostor = createServer(tls, (socket) => {
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.on('error', () => socket.destroy());
  });
  impostor.on('tlsClientError', () => {});
  const { port, close } = await listen(impostor);
  const post = await runPost({
    inputs: { ...BY_NAME, 'api-url': `https://localhost:${port}` },
    environment: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
  });
  await close();
  expect(received).toBe('');
  expect(post.exitCode).toBe(0);
  expect(post.errors).toEqual([
    expect.stringMatching(/certificate of localhost:\d+ is not trusted .*REJECT_UNAUTHORIZED=0 is ignored/),
  ]);
});

onUnix('SIGHUP while an event is being sent: the event is printed', async () => {
  const intake = await startIntake();
  intake.misbehave(() => ({ connection: 'hang' }));
  const post = await runPost({
    inputs: { ...BY_NAME, 'api-url': intake.url, timeout: '60' },
    onStart: (child) => void intake.arrival(1).then(() => child.kill('SIGHUP')),
  });
  await intake.close();
  expect([post.exitCode, post.signal]).toEqual([0, null]);
  expect(post.errors).toEqual([expect.stringContaining('SIGHUP ended the delivery')]);
  expect(post.stdout).toContain(intake.requests[0]?.body);
});

test.each([
  [{}, /^timeout:[1-5] attempts:1\n/],
  [{ RES_OPTIONS: 'timeout:9' }, /^timeout:9\n/],
])('before the first look-up, glibc is told when to give up, unless it is told by %j', async (variables, told) => {
  // A program that it starts has the variables that the process really has.
  const code = `(name, options, callback) => {
    const { execFileSync } = require('node:child_process');
    const print = 'console.error(process.env.RES_OPTIONS)';
    execFileSync(process.execPath, ['-e', print], { stdio: 'inherit', env: { ...process.env, NODE_OPTIONS: '' } });
    callback(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }));
  }`;
  const post = await runPost({ inputs: BY_NAME, environment: { ...lookUpBy(code), ...variables } });
  expect(post.stderr).toMatch(told);
});

onUnix('a look-up in progress keeps no stage from its report, nor from ending with its own exit code', async () => {
  const pipe = join(temporary, 'pipe');
  execFileSync('mkfifo', [pipe]);
  // As in `getaddrinfo`, a thread waits, which `process.exit` waits for: until somebody writes to the pipe.
  const code = `() => require('node:fs').open(${JSON.stringify(pipe)}, 'r', () => {})`;
  const post = await runPost({
    inputs: { ...BY_NAME, 'fail-on-error': 'true' },
    environment: lookUpBy(code),
    onStart: ({ stdout }) => {
      stdout?.on('data', (chunk) => {
        if (String(chunk).includes('::error')) {
          openSync(pipe, 'r+');
        }
      });
    },
  });
  expect([post.exitCode, post.signal, post.stderr]).toEqual([1, null, '']);
  expect(post.errors).toEqual([expect.stringMatching(/intake\.test.*fail-on-error is true\.$/)]);
});
