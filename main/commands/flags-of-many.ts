import type { Flag } from './command.ts'

/** Names another home folder. */
export const home: Flag = {
  name: 'home',
  placeholder: 'DIR',
  completes: 'folder',
  does: 'Uses another home folder.',
}
/** Wants data instead of sentences. */
export const json: Flag = { name: 'json', does: 'Prints one JSON object instead of sentences.' }
