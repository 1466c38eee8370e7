import type { GuardStanding } from '../../shared/bouncer/terminal-guard.ts'
import type { AgentStatus } from '../../shared/sessions/model.ts'
import {
  type Bouncer,
  copyBeforeAsking,
  createSharedJudgements,
  createTerminalGuard,
  type SharedJudgements,
  type TerminalGuard,
  type Undo,
} from '../bouncer/index.ts'
import type { Inbox } from '../inbox/index.ts'
import type { Foundations } from './foundations.ts'
import type { InAppAgents } from './in-app-agents.ts'
import type { Ports } from './ports.ts'

type HookStart = Parameters<typeof createTerminalGuard>[0]['startedInTerminal']

/** What the terminal guard takes from other features. */
export interface GuardParts {
  readonly judgements: SharedJudgements
  readonly inApp: InAppAgents
  readonly undo: Undo
  readonly inbox: Inbox
  readonly startedInTerminal: HookStart
  readonly agent: { check(workspace: string | null): Promise<AgentStatus> }
}

/** Lets the app's own gates and hooks of the agent's settings share what they are told about the same call. */
export function shareJudgements(bouncer: Bouncer, { clock }: Foundations): SharedJudgements {
  return createSharedJudgements(bouncer, clock)
}

/** Builds the guard of agents in terminals; it judges by the same Bouncer as the app's own sessions. */
export function buildTerminalGuard(
  ports: Ports,
  base: Foundations,
  { judgements, inApp, agent, undo, inbox, startedInTerminal }: GuardParts,
): Promise<TerminalGuard> {
  return createTerminalGuard({
    ...base,
    environment: ports.environment,
    logger: base.logger.child('terminal-guard'),
    program: ports.hookProgram ?? null,
    isListening: ports.isErrand !== true,
    judge: copyBeforeAsking(judgements.judgeForHook, undo),
    ...{ inbox, startedInTerminal },
    recordAnswer: judgements.bouncer.recordAnswer,
    whyBarred: judgements.bouncer.whyBarred,
    refuse: judgements.bouncer.refuse,
    giveGrant: judgements.bouncer.giveGrant,
    ownAgent: inApp.find,
    checkAgent: async () => agentStanding(await agent.check(null)),
  })
}

/** How the agent's program stands for the guard: what is too old for the app lets calls run when the hook is cut off. */
export function agentStanding({ state, path, version }: AgentStatus): GuardStanding['agent'] {
  if (state === 'ready' || state === 'old' || state === 'missing') return { state, path, version }
  return { state: 'unknown', path, version }
}
