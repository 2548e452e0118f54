export { fixActions, syntaxActions, untidy, type Untidy } from './actions';
export { hoverAt } from './hovers';
export { PayloadReading } from './reading';
