import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { expectHarmless, messages, only, run } from '../support/workflow.ts';

test('success.yml, with something nobody foresaw after the deployment: the service and the times go out', async () => {
  const breaking = new URL('../support/break-details.mjs', import.meta.url).href;
  const { job, events } = await run('success.yml', {
    stageEnvironment: ({ stage }) => (stage === 'post' ? { NODE_OPTIONS: `--import=${breaking}` } : {}),
  });
  expect(events).toEqual([
    {
      id: expect.any(String),
      service: 'shopist',
      started_at: expect.any(BigInt),
      finished_at: expect.any(BigInt),
    },
  ]);
  expect(messages(job, 'warning')).toEqual([
    'What was deployed cannot be read: no fixed digits: 1. The event is sent with only the service and the times.',
  ]);
  expect(messages(job, 'error')).toEqual([]);
  expectHarmless(job);
});

const onPosix = process.platform === 'win32' ? test.skip : test;

onPosix(
  'hundred-tags.yml, with no room for the state: what was begun is taken back, and the job goes on',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'full-'));
    try {
      // A file that may not grow beyond 4 KiB fails in the middle of a write, like one on a full disk.
      const node = join(folder, 'node');
      writeFileSync(node, `#!/bin/bash\nulimit -f 4\nexec '${process.execPath}' "$@"\n`);
      chmodSync(node, 0o755);
      const { job, intake } = await run('hundred-tags.yml', {
        node,
        vars: { TAGS: 'key:value,'.repeat(2000) },
      });
      expect(only(job, 'main').files).toMatchObject({ state: '' });
      expect(messages(job, 'error')).toEqual([
        expect.stringMatching(
          /^No deployment event can be sent, because the state .* cannot be saved: EFBIG/,
        ),
      ]);
      expectHarmless(job);
      expect(job.result).toBe('success');
      expect(intake.requests).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
