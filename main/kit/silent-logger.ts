import type { Logger } from './logger.ts'

/** A log that keeps nothing. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  incident: () => 'unlogged',
  child: () => silentLogger,
}
