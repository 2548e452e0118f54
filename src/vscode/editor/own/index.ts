export { OwnEditor } from './ownEditor';
