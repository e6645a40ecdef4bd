import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { folder } from './recipe.ts';

const files = globSync(['*.yml', '*/action.yml'], { cwd: folder }).map((file) => file.replaceAll('\\', '/'));
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');

interface Job {
  readonly steps?: readonly { readonly name?: string; readonly uses?: string; readonly run?: string }[];
  readonly environment?: unknown;
}
const jobsOf = (file: string): readonly Job[] => {
  const { jobs, runs }: { jobs?: Readonly<Record<string, Job>>; runs?: Job } = parse(textOf(file));
  return [...Object.values(jobs ?? {}), ...(runs === undefined ? [] : [runs])];
};

test('every recipe has a test that runs it', () => {
  const own = fileURLToPath(new URL('.', import.meta.url));
  const tests = globSync('*.test.ts', { cwd: own }).map((file) => readFileSync(join(own, file), 'utf8'));
  expect(files.filter((file) => !tests.join('\n').includes(`'${file}'`))).toEqual([]);
});

test('windows.yml: not run, because the tests have no PowerShell; it writes the outputs that it reads', () => {
  const text = textOf('windows.yml');
  const read = [...text.matchAll(/steps\.deploy\.outputs\.([\w-]+)/g)].map(([, name]) => name);
  const written = [...text.matchAll(/"([\w-]+)=\$/g)].map(([, name]) => name);
  expect(written).toEqual(read);
});

const jobs = files.flatMap((file) => jobsOf(file).map((job) => ({ file, steps: job.steps ?? [], ...job })));

test('every step has a name', () => {
  const unnamed = jobs.filter(({ steps }) => steps.some(({ name }) => name === undefined));
  expect(unnamed.map(({ file }) => file)).toEqual([]);
});

test('actions of others have a SHA with the version beside it', () => {
  const lines = files.flatMap((file) => textOf(file).match(/(?<=^ +(?:- )?uses: ).*$/gm) ?? []);
  const free = /^(?:OWNER\/.*@v1|DataDog\/deployment-gate-github-action@v[\d.]+|acme\/.*|[$.]\/.*)$/;
  const pinned = /^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+(?: # .*)?$/;
  expect(lines.filter((line) => !free.test(line) && !pinned.test(line))).toEqual([]);
});

test('a job that only reports or marks creates no GitHub deployment', () => {
  const creating = jobs.filter(
    ({ steps, environment }) =>
      environment !== undefined &&
      !JSON.stringify(environment).includes('"deployment":false') &&
      steps.every(({ uses, run = '' }) => (uses ?? '').startsWith('OWNER/') || /^echo .*date/.test(run)),
  );
  expect(creating.map(({ file }) => file)).toEqual([]);
});
