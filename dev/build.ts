/**
 * Builds `dist` from `src`: tsc to `lib`, then ncc, one bundle for each entry of `BUNDLES`.
 *
 * It does three things to copies of packages in `lib`, which ncc finds before `node_modules`. Each is below with what it
 * saves: gzipped bytes of the download, milliseconds of a stage. One that saves less than 10 kB and 2 ms is dropped.
 * `npm run bench` measures. `__tests__/download.test.ts` fails if an update of a package brings weight back, or if ncc
 * does not find a module or makes several files of one bundle.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/**
 * The files of `dist`, each with its source. Both actions import `datadog/client.js` when they have something to send.
 * Its relative path is the same in `src` and in `dist`, and `webpackIgnore` in the source leaves the import as it is.
 */
export const BUNDLES: Readonly<Record<string, string>> = {
  'pre/index.js': 'deployment/run-pre.ts',
  'main/index.js': 'deployment/run-main.ts',
  'post/index.js': 'deployment/run-post.ts',
  'change-failure/index.js': 'change-failure/run-main.ts',
  'datadog/client.js': 'datadog/client.ts',
};

/**
 * Packages that do nothing when they are imported, but do not declare it. Once they do, webpack drops what is unused: in
 * every stage the OIDC client of `@actions/core` with its own undici (412 kB, 44 to 60 ms), and in stages that read the
 * event the Octokit of `@actions/github` (431 kB).
 */
const WITHOUT_SIDE_EFFECTS = ['@actions/core', '@actions/github'];

/** Modules of undici that are not in the bundle, each with what replaces it. */
const STAND_INS: Readonly<Record<string, string>> = {
  // 58 kB: an experimental parser of HTTP/1.1. If it is switched off, undici uses its proven one, as Node's build does.
  'lib/dispatcher/parser-h1.js': 'exports.getMiloEnabled = () => false;\n',
  // 24 kB: the proven parser once more, for SIMD. If it does not load, undici uses the other one.
  'lib/llhttp/llhttp_simd-wasm.js': 'module.exports = undefined;\n',
  // 38 kB: bodies that are forms, streams or iterables. Those of `src` are strings.
  'lib/web/fetch/body.js': neverCalled('web/fetch/body.js'),
  'lib/web/fetch/formdata.js': neverCalled('web/fetch/formdata.js'),
  'lib/web/webidl/index.js': neverCalled('web/webidl/index.js'),
  // 14 kB and 13 ms: HTTP/2, which loads node:http2. It is not offered (`allowH2: false`), so no server may choose it.
  // To one that claims it did, the action speaks HTTP/1.1, as it offered.
  'lib/dispatcher/client-h2.js': "module.exports = require('./client-h1.js');\n",
};

function neverCalled(name: string): string {
  return `module.exports = () => { throw new Error('${name} of undici is left out of this bundle'); };\n`;
}

/** Copies a package beside `lib`, but for the packages that it brings in a folder of its own. */
function copyPackage(name: string): string {
  const from = join('node_modules', name);
  const to = join('lib', 'node_modules', name);
  cpSync(from, to, { recursive: true, filter: (path) => path !== join(from, 'node_modules') });
  return to;
}

function preparePackages(): void {
  for (const name of WITHOUT_SIDE_EFFECTS) {
    const manifest = join(copyPackage(name), 'package.json');
    const fields = JSON.parse(readFileSync(manifest, 'utf8'));
    writeFileSync(manifest, JSON.stringify({ ...fields, sideEffects: false }));
  }
  const undici = copyPackage('undici');
  for (const [file, text] of Object.entries(STAND_INS)) {
    if (!existsSync(join(undici, file))) {
      throw new Error(`undici has no ${file} any more: see its new layout and mend dev/build.ts`);
    }
    writeFileSync(join(undici, file), text);
  }
}

/**
 * Takes the comments out of everything that is bundled: 48 kB. Node writes a module anew when it transforms TypeScript,
 * and JavaScript is TypeScript. The output may differ with the version of Node, so CI builds with the one that npm brings.
 * A file with a comment for webpack stays as it is.
 */
function removeComments(): void {
  for (const file of globSync('lib/**/*.js')) {
    const code = readFileSync(file, 'utf8');
    if (!/\/\* webpack/.test(code)) writeFileSync(file, stripTypeScriptTypes(code, { mode: 'transform' }));
  }
}

interface Bundle {
  readonly code: string;
  readonly assets: Readonly<Record<string, { readonly source: string | Uint8Array }>>;
}

async function bundle(file: string, source: string): Promise<void> {
  const ncc: (entry: string, options: object) => Promise<Bundle> = require('@vercel/ncc');
  const { code, assets } = await ncc(resolve('lib', source.replace(/\.ts$/, '.js')), {
    cache: false,
    esm: true,
    // The licences of the packages that are really in the bundle.
    license: 'licenses.txt',
    // Minified code starts more slowly, and nobody could read what runs in their job.
    minify: false,
    quiet: true,
  });
  const path = join('dist', file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, code);
  for (const [name, { source }] of Object.entries(assets)) writeFileSync(join(dirname(path), name), source);
}

if (import.meta.main) {
  // webpack names modules by their paths from here.
  process.chdir(fileURLToPath(new URL('..', import.meta.url)));
  rmSync('lib', { recursive: true, force: true });
  const tsc = join('node_modules', 'typescript', 'bin', 'tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
  preparePackages();
  removeComments();
  // Only now: sources with a type error leave the last build alone.
  rmSync('dist', { recursive: true, force: true });
  for (const [file, source] of Object.entries(BUNDLES)) await bundle(file, source);
}
