import type { z } from 'zod'

/** The ways into the app: the desktop bridge, the loopback WebSocket, another device through the relay. */
export const wires = ['ipc', 'websocket', 'relay'] as const
export type Wire = (typeof wires)[number]

/** What a client may do, weakest first; each role includes those before it. */
export const roles = ['view', 'approve', 'drive', 'owner'] as const
export type Role = (typeof roles)[number]

/** Rights of one procedure; a wire that is not listed cannot reach it. */
export interface Rights {
  readonly kind: 'query' | 'command'
  readonly role: Role
  /** Default: the desktop bridge only. */
  readonly wires?: readonly Wire[]
  /** True when a repeat without its command id would change nothing more. */
  readonly idempotent: boolean
}

/** A procedure's shape and rights; handlers and clients are typed from it. */
export interface Procedure<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly type: 'procedure'
  readonly kind: 'query' | 'command'
  readonly role: Role
  readonly wires: readonly Wire[]
  readonly idempotent: boolean
  readonly input: I
  readonly output: O
}

/** A past-tense announcement on a topic, readable from the given role upward. */
export interface Announcement<P extends z.ZodType = z.ZodType> {
  readonly type: 'event'
  readonly role: Role
  readonly wires: readonly Wire[]
  readonly payload: P
}

/** Declares a procedure with its rights, input and output. */
export function procedure<I extends z.ZodType, O extends z.ZodType>(
  rights: Rights,
  input: I,
  output: O,
): Procedure<I, O> {
  const { kind, role, idempotent } = rights
  return {
    type: 'procedure',
    kind,
    role,
    idempotent,
    wires: rights.wires ?? ['ipc'],
    input,
    output,
  }
}

/** Declares an event of the `app` topic. */
export function event<P extends z.ZodType>(
  rights: { readonly role: Role; readonly wires?: readonly Wire[] },
  payload: P,
): Announcement<P> {
  return { type: 'event', role: rights.role, wires: rights.wires ?? ['ipc'], payload }
}

/** Both local wires: what a person at this machine can reach from window or browser. */
export const local: readonly Wire[] = ['ipc', 'websocket']

/** Every wire, including another device of the person. */
export const anywhere: readonly Wire[] = ['ipc', 'websocket', 'relay']

/** True when `held` includes `needed`. */
export function includesRole(held: Role, needed: Role): boolean {
  return roles.indexOf(held) >= roles.indexOf(needed)
}
