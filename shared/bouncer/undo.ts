import { z } from 'zod'
import { callIdSchema, inboxIdSchema, sessionIdSchema } from '../kit/ids.ts'
import type { Effect } from './model.ts'

const count = z.number().int().nonnegative()

/** One kind of thing that a call would destroy, and how much of it there is. */
export const lossPartSchema = z.object({
  /** Made again by tools, kept by git as well, or nowhere else on this machine. */
  kind: z.enum(['rebuildable', 'in-git', 'only-here']),
  /** Folder that rebuildable things lie in, such as `node_modules`; '' otherwise. */
  name: z.string(),
  files: count,
  bytes: count,
})
export type LossPart = z.infer<typeof lossPartSchema>

/** Why no copy would be kept. */
export const noCopyReasonSchema = z.enum([
  /** The setting says that none is kept. */
  'off',
  /** What would go is not known before the call runs. */
  'unknown',
  /** It could not be counted to its end. */
  'not-counted',
  /** Something in it cannot be read. */
  'unreadable',
  /** What would go lies on another machine or another disk. */
  'elsewhere',
  /** Younger copies fill the store. */
  'no-room',
  /** Tools make all of it again. */
  'rebuildable',
])
export type NoCopyReason = z.infer<typeof noCopyReasonSchema>

/** What becomes of the things before an approved call destroys them. */
export const copyPlanSchema = z.discriminatedUnion('kind', [
  /** Nothing is there that could be lost. */
  z.object({ kind: z.literal('nothing') }),
  z.object({
    kind: z.literal('kept'),
    files: count,
    bytes: count,
    /** Rebuildable folders that are not copied. */
    leavesOut: z.array(z.string()),
    /** True when more may go than is known, and that part is not copied. */
    isPart: z.boolean(),
  }),
  z.object({ kind: z.literal('too-large'), bytes: count, capBytes: count }),
  z.object({ kind: z.literal('none'), why: noCopyReasonSchema }),
])
export type CopyPlan = z.infer<typeof copyPlanSchema>

/** What a call that waits for an answer would destroy, as far as it is counted. */
export const previewSchema = z.object({
  inboxId: inboxIdSchema,
  /** `stopped`: the budget of time or number was used up, there is more. `failed`: it could not be looked at. */
  status: z.enum(['counting', 'counted', 'stopped', 'failed']),
  files: count,
  bytes: count,
  folders: count,
  /** Links among them; what they lead to stays and is not counted. */
  links: count,
  /** Files that git does not know, that it ignores, and that differ from the last commit. */
  untracked: count,
  ignored: count,
  changed: count,
  parts: z.array(lossPartSchema),
  /** Some of the files that exist nowhere else, control characters spelled out. */
  onlyHere: z.array(z.string()),
  /** Commits that no other branch and no remote holds. */
  commits: count,
  /** Some of them: short id and first line, which is data. */
  commitLines: z.array(z.string()),
  /** Some of the files whose staged version is neither in a commit nor in the file, and goes. */
  staged: z.array(z.string()).optional(),
  /** Mount points below; what lies in them is neither counted nor copied. */
  mounts: z.array(z.string()),
  /** Targets that are not known before the call runs. */
  unknown: z.array(z.enum(['path', 'folder', 'version-control', 'remote', 'repository'])),
  /** Null while counting. */
  copy: copyPlanSchema.nullable(),
})
export type Preview = z.infer<typeof previewSchema>

/** Names one kept copy. */
export const copyIdSchema = z
  .string()
  .regex(/^[\w-]{1,64}$/)
  .brand<'CopyId'>()
export type CopyId = z.infer<typeof copyIdSchema>

/** A copy of what an approved call was about to destroy. */
export const copySchema = z.object({
  id: copyIdSchema,
  madeAt: z.number(),
  sessionId: sessionIdSchema,
  callId: callIdSchema,
  /** The question that was answered; null for a call that a grant let through. */
  inboxId: inboxIdSchema.nullable(),
  /** Who let the call through; `terminal` was asked there and may have been denied; a restore replaced files. */
  reason: z.enum(['person', 'grant', 'terminal', 'restore']),
  tool: z.string(),
  /** First line of what the call was given, control characters spelled out, secrets masked. */
  title: z.string(),
  workspace: z.string(),
  files: count,
  folders: count,
  bytes: count,
  /** Repositories whose branches, stashes or index are part of it, with what the call did there. */
  git: z.array(z.object({ root: z.string(), verb: z.string() })),
  leavesOut: z.array(z.string()),
  /** Files whose contents were taken out because a secret stood in them. */
  forgotten: count,
  /** When all of it was last put back; null for never. */
  restoredAt: z.number().nullable(),
})
export type Copy = z.infer<typeof copySchema>

/** How a thing of a copy stands to what lies in its place now. */
export const placeStateSchema = z.enum([
  /** Nothing lies there: it comes back. */
  'missing',
  /** The same lies there already. */
  'same',
  /** Something else lies there that git keeps as well: it is replaced. */
  'replaceable',
  /** Something else lies there that exists nowhere else: it is never replaced unasked. */
  'newer',
  /** Its contents were taken out or are damaged, or its folder now leads elsewhere. */
  'lost',
])
export type PlaceState = z.infer<typeof placeStateSchema>

/** One thing of a copy. */
export const placeRowSchema = z.object({ path: z.string(), state: placeStateSchema, bytes: count })

/** What a restore would do now. */
export const copyDetailSchema = z.object({
  copy: copySchema,
  counts: z.record(placeStateSchema, count),
  /** The first things of each state, those that need a decision first. */
  rows: z.array(placeRowSchema),
  /** Branches, tags, stashes and indexes: what it is and how it stands. */
  git: z.array(z.object({ what: z.string(), state: placeStateSchema })),
})
export type CopyDetail = z.infer<typeof copyDetailSchema>

/** What a restore did. */
export const restoreReportSchema = z.object({
  copy: copySchema,
  /** Files, folders and links that came back. */
  back: count,
  same: count,
  /** What came back under another name, because something newer has its place. */
  beside: z.array(z.object({ path: z.string(), as: z.string() })),
  failed: z.array(z.object({ path: z.string(), why: z.string() })),
  /** Branches, stashes and indexes, with what became of each. */
  git: z.array(
    z.object({ what: z.string(), outcome: z.enum(['back', 'same', 'beside', 'stays', 'failed']) }),
  ),
  /** The copy of what was replaced; null when nothing was. */
  replacedIn: copyIdSchema.nullable(),
})
export type RestoreReport = z.infer<typeof restoreReportSchema>

/** True when a call may destroy something that could be looked at and copied before. */
export function mayDestroy(effects: readonly Effect[]): boolean {
  return effects.some(
    (effect) =>
      effect.kind === 'delete' ||
      (effect.kind === 'write' && effect.append !== true) ||
      (effect.kind === 'version-control' && effect.target !== 'configuration'),
  )
}
