/**
 * What a job downloads, by name and by size. Limits have some room for changes of this project's own: what a package
 * drags along is far above it. A limit is raised here or nowhere.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { archive, downloadSize } from '../dev/archive.ts';
import { BUNDLES } from '../dev/build.ts';
import { startIntake } from '../dev/intake.ts';
import { runWorkflow } from '../dev/runner.ts';

/** Of both actions together, gzipped. */
const DOWNLOAD_LIMIT = 200_000;

/** Limits in gzipped bytes, and the packages that are in each bundle. */
const EXPECTED: Readonly<Record<string, { readonly limit: number; readonly packages: readonly string[] }>> = {
  'pre/index.js': { limit: 15_000, packages: ['@actions/core'] },
  'main/index.js': { limit: 33_000, packages: ['@actions/core', '@actions/github'] },
  'post/index.js': { limit: 45_000, packages: ['@actions/core', '@actions/github'] },
  'change-failure/index.js': { limit: 30_000, packages: ['@actions/core', '@actions/github'] },
  'datadog/client.js': { limit: 97_000, packages: ['undici'] },
};

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const inDist = Object.keys(BUNDLES)
  .flatMap((file) => [file, ...['licenses.txt', 'package.json'].map((name) => file.replace(/[^/]+$/, name))])
  .map((file) => `dist/${file}`);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll(sep, '/'))
    .sort();
}

test('dist has the bundles of dev/build.ts and nothing else', () => {
  expect(filesBelow(dist).map((file) => `dist/${file}`)).toEqual(inDist.toSorted());
  expect(Object.keys(EXPECTED)).toEqual(Object.keys(BUNDLES));
});

test.each(Object.entries(EXPECTED))('%s: size, packages, and imports that are there', (file, expected) => {
  const code = readFileSync(join(dist, file), 'utf8');
  const licenses = readFileSync(join(dist, file, '..', 'licenses.txt'), 'utf8');
  expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(expected.limit);
  // A package's name, then its licence: MIT, then the licence's text.
  expect([...licenses.matchAll(/^(\S+)\nMIT\n/gm)].map(([, name]) => name)).toEqual(expected.packages);
  expect(licenses.match(/^permission is hereby granted/gim)).toHaveLength(expected.packages.length);
  // Of Node or in dist.
  expect(code).not.toContain('Cannot find module');
  const ofNode = /^import .* from "([^"]+)";$|createRequire\(import\.meta\.url\)\("([^"]+)"\)/gm;
  const names = [...code.matchAll(ofNode)].map(([, imported, required]) => imported ?? required ?? '');
  expect(names.filter((name) => !isBuiltin(name))).toEqual([]);
  const files = [...code.matchAll(/\bimport\(\/\* webpackIgnore: true \*\/\s*['"]([^'"]+)['"]/g)];
  expect(files.map(([, path = '']) => join(file, '..', path).replaceAll(sep, '/'))).toEqual(
    /^(?:post|change-failure)\//.test(file) ? ['datadog/client.js'] : [],
  );
});

const tar = archive();

const testWithGit = tar === undefined ? test.skip : test;
testWithGit('what a job downloads is small, is what runs, and runs by itself (needs git, and a clone)', async () => {
  if (tar === undefined) return;
  const folder = mkdtempSync(join(tmpdir(), 'download-'));
  const intake = await startIntake();
  try {
    execFileSync('tar', ['-xf', '-'], { cwd: folder, input: tar });
    expect(downloadSize(tar)).toBeLessThanOrEqual(DOWNLOAD_LIMIT);
    const manifests = ['action.yml', 'change-failure/action.yml'];
    expect(filesBelow(folder)).toEqual(['LICENSE', ...manifests, ...inDist].sort());
    const named = manifests.flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(/^ {2}(?:pre|main|post): '?([^'\s]+)/gm)].map(
        ([, path = '']) => relative(folder, join(folder, file, '..', path)).replaceAll(sep, '/'),
      ),
    );
    const stages = ['change-failure', 'main', 'post', 'pre'];
    expect(named.sort()).toEqual(stages.map((stage) => `dist/${stage}/index.js`));

    // It runs by itself; one event takes a second attempt.
    intake.misbehave([{ status: 503 }]);
    const file = fileURLToPath(new URL('./workflows/download.yml', import.meta.url));
    const { result, jobs } = await runWorkflow(file, {
      actions: { 'OWNER/datadog-dora-deployment': folder },
      secrets: { DD_API_KEY: '0123456789abcdef0123456789abcdef' },
      vars: { API_URL: intake.url },
    });
    expect([result, jobs.flatMap(({ annotations }) => annotations)]).toEqual(['success', []]);
    expect(intake.deployments.map(({ attributes }) => attributes.service).sort()).toEqual(['checkout', 'shopist']);
    expect(intake.requests).toHaveLength(3);
  } finally {
    await intake.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
});
