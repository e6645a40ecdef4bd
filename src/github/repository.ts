import { withoutSecrets, withoutSlashes } from '../text.ts';

/**
 * Reads a repository as people write it: what `parseRepositoryUrl` reads, `owner/name` on the run's own server,
 * `host/owner/name`, whose host has a dot, the repository's API address, and a page of it.
 * @param serverUrl '' if it is not known
 * @returns as `parseRepositoryUrl`
 */
export function parseRepository(text: string, serverUrl: string): string | undefined {
  const name = withoutSlashes(text);
  if (/^[\w-]+\/[\w.-]+$/.test(name)) {
    const url = parseRepositoryUrl(`${withoutSlashes(serverUrl)}/${name}`);
    // A name that is only dots would lead to another path.
    return url?.endsWith(`/${name}`) ? url : undefined;
  }
  const hasHost = /^[\w-]+(?:\.[\w-]+)+(?::\d+)?\/[^\s@/?#]+\/[^\s@/?#]/.test(text);
  const url = parseRepositoryUrl(hasHost ? `https://${text}` : text);
  return url && repositoryOfPage(repositoryOfApi(url), serverUrl);
}

/** `github.event.repository.url` is an API address. Sources: GitHub's and Gitea's REST API, "Get a repository". */
function repositoryOfApi(url: string): string {
  const [, scheme, cloud, server, repository] =
    /^(https?:\/\/)(?:api\.(github\.com|[\w-]+\.ghe\.com)|([^/]+.*?)\/api\/v\d)\/repos\/([^/]+\/[^/]+)/.exec(url) ?? [];
  return repository === undefined ? url : `${scheme}${cloud ?? server}/${repository}`;
}

/** On GitHub, and on a server that runs GitHub's workflows, a repository is an owner and a name; the rest is a page. */
function repositoryOfPage(url: string, serverUrl: string): string | undefined {
  const isOn = (server: string) => server !== '' && url.toLowerCase().startsWith(`${server.toLowerCase()}/`);
  const server = ['https://github.com', withoutSlashes(serverUrl)].find(isOn);
  if (server === undefined) return url;
  const [owner, name] = url.slice(server.length + 1).split('/');
  return owner && name ? `${server}/${owner}/${name}` : undefined;
}

/**
 * Reads the URL of a git repository, as git accepts it: with a scheme, or the short form of SSH. Credentials before a
 * host without a scheme (`ghp_…@github.com/owner/name`) make an HTTPS URL.
 * @returns the URL without credentials, query, fragment and slashes at the end, which reads as itself again; undefined
 *   for any other text, and if it is unclear which part of it is a password
 */
export function parseRepositoryUrl(text: string): string | undefined {
  // The short form of SSH is no URL. Its user `git` is no secret; any other one may be a token.
  const [, user, host, path] = /^([\w.-]+)@([\w.-]+):([^\s:@]+)$/.exec(text) ?? [];
  if (user === 'git' && host !== undefined && path !== undefined) {
    const name = withoutSlashes(path);
    return name === '' ? undefined : `git@${host}:${name}`;
  }
  const [, address] = /^[^\s/@]+@([\w.-]+(?::\d+)?\/[^\s/@]+\/[^\s@]+)$/.exec(text) ?? [];
  if (address !== undefined) return parseUrl(`https://${address}`);
  return parseUrl(host !== undefined && path !== undefined ? `ssh://${host}/${path}` : text);
}

/** A repository as it may be kept and shown. What reads as another one without its secrets is not shown at all. */
export function cleanRepository(text: string): string {
  const cleaned = withoutSecrets(text);
  // Any server: `@scope/name` must not become `scope/name` on the run's own.
  const isAnother = cleaned !== text && parseRepository(cleaned, 'https://github.com') !== undefined;
  return parseRepositoryUrl(text) ?? (isAnother ? '…' : cleaned);
}

function parseUrl(text: string): string | undefined {
  if (!/^(?:https?|ssh|git):\/\/\S+$/i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const path = withoutSlashes(url.pathname);
  // In a password, "/", "?" or "#" ends the host too early: the rest of the password would be part of the path.
  const isUnclear = `${path}${url.search}${url.hash}`.includes('@');
  if (url.host === '' || path === '' || isUnclear) return undefined;
  const user = url.protocol === 'ssh:' && url.username === 'git' ? 'git@' : '';
  return `${url.protocol}//${user}${url.host}${path}`;
}

/**
 * Tells repositories apart, regardless of the host and protocol of their URLs.
 * @returns `owner/name`, lower case; '' for any text that is no URL of a repository
 */
export function repositoryPath(url: string): string {
  const address = addressOf(url);
  const path = address.endsWith('.git') ? address.slice(0, -'.git'.length) : address;
  return path.split(/[/:]/).slice(-2).join('/');
}

/** The host of a repository's URL, lower case and without a port; '' for any other text. */
export function repositoryHost(url: string): string {
  return addressOf(url).split(/[/:]/)[0] ?? '';
}

/** Host and path of a repository's URL, lower case. */
function addressOf(url: string): string {
  return (parseRepositoryUrl(url) ?? '').toLowerCase().replace(/^(?:[a-z]+:\/\/)?(?:git@)?/, '');
}
