/**
 * Writes the tables of inputs and outputs in README.md from action.yml: `npm run docs`. With `--check` it writes
 * nothing and ends with 1 where they differ.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

interface Manifest {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

const manifest: Manifest = parse(
  readFileSync(fileURLToPath(new URL('../action.yml', import.meta.url)), 'utf8'),
);
const readme = fileURLToPath(new URL('../README.md', import.meta.url));

const cell = (text: string) =>
  text
    .trim()
    .replaceAll('|', '\\|')
    .replace(/<(\w+)>/g, '`<$1>`');
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const table = (titles: readonly string[], rows: readonly (readonly string[])[]) =>
  [titles, titles.map(() => '---'), ...rows].map(row).join('\n');

const tables = {
  inputs: table(
    ['Input', 'Default', 'Meaning'],
    Object.entries(manifest.inputs).map(([name, input]) => [
      `\`${name}\``,
      input.default === undefined ? '' : `\`${input.default}\``,
      cell(input.description),
    ]),
  ),
  outputs: table(
    ['Output', 'Meaning'],
    Object.entries(manifest.outputs).map(([name, output]) => [`\`${name}\``, cell(output.description)]),
  ),
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

const before = readFileSync(readme, 'utf8');
const after = Object.entries(tables).reduce((text, [section, rows]) => fill(text, section, rows), before);
if (process.argv.includes('--check')) {
  if (after !== before) {
    console.error('The tables of README.md are not those of action.yml: run "npm run docs".');
    process.exitCode = 1;
  }
} else {
  writeFileSync(readme, after);
}
