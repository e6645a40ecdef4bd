/** Measures the time and the memory of whole processes. */
import { spawn } from 'node:child_process';

/** A process to measure. */
export interface Subject {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Runs a process to its end. @returns milliseconds from its start. @throws Error if its exit code is not 0 */
export async function run({ name, command, args, environment }: Subject): Promise<{
  readonly milliseconds: number;
  readonly stderr: string;
}> {
  const begin = performance.now();
  const child = spawn(command, args, { env: { ...environment }, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const milliseconds = performance.now() - begin;
  if (code !== 0) {
    throw new Error(`${name} ended with ${code}: ${stderr}`);
  }
  return { milliseconds, stderr };
}

/** Runs subjects in turn, A B C A B C …, so that a drift of the machine's speed affects all alike. */
export async function runInTurn(
  subjects: readonly Subject[],
  rounds: number,
): Promise<ReadonlyMap<Subject, readonly number[]>> {
  const times = new Map<Subject, number[]>(subjects.map((subject) => [subject, []]));
  // The first round does not count, because it warms up the disk cache.
  for (let round = -1; round < rounds; round += 1) {
    for (const [subject, list] of times) {
      const { milliseconds } = await run(subject);
      if (round >= 0) {
        list.push(milliseconds);
      }
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
  const [low = Number.NaN, high = Number.NaN] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.ceil((sorted.length - 1) / 2)],
  ];
  return (low + high) / 2;
}
