import { mkdirSync, writeFileSync } from 'node:fs';

/** What is needed of jest's `AggregatedResult`. */
interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numTotalTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly numTotalTestSuites: number;
}

/** Leaves the numbers of a test run in `out/test-results.json`, for the last line of `.ci/run`. */
export default class ResultsReporter {
  onRunComplete(_contexts: unknown, results: Results): void {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numTotalTests } = results;
    const numbers = {
      passed: numPassedTests,
      // A file that cannot even be loaded has no tests to count, and is a failure all the same.
      failed: numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: numPendingTests + numTodoTests,
      total: numTotalTests,
      files: results.numTotalTestSuites,
    };
    mkdirSync('out', { recursive: true });
    writeFileSync('out/test-results.json', `${JSON.stringify(numbers)}\n`);
  }
}
