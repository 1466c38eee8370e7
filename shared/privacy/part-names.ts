/** The parts of what is kept, by the name under which they are erased, as people see them in the settings. */
export const partNames = {
  sessions: 'Sessions',
  audit: 'Record',
  inbox: 'Questions',
  egress: 'Ledger',
  settings: 'Settings',
  credentials: 'Credentials',
  keychain: 'Keychain entries',
  workspace: 'Folders',
  bouncer: 'Bouncer',
  'terminal-guard': 'Terminal guard',
  grants: 'Grants',
  copies: 'Copies',
  telemetry: 'Telemetry',
  log: 'Log',
  leftovers: 'Leftovers',
  window: 'Window',
  privacy: 'Privacy',
} as const
export type PartId = keyof typeof partNames

/** Every part, in the order of the settings. */
export const partIds = Object.keys(partNames) as PartId[]

/** The part that a person means by its shown name or its own, in any case; null where there is none. */
export function partNamed(said: string): PartId | null {
  const word = said.trim().toLowerCase()
  return partIds.find((id) => id === word || partNames[id].toLowerCase() === word) ?? null
}
