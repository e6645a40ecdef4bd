/**
 * Writes the generated parts of the documents: `npm run docs`. They are the quick start in README.md, which is our
 * step in `examples/deploy.yml`; the tables of inputs and outputs of both actions, in the groups that the comments of
 * their `action.yml` name; and the table of what cannot be a name, from `src/inputs/names.ts`. With `--check` it writes nothing and exits with 1 if they differ.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { REASONS } from '../src/inputs/names.ts';
import { showInvisible } from '../src/text.ts';

// What is wrong in one sentence, not a stack. Here, because a test runs a copy of this file alone.
process.on('uncaughtException', ({ message }) => {
  console.error(message);
  process.exitCode = 1;
});

type Described = Readonly<Record<string, { readonly description: string; readonly default?: string }>>;

/** How the description of an input ends that post reads again; the table has a column for it. */
const LATER_STEP = / (?:A time can|Can) be set by a later step\.$/;
/** How a description names the variables, in order, that replace an input; the table has a column for them. */
const VARIABLES = / Default: (\S+(?:, then \S+)*)\.$/;
/** The group of inputs that users leave alone: one line, no table. */
const INTERNAL = 'Internal';
/** What a description writes as code, though `action.yml` has no marks for it: inputs, variables, tags, empty JSON. */
const CODE = /\b(?:[a-z]{2,}(?:-[a-z]{2,})+|[A-Za-z]+(?:_[A-Za-z]+)+|(?:ci|git)(?:\.[a-z]+)+)\b|\[\]|\{\}/g;

const pathOf = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url));
const read = (file: string) => readFileSync(pathOf(file), 'utf8').replaceAll('\r\n', '\n');

const code = (text: string) => `\`${text}\``;
const cell = (text: string) => text.trim().replaceAll('|', '\\|').replace(CODE, '`$&`');
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`.replace(/\| {2}(?=\|)/g, '| ');
const table = (titles: readonly string[], rows: readonly (readonly string[])[]) =>
  [titles, titles.map(() => '---'), ...rows].map(row).join('\n');

/** The inputs of an action, a heading for each group, one level below that of the section "Inputs". */
function inputTables(file: string): string {
  const [, section = ''] = /^inputs:\n((?: .*\n|\n)*)/m.exec(read(file)) ?? [];
  // A comment in front of an input begins a group.
  const [ungrouped, ...groups] = section.split(/^ {2}# (?=.+\n)/m);
  if (ungrouped !== '') throw new Error(`${file}: every input must be below the comment that names its group.`);
  const hasLaterSteps = /\bset\s+by\s+a\s+later\s+step\./.test(section);
  const titles = ['Input', 'Default', ...(hasLaterSteps ? ['Read at job end'] : []), 'Meaning'];
  const texts = groups.map((group) => {
    const [name = ''] = group.split('\n', 1);
    const inputs: Described = parse(group.slice(name.length));
    if (name === INTERNAL) {
      return `Do not set ${Object.keys(inputs).map(code).join(' and ')}: the action uses them internally.`;
    }
    const rows = Object.entries(inputs).map(([input, { description, default: literal }]) => {
      const settled = description.replace(LATER_STEP, '');
      const [, variables] = VARIABLES.exec(settled) ?? [];
      const defaults = literal === undefined ? (variables?.split(', then ') ?? []) : [literal];
      return [
        code(input),
        defaults.map(code).join(', then '),
        ...(hasLaterSteps ? [settled === description ? '' : '✓'] : []),
        cell(settled.replace(VARIABLES, '')),
      ];
    });
    return `### ${name}\n\n${table(titles, rows)}`;
  });
  return texts.join('\n\n');
}

const { outputs }: { outputs: Described } = parse(read('action.yml'));
const outputRows = Object.entries(outputs).map(([name, { description }]) => [code(name), cell(description)]);
const steps = read('examples/deploy.yml').split(/^ {6}(?=- )/m);
const ours = steps.find((step) => step.includes('/datadog-dora-deployment@')) ?? '';

const reasonRows = REASONS.map(({ title, examples, sentence }) => [
  title,
  examples.map((text) => code(showInvisible(text))).join(', '),
  sentence.replace(/\$\{\{.*?\}\}|"with:"|terraform_wrapper: false/g, (text) => code(text.replaceAll('"', ''))),
]);

const generated = [
  ['README.md', 'quick-start', `\`\`\`yaml\n${ours.replace(/^ {6}/gm, '')}\`\`\``],
  ['README.md', 'inputs', inputTables('action.yml')],
  ['README.md', 'outputs', table(['Output', 'Meaning'], outputRows)],
  ['docs/change-failure.md', 'inputs', inputTables('change-failure/action.yml')],
  ['docs/how-it-works.md', 'names', table(['Cannot be a name', 'For example', 'What the log says'], reasonRows)],
] as const;

const isCheck = process.argv.includes('--check');
for (const [file, section, text] of generated) {
  const before = read(file);
  const [start, end] = [`<!-- ${section}:start -->`, `<!-- ${section}:end -->`];
  const [from, to] = [before.indexOf(start), before.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`${file} has no ${start} … ${end}`);
  // In a list, every line needs the indentation of the first one.
  const indent = before.slice(before.lastIndexOf('\n', from) + 1, from);
  const lines = `${start}\n${text}\n${end}`.replace(/\n(?=.)/g, `\n${indent}`);
  const after = before.slice(0, from) + lines + before.slice(to + end.length);
  if (after === before) {
    console.log(`${file} (${section}): up to date`);
  } else if (isCheck) {
    console.error(`${file} is out of date (${section}): run "npm run docs".`);
    process.exitCode = 1;
  } else {
    writeFileSync(pathOf(file), after);
    console.log(`${file} (${section}): written`);
  }
}
