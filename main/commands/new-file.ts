import { err, ok, type Result } from '../../shared/kit/result.ts'
import { type DraftFile, openDraft } from '../kit/draft-file.ts'
import { systemCode } from '../kit/system-code.ts'

/** Writes a new file (0600) that has its name only when it is whole; fails with a system code, `EEXIST` where something lies there. */
export async function writeNewFile(
  path: string,
  texts: AsyncIterable<string>,
  signal: AbortSignal,
): Promise<Result<{ readonly bytes: number }, string>> {
  let draft: DraftFile | null = null
  try {
    draft = await openDraft(path)
    for await (const text of texts) {
      signal.throwIfAborted()
      await draft.handle.appendFile(text)
    }
    signal.throwIfAborted()
    const { size: bytes } = await draft.handle.stat()
    await draft.keep(signal)
    return ok({ bytes })
  } catch (error) {
    return err(signal.aborted ? 'STOPPED' : systemCode(error))
  } finally {
    await draft?.end()
  }
}
