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
  /** Copies of what approved calls destroyed. */
  readonly undo: string
  /** What the person allowed beyond one call. */
  readonly grants: string
  readonly egress: string
  /** Names, places and times of credentials; never one of them. */
  readonly credentialNames: string
  /** Credentials under the person's passphrase, where they chose that. */
  readonly sealedCredentials: string
  /** What the person answered about telemetry. */
  readonly consent: string
  /** Folder of what waits to be sent, while there is consent. */
  readonly telemetry: string
  /** Whom the app that ran here last would send telemetry to. */
  readonly operatorSeen: string
  readonly log: string
}

/** Absolute folder for the rules of the organisation, which only an administrator of the machine writes. */
export function organisationFolder(platform: NodeJS.Platform = process.platform): string {
  if (platform === 'darwin') return `/Library/Application Support/${brand.name}`
  return platform === 'win32' ? `C:\\ProgramData\\${brand.name}` : `/etc/${brand.command}`
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
    grants: join(desktop, 'grants.json'),
    undo: join(desktop, 'undo'),
    egress: join(logs, 'egress.jsonl'),
    credentialNames: join(desktop, 'credentials.json'),
    sealedCredentials: join(desktop, 'credentials.sealed.json'),
    consent: join(desktop, 'consent.json'),
    telemetry: join(desktop, 'telemetry'),
    operatorSeen: join(desktop, 'operator-seen.json'),
    log: join(logs, `${brand.command}.log`),
  }
}
