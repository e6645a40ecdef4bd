/** What becomes of deployment events on a network that fails: the built post stage and real servers. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Fault, type Intake, type IntakeOptions, type ReceivedRequest, startIntake } from '../dev/intake.ts';
import { afterwards, listen, proxy } from './datadog/servers.ts';
import { type PostOptions, type PostResult, runPost } from './support/post.ts';
import { tls } from './support/tls.ts';

const apiKey = '5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e';
/** The alert of TLS, as a server sends it. Source: RFC 8446, 6. */
const CERTIFICATE_REQUIRED = Buffer.from([21, 3, 3, 0, 2, 2, 116]);
const hang = () => ({ connection: 'hang' }) as const;

async function start(options: IntakeOptions = {}): Promise<Intake> {
  const intake = await startIntake(options);
  afterwards(() => intake.close());
  return intake;
}

function certificateFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  afterwards(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'ca.pem');
  writeFileSync(file, tls.cert);
  return file;
}

function send(
  apiUrl: string,
  inputs: Readonly<Record<string, string>> = {},
  more: Omit<PostOptions, 'inputs'> = {},
): Promise<PostResult> {
  return runPost({ inputs: { service: 'shopist', 'api-url': apiUrl, ...inputs }, ...more });
}

/** A fault of its own for each service. */
function byService(faults: Readonly<Record<string, Fault>>): (request: ReceivedRequest) => Fault | undefined {
  return ({ body }) => faults[/"service":"([^"]+)"/.exec(body)?.[1] ?? ''];
}

/** Code that runs in the stage's process before it. */
function inject(code: string): string[] {
  return ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
}

function kill(signal: NodeJS.Signals, when: Promise<unknown>): Pick<PostOptions, 'onStart'> {
  return {
    onStart: (child) => {
      when.then(
        () => child.kill(signal),
        () => {},
      );
    },
  };
}

describe('an undelivered event', () => {
  const wild = {
    service: `it's "x"; touch /tmp/x \\n ::z %0A é😀 <b>|</b> [a](http://b) ***`,
    version: `'\\''; exit 1 # !! ${'`'.repeat(5)} x`,
    env: "a'",
    team: '--data @/etc/passwd',
    'custom-tags': 'a:x$HOME $(touch /tmp/x)\nb:"\nc:{x,y}[1-9] `id`\nd:~\ne:##[set-env name=x]y',
    'git-commit-sha': '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567',
  };

  const missing = ['bash', 'curl'].filter((tool) => spawnSync(tool, ['--version']).status !== 0);
  const testWithTools = missing.length === 0 ? test : test.skip;

  testWithTools(
    `is sent by the command in the log and in the summary (missing: ${missing.join() || 'nothing'})`,
    async () => {
      const intake = await start({ apiKey });
      intake.misbehave([{ status: 400 }]);
      const result = await send(intake.url, wild);
      expect(result.exitCode).toBe(0);
      const sent = intake.requests[0]?.body ?? '';
      const inLog = /^curl .*\n.*\nEND_OF_BODY$/m.exec(result.stdout)?.[0] ?? '';
      const inSummary = /^(`{3,})sh\n([\s\S]*?)\n\1$/m.exec(result.summary)?.[2] ?? '';
      for (const command of [inLog, inSummary]) {
        await promisify(execFile)('bash', ['-c', command], {
          env: { PATH: process.env['PATH'], DD_API_KEY: apiKey },
        });
        expect(JSON.parse(intake.requests.at(-1)?.body ?? '')).toEqual(JSON.parse(sent));
      }
      expect(intake.requests).toHaveLength(3);
      expect(intake.deployments).toMatchObject([{ arrivals: 2 }]);
      // Numbers beyond 2^53, which JSON.parse rounds.
      expect(intake.deployments[0]?.attributes.started_at).toBe(1790000000123456789n);
    },
  );
});

describe('a process that is told to end', () => {
  test.each<[NodeJS.Signals, string, number]>([
    ['SIGINT', 'false', 0],
    ['SIGTERM', 'true', 1],
  ])(
    'by %s, while it sends and while it waits, writes out its events (fail-on-error: %s)',
    async (signal, failOnError, code) => {
      if (process.platform === 'win32') {
        return;
      }
      const intake = await start();
      intake.misbehave(byService({ a: hang(), b: { status: 503, headers: { 'retry-after': '55' } } }));
      const inputs = { service: 'a,b', 'fail-on-error': failOnError };
      const result = await send(intake.url, inputs, kill(signal, intake.arrival(2)));
      expect(result.exitCode).toBe(code);
      // One message, or two: whether it may have arrived, too, depends on how far each was.
      for (const message of result.errors) {
        expect(message).toMatch(new RegExp(`[:;] ${signal} ended the delivery\\. `));
      }
      expect(result.errors.join()).toMatch(/ of a.* b: /);
      for (const { body } of intake.requests) {
        expect(result.stdout).toContain(body);
        expect(result.summary).toContain(body);
      }
    },
  );
});

describe('an exception that nobody foresaw', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake();
    intake.misbehave(hang);
  });
  afterAll(() => intake.close());

  /** Code that is run while the event is on its way. */
  const meanwhile = (code: string) =>
    `import net from 'node:net'; const { connect } = net;
    net.connect = (...args) => { setImmediate(() => { ${code} }); return connect(...args); };`;

  test.each([
    ['of a promise', meanwhile('Promise.reject(new TypeError("boom"))'), /unexpected.*: boom\./],
    ['that is no error', meanwhile('throw undefined'), /unexpected.*: undefined\./],
    ['in a socket', 'import net from "node:net"; net.connect = () => { throw new Error("boom") }', /: boom;/],
    ['in the HTTP client', 'delete globalThis.WebAssembly', /WebAssembly is not supported/],
  ])('%s: its event is written out, one annotation, exit code 0', async (_name, code, words) => {
    const result = await send(intake.url, { timeout: '2' }, { nodeArguments: inject(code) });
    expect(result.exitCode).toBe(0);
    expect(result.errors).toEqual([expect.stringMatching(words)]);
    expect(result.stdout).toContain('"id":"deployment-0----"');
    expect(result.summary).toContain('curl --fail-with-body');
  });
});

test('a proxy of HTTPS_PROXY is used, with its user and password', async () => {
  const intake = await start({ tls });
  const credentials = { user: 'jane', password: 'p@ss:%' };
  const { port, asked } = await proxy({ target: intake.port, credentials });
  const HTTPS_PROXY = `http://jane:p%40ss%3A%25@127.0.0.1:${port}`;
  const environment = { NODE_EXTRA_CA_CERTS: certificateFile(), HTTPS_PROXY };
  const { errors, stdout } = await send('https://intake.test', {}, { environment, debug: true });
  expect(errors).toEqual([]);
  expect(asked).toEqual(['intake.test:443']);
  expect(intake.deployments).toHaveLength(1);
  expect(stdout).not.toMatch(/p@ss|p%40ss/);
});

describe('a connection that fails is named, with what to check', () => {
  const URL = 'https://intake.test';
  /** The API, and a proxy. */
  type SetUp = () => Promise<readonly [apiUrl: string, proxy?: string]>;
  const refusing =
    (status: number): SetUp =>
    async () => [URL, (await proxy({ target: 1, status })).url];
  const answeringAtOnce = (bytes: string | Buffer) => listen((socket) => socket.once('data', () => socket.end(bytes)));

  test.each<[string, SetUp, RegExp]>([
    ['refused', async () => ['https://127.0.0.1:1'], /127\.0\.0\.1:1 refused the connection/],
    ['certificate', async () => [(await start({ tls })).url], /is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT/],
    ['HTTP for TLS', async () => [(await start()).url.replace('http:', 'https:')], /does not speak TLS/],
    [
      'client certificate',
      async () => [`https://${await answeringAtOnce(CERTIFICATE_REQUIRED)}`],
      /127\.0\.0\.1:\d+ requires a client certificate \(ERR_SSL_\w+\)\. /,
    ],
    ['a proxy that requires a password', refusing(407), /407 .* requires a user and password/],
    ['one that responds with 502', refusing(502), /with 502 when asked for a connection to intake\.test/],
    ['one that refuses connections', async () => [URL, 'http://127.0.0.1:1'], /Check HTTPS_PROXY/],
    ['one of SOCKS', async () => [URL, 'socks5://jane:secret@127.0.0.1:1'], /HTTPS_PROXY is not the address/],
  ])('%s', async (_name, setUp, words) => {
    const [apiUrl, HTTPS_PROXY = ''] = await setUp();
    const { errors, exitCode, stdout } = await send(apiUrl, { timeout: '2' }, { environment: { HTTPS_PROXY } });
    expect({ errors, exitCode }).toEqual({ errors: [expect.stringMatching(words)], exitCode: 0 });
    expect(stdout).not.toContain('secret');
  });
});

test('responses of odd kinds are understood; what cannot be read is unconfirmed, with its command', async () => {
  const intake = await start();
  const json = '{"data":{}}';
  // The connection is closed after it, which a client that is not told may notice too late.
  const ok = `HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: ${json.length}\r\n\r\n${json}`;
  const understood: Readonly<Record<string, Fault>> = {
    hints: { raw: `HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${ok}` },
    created: { status: 201, store: true },
    accepted: { status: 202, store: true },
    'no-errors': { status: 200, body: '{"data":{},"errors":null}' },
    gzip: { status: 200, headers: { 'content-encoding': 'gzip' }, body: gzipSync(`\ufeff${json}`) },
  };
  const unread: Readonly<Record<string, Fault>> = {
    continued: { raw: `HTTP/1.1 100 Continue\r\n\r\n${ok}` },
    deflated: { status: 200, headers: { 'content-encoding': 'deflate' }, body: deflateSync(json) },
  };
  intake.misbehave(byService({ ...understood, ...unread }));
  const services = Object.keys({ ...understood, ...unread });
  const { exitCode, errors, stdout } = await send(intake.url, { service: services.join(), timeout: '2' });
  expect([exitCode, errors.length]).toEqual([0, Object.keys(unread).length]);
  for (const service of Object.keys(understood)) {
    expect(stdout).toMatch(new RegExp(`^${service}: (?:stored|accepted) by Datadog.*\\b1 attempt\\b`, 'm'));
  }
  expect(stdout.match(/^curl .*$/gm)).toHaveLength(Object.keys(unread).length);
});

describe('memory is bounded', () => {
  const most = 200e6;

  test('with 100 services of many tags, each of which fails for another reason, and a payload of 1 MB', async () => {
    const intake = await start();
    intake.misbehave(() => ({
      status: 400,
      body: JSON.stringify({ errors: [`reason ${intake.requests.length}`] }),
    }));
    const service = Array.from({ length: 100 }, (_, index) => `service-${index}`).join(',');
    const tags = Array.from({ length: 100 }, (_, index) => `tag-${index}:${'é|`'.repeat(70)}`).join(',');
    const event = { ref: 'refs/heads/main', commits: 'x'.repeat(1e6) };
    const result = await send(intake.url, { service, 'custom-tags': tags }, { event });
    expect(result.errors).toHaveLength(10);
    expect(result.stdout.match(/^Datadog has not confirmed the deployment event of /gm)).toHaveLength(90);
    expect(result.stdout.match(/^curl /gm)).toHaveLength(100);
    expect(Buffer.byteLength(result.summary)).toBeLessThan(1024 * 1024);
    expect(Buffer.byteLength(result.summary)).toBeGreaterThan(500_000);
    expect(result.summary).toContain('The rest is in the log.');
    expect(result.peakMemory).toBeLessThan(most);
    expect(result.stderr).toBe('');
  });
});
