import { aiMessages } from './ai.ts'
import { appMessages } from './app.ts'
import { auditMessages } from './audit.ts'
import { auditExplorerMessages } from './audit-explorer.ts'
import { bouncerMessages } from './bouncer.ts'
import { credentialsMessages } from './credentials.ts'
import { egressMessages } from './egress.ts'
import { exposureMessages } from './exposure.ts'
import { grantMessages } from './grants.ts'
import { guardMessages } from './guard.ts'
import { inboxMessages } from './inbox.ts'
import { ownRulesMessages } from './own-rules.ts'
import { packMessages } from './packs.ts'
import { privacyMessages } from './privacy.ts'
import { questionsMessages } from './questions.ts'
import { ringMessages } from './ring.ts'
import { scorecardMessages } from './scorecard.ts'
import { sessionsMessages } from './sessions.ts'
import { settingsMessages } from './settings.ts'
import { settingsRowsMessages } from './settings-rows.ts'
import { telemetryMessages } from './telemetry.ts'
import { terminalMessages } from './terminals.ts'
import { transcriptMessages } from './transcript.ts'
import { undoMessages } from './undo.ts'
import { workspaceMessages } from './workspace.ts'

/** Every text for people, by key; a feature adds its own file and one line here. */
export const catalogue = {
  ...aiMessages,
  ...appMessages,
  ...auditMessages,
  ...auditExplorerMessages,
  ...bouncerMessages,
  ...credentialsMessages,
  ...egressMessages,
  ...exposureMessages,
  ...grantMessages,
  ...guardMessages,
  ...inboxMessages,
  ...ownRulesMessages,
  ...packMessages,
  ...privacyMessages,
  ...questionsMessages,
  ...ringMessages,
  ...scorecardMessages,
  ...sessionsMessages,
  ...settingsMessages,
  ...settingsRowsMessages,
  ...telemetryMessages,
  ...terminalMessages,
  ...transcriptMessages,
  ...undoMessages,
  ...workspaceMessages,
} as const
export type Catalogue = typeof catalogue
