import { appendFileSync } from 'node:fs';

const { env } = process;
const input = (name) => env[`INPUT_${name.toUpperCase()}`] ?? '';

/** Prints what a stage sees as one line of JSON. */
export function probe(stage) {
  const seen = {
    stage,
    name: input('name'),
    value: input('value'),
    status: input('status'),
    actionPath: env.GITHUB_ACTION_PATH ?? null,
    state: env.STATE_stages ?? '',
  };
  console.log(JSON.stringify(seen));
  appendFileSync(env.GITHUB_STATE, `stages=${seen.state}${stage} \n`);
  appendFileSync(env.GITHUB_OUTPUT, `stage=${stage}\n`);
  if (stage !== input('in')) {
    return;
  }
  console.log(input('say'));
  process.exitCode = Number(input('exit-code'));
  if (input('wait') === 'true') {
    const untilSignal = setInterval(() => {}, 1000);
    process.on('SIGINT', () => {
      console.log('interrupted');
      clearInterval(untilSignal);
    });
    console.log('waiting');
  }
}
