import { availableParallelism } from 'node:os';

export default {
  // The tests mostly wait for child processes: 312 of them took 85 s with one worker and 40 s with three.
  maxWorkers: availableParallelism() + 1,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/dev/jest-transform.cjs' },
  modulePathIgnorePatterns: ['<rootDir>/lib/'],
};
