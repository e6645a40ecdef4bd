import { messageOf } from '../text.ts';

/**
 * Listens for what tells the process to end. By default a signal or an uncaught exception ends it at once, and loses
 * what it is sending.
 * @returns a signal that is aborted with an Error that says what ended the stage; its cause is the exception, if any
 */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => controller.abort(new Error(`${signal} ended the delivery`)));
  }
  process.on('uncaughtException', (error) => {
    const message = `something unexpected ended the delivery: ${messageOf(error)}`;
    controller.abort(new Error(message, { cause: error }));
  });
  return controller.signal;
}
