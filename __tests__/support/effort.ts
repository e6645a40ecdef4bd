/** What is far above what a regular expression needs that reads a text once, and far below one that is quadratic. */
export const LINEAR = 2000;

/**
 * How much of the processor work takes, in readings of a text of this length: a number that is the same on a slow
 * machine and on a busy one, because both are measured here and now.
 */
export async function effort(work: () => unknown, length: number): Promise<number> {
  const text = 'x'.repeat(1_000_000);
  let sum = 0;
  const reading = await processorTime(() => {
    for (let index = 0; index < text.length; index += 1) sum += text.charCodeAt(index);
  });
  const time = await processorTime(work);
  // The sum is used, so that no compiler leaves the reading out.
  return sum === 0 ? Number.NaN : time / ((reading * length) / text.length);
}

/** Microseconds of this process's own. */
async function processorTime(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
