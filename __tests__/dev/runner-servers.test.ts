import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { RunOptions } from '../../dev/runner.ts';
import { order, root, run, runSteps, seen, stageOf } from '../support/runner.ts';

describe('an action in a folder', () => {
  test('of another repository, and of this one, with its scripts above it', async () => {
    const job = await runSteps(`
      - uses: acme/probe/folder@v1
        with: { name: remote }
      - uses: ./probe/folder
        with: { name: local }`);
    expect(order(job)).toEqual(['main remote', 'main local']);
    expect(job.result).toBe('success');
  });
});

describe('GITHUB_ACTION_PATH', () => {
  test('is there inside a composite action, and only there', async () => {
    const job = await runSteps(`
      - uses: acme/probe@v1
        with: { name: plain }
      - uses: ./twice
        with: { name: x }
      - id: after
        run: echo "<\${GITHUB_ACTION_PATH-}>"`);
    for (const stage of ['pre', 'main', 'post']) {
      expect(seen(job, stage, 'plain')).toMatchObject({ actionPath: null });
    }
    for (const stage of ['main', 'post']) {
      expect(seen(job, stage, 'x-first')).toMatchObject({ actionPath: join(root, 'twice') });
    }
    expect(stageOf(job, 'after').stdout).toBe('<>\n');
  });
});

describe('an expression that cannot be evaluated without the steps before', () => {
  const steps = (expression: string) => `
      - id: first
        run: echo "json={\\"version\\":\\"v1\\"}" >> "$GITHUB_OUTPUT"
      - uses: acme/probe@v1
        with: { name: a, value: "\${{ ${expression} }}" }`;

  test('fails the job in pre, before its first step', async () => {
    const job = await runSteps(steps('fromJSON(steps.first.outputs.json).version'));
    expect(job.result).toBe('failure');
    expect(job.stages[0]).toMatchObject({ stage: 'pre', outcome: 'failure', exitCode: null });
    expect(stageOf(job, 'first').outcome).toBe('skipped');
  });

  test('is well with a value for the time before', async () => {
    const job = await runSteps(steps("fromJSON(steps.first.outputs.json || '{}').version"));
    expect(seen(job, 'pre', 'a')).toMatchObject({ value: '' });
    expect(seen(job, 'main', 'a')).toMatchObject({ value: 'v1' });
  });
});

describe('post-if that asks for the server', () => {
  const cases: readonly (readonly [RunOptions['server'], string, readonly string[]])[] = [
    ['github', 'success', ['post a success success']],
    ['github', 'failure', ['post a failure failure']],
    ['act', 'failure', ['post a failure failure']],
    ['forgejo', 'failure', ['post a failure failure']],
    // The default stays what it was in pre. What the step gives is evaluated anew.
    ['gitea', 'success', ['post a success success']],
    ['gitea', 'failure', []],
  ];
  test.each(cases)('%s, a job that ends as a %s', async (server = 'github', result, posts) => {
    const job = await runSteps(
      `
      - uses: acme/gated@v1
        with: { name: a, value: "\${{ job.status }}" }
      - id: show
        run: |
          echo "<$GITEA_ACTIONS/$FORGEJO_ACTIONS/$ACT> <\${{ env.GITEA_ACTIONS }}>"
          ${result === 'failure' ? 'exit 1' : ''}`,
      { server },
    );
    const post = seen(job, 'post', 'a');
    expect(post === undefined ? [] : [`post ${post['name']} ${post['status']} ${post['value']}`]).toEqual(
      posts,
    );
    const variables = { github: '<//> <>', act: '<//true> <>', gitea: '<true//> <true>' };
    expect(stageOf(job, 'show').stdout).toBe(`${{ ...variables, forgejo: '<true/true/> <true>' }[server]}\n`);
  });

  test('runs on GitHub where the job is cancelled', async () => {
    const job = await runSteps(
      `
      - uses: acme/gated@v1
        with: { name: a }
      - id: slow
        run: exec sleep 60`,
      { onStart: (stage) => stage.stepId === 'slow' && stage.cancel() },
    );
    expect(seen(job, 'post', 'a')).toMatchObject({ status: 'cancelled' });
  });

  test("Gitea's runner keeps the defaults of pre where another step has failed, GitHub's does not", async () => {
    const steps = `
      - uses: acme/probe@v1
        with: { name: a, value: "\${{ job.status }}" }
      - run: 'false'`;
    expect(seen(await runSteps(steps, { server: 'gitea' }), 'post', 'a')).toMatchObject({
      status: 'success',
      value: 'failure',
    });
    expect(seen(await runSteps(steps), 'post', 'a')).toMatchObject({ status: 'failure' });
  });
});

describe('what example workflows use', () => {
  test('concurrency, environment, needs, outputs, time-outs and conditions', async () => {
    const { jobs } = await run(
      `
      on:
        repository_dispatch: { types: [incident-closed] }
        workflow_dispatch:
          inputs:
            version: { required: true, type: string }
            kind: { type: choice, options: [a, b], default: a }
      concurrency: { group: "deploy-\${{ github.ref }}", cancel-in-progress: false }
      permissions: {}
      jobs:
        deploy:
          runs-on: ubuntu-latest
          timeout-minutes: 15
          environment: { name: production, url: https://example.com }
          concurrency: production
          outputs:
            ids: \${{ steps.ids.outputs.ids }}
          steps:
            - id: ids
              run: echo 'ids={"cart":"1"}' >> "$GITHUB_OUTPUT"
        smoke-test:
          needs: deploy
          runs-on: ubuntu-latest
          environment: production
          steps:
            - run: exit 1
        rollback:
          needs: [deploy, smoke-test]
          if: failure() && needs.smoke-test.result == 'failure'
          runs-on: ubuntu-latest
          steps:
            - id: show
              run: echo '\${{ fromJSON(needs.deploy.outputs.ids).cart }} \${{ inputs.version }} \${{ inputs.kind }} \${{ github.event.client_payload.env }}'
        always:
          needs: rollback
          if: always()
          runs-on: ubuntu-latest
          steps: [{ run: echo }]
        never:
          needs: smoke-test
          runs-on: ubuntu-latest
          steps: [{ run: echo }]`,
      { inputs: { version: 'v7' }, event: { client_payload: { env: 'prod' } } },
    );
    expect(jobs.map(({ id, result }) => `${id}: ${result}`)).toEqual([
      'deploy: success',
      'smoke-test: failure',
      'rollback: success',
      'always: success',
      'never: skipped',
    ]);
    expect(jobs[2] && stageOf(jobs[2], 'show').stdout).toBe('1 v7 a prod\n');
  });
});

describe('what the runner cannot do, where it is asked to skip that', () => {
  test('does nothing, succeeds and says so', async () => {
    const { jobs, result } = await run(
      `
      on: push
      jobs:
        job:
          runs-on: windows-latest
          container: alpine
          services: { database: { image: postgres } }
          steps:
            - uses: some/thing@v1
              id: thing
              with: { anything: '\${{ github.ref }}' }
            - uses: docker://alpine
            - uses: ./docker
            - uses: ./missing
            - run: Write-Host "x"
              shell: pwsh
            - id: after
              run: echo "\${{ steps.thing.outcome }} <\${{ steps.thing.outputs.any }}>"
        called:
          uses: some/thing/.github/workflows/called.yml@v1`,
      { skipUnsupported: true },
    );
    const [job, called] = jobs;
    expect(result).toBe('success');
    expect(job && stageOf(job, 'after').stdout).toBe('success <>\n');
    const notDone = (uses: string) => `${uses} is not run on this machine: the step does nothing.`;
    expect(job?.annotations.map(({ level, message }) => `${level} ${message}`)).toEqual([
      ...['some/thing@v1', 'docker://alpine', './docker', './missing'].map(
        (uses) => `notice ${notDone(uses)}`,
      ),
      expect.stringMatching(/^notice .*the shell `pwsh` is not supported/),
    ]);
    expect(called?.log).toContain('called.yml@v1 is not run on this machine');
  });
});
