import * as vscode from 'vscode';
import type { Attribute, DataType, State } from '../../core/catalog/model';

const byType: Readonly<Record<string, string>> = {
  email: 'mail',
  phone: 'device-mobile',
  photo: 'device-camera',
  multiPhotos: 'device-camera',
  audio: 'unmute',
  date: 'calendar',
  datetime: 'calendar',
  datetimeISO8601: 'calendar',
  monthOfYear: 'calendar',
  time: 'clock',
  document: 'file',
  multiDocuments: 'files',
  googleAddress: 'location',
  geolocation: 'location',
  url: 'link',
  html: 'code',
  user: 'account',
  username: 'account',
  cart: 'package',
  booking: 'bookmark',
  externalObject: 'symbol-object',
  multiExternalObject: 'symbol-object',
  customObject: 'symbol-object',
  multiCustomObject: 'symbol-object',
};

const byDataType: Readonly<Record<DataType, string>> = {
  string: 'symbol-string',
  integer: 'symbol-number',
  float: 'symbol-number',
  boolean: 'symbol-boolean',
  json: 'json',
};

/** The icon of an attribute: its role first, then its type. */
export function attributeIcon(attribute: Attribute, isPrimaryKey: boolean): vscode.ThemeIcon {
  if (isPrimaryKey) return new vscode.ThemeIcon('key', new vscode.ThemeColor('charts.yellow'));
  if (attribute.derived) return new vscode.ThemeIcon('symbol-method');
  if (attribute.options !== undefined || attribute.type.endsWith('Enum'))
    return new vscode.ThemeIcon('symbol-enum');
  const special = Object.hasOwn(byType, attribute.type) ? byType[attribute.type] : undefined;
  const plain = attribute.dataType === undefined ? 'symbol-field' : byDataType[attribute.dataType];
  return new vscode.ThemeIcon(special ?? plain);
}

export function stateIcon(state: State): vscode.ThemeIcon {
  switch (state.role) {
    case 'start':
      return new vscode.ThemeIcon('play-circle', new vscode.ThemeColor('charts.blue'));
    case 'completed':
      return new vscode.ThemeIcon('pass', new vscode.ThemeColor('charts.green'));
    default:
      return new vscode.ThemeIcon('circle-large-outline');
  }
}
