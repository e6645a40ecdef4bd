/** What the system limits: the size of a file, and of a process's environment. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { launch } from '../../dev/launch.ts';

const key = '0123456789abcdef0123456789abcdef';
const good = { 'api-key': key, service: 'shopist', 'dry-run': 'true' };
const onPosix = process.platform === 'win32' ? test.skip : test;

onPosix(
  'a disk that is full while main writes its state: what was begun is taken back, and the job goes on',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'full-'));
    try {
      // A file that may not grow beyond 4 KiB fails in the middle of a write, like one on a full disk.
      const node = join(folder, 'node');
      writeFileSync(node, `#!/bin/bash\nulimit -f 4\nexec '${process.execPath}' "$@"\n`);
      chmodSync(node, 0o755);
      const inputs = { ...good, 'custom-tags': 'key:value,'.repeat(2000) };
      const { exitCode, errors, state, outputs } = await launch({ stage: 'main', inputs, node });
      expect([exitCode, state, outputs['deployment-ids']]).toEqual([0, {}, '{}']);
      expect(errors).toEqual([expect.stringContaining('EFBIG')]);
      const file = join(folder, 'state');
      writeFileSync(file, 'before\n');
      const files = new URL('../../src/runner/files.ts', import.meta.url).href;
      const code = `import('${files}').then((all) => all.appendWholly('${file}', 'x'.repeat(9000)))`;
      expect(spawnSync(node, ['-e', code], { encoding: 'utf8' }).stderr).toContain('EFBIG');
      expect(readFileSync(file, 'utf8')).toBe('before\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

test('the longest texts in every input: post starts all the same, and the event goes out without them', async () => {
  const action = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8'));
  const settledInMain =
    'api-key service site api-url deployment-id dry-run skip-git ci-tags timeout fail-on-error job-summary ' +
    'started-at job-status job-check-run-id deployed';
  const names = Object.keys(action.inputs).filter((name) => !settledInMain.split(' ').includes(name));
  const inputs = { ...good, ...Object.fromEntries(names.map((name) => [name, 'x:'.repeat(50_000)])) };
  const main = await launch({ stage: 'main', inputs });
  const post = await launch({ stage: 'post', inputs, state: main.state });
  expect([main.exitCode, post.exitCode, main.stderr + post.stderr]).toEqual([0, 0, '']);
  const [, body = ''] = /^(\{"data".*)$/m.exec(post.stdout) ?? [];
  expect(Object.keys(JSON.parse(body).data.attributes).sort()).toEqual(['finished_at', 'id', 'service', 'started_at']);
});
