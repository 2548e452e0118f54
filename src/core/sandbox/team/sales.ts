import type { JsonObject } from '../../json';
import { attribute, options, procedure, state } from './build';
import { customer, email, employee, phoneNumber, startDate } from './entities';
import { done, inProgress, open } from './states';

export const lead = procedure({
  shortId: 'lead',
  name: 'Lead',
  description: 'Somebody who may buy an installation.',
  entity: customer,
  primaryKey: 'lead_id',
  primaryIdentifier: 'lastname',
  states: [
    open,
    state('QUALIFIED', 'Qualified', '#7B61FF', 'Roof and budget fit.'),
    state('OFFER_SENT', 'Offer sent', '#F5A623', 'Waits for the answer to our offer.'),
    state('WON', 'Won', '#2EB67D', 'Signed.'),
    state('LOST', 'Lost', '#D64545', 'Chose otherwise.'),
  ],
  flow: { NEW: ['QUALIFIED', 'LOST'], QUALIFIED: ['OFFER_SENT', 'LOST'], OFFER_SENT: ['WON', 'LOST'] },
  completed: 'WON',
  attributes: [
    attribute('lead_id', 'stringId', 'Lead ID', {
      required: true,
      description: 'Your own number, e.g. LEAD-001.',
    }),
    attribute('firstname', 'string', 'First name'),
    attribute('lastname', 'name', 'Last name', { required: true }),
    attribute('source', 'stringEnum', 'Source', {
      required: true,
      ...options(
        ['CHAT', 'Incoming chat'],
        ['WEB', 'Web form'],
        ['REFERRAL', 'Referral'],
        ['FAIR', 'Trade fair'],
      ),
    }),
    phoneNumber,
    email,
    attribute('city', 'string', 'City'),
    attribute('score', 'integer', 'Score', { description: '0 to 100.' }),
    attribute('interests', 'multiStringEnum', 'Interests', {
      ...options(['PV', 'Photovoltaics'], ['BATTERY', 'Battery'], ['HEAT_PUMP', 'Wärmepumpe']),
    }),
    attribute('budget', 'decimal', 'Budget (€)'),
    attribute('roof_area', 'float', 'Roof area (m²)'),
    attribute('roof_photos', 'multiPhotos', 'Photos of the roof'),
    attribute('call_back_at', 'datetime', 'Call back at', { description: 'Epoch milliseconds.' }),
    attribute('preferred_month', 'monthOfYear', 'Preferred month'),
    attribute('wants_newsletter', 'boolean', 'Newsletter'),
    attribute('website', 'url', 'Website'),
    attribute('notes', 'text', 'Notes'),
    attribute('campaign_code', 'string', 'Campaign code', { hidden: true }),
    attribute('old_rating', 'integer', 'Rating (old)', { deleted: true }),
    attribute('full_name', 'string', 'Full name', {
      derive: data =>
        [data['firstname'], data['lastname']].filter(part => typeof part === 'string').join(' '),
    }),
  ],
});

export const onboarding = procedure({
  shortId: 'onboarding',
  name: 'Onboarding',
  description: 'From the signed contract to the end of the first month.',
  entity: employee,
  primaryIdentifier: 'employee_name',
  states: [open, state('PREPARING', 'Preparing', '#7B61FF', 'Desk, laptop, accounts.'), inProgress, done],
  flow: { NEW: ['PREPARING'], PREPARING: ['IN_PROGRESS'], IN_PROGRESS: ['DONE', 'PREPARING'] },
  completed: 'DONE',
  attributes: [
    attribute('employee_name', 'name', 'Name', { required: true }),
    startDate,
    attribute('contract', 'document', 'Contract'),
    attribute('equipment', 'multiString', 'Equipment'),
    attribute('mentor', 'user', 'Mentor'),
    attribute('login', 'username', 'Login'),
    attribute('predecessor', 'record', 'Predecessor'),
    attribute('colleagues', 'recordCollection', 'Colleagues'),
    attribute('stage', 'state', 'Stage'),
    attribute('overall_status', 'status', 'Overall status'),
    attribute('first_task', 'task', 'First task'),
    attribute('tasks', 'taskCollection', 'Tasks'),
    attribute('settings', 'json', 'Settings'),
  ],
});

export const collection = procedure({
  shortId: 'collection',
  name: 'Collection / Encaissement',
  description: 'An invoice that is overdue.',
  entity: customer,
  primaryKey: 'invoice_no',
  primaryIdentifier: 'invoice_no',
  states: [open, state('REMINDED', 'Reminded', '#F5A623', 'A reminder is on its way.'), done],
  flow: { NEW: ['REMINDED', 'DONE'], REMINDED: ['REMINDED', 'DONE'] },
  completed: 'DONE',
  attributes: [
    attribute('invoice_no', 'stringId', 'Invoice', { required: true }),
    attribute('amount', 'float', 'Amount (€)', { required: true }),
    attribute('paid', 'float', 'Paid (€)'),
    attribute('due_on', 'date', 'Due on', { required: true }),
    attribute('reminders', 'number', 'Reminders sent'),
    attribute('discount', 'floatEnum', 'Discount', options([0, 'None'], [0.02, '2 %'], [0.03, '3 %'])),
    attribute('rates', 'multiFloatEnum', 'VAT rates', options([0.07, '7 %'], [0.19, '19 %'])),
    attribute('bank_transfer', 'externalObject', 'Bank transfer'),
    attribute('bank_transfers', 'multiExternalObject', 'All bank transfers'),
    attribute('from_process', 'process', 'Belongs to'),
    attribute('related', 'processCollection', 'Related processes'),
    attribute('outstanding', 'float', 'Outstanding (€)', {
      derive: data => amountOf(data, 'amount') - amountOf(data, 'paid'),
    }),
  ],
});

export const walkIn = procedure({
  shortId: 'walk_in',
  name: 'Walk-in',
  description: 'Somebody came to the counter. Has no attributes.',
  entity: customer,
  states: [open, done],
  flow: { NEW: ['DONE'] },
  completed: 'DONE',
  attributes: [],
});

function amountOf(data: JsonObject, key: string): number {
  const value = Number(data[key] ?? 0);
  return Number.isFinite(value) ? value : 0;
}
