/**
 * Writes the generated parts of README.md: `npm run docs`. They are the quick start, which is `examples/deploy.yml`, and
 * the tables of inputs and outputs of both actions, in the groups that the comments of their `action.yml` name. With
 * `--check` it writes nothing and ends with 1 where they differ.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

interface Manifest {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs?: Readonly<Record<string, { readonly description: string }>>;
}

/** How the description of an input ends that post reads again; the README has a column in its place. */
const LATER_STEP = / (?:A time can|Can) be set by a later step\.$/;

const read = (file: string) =>
  readFileSync(fileURLToPath(new URL(`../${file}`, import.meta.url)), 'utf8').replaceAll('\r\n', '\n');

const cell = (text: string) =>
  text
    .trim()
    .replaceAll('|', '\\|')
    .replace(/<(\w+)>/g, '`<$1>`');
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const table = (titles: readonly string[], rows: readonly (readonly string[])[]) =>
  [titles, titles.map(() => '---'), ...rows].map(row).join('\n');

/** The inputs' names by group: a comment in front of an input begins a group. */
function groupsOf(manifest: string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  const [, inputs = ''] = /^inputs:\n((?: .*\n|\n)*)/m.exec(manifest) ?? [];
  let names: string[] = [];
  for (const [, group, name] of inputs.matchAll(/^ {2}(?:# (.+)|([\w-]+):)$/gm)) {
    if (group !== undefined) {
      names = [];
      groups.set(group, names);
    } else if (name !== undefined) {
      names.push(name);
    }
  }
  return groups;
}

/** @param hasLaterSteps whether a later step can set an input at all */
function inputTables(file: string, hasLaterSteps: boolean): string {
  const text = read(file);
  const { inputs }: Manifest = parse(text);
  const groups = [...groupsOf(text)];
  const grouped = groups.flatMap(([, names]) => names);
  if (grouped.join() !== Object.keys(inputs).join()) {
    throw new Error(`${file}: every input must stand below the comment that names its group.`);
  }
  return groups
    .map(([group, names]) => {
      const rows = names.map((name) => {
        const input = inputs[name];
        const description = input?.description ?? '';
        const late = LATER_STEP.test(description) ? 'yes' : 'no';
        return [
          `\`${name}\``,
          input?.default === undefined ? '' : `\`${input.default}\``,
          ...(hasLaterSteps ? [late] : []),
          cell(description.replace(LATER_STEP, '')),
        ];
      });
      const titles = ['Input', 'Default', ...(hasLaterSteps ? ['Later step'] : []), 'Meaning'];
      return `**${group}**\n\n${table(titles, rows)}`;
    })
    .join('\n\n');
}

const { outputs = {} }: Manifest = parse(read('action.yml'));
const sections = {
  'quick-start': `\`\`\`yaml\n${read('examples/deploy.yml').replace(/^(?:#.*\n)+/, '')}\`\`\``,
  inputs: inputTables('action.yml', true),
  outputs: table(
    ['Output', 'Meaning'],
    Object.entries(outputs).map(([name, output]) => [`\`${name}\``, cell(output.description)]),
  ),
  'change-failure-inputs': inputTables('change-failure/action.yml', false),
};

/** Puts a text between the two comments of a section. @throws Error where they are missing */
function fill(markdown: string, section: string, text: string): string {
  const [start, end] = [`<!-- ${section}:start -->\n`, `<!-- ${section}:end -->`];
  const [from, to] = [markdown.indexOf(start), markdown.indexOf(end)];
  if (from === -1 || to < from) {
    throw new Error(`README.md has no ${start.trim()} … ${end}`);
  }
  return `${markdown.slice(0, from + start.length)}${text}\n${markdown.slice(to)}`;
}

const before = read('README.md');
const after = Object.entries(sections).reduce((text, [section, part]) => fill(text, section, part), before);
if (process.argv.includes('--check')) {
  if (after !== before) {
    console.error(
      'The generated parts of README.md are not those of both action.yml and examples/deploy.yml: run "npm run docs".',
    );
    process.exitCode = 1;
  }
} else {
  writeFileSync(fileURLToPath(new URL('../README.md', import.meta.url)), after);
}
