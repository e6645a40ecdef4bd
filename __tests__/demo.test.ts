import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { startEmbeddedDatadog } from '../dev/embedded.ts';
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
  const { FORCE_COLOR: _, DD_API_KEY: _key, DD_APP_KEY: _appKey, ...own } = process.env;
  return new Promise((resolve) => {
    const options = { cwd: root, env: { ...own, ...environment } };
    execFile(process.execPath, ['dev/demo.ts', ...args], options, (error, stdout, stderr) => {
      resolve({ exitCode: error?.code ?? 0, stdout, stderr });
    });
  });
}

/** A workflow file with the step of the action, and with these lines of it. */
function workflow(lines: string, on = 'push'): string {
  const file = join(folder, `${Math.random()}.yml`);
  writeFileSync(
    file,
    `on: ${on}\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: OWNER/datadog-dora-deployment@v1\n${lines}`,
  );
  return file;
}

const step = `        with: { api-key: "\${{ secrets.DD_API_KEY }}", service: shopist }\n`;

/** A deployment, its smoke test, the rollback of it and the mark: each a job. */
const rollback = `name: Deploy
on:
  push: { branches: [main] }
permissions: {}
jobs:
  deploy:
    runs-on: ubuntu-latest
    outputs:
      ids: \${{ steps.dora.outputs.deployment-ids }}
    steps:
      - id: dora
        uses: OWNER/datadog-dora-deployment@v1
        with:
          api-key: \${{ secrets.DD_API_KEY }}
          service: shopist
          env: prod
      - uses: actions/checkout@v5
      - run: ./deploy.sh
  smoke-test:
    needs: deploy
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - run: ./smoke-test.sh
  roll-back:
    needs: [deploy, smoke-test]
    if: failure() && needs.smoke-test.result == 'failure'
    runs-on: ubuntu-latest
    outputs:
      ids: \${{ steps.dora.outputs.deployment-ids }}
    steps:
      - id: dora
        uses: OWNER/datadog-dora-deployment@v1
        with:
          api-key: \${{ secrets.DD_API_KEY }}
          service: shopist
          env: prod
          git-commit-sha: \${{ github.event.before }}
      - uses: actions/checkout@v5
        with: { ref: '\${{ github.event.before }}' }
      - run: ./deploy.sh
  mark:
    needs: [deploy, roll-back]
    if: always() && needs.roll-back.result == 'success'
    runs-on: ubuntu-latest
    steps:
      - uses: OWNER/datadog-dora-deployment/change-failure@v1
        with:
          api-key: \${{ secrets.DD_API_KEY }}
          app-key: \${{ secrets.DD_APP_KEY }}
          deployment-id: \${{ needs.deploy.outputs.ids }}
          remediation: rollback
          remediation-id: \${{ needs.roll-back.outputs.ids }}
`;

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
    expect(stdout).toMatch(/^ *No deployment event: the status of the job is "failure".*\.outcome \}\}\.$/m);
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

  test.concurrent('a smoke test that fails: ends with the event and its mark, in that order', async () => {
    const file = workflow(`        with:
          api-key: "\${{ secrets.DD_API_KEY }}"
          app-key: "\${{ secrets.DD_APP_KEY }}"
          service: shopist
          deployed: "\${{ steps.deploy.outcome }}"
          change-failure: "\${{ steps.smoke-test.outcome == 'failure' }}"
      - uses: actions/checkout@v5
      - id: deploy
        run: ./deploy.sh
      - id: smoke-test
        run: ./smoke-test.sh
`);
    const { exitCode, stdout, stderr } = await demo([file]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('The shop is closed.');
    const [, stored = '', id = '', mark = ''] =
      /\n(The event as Datadog stored it.*?"id": "(.*?)".*)(The mark as Datadog stored it.*)$/s.exec(
        stdout,
      ) ?? [];
    expect(stored).toContain('"change_failure": true');
    expect(JSON.parse(mark.slice(mark.indexOf('{')))).toEqual({ deployment: id, change_failure: true });
  });

  test.concurrent('deployed, smoke test failed, rolled back, marked: as four jobs', async () => {
    const file = join(folder, 'rollback.yml');
    writeFileSync(file, rollback);
    const { exitCode, stdout, stderr } = await demo([file]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const [, failed = '', remedy = ''] =
      /The 2 events as Datadog stored them.*?"id": "(.*?)".*?"recovery_time_sec".*?^ {4}"id": "(.*?)"/ms.exec(
        stdout,
      ) ?? [];
    const mark = stdout.slice(stdout.indexOf('The mark as Datadog stored it'));
    expect(JSON.parse(mark.slice(mark.indexOf('{')))).toEqual({
      deployment: failed,
      change_failure: true,
      remediation: { type: 'rollback', id: remedy },
      recovery_time_sec: expect.any(Number),
    });
    expect(stdout).not.toContain('Warning:');
  });

  const failedBefore: readonly (readonly [what: string, named: string, shown: RegExp])[] = [
    ['version', 'env: prod, version: "v2 (3)"', /"env": "prod",\s+"version": "v2 \(3\)"/],
    ['ID', 'deployment-id: "${{ vars.FAILED }}"', /"id": "failed-deployment-1"/],
  ];
  test.concurrent.each(failedBefore)(
    'a failed deployment of an earlier run, by its %s',
    async (_what, named, shown) => {
      const service = named.startsWith('env') ? 'service: shopist,' : '';
      const file =
        workflow(`        with: { api-key: "\${{ secrets.DD_API_KEY }}", service: shopist, deployment-id: remedy-0123456789 }
  mark:
    needs: deploy
    runs-on: ubuntu-latest
    steps:
      - uses: OWNER/datadog-dora-deployment/change-failure@v1
        with: { api-key: "\${{ secrets.DD_API_KEY }}", app-key: "\${{ secrets.DD_APP_KEY }}", ${service} ${named}, remediation: rollback, remediation-id: remedy-0123456789 }
`);
      const { exitCode, stdout } = await demo([file, '--var', 'FAILED=failed-deployment-1']);
      expect(exitCode).toBe(0);
      const parts = stdout.split(/^The (?=deployment that|event as|mark as)/m).slice(1);
      expect(parts.map((part) => part.slice(0, part.indexOf('\n')))).toEqual([
        'deployment that Datadog knew before',
        'event as Datadog stored it',
        'mark as Datadog stored it',
      ]);
      expect(parts[0]).toMatch(shown);
      const [failed, , mark] = parts.map((part) => JSON.parse(part.slice(part.indexOf('{'))));
      expect(mark).toEqual({
        deployment: failed.data.id,
        change_failure: true,
        remediation: { type: 'rollback', id: 'remedy-0123456789' },
        recovery_time_sec: failed.data.attributes.recovery_time_sec,
      });
      expect(mark.recovery_time_sec).toBeGreaterThan(0);
    },
  );

  test.concurrent('a rollback that marks the version it remedies: the mark has the recovery time', async () => {
    const file = workflow(
      `        with:
          api-key: "\${{ secrets.DD_API_KEY }}"
          app-key: "\${{ secrets.DD_APP_KEY }}"
          service: shopist
          env: prod
          version: v1
          remediation: rollback
          remediates-version: "\${{ inputs.failed-version }}"
`,
      '{ workflow_dispatch: { inputs: { failed-version: { required: true } } } }',
    );
    const { exitCode, stdout } = await demo([file, '--input', 'failed-version=v2']);
    expect(exitCode).toBe(0);
    const [failed, event, mark] = stdout
      .split(/^The (?=deployment that|event as|mark as)/m)
      .slice(1)
      .map((part) => JSON.parse(part.slice(part.indexOf('{'))));
    expect(failed.data.attributes).toMatchObject({ version: 'v2', change_failure: true });
    expect(event.data.attributes).toMatchObject({ version: 'v1' });
    expect(mark).toEqual({
      deployment: failed.data.id,
      change_failure: true,
      remediation: { type: 'rollback', id: event.data.id },
      recovery_time_sec: expect.any(Number),
    });
  });

  test.concurrent('any file: inputs, a payload, and actions that are not here', async () => {
    const on = '{ workflow_dispatch: { inputs: { name: { required: true }, loud: { type: boolean } } } }';
    const file = workflow(
      `${step}      - uses: docker/build-push-action@v6\n      - run: echo "<\${{ inputs.name }} \${{ inputs.loud }} \${{ github.event.size }} \${{ github.event_name }}>"\n`,
      on,
    );
    const missing = await demo([file]);
    expect(missing).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('Give it with --input') });

    const event = join(folder, 'event.json');
    writeFileSync(event, '{ "size": 7 }');
    const args = [file, '--input', 'name=a=b', '--input', 'loud=true', '--event', event];
    const { exitCode, stdout } = await demo(args);
    expect(stdout).toContain('<a=b true 7 workflow_dispatch>');
    expect(stdout).toContain('Notice: docker/build-push-action@v6 is not run on this machine');
    expect(exitCode).toBe(0);

    const unknown = await demo([file, '--input', 'nmae=a']);
    expect(unknown.stderr).toContain('--input nmae=a');
    const ambiguous = await demo([workflow(step, '[push, release]'), '--event', event]);
    expect(ambiguous.stderr).toContain('--event-name is missing: the workflow starts with push, release');
  });

  test.concurrent('a workflow of another repository: ./ is that, and what it calls may lie beside it', async () => {
    const home = join(folder, 'home');
    const workflows = join(home, '.github/workflows');
    mkdirSync(join(home, 'greet'), { recursive: true });
    mkdirSync(workflows, { recursive: true });
    writeFileSync(
      join(home, 'greet/action.yml'),
      'name: a\ndescription: b\nruns:\n  using: composite\n  steps: [{ run: echo hello, shell: bash }]\n',
    );
    const file = join(workflows, 'deploy.yml');
    renameSync(workflow(`${step}      - uses: ./greet\n`), file);
    const { exitCode, stdout } = await demo([file]);
    expect(stdout).toMatch(/^ +hello$/m);
    expect(exitCode).toBe(0);

    const caller = await demo(['examples/reusable-workflow-caller.yml']);
    expect(caller).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test.concurrent('--live sends to the site that the environment names, and to no intake', async () => {
    const { intake, environment, close } = await startEmbeddedDatadog();
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
