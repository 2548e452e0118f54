export { fixActions, syntaxActions, untidy, type Untidy } from './actions';
export { answerHoverAt } from './answerHover';
export { hoverAt } from './hovers';
export { PayloadReading } from './reading';
