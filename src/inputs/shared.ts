import { ACCEPTED_API_URLS, ACCEPTED_SITES, parseApiUrl, parseSite, type Site } from '../datadog/site.ts';
import { withoutSecrets } from '../github/repository.ts';
import { ACCEPTED_BOOLEANS, parseBoolean, type Reader, Refusal } from './reader.ts';

/**
 * Reads the site of Datadog.
 * @param unsupported what follows for a site that Datadog documents without DORA Metrics
 * @param otherwise what follows where it is invalid
 */
export function readSite(reader: Reader, unsupported: string, otherwise: string): Site {
  const site = reader.read('site', {
    parse: (text) => {
      const parsed = parseSite(text);
      return 'name' in parsed
        ? parsed
        : new Refusal([ACCEPTED_SITES, parsed.refused].filter(Boolean).join('; '));
    },
    variables: ['DATADOG_SITE', 'DD_SITE'],
    fallback: 'datadoghq.com',
    accepted: ACCEPTED_SITES,
    level: 'error',
    otherwise,
    show: withoutSecrets,
  });
  if (!site.supportsDora) {
    reader.refuse('site', {
      written: { text: site.name },
      accepted: 'a site with DORA Metrics, which Datadog documents this one not to have',
      otherwise: unsupported,
    });
  }
  return site;
}

/** @returns undefined where none is given, or it is invalid */
export function readApiUrl(reader: Reader, otherwise: string): string | undefined {
  return reader.read('api-url', {
    parse: parseApiUrl,
    accepted: ACCEPTED_API_URLS,
    level: 'error',
    otherwise,
    show: withoutSecrets,
  });
}

/** Reads a boolean whose default is `false`. */
export function readBoolean(
  reader: Reader,
  name: string,
  level: 'error' | 'warning',
  otherwise: string,
): boolean {
  return reader.read(name, {
    parse: parseBoolean,
    fallback: 'false',
    accepted: ACCEPTED_BOOLEANS,
    level,
    otherwise,
  });
}

export function readFailOnError(reader: Reader): boolean {
  return readBoolean(
    reader,
    'fail-on-error',
    'warning',
    'It counts as "false": nothing that goes wrong fails the job.',
  );
}

export function readJobSummary(reader: Reader): boolean {
  return reader.read('job-summary', {
    parse: parseBoolean,
    fallback: 'true',
    accepted: ACCEPTED_BOOLEANS,
    otherwise: 'The default, "true", is used: a job summary is written.',
  });
}

/** @returns milliseconds */
export function readTimeout(reader: Reader): number {
  return reader.read('timeout', {
    parse: (text) => {
      const seconds = /^\d{1,3}$/.test(text) ? Number(text) : 0;
      return seconds >= 1 && seconds <= 120 ? seconds * 1000 : undefined;
    },
    fallback: '60',
    accepted: 'whole seconds from 1 to 120',
    otherwise: 'The default, 60, is used.',
  });
}

/** What an id of a deployment is. Source: Datadog's API reference, `id`. */
export const ACCEPTED_IDS = '16 to 128 characters of A-Z, a-z, 0-9, "-", "_", "." and ":"';

export function isDeploymentId(text: string): boolean {
  return /^[A-Za-z0-9\-_.:]{16,128}$/.test(text);
}
