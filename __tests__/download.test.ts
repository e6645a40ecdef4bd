/**
 * What a job downloads, to the byte and by name. Limits have a few per cent of room for changes of this project's
 * own: what a package drags along is far above them. A limit is raised here or nowhere.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { archive, downloadSize, unpack } from '../dev/archive.ts';
import { startIntake } from '../dev/intake.ts';
import { runWorkflow } from '../dev/runner.ts';

const DOWNLOAD_LIMIT = 170_000;

const BUNDLES = {
  pre: {
    limit: 38_000,
    packages: ['@actions/core'],
    builtins: ['fs', 'os', 'path'],
  },
  main: {
    limit: 76_000,
    packages: ['@actions/core', '@actions/github'],
    builtins: ['fs', 'node:path', 'os', 'path'],
  },
  post: {
    limit: 470_000,
    packages: ['@actions/core', '@actions/github', 'undici'],
    builtins: [
      'fs',
      'node:assert',
      'node:async_hooks',
      'node:buffer',
      'node:diagnostics_channel',
      'node:events',
      'node:fs',
      'node:http',
      'node:net',
      'node:path',
      'node:querystring',
      'node:stream',
      'node:tls',
      'node:util',
      'os',
      'path',
    ],
  },
};

/** What would be in a bundle if a package, or a part of one, were there. */
const WEIGHT: Readonly<Record<string, RegExp>> = {
  Octokit: /octokit/i,
  'an OIDC client': /ACTIONS_ID_TOKEN_REQUEST/,
  'an HTTP client besides undici': /class HttpClient\b/,
  'HTTP/2': /http2\.connect|NGHTTP2|HTTP2_HEADER/,
  SOCKS: /class Socks5(?:Client|ProxyAgent)/,
  'fetch and web sockets': /class (?:Fetch|FormData|WebSocket|EventSource|CacheStorage|Response)\b/,
  mocks: /class Mock(?:Agent|Client|Pool)\b/,
  'the WebIDL of browsers': /webidl\.converters/,
  'a second parser of HTTP': /llhttp_simd|simd128/,
};

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const tar = archive();

test.each(Object.entries(BUNDLES))('%s: size, packages and built-in modules', (stage, bundle) => {
  const folder = join(dist, stage);
  const code = readFileSync(join(folder, 'index.js'), 'utf8');
  const licenses = readFileSync(join(folder, 'licenses.txt'), 'utf8');
  expect(readdirSync(folder).sort()).toEqual(['index.js', 'licenses.txt', 'package.json']);
  expect(Buffer.byteLength(code)).toBeLessThanOrEqual(bundle.limit);
  // A package's name, then its licence: MIT, then the licence's text.
  expect([...licenses.matchAll(/^(\S+)\nMIT\n/gm)].map(([, name]) => name)).toEqual(bundle.packages);
  expect(licenses.match(/^permission is hereby granted/gim)).toHaveLength(bundle.packages.length);
  const builtins = [...code.matchAll(/_createRequire\(import\.meta\.url\)\("([^"]+)"\)/g)];
  expect([...new Set(builtins.map(([, name]) => name))].sort()).toEqual(bundle.builtins);
});

test.each(Object.keys(BUNDLES))('%s: no weight that was left out is back', (stage) => {
  const code = readFileSync(join(dist, stage, 'index.js'), 'utf8');
  const back = Object.entries(WEIGHT).filter(([, sign]) => sign.test(code));
  expect(back.map(([name]) => name)).toEqual([]);
  expect(code.match(/^class UndiciError /gm) ?? []).toHaveLength(stage === 'post' ? 1 : 0);
});

if (tar === undefined) {
  test.skip('what a job downloads: needs git, and a clone', () => {});
} else {
  test(`what a job downloads is no larger than ${DOWNLOAD_LIMIT} bytes and runs by itself`, async () => {
    expect(downloadSize(tar)).toBeLessThanOrEqual(DOWNLOAD_LIMIT);

    const folder = mkdtempSync(join(tmpdir(), 'download-'));
    const intake = await startIntake();
    try {
      unpack(tar, folder);
      const files = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) =>
          join(parentPath, name)
            .slice(folder.length + 1)
            .replaceAll('\\', '/'),
        );
      expect(files.sort()).toEqual([
        'LICENSE',
        'action.yml',
        ...Object.keys(BUNDLES)
          .sort()
          .flatMap((stage) => ['index.js', 'licenses.txt', 'package.json'].map((f) => `dist/${stage}/${f}`)),
      ]);

      // One event takes a second attempt.
      intake.misbehave([{ status: 503 }]);
      const { result, jobs } = await runWorkflow(
        fileURLToPath(new URL('./workflows/download.yml', import.meta.url)),
        {
          actions: { 'OWNER/datadog-dora-deployment': folder },
          secrets: { DD_API_KEY: '0123456789abcdef0123456789abcdef' },
          vars: { API_URL: intake.url },
        },
      );
      const log = jobs.map((job) => job.log).join('');
      expect(result).toBe('success');
      expect(jobs.flatMap(({ annotations }) => annotations)).toEqual([]);
      expect(intake.deployments.map(({ attributes }) => attributes.service).sort()).toEqual([
        'checkout',
        'shopist',
      ]);
      expect(intake.requests).toHaveLength(3);
      expect(log).not.toContain('left out of this bundle');
    } finally {
      await intake.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  });
}
