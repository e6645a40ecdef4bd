import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseCommand, parseFileCommand } from '../../dev/runner/commands.ts';
import { readWorkflow } from '../../dev/runner/definitions.ts';
import { githubContext } from '../../dev/runner/event.ts';
import { expandMatrix } from '../../dev/runner/matrix.ts';
import type { Played, RunResult, Value } from '../../dev/runner.ts';
import { order, root, run, runSteps, seen, stageOf } from '../support/runner.ts';

describe('the order of stages', () => {
  test('all pres, all mains, then the posts, last registered first', async () => {
    const job = await runSteps(`
      - uses: acme/probe@v1
        with: { name: a }
      - uses: acme/quick@v1
        with: { name: b }
      - uses: acme/probe@v1
        with: { name: c }`);
    const expected = ['pre a', 'pre c', 'main a', 'main b', 'main c', 'post b', 'post c', 'post a'];
    expect(order(job)).toEqual(expected);
    expect(job.result).toBe('success');
    expect(job.stages.map(({ step }) => step)).toContain('Post Run acme/probe@v1');
  });

  test('a step with a false condition runs its pre and its post', async () => {
    const job = await runSteps(`
      - uses: acme/probe@v1
        if: false
        with: { name: a }
      - uses: acme/quick@v1
        if: github.ref == 'refs/heads/other'
        with: { name: b }`);
    expect(order(job)).toEqual(['pre a', 'skipped', 'skipped', 'post a']);
  });

  test('a local action has no pre', async () => {
    const job = await runSteps(`
      - uses: ./probe
        with: { name: a }`);
    expect(order(job)).toEqual(['main a', 'post a']);
    expect(job.annotations).toContainEqual({
      level: 'warning',
      message: "`pre` execution is not supported for local action from './probe'",
      step: 'Run ./probe',
    });
  });
});

describe('what a stage sees', () => {
  test('inputs and their defaults as of then', async () => {
    const job = await runSteps(`
      - uses: acme/probe@v1
        with:
          name: a
          value: \${{ steps.build.outputs.version }}
      - id: build
        run: |
          echo "version=v\${{ github.run_number }}" >> "$GITHUB_OUTPUT"
          exit 3`);
    expect(seen(job, 'pre', 'a')).toMatchObject({ value: '', status: 'success' });
    expect(seen(job, 'main', 'a')).toMatchObject({ value: '', status: 'success' });
    expect(seen(job, 'post', 'a')).toMatchObject({ value: 'v42', status: 'failure' });
    expect(job.result).toBe('failure');
    expect(stageOf(job, 'build')).toMatchObject({ exitCode: 3, outcome: 'failure' });
    expect(job.annotations.map(({ message }) => message)).toEqual(['Process completed with exit code 3.']);
  });

  test('the outputs of mains, not of posts', async () => {
    const { jobs } = await run(`
      on: push
      jobs:
        job:
          runs-on: ubuntu-latest
          outputs: { stage: '\${{ steps.probe.outputs.stage }}' }
          steps:
            - id: probe
              uses: acme/probe@v1
              with: { name: a }
            - uses: acme/quick@v1
              with: { name: b, value: '\${{ steps.probe.outputs.stage }}' }`);
    const [job] = jobs;
    expect(job?.outputs).toEqual({ stage: 'main' });
    expect(job?.stages.find(({ stage }) => stage === 'post')?.outputs).toEqual({ stage: 'post' });
    expect(job && seen(job, 'main', 'b')).toMatchObject({ value: 'main' });
  });

  test('variables: of the workflow, job and step, of files, of the runner, and none of this machine', async () => {
    process.env['DD_ENV'] = 'of this machine';
    const job = await runSteps(
      `
      - run: |
          echo "FROM_FILE=one" >> "$GITHUB_ENV"
          echo "LINES<<END" >> "$GITHUB_ENV"
          printf 'two\\nthree\\nEND\\n' >> "$GITHUB_ENV"
          echo "/added" >> "$GITHUB_PATH"
      - id: show
        env: { STEP: '\${{ env.FROM_FILE }}' }
        run: |
          echo "$FROM_FILE/$LINES/$STEP/\${PATH%%:*}/\${DD_ENV-}/$HTTPS_PROXY"
          echo "$GITHUB_REPOSITORY $GITHUB_REF_NAME $GITHUB_REF_TYPE $GITHUB_ACTION $RUNNER_OS \${RUNNER_DEBUG-no} $CI"
          cat "$GITHUB_EVENT_PATH"`,
      {
        environment: { HTTPS_PROXY: 'http://proxy' },
        github: { ref: 'refs/tags/v1', repository: 'one/two' },
        event: { number: 7 },
        stageEnvironment: ({ stepId }) => (stepId === 'show' ? { CI: 'changed' } : {}),
      },
    );
    delete process.env['DD_ENV'];
    expect(stageOf(job, 'show').stdout).toMatch(/^one\/two\nthree\/one\/\/added\/\/http:\/\/proxy\n/);
    expect(stageOf(job, 'show').stdout).toMatch(/\none\/two v1 tag show (Linux|macOS|Windows) no changed\n/);
    expect(stageOf(job, 'show').stdout).toContain('"number": 7');
  });

  test('a home of its own, so that no script changes anything of this machine', async () => {
    const job = await runSteps(`
      - id: show
        run: git config --global user.name bot && echo "$HOME" && cat ~/.gitconfig`);
    expect(stageOf(job, 'show').stdout).toMatch(/runner-[^/\\]+.home\n\[user\]\n\tname = bot\n$/);
  });
});

describe('failure', () => {
  test('continue-on-error leaves the job a success', async () => {
    const job = await runSteps(`
      - id: probe
        uses: acme/probe@v1
        continue-on-error: true
        with: { name: a, exit-code: 1 }
      - id: show
        run: echo "\${{ steps.probe.outcome }} \${{ steps.probe.conclusion }} \${{ job.status }}"`);
    expect(stageOf(job, 'show').stdout).toBe('failure success success\n');
    expect(seen(job, 'post', 'a')).toMatchObject({ status: 'success' });
    expect(job.result).toBe('success');
  });

  test('skips the steps that follow, unless they ask for it, and a failing post fails the job', async () => {
    const job = await runSteps(`
      - uses: acme/probe@v1
        with: { name: a, in: post, exit-code: 1 }
      - run: 'false'
      - id: default
        run: echo never
      - id: on-failure
        if: \${{ failure() && github.ref == 'refs/heads/main' }}
        run: echo "\${{ job.status }}"`);
    expect(stageOf(job, 'default').outcome).toBe('skipped');
    expect(stageOf(job, 'on-failure').stdout).toBe('failure\n');
    const post = await runSteps(`
      - uses: acme/probe@v1
        with: { name: a, in: post, exit-code: 1 }
      - uses: acme/probe@v1
        with: { name: b, in: post, exit-code: 1 }`);
    expect(seen(post, 'post', 'b')).toMatchObject({ status: 'success' });
    expect(seen(post, 'post', 'a')).toMatchObject({ status: 'failure' });
    expect(post.result).toBe('failure');
  });
});

describe('commands', () => {
  test('annotations and groups', async () => {
    const { annotations, log } = await runSteps(`
      - run: |
          echo '::group::Details'
          echo '::warning title=Careful%2C::one%0Atwo'
          echo '::endgroup::'
          echo '::debug::hidden'
          echo 'text ::error::text'`);
    expect(annotations).toEqual([expect.objectContaining({ level: 'warning', message: 'one\ntwo' })]);
    expect(log).toBe('##[group]Details\n##[warning]one\ntwo\n##[endgroup]\ntext ::error::text\n');
  });

  test('secrets are masked in the log, the annotations and the summary', async () => {
    const job = await runSteps(
      `
      - id: leak
        env: { KEY: '\${{ secrets.KEY }}' }
        run: |
          echo "::add-mask::added"
          echo "::notice::$KEY added"
          echo "text $KEY"
          echo "$KEY" >> "$GITHUB_STEP_SUMMARY"
          echo "key=$KEY" >> "$GITHUB_OUTPUT"`,
      { secrets: { KEY: 'very*secret', EMPTY: '' } },
    );
    expect(job.annotations.map(({ message }) => message)).toEqual(['*** ***']);
    expect(job.log).toBe('##[notice]*** ***\ntext ***\n');
    expect(job.summary).toBe('***\n');
    expect(stageOf(job, 'leak').files['output']).toBe('key=very*secret\n');
  });

  test.each([
    [
      '  ::error file=a.ts,line=1::50%25 %250A',
      { name: 'error', data: '50% %0A', properties: { file: 'a.ts', line: '1' } },
    ],
    ['x ##[ERROR title=a%3B]b%5D', { name: 'error', data: 'b]', properties: { title: 'a;' } }],
    ['::stop::', undefined],
    ['##[unknown]x', undefined],
    ['::error', undefined],
  ])('%s', (line, command) => {
    expect(parseCommand(line)).toEqual(command);
  });

  test.each([
    [
      'a=b=c\n\nd<<E\n1\n\n2\nE\ne=',
      {
        pairs: [
          ['a', 'b=c'],
          ['d', '1\n\n2'],
          ['e', ''],
        ],
      },
    ],
    ['a<<E\nE\n', { pairs: [['a', '']] }],
    ['a=b\n<<E', { pairs: [['a', 'b']], error: expect.stringContaining('Name must not be empty') }],
    ['a<<E\nb\n', { pairs: [], error: "Invalid value. Matching delimiter not found 'E'" }],
    ['a<<E\nb', { pairs: [], error: 'Invalid value. EOF marker missing new line.' }],
  ])('file %j', (text, expected) => {
    expect(parseFileCommand(text)).toEqual(expected);
  });
});

describe('cancellation', () => {
  test('interrupts the running step and skips the others; posts still run', async () => {
    const job = await runSteps(
      `
      - uses: acme/probe@v1
        with: { name: a }
      - id: waiting
        uses: ./probe
        with: { name: b, wait: true }
      - id: default
        run: echo never
      - id: always
        if: always()
        run: echo "\${{ job.status }} \${{ steps.waiting.outcome }}"`,
      {
        onLine: (line, stage) => {
          if (line === 'waiting') stage.cancel();
        },
      },
    );
    expect(stageOf(job, 'waiting')).toMatchObject({ outcome: 'cancelled', exitCode: 0 });
    expect(stageOf(job, 'waiting').stdout).toContain('interrupted');
    expect(stageOf(job, 'default').outcome).toBe('skipped');
    expect(stageOf(job, 'always').stdout).toBe('cancelled cancelled\n');
    expect(seen(job, 'post', 'b')).toMatchObject({ status: 'cancelled' });
    expect(seen(job, 'post', 'a')).toMatchObject({ status: 'cancelled' });
    expect(job.result).toBe('cancelled');
  });
});

describe('composite actions', () => {
  test('have inputs, outputs and steps of their own, in posts as well', async () => {
    const job = await runSteps(`
      - id: twice
        uses: ./twice
        with: { name: x }
      - id: show
        run: echo "\${{ steps.twice.outputs.stage }} \${{ steps.twice.outputs.both }} <\${{ steps.join.outputs.text }}>"`);
    expect(order(job)).toEqual(['main x-first', 'main x-second', 'post x-second', 'post x-first']);
    expect(stageOf(job, 'show').stdout).toBe('main x x <>\n');
    expect(seen(job, 'main', 'x-first')).toMatchObject({ value: '' });
    expect(seen(job, 'post', 'x-first')).toMatchObject({ value: 'x x', state: 'main ' });
    expect(job.stages.filter(({ step }) => step.endsWith('Run ./twice')).map(({ stage }) => stage)).toEqual([
      'main',
      'post',
    ]);
  });

  test('the post of what a nested local one uses sees its parent (actions/runner#2030)', async () => {
    const job = await runSteps(`
      - uses: ./nested
        with: { name: parent }`);
    expect(order(job)).toEqual([
      'main inner-first',
      'main inner-second',
      'main quick',
      'post parent-second',
      'post parent-first',
      'post quick',
    ]);
    expect(seen(job, 'post', 'parent-first')).toMatchObject({ state: 'main ', value: '' });
  });
});

describe('workflows', () => {
  test('a matrix, and jobs that need each other', async () => {
    const { jobs, result } = await run(`
      on: push
      env: { LEVEL: workflow, OTHER: kept }
      jobs:
        last:
          needs: build
          if: needs.build.outputs.last == 'b2'
          runs-on: ubuntu-latest
          steps:
            - run: exit 1
        build:
          runs-on: ubuntu-latest
          strategy:
            matrix:
              letter: [a, b]
              number: [1, 2]
              exclude: [{ letter: a, number: 2 }]
          env: { LEVEL: job }
          defaults: { run: { working-directory: '\${{ matrix.letter }}' } }
          outputs:
            last: \${{ steps.say.outputs.last }}
          steps:
            - run: mkdir -p "$GITHUB_WORKSPACE/a" "$GITHUB_WORKSPACE/b"
              working-directory: .
            - id: say
              run: |
                echo "last=\${{ matrix.letter }}\${{ matrix.number }}" >> "$GITHUB_OUTPUT"
                echo "$LEVEL $OTHER \${PWD##*/} \${{ strategy.job-index }} \${{ strategy.job-total }}"
        never:
          name: never \${{ matrix.letter }}
          needs: [build, last]
          strategy: { matrix: { letter: [a, b] } }
          runs-on: ubuntu-latest
          steps: [{ run: echo never }]`);
    expect(jobs.map(({ name, result: outcome }) => `${name}: ${outcome}`)).toEqual([
      'build (a, 1): success',
      'build (b, 1): success',
      'build (b, 2): success',
      'last: failure',
      'never : skipped',
    ]);
    expect(jobs.slice(0, 3).map((job) => stageOf(job, 'say').stdout)).toEqual([
      'job kept a 0 3\n',
      'job kept b 1 3\n',
      'job kept b 2 3\n',
    ]);
    expect(result).toBe('failure');
  });

  test('include adds to combinations or is one of its own', () => {
    expect(
      expandMatrix({
        fruit: ['apple', 'pear'],
        animal: ['cat', 'dog'],
        include: [
          { color: 'green' },
          { color: 'pink', animal: 'cat' },
          { fruit: 'apple', shape: 'circle' },
          { fruit: 'banana' },
          { fruit: 'banana', animal: 'cat' },
        ],
      }),
    ).toEqual([
      { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
      { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
      { fruit: 'pear', animal: 'cat', color: 'pink' },
      { fruit: 'pear', animal: 'dog', color: 'green' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ]);
  });
});

describe('the github context of an event', () => {
  const contextOf = (event_name: string, event: Value) => {
    const workflow = { ...readWorkflow(join(root, '.github/workflows/called.yml')), events: {} };
    const { ref, ref_name, ref_type, sha, repository, head_ref, base_ref, actor } = githubContext(workflow, {
      github: { event_name },
      event,
    });
    return { ref, ref_name, ref_type, sha, repository, head_ref, base_ref, actor };
  };
  const usual = {
    ref: 'refs/heads/main',
    ref_name: 'main',
    ref_type: 'branch',
    sha: '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567',
    repository: 'acme/shopist',
    head_ref: '',
    base_ref: '',
    actor: 'octocat',
  };
  const commit = 'fedcba9876543210fedcba9876543210fedcba98';
  const other = '1234567890123456789012345678901234567890';
  const pull_request = {
    number: 7,
    merge_commit_sha: commit,
    head: { ref: 'topic', sha: other },
    base: { ref: 'next', sha: other },
  };
  const branches = { head_ref: 'topic', base_ref: 'next' };
  const tag = { ref: 'refs/tags/v3', ref_name: 'v3', ref_type: 'tag' };
  const next = { ref: 'refs/heads/next', ref_name: 'next' };
  test.each<[event: string, payload: Value, expected: Partial<typeof usual>]>([
    ['release', { release: { tag_name: 'v3', target_commitish: commit } }, { ...tag, sha: commit }],
    ['pull_request', { pull_request }, { ...branches, ref: 'refs/pull/7/merge', ref_name: '7/merge', sha: commit }],
    ['pull_request', { pull_request: { ...pull_request, merged: true } }, { ...branches, ...next, sha: commit }],
    ['merge_group', { merge_group: { head_ref: 'refs/heads/next', head_sha: commit } }, { ...next, sha: commit }],
    ['deployment_status', { deployment: { ref: 'next', sha: commit } }, { ...next, sha: commit }],
    ['workflow_dispatch', { ref: 'refs/heads/next' }, next],
    ['workflow_run', { repository: { full_name: 'a/b', default_branch: 'next' } }, { ...next, repository: 'a/b' }],
    ['schedule', { sender: { login: 'hubot' } }, { actor: 'hubot' }],
  ])('%s %j', (event, payload, expected) => {
    expect(contextOf(event, payload)).toEqual({ ...usual, ...expected });
  });
});

describe('refused, with the reason', () => {
  const job = 'runs-on: x, steps: [{ run: echo }]';
  test.each([
    [
      'an unknown action',
      `{ on: push, jobs: { a: { runs-on: x, steps: [{ uses: some/thing@v1 }] } } }`,
      'some/thing@v1 is not an action that this runner has',
    ],
    ['a remote workflow', `{ on: push, jobs: { a: { uses: a/b/.github/workflows/c.yml@v1 } } }`, 'not here'],
    ['no YAML', '{ on: push', 'test.yml'],
    ['no workflow', `{ on: push, jobs: { a: { step: [], ${job} } } }`, "Unexpected value 'step'"],
    ['an unknown context', `{ on: push, jobs: { a: { runs-on: x, steps: [{ run: '\${{ inputz.a }}' }] } } }`, 'inputz'],
    ['an unknown need', `{ on: push, jobs: { b: { ${job} }, a: { needs: c, ${job} } } }`, "unknown job 'c'"],
  ])('%s', async (_, workflow, message) => {
    await expect(run(workflow)).rejects.toThrow(message);
  });

  test('a local action that is not there, and a shell, fail their steps', async () => {
    const result = await runSteps(`
      - uses: ./missing
        continue-on-error: true
      - run: Write-Host x
        shell: pwsh`);
    expect(result.result).toBe('failure');
    expect(result.annotations.map(({ message }) => message)).toEqual([
      expect.stringContaining("Can't find 'action.yml'"),
      'The shell pwsh is not one that this runner has.',
    ]);
  });
});

describe('what is played instead of run', () => {
  const play = (parts: Readonly<Record<string, Played>>) => ({ play: (place: string) => parts[place] });

  test('a step ends as it is told to, with outputs and variables; the others follow their conditions', async () => {
    const job = await runSteps(
      `
      - id: test
        uses: nobody/knows@v1
        continue-on-error: true
      - id: deploy
        run: exit 1
      - id: after
        run: exit 1
      - if: failure()
        id: show
        run: echo "\${{ steps.test.outcome }} \${{ steps.test.conclusion }} \${{ steps.test.outputs.a }} $B \${{ steps.deploy.outcome }}"
      - uses: nobody/knows@v1
        if: always()`,
      play({
        'job/1': { outcome: 'failure', outputs: { a: 'output' }, env: { B: 'variable' } },
        'job/2': { outcome: 'failure' },
        'job/3': { outcome: 'success' },
        'job/5': { outcome: 'skipped' },
      }),
    );
    expect(stageOf(job, 'show').stdout).toBe('failure success output variable failure\n');
    expect(job.stages.map(({ outcome, isPlayed }) => `${outcome} ${isPlayed}`)).toEqual([
      ...['failure true', 'failure true', 'skipped true', 'success false', 'skipped false'],
    ]);
  });

  test('a step is cancelled while it runs, and one more step fails the job at its end', async () => {
    const steps = `
      - uses: acme/probe@v1
        with: { name: a }
      - id: slow
        run: exit 1
      - if: always()
        uses: acme/quick@v1
        with: { name: b, value: "\${{ job.status }} \${{ steps.slow.outcome }}" }`;
    const cancelled = await runSteps(steps, play({ 'job/2': { outcome: 'cancelled' } }));
    expect(cancelled.result).toBe('cancelled');
    expect(seen(cancelled, 'main', 'b')).toMatchObject({ value: 'cancelled cancelled' });
    expect(seen(cancelled, 'post', 'a')).toMatchObject({ status: 'cancelled' });

    const failed = await runSteps(steps, play({ 'job/2': { outcome: 'success' }, 'job/end': { outcome: 'failure' } }));
    expect(failed.result).toBe('failure');
    expect(seen(failed, 'main', 'b')).toMatchObject({ value: 'success success' });
    expect(seen(failed, 'post', 'a')).toMatchObject({ status: 'failure' });
  });

  test('a job; and the jobs that failed, and those that need them, run again', async () => {
    const workflow = `
      on: push
      jobs:
        build:
          runs-on: x
          outputs: { version: '\${{ steps.v.outputs.v }}' }
          steps: [{ id: v, run: exit 1 }]
        elsewhere: { uses: a/b/.github/workflows/c.yml@v1 }
        never: { if: github.ref == 'x', uses: a/b/.github/workflows/c.yml@v1 }
        greet: { uses: ./.github/workflows/called.yml, with: { service: shop } }
        after: { needs: greet, runs-on: x, steps: [{ run: echo after }] }
        test: { needs: [build, elsewhere], runs-on: x, steps: [{ run: exit 1 }] }
        report:
          needs: [build, test]
          if: always()
          runs-on: x
          steps: [{ id: show, run: 'echo "\${{ needs.build.outputs.version }} \${{ needs.test.result }}"' }]`;
    const parts = {
      'build/': { outcome: 'success' },
      'build/1': { outcome: 'success', outputs: { v: '7' } },
      'elsewhere/': { outcome: 'success' },
      'never/': { outcome: 'success' },
    } as const;
    const first = await run(workflow, play(parts));
    const again = await run(workflow, {
      ...play({ ...parts, 'test/1': { outcome: 'success' } }),
      earlier: first,
    });
    const shown = ({ jobs }: RunResult) =>
      jobs
        .filter(({ id }) => !/greet|after/.test(id))
        .map(({ id, result, stages }) => `${id} ${result} ${stages[0]?.stdout ?? ''}`.trim());
    expect(shown(first)).toEqual([
      'build success',
      'elsewhere success',
      'never skipped',
      'test failure',
      'report success 7 failure',
    ]);
    expect(shown(again)).toEqual([
      'build success',
      'elsewhere success',
      'never skipped',
      'test success',
      'report success 7 success',
    ]);
    const kept = again.jobs.filter((job) => first.jobs.includes(job)).map(({ id }) => id);
    expect(kept).toEqual(['greet / say', 'after']);
  });
});

describe('a composite action in another', () => {
  test('that is named by $/ or as a remote one has its own inputs and steps in post, and a pre', async () => {
    const job = await runSteps(`
      - uses: $/nested-right
        with: { name: outer }`);
    expect(order(job)).toEqual([
      ...['pre own-first', 'pre remote-first'],
      ...['main own-first', 'main own-second', 'main remote-first', 'main remote-second'],
      ...['post remote-second', 'post remote-first', 'post own-second', 'post own-first'],
    ]);
    expect(seen(job, 'post', 'own-first')).toMatchObject({ state: 'pre main ', value: 'own own' });
    expect(seen(job, 'post', 'remote-first')).toMatchObject({ value: 'remote remote' });
  });
});

test('the clocks of chosen stages differ, and the machine that a stage runs on', async () => {
  const hour = 3_600_000;
  const begin = Date.now();
  const job = await runSteps('      - uses: $/clock', {
    clocks: ({ stage }) =>
      ({ pre: undefined, main: { wallClock: hour, bootId: null }, post: { uptime: -hour, bootId: 'other' } })[stage],
  });
  const [pre, main, post] = job.stages.map(({ stdout }) => JSON.parse(stdout));
  for (const name of ['now', 'constructed', 'called', 'origin']) {
    const minutes = [pre, main, post].map((seen) => Math.round((Number(seen[name]) - begin) / 60_000) + 0);
    expect([name, minutes]).toEqual([name, [0, 60, 0]]);
  }
  expect(main).toMatchObject({ given: 7, isDate: true, bootId: 'ENOENT' });
  expect(post).toMatchObject({ bootId: 'other' });
  expect(Math.round((post.uptime - pre.uptime) / 60_000)).toBe(-60);
});

test('an expression that cannot be evaluated without the steps before fails the job in pre', async () => {
  const steps = (expression: string) => `
      - id: first
        run: echo "json={\\"version\\":\\"v1\\"}" >> "$GITHUB_OUTPUT"
      - uses: acme/probe@v1
        with: { name: a, value: "\${{ ${expression} }}" }`;
  const job = await runSteps(steps('fromJSON(steps.first.outputs.json).version'));
  expect(job.result).toBe('failure');
  expect(job.stages[0]).toMatchObject({ stage: 'pre', outcome: 'failure', exitCode: null });
  expect(stageOf(job, 'first').outcome).toBe('skipped');
  const well = await runSteps(steps("fromJSON(steps.first.outputs.json || '{}').version"));
  expect(seen(well, 'main', 'a')).toMatchObject({ value: 'v1' });
});
