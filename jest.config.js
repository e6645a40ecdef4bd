import { availableParallelism } from 'node:os';

export default {
  // The tests mostly wait for child processes: 312 of them took 85 s with one worker and 40 s with three.
  maxWorkers: availableParallelism() + 1,
  // A busy machine starts processes slowly; what has to be quick asserts it itself.
  testTimeout: 20_000,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/dev/jest-transform.cjs' },
  modulePathIgnorePatterns: ['<rootDir>/lib/'],
};
