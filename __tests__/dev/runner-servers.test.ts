import { existsSync, readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { JobResult, RunOptions } from '../../dev/runner.ts';
import { order, root, run, runSteps, seen, stageOf } from '../support/runner.ts';

describe('GITHUB_ACTION_PATH', () => {
  test('is that of the innermost composite action, but of the outermost in the posts of a local one', async () => {
    const job = await runSteps(`
      - uses: acme/probe@v1
        with: { name: plain }
      - uses: ./nested
      - id: after
        run: echo "<\${GITHUB_ACTION_PATH-}>"`);
    const paths = (stage: string, name: string) => seen(job, stage, name)?.['actionPath'];
    expect(['pre', 'main', 'post'].map((stage) => paths(stage, 'plain'))).toEqual([null, null, null]);
    expect(paths('main', 'inner-first')).toBe(join(root, 'twice'));
    expect(paths('main', 'inner-second')).toBe(join(root, 'twice'));
    expect(paths('main', 'quick')).toBe(join(root, 'nested'));
    // Their names are foreign, too: evaluated with the inputs of the outermost.
    expect(['outer-first', 'outer-second', 'quick'].map((name) => paths('post', name))).toEqual(
      Array(3).fill(join(root, 'nested')),
    );
    expect(stageOf(job, 'after').stdout).toBe('<>\n');
  });
});

describe('an action of the workflow’s own repository, by $/', () => {
  test('has a pre, in the job and in a composite action', async () => {
    const job = await runSteps(`
      - uses: $/probe
        with: { name: own }
      - uses: acme/probe/folder@v1
        with: { name: folder }
      - uses: $/twice
        with: { name: x }`);
    expect(order(job)).toEqual([
      ...['pre own', 'pre x-first', 'main own', 'main folder', 'main x-first', 'main x-second'],
      ...['post x-second', 'post x-first', 'post own'],
    ]);
    expect(job.annotations.map(({ step }) => step)).not.toContain('Run $/probe');
  });
});

describe('a runner that loses what a stage saves', () => {
  test('gives post neither the state of pre nor that of main', async () => {
    const steps = `
      - uses: acme/probe@v1
        with: { name: a }`;
    const job = await runSteps(steps, { loseState: true });
    expect(seen(job, 'main', 'a')).toMatchObject({ state: '' });
    expect(seen(job, 'post', 'a')).toMatchObject({ state: '' });
    expect(job.result).toBe('success');
    expect(seen(await runSteps(steps), 'post', 'a')).toMatchObject({ state: 'pre main ' });
  });
});

describe('clocks', () => {
  const bootIdFile = '/proc/sys/kernel/random/boot_id';
  const bootId = existsSync(bootIdFile) ? readFileSync(bootIdFile, 'utf8').trim() : 'ENOENT';
  const hour = 3_600_000;

  async function clocksOf(clocks: RunOptions['clocks']): Promise<Record<string, Record<string, unknown>>> {
    const job: JobResult = await runSteps('      - uses: $/clock', clocks && { clocks });
    return Object.fromEntries(job.stages.map(({ stage, stdout }) => [stage, JSON.parse(stdout)]));
  }

  /** How far a stage's clock is ahead of the test's, in whole minutes. */
  const minutesAhead = (value: unknown, real: number) => Math.round((Number(value) - real) / 60_000) + 0;

  test('the wall clock of chosen stages is set, and the uptime runs on', async () => {
    const begin = Date.now();
    const uptimeAtBegin = uptime() * 1000;
    const { pre, main, post } = await clocksOf(({ stage }) =>
      stage === 'main' ? undefined : { wallClock: stage === 'pre' ? -hour : hour },
    );
    for (const [stage, minutes] of [
      [pre, -60],
      [main, 0],
      [post, 60],
    ] as const) {
      const walls = ['now', 'constructed', 'called', 'origin'].map((name) => stage?.[name]);
      expect(walls.map((value) => minutesAhead(value, begin))).toEqual(Array(4).fill(minutes));
      expect(stage).toMatchObject({ given: 7, isDate: true, bootId });
    }
    const uptimes = [pre, main, post].map((stage) => Number(stage?.['uptime']));
    expect([uptimeAtBegin, ...uptimes, uptime() * 1000]).toEqual(
      [uptimeAtBegin, ...uptimes, uptime() * 1000].toSorted((a, b) => a - b),
    );
  });

  test('another machine: another boot, and another uptime', async () => {
    const { main, post } = await clocksOf(({ stage }) =>
      stage === 'post' ? { uptime: -hour, bootId: 'another-boot' } : { bootId: null },
    );
    expect(main).toMatchObject({ bootId: 'ENOENT' });
    expect(post).toMatchObject({ bootId: 'another-boot' });
    expect(minutesAhead(post?.['uptime'], Number(main?.['uptime']))).toBe(-60);
  });
});

describe('act, and the runners that are built on it', () => {
  const others = ['act', 'gitea', 'forgejo'] as const;

  test.each(others)('%s runs the post of a main that ran, last main first', async (server) => {
    const job = await runSteps(
      `
      - uses: acme/probe@v1
        with: { name: a }
      - uses: acme/quick@v1
        with: { name: b }
      - uses: acme/probe@v1
        if: false
        with: { name: c }`,
      { server },
    );
    expect(order(job)).toEqual(['pre a', 'pre c', 'main a', 'main b', 'skipped', 'post b', 'post a']);
  });

  test.each<[server: NonNullable<RunOptions['server']>, status: string]>([
    ['github', 'failure'],
    ['act', 'success'],
    ['forgejo', 'success'],
  ])(
    '%s: to the post in a composite action the job is a %s when a later step fails',
    async (server, status) => {
      const steps = `
      - uses: ./twice
        with: { name: x }
      - uses: acme/probe@v1
        with: { name: outside }
      - run: exit 1`;
      const job = await runSteps(steps, { server });
      expect(seen(job, 'post', 'x-first')).toMatchObject({ status });
      expect(seen(job, 'post', 'outside')).toMatchObject({ status: 'failure' });
      expect(job.result).toBe('failure');
    },
  );

  test.each<[server: NonNullable<RunOptions['server']>, status: string]>([
    ['github', 'failure'],
    ['act', 'success'],
  ])('%s: after a post that fails, the job is a %s to the next', async (server, status) => {
    const job = await runSteps(
      `
      - uses: acme/probe@v1
        with: { name: a }
      - uses: acme/probe@v1
        with: { name: b, in: post, exit-code: 1 }`,
      { server },
    );
    expect(seen(job, 'post', 'a')).toMatchObject({ status });
    expect(job.result).toBe('failure');
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
        run: echo now && exec sleep 60`,
      { onLine: (line, stage) => line === 'now' && stage.cancel() },
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
      {
        github: { event_name: 'workflow_dispatch' },
        inputs: { version: 'v7' },
        event: { client_payload: { env: 'prod' } },
      },
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
