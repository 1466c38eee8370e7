/** Pages of the settings, in the order of their list. */
export const settingsSections = [
  'appearance',
  'agent',
  'credentials',
  'record',
  'egress',
  'privacy',
  'telemetry',
  'policy',
  'machine',
] as const
export type SettingsSection = (typeof settingsSections)[number]

/** What the page shows. */
export type Route =
  | { readonly kind: 'home' }
  | { readonly kind: 'new-session'; readonly workspace: string | null }
  | { readonly kind: 'session'; readonly sessionId: string }
  | {
      readonly kind: 'terminal'
      readonly terminalId: string | null
      readonly folder: string | null
      readonly question: string | null
    }
  | { readonly kind: 'bouncer'; readonly rule: string | null }
  | { readonly kind: 'own-rules' }
  | { readonly kind: 'scorecard' }
  | { readonly kind: 'grants' }
  | { readonly kind: 'copies' }
  | { readonly kind: 'ai-review' }
  | { readonly kind: 'ring' }
  | { readonly kind: 'audit' }
  | { readonly kind: 'settings'; readonly section: SettingsSection }
  | { readonly kind: 'missing' }

function settingsRoute(name: string | undefined): Route {
  if (name === undefined) return { kind: 'settings', section: 'appearance' }
  const section = settingsSections.find((candidate) => candidate === name)
  return section ? { kind: 'settings', section } : { kind: 'missing' }
}

function sessionRoute(id: string | undefined): Route {
  return id ? { kind: 'session', sessionId: id } : { kind: 'missing' }
}

/** Reads a path and its parameters; pure. */
export function routeOf(path: string, search: string): Route {
  const [area, name, ...rest] = path.split('/').filter((part) => part !== '')
  const parameters = new URLSearchParams(search)
  if (rest.length > 0) return { kind: 'missing' }
  switch (area) {
    case undefined:
    case 'index.html':
      return { kind: 'home' }
    case 'new':
      return { kind: 'new-session', workspace: parameters.get('workspace') }
    case 'session':
      return sessionRoute(name === undefined ? undefined : decodeURIComponent(name))
    case 'terminal':
      return {
        ...{ kind: 'terminal', terminalId: name ?? null },
        ...{ folder: parameters.get('folder'), question: parameters.get('question') },
      }
    case 'bouncer':
      return bouncerRoute(name, parameters.get('rule'))
    case 'audit':
      return { kind: 'audit' }
    case 'settings':
      return settingsRoute(name)
    default:
      return { kind: 'missing' }
  }
}

/** A rule that is a grant leads to the grants. */
function bouncerRoute(name: string | undefined, rule: string | null): Route {
  if (name === 'copies') return { kind: 'copies' }
  if (name === 'ai') return { kind: 'ai-review' }
  if (name === 'yours') return { kind: 'own-rules' }
  if (name === 'ring') return { kind: 'ring' }
  if (name === 'scorecard') return { kind: 'scorecard' }
  const isGrants = name === 'grants' || rule?.startsWith('grant.') === true
  return isGrants ? { kind: 'grants' } : { kind: 'bouncer', rule }
}

/** The areas that the title bar names. */
export type Area = 'sessions' | 'bouncer' | 'audit'

/** Which area a page belongs to; null for the settings. */
export function areaOf(route: Route): Area | null {
  switch (route.kind) {
    case 'bouncer':
    case 'own-rules':
    case 'scorecard':
    case 'grants':
    case 'copies':
    case 'ai-review':
    case 'ring':
      return 'bouncer'
    case 'audit':
      return 'audit'
    case 'settings':
      return null
    default:
      return 'sessions'
  }
}
