import { type Failure, failure } from '../../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import { sessionErrors } from '../../../shared/sessions/errors.ts'
import type { LetThrough, RingStanding, RingView } from '../../../shared/sessions/ring.ts'
import type { ProgramRequest, Spawn } from '../../kit/spawn.ts'
import { bubblewrapped } from './bubblewrap.ts'
import { type FoundRing, findRing, openSocketsOfLinux, usualPrograms } from './find-ring.ts'
import { layOut } from './lay-out.ts'
import type { AgentFolders, Layout } from './layout.ts'
import { seatbelted } from './seatbelt.ts'
import { seenFiles } from './seen-files.ts'

export type { AgentFolders } from './layout.ts'

/** What the outer ring needs. */
export interface RingDeps {
  readonly spawn: Spawn
  /** Absolute home of the person. */
  readonly userHome: string
  /** Absolute home of this app. */
  readonly home: string
  /** Absolute folders in it that the agent's own hook reads. */
  hookFolders(): Promise<readonly string[]>
  letThrough(): readonly LetThrough[]
  readonly platform?: NodeJS.Platform
  /** Where its program may lie; the system's own places unless a test says otherwise. */
  readonly programs?: readonly string[]
}

/** A program of an agent that is to start in a session's folder. */
export interface RingedProgram {
  readonly request: ProgramRequest
  readonly folders: AgentFolders
}

/** A start in the ring, and what the agent will see. */
export interface RingedStart {
  readonly request: ProgramRequest
  readonly view: RingView
}

/** Puts the agent of one session into the ring. */
export interface RingEntrance {
  enter(program: RingedProgram): Promise<Result<RingedStart, Failure>>
}

/** The outer ring: the operating system's own sandbox around an agent. */
export interface Ring {
  /** How it stands now; a real start of its program. */
  standing(): Promise<RingStanding>
  /** Made for one start in a folder; fails where the ring cannot be had. */
  entrance(workspace: string): Promise<Result<RingEntrance, Failure>>
  /** What an agent with these folders would see, without starting anything; null where there is no ring. */
  view(workspace: string, folders: AgentFolders): Promise<Result<RingView | null, Failure>>
}

/** Creates the ring; starts nothing. */
export function createRing(deps: RingDeps): Ring {
  const { spawn, platform = process.platform } = deps
  const find = () =>
    findRing({
      ...{ spawn, platform, programs: deps.programs ?? usualPrograms(platform) },
      openSockets: openSocketsOfLinux,
    })

  const lay = async (workspace: string, folders: AgentFolders, programs: readonly string[]) =>
    layOut(
      {
        ...{ workspace, programs, agent: folders },
        ...{ userHome: deps.userHome, appHome: deps.home },
        letThrough: deps.letThrough(),
        hookFolders: await deps.hookFolders(),
      },
      seenFiles,
    )

  const entrance = (workspace: string, found: FoundRing): RingEntrance => ({
    async enter({ request, folders }) {
      const { program, standing } = found
      if (program === null || standing.state !== 'works') return err(unavailable(standing))
      const laid = await lay(workspace, folders, [request.command])
      if (!laid.ok) return laid
      const around = standing.program === 'bubblewrap' ? bubblewrapped : seatbelted
      const view = viewOf(laid.value, standing)
      return ok({ request: around(program, laid.value, request), view })
    },
  })

  return {
    standing: async () => (await find()).standing,
    async entrance(workspace) {
      // Looked at before each start: what worked when the app started may be gone.
      const found = await find()
      return found.program === null
        ? err(unavailable(found.standing))
        : ok(entrance(workspace, found))
    },
    async view(workspace, folders) {
      const { standing } = await find()
      if (standing.state !== 'works') return ok(null)
      const laid = await lay(workspace, folders, [])
      return laid.ok ? ok(viewOf(laid.value, standing)) : laid
    },
  }
}

function unavailable(standing: RingStanding): Failure {
  const cause = standing.state === 'works' ? '' : standing.reason
  return failure(sessionErrors, 'ring.unavailable', { cause })
}

function viewOf(
  { writable, readOnly, hidden, letThrough, refused }: Layout,
  standing: Extract<RingStanding, { state: 'works' }>,
): RingView {
  const { program, version, reachable } = standing
  return {
    ...{ program, version, reachable },
    writable: [...writable],
    readOnly: [...readOnly],
    hidden: [...hidden],
    letThrough: [...letThrough],
    refused: [...refused],
  }
}
