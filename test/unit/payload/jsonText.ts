import fc from 'fast-check';

/** JSON texts with blanks between the tokens as people type them, and for JSONC with comments among them. */
export function jsonText(filler: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(fc.json({ maxDepth: 3 }), fc.array(filler, { minLength: 4, maxLength: 4 }))
    .map(([json, fillers]) => {
      let n = 0;
      return tokens(json)
        .map(token => token + fillers[n++ % fillers.length]!)
        .join('');
    });
}

export const blanks = fc.constantFrom('', ' ', '\n', '\r\n  ', '\t');
export const comments = fc.constantFrom('', ' ', '/* c */', '// line\n', '/*"x",*/', '\n// ‹x›\r\n', '/**/ ');

/** A payload with `$schema` somewhere at the top level. */
export const payloadText = fc
  .tuple(
    fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 4 }),
    fc.nat(4),
    blanks,
    blanks,
  )
  .map(([object, at, before, after]) => {
    const rows = Object.entries(object).map(
      ([key, value]) => `${JSON.stringify(key)}:${after}${JSON.stringify(value)}`,
    );
    rows.splice(at, 0, `"$schema"${before}:${after}"chakra-schema:/x"`);
    return `${before}{${after}${rows.join(`${before},${after}`)}${before}}${after}`;
  });

function tokens(json: string): string[] {
  return json.match(/"(?:\\.|[^"\\])*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
}
