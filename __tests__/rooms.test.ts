/** Which room of `src` depends on which, and on which package. */
import { globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

/** From the top down. A room depends on the tiers below its own alone. */
const TIERS = [
  ['deployment', 'change-failure'],
  ['delivery'],
  ['inputs'],
  ['runner'],
  ['datadog', 'github'],
  ['text.ts', 'time.ts'],
];

const src = fileURLToPath(new URL('../src/', import.meta.url));
const files = globSync('**/*.ts', { cwd: src })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !file.endsWith('.d.ts'))
  .sort();
const codeOf = (file: string) => readFileSync(join(src, file), 'utf8');
const linesOf = (file: string) => codeOf(file).split('\n').length - 1;

/** What a file imports, types and lazy imports among it: files of `src`, and packages. */
function importsOf(file: string): readonly string[] {
  const pattern = /^(?:import|export) (?:[\w{}*$,\s]*? from )?'([^']+)'|\bimport\((?:\/\*.*?\*\/\s*)?'([^']+)'/gm;
  return [...codeOf(file).matchAll(pattern)].map(([, whole, lazy]) => {
    const name = whole ?? lazy ?? '';
    const [packageName = ''] = /^(?:@[^/]+\/)?[^/]+/.exec(name) ?? [];
    return name.startsWith('.') ? join(dirname(file), name) : packageName;
  });
}

function roomOf(file: string): string {
  return file.split('/', 1)[0] ?? '';
}

/** Rooms and packages that each room uses besides itself. */
const graph = new Map<string, readonly string[]>();
for (const file of files) {
  const used = importsOf(file)
    .filter((name) => !isBuiltin(name))
    .map((name) => (files.includes(name) ? roomOf(name) : name));
  const room = roomOf(file);
  graph.set(room, [...new Set([...(graph.get(room) ?? []), ...used])].filter((name) => name !== room).sort());
}

test('the rooms, and what each depends on', () => {
  expect(Object.fromEntries(graph)).toEqual({
    'change-failure': ['datadog', 'delivery', 'github', 'inputs', 'runner', 'text.ts'],
    datadog: ['text.ts', 'time.ts', 'undici'],
    delivery: ['datadog', 'inputs', 'runner', 'text.ts'],
    deployment: ['datadog', 'delivery', 'github', 'inputs', 'runner', 'text.ts', 'time.ts'],
    github: ['@actions/github', 'text.ts', 'time.ts'],
    inputs: ['runner', 'text.ts', 'time.ts'],
    runner: ['@actions/core', 'text.ts', 'time.ts'],
    'text.ts': [],
    'time.ts': [],
  });
});

test('every room has a tier', () => {
  expect([...graph.keys()].sort()).toEqual(TIERS.flat().sort());
});

test.each(TIERS.flatMap((rooms, tier) => rooms.map((room) => [room, tier] as const)))(
  '%s depends on rooms below alone',
  (room, tier) => {
    const below = TIERS.slice(tier + 1).flat();
    const rooms = (graph.get(room) ?? []).filter((name) => TIERS.flat().includes(name));
    expect(rooms.filter((name) => !below.includes(name))).toEqual([]);
  },
);

test.each([
  ['@actions/core', /^runner\//],
  ['@actions/github', /^github\//],
  ['undici', /^datadog\/http\.ts$/],
])('only one place knows %s', (name, place) => {
  const users = files.filter((file) => importsOf(file).includes(name));
  expect(users.length).toBeGreaterThan(0);
  expect(users.filter((file) => !place.test(file))).toEqual([]);
});

test('no two files import each other, directly or through others', () => {
  const circles = files.filter((file) => {
    const reached = new Set<string>();
    const open = [file];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const found = importsOf(next).filter((name) => files.includes(name) && !reached.has(name));
      for (const name of found) {
        reached.add(name);
      }
      open.push(...found);
    }
    return reached.has(file);
  });
  expect(circles).toEqual([]);
});

describe('no file is too long to read at once', () => {
  test.each(files)('%s', (file) => {
    const isStage = /\/(?:pre|main|post)\.ts$/.test(file);
    expect(linesOf(file)).toBeLessThanOrEqual(isStage ? 80 : 330);
  });
});
