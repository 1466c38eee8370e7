import type { z } from 'zod'
import { appContract } from './app/contract.ts'
import { auditContract } from './audit/contract.ts'
import { bouncerContract } from './bouncer/contract.ts'
import { guardContract } from './bouncer/guard-contract.ts'
import { undoContract } from './bouncer/undo-contract.ts'
import { credentialsContract } from './credentials/contract.ts'
import { egressContract } from './egress/contract.ts'
import { inboxContract } from './inbox/contract.ts'
import { installContract } from './install/contract.ts'
import { privacyContract } from './privacy/contract.ts'
import type { Announcement, Procedure } from './rpc/define.ts'
import { sessionsContract } from './sessions/contract.ts'
import { settingsContract } from './settings/contract.ts'
import { telemetryContract } from './telemetry/contract.ts'
import { workspaceContract } from './workspace/contract.ts'
import { terminalContract } from './workspace/terminal-contract.ts'

/** Every procedure and event of the app; both wires and the client are typed from it. */
export const contract = {
  ...appContract,
  ...settingsContract,
  ...installContract,
  ...credentialsContract,
  ...egressContract,
  ...privacyContract,
  ...telemetryContract,
  ...auditContract,
  ...inboxContract,
  ...bouncerContract,
  ...undoContract,
  ...guardContract,
  ...workspaceContract,
  ...terminalContract,
  ...sessionsContract,
} as const
export type Contract = typeof contract

/** Every procedure by name. */
export type ProcedureName = {
  [K in keyof Contract]: Contract[K] extends Procedure ? K : never
}[keyof Contract]
/** Every event by name. */
export type EventName = {
  [K in keyof Contract]: Contract[K] extends Announcement ? K : never
}[keyof Contract]

/** What a procedure takes. */
export type InputOf<N extends ProcedureName> = z.infer<Contract[N]['input']>
/** What a procedure answers with. */
export type OutputOf<N extends ProcedureName> = z.infer<Contract[N]['output']>
/** What an event carries. */
export type PayloadOf<N extends EventName> = z.infer<Contract[N]['payload']>
