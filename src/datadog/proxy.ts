/** A proxy for HTTPS, as the environment names it. */
export interface HttpProxy {
  readonly protocol: 'http:' | 'https:';
  /** Without brackets. */
  readonly hostname: string;
  readonly port: number;
  /** The value of the header Proxy-Authorization: never shown. */
  readonly authorization: string | undefined;
  /** The variable that names it. */
  readonly variable: string;
  /** For messages: its address and the variable. */
  readonly name: string;
  /** Whether the variable is meant for plain HTTP: then, if the proxy refuses tunnels, a direct connection is tried. */
  readonly isForHttp: boolean;
}

/**
 * The proxy for a connection: the first of `https_proxy`, `HTTPS_PROXY`, `http_proxy`, `HTTP_PROXY` that is not empty,
 * unless `no_proxy` or `NO_PROXY` names the host.
 * @throws Error if it is not the address of an HTTP proxy
 */
export function readProxy(environment: NodeJS.ProcessEnv, target: URL): HttpProxy | undefined {
  const names = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];
  const variable = names.find((name) => environment[name]?.trim());
  const noProxy = environment['no_proxy']?.trim() || environment['NO_PROXY']?.trim() || '';
  if (variable === undefined || isExcepted(target, noProxy)) return undefined;
  const value = environment[variable]?.trim() ?? '';
  const url = parseAddress(value);
  const credentials = url && decodeCredentials(url);
  if (url === undefined || credentials === undefined) {
    throw new Error(
      value.includes('\\')
        ? `${variable} contains a backslash; encode it as %5C (http://DOMAIN%5Cuser:password@host:port)`
        : `${variable} is not the address of an HTTP proxy (http://user:password@host:port, special characters in the password percent-encoded; SOCKS is not supported)`,
    );
  }
  const protocol = url.protocol === 'https:' ? 'https:' : 'http:';
  const port = Number(url.port) || (protocol === 'https:' ? 443 : 80);
  return {
    protocol,
    hostname: withoutBrackets(url.hostname),
    port,
    authorization: credentials === '' ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`,
    variable,
    name: `the proxy ${url.hostname}:${port} (from ${variable})`,
    isForHttp: /^http_proxy$/i.test(variable),
  };
}

function parseAddress(value: string): URL | undefined {
  // Like curl, reads an address without a scheme as HTTP.
  const address = value.includes('://') ? value : `http://${value}`;
  // URL ends the host at the first of these, so a user or password that contains one would become the host.
  const rest = address.slice(address.indexOf('://') + 3);
  const end = rest.search(/[\\/?#]/);
  const isCut = end !== -1 && rest.indexOf('@') > end;
  return isCut || !/^https?:/i.test(address) || !URL.canParse(address) ? undefined : new URL(address);
}

/** @returns `user:password`, '' if there is none, undefined if they are not percent-encoded */
function decodeCredentials({ username, password }: URL): string | undefined {
  try {
    return username === '' ? '' : `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  } catch {
    return undefined;
  }
}

/** Whether a host is among those that NO_PROXY names: `*`, names, their subdomains, addresses, each with or without a port. */
function isExcepted(target: URL, noProxy: string): boolean {
  const host = withoutBrackets(target.hostname).toLowerCase().replace(/\.$/, '');
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  return noProxy.split(/[,\s]+/).some((entry) => {
    const [, bracketed, bracketedPort] = /^\[([^\]]*)\](?::(\d+))?$/.exec(entry) ?? [];
    const [, plain, plainPort] = /^([^:]*)(?::(\d+))?$/.exec(entry) ?? [];
    const name = (bracketed ?? plain ?? entry).toLowerCase().replace(/\.$/, '');
    const wanted = bracketedPort ?? plainPort;
    if (name === '' || (wanted !== undefined && wanted !== port)) return false;
    const suffix = name.replace(/^\*?\./, '');
    return name === '*' || (!name.startsWith('*') && host === suffix) || host.endsWith(`.${suffix}`);
  });
}

/** The host name of a URL as sockets want it. */
export function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
