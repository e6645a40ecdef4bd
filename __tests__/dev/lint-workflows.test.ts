import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('inputs and outputs that our actions do not have are found, with their places', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lint-'));
  const uses = (action: string, ...lines: readonly string[]) =>
    [`      - uses: ${action}`, '        with:', ...lines.map((line) => `          ${line}`), ''].join('\n');
  const wrong = ['service: shopist', 'servcie: shopist'];
  const files: Readonly<Record<string, string>> = {
    'tag.yml': uses('OWNER/datadog-dora-deployment@v1', ...wrong),
    'sha.yml': uses('acme/datadog-dora-deployment@0a1b2c3d4e5f60718293a4b5c6d7e8f901234567', ...wrong),
    'marks.yml': uses('OWNER/datadog-dora-deployment/change-failure@v1', ...wrong),
    'other.yml': uses('acme/another-action@v1', ...wrong),
    'outputs.yml': `${uses(
      'OWNER/datadog-dora-deployment@v1\n        id: deploy',
      // A later step, and a variable that a step writes, are known; a misspelt step is not.
      'version: ${{ steps.build.outputs.version }}',
      'finished-at: ${{ env.DEPLOYED_AT }}',
      'team: ${{ steps.biuld.outputs.team }}',
    )}      - id: build\n        run: ./build.sh "\${{ steps.deploy.outputs.deployment-id }}" "\${{ steps.deploy.outputs.id }}"\n`,
  };
  try {
    for (const each of ['action.yml', 'change-failure']) {
      cpSync(join(root, each), join(folder, each), { recursive: true });
    }
    mkdirSync(join(folder, 'examples'));
    const head = 'on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n';
    for (const [file, steps] of Object.entries(files)) writeFileSync(join(folder, 'examples', file), head + steps);
    const linter = join(root, 'dev/lint-workflows.ts');
    const { status, stdout } = spawnSync(process.execPath, [linter, folder], { encoding: 'utf8' });
    expect(stdout.split('\n')).toEqual([
      "examples/marks.yml:9:11 Invalid action input 'servcie'",
      'examples/outputs.yml:11:17 Context access might be invalid: biuld',
      'examples/outputs.yml:13:70 Context access might be invalid: id',
      "examples/sha.yml:9:11 Invalid action input 'servcie'",
      "examples/tag.yml:9:11 Invalid action input 'servcie'",
      '5 files, 5 findings',
      '',
    ]);
    expect(status).toBe(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
