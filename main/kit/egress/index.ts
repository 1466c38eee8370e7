export {
  createEgress,
  type Egress,
  type EgressDeps,
  type EgressFailure,
  type EgressRequest,
  type EgressResponse,
} from './egress.ts'
