// Owns: the judgement of every tool call, its rules and its reasons.
// State: rules in policies/ of the app's folder, read only; grants in desktop/grants.json; copies of what approved
// calls destroyed in desktop/undo; in memory alone what the AI layer learnt and what sessions did (from the record).
// Must never: allow a call it could not judge and record, write outside an erase, or turn a deny into anything else.

export { type AiLayer, createAiLayer } from './ai-layer/ai-layer.ts'
export { createChosenProvider } from './ai-layer/chosen-provider.ts'
export { explainCall } from './explain-call.ts'
export { createFacts } from './facts/create-facts.ts'
export { failureVerdict } from './failure-verdict.ts'
export { checkGrant, createGiving, giveUnfinished } from './grants/give-grant.ts'
export { createGrants, type Grants } from './grants/grants.ts'
export { inspectGrants } from './grants/grants-file.ts'
export { createSettling } from './grants/settle-waiting.ts'
export { bouncerHandlers } from './handlers.ts'
export type { Bouncer, Judgement } from './judge.ts'
export { createBouncer } from './judge.ts'
export { judgeJsonLines, readCall } from './judge-lines.ts'
export type { SessionHistory } from './memory/session-memories.ts'
export {
  judgeByPattern,
  observeCall,
  verdictOn,
  withRewrite,
} from './pattern-layer/pattern-layer.ts'
export { checkDraft } from './policies/check-draft-policy.ts'
export type { DraftPlace } from './policies/draft-source.ts'
export { createPolicies, type Policies } from './policies/policies.ts'
export { createReplays } from './replay/run-replay.ts'
export { createGuardInstaller, type GuardInstaller } from './terminal-guard/guard-installer.ts'
export { guardPlaces } from './terminal-guard/guard-places.ts'
export { lookAtGuard } from './terminal-guard/look-at-guard.ts'
export {
  createSharedJudgements,
  type SharedJudgements,
} from './terminal-guard/shared-judgements.ts'
export type { Restored } from './terminal-guard/take-out.ts'
export { createTerminalGuard, type TerminalGuard } from './terminal-guard/terminal-guard.ts'
export { copyBeforeAsking } from './undo/copy-before-asking.ts'
export { createUndo, type Undo } from './undo/undo.ts'
