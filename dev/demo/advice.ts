/** What to do about a failure that is this machine's, not the workflow's. */
import type { JobDefinition } from '../runner/definitions.ts';
import { at } from '../runner/expressions.ts';
import type { StageResult } from '../runner.ts';

/**
 * What helps with a stage that failed on this machine and would not on GitHub's.
 * @param isLive whether the connections of scripts leave this machine
 */
export function adviseOn(
  { exitCode, stepId, log }: StageResult,
  jobs: readonly JobDefinition[],
  isLive: boolean,
): string[] {
  const [, missing] = /([\w./-]+): (?:(?:command )?not found|No such file or directory)$/m.exec(log) ?? [];
  const skip = `To skip the step instead: --output ${stepId ?? '<id of the step>'}.<name>=<value>`;
  if (missing?.includes('/')) {
    return [`${missing} is not here, because a checkout brings a small repository of its own. ${skip}`];
  }
  if (missing !== undefined) {
    return [
      `${missing} is not on this machine. Put a stub on PATH, and run the demo again:`,
      ...stub(missing),
      skip,
    ];
  }
  if (!isLive && (exitCode === CURL_CERTIFICATE || /\bcertificate\b/i.test(log))) {
    const why =
      'In a rehearsal, HTTPS through HTTPS_PROXY ends at the embedded Datadog, so that it stays here.';
    return [`${why} Put a stub of the command on PATH, and run the demo again:`, ...stub('curl'), skip];
  }
  return adviseOnEmpty(log, jobs);
}

/** The exit code of curl for a certificate that it does not trust. */
const CURL_CERTIFICATE = 60;

function stub(tool: string): string[] {
  const file = `stubs/${tool}`;
  return [
    `  mkdir -p stubs && printf '#!/bin/sh\\necho ${tool} "$@"\\n' > ${file} && chmod +x ${file}`,
    '  export PATH="$PWD/stubs:$PATH"',
  ];
}

/** What helps with an expression that failed because an output of a skipped action is empty. */
export function adviseOnEmpty(message: string, jobs: readonly JobDefinition[]): string[] {
  const [, list = ''] = /\(empty: ([^)]*)\)/.exec(message) ?? [];
  const outputs = list.split(', ').map((path) => {
    const [, need, name = ''] = /^needs\.([\w-]+)\.outputs\.([\w-]+)$/.exec(path) ?? [];
    const job = jobs.find(({ id }) => id === need);
    return need === undefined ? path : `${path} ${at(job?.yaml, 'outputs', name) ?? ''}`;
  });
  const steps = outputs.flatMap((text) => [...text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)]);
  return steps.map(([, step = '', name = '']) => {
    const { uses } = jobs.flatMap((job) => job.steps).find(({ id }) => id === step)?.yaml ?? {};
    const what = uses === undefined ? '' : ` (${uses})`;
    return `The output "${name}" of the step "${step}"${what} is empty here. Give it with --output ${step}.${name}=<value>`;
  });
}
