/**
 * Takes guards out of a copy of this repository, one at a time, and says which tests notice: `npm run mutants`, or with
 * words of the guards to try. It takes minutes, and is not part of CI. A guard that no test notices ends it with 1.
 *
 * Tests of the source run first, and only of what a file concerns; those of the built actions, if none of them fails.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What is guarded, the one place in `src` that does it, and what takes its place. The result must compile. */
const MUTANTS: readonly (readonly [guard: string, text: string, replacement: string])[] = [
  [
    'certificates are always verified',
    'rejectUnauthorized: true',
    "rejectUnauthorized: process.env['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0'",
  ],
  ['a waiting stage stays alive', 'setInterval(() => {}, 60_000);', ''],
  ['the delimiter is random', '`delimiter_${randomUuid()}`', "`delimiter_${String('1')}`"],
  ['SIGHUP is a signal', "'SIGTERM', 'SIGHUP'", "'SIGTERM'"],
  ['RES_OPTIONS of the process', "environment['RES_OPTIONS'] ??=", "({ ...environment })['RES_OPTIONS'] ??="],
  ['a stage leaves while a look-up is under way', '  process.exit();', ''],
  ['time: before 2000', 'written.time < YEAR_2000', 'written.time < 0n * YEAR_2000'],
  ['time: at least a second', 'finish < earliest', 'finish < startedAt'],
  ['time: a coarser finish', 'time + resolution > start', 'time + resolution * 0n >= start'],
  [
    'retry: a wait that does not fit ends at once',
    'asked > 0 && asked > left - MARGIN',
    'asked > 0 && asked > left + 1e9 - MARGIN',
  ],
  ['retry: may have arrived is kept', 'mayHaveArrived ||= attempt', 'mayHaveArrived = attempt'],
  ['retry: a wait is never undercut', 'Math.max(asked, Math.min(own, latest))', 'Math.min(own, latest)'],
  ['answer: data is an object', " && isObject(json['data']))", ')'],
  [
    'answer: a body that is cut loses its end',
    'redacted.slice(0, -Math.max(apiKey.length, appKey?.length ?? 0))',
    'redacted',
  ],
  ['answer: headers up to 256 KiB', 'LONGEST_HEADERS = 256', 'LONGEST_HEADERS = 16'],
  [
    'failure: an expired certificate is final',
    'return final(\n      `the TLS certificate of ${name} ${when}',
    'return retriable(\n      `the TLS certificate of ${name} ${when}',
  ],
  ['failure: NO_PROXY names suffixes', ' || host.endsWith(`.${suffix}`)', ''],
  [
    'failure: loopback never through a proxy',
    'proxy = isLoopback(target.hostname)',
    "proxy = isLoopback('')",
  ],
  ['failure: HTTP/1.1 by ALPN', "ALPNProtocols: ['http/1.1']", "ALPNProtocols: ['h2', 'http/1.1']"],
  ['failure: only 127.0.0.0/8 is loopback', String.raw`/^127\.\d+\.\d+\.\d+$/`, String.raw`/^127\./`],
  ['inputs: post before main', 'isForeign ? [before, own] : [own, before]', '[before, own]'],
  ['inputs: main before foreign ones', 'isForeign ? [before, own] : [own, before]', '[own, before]'],
  [
    'inputs: an unknown name is told',
    'messages:\n      unknown.length === 0',
    'messages:\n      unknown.length >= 0',
  ],
  ['inputs: a key is not kept', "return revealsKey(text, keys.all) ? '' : text.slice", 'return text.slice'],
  ['inputs: a key is not shown', 'if (revealsKey(text, keys)) {', 'if (revealsKey(text, [])) {'],
  [
    'inputs: what does not fit is left to post',
    'return size <= LARGEST_PLAN_INPUTS;',
    'return size <= LARGEST_PLAN_INPUTS * 100;',
  ],
  ['inputs: the state in pieces', 'LONGEST_STATE = 100', 'LONGEST_STATE = 100_000'],
  ['deployed: empty is an error', 'isError = !hasFailed', 'isError = false && hasFailed'],
  ['deployed: empty is quiet in a failed job', 'isError = !hasFailed', 'isError = true || hasFailed'],
  [
    'deployed: an unknown word sends nothing',
    "if (answer === 'not recognized') {",
    "if (answer === 'not recognized' && status === '') {",
  ],
  [
    'deployed: red with fail-on-error',
    ' || outcomes.some(isFailure)',
    ' || (outcomes.some(isFailure) && failures.length > 0)',
  ],
  ['tags: the user’s wins', '!userKeys.has(key(tag))', "!userKeys.has('')"],
  ['remediation: its own version', 'if (version === event.version) {', "if (version === '') {"],
  ['remediation: its own ID', 'if (ids.includes(event.id)) {', "if (ids.includes('')) {"],
  [
    'remediation: only after its event is stored',
    "return first.outcome.state === 'lost'",
    "return first.outcome.state === 'dry run'",
  ],
  [
    'report: a dry run prints every event',
    '...deliveries.flatMap(({ request: { method, path, body } })',
    '...deliveries.slice(0, 1).flatMap(({ request: { method, path, body } })',
  ],
  [
    'report: a pipe is escaped',
    String.raw`if (!/[` + '`' + String.raw`|\\<>&[\]]/.test(line)) {`,
    String.raw`if (!/[` + '`' + String.raw`\\<>&[\]]/.test(line)) {`,
  ],
  ['report: a summary has its limit', 'LONGEST_SUMMARY = 1_000_000', 'LONGEST_SUMMARY = 100_000_000'],
  ['report: a command quotes a quote', String.raw`.replaceAll("'", ` + '`' + String.raw`'\\''` + '`)', ''],
  ['report: an annotation has no ::', "harmless(text).replace(/:(?=:)/g, ': ')", 'harmless(text)'],
  ['keys: as JSON escapes them', '[key, JSON.stringify(key).slice(1, -1)]', '[key]'],
  [
    'doubt: a reset that moves nothing',
    "from !== to || !message.startsWith('reset:')",
    "from !== '' || to !== message",
  ],
  ['doubt: a hash of another length', 'text.length === commitSha.length && ', ''],
  ['doubt: two seconds', 'LONGEST_LOOK = 2_000', 'LONGEST_LOOK = 60_000'],
  ['context: pull_request_target has the secrets', "&& context.eventName !== 'pull_request_target'", ''],
  ['stage: the verdict is the exit code', "verdict === 'failure' ? 1 : 0", "verdict === 'failure' ? 0 : 0"],
  [
    'stage: an exception in the background',
    "process.on('uncaughtException', (error) => logUnexpected(error, stage.log));",
    '',
  ],
  ['stage: a file that was written half', 'truncateSync(file, length)', 'truncateSync(file, sizeOf(file))'],
  [
    'composite: another action’s inputs',
    '!plan.inComposite || changes.length === 0',
    'plan.inComposite || changes.length >= 0',
  ],
];

const BUILT = '/__tests__/(?:process|workflows|examples|delivery\\.test|download|runner/stage)';
const repository = fileURLToPath(new URL('..', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'mutants-'));

/** Runs tests of the copy. @returns the names of the files of which one fails */
function failing(...options: readonly string[]): string[] {
  const args = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--ci', '--bail', '--json'];
  const { stdout } = spawnSync(process.execPath, [...args, ...options], {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    // What hangs is noticed.
    timeout: 600_000,
  });
  if (!stdout.startsWith('{')) return ['(no result in ten minutes)'];
  const { testResults }: { testResults: { name: string; status: string }[] } = JSON.parse(stdout);
  return testResults
    .filter(({ status }) => status === 'failed')
    .map(({ name }) => name.slice(copy.length + 1));
}

function tryOut(text: string, replacement: string): string[] {
  const files = globSync('src/**/*.ts', { cwd: copy });
  const places = files.filter((file) => readFileSync(join(copy, file), 'utf8').includes(text));
  const [place = ''] = places;
  if (places.length !== 1) return [`(its text is in ${places.length} files: mend the table)`];
  const path = join(copy, place);
  const source = readFileSync(path, 'utf8');
  try {
    writeFileSync(
      path,
      source.replace(text, () => replacement),
    );
    const related = failing('--findRelatedTests', path, '--testPathIgnorePatterns', BUILT);
    if (related.length > 0) return related;
    const built = spawnSync(process.execPath, ['dev/build.ts'], { cwd: copy, encoding: 'utf8' });
    return built.status === 0 ? failing(BUILT) : [`(it does not build: ${built.stdout.trim().slice(0, 99)})`];
  } finally {
    writeFileSync(path, source);
  }
}

try {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: repository, encoding: 'utf8' });
  for (const file of listed.split('\0').filter(Boolean)) {
    cpSync(join(repository, file), join(copy, file), { recursive: true });
  }
  symlinkSync(join(repository, 'node_modules'), join(copy, 'node_modules'), 'junction');
  const words = process.argv.slice(2);
  const wanted = MUTANTS.filter(
    ([guard]) => words.length === 0 || words.some((word) => guard.includes(word)),
  );
  for (const [guard, text, replacement] of wanted) {
    const noticed = tryOut(text, replacement);
    const isHeld = noticed.length > 0 && noticed.every((name) => !name.startsWith('(i'));
    console.log(`| ${guard} | ${isHeld ? 'noticed' : '**NOT HELD**'} | ${noticed.slice(0, 3).join(', ')} |`);
    if (!isHeld) process.exitCode = 1;
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
