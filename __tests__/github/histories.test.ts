import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findDoubt } from '../../src/github/doubt.ts';
import { readWorkspace } from '../../src/github/workspace.ts';
import { missingGit } from '../support/git.ts';
import { push } from '../support/github.ts';
import { histories, JOB_START, makeOrigin, type Origin, url } from '../support/histories.ts';

const why = missingGit();
const withGit = why === undefined ? describe : describe.skip;

withGit(`jobs that move HEAD with git${why === undefined ? '' : ` (${why})`}`, () => {
  const root = mkdtempSync(join(tmpdir(), 'histories-'));
  let origin: Origin = { folder: '', parent: '', sent: '', newer: '' };
  beforeAll(() => {
    origin = makeOrigin(join(root, 'origin'));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test.each(histories.map((one, index) => ({ ...one, index })))(
    '$what: doubted is $isDoubted',
    async ({ make, isDoubted, index }) => {
      const workspace = join(root, String(index), 'work');
      make(workspace, origin);
      const [doubt] = findDoubt(
        { ...push, commitSha: origin.sent },
        { repositoryUrl: url, commitSha: origin.sent, repositoryGiven: false },
        undefined,
        // Within the second of the first entry.
        await readWorkspace({ folder: workspace, jobStartedAt: BigInt(JOB_START) * 1_000_000_000n, eventPath: '' }),
      );
      expect(doubt?.level).toBe(isDoubted ? 'warning' : undefined);
    },
  );
});
