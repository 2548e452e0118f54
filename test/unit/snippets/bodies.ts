/** What is hard to write in one language or another, within a JSON string. */
const hard = [
  `it's \\"quoted\\" 'twice' \\\\ \\"\\n \\u00e9 \\/ %s %% %n 100% ???= ??/ ??' $HOME \${HOME} $(id) \`id\` #{1 + 1} #$0 \\\\#(x) \\\\(x) {{x}} {0} !!`,
  'Ødegård, 你好, 😀 👩‍👩‍👧, a\u00a0b, zero\u200bwidth, \u202eback\u202c, line\u2028end',
  `''' \\"\\"\\" |chakra} )---\\" -- ; -- /* */ // <!-- \\u0000`,
].join(' ');

/** The shape of the documented sample of Create (page api-11530135), with values of our own. */
const one = (key: string, lastname: string) => `{
  "data": {
    "lead_id": "${key}",
    "lastname": "${lastname}",
    "source": "WEB",
    "score": 12345678901234567890
  },
  "record": { "data": { "customer_name": "O'Neill & \\"Søn\\"" } },
  "status": "OPEN",
  "state": "QUALIFIED",
  "nextActionAt": 1767225600000,
  "assignedTo": "ines.pereira"
}`;

/** The shape of the documented sample of Bulk Create (page api-11531004): the primary key beside `data`. */
const many = `[
  { "lead_id": "B-1", "data": { "lastname": "😀 $1 it's", "source": "WEB", "score": 1.0 } },
  { "lead_id": "B-2", "data": { "lastname": "Backslash \\\\", "source": "WEB" }, "state": "QUALIFIED" }
]`;

/** Bodies that every language must send byte for byte, by what they are. */
export const bodies: Readonly<Record<string, string>> = {
  plain: one('L-plain', `it's 5 $ 😀 \\\\ 100%`),
  hard: `${one('L-hard', hard)}\n`,
  windows: one('L-windows', 'tab\\tand\\r\\n').replaceAll('\n', '\r\n').replaceAll('  ', '\t'),
  long: one('L-long', `${'ab😀\\"'.repeat(30_000)} '`),
  // More lines than Java takes literals, and one with more escapes than R reads.
  tall: one('L-tall', 'ö 😀 é'.repeat(1_500)).replaceAll('\n', '\n'.repeat(2_000)),
  many,
};
