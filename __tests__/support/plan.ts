import { parseSite, type Site } from '../../src/datadog/site.ts';
import type { Plan } from '../../src/deployment/plan.ts';
import type { Settings } from '../../src/deployment/settings.ts';
import type { Stage } from '../../src/runner/stage.ts';
import { KEY } from './reader.ts';

/** A known site of Datadog. */
export function siteOf(name = 'datadoghq.com'): Site {
  const site = parseSite(name);
  if ('refused' in site) {
    throw new Error(`${name}: ${site.refused}`);
  }
  return site;
}

/** Settings as they are by default. */
export function settingsOf(more: Partial<Settings> = {}): Settings {
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

/** A plan for one service. */
export function planOf(more: Partial<Plan> = {}): Plan {
  return {
    settings: settingsOf(),
    start: { value: 1_790_000_000_123_456_789n, source: 'input', given: true },
    stepStartedAt: 1_790_000_001_000_000_000n,
    deployments: [{ service: 'shopist', id: '0b7c2b4e-1d7f-4b6c-9a54-0c6f4a1f9f10' }],
    inputs: { service: 'shopist' },
    inComposite: false,
    facts: [{ name: 'service', value: 'shopist', source: 'input' }],
    ...more,
  };
}

/** What a stage with these inputs reads from. */
export function stageOf(
  inputs: Readonly<Record<string, string>>,
): Pick<Stage, 'input' | 'keys' | 'environment'> {
  const key = { value: KEY, source: 'input' };
  return {
    input: (name) => inputs[name]?.trim() ?? '',
    keys: { api: key, app: { value: '', source: '' }, all: [KEY] },
    environment: {},
  };
}
