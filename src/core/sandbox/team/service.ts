import { attribute, options, procedure, state } from './build';
import { customer, installation } from './entities';
import { done, inProgress, open } from './states';

export const ticket = procedure({
  shortId: 'ticket',
  name: 'Ticket',
  description: 'A question or a complaint of a customer.',
  entity: customer,
  primaryKey: 'ticket_id',
  primaryIdentifier: 'subject',
  states: [
    open,
    inProgress,
    state('WAITING', 'Waiting for customer', '#9B9B9B', 'We asked something.'),
    done,
  ],
  flow: { NEW: ['IN_PROGRESS'], IN_PROGRESS: ['WAITING', 'DONE'], WAITING: ['IN_PROGRESS', 'DONE'] },
  completed: 'DONE',
  attributes: [
    attribute('ticket_id', 'stringId', 'Ticket ID', { required: true }),
    attribute('subject', 'string', 'Subject', { required: true }),
    attribute('priority', 'integerEnum', 'Priority', {
      required: true,
      ...options([1, 'Low'], [2, 'Normal'], [3, 'High'], [4, 'Urgent']),
    }),
    attribute('description', 'textArea', 'Description'),
    attribute(
      'floors',
      'multiIntegerEnum',
      'Floors concerned',
      options([0, 'Ground'], [1, '1st'], [2, '2nd']),
    ),
    attribute('reported_at', 'datetimeISO8601', 'Reported at'),
    attribute('voice_note', 'audio', 'Voice note'),
    attribute('attachments', 'multiDocuments', 'Attachments'),
    attribute('reply', 'html', 'Reply'),
    attribute('verification_code', 'otp', 'Verification code', { hidden: true }),
    attribute('is_outage', 'boolean', 'Total outage'),
    attribute('is_urgent', 'boolean', 'Urgent', { derive: data => Number(data['priority']) >= 4 }),
  ],
});

export const fieldVisit = procedure({
  shortId: 'field_visit',
  name: 'Field visit / Außentermin',
  description: 'A technician goes to the site.',
  entity: installation,
  primaryKey: 'visit_no',
  primaryIdentifier: 'purpose',
  states: [
    state('PLANNED', 'Planned', '#5B8DEF', 'Has a date.'),
    state('ON_SITE', 'On site', '#F5A623', 'The technician has arrived.'),
    done,
    state('CALLED_OFF', 'Called off', '#D64545', 'Does not take place.'),
  ],
  flow: { PLANNED: ['ON_SITE', 'CALLED_OFF'], ON_SITE: ['DONE'] },
  completed: 'DONE',
  attributes: [
    attribute('visit_no', 'integerId', 'Visit number', { required: true }),
    attribute('purpose', 'stringEnum', 'Purpose', {
      required: true,
      ...options(['SURVEY', 'Survey'], ['INSTALL', 'Installation'], ['REPAIR', 'Repair']),
    }),
    attribute('visit_date', 'date', 'Date'),
    attribute('visit_time', 'time', 'Time'),
    attribute('slot', 'booking', 'Booked slot'),
    attribute('position', 'geolocation', 'Position', { description: 'Latitude and longitude.' }),
    attribute('site_photo', 'photo', 'Photo of the site'),
    attribute('checklist', 'customObject', 'Checklist'),
    attribute('measurements', 'multiCustomObject', 'Measurements'),
    attribute('parts', 'cart', 'Spare parts'),
  ],
});

export const serviceRequest = procedure({
  shortId: 'service_request',
  name: 'Service request',
  description: 'Maintenance, cleaning or repair of an installation.',
  entity: installation,
  primaryKey: 'request_no',
  primaryIdentifier: 'request_title',
  states: [open, state('APPROVED', 'Approved', '#7B61FF', 'The costs are agreed.'), inProgress, done],
  flow: { NEW: ['APPROVED'], APPROVED: ['IN_PROGRESS'], IN_PROGRESS: ['DONE'] },
  completed: 'DONE',
  attributes: [
    attribute('request_no', 'integerId', 'Request number', { required: true }),
    attribute('request_title', 'string', 'Title', { required: true }),
    attribute(
      'type_plate',
      'string',
      'Model <b>as on the</b> [plate](command:workbench.action.openSettings)',
      {
        description: 'Copied from <i>another</i> system, **mark-up and all**.',
      },
    ),
    attribute('effort_hours', 'float', 'Effort (h)'),
    attribute('site_address', 'googleAddress', 'Address of the site'),
    attribute('warranty_until', 'date', 'Warranty until'),
  ],
});

export const survey = procedure({
  shortId: 'survey_2019',
  name: 'Survey 2019',
  description: 'No longer in use.',
  entity: customer,
  states: [open, done],
  flow: { NEW: ['DONE'] },
  completed: 'DONE',
  attributes: [attribute('answer', 'text', 'Answer')],
  deleted: true,
});
