/** What becomes of deployment events on a network that fails: the built post stage against real servers. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type ProxyOptions, startProxy } from '../dev/connect-proxy.ts';
import { type Fault, type Intake, type IntakeOptions, spaces, startIntake } from '../dev/intake.ts';
import { parseCommand } from '../dev/runner/commands.ts';
import { answering, http, listen } from './datadog/servers.ts';
import { type PostOptions, type PostResult, runPost } from './support/post.ts';
import { tls } from './support/tls.ts';

const apiKey = '5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e';
/** The alert of TLS, as a server sends it. Source: RFC 8446, 6. */
const CERTIFICATE_REQUIRED = Buffer.from([21, 3, 3, 0, 2, 2, 116]);
const hang = () => ({ connection: 'hang' }) as const;
const closers: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function start(options: IntakeOptions = {}): Promise<Intake> {
  const intake = await startIntake(options);
  closers.push(() => intake.close());
  return intake;
}

async function proxy(options: ProxyOptions) {
  const started = await startProxy(options);
  closers.push(() => started.close());
  return started;
}

function certificateFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  closers.push(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'ca.pem');
  writeFileSync(file, tls.cert);
  return file;
}

function send(
  apiUrl: string,
  inputs: Readonly<Record<string, string>> = {},
  more: Omit<PostOptions, 'inputs'> = {},
): Promise<PostResult> {
  return runPost({ inputs: { service: 'shopist', timeout: '2', 'api-url': apiUrl, ...inputs }, ...more });
}

/** Lines of the log that the runner would obey as commands, without those that the action means. */
function foreignCommands({ stdout }: PostResult): string[] {
  return stdout.split(/\r\n|\r|\n/).filter((line) => {
    const { name } = parseCommand(line) ?? {};
    return (
      name !== undefined && !['add-mask', 'group', 'endgroup', 'error', 'warning', 'debug'].includes(name)
    );
  });
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

describe('a delivered event', () => {
  test('ends the stage at once, though its connections are kept alive', async () => {
    const intake = await start();
    // A kept-alive connection would hold it up for ten minutes.
    intake.misbehave(() => ({ status: 200, store: true, headers: { 'keep-alive': 'timeout=600' } }));
    const result = await send(intake.url, { service: 'a,b,c' });
    expect(result).toMatchObject({ exitCode: 0, stderr: '', errors: [], warnings: [] });
    expect(result.stdout).toMatch(
      /^a: stored by Datadog \(HTTP 200\) after \d+ ms, 1 attempt; deployment ID [0-9a-f-]{36}$/m,
    );
    expect(intake.deployments).toHaveLength(3);
  });

  test('that Datadog stores later is called accepted', async () => {
    const intake = await start();
    intake.misbehave(() => ({ status: 202, store: true }));
    const { stdout, errors } = await send(intake.url);
    expect(stdout).toContain('shopist: accepted by Datadog, to be stored later (HTTP 202)');
    expect(errors).toEqual([]);
  });
});

describe('an undelivered event', () => {
  const wild = {
    service: `it's "$(touch /tmp/x)" \`id\` \\n ##[set-env name=x]y ::error::z %0A é😀 <b>|</b> [a](http://b) ***`,
    version: `$'\\''; exit 1 # !! \u202e\u0007 ${'`'.repeat(5)}`,
    env: "'",
    team: '--data @/etc/passwd',
    'custom-tags': 'a:$HOME\nb:"\nc:{x,y}[1-9]\nd:~\ne:\u2028',
    'git-commit-sha': '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567',
  };

  const tools = ['bash', 'curl'].filter((tool) => spawnSync(tool, ['--version']).status !== 0);
  const testWithTools = tools.length === 0 ? test : test.skip;

  testWithTools(
    `is sent by the very command that the log and the summary have${tools.length === 0 ? '' : `: needs ${tools.join()}`}`,
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
          timeout: 5_000,
        });
        expect(JSON.parse(intake.requests.at(-1)?.body ?? '')).toEqual(JSON.parse(sent));
      }
      expect(intake.requests).toHaveLength(3);
      expect(intake.deployments).toMatchObject([{ arrivals: 2 }]);
      // Numbers beyond 2^53, which JSON.parse rounds.
      expect(intake.deployments[0]?.attributes.started_at).toBe(1790000000123456789n);
    },
    10_000,
  );

  test('issues no command and stays one row of the table', async () => {
    const intake = await start();
    intake.misbehave(() => ({
      status: 400,
      body: JSON.stringify({ errors: [wild.service, '##[error]x', '\n::set-env name=a::b'] }),
    }));
    const result = await send(intake.url, wild, { debug: true });
    expect(foreignCommands(result)).toEqual([]);
    expect(result.errors).toHaveLength(1);
    const table = result.summary.split('\n').filter((line) => line.startsWith('|'));
    expect(table).toHaveLength(3);
    expect(table.map((row) => row.split('|').length)).toEqual([9, 9, 9]);
    expect(result.summary.split('```')[0]).not.toMatch(/<(?!\/?(?:code|span)>)|\[a\]/);
  });

  test('leaves the job green, or fails it with fail-on-error', async () => {
    const intake = await start();
    intake.misbehave(() => ({ status: 403 }));
    const results = await Promise.all([send(intake.url), send(intake.url, { 'fail-on-error': 'true' })]);
    expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 1]);
    expect(results[0]?.errors[0]).toContain('The job continues.');
    expect(results[1]?.errors[0]).toContain('The job fails, because fail-on-error is true.');
  });

  test('does not keep the stage from ending at its deadline', async () => {
    const intake = await start();
    intake.misbehave(hang);
    const { exitCode, errors } = await send(intake.url, { timeout: '1' });
    expect({ exitCode, errors }).toEqual({
      exitCode: 0,
      errors: [expect.stringMatching(/no complete response.*It may have arrived/)],
    });
  }, 20_000);
});

describe('a process that is told to end', () => {
  test.each<[NodeJS.Signals, string, string, number]>([
    ['SIGINT', 'hang', 'false', 0],
    ['SIGTERM', 'hang', 'false', 0],
    ['SIGTERM', 'hang', 'true', 1],
    ['SIGTERM', 'wait', 'false', 0],
  ])(
    'by %s during a %s writes out its events (fail-on-error: %s)',
    async (signal, what, failOnError, code) => {
      if (process.platform === 'win32') {
        return;
      }
      const intake = await start();
      intake.misbehave(() => (what === 'hang' ? hang() : { status: 503, headers: { 'retry-after': '55' } }));
      // The timeout of the test is shorter.
      const inputs = { service: 'a,b', timeout: '60', 'fail-on-error': failOnError };
      const result = await send(intake.url, inputs, kill(signal, intake.arrival(2)));
      expect(result.exitCode).toBe(code);
      expect(result.errors).toEqual([expect.stringContaining(`of a, b: ${signal} ended the delivery`)]);
      for (const { body } of intake.requests) {
        expect(result.stdout).toContain(body);
        expect(result.summary).toContain(body);
      }
    },
  );

  test('whose log nobody reads any more delivers and ends all the same', async () => {
    const intake = await start();
    const result = await send(intake.url, {}, { onStart: (child) => child.stdout?.destroy() });
    expect(result.exitCode).toBe(0);
    expect(result.summary).toContain('stored by Datadog');
    expect(intake.deployments).toHaveLength(1);
  });
});

describe('an exception that nobody foresaw', () => {
  test.each([
    [
      'thrown in the background',
      'setTimeout(() => { throw new Error("boom") }, 250)',
      /unexpected.*: boom\./,
    ],
    ['of a promise', 'setTimeout(() => Promise.reject(new TypeError("boom")), 250)', /unexpected.*: boom\./],
    ['that is no error', 'setTimeout(() => { throw undefined }, 250)', /unexpected.*: undefined\./],
    ['in a socket', 'import net from "node:net"; net.connect = () => { throw new Error("boom") }', /: boom;/],
    ['in the HTTP client', 'delete globalThis.WebAssembly', /WebAssembly is not supported/],
  ])('%s: its event is written out, one annotation, exit code 0', async (_name, code, words) => {
    const intake = await start();
    intake.misbehave(hang);
    const result = await send(intake.url, { timeout: '1' }, { nodeArguments: inject(code) });
    expect(result.exitCode).toBe(0);
    expect(result.errors).toEqual([expect.stringMatching(words)]);
    expect(result.stdout).toContain('"id":"deployment-0----"');
    expect(result.summary).toContain('curl --fail-with-body');
  });
});

describe('the key', () => {
  test('that a server echoes is written nowhere, neither in the debug log', async () => {
    const intake = await start();
    const echo = `<html><title>${apiKey}</title>${apiKey}`;
    intake.misbehave([
      { status: 503, body: echo, headers: { 'x-echo': apiKey } },
      { status: 302, body: '', headers: { location: `https://sso/?${apiKey}` } },
    ]);
    const { stdout, stderr, summary } = await send(intake.url, {}, { debug: true });
    expect(stdout).toMatch(/::debug::HTTP 503 .*\*\*\*/);
    expect(stdout.replace(`::add-mask::${apiKey}`, '') + stderr + summary).not.toContain(apiKey);
  });
});

test('a key that the end of too long an answer cuts in half is written nowhere', async () => {
  const intake = await start();
  const half = apiKey.slice(0, 4);
  // The first 64 KiB and one byte are read, in chunks: wherever they end, a part of a key stands there.
  intake.misbehave([{ status: 400, body: apiKey.repeat(40_000) }]);
  const { stdout, stderr, summary } = await send(intake.url, {}, { debug: true });
  expect(stdout).toContain('::debug::HTTP 400');
  expect(stdout.replace(`::add-mask::${apiKey}`, '') + stderr + summary).not.toContain(half);
});

describe('a proxy', () => {
  const url = 'https://intake.test';
  async function setUp(options: Partial<ProxyOptions> = {}) {
    const intake = await start({ tls });
    const { port, asked } = await proxy({ target: intake.port, ...options });
    return { intake, port, asked, ca: { NODE_EXTRA_CA_CERTS: certificateFile() } };
  }

  test.each(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'])('of %s is used', async (name) => {
    const { intake, port, asked, ca } = await setUp();
    const { errors } = await send(url, {}, { environment: { ...ca, [name]: `http://127.0.0.1:${port}` } });
    expect(errors).toEqual([]);
    expect(asked).toEqual(['intake.test:443']);
    expect(intake.deployments).toHaveLength(1);
  });

  test('gets its user and password', async () => {
    const { port, intake, ca } = await setUp({ credentials: { user: 'jane', password: 'p@ss:%' } });
    const environment = { ...ca, HTTPS_PROXY: `http://jane:p%40ss%3A%25@127.0.0.1:${port}` };
    expect((await send(url, {}, { environment, debug: true })).stdout).not.toMatch(/p@ss|p%40ss/);
    expect(intake.deployments).toHaveLength(1);
  });

  test.each(['NO_PROXY', 'no_proxy'])('is not used for what %s names', async (name) => {
    const { port, asked } = await setUp();
    const environment = { HTTPS_PROXY: `127.0.0.1:${port}`, [name]: 'example.org, .INVALID' };
    await send('https://name.invalid', { timeout: '1' }, { environment });
    expect(asked).toEqual([]);
  });

  test('is not used for loopback, where it would read the key', async () => {
    const { port, asked } = await setUp();
    const intake = await start();
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${port}`, HTTP_PROXY: `http://127.0.0.1:${port}` };
    expect((await send(intake.url, {}, { environment })).errors).toEqual([]);
    expect(asked).toEqual([]);
  });

  test.each<[string, (port: number) => string, Partial<ProxyOptions>, RegExp]>([
    [
      '407',
      (port) => `http://127.0.0.1:${port}`,
      { status: 407 },
      /the proxy 127\.0\.0\.1:\d+ \(from HTTPS_PROXY\) responded with 407 when asked for a connection to intake\.test.*It wants a user and a password/,
    ],
    [
      '502',
      (port) => `http://127.0.0.1:${port}`,
      { status: 502 },
      /responded with 502 when asked for a connection to intake\.test.*Does it allow/,
    ],
    [
      'refusing',
      () => 'http://127.0.0.1:1',
      {},
      /the proxy 127\.0\.0\.1:1 \(from HTTPS_PROXY\) refused the connection.*Check HTTPS_PROXY/,
    ],
    [
      'without a name',
      () => 'http://name.invalid:3128',
      {},
      /the name of the proxy name\.invalid:3128 \(from HTTPS_PROXY\) (?:could not be|is not) resolved by DNS/,
    ],
    ['of SOCKS', () => 'socks5://127.0.0.1:1', {}, /HTTPS_PROXY is not the address of an HTTP proxy/],
    [
      'with a backslash',
      (port) => `http://CORP\\jane:secret@127.0.0.1:${port}`,
      {},
      /HTTPS_PROXY has a backslash, .* write it as %5C(?!.*DNS)/,
    ],
    [
      '407, though it got a user and a password',
      (port) => `http://jane:secret@127.0.0.1:${port}`,
      { status: 407 },
      /responded with 407 .*It rejects the user or the password in HTTPS_PROXY, or wants NTLM or Kerberos/,
    ],
  ])('that fails is named: %s', async (_name, address, options, words) => {
    const { port } = await setUp(options);
    const environment = { HTTPS_PROXY: address(port) };
    const { errors, exitCode } = await send(url, { timeout: '1' }, { environment });
    expect({ errors, exitCode }).toEqual({ errors: [expect.stringMatching(words)], exitCode: 0 });
  });
});

describe('a proxy that knows only NTLM and Kerberos', () => {
  test.each(['', 'CORP%5Cjane:secret@'])('is named as not supported, with %j', async (credentials) => {
    const challenges = ['Proxy-Authenticate: Negotiate', 'Proxy-Authenticate: NTLM'];
    const refusal = http('407 Proxy Authentication Required', '<html></html>', ...challenges);
    const host = await listen((socket) => socket.once('data', () => socket.end(refusal)));
    const environment = { HTTPS_PROXY: `http://${credentials}${host}` };
    const { errors, stdout } = await send('https://intake.test', {}, { environment });
    expect(errors).toEqual([
      expect.stringMatching(/It wants Negotiate \(Kerberos\) or NTLM, which is not supported/),
    ]);
    expect(stdout).not.toContain('secret');
  });
});

describe('a response of an odd kind is understood', () => {
  const json = '{"data":{}}';
  const ok = `HTTP/1.1 200 OK\r\ncontent-length: ${json.length}\r\n\r\n${json}`;
  test.each<[string, string | Buffer]>([
    ['103, then 100', `HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n${ok}`],
    ['100, then 102, then 103', `HTTP/1.1 100\r\n\r\nHTTP/1.1 102 P\r\n\r\nHTTP/1.1 103 E\r\n\r\n${ok}`],
    ['201', http('201 Created')],
    ['errors that are null', http('200 OK', '{"data":{},"errors":null}')],
    ['errors that are an empty list', http('202 Accepted', '{"data":{},"errors":[]}')],
  ])('%s', async (_name, bytes) => {
    const { errors, stdout } = await send(`http://${await answering(bytes)}`);
    expect(errors).toEqual([]);
    expect(stdout).toMatch(/^shopist: (?:stored|accepted) by Datadog.*, 1 attempt;/m);
  });

  test('a date to wait for, of a server whose clock is an hour ahead', async () => {
    const date = (seconds: number) => new Date(Date.now() + 3_600_000 + seconds * 1000).toUTCString();
    const begin = performance.now();
    let isFirst = true;
    const host = await listen((socket) => {
      socket.on('data', (chunk) => {
        if (chunk.toString().endsWith('}')) {
          const wait = http('503 Service Unavailable', '', `Date: ${date(0)}`, `Retry-After: ${date(2)}`);
          socket.write(isFirst ? wait : http('200 OK'));
          isFirst = false;
        }
      });
    });
    const { errors, stdout } = await send(`http://${host}`, { timeout: '10' });
    expect(errors).toEqual([]);
    expect(stdout).toMatch(/, 2 attempts;/);
    expect(performance.now() - begin).toBeGreaterThan(1900);
  });
});

describe('that an event may have arrived is said after', () => {
  test.each<[string, readonly Fault[]]>([
    ['502', [{ status: 502 }]],
    ['504', [{ status: 504 }]],
    ['a success that confirms nothing', [{ status: 200, body: '<html></html>' }]],
    ['502, then 409', [{ status: 502, store: true }, { status: 409 }]],
  ])('%s', async (_name, faults) => {
    const intake = await start();
    const left = [...faults];
    intake.misbehave(() => left.shift() ?? faults.at(-1));
    const { errors } = await send(intake.url, { timeout: '1' });
    expect(errors).toEqual([
      expect.stringContaining('. It may have arrived: the same ID shows whether it did. '),
    ]);
  });
});

test('a mark that Datadog answers with 404 is tried again, which the log says once', async () => {
  const host = await listen((socket) => {
    socket.on('data', (chunk) => {
      const isMark = chunk.toString().startsWith('PATCH');
      if (chunk.toString().endsWith('}')) {
        socket.write(isMark ? http('404 Not Found', '{"errors":["not found"]}') : http('200 OK'));
      }
    });
  });
  const inputs = { service: 'a,b', 'change-failure': 'true', 'app-key': 'f'.repeat(40), timeout: '1' };
  const { stdout } = await send(`http://${host}`, inputs);
  expect(
    stdout.match(/^Datadog does not know .* \(HTTP 404\)\. Trying again until \d\d:\d\d:\d\d UTC/gm),
  ).toHaveLength(1);
});

describe('a connection that fails is named, with what to check', () => {
  test.each<[string, () => Promise<string>, RegExp]>([
    [
      'DNS',
      async () => 'https://name.invalid',
      /the name of name\.invalid (?:could not be|is not) resolved by DNS.*Check /,
    ],
    [
      'refused',
      async () => 'https://127.0.0.1:1',
      /127\.0\.0\.1:1 refused the connection \(ECONNREFUSED\).*Check site or api-url/,
    ],
    [
      'certificate',
      async () => (await start({ tls })).url,
      /the TLS certificate of 127\.0\.0\.1:\d+ is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT.*NODE_EXTRA_CA_CERTS/,
    ],
    [
      'client certificate',
      async () =>
        `https://${await listen((socket) => socket.once('data', () => socket.end(CERTIFICATE_REQUIRED)))}`,
      /127\.0\.0\.1:\d+ wants a client certificate \(ERR_SSL_\w+\)\. This action has none: /,
    ],
    [
      'HTTP where TLS is meant',
      async () => (await start()).url.replace('http:', 'https:'),
      /127\.0\.0\.1:\d+ does not speak TLS.*Is this an HTTPS port/,
    ],
    [
      'TLS where HTTP is meant',
      async () => (await start({ tls })).url.replace('https:', 'http:'),
      /closed the connection without a complete response|does not speak HTTP/,
    ],
  ])('%s', async (_name, setUp, words) => {
    const { errors, exitCode } = await send(await setUp(), { timeout: '1' });
    expect({ errors, exitCode }).toEqual({ errors: [expect.stringMatching(words)], exitCode: 0 });
  });

  test('NODE_EXTRA_CA_CERTS mends a certificate that is not trusted', async () => {
    const intake = await start({ tls });
    const environment = { NODE_EXTRA_CA_CERTS: certificateFile() };
    expect((await send(intake.url, {}, { environment })).errors).toEqual([]);
    expect(intake.deployments).toHaveLength(1);
  });
});

describe('memory and time are bounded', () => {
  const most = 200e6;

  test('with 100 services of which each fails for another reason', async () => {
    const intake = await start();
    let count = 0;
    intake.misbehave(() => {
      count += 1;
      return { status: 400, body: JSON.stringify({ errors: [`reason ${count}`] }) };
    });
    const service = Array.from({ length: 100 }, (_, index) => `service-${index}`).join(',');
    const result = await send(intake.url, { service });
    expect(result.errors).toHaveLength(10);
    expect(result.errors[9]).toContain('for 91 more reasons');
    expect(result.stdout.match(/^curl /gm)).toHaveLength(100);
    expect(result.peakMemory).toBeLessThan(most);
    expect(result.stderr).toBe('');
  });

  test('with a payload of 1 MB in the GitHub context', async () => {
    const intake = await start();
    const event = { ref: 'refs/heads/main', commits: 'x'.repeat(1e6) };
    const result = await send(intake.url, {}, { event });
    expect(result.errors).toEqual([]);
    expect(result.peakMemory).toBeLessThan(most);
  });

  test('with responses of 100 MB', async () => {
    const intake = await start();
    let bytes = 0;
    function* counted() {
      for (const chunk of spaces(100e6)) {
        bytes += chunk.length;
        yield chunk;
      }
    }
    intake.misbehave(() => ({ status: 200, body: counted() }));
    const result = await send(intake.url, { service: 'a,b,c,d,e,f,g,h' });
    // Of the 800 MB it takes what buffers on the way hold.
    expect(bytes).toBeLessThan(200e6);
    expect(result.errors).toEqual([expect.stringContaining('a body too long for a response')]);
    expect(result.peakMemory).toBeLessThan(most);
  });

  test('with a summary that would be too long', async () => {
    const intake = await start();
    intake.misbehave(() => ({ status: 400 }));
    const service = Array.from({ length: 40 }, (_, index) => `service-${index}`).join(',');
    const tags = Array.from({ length: 100 }, (_, index) => `tag-${index}:${'é|`'.repeat(70)}`).join(',');
    const result = await send(intake.url, { service, 'custom-tags': tags });
    expect(Buffer.byteLength(result.summary)).toBeLessThan(1024 * 1024);
    expect(Buffer.byteLength(result.summary)).toBeGreaterThan(500_000);
    expect(result.summary).toContain('The rest is in the log.');
    expect(result.stdout.match(/^curl /gm)).toHaveLength(40);
  });
});

test('a server that only opens connections holds nothing up', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  closers.push(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const { exitCode, errors } = await send(`https://127.0.0.1:${port}`, { timeout: '1' });
  expect({ exitCode, errors }).toEqual({
    exitCode: 0,
    errors: [expect.stringMatching(/did not finish the TLS handshake in time(?!.*It may have arrived)/)],
  });
}, 20_000);
