import { codeOf } from '../text.ts';
import { ConnectionError } from './connect.ts';

/** The name of an error that says that a time is over. */
const TIME_UP = 'TimeUpError';

/** Whether an attempt failed because it had no more time. */
export function isTimeUp(error: unknown): boolean {
  return error instanceof ConnectionError
    ? codeOf(error) === 'ETIMEDOUT'
    : error instanceof Error && error.name === TIME_UP;
}

/** A signal that ends what waits for a name or a response; its timer does not keep the process alive. */
export function timeUp(end: number, message: string): AbortSignal {
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(Object.assign(new Error(message), { name: TIME_UP })),
    Math.max(0, end - performance.now()),
  );
  timer.unref();
  return controller.signal;
}

/** Rejects with the signal's reason as soon as it is aborted. */
export function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
    }
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}
