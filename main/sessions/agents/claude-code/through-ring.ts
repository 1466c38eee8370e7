import { realpath } from 'node:fs/promises'
import { type Failure, failure } from '../../../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../../../shared/kit/result.ts'
import { sessionErrors } from '../../../../shared/sessions/errors.ts'
import type { RingView } from '../../../../shared/sessions/ring.ts'
import type { ProgramRequest } from '../../../kit/spawn.ts'
import { systemCode } from '../../../kit/system-code.ts'
import type { AgentStart } from '../agent.ts'
import { makeKeptFolder, ringFolders } from './ring-folders.ts'

/** A start, and what its agent will see; null without the ring. */
export interface WayIn {
  readonly request: ProgramRequest
  readonly view: RingView | null
}

/** The start as it is, or the same in the outer ring; never without where the ring was asked for. */
export async function throughRing(
  plain: ProgramRequest,
  { ring, cwd, isPaidByKey }: Pick<AgentStart, 'ring' | 'cwd'> & { readonly isPaidByKey: boolean },
): Promise<Result<WayIn, Failure>> {
  if (ring === null) return ok({ request: plain, view: null })
  try {
    const folders = await ringFolders(plain.env, { workspace: cwd, isPaidByKey })
    await makeKeptFolder(folders)
    // Links to the program may lie where the ring shows nothing, and so does its folder for scratch files.
    const command = await realpath(plain.command)
    const { TMPDIR: _outside, ...env } = plain.env
    return await ring.enter({ request: { ...plain, command, env }, folders })
  } catch (error) {
    return err(failure(sessionErrors, 'ring.broke', { cause: systemCode(error) }))
  }
}
