import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { surround } from '../dev/rehearsal.ts';
import { API_KEY } from '../dev/stand-ins/api-key.ts';

// Each starts a process, and that the workflow's.
jest.setTimeout(60_000);

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'demo-'));
afterAll(() => rmSync(folder, { recursive: true }));

function demo(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ exitCode: unknown; stdout: string; stderr: string }> {
  const { FORCE_COLOR: _, DD_API_KEY: _key, ...own } = process.env;
  return new Promise((resolve) => {
    const options = { cwd: root, env: { ...own, ...environment } };
    execFile(process.execPath, ['dev/demo.ts', ...args], options, (error, stdout, stderr) => {
      resolve({ exitCode: error?.code ?? 0, stdout, stderr });
    });
  });
}

/** A workflow file with the step of the action, and with these lines of it. */
function workflow(lines: string): string {
  const file = join(folder, `${Math.random()}.yml`);
  writeFileSync(
    file,
    `on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: OWNER/datadog-dora-deployment@v1\n${lines}`,
  );
  return file;
}

const step = `        with: { api-key: "\${{ secrets.DD_API_KEY }}", service: shopist }\n`;

describe('npm run demo', () => {
  test.concurrent('shows the log, the event and the summary of examples/deploy.yml, plainly', async () => {
    const { exitCode, stdout, stderr } = await demo([]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('Running examples');
    expect(stdout).toContain('✓ Post Run OWNER/datadog-dora-deployment@v1');
    expect(stdout).toMatch(/^ {4}shopist: stored by Datadog \(HTTP 200\)/m);
    expect(stdout).toContain('"repository_id": "github.com/acme/shopist"');
    expect(stdout).toContain('## Datadog DORA deployment');
    expect(stdout).not.toContain('\u001b');
  });

  test.concurrent('ends with 1 where the job fails, and shows why nothing was sent', async () => {
    const { exitCode, stdout, stderr } = await demo([workflow(`${step}      - run: exit 3\n`)]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('Error: Process completed with exit code 3.');
    expect(stdout).toContain('No deployment event: the job\'s status is "failure"');
    expect(stderr).toContain('No event arrived.');
  });

  test.concurrent('ends with 1 where the job is green but no event arrived', async () => {
    const { exitCode, stderr } = await demo([workflow(`        if: false\n${step}`)]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('No event arrived.');
  });

  test.concurrent('says what is wrong with a file that it cannot run', async () => {
    const { exitCode, stderr } = await demo([join(folder, 'missing.yml')]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('missing.yml');
    expect(stderr).not.toContain('    at ');
  });

  test.concurrent('--live sends to the site that the environment names, and to no intake', async () => {
    const { intake, environment, close } = await surround();
    try {
      const site = { DD_SITE: 'datadoghq.eu' };
      const sent = await demo([workflow(step), '--live'], { ...environment, ...site, DD_API_KEY: API_KEY });
      expect(sent).toMatchObject({ exitCode: 0, stderr: '' });
      expect(sent.stdout).toContain('with the real Datadog');
      expect(intake.requests.map(({ headers }) => headers.host)).toEqual(['api.datadoghq.eu']);

      const refused = await demo([workflow(step), '--live'], {
        ...environment,
        DD_API_KEY: 'of-another-site',
      });
      expect(refused.exitCode).toBe(1);
      expect(refused.stdout).toContain('HTTP 403');

      const keyless = await demo(['--live']);
      expect(keyless.exitCode).toBe(1);
      expect(keyless.stderr).toContain('DD_API_KEY');
      expect(intake.deployments).toHaveLength(1);
    } finally {
      await close();
    }
  });
});
