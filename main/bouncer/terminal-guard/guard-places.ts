import { join } from 'node:path'

/** Absolute paths of what the terminal guard keeps, all in one folder that is the owner's alone. */
export interface GuardPlaces {
  readonly folder: string
  /** The program that the agent's program runs before each call. */
  readonly hook: string
  /** What becomes of calls while no app runs, as the hook reads it. */
  readonly choice: string
  /** How the hook reaches the app that runs and knows it again. */
  readonly running: string
  readonly socket: string
  /** Where the hook was put, with what is needed to take it out again. */
  readonly installs: string
  readonly lastCall: string
  /** Stands for the project of an agent that was started in none; nothing lies there, and no agent may make it. */
  readonly noProject: string
}

/** Says where the terminal guard keeps things in a home folder; touches nothing. */
export function guardPlaces(home: string): GuardPlaces {
  const folder = join(home, 'guard')
  const at = (name: string) => join(folder, name)
  return {
    folder,
    hook: at('terminal-guard.cjs'),
    choice: at('choice.json'),
    running: at('running.json'),
    socket: at('guard.sock'),
    installs: at('installs.json'),
    lastCall: at('last-call.json'),
    noProject: at('no-project'),
  }
}
