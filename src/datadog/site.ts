import { withoutSlashes } from '../text.ts';

/** A Datadog site and its addresses. Source: Datadog's "Getting started with sites". */
export interface Site {
  /** The site parameter, e.g. `us5.datadoghq.com`. */
  readonly name: string;
  /** Base URL of the API, without a slash at the end. */
  readonly apiUrl: string;
  /** The DORA Metrics page of the web application. */
  readonly doraPage: string;
  /** False for the government sites, which Datadog documents without DORA Metrics. */
  readonly supportsDora: boolean;
}

const SITES = [
  'datadoghq.com',
  'us3.datadoghq.com',
  'us5.datadoghq.com',
  'datadoghq.eu',
  'ap1.datadoghq.com',
  'ap2.datadoghq.com',
  'uk1.datadoghq.com',
];
const GOVERNMENT_SITES = ['ddog-gov.com', 'us2.ddog-gov.com'];
const WITHOUT_LABEL = ['datadoghq.com', 'datadoghq.eu', 'ddog-gov.com'];
// Accepts future sites that follow the same naming scheme.
const FUTURE_SITE = /^[a-z]{2}\d\.datadoghq\.com$/;

/** What people call the sites, and their parameters. */
const REGIONS: Readonly<Record<string, string>> = {
  US: 'datadoghq.com',
  US1: 'datadoghq.com',
  US3: 'us3.datadoghq.com',
  US5: 'us5.datadoghq.com',
  EU: 'datadoghq.eu',
  EU1: 'datadoghq.eu',
  AP1: 'ap1.datadoghq.com',
  AP2: 'ap2.datadoghq.com',
  UK1: 'uk1.datadoghq.com',
  'US1-FED': 'ddog-gov.com',
  'US2-FED': 'us2.ddog-gov.com',
};

/** What `parseSite` expects, in the words of an error message. */
export const EXPECTED_SITES = `${[...SITES, ...GOVERNMENT_SITES].join(', ')}, or the web address of one`;

/**
 * Reads a site parameter, or a web address of a site, in any letter case. The key is sent to the host that this
 * returns, so only plain ASCII host names are read, and only Datadog's own are returned.
 * @returns the site, or why the text is refused; '' if it is just not a site
 */
export function parseSite(text: string): Site | { readonly refused: string } {
  const host = /^(?:https?:\/\/)?([a-z0-9.-]+)(?:\/[\x21-\x7e]*)?$/i.exec(text)?.[1] ?? '';
  const name = host.toLowerCase().replace(/^(?:app|api)\./, '');
  // `us1.datadoghq.com` looks like a site, but is not one.
  const region = name.replace(/\.datadoghq\.(?:com|eu)$/, '').toUpperCase();
  const site = SITES.includes(name) ? undefined : REGIONS[region];
  if (site !== undefined) return { refused: `${region} is ${site}` };
  if (SITES.includes(name) || GOVERNMENT_SITES.includes(name) || FUTURE_SITE.test(name)) {
    return {
      name,
      apiUrl: `https://api.${name}`,
      doraPage: `https://${WITHOUT_LABEL.includes(name) ? 'app.' : ''}${name}/ci/dora`,
      supportsDora: !GOVERNMENT_SITES.includes(name),
    };
  }
  return {
    refused: /^[a-z0-9-]+(?:\.[a-z]{2}\d)?\.(?:datadoghq\.(?:com|eu)|ddog-gov\.com)$/.test(name)
      ? "an organization's own address does not name its site (Datadog shows it under Organization Settings)"
      : '',
  };
}

/** What `parseApiUrl` expects, in the words of an error message. */
export const EXPECTED_API_URLS =
  'an https:// URL, or an http:// URL of a loopback address (localhost or 127.0.0.1), without credentials, query or fragment';

/**
 * Reads the base URL of an API endpoint; a path prefix is kept.
 * @returns the URL without a slash at the end, or undefined if the key must not be sent to it
 */
export function parseApiUrl(text: string): string | undefined {
  if (!/^https?:\/\/[^\s\\/?#@]+(?:\/[^\s\\?#]*)?$/i.test(text) || !URL.canParse(text)) {
    return undefined;
  }
  const url = new URL(text);
  const isTrusted = url.protocol === 'https:' || isLoopback(url.hostname);
  return isTrusted ? withoutSlashes(url.href) : undefined;
}

/** @param hostname as the WHATWG URL parser gives it: lower case, IPv4 in four decimal parts, IPv6 in brackets */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
