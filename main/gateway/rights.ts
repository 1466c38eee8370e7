import { contract, type ProcedureName } from '../../shared/contract.ts'
import {
  type Announcement,
  anywhere,
  includesRole,
  type Procedure,
  type Role,
  type Wire,
} from '../../shared/rpc/define.ts'
import type { Topic } from '../../shared/rpc/frames.ts'
import { terminalRight } from '../../shared/workspace/terminal-contract.ts'
import type { Caller } from '../kit/handlers.ts'

/** Who reaches something: a role of at least `role`, over one of the wires. */
export interface Reach {
  readonly role: Role
  readonly wires: readonly Wire[]
}

const entries = new Map<string, Procedure | Announcement>(Object.entries(contract))

/** The transcript of a session is read like `sessions.read`. */
const sessionTopic: Reach = { role: 'view', wires: anywhere }
/** Everybody follows the house; each of its events is held back by its own rights. */
const appTopic: Reach = { role: 'view', wires: anywhere }

/** True when the caller's wire and role reach it. */
export function reaches(caller: Pick<Caller, 'wire' | 'role'>, needed: Reach): boolean {
  return needed.wires.includes(caller.wire) && includesRole(caller.role, needed.role)
}

/** Finds a procedure by a name that came over a wire; null for anything else. */
export function findProcedure(
  name: string,
): { readonly name: ProcedureName; readonly procedure: Procedure } | null {
  const found = entries.get(name)
  if (found?.type !== 'procedure') return null
  return { name: name as ProcedureName, procedure: found }
}

/** True when the caller may follow the topic at all. */
export function mayFollow(caller: Caller, topic: Topic): boolean {
  if (topic.startsWith('terminal/')) return reaches(caller, terminalRight)
  return reaches(caller, topic === 'app' ? appTopic : sessionTopic)
}

/** True when the caller may see an event of the `app` topic; one that nobody declared is seen by nobody. */
export function maySee(caller: Caller, eventName: string): boolean {
  const found = entries.get(eventName)
  return found?.type === 'event' && reaches(caller, found)
}
