/**
 * `node dev/release.ts v1.2.3` checks that the tag, `package.json`, the version in the sources and the changelog
 * agree, and that no file names a placeholder as the repository's owner. Prints the changelog's notes on that version.
 */
import { globSync, readFileSync } from 'node:fs';
import { VERSION } from '../src/datadog/client.ts';

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

const tag = process.argv[2] ?? '';
const { version }: { version: string } = JSON.parse(read('package.json'));
const sections = read('CHANGELOG.md').split(/^## /m);
const section = sections.find((text) => text.split(/\s/, 1)[0] === version);
const notes = section?.replace(/^.*\n?/, '').trim();

// Written so that replacing the placeholder throughout the repository leaves this alone.
const PLACEHOLDER = /\bOWN[E]R\b/;
const shown = ['*.md', '.github/CODEOWNERS', '.github/**/*.yml', 'docs/*.md', 'examples/**/*.{md,yml}'];
const files = globSync(shown, { cwd: new URL('..', import.meta.url) }).toSorted();
const unnamed = files.filter((file) => PLACEHOLDER.test(read(file)));

const problems = [
  tag !== `v${version}` && `The tag is "${tag}", package.json says ${version}.`,
  VERSION !== version && `src/datadog/client.ts says ${VERSION}, package.json ${version}.`,
  notes === undefined && `CHANGELOG.md has no section on ${version}.`,
  notes === '' && `CHANGELOG.md says nothing about ${version}.`,
  unnamed.length > 0 && `Replace the placeholder for the repository's owner in: ${unnamed.join(', ')}.`,
].filter((problem) => problem !== false);

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
} else {
  console.log(notes);
}
