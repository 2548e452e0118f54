// The late bundle of values that live in the service, and of the lists that show them.
export { liveList } from './liveList';
export { findProcess } from './findProcess';
export { payloadFromDocument } from './payloadFromProcess';
export { uploadPhotos } from './uploadPhoto';
export { insertDate } from './insertDate';
export { completeSoon } from './completion';
export { subjectSoon } from './subject';
