/**
 * Takes guards out of a copy of this repository, one at a time, and says which tests notice: `npm run mutants`, or with
 * words of the guards to try. It takes minutes, and is not part of CI. A guard that no test notices ends it with 1.
 *
 * The guards are in mutants.txt, a line each: what is guarded, the one place in `src` that does it, and what takes its
 * place; ⏎ is a line break. The result must compile. Tests of the source run first, and only of what a file concerns; those of the built actions, if none of them fails.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MUTANTS = readFileSync(new URL('mutants.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => {
    const [guard = '', text = '', replacement = ''] = line.replaceAll('⏎', '\n').split(/ ⇒ ?/);
    return { guard, text, replacement };
  });

const BUILT = '/__tests__/(?:process|workflows|examples|delivery\\.test|download|runner/stage)';
const repository = fileURLToPath(new URL('..', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'mutants-'));

/** Runs tests of the copy until a file fails. @returns the names of the files that failed */
function failing(...options: readonly string[]): string[] {
  const args = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--ci', '--bail'];
  const { status, stderr } = spawnSync(process.execPath, [...args, ...options], {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 600_000,
  });
  const failed = [...stderr.matchAll(/^FAIL (\S+)/gm)].map(([, file = '']) => file);
  // What hangs is noticed.
  return status === 0 || failed.length > 0 ? [...new Set(failed)] : ['(no result within ten minutes)'];
}

/** @returns why it cannot be built; undefined if it can */
function build(): string[] | undefined {
  const { status, stdout } = spawnSync(process.execPath, ['dev/build.ts'], { cwd: copy, encoding: 'utf8' });
  return status === 0 ? undefined : [`(it does not build: ${stdout.trim().slice(0, 99)})`];
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
    return build() ?? failing(BUILT);
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
  const wanted = MUTANTS.filter(({ guard }) => words.length === 0 || words.some((word) => guard.includes(word)));
  // A test that fails anyway notices nothing.
  const broken = words.length === 0 ? (build() ?? failing()) : [];
  if (broken.length > 0) throw new Error(`With all guards there, this fails: ${broken.join(', ')}`);
  for (const { guard, text, replacement } of wanted) {
    const noticed = tryOut(text, replacement);
    const isHeld = noticed.length > 0 && noticed.every((name) => !name.startsWith('(it'));
    console.log(`| ${guard} | ${isHeld ? 'noticed' : '**NOT HELD**'} | ${noticed.slice(0, 3).join(', ')} |`);
    if (!isHeld) process.exitCode = 1;
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
