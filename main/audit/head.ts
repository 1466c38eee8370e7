import { createHmac, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { assertNever } from '../../shared/kit/assert-never.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import type { Secret } from '../../shared/kit/secret.ts'
import { createAtomicFile, setAside } from '../kit/atomic-file.ts'
import type { Clock } from '../kit/clock.ts'
import { systemCode } from '../kit/system-code.ts'
import { HEAD_NAME } from './segments.ts'

const hex = z.string().regex(/^[0-9a-f]{64}$/)
const pointSchema = z.object({ n: z.number().int().nonnegative(), hash: hex, at: z.number() })
const headSchema = pointSchema.extend({
  /** HMAC-SHA256 over number, value and time; null when no keychain held a key. */
  mac: hex.nullable(),
  /** The end of what was written behind the signed point while its key could not be reached. */
  behind: pointSchema.optional(),
})
type HeadFile = z.infer<typeof headSchema>

/** The last confirmed point of the chain. */
export interface HeadPoint {
  readonly n: number
  readonly hash: string
}

/** A head that can be believed; number and value are those of the confirmed end. */
export interface BelievedHead extends HeadPoint {
  /** `unchecked`: it is signed, and the key is not here. */
  readonly status: 'signed' | 'unchecked' | 'unsigned'
  /** The point that the signature covers; earlier than the end where the key could not be reached later on. */
  readonly signed: HeadPoint | null
}

/** What the head file says and how far it can be believed. */
export type HeadRead =
  | BelievedHead
  | { readonly status: 'missing' }
  /** `stripped`: heads of this home were signed, and this one is not. */
  | { readonly status: 'forged' | 'stripped'; readonly problem: string }

/** Reads and writes the head of the chain. */
export interface Head {
  read(): Promise<HeadRead>
  /** Fails with a system code. Without the key a signed point stays, and the new end stands behind it. */
  write(point: HeadPoint): Promise<Result<void, string>>
}

/** With what the head is signed and judged. */
export interface HeadSigning {
  /** Null where no keychain gives it. */
  readonly key: Secret | null
  /** Heads of this home were signed before: one without a signature is then not ours. */
  readonly wasSigned?: boolean
  /** Notes, where whoever writes to the home cannot reach, that a head was signed. */
  readonly remember?: () => Promise<void>
}

/** The head as far as it can be believed, else null. */
export function believed(head: HeadRead): BelievedHead | null {
  const { status } = head
  return status === 'signed' || status === 'unchecked' || status === 'unsigned' ? head : null
}

/** Every point that must lie on the chain. */
export function pointsOf(head: HeadRead): readonly HeadPoint[] {
  const known = believed(head)
  if (!known) return []
  return known.signed && known.signed.n !== known.n ? [known.signed, known] : [known]
}

/** The last entry that the signature covers, where the confirmed end lies behind it; else null. */
export function signedTo(head: HeadRead): number | null {
  const known = believed(head)
  return known?.signed && known.signed.n < known.n ? known.signed.n : null
}

function macOf(key: Secret, point: { n: number; hash: string; at: number }): string {
  const text = `audit-head\n1\n${point.n}\n${point.hash}\n${point.at}`
  return createHmac('sha256', key.expose()).update(text).digest('hex')
}

const forged = (problem: string): HeadRead => ({ status: 'forged', problem })

function judgeHead(head: HeadFile, { key, wasSigned }: HeadSigning): HeadRead {
  const { n, hash, mac, behind } = head
  if (mac === null) {
    if (!wasSigned) return { status: 'unsigned', n, hash, signed: null }
    const problem = 'it carries no signature, although heads of this home were signed'
    return { status: 'stripped', problem }
  }
  if (behind && behind.n <= n) return forged('its two points contradict each other')
  const end = { n: behind?.n ?? n, hash: behind?.hash ?? hash, signed: { n, hash } }
  if (key === null) return { status: 'unchecked', ...end }
  const isGenuine = timingSafeEqual(Buffer.from(mac, 'hex'), Buffer.from(macOf(key, head), 'hex'))
  return isGenuine
    ? { status: 'signed', ...end }
    : forged('its signature was not made with the key of this machine')
}

/** Creates the head of the record in `folder`; without a key it is written unsigned and says so. */
export function createHead(
  options: HeadSigning & { readonly folder: string; readonly clock: Clock },
): Head {
  const { folder, key, clock, remember } = options
  const path = join(folder, HEAD_NAME)
  const shape = { path, format: 'audit-head', version: 1, clock }
  const file = createAtomicFile<HeadFile>({ ...shape, check: (value) => headSchema.parse(value) })
  let isFirst = true
  let isRemembered = options.wasSigned ?? false

  const read = async (): Promise<HeadRead> => {
    const found = await file.inspect()
    switch (found.status) {
      case 'ok':
        return judgeHead(found.value, options)
      case 'missing':
        return { status: 'missing' }
      case 'unreadable':
        return forged(`its file could not be read (${found.problem})`)
      case 'foreign':
        return forged(found.problem)
      case 'damaged':
        return forged('its file lacks what every head has, such as the place of its signature')
      default:
        return assertNever(found)
    }
  }

  /** What stands there and is not believed is evidence, and is not written over. */
  const keepEvidence = async (): Promise<Result<void, string>> => {
    if (!isFirst) return ok(undefined)
    const { status } = await read()
    try {
      if (status === 'stripped' || status === 'forged') await setAside(path, clock)
      isFirst = false
      return ok(undefined)
    } catch (error) {
      return err(systemCode(error))
    }
  }

  const put = async (contents: HeadFile): Promise<Result<void, string>> => {
    const written = await file.write(contents)
    if (written.ok || written.error !== 'FOREIGN_FILE') return written
    // Somebody put another file there meanwhile; it must not keep the chain without a head.
    await setAside(path, clock)
    return file.write(contents)
  }

  /** What to write; null where what stands there says it already. */
  const contentsFor = async (point: z.infer<typeof pointSchema>): Promise<HeadFile | null> => {
    if (key !== null) return { ...point, mac: macOf(key, point) }
    const there = await file.inspect()
    if (there.status !== 'ok' || there.value.mac === null) return { ...point, mac: null }
    // Nobody without the key may take a signature away, this program neither.
    return point.n > there.value.n ? { ...there.value, behind: point } : null
  }

  return {
    read,
    async write({ n, hash }) {
      const kept = await keepEvidence()
      if (!kept.ok) return kept
      const contents = await contentsFor({ n, hash, at: Math.trunc(clock.now()) })
      const written = contents ? await put(contents) : ok(undefined)
      if (!written.ok || key === null || isRemembered) return written
      isRemembered = true
      await remember?.()
      return written
    },
  }
}
