/** What is done with a payload's text as a whole; loaded when it is first needed. */
export { checkPayload } from './check';
