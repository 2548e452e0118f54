/** Names that a config may hold, for whatever reason. Nothing may come of any of them but text. */
export const hostileTexts: readonly string[] = [
  '[x](command:workbench.action.closeWindow)',
  '[x](https://evil.example/a)',
  '![x](https://evil.example/a.png)',
  '[x]: https://evil.example/ref',
  '<https://evil.example>',
  'https://evil.example/bare',
  'www.evil.example',
  'pat@evil.example',
  '$(zap) $$((zap)',
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '</span><a href="command:x">y</a>',
  '**b** _i_ `c` ~~d~~',
  '# heading',
  '- list\n\n1. list\n\n> quote\n\n---',
  '```\nfence\n```',
  '| a | b |\n| - | - |\n| c | d |',
  '&lt;b&gt; &#91;x&#93;&#40;command:x&#41; &amp;',
  'back\\slash "quote" \'single\'',
  '../../etc/passwd',
  '..\\..\\windows',
  'a/b?c#d',
  '%2e%2e%2f%00',
  '..',
  '.',
  '',
  ' ',
  '__proto__',
  'constructor',
  'toString',
  'con',
  '${1:snippet} $TM_FILENAME',
  '‹placeholder›',
  'half a character \ud83d',
  `${'a'.repeat(59)}😀😀`,
  '名'.repeat(300),
  'x'.repeat(5_000),
  '\u202egpj.exe\u202c \u2066isolated\u2069 zero\u200bwidth',
  'line\r\nbreak\u0000null\u001b[31mred',
];

/** A config with procedures, attributes, options and states of these names, and links between them. */
export function hostileConfig(texts: readonly string[] = hostileTexts): object {
  const procedures = texts.map((text, i) => ({
    id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    shortId: text,
    name: text,
    description: text,
    attributes: [
      { shortId: text, name: text, description: text, type: 'string', isRequired: true },
      { shortId: 'choice', name: text, type: 'stringEnum', options: [{ value: text, label: text }] },
      { shortId: 'kind', name: text, description: text, type: text },
    ],
    states: [{ shortId: text, name: text, description: text, color: text }],
    primaryKey: text,
  }));
  return {
    team: { name: texts[0] },
    // Without ids the short ids are all there is to tell things apart.
    procedures: [
      ...procedures,
      { shortId: 'k/x', name: 'Twin', attributes: [{ shortId: 'y' }] },
      { shortId: 'k', name: 'Twin', attributes: [{ shortId: 'x/y' }] },
    ],
  };
}
