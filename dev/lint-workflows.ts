/**
 * Lints the project's YAML without the network: `node dev/lint-workflows.ts [folder of the project]`.
 *
 * `@actions/languageservice`, which GitHub's editor extension uses, checks both actions' `action.yml`, the workflows,
 * the examples and the tests' workflows: the schema, expressions, and `with:` against the actions of this repository.
 * Permissions are checked by zizmor, in lint.yml.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DescriptionDictionary } from '@actions/expressions';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LineCounter, parse, parseDocument } from 'yaml';

/** A problem in a file. Line and column start at 1. */
interface Finding {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

// The language service imports JSON without an attribute, which bundlers allow and Node does not.
registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    return found.url.endsWith('.json') ? { ...found, importAttributes: { type: 'json' } } : found;
  },
});
const { validate } = await import('@actions/languageservice');

const root = resolve(process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url)));
const OWN_ACTION = 'datadog-dora-deployment';

const linted = [
  'action.yml',
  'change-failure/action.yml',
  '.github/dependabot.yml',
  '.github/workflows/*.yml',
  'dev/actions/*/action.yml',
  'examples/**/*.yml',
  '__tests__/workflows/**/*.yml',
];

/** Local actions are disguised as this remote one, because the language service checks `with:` of remote ones only. */
const LOCAL = 'local/action';

function disguise(text: string): string {
  return text.replace(
    /^(\s*(?:-\s+)?uses:\s*)\.\/(?!\S*\.ya?ml)(\S*)/gm,
    (_line, key: string, path: string) => `${key}${path === '' ? LOCAL : `${LOCAL}/${path}`}@local`,
  );
}

interface Metadata {
  readonly name: string;
  readonly description: string;
}

/** An unknown action. Without `inputs`, nothing is checked against it. */
const UNKNOWN: Metadata = { name: '', description: '' };

/** @returns undefined if a local action is missing; in an example it may be the user's own */
function metadataOf(folder: string, file: string): Metadata | undefined {
  const manifest = [TESTS_REPOSITORY, '.']
    .filter((home) => home === '.' || isTest(file))
    .map((home) => join(root, home, folder, 'action.yml'))
    .find((path) => existsSync(path));
  if (manifest === undefined) {
    return isExample(file) ? UNKNOWN : undefined;
  }
  return parse(readFileSync(manifest, 'utf8'));
}

/** The repository that the tests' workflows belong to. */
const TESTS_REPOSITORY = '__tests__/workflows/repository';

const isExample = (file: string) => file.startsWith('examples/');
const isTest = (file: string) => file.startsWith('__tests__/');

/**
 * Adds what the language service does not know: variables that a step writes to GITHUB_ENV, and later steps, whose
 * outputs this action reads when the job ends.
 */
function widen(
  name: string,
  known: DescriptionDictionary | undefined,
  job: { readonly steps?: readonly { readonly id?: string }[] } | undefined,
): DescriptionDictionary | undefined {
  if (known === undefined || !['env', 'steps'].includes(name)) {
    return undefined;
  }
  if (name === 'env') {
    known.complete = false;
  }
  for (const { id } of name === 'steps' ? (job?.steps ?? []) : []) {
    if (id !== undefined && known.get(id) === undefined) {
      const step = new DescriptionDictionary();
      step.complete = false;
      known.add(id, step);
    }
  }
  return known;
}

async function askLanguageService(file: string, text: string): Promise<Finding[]> {
  const document = TextDocument.create(file, 'yaml', 1, disguise(text));
  const diagnostics = await validate(document, {
    actionsMetadataProvider: {
      fetchActionMetadata: async ({ owner, name, path }) =>
        `${owner}/${name}` === LOCAL || name === OWN_ACTION ? metadataOf(path ?? '', file) : UNKNOWN,
    },
    contextProviderConfig: { getContext: async (name, known, { job }) => widen(name, known, job) },
    fileProvider: {
      getFileContent: async ({ path }) => {
        // The examples call each other as if they were in the user's .github/workflows.
        const found = isExample(file)
          ? path.replace(/^\.github\/workflows\//, 'examples/')
          : join(isTest(file) ? TESTS_REPOSITORY : '.', path);
        return { name: path, content: readFileSync(join(root, found), 'utf8') };
      },
    },
  });
  const WARNING = 2;
  return diagnostics
    .filter(({ severity = WARNING }) => severity <= WARNING)
    .map(({ range, message }) => ({
      line: range.start.line + 1,
      column: range.start.character + 1,
      message: (typeof message === 'string' ? message : message.value)
        .replaceAll(`${LOCAL}/`, './')
        .replaceAll(LOCAL, './')
        .replaceAll('@local', ''),
    }));
}

/** The syntax errors of a YAML file. */
function syntaxErrors(text: string): Finding[] {
  const lines = new LineCounter();
  return parseDocument(text, { lineCounter: lines }).errors.map(({ pos, message }) => {
    const { line, col } = lines.linePos(pos[0]);
    return { line, column: col, message };
  });
}

const files = globSync(linted, { cwd: root }).map((file) => file.replaceAll('\\', '/'));
let findings = 0;
for (const file of files.sort()) {
  const text = readFileSync(join(root, file), 'utf8');
  // The language service does not support Dependabot's file.
  const isKnown = basename(file) !== 'dependabot.yml';
  const found = isKnown ? await askLanguageService(file, text) : syntaxErrors(text);
  for (const { line, column, message } of found) {
    console.log(`${file}:${line}:${column} ${message}`);
    findings += 1;
  }
}
console.log(`${files.length} files, ${findings} ${findings === 1 ? 'finding' : 'findings'}`);
process.exitCode = findings === 0 ? 0 : 1;
