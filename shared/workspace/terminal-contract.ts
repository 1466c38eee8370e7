import { z } from 'zod'
import { event, local, procedure } from '../rpc/define.ts'
import { cursorSchema } from '../rpc/frames.ts'
import {
  terminalIdSchema,
  terminalRunSchema,
  terminalSchema,
  terminalSizeSchema,
} from './terminal-model.ts'

const terminalId = terminalIdSchema
/** One page that shows a terminal; two pages are two viewers. */
const viewer = z.string().min(1).max(64)
const nothing = z.object({})

/**
 * Terminals are a right of their own: whoever can write into one can do whatever the person can, so
 * it is the owner's, at this machine. No relay and no other role reaches it.
 */
export const terminalRight = { role: 'owner', wires: local } as const

/** Terminals in project folders. What one prints comes over the topic `terminal/<id>`. */
export const terminalContract = {
  'terminals.list': procedure(
    { kind: 'query', role: 'owner', idempotent: true, wires: local },
    nothing,
    z.object({
      terminals: z.array(terminalSchema),
      /** Why none can be opened here; null where they can. */
      unavailable: z.string().nullable(),
    }),
  ),
  'terminals.open': procedure(
    { kind: 'command', role: 'owner', idempotent: false, wires: local },
    terminalSizeSchema.extend({ folder: z.string().min(1).max(4_096), run: terminalRunSchema }),
    terminalSchema,
  ),
  /** What it printed last, to be drawn before the events after the cursor. */
  'terminals.read': procedure(
    { kind: 'query', role: 'owner', idempotent: true, wires: local },
    z.object({ terminalId }),
    z.object({
      cursor: cursorSchema,
      text: z.string(),
      total: z.number().int(),
      /** True where older output was dropped. */
      isCut: z.boolean(),
    }),
  ),
  'terminals.write': procedure(
    { kind: 'command', role: 'owner', idempotent: false, wires: local },
    z.object({
      terminalId,
      viewer,
      data: z.string().max(65_536),
      /** True for what the terminal itself answers to a question of the program; one viewer's counts. */
      isReply: z.boolean(),
    }),
    nothing,
  ),
  'terminals.resize': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    terminalSizeSchema.extend({ terminalId, viewer }),
    nothing,
  ),
  /** Says how much a page has drawn, so that a flood waits for it. */
  'terminals.drawn': procedure(
    { kind: 'query', role: 'owner', idempotent: true, wires: local },
    z.object({ terminalId, viewer, total: z.number().int().nonnegative() }),
    nothing,
  ),
  /** Ends what runs in it with all it started, and forgets what it printed. */
  'terminals.close': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    z.object({ terminalId }),
    nothing,
  ),
  'terminals.changed': event(terminalRight, z.object({ terminals: z.array(terminalSchema) })),
} as const
