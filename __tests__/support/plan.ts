import { parseSite, type Site } from '../../src/datadog/site.ts';
import type { DeploymentSettings, Plan } from '../../src/deployment/plan.ts';
import type { Start } from '../../src/deployment/times.ts';
import { createLog } from '../../src/runner/log.ts';
import type { Stage } from '../../src/runner/stage.ts';
import type { Moment } from '../../src/time.ts';
import { type Given, KEY, NOW } from './reader.ts';

/** A known site of Datadog. */
export function siteOf(name = 'datadoghq.com'): Site {
  const site = parseSite(name);
  if ('refused' in site) {
    throw new Error(`${name}: ${site.refused}`);
  }
  return site;
}

/** Settings as they are by default. */
export function settingsOf(more: Partial<DeploymentSettings> = {}): DeploymentSettings {
  const site = siteOf();
  return {
    site,
    apiUrl: site.apiUrl,
    dryRun: false,
    skipGit: false,
    ciTags: false,
    timeout: 60_000,
    failOnError: false,
    jobSummary: true,
    ...more,
  };
}

/** A moment of one boot, by two clocks that agree. @param seconds after 2026-06-01T12:00:00Z */
export function momentAt(seconds: number, more: Partial<Moment> = {}): Moment {
  const passed = BigInt(Math.round(seconds * 1000)) * 1_000_000n;
  return { time: NOW + passed, uptime: 1_000_000_000_000n + passed, bootId: 'a boot', ...more };
}

/** A start that pre recorded. */
export function recordedStart(moment: Moment): Start {
  return { time: moment.time, source: "when the job's steps started", recorded: moment };
}

/** A plan for these services, a minute before the test's time. */
export function planOf(more: Partial<Plan> = {}, ...services: readonly string[]): Plan {
  const names = services.length === 0 ? ['shopist'] : services;
  return {
    settings: settingsOf(),
    start: recordedStart(momentAt(-60)),
    deployments: names.map((service) => ({ service, id: idOf(service) })),
    inputs: { service: names.join(',') },
    inComposite: false,
    setsDeployed: false,
    facts: [`service: ${names.join(', ')} (input)`],
    ...more,
  };
}

/** The ID of a service's deployment. */
export function idOf(service: string): string {
  return `deployment-of-${service}`.padEnd(16, '-');
}

/** A stage with these inputs, whose effects are of no interest unless a test gives its own. */
export function stageOf(inputs: Given = {}, more: Partial<Stage> = {}): Stage {
  const key = { value: KEY, source: 'input' };
  return {
    log: createLog([KEY]),
    keys: { api: key, app: { value: '', source: '' }, all: [KEY] },
    startedAt: momentAt(0),
    signal: new AbortController().signal,
    input: (name) => inputs[name]?.trim() ?? '',
    isPassed: () => true,
    environment: {},
    state: () => '',
    saveState: () => {},
    setOutputs: () => {},
    writeSummary: () => {},
    keepTrack: () => {},
    canLeave: true,
    ...more,
  };
}
