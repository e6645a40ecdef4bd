import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

const stage = new URL('../../src/runner/stage.ts', import.meta.url).href;
const key = '0123456789abcdef0123456789abcdef';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stage-'));
  for (const file of ['state', 'output', 'summary']) {
    writeFileSync(join(folder, file), 'before\n');
  }
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

interface Options {
  readonly environment?: NodeJS.ProcessEnv;
  /** More options of `runStage`. */
  readonly kind?: string;
  /** JavaScript that runs before the module is loaded. */
  readonly before?: string;
  /** What to do with the process once it has written `ready`. */
  readonly onReady?: (process: ReturnType<typeof spawn>) => void;
  readonly isLogClosed?: boolean;
}

/** Runs a stage as its own process. @param body of the function that gets the stage, in JavaScript */
async function run(body: string, { environment, kind = '{}', before = '', onReady, isLogClosed }: Options = {}) {
  const code = `${before}
    const { runStage } = await import(${JSON.stringify(stage)});
    await runStage(async (stage) => { ${body} }, { title: 'Title', lost: 'nothing is sent', ...${kind} });
    console.log('still here');`;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', code], {
    env: {
      PATH: process.env['PATH'],
      SYSTEMROOT: process.env['SYSTEMROOT'],
      GITHUB_STATE: join(folder, 'state'),
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
      ...environment,
    },
    // One that does not end fails its test, and does not outlive it.
    timeout: 30_000,
  });
  let output = '';
  let errors = '';
  if (isLogClosed) {
    child.stdout.destroy();
  }
  child.stdout.on('data', (chunk) => {
    const wasReady = output.includes('ready');
    output += chunk;
    if (!wasReady && output.includes('ready')) {
      onReady?.(child);
    }
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const status = await new Promise<number | string | null>((resolve) => {
    child.on('close', (exitCode, signal) => resolve(exitCode ?? signal));
  });
  return { status, lines: output.split(/\r?\n/).filter(Boolean), errors };
}

const fileOf = (name: string) => readFileSync(join(folder, name), 'utf8');

describe('a stage ends', () => {
  test('with its verdict', async () => {
    const ended = await run(`stage.log.info('done'); return 'failure';`);
    expect(ended).toEqual({ status: 1, lines: ['done'], errors: '' });
  });

  test.each([
    ['TRUE', 1],
    ['perhaps', 0],
  ])('if something unexpected happens, with an error; fail-on-error %j', async (failOnError, status) => {
    const ended = await run(`throw new Error('broken ${key}');`, {
      environment: { 'INPUT_FAIL-ON-ERROR': failOnError, DD_API_KEY: key },
    });
    expect(ended.status).toBe(status);
    expect(ended.lines).toEqual([
      `::add-mask::${key}`,
      expect.stringMatching(/^::error title=Title::.*broken \*\*\*.*Nothing is sent/),
    ]);
  });

  test('with all of a long output written, though something keeps the process alive', async () => {
    const ended = await run(
      `setInterval(() => {}, 1000);
      for (let i = 0; i < 20000; i += 1) { stage.log.info('line ' + i); }
      return 'success';`,
    );
    expect([ended.status, ended.lines.length, ended.lines.at(-1)]).toEqual([0, 20_000, 'line 19999']);
  });

  test.each([
    ['line', `stage.log.info('x'.repeat(100_000));`, {}],
    ['mask', '', { DD_API_KEY: key }],
  ])(
    'well, and without an end to its delivery, if nobody reads its first %s any more',
    async (_what, first, environment) => {
      const body = `${first}
        await new Promise((resolve) => process.stdout.write('x', resolve));
        await new Promise(setImmediate);
        return stage.signal.aborted ? 'failure' : 'success';`;
      const ended = await run(body, { environment, isLogClosed: true, kind: '{ sends: true }' });
      expect([ended.status, ended.errors]).toEqual([0, '']);
    },
  );

  test('well if nothing else keeps its process alive while it waits', async () => {
    const ended = await run(`await new Promise((resolve) => setTimeout(resolve, 50).unref()); return 'success';`);
    expect(ended).toEqual({ status: 0, lines: [], errors: '' });
  });

  test('well if an exception is thrown in the background', async () => {
    const body = `setImmediate(() => { throw new Error('background'); });
      await new Promise((resolve) => process.on('uncaughtException', () => setImmediate(resolve)));
      return 'success';`;
    const ended = await run(body);
    expect(ended.status).toBe(0);
    expect(ended.lines.join()).toContain('Unexpected: Error: background');
  });

  // Windows has no signals.
  const onPosix = process.platform === 'win32' ? test.skip : test;

  onPosix('when its delivery is over, if a signal comes meanwhile', async () => {
    const body = `const aborted = new Promise((resolve) => stage.signal.addEventListener('abort', resolve));
      const alive = setInterval(() => {}, 1000);
      stage.log.info('ready');
      await aborted;
      clearInterval(alive);
      stage.log.info('reported: ' + stage.signal.reason.message);
      return 'success';`;
    const ended = await run(body, { kind: '{ sends: true }', onReady: (child) => child.kill('SIGTERM') });
    expect(ended).toEqual({
      status: 0,
      lines: ['ready', expect.stringMatching(/^reported: SIGTERM/)],
      errors: '',
    });
  });
});

test.each([
  ['18.20.8', 'ACT', true],
  ['20.2.0', 'GITEA_ACTIONS', true],
  ['20.2.0', 'FORGEJO_ACTIONS', true],
  ['20.3.0', 'ACT', false],
])('on Node %s, with %s, the stage does not run: %s', async (version, variable, isTooOld) => {
  const before = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`;
  const ended = await run(`stage.log.info('done'); return 'success';`, {
    before,
    environment: { [variable]: 'true' },
  });
  expect(ended.status).toBe(0);
  expect(ended.lines).toEqual(
    isTooOld
      ? [expect.stringMatching(`^::error title=Title::Nothing is sent: .*Node ${version}\\. .*image`)]
      : ['done'],
  );
});

describe('what a stage gets', () => {
  test('keys that are masked before anything else is written, inputs, and what earlier stages saved', async () => {
    const body = `stage.log.info(stage.keys.api.value + ' ' + stage.keys.app.source);
      stage.log.info([stage.input('some-input'), stage.input('other'), stage.state('a'), stage.state('b')].join('|'));
      return 'success';`;
    const environment = {
      'INPUT_API-KEY': ` ${key}\n`,
      DD_APP_KEY: 'f'.repeat(40),
      DD_API_KEY: 'e'.repeat(32),
      'INPUT_SOME-INPUT': ' x\n',
      STATE_a: 'saved',
    };
    const { lines } = await run(body, { environment });
    expect(lines.slice(0, 3).sort()).toEqual(
      [key, 'f'.repeat(40), 'e'.repeat(32)].map((value) => `::add-mask::${value}`).sort(),
    );
    expect(lines.slice(3)).toEqual(['*** DD_APP_KEY', 'x||saved|']);
  });

  test('no keys if it reads no inputs', async () => {
    const body = `stage.log.info(JSON.stringify(stage.keys.all)); return 'success';`;
    const ended = await run(body, { kind: '{ readsInputs: false }', environment: { DD_API_KEY: key } });
    expect(ended.lines).toEqual(['[]']);
  });
});

describe('what a stage gives the runner', () => {
  // The runner fails a step whose file ends within a value.
  test('is in its files, as a whole or not at all', async () => {
    const body = `const entries = [['a', '1'], ['b', { toString() { throw new Error('no space left'); } }]];
      const outputs = { a: '1', get b() { throw new Error('no space left'); } };
      for (const write of [() => stage.saveState(entries), () => stage.setOutputs(outputs)]) {
        try {
          write();
          stage.log.info('written');
        } catch (error) {
          stage.log.info(error.message);
        }
      }
      stage.saveState([['a', '1'], ['b', '2']]);
      stage.setOutputs({ c: '3' });
      stage.writeSummary('# Summary\\n');
      return 'success';`;
    expect(await run(body)).toMatchObject({ status: 0, lines: ['no space left', 'no space left'] });
    expect(fileOf('state')).toMatch(/^before\na<<(\S+)\n1\n\1\nb<<(\S+)\n2\n\2\n$/);
    expect(fileOf('output')).toMatch(/^before\nc<<(\S+)\n3\n\1\n$/);
    expect(fileOf('summary')).toBe('before\n# Summary\n');
  });

  test('lacks the summary, without a word, if the runner has none', async () => {
    const ended = await run(`stage.writeSummary('x'); return 'success';`, {
      environment: { GITHUB_STEP_SUMMARY: undefined },
    });
    expect([ended.status, ended.lines]).toEqual([0, []]);
  });
});
