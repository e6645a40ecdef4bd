/** Measures the time and the memory of whole processes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { ProcessOptions } from '../runner/process.ts';

/** A process to measure. */
export type Subject = Omit<ProcessOptions, 'onStart' | 'onLine'>;

/** Runs a process to its end. @throws Error if its exit code is not 0 */
export async function run({ command, args, folder, environment }: Subject): Promise<{
  readonly milliseconds: number;
  readonly stderr: string;
}> {
  const begin = performance.now();
  // Nobody reads the output: to read it would take time of the machine, too.
  const child = spawn(command, args, { cwd: folder, env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  const [stderr, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  const milliseconds = performance.now() - begin;
  if (exitCode !== 0) throw new Error(`${args.join(' ')} ended with ${exitCode}: ${stderr}`);
  return { milliseconds, stderr };
}

/** Runs subjects in turn, A B C A B C …, so that a drift of the machine's speed affects all alike. */
export async function runInTurn(subjects: readonly Subject[], rounds: number): Promise<number[][]> {
  const times = subjects.map((): number[] => []);
  // The first round does not count, because it warms up the disk cache.
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, subject] of subjects.entries()) {
      const { milliseconds } = await run(subject);
      if (round >= 0) times[index]?.push(milliseconds);
    }
  }
  return times;
}

/** The peak memory of a Node process in bytes. */
export async function peakMemory(subject: Subject): Promise<number> {
  const report = "process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS))";
  const hook = ['--import', `data:text/javascript,${encodeURIComponent(report)}`];
  const { stderr } = await run({ ...subject, args: [...hook, ...subject.args] });
  return Number(/^peak (\d+)$/m.exec(stderr)?.[1]) * 1024;
}

/** The median. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return (low + high) / 2;
}
