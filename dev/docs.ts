/**
 * Writes the generated parts of the documents: `npm run docs`. They are the quick start in README.md, which is
 * `examples/deploy.yml`, and the tables of inputs and outputs of both actions, in the groups that the comments of
 * their `action.yml` name. With `--check` it writes nothing and exits with 1 if they differ.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

// What is wrong in one sentence, not a stack.
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

const pathOf = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url));
const read = (file: string) => readFileSync(pathOf(file), 'utf8').replaceAll('\r\n', '\n');

const code = (text: string) => `\`${text}\``;
const cell = (text: string) =>
  text
    .trim()
    .replaceAll('|', '\\|')
    .replace(/<(\w+)>/g, '`<$1>`');
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`.replace(/\| {2}(?=\|)/g, '| ');
const table = (titles: readonly string[], rows: readonly (readonly string[])[]) =>
  [titles, titles.map(() => '---'), ...rows].map(row).join('\n');

function inputTables(file: string): string {
  const [, section = ''] = /^inputs:\n((?: .*\n|\n)*)/m.exec(read(file)) ?? [];
  // A comment in front of an input begins a group.
  const [ungrouped, ...groups] = section.split(/^ {2}# (?=.+\n)/m);
  if (ungrouped !== '')
    throw new Error(`${file}: every input must be below the comment that names its group.`);
  const hasLaterSteps = /\blater\s+step\./.test(section);
  const titles = ['Input', 'Default', ...(hasLaterSteps ? ['Later step'] : []), 'Meaning'];
  const texts = groups.map((group) => {
    const [name = ''] = group.split('\n', 1);
    const inputs: Described = parse(group.slice(name.length));
    if (name === INTERNAL) {
      return `**${name}**: keep the defaults of ${Object.keys(inputs).map(code).join(' and ')}.`;
    }
    const rows = Object.entries(inputs).map(([input, { description, default: literal }]) => {
      const settled = description.replace(LATER_STEP, '');
      const [, variables] = VARIABLES.exec(settled) ?? [];
      const defaults = literal === undefined ? (variables?.split(', then ') ?? []) : [literal];
      return [
        code(input),
        defaults.map(code).join(', then '),
        ...(hasLaterSteps ? [settled === description ? '' : 'yes'] : []),
        cell(settled.replace(VARIABLES, '')),
      ];
    });
    return `**${name}**\n\n${table(titles, rows)}`;
  });
  return texts.join('\n\n');
}

const { outputs }: { outputs: Described } = parse(read('action.yml'));
const outputRows = Object.entries(outputs).map(([name, { description }]) => [code(name), cell(description)]);
const quickStart = read('examples/deploy.yml').replace(/^(?:#.*\n)+/, '');

const generated = [
  ['README.md', 'quick-start', `\`\`\`yaml\n${quickStart}\`\`\``],
  ['README.md', 'inputs', inputTables('action.yml')],
  ['README.md', 'outputs', table(['Output', 'Meaning'], outputRows)],
  ['docs/change-failure.md', 'inputs', inputTables('change-failure/action.yml')],
] as const;

const isCheck = process.argv.includes('--check');
for (const [file, section, text] of generated) {
  const before = read(file);
  const [start, end] = [`<!-- ${section}:start -->\n`, `<!-- ${section}:end -->`];
  const [from, to] = [before.indexOf(start), before.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`${file} has no ${start.trim()} … ${end}`);
  const after = `${before.slice(0, from + start.length)}${text}\n${before.slice(to)}`;
  const isCurrent = after === before;
  if (!isCheck) {
    writeFileSync(pathOf(file), after);
    console.log(`${file}, ${section}: ${isCurrent ? 'up to date' : 'changed'}`);
  } else if (!isCurrent) {
    console.error(`${file} is out of date (${section}): run "npm run docs".`);
    process.exitCode = 1;
  }
}
