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

test.each(files)('%s: every step has a name, and actions of others have a SHA', (file) => {
  const steps = jobsOf(file).flatMap((job) => job.steps ?? []);
  expect(steps.filter(({ name }) => name === undefined)).toEqual([]);
  const free = /^(?:OWNER\/|actions\/checkout@v\d+$|DataDog\/deployment-gate-github-action@v[\d.]+$|\$\/)/;
  const pinned = /uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+/;
  const loose = steps.flatMap(({ uses = 'OWNER/' }) => (free.test(uses) ? [] : [uses]));
  const lines = textOf(file).split('\n');
  expect(
    loose.filter((uses) => !lines.some((line) => line.includes(`uses: ${uses}`) && pinned.test(line))),
  ).toEqual([]);
});

test.each(files)('%s: a job that only reports or marks creates no GitHub deployment', (file) => {
  const onlyReports = ({ steps = [] }: Job) =>
    steps.every(({ uses, run = '' }) => uses?.startsWith('OWNER/') ?? !/deploy|apply|kubectl|helm/.test(run));
  const creating = jobsOf(file).filter(
    ({ steps, environment }) =>
      steps !== undefined &&
      environment !== undefined &&
      !JSON.stringify(environment).includes('"deployment":false') &&
      onlyReports({ steps }),
  );
  expect(creating).toEqual([]);
});
