import type { GitHubContext } from '../../src/github/context.ts';

/** The context of a push to main. */
export const push: GitHubContext = {
  actor: 'octocat',
  commitSha: '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567',
  eventName: 'push',
  headRef: '',
  job: 'deploy',
  ref: 'refs/heads/main',
  repositoryUrl: 'https://github.com/acme/shopist',
  runAttempt: '2',
  runId: '17412345678',
  serverUrl: 'https://github.com',
  workflow: 'Deploy',
  hasRunPages: true,
  event: {},
};
