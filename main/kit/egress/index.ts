export {
  createEgress,
  type Egress,
  type EgressFailure,
  type EgressRequest,
} from './egress.ts'
