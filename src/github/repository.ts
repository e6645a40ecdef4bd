import { withoutSlashes } from '../datadog/site.ts';

/**
 * Reads the URL of a git repository, as git takes it.
 * @returns the URL without credentials, query, fragment and slashes at the end; undefined for another text
 */
export function parseRepositoryUrl(text: string): string | undefined {
  // The short form of SSH is no URL. The user `git` is no secret; any other one may be a token.
  const [, user, host, path] = /^(?:([\w.-]+)@)?([\w.-]+):([^\s:/][^\s:]*)$/.exec(text) ?? [];
  if (user !== undefined && host !== undefined && path !== undefined) {
    return withoutSlashes(`${user === 'git' ? 'git@' : ''}${host}:${path}`);
  }
  // A token before a host, without a scheme: `ghp_…@github.com/owner/name`.
  const [, address] = /^[^\s/@]+@([\w.-]+(?::\d+)?\/[^\s@]+)$/.exec(text) ?? [];
  const url = parseUrl(address === undefined ? text : `https://${address}`);
  if (url === undefined || url.pathname.length < 2) {
    return undefined;
  }
  const name = url.protocol === 'ssh:' && url.username === 'git' ? 'git@' : '';
  return withoutSlashes(`${url.protocol}//${name}${url.host}${url.pathname}`);
}

function parseUrl(text: string): URL | undefined {
  if (!/^(?:https?|ssh|git):\/\/\S+$/i.test(text)) {
    return undefined;
  }
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** Takes out of a text, which need be no URL, what may be a secret in a URL: credentials, query and fragment. */
export function withoutSecrets(text: string): string {
  const end = text.search(/[?#]/);
  const address = end === -1 ? text : text.slice(0, end);
  const at = address.lastIndexOf('@');
  const scheme = address.indexOf('://');
  const kept = at === -1 ? address : address.slice(at + 1);
  return scheme !== -1 && scheme < at ? address.slice(0, scheme + 3) + kept : kept;
}

/** The host of a repository's URL and `owner/name` in it, lower case; '' for what is no such URL. */
export function repositoryPath(url: string): string {
  const parsed = parseRepositoryUrl(url) ?? '';
  const path = parsed
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/^git@/, '')
    .replace(/\.git$/i, '');
  return path.split(/[/:]/).slice(-2).join('/').toLowerCase();
}
