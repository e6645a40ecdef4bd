import { availableParallelism } from 'node:os';

export default {
  // Many tests wait for child processes, so one worker more than there are cores keeps the machine busy.
  maxWorkers: availableParallelism() + 1,
  // No test fails because the machine is busy; what has to be quick asserts it itself.
  testTimeout: 120_000,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/dev/jest-transform.cjs' },
  modulePathIgnorePatterns: ['<rootDir>/lib/'],
};
