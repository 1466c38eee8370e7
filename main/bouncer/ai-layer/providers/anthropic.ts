import { z } from 'zod'
import { err, ok, type Result } from '../../../../shared/kit/result.ts'
import type { Secret } from '../../../../shared/kit/secret.ts'
import type { Egress } from '../../../kit/egress/index.ts'
import type { Question, Stage } from '../question.ts'
import { postJson } from './post-json.ts'
import { mostTokens, type Provider, type ProviderFailure } from './provider.ts'

/** What the Messages API is asked through. */
export interface AnthropicDeps {
  readonly egress: Egress
  /** Origin of the service. */
  readonly upstream: string
  /** The person's key, read for each question; null when it cannot be had. */
  key(): Promise<Secret | null>
  readonly models: Readonly<Record<Stage, string>>
}

const messageSchema = z.object({
  stop_reason: z.enum(['end_turn', 'stop_sequence']),
  content: z.array(z.object({ type: z.string(), text: z.string().optional() })).max(50),
})

/** Asks the Messages API with the key from the credential store. */
export function createAnthropicProvider({
  egress,
  upstream,
  key,
  models,
}: AnthropicDeps): Provider {
  const url = `${upstream.replace(/\/+$/, '')}/v1/messages`
  const ask = async (
    { stage, system, data }: Question,
    signal: AbortSignal,
  ): Promise<Result<string, ProviderFailure>> => {
    const secret = await key()
    if (secret === null) return err('no-key')
    const answered = await postJson(egress, {
      ...{ url, signal },
      headers: { 'x-api-key': secret.expose(), 'anthropic-version': '2023-06-01' },
      body: {
        ...{ model: models[stage], max_tokens: mostTokens[stage], system },
        messages: [{ role: 'user', content: data }],
      },
    })
    if (!answered.ok) return answered
    const read = messageSchema.safeParse(answered.value)
    if (!read.success) return err('unusable')
    const texts = read.data.content.filter(({ type }) => type === 'text')
    return ok(texts.map(({ text = '' }) => text).join(''))
  }
  return { modelOf: (stage) => models[stage], limitMs: { 1: 4_000, 2: 9_000 }, ask }
}
