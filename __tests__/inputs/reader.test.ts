import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { conflict } from '../../src/inputs/one-text.ts';
import { LONGEST_OBJECT } from '../../src/inputs/per-service.ts';
import { readInputs } from '../../src/inputs/reader.ts';
import { type Input, type Reading, readingFor, type Table, valueOr } from '../../src/inputs/table.ts';
import { KEY, type ReadOptions, show, sourcesOf } from '../support/reader.ts';
import { anyText } from '../support/text.ts';

/** Refuses a text that begins with "bad", and warns of one that begins with "odd". */
const loud = {
  settled: 'post',
  parse: (text) =>
    text.startsWith('bad')
      ? { refused: '' }
      : { value: text.toUpperCase(), ...(text.startsWith('odd') ? { warnings: [`${text} is odd.`] } : {}) },
  expected: 'a good text',
  consequence: 'Nothing follows.',
} as const satisfies Input<string>;

/** The same entry with more, as an input that takes anything. */
function entryOf(more: Partial<Input<string>> = {}): Input<string> {
  return { ...loud, ...more };
}

/** What a stage reads of one input called `name`. */
function read(text: string, entry: Input<string> = loud, options: ReadOptions = {}) {
  const stages = options.main === undefined ? (['main', 'post'] as const) : (['post', 'post only'] as const);
  const table: Table = { name: entry };
  const { values, ...rest } = readInputs(table, stages, sourcesOf({ name: text }, options));
  const said = values['name'] ?? { common: { state: 'absent' }, byService: undefined };
  return { ...rest, said, common: said.common, messages: rest.problems.map(({ message }) => message) };
}

const given = (value: unknown, source = 'input'): Reading<unknown> => ({ state: 'given', value, source });
const ABSENT = { state: 'absent' };
const EMPTY = { state: 'empty' };
const REFUSED = { state: 'refused' };

describe('the order: the input, the variables, the default', () => {
  const variables = ['FIRST', 'SECOND'];

  test.each([
    ['a', { FIRST: 'b', SECOND: 'c' }, 'a', 'input'],
    ['', { FIRST: 'b', SECOND: 'c' }, 'b', 'FIRST'],
    ['  ', { FIRST: '', SECOND: ' c\n' }, 'c', 'SECOND'],
    ['', {}, 'd', 'default'],
    // The runner hands over the defaults of action.yml as if the workflow set them.
    ['d', { FIRST: 'b' }, 'd', 'default'],
  ])('%j, %j', (text, environment, value, source) => {
    const result = read(text, entryOf({ variables, default: 'd' }), { environment });
    expect(result).toMatchObject({ common: given(value.toUpperCase(), source), problems: [] });
    expect(result.facts).toEqual([`name: ${value} (${source})`]);
  });

  test('without a default, none is absent, which is no fault and no fact', () => {
    expect(read(' ', entryOf({ variables }))).toMatchObject({ common: ABSENT, problems: [], facts: [] });
  });

  test('the log says of some that they are not set', () => {
    expect(read('', entryOf({ tellsAbsent: true })).facts).toEqual(['name: not set']);
    expect(read('x', entryOf({ tellsAbsent: true })).facts).toEqual(['name: x (input)']);
  });

  test('a required one that is not set is a fault that says what is expected and what follows', () => {
    const result = read('', entryOf({ level: 'error', missing: 'Nothing is sent.' }));
    expect(result.common).toEqual(ABSENT);
    expect(result.problems).toEqual([
      {
        level: 'error',
        input: 'name',
        message: 'Input "name" is not set. Expected: a good text. Nothing is sent.',
      },
    ]);
  });
});

describe('an empty text', () => {
  const tells = entryOf({ tellsEmpty: true, default: 'd' });

  test('is told apart from the default by an input that has a word for it', () => {
    expect(read('', tells)).toMatchObject({ common: EMPTY, problems: [], facts: [] });
    expect(read(' \n', tells).common).toEqual(EMPTY);
    expect(read('d', tells).common).toEqual(given('D', 'default'));
  });

  test('is none of an input that the runner does not pass at all', () => {
    const table: Table = { name: tells };
    const sources = { ...sourcesOf({}), isPassed: () => false };
    const { values } = readInputs(table, ['main', 'post', 'post only'], sources);
    expect(values['name']?.common).toEqual(given('D', 'default'));
  });

  test('in main, it is none if post reads a text, and the other way round', () => {
    expect(read('x', tells, { main: { name: '' } }).common).toEqual(given('X'));
    expect(read('', tells, { main: { name: 'x' } }).common).toEqual(given('X', 'input, as main read it'));
    expect(read('', tells, { main: { name: '' } }).common).toEqual(EMPTY);
  });
});

describe('a text that is refused', () => {
  test('is told with all that it takes to mend it, and is no fact', () => {
    expect(read('bad one')).toMatchObject({
      common: REFUSED,
      facts: [],
      problems: [
        {
          level: 'warning',
          input: 'name',
          message: 'Input "name" is invalid: "bad one". Expected: a good text. Nothing follows.',
        },
      ],
    });
  });

  test('with a warning, it gives way to the default, which is then the fact', () => {
    const { common, facts, problems } = read('bad', entryOf({ default: 'd' }));
    expect(common).toEqual(given('D', 'default'));
    expect(facts).toEqual(['name: d (default)']);
    expect(problems).toMatchObject([{ level: 'warning', input: 'name' }]);
  });

  test.each([
    ['an error', entryOf({ default: 'd', level: 'error' })],
    ['an input whose default is a word of its own', entryOf({ default: 'd', tellsEmpty: true })],
  ])('but not to that of %s', (_what, entry) => {
    expect(read('bad', entry)).toMatchObject({ common: REFUSED, facts: [], problems: [{ input: 'name' }] });
  });

  test('does not give way to a variable, nor to what main read', () => {
    const options = { main: { name: 'good' }, environment: { FIRST: 'good' } };
    expect(read('bad', entryOf({ variables: ['FIRST'] }), options).common).toEqual(REFUSED);
  });

  test('can be refused in words of its own', () => {
    const { messages } = read('x', entryOf({ parse: () => ({ refused: 'something else' }), level: 'error' }));
    expect(messages).toEqual(['Input "name" is invalid: "x". Expected: something else. Nothing follows.']);
  });

  test('is cut', () => {
    expect(read(`bad${'x'.repeat(1000)}`).messages[0]).toContain(`"bad${'x'.repeat(297)}…"`);
  });

  test('of a variable is refused like one of the input', () => {
    expect(read('', entryOf({ variables: ['FIRST'] }), { environment: { FIRST: 'bad' } })).toMatchObject({
      common: REFUSED,
      problems: [{ input: 'name' }],
    });
  });
});

test('what is odd about a text is a warning, and the text is used', () => {
  expect(read('odd one', entryOf({ level: 'error' }))).toMatchObject({
    common: given('ODD ONE'),
    problems: [{ level: 'warning', input: 'name', message: 'Input "name": odd one is odd.' }],
    facts: ['name: odd one (input)'],
  });
});

describe('the facts', () => {
  test('show what the entry wants to show', () => {
    expect(read('x', entryOf({ show: (value) => `<${value}>` })).facts).toEqual(['name: <X> (input)']);
    expect(read('x', entryOf({ show: () => '' })).facts).toEqual([]);
  });

  test('show lines side by side, and cut a long text', () => {
    expect(read('web\n  api\r\n\ncron').facts).toEqual(['name: web, api, cron (input)']);
    expect(read('v'.repeat(1000)).facts).toEqual([`name: ${'v'.repeat(300)}… (input)`]);
  });

  test('of both logs are those that their entries mark', () => {
    const table = { a: entryOf({ inBothLogs: true }), b: entryOf() };
    const { facts, factsForPost } = readInputs(table, ['post'], sourcesOf({ a: 'x', b: 'y' }));
    expect(facts).toEqual(['a: x (input)', 'b: y (input)']);
    expect(factsForPost).toEqual(['a: x (input)']);
  });

  test('have no secret of a URL', () => {
    const clean = (text: string) => text.replace('secret', '');
    expect(read('a secret b', entryOf({ clean })).facts).toEqual(['name: a  b (input)']);
    expect(read('bad secret b', entryOf({ clean })).messages[0]).toContain('"bad  b"');
  });
});

describe('bounds are in UTF-8 bytes', () => {
  test.each([
    ['8 KiB', 'x'.repeat(8192), undefined, true],
    ['a byte more', 'x'.repeat(8193), undefined, false],
    ['8 KiB of two bytes each', 'é'.repeat(4096), undefined, true],
    ['two bytes more', 'é'.repeat(4097), undefined, false],
    ['8 KiB of four bytes each', '🚀'.repeat(2048), undefined, true],
    ['four bytes more', '🚀'.repeat(2049), undefined, false],
    ['another bound', 'x'.repeat(32768), 32768, true],
    ['a byte more than it', 'x'.repeat(32769), 32768, false],
  ])('%s', (_what, text, most, isAccepted) => {
    let isParsed = false;
    const parse = (whole: string) => {
      isParsed = true;
      return { value: whole };
    };
    const result = read(text, entryOf({ parse, ...(most === undefined ? {} : { most }) }));
    expect([result.common.state, isParsed]).toEqual(isAccepted ? ['given', true] : ['refused', false]);
    expect(result.messages).toEqual(
      isAccepted
        ? []
        : [expect.stringContaining(`Expected: a good text; at most ${(most ?? 8192) / 1024} KiB.`)],
    );
  });
});

describe('a key in an input', () => {
  test.each(['', 'x'])('is refused and not shown: %jkey', (before) => {
    const result = read(before + KEY);
    expect(result).toMatchObject({ common: REFUSED, problems: [{ input: 'name' }] });
    expect(result.messages[0]).toContain('is invalid (its value is not shown). Expected: a value without');
    expect(show(result)).not.toContain(KEY);
  });

  test('gives way to the default', () => {
    expect(read(KEY, entryOf({ default: 'd' })).common).toEqual(given('D', 'default'));
  });

  test('in a variable, too', () => {
    const result = read('', entryOf({ variables: ['FIRST'] }), { environment: { FIRST: KEY } });
    expect(result.common).toEqual(REFUSED);
    expect(show(result)).not.toContain(KEY);
  });

  test('is not told as a difference either', () => {
    expect(read(`x${KEY}`, loud, { main: { name: 'y' } }).differences).toEqual([
      expect.stringMatching(/main read "y", post reads "x\*\*\*"/),
    ]);
  });

  test('leaves no rest if the text is cut', () => {
    const result = read(`${'v'.repeat(292)}${KEY}`, entryOf({ show: () => `${'v'.repeat(292)}${KEY}` }), {
      keys: [],
    });
    expect(show(result)).toContain(KEY.slice(0, 8));
    for (const text of [`${'v'.repeat(292)}${KEY}`, `{"web":"${'v'.repeat(280)}${KEY}"}`]) {
      expect(show(read(text, loud, { services: ['web'] }))).not.toContain(KEY.slice(0, 8));
      expect(show(read(text, loud, { main: { name: 'y' } }))).not.toContain(KEY.slice(0, 8));
    }
  });
});

describe('two stages', () => {
  const readTwice = (post: string, main: string, more: Partial<ReadOptions> = {}, entry = entryOf()) => {
    const result = read(
      post,
      { ...entry, variables: ['FIRST'] },
      { main: { name: main }, environment: { FIRST: 'v' }, ...more },
    );
    const { common } = result;
    return [common.state === 'given' ? [common.value, common.source] : common.state, result.differences];
  };

  test.each([
    ['new', '', ['NEW', 'input'], []],
    ['', 'old', ['OLD', 'input, as main read it'], []],
    ['same', 'same', ['SAME', 'input'], []],
    [' same\n', 'same', ['SAME', 'input'], []],
    ['', '', ['V', 'FIRST'], []],
    [
      'new',
      'old',
      ['NEW', 'input'],
      [expect.stringMatching(/main read "old", post reads "new"; "new" is used/)],
    ],
  ])('post reads %j, main read %j', (post, main, value, differences) => {
    expect(readTwice(post, main)).toEqual([value, differences]);
  });

  test('a long value is cut in what is told of them', () => {
    const [, [difference = '']] = [0, read('n'.repeat(1000), loud, { main: { name: 'old' } }).differences];
    expect(difference).toContain(`post reads "${'n'.repeat(300)}…"`);
  });

  test('main’s counts first if post’s are foreign', () => {
    const isForeign = true;
    expect(readTwice('new', 'old', { isForeign })).toEqual([
      ['OLD', 'input, as main read it'],
      [expect.stringMatching(/main read "old", post reads "new"; "old" is used/)],
    ]);
    expect(readTwice('new', '', { isForeign })).toEqual([['NEW', 'input'], []]);
  });

  test('an input of post only does not ask main, and a foreign one says nothing', () => {
    const entry = entryOf({ settled: 'post only', default: 'd' });
    expect(readTwice('', 'old', {}, entry)).toEqual([['V', 'FIRST'], []]);
    expect(readTwice('new', 'old', {}, entry)).toEqual([['NEW', 'input'], []]);
    expect(readTwice('new', 'old', { isForeign: true }, entry)).toEqual(['absent', []]);
    expect(readTwice('bad', 'old', { isForeign: true }, entry)).toEqual(['absent', []]);
  });

  test('a secret of a URL, which main has taken out, is no difference', () => {
    const clean = (text: string) => text.replace('secret', '');
    expect(readTwice('a secret', 'a ', {}, entryOf({ clean }))).toEqual([['A SECRET', 'input'], []]);
  });

  test('each stage reads what it settles', () => {
    const table = {
      a: { ...loud, settled: 'main' },
      b: { ...loud, settled: 'post' },
      c: { ...loud, settled: 'post only' },
    } as const;
    const sources = sourcesOf({ a: 'bad', b: 'bad', c: 'bad' });
    expect(Object.keys(readInputs(table, ['main'], sources).values)).toEqual(['a']);
    const { values, problems } = readInputs(table, ['post', 'post only'], sources);
    expect([Object.keys(values), problems.map(({ input }) => input)]).toEqual([
      ['b', 'c'],
      ['b', 'c'],
    ]);
  });
});

describe('a value per service', () => {
  const services = ['cart', 'pay'];
  const readObject = (
    value: unknown,
    more: Partial<Input<string>> = {},
    options: Partial<ReadOptions> = {},
  ) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const result = read(text, entryOf(more), { services, ...options });
    const readings = services.map((service) => readingFor(result.said, service));
    return { ...result, readings };
  };

  test('is what the object says of each', () => {
    const { readings, problems, facts } = readObject({ cart: '2.1', pay: ' a ' });
    expect(readings).toEqual([given('2.1'), given('A')]);
    expect(problems).toEqual([]);
    expect(facts).toEqual(['name: cart: 2.1, pay: a (input)']);
  });

  test('one that is left out, or empty, counts as not set: the variable or the default, not main’s', () => {
    const [absent, byVariable] = [ABSENT, given('V', 'FIRST')];
    const variables = ['FIRST'];
    for (const value of [{ cart: 'a' }, { cart: 'a', pay: '' }, { cart: 'a', pay: ' ' }]) {
      expect(readObject(value).readings).toEqual([given('A'), absent]);
      expect(readObject(value, { variables }, { environment: { FIRST: 'v' } }).readings[1]).toEqual(
        byVariable,
      );
      expect(readObject(value, { default: 'd' }).readings[1]).toEqual(given('D', 'default'));
      expect(readObject(value, {}, { main: { name: 'old' } }).readings[1]).toEqual(absent);
    }
  });

  test('an input that tells an empty text tells it of one service, too, and not of one that is left out', () => {
    const more = { tellsEmpty: true, default: 'd' };
    expect(readObject({ cart: '' }, more).readings).toEqual([EMPTY, given('D', 'default')]);
  });

  test('an empty object leaves all services out', () => {
    expect(readObject({})).toMatchObject({ readings: [ABSENT, ABSENT], problems: [], facts: [] });
  });

  test('that main read is used if post reads nothing', () => {
    const main = { name: '{"cart":"a"}' };
    expect(readObject('', {}, { main }).readings).toEqual([given('A', 'input, as main read it'), ABSENT]);
  });

  test('a name of no service is one warning', () => {
    const { readings, messages, problems } = readObject({ cart: 'a', Pay: 'b', web: 'bad' });
    expect(readings).toEqual([given('A'), ABSENT]);
    expect(problems.map(({ level }) => level)).toEqual(['warning']);
    expect(messages).toEqual([
      expect.stringMatching(/^Input "name": "Pay", "web" are ignored: .*\(cart, pay\)\.$/),
    ]);
  });

  test('one that is invalid concerns its own service', () => {
    const { readings, messages, problems } = readObject({ cart: 'bad', pay: 'b' }, { level: 'error' });
    expect(readings).toEqual([REFUSED, given('B')]);
    expect(problems.map(({ level }) => level)).toEqual(['error']);
    expect(messages).toEqual([
      'Input "name" is invalid for cart ("bad"). Expected: a good text. Nothing follows.',
    ]);
  });

  test('several that are invalid are one problem', () => {
    expect(readObject({ cart: 'bad', pay: 'bad too' }).messages).toEqual([
      'Input "name" is invalid for cart ("bad"), pay ("bad too"). Expected: a good text. Nothing follows.',
    ]);
  });

  test('a default does not stand in for one that is invalid', () => {
    expect(readObject({ cart: 'bad' }, { default: 'd' }).readings).toEqual([REFUSED, given('D', 'default')]);
  });

  test('is a string, unless the input takes more', () => {
    const values = [1, null, true, ['a', 'b'], { a: 'b' }];
    const stateOf = (value: unknown, alsoTakes?: 'arrays' | 'booleans') =>
      readObject({ cart: value }, alsoTakes === undefined ? {} : { alsoTakes }).readings[0];
    expect(values.map((value) => stateOf(value))).toEqual(values.map(() => REFUSED));
    expect(values.map((value) => stateOf(value, 'booleans'))).toEqual([
      REFUSED,
      REFUSED,
      given('TRUE'),
      REFUSED,
      REFUSED,
    ]);
    expect(values.map((value) => stateOf(value, 'arrays'))).toEqual([
      REFUSED,
      REFUSED,
      REFUSED,
      given('["A","B"]'),
      REFUSED,
    ]);
    expect(readObject({ cart: 1 }).messages).toEqual([
      'Input "name" is invalid for cart ("1"). Expected: a good text; as a string. Nothing follows.',
    ]);
  });

  test.each(['{', '{}x', '{web:"a"}', "{'web':'a'}", '{"web":"a",}', '{{ x }}'])(
    'another text that begins with "{" is refused: %s',
    (text) => {
      const { readings, problems, messages } = readObject(text);
      expect(readings).toEqual([REFUSED, REFUSED]);
      expect(problems.map(({ level }) => level)).toEqual(['warning']);
      expect(messages).toEqual([
        expect.stringContaining(
          `is invalid: "${text}". Expected: a good text; or a JSON object with a value per`,
        ),
      ]);
    },
  );

  test('may be in a variable', () => {
    const { readings, facts } = readObject(
      '',
      { variables: ['FIRST'], default: 'd' },
      { environment: { FIRST: '{"cart":"a"}' } },
    );
    expect(readings).toEqual([given('A', 'FIRST'), given('D', 'default')]);
    expect(facts).toEqual(['name: cart: a (FIRST); others: d (default)']);
  });

  test('leaves a service without one: the log says what applies to it, once and with its own source', () => {
    const facts = (text: string) => readObject(text, { tellsAbsent: true }).facts;
    expect(facts('{"cart":"a"}')).toEqual(['name: cart: a (input); others: not set']);
    expect(facts('{"crat":"a"}')).toEqual(['name: not set']);
    expect(facts('{"cart":"a","pay":"b"}')).toEqual(['name: cart: a, pay: b (input)']);
  });

  test('is none of an input that main settles: one value is for all services', () => {
    const text = '{"cart":"a"}';
    expect(read(text, entryOf({ settled: 'main' }), { services }).common).toEqual(given('{"CART":"A"}'));
  });

  test('may be for a service of any name', () => {
    const names = ['__proto__', 'constructor', 'toString', '', 'größe "1"'];
    const text = `{${names.map((name, i) => `${JSON.stringify(name)}:"v${i}"`).join()}}`;
    const { said, problems } = read(text, loud, { services: names });
    expect(names.map((name) => readingFor(said, name))).toEqual(names.map((_, i) => given(`V${i}`)));
    expect(problems).toEqual([]);
    const { said: none } = read('{}', loud, { services: names });
    expect(names.map((name) => readingFor(none, name))).toEqual(names.map(() => ABSENT));
  });

  test('a name of Object.prototype is no service', () => {
    const { messages } = readObject('{"__proto__":"a","constructor":"b"}');
    expect(messages).toEqual([expect.stringContaining('"__proto__", "constructor"')]);
  });

  test('tells each service’s parser that it reads for one', () => {
    const read: boolean[] = [];
    readObject(
      { cart: 'a' },
      {
        default: 'd',
        parse: (text, { isForOneService }) => {
          read.push(isForOneService);
          return { value: text };
        },
      },
    );
    expect(read).toEqual([true, false]);
  });

  test('has the input’s bound, and the object 100 KiB, in bytes', () => {
    expect(readObject({ cart: 'é'.repeat(4096) }).readings[0]?.state).toBe('given');
    expect(readObject({ cart: 'é'.repeat(4097), pay: 'a' }).readings).toEqual([REFUSED, given('A')]);
    const object = (bytes: number) => {
      const whole = JSON.stringify({ cart: 'a', é: '' });
      return whole.replace('""', `"${'x'.repeat(bytes - Buffer.byteLength(whole))}"`);
    };
    expect(readObject(object(LONGEST_OBJECT)).readings[0]).toEqual(given('A'));
    const tooLong = readObject(object(LONGEST_OBJECT + 1));
    expect(tooLong.readings).toEqual([REFUSED, REFUSED]);
    expect(tooLong.messages).toEqual([expect.stringContaining('at most 100 KiB')]);
  });

  test('of a thousand services is read, and its messages stay short', () => {
    const many = Array.from({ length: 1000 }, (_, i) => `service-${i}`);
    const object = (value: (i: number) => string) =>
      JSON.stringify(Object.fromEntries(many.map((name, i) => [name, value(i)])));
    const good = read(
      object((i) => `v${i}`),
      loud,
      { services: many },
    );
    expect(many.map((name) => readingFor(good.said, name))).toEqual(many.map((_, i) => given(`V${i}`)));
    expect(good.facts.join().length).toBeLessThan(400);
    for (const result of [
      read(
        object((i) => `bad ${i}`),
        loud,
        { services: many },
      ),
      read(
        object((i) => `odd ${i}`),
        loud,
        { services: many },
      ),
      read(
        object((i) => `v${i}`),
        loud,
        { services: ['web'] },
      ),
    ]) {
      expect(result.problems.length).toBeLessThanOrEqual(10);
      expect(result.messages.every((message) => message.length < 4000)).toBe(true);
    }
    expect(
      read(
        object((i) => `bad ${i}`),
        loud,
        { services: many },
      ).messages[0],
    ).toContain('and 990 more');
  });

  test('what is odd about some is told once each', () => {
    expect(readObject({ cart: 'odd', pay: 'odd' }).messages).toEqual(['Input "name": odd is odd.']);
  });

  test('with a key in it is refused for that service and not shown', () => {
    const result = readObject({ cart: `x${KEY}`, pay: 'b' });
    expect(result.readings).toEqual([REFUSED, given('B')]);
    expect(result.messages).toEqual([
      'Input "name" is invalid for cart. Expected: a value without a Datadog key in it. Nothing follows.',
    ]);
    expect(show(result)).not.toContain(KEY);
    expect(show(readObject(`{"cart":"${KEY}"`))).not.toContain(KEY);
  });

  describe('shows no secret of a URL', () => {
    const clean = (text: string) => text.replaceAll(/\w+@/g, '');
    test.each([
      ['a good value', '{"cart":"secret@host"}'],
      ['a value that is refused', '{"cart":"bad secret@host"}'],
      ['a value of another type', '{"cart":["secret@host"]}'],
      ['a broken object', '{"cart":"secret@host"'],
      ['one of no service', '{"web":"secret@host"}'],
    ])('in %s', (_what, text) => {
      const { facts, problems, differences } = readObject(text, { clean }, { main: { name: 'x' } });
      expect(show([facts, problems, differences])).not.toContain('secret');
    });
  });

  test('is shown as its entry wants it', () => {
    const shown = (value: string) => (value === 'A' ? '' : `<${value}>`);
    expect(readObject({ cart: 'x', pay: 'y' }, { show: shown }).facts).toEqual([
      'name: cart: <X>, pay: <Y> (input)',
    ]);
    expect(readObject({ cart: 'a', pay: 'y' }, { show: shown }).facts).toEqual(['name: pay: <Y> (input)']);
    expect(readObject({ cart: 'a', pay: 'a' }, { show: shown }).facts).toEqual([]);
  });
});

test('a value, or another one', () => {
  expect(valueOr({ state: 'given', value: 'a', source: 'input' }, 'b')).toBe('a');
  for (const state of ['absent', 'empty', 'refused'] as const) {
    expect(valueOr({ state }, 'b')).toBe('b');
  }
});

test('a problem that shows when inputs are read together', () => {
  expect(conflict('deployment-id', 'error', 'a single one', 'Nothing is sent.')).toEqual({
    level: 'error',
    input: 'deployment-id',
    message: 'Input "deployment-id" is invalid. Expected: a single one. Nothing is sent.',
  });
});

test('any texts are read into one of four states, and never with a key', () => {
  const text = fc.oneof(
    anyText(),
    fc.json(),
    fc.constantFrom('', 'bad', 'odd', 'd', KEY, `{"cart":"${KEY}"}`, '{"cart":"bad","pay":"odd"}'),
  );
  const entries = fc.record(
    {
      settled: fc.constantFrom('main' as const, 'post' as const, 'post only' as const),
      default: fc.constant('d'),
      tellsEmpty: fc.boolean(),
      alsoTakes: fc.constantFrom('arrays' as const, 'booleans' as const),
      level: fc.constantFrom('error' as const, 'warning' as const),
    },
    { requiredKeys: ['settled'] },
  );
  fc.assert(
    fc.property(text, text, entries, fc.boolean(), (post, main, more, isForeign) => {
      const result = readInputs(
        { name: entryOf(more) },
        ['main', 'post', 'post only'],
        sourcesOf({ name: post }, { main: { name: main }, isForeign, services: ['cart', 'pay'] }),
      );
      expect(show(result)).not.toContain(KEY);
      for (const service of ['cart', 'pay']) {
        expect(['given', 'absent', 'empty', 'refused']).toContain(
          readingFor(result.values['name'] ?? { common: given(''), byService: undefined }, service).state,
        );
      }
    }),
  );
});
