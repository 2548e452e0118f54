import * as vscode from 'vscode';
import { numberText } from '../bulk/lineWords';

/** `1 entry`, `10,000 entries` */
export function entriesText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 entry') : vscode.l10n.t('{0} entries', numberText(count));
}

/** `1 process`, `10,000 processes` */
export function processesText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 process') : vscode.l10n.t('{0} processes', numberText(count));
}

/** `1 request`, `20 requests` */
export function requestsText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 request') : vscode.l10n.t('{0} requests', numberText(count));
}

/** `812 bytes`, `2.1 MB`. Decimal units, as the limits of a request are. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? vscode.l10n.t('1 byte') : vscode.l10n.t('{0} bytes', bytes);
  const { unit, size } = units.find(({ upTo }) => bytes < upTo) ?? gigabyte;
  const tenths = Math.round((10 * bytes) / size);
  const fraction = tenths % 10 === 0 ? '' : `.${tenths % 10}`;
  return `${numberText(Math.floor(tenths / 10))}${fraction} ${unit}`;
}

const gigabyte = { unit: 'GB', size: 1e9, upTo: Infinity };
/** Up to where a size would be written as 1,000 of the unit. */
const units = [
  { unit: 'kB', size: 1e3, upTo: 999_950 },
  { unit: 'MB', size: 1e6, upTo: 999_950_000 },
];
