/** Names, relative to the home folder, of what shows who has it. */
export const ownerFiles = {
  /** Held by the system for the owner's process; it is let go when that process closes any descriptor of it. */
  lock: 'desktop/owner.lock',
  /** Answers while the owner lives, whatever else its process opens and closes. */
  socket: 'desktop/owner.sock',
  /** Who it is, for people. */
  name: 'desktop/owner.json',
} as const

const untouchable = /^desktop[\\/]owner\.(?:lock(?:-journal|-wal|-shm)?|sock|json)$/

/** True for files of the home that nothing but the owner's lock may open, move or remove. */
export function isOwnerFile(path: string): boolean {
  return untouchable.test(path)
}
