/** What to do about a failure that is this machine's, not the workflow's. */
import { type Job, mapping } from '../runner/definitions.ts';
import type { StageResult } from '../runner.ts';

/** What helps with a stage that failed on this machine and would not on GitHub's. */
export function adviseOn({ stepId, log }: StageResult, jobs: readonly Job[]): string[] {
  const [, tool] = /([\w.-]+): (?:command )?not found$/m.exec(log) ?? [];
  const skip = stepId === undefined ? [] : [`To skip the step instead: --output ${stepId}.<name>=<value>`];
  if (tool !== undefined) {
    return [
      `${tool} is not on this machine. Put a stub on PATH, and run the demo again:`,
      `  mkdir -p stubs && printf '#!/bin/sh\\necho ${tool} "$@"\\n' > stubs/${tool} && chmod +x stubs/${tool}`,
      `  export PATH="$PWD/stubs:$PATH"`,
      ...skip,
    ];
  }
  return adviseOnEmpty(log, jobs);
}

/** What helps with an expression that failed because an output of a skipped action is empty. */
export function adviseOnEmpty(message: string, jobs: readonly Job[]): string[] {
  const [, list = ''] = /\(empty: ([^)]*)\)/.exec(message) ?? [];
  const outputs = list.split(', ').map((path) => {
    const [, need, name = ''] = /^needs\.([\w-]+)\.outputs\.([\w-]+)$/.exec(path) ?? [];
    const job = jobs.find(({ id }) => id === need);
    return need === undefined ? path : `${path} ${String(mapping(job?.outputs)[name] ?? '')}`;
  });
  const steps = outputs.flatMap((text) => [...text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)]);
  return steps.map(([, step = '', name = '']) => {
    const uses = jobs.flatMap((job) => job.steps).find(({ id }) => id === step);
    const what = uses?.kind === 'uses' ? ` (${uses.action})` : '';
    return `The output "${name}" of the step "${step}"${what} is empty here. Give it with --output ${step}.${name}=<value>`;
  });
}
