import { messageOf } from '../text.ts';

/**
 * Listens for what tells the process to end. By default a signal or an unforeseen exception would end it at once, and
 * lose what is on its way.
 * @returns aborted with an Error that says what ended the delivery; its cause is the exception, if it was one
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
