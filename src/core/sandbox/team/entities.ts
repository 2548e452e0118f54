import { attribute, entity } from './build';

// Attributes that a procedure and its entity share have one definition: a short id means the same thing all over the team,
// so that references by short id stay resolvable.
export const phoneNumber = attribute('phone_number', 'phone', 'Phone number', {
  description: 'With the country code, digits only.',
});
export const email = attribute('email', 'email', 'E-mail');
export const startDate = attribute('start_date', 'date', 'First day');

export const customer = entity('customer', 'Customer', [
  attribute('customer_name', 'name', 'Name'),
  phoneNumber,
  email,
  attribute('address', 'googleAddress', 'Address'),
  attribute('is_business', 'boolean', 'Business customer'),
]);

export const employee = entity('employee', 'Employee', [
  attribute('employee_no', 'stringId', 'Personnel number', { required: true }),
  attribute('portrait', 'photo', 'Portrait'),
  startDate,
  attribute('languages', 'multiString', 'Languages'),
]);

export const installation = entity('installation', 'Installation', [
  attribute('serial_no', 'stringId', 'Serial number', { required: true }),
  attribute('peak_power', 'decimal', 'Peak power (kWp)'),
  attribute('modules', 'integer', 'Modules'),
]);
