import type { Event } from '../../src/datadog/event.ts';

/** A deployment event of half a minute, whose id follows from the service. */
export function event(service = 'shopist', more: Partial<Event> = {}): Event {
  return {
    id: `deployment-of-${service}`.padEnd(16, '-'),
    service,
    env: 'prod',
    version: undefined,
    team: undefined,
    customTags: [],
    git: undefined,
    startedAt: 1_790_000_000_123_456_789n,
    finishedAt: 1_790_000_030_000_000_000n,
    ...more,
  };
}
