import { jest } from '@jest/globals';

/** Runs `work`, and gives the lines that it writes to the job's log. */
export function linesWrittenBy(work: () => void): string[] {
  let written = '';
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    written += String(chunk);
    return true;
  });
  try {
    work();
  } finally {
    write.mockRestore();
  }
  return written.split(/\r?\n/).slice(0, -1);
}
