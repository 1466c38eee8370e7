import type { InboxItem } from '../../shared/inbox/model.ts'
import type { Bouncer } from '../bouncer/index.ts'
import type { Credentials } from '../credentials/index.ts'
import type { Inbox } from '../inbox/index.ts'
import type { Announce, Notify } from '../kit/announce.ts'
import type { Clock } from '../kit/clock.ts'
import type { Logger } from '../kit/logger.ts'
import type { SettingsStore } from '../settings/index.ts'
import type { Workspaces } from '../workspace/index.ts'
import type { AgentDriver } from './agents/agent.ts'
import type { Ring } from './ring/index.ts'

/** What the conductor needs from the house. */
export interface ConductorDeps {
  readonly drivers: readonly AgentDriver[]
  readonly bouncer: Bouncer
  readonly inbox: Inbox
  readonly workspaces: Workspaces
  readonly credentials: Credentials
  readonly ring: Ring
  readonly settings: Pick<SettingsStore, 'get'>
  readonly clock: Clock
  readonly logger: Logger
  readonly notify: Notify
  readonly userHome: string
  readonly newId: () => string
}

/** What sessions need from the house. */
export interface SessionsDeps extends ConductorDeps {
  readonly home: string
  readonly folder: string
  readonly announce: Announce
  /** Whether the record holds the person's answer to this question already, as after a crash in between. */
  isAnswerRecorded(item: InboxItem): Promise<boolean>
  /** Makes the scratch folder of a rehearsal and returns its path. */
  makeScratch(): Promise<string>
  /** Removes the scratch folder of a rehearsal, and no other folder. */
  removeScratch(folder: string): Promise<void>
  /** Bytes in the scratch folder of a rehearsal; null for any other folder, and for one that is gone. */
  scratchBytes(folder: string): Promise<number | null>
}
