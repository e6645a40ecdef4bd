import { afterAll, describe, expect, test } from '@jest/globals';
import { startIntake } from '../../dev/intake.ts';
import { launch, launchPost, leftByMain, SHA } from '../../dev/launch.ts';

const intake = await startIntake();
afterAll(() => intake.close());
const inputs = {
  'api-key': '5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e',
  'api-url': intake.url,
  service: 'a,b',
};

describe('launch', () => {
  test('has what a stage put out, and hands it to the next', async () => {
    const pre = await launch({ stage: 'pre' });
    const main = await launch({ stage: 'main', inputs, state: pre.state });
    expect(main).toMatchObject({ exitCode: 0, signal: null, stderr: '', errors: [] });
    const ids: unknown = JSON.parse(main.outputs['deployment-ids'] ?? '');
    const post = await launch({ stage: 'post', inputs, state: { ...pre.state, ...main.state } });
    expect(post).toMatchObject({ exitCode: 0, errors: [] });
    expect(post.summary).toContain('| `a` |');
    expect(
      Object.fromEntries(intake.deployments.map(({ id, attributes }) => [attributes.service, id])),
    ).toEqual(ids);
    // The defaults of action.yml: those with an expression too.
    expect(intake.deployments[0]?.attributes.git).toEqual({
      commit_sha: SHA,
      repository_url: 'https://github.com/acme/shopist',
    });
  });

  test('has the annotations as the runner reads them', async () => {
    const { annotations, errors } = await launch({ stage: 'main', inputs: { service: 'a' } });
    expect(errors).toHaveLength(1);
    expect(annotations).toMatchObject([{ level: 'error', message: errors[0] }]);
  });
});

describe('launchPost', () => {
  test('runs main once for the same inputs', async () => {
    const options = { inputs: { ...inputs, service: 'c' } };
    const [first, second] = await Promise.all([launchPost(options), launchPost(options)]);
    expect([first.errors, second.errors]).toEqual([[], []]);
    const { outputs } = await leftByMain(options);
    const stored = intake.deployments.filter(({ attributes }) => attributes.service === 'c');
    expect(stored).toMatchObject([{ id: outputs['deployment-id'], arrivals: 2 }]);
  });

  test('says what main said where main failed', async () => {
    const failing = { inputs: { 'fail-on-error': 'true', service: 'a' } };
    await expect(launchPost(failing)).rejects.toThrow(/main ended with 1:\n.*api-key/s);
  });
});
