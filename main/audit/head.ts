import { createHmac, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { Result } from '../../shared/kit/result.ts'
import type { Secret } from '../../shared/kit/secret.ts'
import { createAtomicFile, setAside } from '../kit/atomic-file.ts'
import type { Clock } from '../kit/clock.ts'
import { HEAD_NAME } from './segments.ts'

const hex = z.string().regex(/^[0-9a-f]{64}$/)
const headSchema = z.object({
  n: z.number().int().nonnegative(),
  hash: hex,
  at: z.number(),
  /** HMAC-SHA256 over number, value and time; null when no keychain held a key. */
  mac: hex.nullable(),
})

/** The last confirmed point of the chain. */
export interface HeadPoint {
  readonly n: number
  readonly hash: string
}

/** What the head file says and how far it can be believed. */
export type HeadRead =
  | ({ readonly status: 'signed' | 'unsigned' } & HeadPoint)
  | { readonly status: 'missing' }
  | { readonly status: 'forged'; readonly problem: string }

/** Reads and writes the head of the chain. */
export interface Head {
  read(): Promise<HeadRead>
  /** Fails with a system code. */
  write(point: HeadPoint): Promise<Result<void, string>>
}

function macOf(key: Secret, point: { n: number; hash: string; at: number }): string {
  const text = `audit-head\n1\n${point.n}\n${point.hash}\n${point.at}`
  return createHmac('sha256', key.expose()).update(text).digest('hex')
}

function judgeHead(head: z.infer<typeof headSchema>, key: Secret | null): HeadRead {
  const { n, hash, mac } = head
  if (key === null || mac === null) return { status: 'unsigned', n, hash }
  const isGenuine = timingSafeEqual(Buffer.from(mac, 'hex'), Buffer.from(macOf(key, head), 'hex'))
  if (isGenuine) return { status: 'signed', n, hash }
  return { status: 'forged', problem: 'its signature was not made with the key of this machine' }
}

/** Creates the head of the record in `folder`; without a key it is written unsigned and says so. */
export function createHead(options: {
  readonly folder: string
  readonly key: Secret | null
  readonly clock: Clock
}): Head {
  const { folder, key, clock } = options
  const path = join(folder, HEAD_NAME)
  const shape = { path, format: 'audit-head', version: 1, clock }
  const file = createAtomicFile({ ...shape, check: (value) => headSchema.parse(value) })
  return {
    async read() {
      const found = await file.inspect()
      if (found.status === 'ok') return judgeHead(found.value, key)
      if (found.status === 'missing') return { status: 'missing' }
      return { status: 'forged', problem: found.problem }
    },
    async write({ n, hash }) {
      const at = Math.trunc(clock.now())
      const mac = key === null ? null : macOf(key, { n, hash, at })
      const written = await file.write({ n, hash, at, mac })
      if (written.ok || written.error !== 'FOREIGN_FILE') return written
      // What lies there is no head of ours: it is evidence, and must not keep the chain without one.
      await setAside(path, clock)
      return file.write({ n, hash, at, mac })
    },
  }
}
