import type { Environment } from '../inputs.ts';

/** A proxy for HTTPS, as the environment names it. */
export interface HttpProxy {
  /** With user and password: not to be shown. */
  readonly url: string;
  readonly hostname: string;
  readonly port: string;
  /** The variable it is from. */
  readonly variable: string;
  /** For messages: its address, and the variable. */
  readonly name: string;
}

/**
 * The proxy for HTTPS: of `https_proxy`, `HTTPS_PROXY`, `http_proxy`, `HTTP_PROXY` the first that is not empty.
 * @throws Error where it is not the address of an HTTP proxy
 */
export function readProxy(environment: Environment): HttpProxy | undefined {
  const names = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];
  const variable = names.find((name) => environment[name]?.trim());
  if (variable === undefined) {
    return undefined;
  }
  const value = environment[variable]?.trim() ?? '';
  // As for curl, an address without a scheme is one of HTTP.
  const url = URL.parse(value.includes('://') ? value : `http://${value}`);
  if (url === null || !/^https?:$/.test(url.protocol) || !isDecodable(url.username + url.password)) {
    throw new Error(
      `${variable} is not the address of an HTTP proxy (http://user:password@host:port, special characters of the password percent-encoded; SOCKS is not supported)`,
    );
  }
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const name = `the proxy ${url.hostname}:${port} (from ${variable})`;
  return { url: url.href, hostname: url.hostname, port, variable, name };
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
