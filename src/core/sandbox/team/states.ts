import { state } from './build';

// States that several procedures have, each with ids of its own but one meaning: references by short id stay resolvable.
export const open = state('NEW', 'New', '#5B8DEF', 'Nobody has looked at it yet.');
export const inProgress = state('IN_PROGRESS', 'In progress', '#F5A623', 'Somebody works on it.');
export const done = state('DONE', 'Done', '#2EB67D', 'Nothing is left to do.');
