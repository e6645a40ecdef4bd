/** Import this first in a command: what is wrong is said in one sentence, without a stack. */
process.on('uncaughtException', ({ message }) => {
  console.error(message);
  process.exitCode = 1;
});
