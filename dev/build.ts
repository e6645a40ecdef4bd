/**
 * Builds `dist` from `src`: tsc to `lib`, then ncc, one bundle a stage.
 *
 * The bundles are small because of `slim`, and only because of it: the packages are copied beside `lib`, the
 * parts that can never run here are taken out of the copies, and ncc finds these before `node_modules`. They start
 * soon because of that, and because what Node need not load is not asked for (`GLOBAL_ANYWAY`, `FRAME`).
 * `__tests__/download.test.ts` fails where a package's update brings weight back, `npm run bench` measures.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const lib = join(root, 'lib');
const dist = join(root, 'dist');
const require = createRequire(import.meta.url);

/**
 * `@actions/core` imports an HTTP client for OIDC, megabytes with all it stands on, and does nothing when it is
 * imported, but does not declare so. Once it does, webpack drops what is not used.
 */
const WITHOUT_SIDE_EFFECTS = '@actions/core';

/** The public names that `src` uses of a package, each from the module that has it. */
const INDEXES: Readonly<Record<string, string>> = {
  // Without Octokit.
  '@actions/github/lib/github.js': `
import { Context } from './context.js';
export const context = new Context();
`,
  // Without fetch, mocks, caches and web sockets; with the methods that a dispatcher gets in the real one.
  'undici/index.js': `
const Dispatcher = require('./lib/dispatcher/dispatcher.js');
Dispatcher.prototype.request = require('./lib/api/api-request.js');
Dispatcher.prototype.connect = require('./lib/api/api-connect.js');
exports.Agent = require('./lib/dispatcher/agent.js');
exports.EnvHttpProxyAgent = require('./lib/dispatcher/env-http-proxy-agent.js');
`,
};

const NEVER_CALLED =
  "module.exports = () => { throw new Error('left out of this bundle, see dev/build.ts'); };\n";

/** Modules of undici that this action never reaches, and what stands in for each. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  // HTTP/2 is off (allowH2: false).
  'undici/lib/dispatcher/client-h2.js': NEVER_CALLED,
  // An experimental parser, off unless asked for.
  'undici/lib/dispatcher/parser-h1.js': 'exports.getMiloEnabled = () => false;\n',
  // The same parser for processors with SIMD; without it undici takes the one for all processors.
  'undici/lib/llhttp/llhttp_simd-wasm.js': 'module.exports = undefined;\n',
  // A proxy that is not HTTP is told before it comes to this.
  'undici/lib/dispatcher/socks5-proxy-agent.js': NEVER_CALLED,
  // Bodies are strings, never forms.
  'undici/lib/web/fetch/body.js': NEVER_CALLED,
  'undici/lib/web/fetch/formdata.js': NEVER_CALLED,
  'undici/lib/web/webidl/index.js': NEVER_CALLED,
};

/**
 * Lines to take out. `crypto` is a global of Node as well, which loads when it is first used: in post, which makes no
 * random UUID, never; in pre and main without ciphers and certificates.
 */
const GLOBAL_ANYWAY: Readonly<Record<string, string>> = {
  '@actions/core/lib/file-command.js': "import * as crypto from 'crypto';\n",
};

/** What ncc puts into every bundle for packages with files of their own, and what does for built-in modules alone. */
const FRAME: readonly (readonly [RegExp, string])[] = [
  [
    /^import \{ createRequire as (\w+) \} from "module";$/m,
    'const $1 = () => process.getBuiltinModule; // without loading "module", see dev/build.ts',
  ],
  [
    /^\/\*+\/ \/\* webpack\/runtime\/asset-relocator-loader \*\/\n.*__nccwpck_require__\.ab = .*\n\/\*+\/ \n/m,
    '',
  ],
];

function replace(text: string, what: string | RegExp, replacement: string, where: string): string {
  const replaced = text.replace(what, replacement);
  if (replaced === text) {
    throw new Error(`There is no ${what} in ${where} any more: look what is there and mend dev/build.ts`);
  }
  return replaced;
}

function slim(): void {
  const packages = join(lib, 'node_modules');
  for (const name of [WITHOUT_SIDE_EFFECTS, '@actions/github', 'undici']) {
    const from = join(root, 'node_modules', name);
    // Not what a package brings in a folder of its own: its index no longer asks for it.
    const filter = (path: string) => path !== join(from, 'node_modules');
    cpSync(from, join(packages, name), { recursive: true, filter });
  }
  for (const [file, text] of Object.entries({ ...INDEXES, ...LEFT_OUT })) {
    if (!existsSync(join(packages, file))) {
      throw new Error(
        `There is no ${file} any more: look at the new layout of its package and mend dev/build.ts`,
      );
    }
    writeFileSync(join(packages, file), text);
  }
  for (const [file, line] of Object.entries(GLOBAL_ANYWAY)) {
    const path = join(packages, file);
    writeFileSync(path, replace(readFileSync(path, 'utf8'), line, '', file));
  }
  const manifest = join(packages, WITHOUT_SIDE_EFFECTS, 'package.json');
  writeFileSync(
    manifest,
    JSON.stringify({ ...JSON.parse(readFileSync(manifest, 'utf8')), sideEffects: false }),
  );
}

interface Bundle {
  readonly code: string;
  readonly assets: Readonly<Record<string, { readonly source: string | Uint8Array }>>;
}

async function bundle(stage: string): Promise<void> {
  const ncc: (entry: string, options: object) => Promise<Bundle> = require('@vercel/ncc');
  const { code, assets } = await ncc(join(lib, `${stage}.js`), {
    cache: false,
    esm: true,
    // The licences of the packages that are really in the bundle.
    license: 'licenses.txt',
    // Minified code starts more slowly, and nobody could read what runs in their job.
    minify: false,
    quiet: true,
  });
  // ncc leaves a module that it does not find to fail at run time.
  const missing = /Cannot find module '[^']+'/.exec(code)?.[0];
  if (missing !== undefined) {
    throw new Error(`The bundle of ${stage} is not whole: ${missing}`);
  }
  const folder = join(dist, stage);
  mkdirSync(folder, { recursive: true });
  const framed = FRAME.reduce((text, [what, by]) => replace(text, what, by, `the bundle of ${stage}`), code);
  writeFileSync(join(folder, 'index.js'), framed);
  for (const [name, { source }] of Object.entries(assets)) {
    writeFileSync(join(folder, name), source);
  }
}

// webpack names modules by their paths from here.
process.chdir(root);
rmSync(lib, { recursive: true, force: true });
execFileSync(
  process.execPath,
  [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json'],
  { stdio: 'inherit' },
);
slim();
// Of the own modules too, only those that a stage uses.
writeFileSync(join(lib, 'package.json'), JSON.stringify({ type: 'module', sideEffects: false }));
// Only now: sources with a type error leave the last build alone.
rmSync(dist, { recursive: true, force: true });
for (const stage of ['pre', 'main', 'post']) {
  await bundle(stage);
}
