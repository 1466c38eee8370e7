/** The system's code of a failed file operation (`ENOSPC`), or the error's name where it has none. */
export function systemCode(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

/** True when the operation failed because the file or folder is not there. */
export function isMissing(error: unknown): boolean {
  return systemCode(error) === 'ENOENT'
}

/** What is wrong with one file alone; others can still be read. */
const unreadableCodes = new Set(['EACCES', 'EPERM', 'EIO', 'EISDIR', 'ENOTDIR', 'ELOOP', 'EFTYPE'])

/** True where one place of the file system cannot be read, whatever the reason. */
export function isUnreadable(error: unknown): boolean {
  return unreadableCodes.has(systemCode(error))
}
