import { z } from 'zod'
import type { TelemetryKind } from '../../shared/telemetry/kinds.ts'
import type { OperatorStatus } from '../../shared/telemetry/model.ts'
import { readPlainText } from '../kit/plain-file.ts'
import { isMissing, systemCode } from '../kit/system-code.ts'

const loopback = /^(?:127\.0\.0\.1|localhost|\[::1\])$/

/** `https:`, or `http:` to this machine, without credentials that do not belong there. */
const addressSchema = z
  .url()
  .max(500)
  .refine((text) => {
    const url = new URL(text)
    return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname))
  }, 'must be https, or http to this machine')

const dsnSchema = addressSchema.refine((text) => {
  const { username, password, pathname } = new URL(text)
  return /^\w{1,128}$/.test(username) && password === '' && /^(?:\/[\w-]+)*\/\d+$/.test(pathname)
}, 'must be an address with a public key and a project number')

const hostSchema = addressSchema.refine((text) => {
  const { username, search, hash } = new URL(text)
  return username === '' && search === '' && hash === ''
}, 'must be an address without a key')

/** The most that the policy of this program promises; an operator may keep things shorter. */
const mostDays = { errors: 30, usage: 90 } as const
const keptDaysSchema = (most: number) => z.number().int().min(1).max(most).default(most)

const operatorSchema = z
  .object({
    format: z.literal('mstro-operator'),
    version: z.literal(1),
    name: z.string().min(1).max(120),
    contact: z.string().min(1).max(200),
    policyUrl: z.url({ protocol: /^https$/ }).max(500),
    policyVersion: z.string().regex(/^[\w.-]{1,60}$/),
    errors: z
      .object({ dsn: dsnSchema, keptDays: keptDaysSchema(mostDays.errors) })
      .strict()
      .optional(),
    usage: z
      .object({
        host: hostSchema,
        key: z.string().regex(/^\w{1,200}$/),
        keptDays: keptDaysSchema(mostDays.usage),
      })
      .strict()
      .optional(),
  })
  .strict()

/** Where errors go: the envelope endpoint and the public key of the project. */
export interface ErrorReceiver {
  readonly host: string
  readonly url: string
  readonly dsn: string
  readonly key: string
  readonly keptDays: number
}

/** Where counts go. */
export interface UsageReceiver {
  readonly host: string
  readonly url: string
  readonly key: string
  readonly keptDays: number
}

/** Who operates the receivers, as their file says; nothing of it stands in the program. */
export interface Operator {
  readonly status: OperatorStatus
  /** Version of the operator's policy; empty where there is none. */
  readonly policyVersion: string
  readonly errors: ErrorReceiver | null
  readonly usage: UsageReceiver | null
}

/** The longest that a receiver keeps what it got, in days. */
export function longestKept(kind: TelemetryKind): number {
  return mostDays[kind]
}

const nobody = { policyVersion: '', errors: null, usage: null }

/** Reads the operator's file; a missing path or file is nobody, an unreadable one is named and is nobody too. */
export async function readOperator(path: string | null): Promise<Operator> {
  if (path === null) return { ...nobody, status: { status: 'none' } }
  try {
    const read = operatorSchema.safeParse(JSON.parse(await readPlainText(path)))
    if (read.success) return operatorOf(path, read.data)
    const [issue] = read.error.issues
    const where = issue?.path.join('.') || 'the file'
    return broken(path, `${where}: ${issue?.message ?? 'does not fit'}`)
  } catch (error) {
    if (isMissing(error)) return { ...nobody, status: { status: 'none' } }
    return broken(path, error instanceof SyntaxError ? 'it is no JSON' : systemCode(error))
  }
}

function broken(path: string, problem: string): Operator {
  return { ...nobody, status: { status: 'broken', path, problem: problem.slice(0, 300) } }
}

function operatorOf(path: string, file: z.infer<typeof operatorSchema>): Operator {
  const { name, contact, policyUrl, policyVersion, errors, usage } = file
  return {
    status: { status: 'ok', path, name, contact, policyUrl },
    policyVersion,
    errors: errors ? errorReceiver(errors) : null,
    usage: usage ? usageReceiver(usage) : null,
  }
}

function errorReceiver({ dsn, keptDays }: { dsn: string; keptDays: number }): ErrorReceiver {
  const url = new URL(dsn)
  const cut = url.pathname.lastIndexOf('/')
  const project = url.pathname.slice(cut + 1)
  const endpoint = `${url.origin}${url.pathname.slice(0, cut)}/api/${project}/envelope/`
  return { host: url.host, url: endpoint, dsn, key: url.username, keptDays }
}

function usageReceiver(usage: { host: string; key: string; keptDays: number }): UsageReceiver {
  const url = new URL(usage.host)
  const endpoint = `${url.origin}${url.pathname.replace(/\/$/, '')}/batch/`
  return { host: url.host, url: endpoint, key: usage.key, keptDays: usage.keptDays }
}
