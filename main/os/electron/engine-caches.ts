import type { Session } from 'electron'

/** Empties what the engine keeps to be faster: of the network and of compiled code; nothing that was stored goes. */
export async function emptyEngineCaches(
  session: Pick<Session, 'clearCache' | 'clearCodeCaches'>,
): Promise<void> {
  await session.clearCache()
  await session.clearCodeCaches({})
}
