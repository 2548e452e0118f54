import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Json } from '../../../src/core/json';

/** The attribute types of section 11.2 of the fact sheet: names in code font, and labels as the help pages have them. */
export function documentedTypes(root = '.'): string[] {
  const sheet = readFileSync(path.join(root, 'docs/service-facts.md'), 'utf8');
  const section = /### 11\.2 Attribute types\n([^]*?)- \*\*undocumented/.exec(sheet)?.[1] ?? '';
  const names = [...section.matchAll(/`(\w+)`/g)].map(([, name]) => name!);
  const labels = /\n\(help:[^)]*\), and (Text Area[^]*?Json)\n/.exec(section)?.[1] ?? '';
  const words = [...names, ...labels.split(/,\s*/)].map(word => word.trim());
  assert.ok(
    words.length >= 52 && words.includes('multiFloatEnum') && words.includes('Task Collection'),
    words.join(),
  );
  return [...new Set(words)];
}

/** An attribute of a type, as a config may have it. */
export function configAttribute(word: string, shortId: string): Readonly<Record<string, Json>> {
  const numeric = /integer|float/i.test(word);
  const options = [
    { value: numeric ? 1 : 'HOT', label: 'Hot', description: 'Call today' },
    { value: numeric ? 2 : 'COLD', label: 'Cold' },
  ];
  return { shortId, name: `It (${shortId})`, type: word, ...(/enum/i.test(word) ? { options } : {}) };
}
