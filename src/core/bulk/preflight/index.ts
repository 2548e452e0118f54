export { countBits, entriesOf, hasBit } from './bits';
export {
  preflight,
  resourceLimits,
  type PreflightOptions,
  type PreflightOutcome,
  type PreflightProgress,
  type WorkerLike,
} from './pool';
export { countRequests } from './requests';
export {
  defaultLimits,
  type Cause,
  type Limits,
  type Place,
  type PreflightReport,
  type Repeats,
} from './report';
