import * as vscode from 'vscode';
import type { FindingKind, JsonType } from '../../core/payload/finding';
import { keyPlace } from './schemaWords';
import { syntaxText } from './syntaxWords';

/** A finding of a payload, or the cause of many in a bulk file; `null` in its path is any place in a list. */
export type Worded = FindingKind & { readonly path: readonly (string | number | null)[] };

/**
 * One sentence or two for a finding: what is wrong, where, and what to do. Names from the payload and the config stand in
 * it as they are: whoever shows it where VS Code renders links or icons escapes it.
 */
export function findingText(finding: Worded): string {
  const where = pathText(finding.path);
  switch (finding.code) {
    case 'syntax':
      return syntaxText(finding.params);
    case 'comment':
      return vscode.l10n.t(
        'A comment: JSON has none, and the service may refuse it. Remove the comments before sending.',
      );
    case 'notChecked':
      return vscode.l10n.t(
        'Not checked: the config of the connection is not there, or no longer has this procedure. Refresh the procedures, or send it as it is.',
      );
    case 'loneSurrogate':
      return vscode.l10n.t(
        'Half of a character stands here, which cannot be sent. Remove it or type the character again.',
      );
    case 'isArray':
      return vscode.l10n.t(
        'This is an array of {0} processes, and Create takes one. Bulk Create sends them all; or send a single object.',
        finding.params.count,
      );
    case 'notAnObject':
      return vscode.l10n.t(
        'A process is an object in braces, but this is {0}.',
        typeText(finding.params.actual),
      );
    case 'placeholder':
      return vscode.l10n.t(
        '{0} still holds the placeholder {1}. Put a value there, or remove the line.',
        where,
        finding.params.text,
      );
    case 'duplicateKey':
      return vscode.l10n.t(
        '{0} occurs twice in the same object. Keep one: which of them counts is up to the service.',
        where,
      );
    case 'primaryKeyDiffers':
      return vscode.l10n.t(
        'The primary key {0} has one value here and another in "data". Keep one of them.',
        quoted(finding.params.key),
      );
    case 'missing':
      return finding.path.length === 0
        ? vscode.l10n.t('{0} is missing. Add it.', quoted(finding.params.name))
        : vscode.l10n.t('{0} is missing in {1}. Add it.', quoted(finding.params.name), where);
    case 'empty':
      return vscode.l10n.t('{0} is required, but empty. Put a value there.', where);
    case 'unknownField':
      return finding.params.isAttribute
        ? vscode.l10n.t('{0} is an attribute: move it into "data".', where)
        : vscode.l10n.t(
            '{0} is no documented field of a process. Remove it; attributes belong into "data".',
            where,
          );
    case 'unknownAttribute':
      return finding.params.suggestion === undefined
        ? vscode.l10n.t(
            '{0} is no attribute that this key can see. Check the short id, or refresh the config.',
            where,
          )
        : vscode.l10n.t(
            '{0} is no attribute that this key can see. Did you mean {1}?',
            where,
            quoted(finding.params.suggestion),
          );
    case 'type':
      return vscode.l10n.t(
        '{0} should be {1}, but is {2}. Change it, or send it as it is if the service takes it.',
        where,
        either(finding.params.expected.filter(type => type !== 'null')),
        typeText(finding.params.actual),
      );
    case 'option':
      return optionText(where, finding.params.allowed, finding.params.more);
    case 'unknownUser':
      return vscode.l10n.t(
        '{0} names no user that this key can see. Use a username or the id of a user.',
        where,
      );
    case 'format':
      return formatText(where, finding.params.format);
    case 'looksLikeSeconds':
      return vscode.l10n.t('{0} looks like seconds. Write milliseconds since 1970: times 1000.', where);
    case 'keyPlace':
      return keyPlace(finding.params.wanted);
    case 'derived':
      return vscode.l10n.t(
        '{0} is calculated by ChakraHQ: a value that is sent has probably no effect. Remove it.',
        where,
      );
    case 'rule':
      return vscode.l10n.t(
        '{0} does not fit the schema ({1}). Compare it with the hover.',
        where,
        finding.params.keyword,
      );
  }
}

/** A path as people write it, e.g. `[2].data.phone`; the whole payload for an empty one. */
export function pathText(path: Worded['path']): string {
  if (path.length === 0) return vscode.l10n.t('The payload');
  const steps = path.map((step, i) => {
    if (typeof step !== 'string') return `[${step ?? '…'}]`;
    const plain = /^[\p{L}\p{N}_$-]+$/u.test(step);
    if (plain) return i === 0 ? step : `.${step}`;
    return `[${JSON.stringify(step)}]`;
  });
  return `“${steps.join('')}”`;
}

function quoted(text: string): string {
  return `“${text}”`;
}

function optionText(where: string, allowed: readonly string[], more: number): string {
  const values = allowed.join(', ');
  return more > 0
    ? vscode.l10n.t('{0} is none of the known values. Use one of {1}, … ({2} more).', where, values, more)
    : vscode.l10n.t('{0} is none of the known values. Use one of {1}.', where, values);
}

function formatText(where: string, format: 'email' | 'isoDateTime' | 'other'): string {
  switch (format) {
    case 'email':
      return vscode.l10n.t(
        '{0} is no e-mail address. Correct it, or send it as it is if the service takes it.',
        where,
      );
    case 'isoDateTime':
      return vscode.l10n.t('{0} is no date and time in ISO 8601. Write it like 2026-01-31T09:30:00Z.', where);
    case 'other':
      return vscode.l10n.t('{0} has another format than expected. Compare it with the hover.', where);
  }
}

function either(types: readonly JsonType[]): string {
  const [first, second] = types;
  if (first === undefined) return vscode.l10n.t('something else');
  return second === undefined
    ? typeText(first)
    : vscode.l10n.t('{0} or {1}', typeText(first), typeText(second));
}

function typeText(type: JsonType): string {
  switch (type) {
    case 'string':
      return vscode.l10n.t('text');
    case 'number':
      return vscode.l10n.t('a number');
    case 'integer':
      return vscode.l10n.t('a whole number');
    case 'boolean':
      return vscode.l10n.t('true or false');
    case 'object':
      return vscode.l10n.t('an object');
    case 'array':
      return vscode.l10n.t('an array');
    case 'null':
      return vscode.l10n.t('null');
  }
}
