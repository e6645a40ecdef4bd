/** Rehearses anyone's workflow file with the built action and a simulated Datadog: `npm run demo -- --help`. */
import { rehearse } from './demo/rehearsal.ts';

process.exitCode = await rehearse(process.argv.slice(2), {
  print: (line) => console.log(line),
  complain: (line) => console.error(line),
  tell: (line) => console.error(line),
});
