/** What makes a catalog of the service's answers; loaded with the first of them. */
export { keepLearnt, learnAttributes, withLearnt } from './learn';
export { namesNothing } from './nothing';
export { readCatalog } from './read';
export { readUsersInSlices, withUsers } from './users';
