import type { Messages } from './message-types.ts'

/** Texts about guarding agents that run in a terminal. */
export const guardMessages = {
  'guard.title': 'Claude Code in a terminal',
  'guard.what':
    'A hook in the agent’s own settings has every call of a terminal judged here, by the same rules and into the same record. What asks, asks in the terminal. All else in those settings stays as it is, and a copy is kept.',
  'guard.install': 'Guard terminals',
  'guard.again': 'Install again',
  'guard.uninstall': 'Take the hook out',
  'guard.would':
    'Calls of a terminal are not judged now. It would change {path}; while this app does not run, Claude Code would then ask about each call.',
  'guard.in-force': 'In force by {path}.',
  'guard.not-in-force': 'Not in force.',
  'guard.last': 'Last call {when}: {tool}.',
  'guard.away': 'While this app does not run',
  'guard.away-what':
    'Nobody judges a call of a terminal then. Claude Code asks about each one, or each is denied',
  'guard.away-ask': 'Claude Code asks',
  'guard.away-deny': 'Deny',
  'guard.session': 'In a terminal, session',
} as const satisfies Messages
