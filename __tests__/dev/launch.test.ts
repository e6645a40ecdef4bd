import { expect, test } from '@jest/globals';
import { startIntake } from '../../dev/intake.ts';
import { launchPost, leftByMain, SHA } from '../../dev/launch.ts';

test('post gets what one main has left, and the defaults of action.yml', async () => {
  const intake = await startIntake();
  try {
    intake.misbehave([undefined, undefined, { status: 403 }, { status: 403 }]);
    const key = '5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e';
    const options = { inputs: { 'api-key': key, 'api-url': intake.url, service: 'a,b' } };
    const first = await launchPost(options);
    const { outputs } = await leftByMain(options);
    expect(first).toMatchObject({ exitCode: 0, signal: null, stderr: '', errors: [], warnings: [] });
    expect(first.summary).toContain('| `a` |');
    expect(first.written).toBe(first.summary);
    expect(
      Object.fromEntries(intake.deployments.map(({ id, attributes }) => [attributes.service, id])),
    ).toEqual(JSON.parse(outputs['deployment-ids'] ?? ''));
    expect(intake.deployments[0]?.attributes.git).toEqual({
      commit_sha: SHA,
      repository_url: 'https://github.com/acme/shopist',
    });
    const second = await launchPost(options);
    expect(second).toMatchObject({ exitCode: 0, errors: [expect.stringContaining('HTTP 403: Forbidden')] });
    const [one, two] = intake.requests.filter(({ body }) => body.includes('"a"'));
    expect(JSON.parse(two?.body ?? '').data.attributes.id).toBe(
      JSON.parse(one?.body ?? '').data.attributes.id,
    );
  } finally {
    await intake.close();
  }
});

test('launchPost says what main said where main failed', async () => {
  const failing = { inputs: { 'fail-on-error': 'true', service: 'a' } };
  await expect(launchPost(failing)).rejects.toThrow(/main ended with 1:\n.*api-key/s);
});
