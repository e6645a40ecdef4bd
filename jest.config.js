export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/dev/jest-transform.cjs' },
  reporters: ['default', '<rootDir>/dev/jest-results.ts'],
  modulePathIgnorePatterns: ['<rootDir>/lib/', '<rootDir>/out/'],
};
