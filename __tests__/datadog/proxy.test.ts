import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readProxy } from '../../src/datadog/proxy.ts';

const api = new URL('https://api.datadoghq.eu');

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
    expect(readProxy(environment, api)?.name).toBe(name);
  });

  test('keeps user and password for the connection alone', () => {
    expect(readProxy({ HTTPS_PROXY: 'jane:p%40ss@proxy.corp:3128' }, api)).toEqual({
      protocol: 'http:',
      hostname: 'proxy.corp',
      port: 3128,
      authorization: `Basic ${Buffer.from('jane:p@ss').toString('base64')}`,
      variable: 'HTTPS_PROXY',
      name: 'the proxy proxy.corp:3128 (from HTTPS_PROXY)',
      isForHttp: false,
    });
    expect(readProxy({ HTTPS_PROXY: 'https://[::1]' }, api)).toMatchObject({
      protocol: 'https:',
      hostname: '::1',
      port: 443,
      authorization: undefined,
    });
  });

  test.each([
    ['https_proxy', false],
    ['HTTPS_PROXY', false],
    ['http_proxy', true],
    ['HTTP_PROXY', true],
  ])('in %s, is meant for plain HTTP: %s', (variable, isForHttp) => {
    expect(readProxy({ [variable]: 'http://a:1' }, api)?.isForHttp).toBe(isForHttp);
  });

  test.each([
    'socks5://jane:secret@proxy:1080',
    'http://',
    'http://jane:secret@:8080',
    'http://proxy:99999',
    'jane:secret@pro xy',
    'http://jane:100%secret@proxy:8080',
  ])('is refused for %s, without showing it', (value) => {
    const read = () => readProxy({ HTTPS_PROXY: value }, api);
    expect(read).toThrow(/^HTTPS_PROXY is not the address of an HTTP proxy/);
    expect(read).not.toThrow(/secret/);
  });

  test('of whatever text is one, none, or refused in words', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), (value) => {
        try {
          const proxy = readProxy({ https_proxy: value }, api);
          expect(proxy === undefined).toBe(value.trim() === '');
        } catch (error) {
          expect(String(error)).toMatch(/^Error: https_proxy is not the address of an HTTP proxy/);
        }
      }),
    );
  });
});

describe('hosts without a proxy', () => {
  test.each([
    ['*', true],
    ['api.datadoghq.eu', true],
    ['API.Datadoghq.EU', true],
    ['api.datadoghq.eu.', true],
    ['datadoghq.eu', true],
    ['.datadoghq.eu', true],
    ['*.datadoghq.eu', true],
    ['eu', true],
    ['localhost, datadoghq.eu', true],
    ['localhost datadoghq.eu', true],
    ['api.datadoghq.eu:443', true],
    ['datadoghq.eu:443', true],
    ['api.datadoghq.eu:8443', false],
    ['doghq.eu', false],
    ['xapi.datadoghq.eu', false],
    ['www.api.datadoghq.eu', false],
    ['*.api.datadoghq.eu', false],
    ['datadoghq.com', false],
    ['', false],
    [' , ', false],
  ])('%j: %s', (noProxy, isExcepted) => {
    for (const name of ['no_proxy', 'NO_PROXY']) {
      const proxy = readProxy({ HTTPS_PROXY: 'http://a:1', [name]: noProxy }, api);
      expect(proxy === undefined).toBe(isExcepted);
    }
  });

  test.each([
    ['10.0.0.1', 'https://10.0.0.1', true],
    ['10.0.0.1:8443', 'https://10.0.0.1:8443', true],
    ['10.0.0.1:8443', 'https://10.0.0.1', false],
    ['fd00::1', 'https://[fd00::1]', true],
    ['[fd00::1]', 'https://[fd00::1]', true],
    ['[fd00::1]:8443', 'https://[fd00::1]:8443', true],
    ['[fd00::1]:8443', 'https://[fd00::1]', false],
    ['fd00::2', 'https://[fd00::1]', false],
  ])('%s of %s: %s', (noProxy, target, isExcepted) => {
    const proxy = readProxy({ HTTPS_PROXY: 'http://a:1', NO_PROXY: noProxy }, new URL(target));
    expect(proxy === undefined).toBe(isExcepted);
  });

  test('the lower-case name counts first, unless it is empty', () => {
    const read = (no_proxy: string) =>
      readProxy({ HTTPS_PROXY: 'http://a:1', no_proxy, NO_PROXY: 'datadoghq.eu' }, api);
    expect(read('other.example')?.hostname).toBe('a');
    expect(read(' ')).toBeUndefined();
  });

  test('a proxy that is none is not complained of where it is not asked', () => {
    expect(readProxy({ HTTPS_PROXY: 'socks5://a', NO_PROXY: 'datadoghq.eu' }, api)).toBeUndefined();
  });
});
