import { join } from 'node:path'
import { brand } from '../../shared/brand.ts'

/** Absolute paths of everything this app keeps in its home folder. */
export interface Places {
  readonly desktop: string
  readonly logs: string
  readonly settings: string
  readonly workspaces: string
  readonly sessions: string
  readonly inbox: string
  readonly egress: string
  readonly log: string
}

/** Says where things lie in a home folder; touches nothing. */
export function placesIn(home: string): Places {
  const desktop = join(home, 'desktop')
  const logs = join(home, 'logs')
  return {
    desktop,
    logs,
    settings: join(desktop, 'settings.json'),
    workspaces: join(desktop, 'workspaces.json'),
    sessions: join(desktop, 'sessions'),
    inbox: join(desktop, 'inbox'),
    egress: join(logs, 'egress.jsonl'),
    log: join(logs, `${brand.command}.log`),
  }
}
