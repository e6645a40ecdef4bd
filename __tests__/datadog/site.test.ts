import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isLoopback, parseApiUrl, parseSite } from '../../src/datadog/site.ts';
import { anyText } from '../support/text.ts';

const sites: readonly (readonly [parameter: string, webApplication: string])[] = [
  ['datadoghq.com', 'app.datadoghq.com'],
  ['us3.datadoghq.com', 'us3.datadoghq.com'],
  ['us5.datadoghq.com', 'us5.datadoghq.com'],
  ['datadoghq.eu', 'app.datadoghq.eu'],
  ['ap1.datadoghq.com', 'ap1.datadoghq.com'],
  ['ap2.datadoghq.com', 'ap2.datadoghq.com'],
  ['uk1.datadoghq.com', 'uk1.datadoghq.com'],
  ['ddog-gov.com', 'app.ddog-gov.com'],
  ['us2.ddog-gov.com', 'us2.ddog-gov.com'],
];

describe.each(sites)('%s', (name, webApplication) => {
  const expected = {
    name,
    apiUrl: `https://api.${name}`,
    doraPage: `https://${webApplication}/ci/dora`,
    supportsDora: !name.includes('gov'),
  };

  test.each([
    name,
    name.toUpperCase(),
    webApplication,
    `api.${name}`,
    `https://${webApplication}`,
    `https://${webApplication}/`,
    `HTTPS://${webApplication.toUpperCase()}/CI/Dora`,
    `http://${webApplication}/dashboard/abc?from_ts=1#x`,
    `https://api.${name}/`,
  ])('as %s', (text) => {
    expect(parseSite(text)).toEqual(expected);
  });
});

test('a site that is opened after this release has a name of the same shape', () => {
  expect(parseSite('https://ca1.datadoghq.com/')).toEqual({
    name: 'ca1.datadoghq.com',
    apiUrl: 'https://api.ca1.datadoghq.com',
    doraPage: 'https://ca1.datadoghq.com/ci/dora',
    supportsDora: true,
  });
});

test.each([
  'acme.datadoghq.com',
  'https://acme.datadoghq.com/',
  'acme.datadoghq.eu',
  'acme.us5.datadoghq.com',
  'my-org.ddog-gov.com',
])('an organization’s own address hides its site: %s', (text) => {
  expect(parseSite(text)).toEqual({ refused: expect.stringContaining("organization's own address") });
});

test.each([
  ['eu', 'EU is datadoghq.eu'],
  ['EU1', 'EU1 is datadoghq.eu'],
  ['US', 'US is datadoghq.com'],
  ['us1', 'US1 is datadoghq.com'],
  ['us5', 'US5 is us5.datadoghq.com'],
  ['AP2', 'AP2 is ap2.datadoghq.com'],
  ['us1-fed', 'US1-FED is ddog-gov.com'],
  ['us1.datadoghq.com', 'US1 is datadoghq.com'],
  ['https://app.eu1.datadoghq.com/', 'EU1 is datadoghq.eu'],
  ['us5.datadoghq.eu', 'US5 is us5.datadoghq.com'],
])('what people call a site is refused with its parameter: %s', (text, refused) => {
  expect(parseSite(text)).toEqual({ refused });
});

describe('every other host is refused: the key goes to nobody else', () => {
  const plain = String.raw`
    us1 EU1 datadog datadoghq datadoghq.org datadoghq.com.evil.example app.datadoghq.com.evil.example
    https://datadoghq.com.evil.example/ xdatadoghq.com x-datadoghq.com datadoghq.com@evil.example
    https://datadoghq.com@evil.example/ https://app.datadoghq.com:443@evil.example
    https://evil.example/datadoghq.com https://evil.example#.datadoghq.com https://evil.example?.datadoghq.com
    https://evil.example\.datadoghq.com datadoghq.com. .datadoghq.com us5..datadoghq.com us-5.datadoghq.com
    usa1.datadoghq.com us55.datadoghq.com ca1.datadoghq.eu a.b.datadoghq.com app.datadoghq.com:8443
    https://user:pass@app.datadoghq.com ftp://datadoghq.com //datadoghq.com https:/datadoghq.com
    https://https://datadoghq.com datadoghq%2ecom datadoghq.com%2eevil.example datadoghq.com%00.evil.example
    %64atadoghq.com https://datadoghq.com%40evil.example datadoghq.com/ä xn--dtadoghq-4fg.com`;
  test.each([
    ...plain.trim().split(/\s+/),
    '',
    'evil.example\n.datadoghq.com',
    'datadoghq.com\nevil.example',
    'datadoghq.com evil.example',
    // Looks or normalizes like Datadog's: Cyrillic а, full-width letters and dots, the Kelvin sign, hidden marks.
    ...['dаtadoghq.com', 'ｄａｔａｄｏｇｈｑ.com', 'datadoghq。com', 'datadoghq．com', 'us５.datadoghq.com'],
    ...['u\u212a1.datadoghq.com', 'datadoghq\u00ad.com', 'data\u200bdoghq.com', 'datadoghq.com\u0000'],
  ])('%j', (text) => {
    expect(parseSite(text)).toEqual({ refused: expect.any(String) });
  });

  test('any text gives an address of Datadog’s own domains, or is refused', () => {
    const parts = ['datadoghq', 'ddog-gov', '.com', '.eu', '.', '@', '/', ':', '%2e', 'us5', 'evil.example'];
    const almost = fc.array(fc.constantFrom(...parts, 'https://', '\\', '\u212a', '？'), { maxLength: 8 });
    fc.assert(
      fc.property(
        fc.oneof(
          anyText(),
          almost.map((pieces) => pieces.join('')),
        ),
        (text) => {
          const site = parseSite(text);
          const host = 'apiUrl' in site ? new URL(site.apiUrl).host : 'api.datadoghq.com';
          expect(host).toMatch(/^api\.(?:[a-z]{2}\d\.)?(?:datadoghq\.com|datadoghq\.eu|ddog-gov\.com)$/);
        },
      ),
    );
  });
});

describe('the API URL', () => {
  test.each([
    ['https://api.datadoghq.com', 'https://api.datadoghq.com'],
    ['https://relay.example/', 'https://relay.example'],
    ['https://relay.example/datadog/eu/', 'https://relay.example/datadog/eu'],
    ['https://relay.example///', 'https://relay.example'],
    ['HTTPS://Relay.Example/Path', 'https://relay.example/Path'],
    ['https://relay.example:8443/a', 'https://relay.example:8443/a'],
    ['https://[2001:db8::1]:8443', 'https://[2001:db8::1]:8443'],
    ['http://localhost:8126', 'http://localhost:8126'],
    ['http://127.0.0.1:8126/prefix', 'http://127.0.0.1:8126/prefix'],
    ['http://127.255.255.254', 'http://127.255.255.254'],
    ['http://[::1]:8126', 'http://[::1]:8126'],
    ['http://[0:0:0:0:0:0:0:1]:8126', 'http://[::1]:8126'],
    // Other spellings of 127.0.0.1.
    ['http://127.1', 'http://127.0.0.1'],
    ['http://0x7f.0.0.1', 'http://127.0.0.1'],
    ['http://2130706433', 'http://127.0.0.1'],
  ])('%s', (text, expected) => {
    expect(parseApiUrl(text)).toBe(expected);
  });

  const refused = String.raw`
    api.datadoghq.com http://api.datadoghq.com http://relay.example http://localhost.evil.example
    http://127.0.0.1.evil.example http://127.evil.example http://128.0.0.1 http://0.0.0.0 http://[::]
    http://[::ffff:192.0.2.1] http://localhost@evil.example http://127.0.0.1:80@evil.example
    http://127.0.0.1\@evil.example https://user:password@relay.example https://user@relay.example
    https://@relay.example https://user%40relay.example https://relay.example?x=1 https://relay.example/?
    https://relay.example/#x https://relay.example:99999 https:// https:relay.example https:/relay.example
    https:\\relay.example ftp://relay.example file:///etc/passwd javascript:alert(1)`;
  test.each([
    ...refused.trim().split(/\s+/),
    '',
    'https://relay.example/a b',
    'https://relay.example\nhttps://evil.example',
  ])('refused: %j', (text) => {
    expect(parseApiUrl(text)).toBeUndefined();
  });

  test('any text gives HTTPS or loopback without credentials, query and fragment, or is refused', () => {
    const parts = 'http:// https:// localhost 127.0.0.1 [::1] evil.example @ : / ? # %40 \\ a'.split(' ');
    const almost = fc.array(fc.constantFrom(...parts), { maxLength: 8 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.oneof(anyText(), fc.webUrl(), almost), (text) => {
        const url = URL.parse(parseApiUrl(text) ?? 'https://api.datadoghq.com');
        expect(url).toMatchObject({ username: '', password: '', search: '', hash: '' });
        expect(url?.protocol === 'https:' || isLoopback(url?.hostname ?? '')).toBe(true);
      }),
    );
  });
});
