import { expect } from '@jest/globals';
import type { ExampleRun } from '../../dev/embedded.ts';
import {
  clock,
  delivered,
  deliveredOne,
  expectNothing,
  jobOf,
  other,
  pushed,
  recipe,
  second,
  where,
} from './recipe.ts';

recipe('deploy.yml', 'one event, from the first step to the last', async (run) => {
  const before = BigInt(Date.now()) * 1_000_000n;
  const rehearsal = await run();
  const after = BigInt(Date.now()) * 1_000_000n;
  const { started_at: start, finished_at: finish, ...event } = deliveredOne(rehearsal);
  expect(event).toEqual({
    id: expect.any(String),
    service: 'shopist',
    env: 'prod',
    version: pushed,
    git: { repository_url: 'https://github.com/acme/shopist', commit_sha: pushed },
  });
  expect([before, start, finish, after]).toEqual([before, start, finish, after].toSorted());
  // ./deploy.sh alone takes one.
  expect(finish - start).toBeGreaterThanOrEqual(second);
  expect(rehearsal.requests.map(({ headers }) => headers.host)).toEqual(['api.datadoghq.com']);
});

recipe('version-from-build.yml', 'the version of the build with a short SHA, or the tag', async (run) => {
  expect(deliveredOne(await run()).version).toBe(`2.14.0-${pushed.slice(0, 7)}`);
  const tagged = await run({ github: { ref: 'refs/tags/v2.15.1' } });
  expect(deliveredOne(tagged).version).toBe('2.15.1');
});

recipe('release.yml', 'the tag as the version, and its commit', async (run) => {
  const event = deliveredOne(
    await run({
      github: { event_name: 'release', ref: 'refs/tags/v2.14.0' },
      event: { action: 'published', release: { tag_name: 'v2.14.0' } },
    }),
  );
  expect(event).toMatchObject({ version: 'v2.14.0', git: { commit_sha: pushed } });
});

recipe('workflow-run.yml', 'the tested commit, and only that of a push', async (run) => {
  const workflowRun = { conclusion: 'success', event: 'push', head_sha: other };
  const runFor = (difference: object) =>
    run({
      github: { event_name: 'workflow_run' },
      event: { workflow_run: { ...workflowRun, ...difference } },
    });
  expect(deliveredOne(await runFor({})).git?.commit_sha).toBe(other);
  for (const difference of [{ event: 'pull_request' }, { conclusion: 'failure' }]) {
    expectNothing(await runFor(difference), 'skipped');
  }
});

recipe('checked-out-commit.yml', 'the commit of the checkout, not GITHUB_SHA', async (run) => {
  const rehearsal = await run({ github: { event_name: 'schedule' } });
  const { outputs } = jobOf(rehearsal, 'deploy').stages.find(({ stepId }) => stepId === 'checkout') ?? {};
  expect(outputs?.['commit']).not.toBe(pushed);
  expect(deliveredOne(rehearsal).git?.commit_sha).toBe(outputs?.['commit']);
});

recipe('exact-end.yml', 'ends at the time that the deployment wrote', async (run) => {
  const rehearsal = await run();
  const written = jobOf(rehearsal, 'deploy').stages.map(({ env }) => env['DEPLOYED_AT']);
  const event = deliveredOne(rehearsal);
  const finish = clock(written.find((value) => value !== undefined));
  // A written time has no fractions of a second, and a deployment takes at least one second.
  const earliest = event.started_at + second;
  expect(event.finished_at).toBe(finish > earliest ? finish : earliest);
});

recipe('kubectl.yml', 'one event for a rollout that completes', async (run) => {
  const rehearsal = await run();
  expect(deliveredOne(rehearsal).version).toBe(pushed);
  expect(jobOf(rehearsal, 'deploy').log).toContain(`image: acme.example/shopist:${pushed}`);
  expectNothing(await run(where({ ROLLOUT: 'failure' })), 'failure');
});

recipe('helm.yml', 'one event for a release that gets ready', async (run) => {
  const rehearsal = await run();
  expect(deliveredOne(rehearsal).service).toBe('shopist');
  expect(jobOf(rehearsal, 'deploy').log).toContain(`image.tag=${pushed} --rollback-on-failure`);
  expectNothing(await run(where({ ROLLOUT: 'failure' })), 'failure');
});

recipe('ecs.yml', 'one event if the service is stable, none if ECS rolled back', async (run) => {
  const rehearsal = await run({ vars: { REGISTRY: 'acme.example' } });
  expect(deliveredOne(rehearsal).service).toBe('shopist');
  const { log } = jobOf(rehearsal, 'deploy');
  expect(log).toContain(`Image acme.example/shopist:${pushed}`);
  expect(log).toContain('Deploying rendered.json, waiting: true');
  expectNothing(await run(where({ ROLLOUT: 'failure' })), 'failure');
});

recipe('lambda.yml', 'one event, when the alias is at the new version', async (run) => {
  const rehearsal = await run();
  expect(deliveredOne(rehearsal).service).toBe('shopist');
  expect(jobOf(rehearsal, 'deploy').log).toContain(
    'aws lambda update-alias --function-name shopist --name live --function-version 8\n',
  );
});

recipe('terraform.yml', 'one event for an apply, none for a plan without changes', async (run) => {
  const rehearsal = await run();
  expect(deliveredOne(rehearsal).service).toBe('shopist');
  expect(jobOf(rehearsal, 'deploy').log).toContain('terraform apply');
  expectNothing(await run(where({ TERRAFORM_CHANGES: 'none' })));
});

recipe('monorepo.yml', 'one event for each service, alike except for the ID', async (run) => {
  const events = delivered(await run());
  expect(events.map(({ service }) => service).toSorted()).toEqual(['cart', 'checkout', 'payments']);
  expect(new Set(events.map(({ id }) => id)).size).toBe(3);
  const [first, ...rest] = events.map(({ id: _id, service: _service, ...event }) => event);
  for (const event of rest) expect(event).toEqual(first);
  expect(first).toMatchObject({ env: 'prod', team: 'shop' });
});

/** The services of a run, with a version each. */
const servicesOf = ({ deployments }: ExampleRun) =>
  deployments.map(({ attributes: { service, version } }) => `${service} ${version}`).toSorted();

recipe('several-versions.yml', 'a version for each service, none for one not deployed', async (run) => {
  const rehearsal = await run();
  delivered(rehearsal);
  expect(servicesOf(rehearsal)).toEqual(['cart 2.1.0', 'pay 7.0.3']);

  const half = await run(where({ DEPLOYMENT: 'failure' }, 'pay'));
  expect(half.run.result).toBe('failure');
  expect(servicesOf(half)).toEqual(['cart 2.1.0']);
});

recipe('loop-over-services.yml', 'an event for each service that the loop deployed', async (run) => {
  const all = await run();
  delivered(all);
  expect(servicesOf(all)).toEqual([`cart ${pushed}`, `checkout ${pushed}`, `payments ${pushed}`]);

  const half = await run(where({ DEPLOYMENT: 'checkout' }));
  expect(half.run.result).toBe('failure');
  expect(servicesOf(half)).toEqual([`cart ${pushed}`, `payments ${pushed}`]);

  // The step is killed while it deploys the second service, as when its job is cancelled.
  expect(servicesOf(await run(where({ KILLED_AT: 'checkout' })))).toEqual([`cart ${pushed}`]);
});

recipe('changed-services.yml', 'an event for each service that changed, or none', async (run) => {
  expect(delivered(await run()).map(({ service }) => service)).toEqual(['cart', 'checkout']);
  expectNothing(await run(where({ CHANGED_SERVICES: '[]' })));
});

recipe('nx.yml', 'an event for each affected project, or none', async (run) => {
  const rehearsal = await run();
  expect(
    delivered(rehearsal)
      .map(({ service }) => service)
      .toSorted(),
  ).toEqual(['cart', 'checkout']);
  expect(jobOf(rehearsal, 'deploy').log).toContain('npx nx affected --target deploy\n');
  expectNothing(await run(where({ NX_PROJECTS: '[]' })));
});
