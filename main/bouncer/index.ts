// Owns: the judgement of every tool call, its rules and its reasons.
// State: none; the audit keeps the record and sessions keep the person's one-use grants.
// Must never: allow a call it could not judge and record, touch the disk, or turn a deny into anything else.

export { failureVerdict } from './failure-verdict.ts'
export { bouncerHandlers } from './handlers.ts'
export type { Bouncer, Judgement } from './judge.ts'
export { createBouncer } from './judge.ts'
export { judgeJsonLines } from './judge-lines.ts'
export { judgeByPattern } from './pattern-layer/pattern-layer.ts'
