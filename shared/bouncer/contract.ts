import { z } from 'zod'
import { callIdSchema, inboxIdSchema, sessionIdSchema } from '../kit/ids.ts'
import { anywhere, event, local, procedure } from '../rpc/define.ts'
import { aiContract } from './ai-contract.ts'
import { checkedPolicySchema, draftTextSchema, ownPolicySchema } from './draft.ts'
import { grantDraftSchema, grantProposalSchema, grantSchema, grantWeightSchema } from './grants.ts'
import { decisionSchema, layerSchema, ruleSchema } from './model.ts'
import { packNames } from './packs.ts'
import { policyFileStatusSchema } from './policy.ts'
import { policyReplaySchema } from './replay.ts'
import { guardStatisticsSchema } from './statistics.ts'

/** Announces one judged call, after its audit entry is on disk. */
export const decidedSchema = z.object({
  sessionId: sessionIdSchema,
  callId: callIdSchema,
  decision: decisionSchema,
  layer: layerSchema,
  entry: z.number().int(),
})

/** What clients may ask of the Bouncer. */
export const bouncerContract = {
  ...aiContract,
  'bouncer.rules': procedure(
    { kind: 'query', role: 'view', idempotent: true, wires: local },
    /** Absolute project folders whose own rules are listed too. */
    z.object({ workspaces: z.array(z.string().min(1).max(4096)).max(256).optional() }),
    z.object({
      /** Rules of every layer; those of a folder name their file, which lies in it. */
      rules: z.array(ruleSchema),
      /** Places where rules of the organisation, the person and known folders may lie. */
      files: z.array(policyFileStatusSchema),
      engineVersion: z.string(),
      policyHash: z.string(),
    }),
  ),
  'bouncer.ownPolicy': procedure(
    { kind: 'query', role: 'owner', idempotent: true, wires: local },
    z.object({}),
    ownPolicySchema,
  ),
  'bouncer.checkPolicy': procedure(
    { kind: 'query', role: 'owner', idempotent: true, wires: local },
    z.object({ text: draftTextSchema }),
    checkedPolicySchema,
  ),
  'bouncer.replayPolicy': procedure(
    { kind: 'query', role: 'owner', idempotent: true, wires: local },
    z.object({ text: draftTextSchema }),
    policyReplaySchema,
  ),
  /** What a pack would make of the calls on record, before it is switched on. */
  'bouncer.replayPack': procedure(
    { kind: 'query', role: 'owner', idempotent: true, wires: local },
    z.object({ name: z.enum(packNames) }),
    policyReplaySchema,
  ),
  'bouncer.savePolicy': procedure(
    { kind: 'command', role: 'owner', idempotent: true, wires: local },
    /** `version` is that of the text it replaces. */
    z.object({ text: draftTextSchema, version: z.string().nullable() }),
    ownPolicySchema,
  ),
  'bouncer.statistics': procedure(
    { kind: 'query', role: 'view', idempotent: true, wires: local },
    z.object({}),
    guardStatisticsSchema,
  ),
  'bouncer.grants': procedure(
    { kind: 'query', role: 'view', idempotent: true, wires: anywhere },
    z.object({}),
    z.object({ grants: z.array(grantSchema) }),
  ),
  'bouncer.proposeGrant': procedure(
    { kind: 'query', role: 'approve', idempotent: true, wires: anywhere },
    z.object({ id: inboxIdSchema }),
    grantProposalSchema,
  ),
  'bouncer.weighGrant': procedure(
    { kind: 'query', role: 'approve', idempotent: true, wires: anywhere },
    z.object({ id: inboxIdSchema, draft: grantDraftSchema }),
    grantWeightSchema,
  ),
  'bouncer.revokeGrant': procedure(
    { kind: 'command', role: 'approve', idempotent: true, wires: anywhere },
    z.object({ id: z.string().max(64) }),
    grantSchema,
  ),
  /** Takes back the allowance of one call that no agent has used, as after one had gone. */
  'bouncer.revokeAllowance': procedure(
    { kind: 'command', role: 'approve', idempotent: true, wires: anywhere },
    z.object({ id: inboxIdSchema }),
    z.object({ id: inboxIdSchema }),
  ),
  'bouncer.grantsChanged': event(
    { role: 'view', wires: anywhere },
    z.object({ grants: z.array(grantSchema) }),
  ),
  'bouncer.decided': event({ role: 'view', wires: local }, decidedSchema),
} as const
