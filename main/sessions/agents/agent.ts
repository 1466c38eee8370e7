import type { Decision } from '../../../shared/bouncer/model.ts'
import type { Failure } from '../../../shared/kit/failure.ts'
import type { CallId } from '../../../shared/kit/ids.ts'
import type { Result } from '../../../shared/kit/result.ts'
import type { Secret } from '../../../shared/kit/secret.ts'
import type {
  AgentKind,
  AgentStatus,
  PermissionMode,
  SessionEvent,
} from '../../../shared/sessions/model.ts'
import type { AgentFolders, RingEntrance } from '../ring/index.ts'

/** One tool call as the agent hands it over before it runs. */
export interface GateCall {
  readonly callId: CallId
  readonly tool: string
  readonly input: Record<string, unknown>
  readonly cwd: string
  readonly agentId: string | null
}

/** The Bouncer's answer in the form an agent needs; an `ask` leads to `Gate.ask`. */
export interface GateAnswer {
  readonly decision: Decision
  readonly reason: string
}

/** Something only the person can answer, while the agent holds the call. */
export type PersonQuestion =
  | { readonly kind: 'approval'; readonly call: GateCall; readonly agentReason: string | null }
  | {
      readonly kind: 'question'
      readonly callId: CallId
      readonly questions: readonly {
        readonly question: string
        readonly header: string
        readonly multiSelect: boolean
        readonly options: readonly { readonly label: string; readonly description: string }[]
      }[]
    }
  | { readonly kind: 'plan'; readonly callId: CallId; readonly plan: string }

/** The person's answer; `gone` when the wait was given up because the agent or the app ended. */
export type PersonAnswer =
  | { readonly kind: 'allow' }
  | { readonly kind: 'deny'; readonly note: string }
  | { readonly kind: 'answers'; readonly answers: Readonly<Record<string, string>> }
  | { readonly kind: 'gone' }

/** Why a question's signal aborts when nobody took the question back: its agent ended. */
export const agentGone = 'agent-gone'

/** The only way from an agent to the world: every call is judged, every question waits for the person. */
export interface Gate {
  /** Never rejects: an internal failure is a deny with a reason. */
  judge(call: GateCall): Promise<GateAnswer>
  /** Waits without a limit; `signal` aborts when the agent withdraws the question, with `agentGone` when it ended. Never rejects. */
  ask(question: PersonQuestion, signal: AbortSignal): Promise<PersonAnswer>
}

/** Events an agent emits itself; decisions and questions are written by the gate. */
export type AgentEvent = Extract<
  SessionEvent,
  {
    kind:
      | 'agent-started'
      | 'turn-started'
      | 'text-delta'
      | 'text'
      | 'thinking-delta'
      | 'thinking'
      | 'tool-called'
      | 'tool-finished'
      | 'retrying'
      | 'turn-ended'
      | 'mode-changed'
      | 'model-changed'
      | 'noticed'
  }
>

/** How a run ended. */
export interface AgentExit {
  readonly code: number | null
  readonly signal: string | null
  /** True when we asked for it. */
  readonly expected: boolean
  readonly failure: Failure | null
}

/** What a run is started with. */
export interface AgentStart {
  /** The session of this app that it belongs to, for the ledger of connections. */
  readonly session: string
  /** Our id; also the agent's own session id on a first start. */
  readonly sessionId: string
  /** The agent's session id to resume, or null for a first start. */
  readonly resume: string | null
  /** Absolute workspace folder. */
  readonly cwd: string
  readonly model: string | null
  readonly mode: PermissionMode
  /** Whether the person trusts the folder's own agent settings. */
  readonly trusted: boolean
  /** The person's API key when it pays; null for the program's own login. The child never sees it. */
  readonly apiKey: Secret | null
  /** The way into the outer ring where the session is to run in it; null for a run without. */
  readonly ring: RingEntrance | null
  readonly gate: Gate
  /** Aborts when the run is no longer wanted while it still starts; a run that was handed over is ended by `stop`. */
  readonly signal: AbortSignal
  /** Called in order; must not throw. */
  onEvent(event: AgentEvent): void
}

/** A running agent. */
export interface AgentRun {
  readonly agentSessionId: string
  /** Resolves once the program has the message; `promptId` keys its replay. */
  send(prompt: { readonly promptId: string; readonly text: string }): Promise<Result<void, Failure>>
  /** Ends the current turn; the run goes on with the next prompt. */
  interrupt(): Promise<void>
  setModel(model: string): Promise<Result<void, Failure>>
  setMode(mode: PermissionMode): Promise<Result<void, Failure>>
  /** Interrupt, end of input, SIGTERM, SIGKILL and its orphans; resolves when nothing is left. */
  stop(): Promise<void>
  readonly exited: Promise<AgentExit>
}

/** A kind of agent that sessions can run. */
export interface AgentDriver {
  readonly kind: AgentKind
  /** Looks at the installed program; `workspace` rules out programs inside it. */
  check(workspace: string | null): Promise<AgentStatus>
  start(options: AgentStart): Promise<Result<AgentRun, Failure>>
  /** What it needs of the machine in the outer ring; absent for a kind that starts no program. */
  folders?(needs: {
    readonly workspace: string
    readonly isPaidByKey: boolean
  }): Promise<AgentFolders>
}
