import { z } from 'zod'
import { brand } from '../../shared/brand.ts'
import { messageWords, typeWords } from './error-words.ts'
import { exactFrame } from './exact-frame.ts'

const mostErrors = 5
const mostFrames = 50

/** The parts that are read of what the SDK made; everything else it put in is never looked at. */
const madeBySdk = z.object({
  event_id: z.string().regex(/^[0-9a-f]{32}$/),
  timestamp: z.number(),
  level: z.enum(['fatal', 'error', 'warning', 'log', 'info', 'debug']).catch('error'),
  exception: z.object({
    values: z
      .array(
        z.object({
          type: z.string().catch(''),
          value: z.string().catch(''),
          mechanism: z.object({ handled: z.boolean().catch(true) }).catch({ handled: true }),
          stacktrace: z
            .object({
              frames: z
                .array(
                  z.object({
                    filename: z.string().optional(),
                    function: z.string().optional(),
                    lineno: z.number().optional(),
                    colno: z.number().optional(),
                  }),
                )
                .catch([]),
            })
            .catch({ frames: [] }),
        }),
      )
      .min(1),
  }),
})

/** Where and as what the app runs, in fixed words. */
export interface ErrorSurroundings {
  readonly host: 'desktop' | 'browser'
  readonly platform: string
  /** Folder that holds the program. */
  readonly root: string
}

const systems: Readonly<Record<string, string>> = {
  linux: 'Linux',
  darwin: 'macOS',
  win32: 'Windows',
}

/** Name of the operating system, without version or build. */
export function systemName(platform: string): string {
  return Object.hasOwn(systems, platform) ? (systems[platform] ?? 'other') : 'other'
}

/** Builds the report anew from an allow-list; null when there is no error in it. */
export function exactError(made: unknown, surroundings: ErrorSurroundings): object | null {
  const read = madeBySdk.safeParse(made)
  if (!read.success) return null
  const { event_id, timestamp, level, exception } = read.data
  const { host, platform, root } = surroundings
  return {
    event_id,
    timestamp: Math.round(timestamp),
    platform: 'node',
    level,
    release: `${brand.command}@${brand.version}`,
    environment: host,
    exception: {
      values: exception.values.slice(-mostErrors).map((one) => ({
        type: typeWords(one.type),
        value: messageWords(one.value),
        mechanism: { type: 'generic', handled: one.mechanism.handled },
        stacktrace: {
          frames: one.stacktrace.frames.slice(-mostFrames).map((frame) => exactFrame(frame, root)),
        },
      })),
    },
    contexts: { os: { name: systemName(platform) }, app: { app_version: brand.version } },
    // Tells the receiver not to derive an address from the connection.
    sdk: { name: brand.command, version: brand.version, settings: { infer_ip: 'never' } },
  }
}

/** The envelope around one report: the exact body of the request. */
export function envelopeOf(event: object, sentAtMs: number): string {
  const id = 'event_id' in event ? event.event_id : undefined
  const payload = JSON.stringify(event)
  const head = { event_id: id, sent_at: new Date(sentAtMs).toISOString() }
  const item = { type: 'event', content_type: 'application/json', length: byteLength(payload) }
  return `${JSON.stringify(head)}\n${JSON.stringify(item)}\n${payload}\n`
}

function byteLength(text: string): number {
  return Buffer.byteLength(text)
}
