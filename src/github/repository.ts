import { withoutSlashes } from '../text.ts';

/**
 * Reads the URL of a git repository, as git takes it: with a scheme, or the short form of SSH. Credentials before a
 * host without a scheme (`ghp_…@github.com/owner/name`) make an HTTPS URL.
 * @returns the URL without credentials, query, fragment and slashes at the end, which reads as itself again; undefined
 *   for another text, also where it stays unclear what of it is a password
 */
export function parseRepositoryUrl(text: string): string | undefined {
  // The short form of SSH is no URL. Its user `git` is no secret; any other one may be a token.
  const [, user, host, path] = /^([\w.-]+)@([\w.-]+):([^\s:@]+)$/.exec(text) ?? [];
  if (user === 'git' && host !== undefined && path !== undefined) {
    const name = withoutSlashes(path);
    return name === '' ? undefined : `git@${host}:${name}`;
  }
  const [, address] = /^[^\s/@]+@([\w.-]+(?:\/[^\s@]+|:\d+\/[^\s/@]+\/[^\s@]+))$/.exec(text) ?? [];
  if (address !== undefined) {
    return parseUrl(`https://${address}`);
  }
  return parseUrl(host !== undefined && path !== undefined ? `ssh://${host}/${path}` : text);
}

function parseUrl(text: string): string | undefined {
  if (!/^(?:https?|ssh|git):\/\/\S+$/i.test(text) || !URL.canParse(text)) {
    return undefined;
  }
  const url = new URL(text);
  const path = withoutSlashes(url.pathname);
  // A password with a "/", "?" or "#" ends the host too early, and is then part of what follows it.
  const isUnclear = `${path}${url.search}${url.hash}`.includes('@');
  if (url.host === '' || path === '' || isUnclear) {
    return undefined;
  }
  const user = url.protocol === 'ssh:' && url.username === 'git' ? 'git@' : '';
  return `${url.protocol}//${user}${url.host}${path}`;
}

/**
 * Takes out of a text, which need be no URL, what may be a secret in a URL: all before the last "@", but for the
 * scheme, and query and fragment.
 */
export function withoutSecrets(text: string): string {
  const scheme = /^[a-z][a-z\d+.-]*:\/\//i.exec(text)?.[0] ?? '';
  const address = text.slice(Math.max(scheme.length, text.lastIndexOf('@') + 1));
  const end = address.search(/[?#]/);
  return scheme + (end === -1 ? address : address.slice(0, end));
}

/**
 * Tells repositories apart, whatever host and protocol their URLs have.
 * @returns `owner/name`, lower case; '' for what is no URL of a repository
 */
export function repositoryPath(url: string): string {
  const address = addressOf(url);
  const path = address.endsWith('.git') ? address.slice(0, -'.git'.length) : address;
  return path.split(/[/:]/).slice(-2).join('/');
}

/** The host of a repository's URL, lower case and without a port; '' for what is no such URL. */
export function repositoryHost(url: string): string {
  return addressOf(url).split(/[/:]/)[0] ?? '';
}

/** Host and path of a repository's URL, lower case. */
function addressOf(url: string): string {
  return (parseRepositoryUrl(url) ?? '').toLowerCase().replace(/^(?:[a-z]+:\/\/)?(?:git@)?/, '');
}
