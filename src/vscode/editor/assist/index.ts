export { fixActions, LateAction, syntaxActions } from './actions';
export { answerHoverAt } from './answerHover';
export { hoverAt } from './hovers';
export { PayloadReading } from './reading';
