import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  MOST_SERVICES,
  parseChangeFailure,
  parseDeployed,
  parseServices,
  parseTags,
  parseVersion,
} from '../../src/deployment/values.ts';
import type { Parsed, Refusal } from '../../src/inputs/table.ts';

const KIB = 1024;

function valueIn<Value>(parsed: Parsed<Value> | Refusal): Value | undefined {
  return 'refused' in parsed ? undefined : parsed.value;
}

function warningsIn(parsed: Parsed<unknown> | Refusal): readonly string[] {
  return 'refused' in parsed ? [] : (parsed.warnings ?? []);
}

describe('services', () => {
  test.each([
    ['shopist', ['shopist']],
    ['web\napi\r\nworker\rcron', ['web', 'api', 'worker', 'cron']],
    [' web , \n\n api,, ', ['web', 'api']],
    ['web,api,web', ['web', 'api']],
    // What dorny/paths-filter, Nx and toJSON() put out.
    ['["web","api","web"]', ['web', 'api']],
    ['["web", " api ", ""]', ['web', 'api']],
    // Nothing is deployed.
    ['[]', []],
    ['[\n]', []],
  ])('%j', (text, value) => {
    expect(parseServices(text)).toEqual({ value, warnings: [] });
  });

  test.each([
    ['[""]', 'a JSON array of names that are not all empty'],
    ['[" ", "\\n"]', 'a JSON array of names that are not all empty'],
    [',', ''],
    [' \n , ', ''],
  ])('names that are all empty are a mistake, not "nothing is deployed": %j', (text, refused) => {
    expect(parseServices(text)).toEqual({ refused });
  });

  test.each(['[', '[web]', "['web']", '[1]', '["web", null]', '[{"name":"web"}]'])(
    'a text that begins with "[" and is no array of strings is refused, and the likely mistake named: %j',
    (text) => {
      expect(parseServices(text)).toEqual({
        refused: expect.stringMatching(/JSON array of strings.*"changes" of dorny\/paths-filter/),
      });
    },
  );

  test.each(['{"cart":"true","checkout":"false"}', '{', '{}', '{"web"}'])(
    'an object is refused, and the array named: %j',
    (text) => {
      expect(parseServices(text)).toEqual({
        refused: expect.stringMatching(/not a JSON object.*"changes" of dorny\/paths-filter.*array/),
      });
    },
  );

  test.each(['shopist', 'shopist-web_2.eu', 'team:shopist/web', 'größe', '日本語', 'Shopist', '1'])(
    '%s is a name as Datadog has them',
    (service) => {
      expect(parseServices(service)).toEqual({ value: [service], warnings: [] });
    },
  );

  test.each([
    ['web (eu)', 'Did you mean "web_eu"?'],
    ['a"b', 'Did you mean "a_b"?'],
    ['web!', 'Did you mean "web"?'],
    ['$web', 'Did you mean "web"?'],
    ['größe&co', 'Did you mean "größe_co"?'],
    // Where a blank, a semicolon or a bar is between names, several may be meant.
    ['my service', 'Did you mean several services, "my", "service"?'],
    ['a b c', 'Did you mean several services, "a", "b", "c"?'],
    ['a;b', 'Did you mean several services, "a", "b"?'],
    ['a | b', 'Did you mean several services, "a", "b"?'],
    ['a b!', 'Did you mean "a_b"?'],
  ])(
    '%s has odd characters: a warning asks what is meant, and it is sent as written',
    (service, question) => {
      const parsed = parseServices(service);
      expect(valueIn(parsed)).toEqual([service]);
      const advice = question.includes('several') ? ' Put each service on its own line.' : '';
      expect(warningsIn(parsed)).toEqual([
        `"${service}" has characters that Datadog service names do not have. Expected: letters, digits and _ - : . /. ${question}${advice} The event is sent with the name as written.`,
      ]);
    },
  );

  test('nothing is asked if nothing is left of a name', () => {
    const [warning] = warningsIn(parseServices('!'));
    expect(warning).toContain('"!" has characters');
    expect(warning).not.toContain('?');
  });

  test('of several, one warning names the odd ones', () => {
    const [warning, ...others] = warningsIn(parseServices('web!\ncron\napi?'));
    expect(others).toEqual([]);
    expect(warning).toContain('"web!", "api?" have characters');
    expect(warning).toContain('Did you mean "web", "api"?');
  });

  test.each(['- web\n- api', '"web"', "'web'"])(
    'another notation has the warning of a list alone: %j',
    (text) => {
      const parsed = parseServices(text);
      expect(valueIn(parsed)).toEqual(text.split('\n'));
      expect(warningsIn(parsed)).toEqual([expect.stringMatching(/used as written.*Did you mean "web"/)]);
    },
  );

  test('a thousand, and not one more', () => {
    const names = (count: number) => Array.from({ length: count }, (_, index) => `service-${index}`);
    expect(MOST_SERVICES).toBe(1000);
    expect(valueIn(parseServices(names(1000).join('\n')))).toHaveLength(1000);
    expect(valueIn(parseServices(JSON.stringify(names(1000))))).toHaveLength(1000);
    expect(parseServices(names(1001).join('\n'))).toEqual({
      refused: expect.stringContaining('at most 1000 service names'),
    });
  });

  test('any that are accepted leave an output of 100 KiB at most', () => {
    const piece = fc.constantFrom('"', '\\', 'é', '日', '🚀', 'a', '\u0001', '\u2028');
    const lists = fc.tuple(
      fc.integer({ min: 1, max: 1000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      piece,
    );
    fc.assert(
      fc.property(lists, ([count, part, unit]) => {
        // As long as the input may be, or shorter.
        const repeats = Math.floor((part * (32 * KIB)) / count / Buffer.byteLength(unit));
        const text = Array.from({ length: count }, (_, index) => index + unit.repeat(repeats)).join(',');
        const services = valueIn(parseServices(text)) ?? [];
        const id = services.length === 1 ? 'x'.repeat(128) : crypto.randomUUID();
        const output = JSON.stringify(Object.fromEntries(services.map((name) => [name, id])));
        expect(Buffer.byteLength(output)).toBeLessThanOrEqual(100 * KIB);
      }),
      { numRuns: 50 },
    );
    // The bytes of the input are within its bound, those of the output are not.
    expect(parseServices('\u0001'.repeat(20_000))).toEqual({ refused: expect.stringContaining('100 KiB') });
  });
});

describe('tags', () => {
  test.each([
    ['a:b', ['a:b']],
    ['a:b,c:d\ne:f', ['a:b', 'c:d', 'e:f']],
    ['["a:b","c:d, e"]', ['a:b', 'c:d, e']],
    ['a:b, a:b', ['a:b']],
    ['docs:https://example.com/x', ['docs:https://example.com/x']],
    ['a:b:c', ['a:b:c']],
    ['[]', []],
    // A blank before what does not look like another tag.
    ['docs:see https://example.com', ['docs:see https://example.com']],
    ['at:2026-01-31 12:30', ['at:2026-01-31 12:30']],
    ['title:a: b', ['title:a: b']],
    ['note:see below: all', ['note:see below: all']],
  ])('%j', (text, value) => {
    expect(parseTags(text)).toEqual({ value, warnings: [] });
  });

  test.each(['a', 'a:', ':b', ':', 'a b', '{"a":1}'.slice(0, 3)])(
    '%j is not key:value: it is left out and quoted',
    (tag) => {
      const parsed = parseTags(`x:y\n${tag}`);
      expect(valueIn(parsed)).toEqual(['x:y']);
      expect(warningsIn(parsed)).toEqual([
        expect.stringMatching(/ is not of the form key:value\. The event is sent without it\.$/),
      ]);
      expect(warningsIn(parsed)[0]).toContain(`"${tag}"`);
    },
  );

  test('of those that are left out ten are quoted, and the others counted', () => {
    const [warning] = warningsIn(parseTags(Array.from({ length: 13 }, (_, i) => `t${i}`).join()));
    expect(warning).toMatch(/^"t0", .*"t9" and 3 more are not of the form/);
  });

  test.each(['team:web region:eu', 'a:b c:d e:f', 'a:b\tc:d', 'a:x y:1'])(
    '%j may be several: a warning asks, and it is sent as written',
    (tag) => {
      expect(parseTags(tag)).toEqual({
        value: [tag],
        warnings: [`"${tag}" is sent as one tag. Did you mean several? Put each tag on its own line.`],
      });
    },
  );

  test('several that may be several are one warning', () => {
    expect(parseTags('a:b c:d, e:f g:h')).toEqual({
      value: ['a:b c:d', 'e:f g:h'],
      warnings: [
        '"a:b c:d", "e:f g:h" are sent as one tag each. Did you mean several? Put each tag on its own line.',
      ],
    });
  });

  test.each(['- a:b', '"a:b"', "'a:b'"])(
    'another notation is sent as written, with the warning of a list: %j',
    (tag) => {
      expect(parseTags(tag)).toEqual({
        value: [tag],
        warnings: [`"${tag}" is used as written, with the dash or the quotes. Did you mean "a:b"?`],
      });
    },
  );

  test.each(['[', '[a:b]', '["a:b",1]'])('refused: %j', (text) => {
    expect(parseTags(text)).toEqual({ refused: expect.stringContaining('JSON array of strings') });
  });

  test('any that are accepted are key:value, and the others are quoted', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[ab: /-]{0,6}$/), { maxLength: 8 }), (entries) => {
        const parsed = parseTags(entries.join('\n'));
        for (const tag of valueIn(parsed) ?? []) {
          expect(tag).toMatch(/^[^:]+:./);
          expect(entries.map((entry) => entry.trim())).toContain(tag);
        }
        const lost = entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
        for (const entry of lost.filter((each) => !valueIn(parsed)?.includes(each))) {
          expect(warningsIn(parsed).join()).toContain(`"${entry}"`);
        }
      }),
    );
  });
});

describe('a version', () => {
  test.each(['v1.2.3', '1.1', '12e4567', '"größe" 日本', 'infinity', 'NaNo', '-1'])('%j', (text) => {
    expect(parseVersion(text)).toEqual({ value: text });
  });

  test.each(['Infinity', '-Infinity', '+Infinity', 'NaN'])(
    '%s is a number that YAML read: a warning, and it is sent as it is',
    (text) => {
      expect(parseVersion(text)).toEqual({
        value: text,
        warnings: [
          `it is "${text}", because YAML read the version as a number. It is sent as it is. Quote literal versions: version: '12e4567'.`,
        ],
      });
    },
  );

  test('is one line', () => {
    expect(parseVersion('a\nb')).toEqual({ refused: '' });
  });
});

/** Each word, in lower and in upper case and as people write it. */
function inAnyCase(words: readonly string[]): readonly string[] {
  return words.flatMap((word) => [
    word,
    word.toUpperCase(),
    `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
  ]);
}

describe('whether the deployment happened', () => {
  test.each(inAnyCase(['success', 'succeeded', 'true', 'yes']))('%s: yes', (text) => {
    expect(parseDeployed(text)).toEqual({ value: 'yes' });
  });

  test.each(
    inAnyCase([
      ...['failure', 'failed', 'error', 'cancelled', 'canceled', 'skipped', 'timed_out', 'startup_failure'],
      ...['action_required', 'inactive', 'false', 'no'],
    ]),
  )('%s: no', (text) => {
    expect(parseDeployed(text)).toEqual({ value: 'no' });
  });

  test.each(inAnyCase(['job']))('%s: as the job', (text) => {
    expect(parseDeployed(text)).toEqual({ value: 'as the job' });
  });

  test.each(['1', 'Degraded', 'in_progress', 'neutral', 'success failure', 'y', 'queued', '${{ x }}', ' '])(
    '%j is a word that nobody knows',
    (text) => {
      expect(parseDeployed(text)).toEqual({ value: { unknown: text } });
    },
  );
});

describe('whether it is a change failure', () => {
  test.each([
    ...inAnyCase(['true', 'yes', 'failure', 'failed', 'error', 'timed_out']).map((text) => [text, 'yes']),
    ...inAnyCase(['false', 'no', 'success', 'succeeded', 'skipped']).map((text) => [text, 'no']),
    ...inAnyCase(['cancelled', 'canceled']).map((text) => [text, 'nobody knows']),
  ])('%s: %s', (text, value) => {
    expect(parseChangeFailure(text)).toEqual({ value });
  });

  test.each(['1', 'Degraded', 'job', 'neutral', 'true false', 'inactive'])('refused: %j', (text) => {
    expect(parseChangeFailure(text)).toEqual({ refused: '' });
  });
});
