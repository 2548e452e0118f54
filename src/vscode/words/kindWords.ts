import * as vscode from 'vscode';
import type { ValueKind } from '../../core/schema/words';

/**
 * What a value of a kind must be, or where no page says so what it probably is: one sentence, also the warning when it is
 * something else.
 */
export function expected(kind: ValueKind): string {
  switch (kind) {
    case 'text':
      return vscode.l10n.t('Expected: text.');
    case 'audio':
      return vscode.l10n.t('Expected: text, probably the id of an uploaded recording.');
    case 'email':
      return vscode.l10n.t('Expected: an e-mail address.');
    case 'phone':
      return vscode.l10n.t('Expected: a phone number, as text.');
    case 'photo':
      return vscode.l10n.t('Expected: the id of an uploaded photo, as text.');
    case 'isoDateTime':
      return vscode.l10n.t('Expected: a date and time as ISO 8601 text, e.g. 2026-01-31T09:30:00Z.');
    case 'integer':
      return vscode.l10n.t('Expected: a whole number.');
    case 'number':
      return vscode.l10n.t('Expected: a number.');
    case 'epoch':
      return vscode.l10n.t('Expected: milliseconds since 1970, e.g. 1767225600000 for 2026-01-01T00:00:00Z.');
    case 'date':
      return vscode.l10n.t(
        'Expected: a date. The documents call it a whole number without saying its unit; text is sent as it is.',
      );
    case 'time':
      return vscode.l10n.t(
        'Expected: a time. The documents call it a whole number without saying its unit; text is sent as it is.',
      );
    case 'boolean':
      return vscode.l10n.t('Expected: true or false.');
    case 'option':
      return vscode.l10n.t('Expected: one of the options.');
    case 'options':
      return vscode.l10n.t(
        'Expected: several of the options. How they are written is not documented; an array is likely.',
      );
    case 'object':
      return vscode.l10n.t('Expected: an object that matches the schema of the external object exactly.');
    case 'longText':
      return vscode.l10n.t('Probably: text, also over several lines (\\n).');
    case 'url':
      return vscode.l10n.t('Probably: a web address, as text.');
    case 'html':
      return vscode.l10n.t('Probably: HTML, as text.');
    case 'otp':
      return vscode.l10n.t('Probably: a one-time code, as text.');
    case 'photos':
      return vscode.l10n.t('Probably: an array of ids of uploaded photos.');
    case 'texts':
      return vscode.l10n.t('Probably: an array of texts.');
    case 'document':
      return vscode.l10n.t('Probably: the id of an uploaded document, as text.');
    case 'documents':
      return vscode.l10n.t('Probably: an array of ids of uploaded documents.');
    case 'objects':
      return vscode.l10n.t(
        'Probably: an array of objects, each as the schema of the external object has it.',
      );
    case 'custom':
      return vscode.l10n.t('Probably: an object with the fields of the custom object.');
    case 'customs':
      return vscode.l10n.t('Probably: an array of objects with the fields of the custom object.');
    case 'user':
      return vscode.l10n.t('A user of the team, probably by username.');
    case 'username':
      return vscode.l10n.t('The username of a user, probably one of the team.');
    case 'state':
      return vscode.l10n.t('A state, probably by its short id.');
    case 'status':
      return vscode.l10n.t('A status, probably OPEN, COMPLETED or CANCELLED.');
    case 'record':
      return vscode.l10n.t('A record, probably by its id.');
    case 'records':
      return vscode.l10n.t('Records, probably an array of their ids.');
    case 'process':
      return vscode.l10n.t('A process, probably by its id.');
    case 'processes':
      return vscode.l10n.t('Processes, probably an array of their ids.');
    case 'task':
      return vscode.l10n.t('A task, probably by its id.');
    case 'tasks':
      return vscode.l10n.t('Tasks, probably an array of their ids.');
    case 'booking':
      return vscode.l10n.t('A booking.');
    case 'cart':
      return vscode.l10n.t('A cart of goods.');
    case 'address':
      return vscode.l10n.t('An address of Google Maps.');
    case 'position':
      return vscode.l10n.t(
        'A place on Earth. One sample of the documents has an array of two numbers, and does not say which comes first.',
      );
    case 'month':
      return vscode.l10n.t('A month of a year.');
    case 'json':
      return vscode.l10n.t('Any JSON, as far as the name of the type tells.');
    case 'any':
      return vscode.l10n.t('Any value.');
  }
}

/** The word between ‹ and › in a draft. */
export function placeholder(kind: ValueKind): string {
  switch (kind) {
    case 'text':
      return vscode.l10n.t('text');
    case 'audio':
      return vscode.l10n.t('recording');
    case 'email':
      return vscode.l10n.t('e-mail');
    case 'phone':
      return vscode.l10n.t('phone');
    case 'photo':
      return vscode.l10n.t('photo id');
    case 'isoDateTime':
      return vscode.l10n.t('date and time, ISO 8601');
    case 'integer':
      return vscode.l10n.t('integer');
    case 'number':
      return vscode.l10n.t('number');
    case 'epoch':
      return vscode.l10n.t('milliseconds since 1970');
    case 'date':
      return vscode.l10n.t('date');
    case 'time':
      return vscode.l10n.t('time');
    case 'boolean':
      return vscode.l10n.t('true or false');
    case 'option':
      return vscode.l10n.t('option');
    case 'options':
      return vscode.l10n.t('option');
    case 'object':
      return vscode.l10n.t('object');
    case 'longText':
      return vscode.l10n.t('text');
    case 'url':
      return vscode.l10n.t('web address');
    case 'html':
      return vscode.l10n.t('HTML');
    case 'otp':
      return vscode.l10n.t('code');
    case 'photos':
      return vscode.l10n.t('photo id');
    case 'texts':
      return vscode.l10n.t('text');
    case 'document':
      return vscode.l10n.t('document id');
    case 'documents':
      return vscode.l10n.t('document id');
    case 'objects':
      return vscode.l10n.t('object');
    case 'custom':
      return vscode.l10n.t('object');
    case 'customs':
      return vscode.l10n.t('object');
    case 'user':
      return vscode.l10n.t('user');
    case 'username':
      return vscode.l10n.t('username');
    case 'state':
      return vscode.l10n.t('state');
    case 'status':
      return vscode.l10n.t('status');
    case 'record':
      return vscode.l10n.t('record id');
    case 'records':
      return vscode.l10n.t('record id');
    case 'process':
      return vscode.l10n.t('process id');
    case 'processes':
      return vscode.l10n.t('process id');
    case 'task':
      return vscode.l10n.t('task id');
    case 'tasks':
      return vscode.l10n.t('task id');
    case 'booking':
      return vscode.l10n.t('booking');
    case 'cart':
      return vscode.l10n.t('cart');
    case 'address':
      return vscode.l10n.t('address');
    case 'position':
      return vscode.l10n.t('coordinate');
    case 'month':
      return vscode.l10n.t('month');
    case 'json':
      return vscode.l10n.t('JSON');
    case 'any':
      return vscode.l10n.t('value');
  }
}
