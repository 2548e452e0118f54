export { findFixes } from './find';
export type { Fix, FixAll, FixCode, Fixes, FixGroup, FixKind } from './types';
