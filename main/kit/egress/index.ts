export type { AgentDoor } from './agent-door.ts'
export {
  createEgress,
  type Egress,
  type EgressFailure,
  type EgressRequest,
} from './egress.ts'
