/** Runs the process of a stage. Source: ProcessInvoker.cs. */

import { type ChildProcess, spawn } from 'node:child_process';
import type { Texts } from './expressions.ts';

export interface ProcessOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: Texts;
  /** Called for every line of both streams, without the line end. */
  onLine(line: string): void;
}

/** How a process ended. The exit code is null if a signal ended it. */
export interface ProcessResult {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts a process without input or terminal. */
export function startProcess(options: ProcessOptions) {
  // A process group of its own, so that its children can be killed with it.
  const child = spawn(options.command, options.args, {
    cwd: options.folder,
    env: options.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const timers: NodeJS.Timeout[] = [];
  const output = { stdout: '', stderr: '' };
  const splitters = (['stdout', 'stderr'] as const).map((stream) => {
    const splitter = createLineSplitter(options.onLine);
    child[stream].setEncoding('utf8');
    child[stream].on('data', (chunk: string) => {
      output[stream] += chunk;
      splitter.push(chunk);
    });
    return splitter;
  });
  child.on('exit', () => {
    // A child that still runs keeps the output open.
    const giveUp = () => {
      killAll(child);
      child.stdout.destroy();
      child.stderr.destroy();
    };
    timers.push(setTimeout(giveUp, 5000));
  });
  const ended = new Promise<ProcessResult>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => {
      for (const timer of timers) clearTimeout(timer);
      for (const splitter of splitters) splitter.end();
      resolve({ exitCode, signal, ...output });
    });
  });
  return {
    child,
    /** Settles when the process and its output have ended. Rejects if it cannot be started. */
    ended,
    /** Cancels it as the runner does: SIGINT, SIGTERM 7.5 s later, and 2.5 s after that SIGKILL for its whole group. */
    cancel(): void {
      child.kill('SIGINT');
      timers.push(setTimeout(() => child.kill('SIGTERM'), 7500));
      timers.push(setTimeout(() => killAll(child), 10_000));
    },
  };
}

/** Splits text into lines like .NET's ReadLine, which the runner uses: CR, LF and CRLF end a line. */
export function createLineSplitter(onLine: (line: string) => void) {
  let rest = '';
  return {
    push(chunk: string): void {
      // A CR at the end may be the first half of a CRLF.
      const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      lines.forEach(onLine);
    },
    end(): void {
      if (rest !== '') onLine(rest.replace(/\r$/, ''));
    },
  };
}

function killAll(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The whole group has ended.
  }
}
