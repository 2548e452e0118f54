export { OwnCompletion } from './completion';
