export { fixActions, fixAllActions, LateAction, syntaxActions } from './actions';
export { answerHoverAt } from './answerHover';
export { hoverAt, hoverNear } from './hovers';
export { PayloadReading } from './reading';
