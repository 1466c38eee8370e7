import type { AgentStatus } from '../../shared/sessions/model.ts'
import type { Workspace } from '../../shared/workspace/model.ts'
import { t } from '../messages/index.ts'

/** What the person has chosen so far; null where nothing is. */
export interface StartChoice {
  readonly folder: Workspace | null
  readonly agent: AgentStatus | null
  readonly task: string
  /** True where the outer ring is chosen and cannot be had for this folder. */
  readonly lacksRing?: boolean
}

/** The first thing that keeps a session from starting, as a sentence; null when nothing does. */
export function startObstacle(choice: StartChoice): string | null {
  const { folder, agent, task, lacksRing = false } = choice
  if (folder === null || !folder.exists) return t('new.needs-folder')
  const mustDecide = folder.trust === 'undecided' || folder.trust === 'changed'
  if (mustDecide && folder.findings.length > 0) return t('new.needs-trust')
  if (agent !== null && agent.state !== 'ready') return t('new.needs-agent')
  if (lacksRing) return t('ring.needs-ring')
  return task.trim() === '' ? t('new.needs-task') : null
}
