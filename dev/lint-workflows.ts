/**
 * Checks what actionlint and zizmor cannot see, because they do not know our two actions: that the recipes give them
 * inputs that they have, and read outputs that they have. `node dev/lint-workflows.ts [folder of the project]`. By
 * `@actions/languageservice`, which GitHub's editor extension uses.
 */
import { globSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DescriptionDictionary, data } from '@actions/expressions';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from 'yaml';

// The language service imports JSON without an attribute, which bundlers allow and Node does not.
registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    return found.url.endsWith('.json') ? { ...found, importAttributes: { type: 'json' } } : found;
  },
});
const { validate } = await import('@actions/languageservice');

const root = resolve(process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url)));
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** The `action.yml` of one of our actions. Without `inputs`, nothing is checked against an action. */
const metadataOf = (name: string, path = '') =>
  name === 'datadog-dora-deployment' ? parse(read(join(path, 'action.yml'))) : { name, description: '' };

const dictionary = (names: readonly string[]) =>
  new DescriptionDictionary(...names.map((key) => ({ key, value: new data.Null() })));

/** The `steps` context with the outputs of our actions, and with the later steps, which they read when the job ends. */
function stepsContext(steps: readonly { id: string; uses?: { value: string } }[]): DescriptionDictionary {
  const context = dictionary([]);
  for (const { id, uses } of steps) {
    const [, name = '', path] = /^[^/]+\/([^/@]+)\/?([^@]*)/.exec(uses?.value ?? '') ?? [];
    const names = metadataOf(name, path).outputs;
    const outputs = dictionary(Object.keys(names ?? {}));
    outputs.complete = names !== undefined;
    const step = dictionary(['outcome', 'conclusion']);
    step.add('outputs', outputs);
    context.add(id, step);
  }
  return context;
}

/** Variables that a step writes to GITHUB_ENV are unknown. */
const env = dictionary([]);
env.complete = false;

const files = globSync(['examples/**/*.yml', 'dev/actions/*/action.yml'], { cwd: root });
const findings: string[] = [];
for (const file of files.map((each) => each.replaceAll('\\', '/')).sort()) {
  const diagnostics = await validate(TextDocument.create(file, 'yaml', 1, read(file)), {
    actionsMetadataProvider: { fetchActionMetadata: async ({ name, path }) => metadataOf(name, path) },
    contextProviderConfig: {
      getContext: async (name, _known, { job }) => ({ env, steps: stepsContext(job?.steps ?? []) })[name],
    },
  });
  for (const { range, message } of diagnostics) {
    const { line, character } = range.start;
    const text = typeof message === 'string' ? message : message.value;
    findings.push(`${file}:${line + 1}:${character + 1} ${text}`);
  }
}
console.log([...findings, `${files.length} files, ${findings.length} findings`].join('\n'));
process.exitCode = findings.length === 0 ? 0 : 1;
