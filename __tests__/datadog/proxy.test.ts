import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readProxy } from '../../src/datadog/proxy.ts';
import { effort, LINEAR } from '../support/effort.ts';

const target = new URL('https://api.datadoghq.eu');

describe('the proxy for HTTPS', () => {
  test.each([
    [{}, undefined],
    [{ HTTPS_PROXY: '', http_proxy: ' ' }, undefined],
    [{ https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:2' }, 'the proxy a:1 (from https_proxy)'],
    [{ HTTPS_PROXY: 'http://b:2', http_proxy: 'http://c:3' }, 'the proxy b:2 (from HTTPS_PROXY)'],
    [{ http_proxy: 'http://c:3', HTTP_PROXY: 'http://d:4' }, 'the proxy c:3 (from http_proxy)'],
    [{ https_proxy: '', HTTP_PROXY: 'http://d:4' }, 'the proxy d:4 (from HTTP_PROXY)'],
    [{ HTTPS_PROXY: 'proxy.corp:3128' }, 'the proxy proxy.corp:3128 (from HTTPS_PROXY)'],
    [{ HTTPS_PROXY: 'http://proxy.corp' }, 'the proxy proxy.corp:80 (from HTTPS_PROXY)'],
    [{ HTTPS_PROXY: 'https://proxy.corp/' }, 'the proxy proxy.corp:443 (from HTTPS_PROXY)'],
    [{ HTTPS_PROXY: ' http://[::1]:8080 ' }, 'the proxy [::1]:8080 (from HTTPS_PROXY)'],
    [{ ALL_PROXY: 'http://e:5' }, undefined],
  ])('of %j is %s', (environment, name) => {
    expect(readProxy(environment, target)?.name).toBe(name);
  });

  test('keeps user and password for the connection only', () => {
    const proxy = readProxy({ HTTPS_PROXY: 'jane:p%40ss@proxy.corp:3128' }, target);
    expect(proxy).toEqual({
      protocol: 'http:',
      hostname: 'proxy.corp',
      port: 3128,
      authorization: `Basic ${Buffer.from('jane:p@ss').toString('base64')}`,
      isForHttp: false,
      variable: 'HTTPS_PROXY',
      name: 'the proxy proxy.corp:3128 (from HTTPS_PROXY)',
    });
  });

  test.each([
    'socks5://jane:secret@proxy:1080',
    'http://',
    'http://jane:secret@:8080',
    'http://proxy:99999',
    'jane:secret@pro xy',
    'http://jane:100%secret@proxy:8080',
    'http://jane:se#cret@proxy:8080',
    'http://jane:8080/secret@proxy',
    'jane?secret@proxy',
    `http://jane:8080${'/'.repeat(65_000)}@`,
  ])('is refused for %s, without showing it', (value) => {
    const read = () => readProxy({ HTTPS_PROXY: value }, target);
    expect(read).toThrow(/^HTTPS_PROXY is not the address of an HTTP proxy/);
    expect(read).not.toThrow(/secret/);
  });

  test.each(['http://CORP\\jane:secret@proxy:8080', 'CORP\\jane@proxy', 'http://jane:sec\\ret@proxy'])(
    'with a backslash is refused with what to write: %s',
    (value) => {
      const read = () => readProxy({ http_proxy: value }, target);
      expect(read).toThrow(
        /^http_proxy contains a backslash; encode it as %5C \(http:\/\/DOMAIN%5Cuser:password@host:port\)$/,
      );
      expect(read).not.toThrow(/sec|CORP/);
    },
  );

  test('takes a backslash that is written %5C', () => {
    expect(readProxy({ HTTPS_PROXY: 'http://CORP%5Cjane:p@proxy' }, target)).toMatchObject({
      hostname: 'proxy',
      authorization: `Basic ${Buffer.from('CORP\\jane:p').toString('base64')}`,
    });
  });

  test.each([
    ['HTTP_PROXY', true],
    ['http_proxy', true],
    ['HTTPS_PROXY', false],
  ])('of %s is meant for plain HTTP: %j', (name, isForHttp) => {
    expect(readProxy({ [name]: 'http://proxy' }, target)).toMatchObject({ isForHttp });
  });

  test.each<[string, string, boolean]>([
    ['*', 'https://api.datadoghq.eu', true],
    ['api.datadoghq.eu', 'https://api.datadoghq.eu', true],
    ['API.DatadogHQ.eu.', 'https://api.datadoghq.eu', true],
    ['datadoghq.eu', 'https://api.datadoghq.eu', true],
    ['.datadoghq.eu', 'https://api.datadoghq.eu', true],
    ['*.datadoghq.eu', 'https://api.datadoghq.eu', true],
    ['a.example, datadoghq.eu', 'https://api.datadoghq.eu', true],
    ['a.example datadoghq.eu', 'https://api.datadoghq.eu', true],
    ['datadoghq.eu:443', 'https://api.datadoghq.eu', true],
    ['datadoghq.eu:8443', 'https://api.datadoghq.eu', false],
    ['datadoghq.eu:8443', 'https://api.datadoghq.eu:8443', true],
    ['*.api.datadoghq.eu', 'https://api.datadoghq.eu', false],
    ['hq.eu', 'https://api.datadoghq.eu', false],
    ['api.datadoghq.com', 'https://api.datadoghq.eu', false],
    ['10.0.0.7', 'https://10.0.0.7', true],
    ['[2001:db8::1]', 'https://[2001:db8::1]', true],
    ['2001:db8::1', 'https://[2001:db8::1]', true],
    ['[2001:db8::1]:443', 'https://[2001:db8::1]', true],
    ['', 'https://api.datadoghq.eu', false],
    [',, ,', 'https://api.datadoghq.eu', false],
  ])('is not used if NO_PROXY=%s names %s: %j', (noProxy, url, isExcepted) => {
    for (const name of ['NO_PROXY', 'no_proxy']) {
      const found = readProxy({ HTTPS_PROXY: 'http://proxy', [name]: noProxy }, new URL(url));
      expect(found === undefined).toBe(isExcepted);
    }
  });

  test('is found quickly in a NO_PROXY that is made to be slow to read', async () => {
    const environment = {
      HTTPS_PROXY: 'http://proxy',
      NO_PROXY: `${'['.repeat(65_000)}${':'.repeat(65_000)}`,
    };
    const work = () => readProxy(environment, target);
    expect(await effort(work, environment.NO_PROXY.length)).toBeLessThan(LINEAR);
  });

  test('of any text is one, none, or refused in words', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), (value) => {
        try {
          const proxy = readProxy({ https_proxy: value }, target);
          expect(proxy === undefined).toBe(value.trim() === '');
        } catch (error) {
          expect(String(error)).toMatch(
            /^Error: https_proxy (?:is not the address of an HTTP proxy|contains a backslash)/,
          );
        }
      }),
    );
  });
});
