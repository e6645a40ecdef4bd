import fc from 'fast-check';

const codePoint = fc
  .oneof(fc.nat(0xd7ff), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((number) => String.fromCodePoint(number));

/**
 * Any text of whole code points, sometimes of ASCII alone and with names that JavaScript knows. fast-check has
 * `unit: 'binary'` for it, which takes a second of the processor in each file that uses it.
 */
export function anyText(constraints: Pick<fc.StringConstraints, 'maxLength'> = {}): fc.Arbitrary<string> {
  return fc.oneof(
    { arbitrary: fc.string({ ...constraints, unit: codePoint }), weight: 3 },
    { arbitrary: fc.string(constraints), weight: 1 },
  );
}
