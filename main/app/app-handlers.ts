import { brand } from '../../shared/brand.ts'
import { ok } from '../../shared/kit/result.ts'
import type { Cursor } from '../../shared/rpc/frames.ts'
import type { Audit } from '../audit/index.ts'
import type { Credentials } from '../credentials/index.ts'
import type { EgressLedger } from '../egress/index.ts'
import type { Inbox } from '../inbox/index.ts'
import type { HandlersOf } from '../kit/handlers.ts'
import type { Sessions } from '../sessions/index.ts'
import type { SettingsStore } from '../settings/index.ts'
import type { Telemetry } from '../telemetry/index.ts'
import type { Notices } from './notices.ts'
import type { Ports } from './ports.ts'

/** The features that a snapshot of the whole house is taken of. */
export interface SnapshotParts {
  readonly ports: Ports
  readonly settings: SettingsStore
  readonly credentials: Credentials
  readonly ledger: EgressLedger
  readonly inbox: Inbox
  readonly audit: Audit
  readonly sessions: Sessions
  readonly notices: Notices
  readonly telemetry: Telemetry
  /** The newest place in the `app` topic. */
  cursor(): Cursor
}

/** The procedures that concern the app as a whole. */
export function appHandlers(parts: SnapshotParts): HandlersOf<'app'> {
  const { ports, notices } = parts
  return {
    'app.snapshot': async () => {
      // Whatever changes while these are awaited comes again as an event after the cursor.
      const cursor = parts.cursor()
      const credentials = await parts.credentials.list()
      const credentialStores = await parts.credentials.stores()
      const sessions = await parts.sessions.list()
      return ok({
        cursor,
        version: brand.version,
        host: ports.host,
        platform: process.platform,
        home: ports.home,
        settings: parts.settings.get(),
        sessions: [...sessions],
        inbox: [...parts.inbox.list()],
        audit: parts.audit.status(),
        credentials: [...credentials],
        credentialStores,
        notices: [...notices.list()],
        telemetry: parts.telemetry.brief(),
        sentToday: parts.ledger.sentToday(),
      })
    },
    'app.pulse': async () => ok({}),
    'app.dismissNotice': async ({ id }) => {
      notices.dismiss(id)
      return ok({})
    },
  }
}
