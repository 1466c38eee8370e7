import { z } from 'zod'
import { isOnThisMachine } from '../../../../shared/bouncer/ai-address.ts'
import { err, ok, type Result } from '../../../../shared/kit/result.ts'
import type { Egress } from '../../../kit/egress/index.ts'
import type { Question } from '../question.ts'
import { postJson } from './post-json.ts'
import { mostTokens, type Provider, type ProviderFailure } from './provider.ts'

/** A server that speaks the chat completions of OpenAI, as local ones do. */
export interface ChatServerDeps {
  readonly egress: Egress
  /** Up to and with the version, such as `http://127.0.0.1:11434/v1`. */
  readonly address: string
  readonly models: Provider['modelOf']
}

const completionSchema = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.literal('stop'),
        message: z.object({ content: z.string() }),
      }),
    )
    .length(1),
})

/** Asks a server by its address, without any key. */
export function createChatServerProvider({ egress, address, models }: ChatServerDeps): Provider {
  const url = `${address.replace(/\/+$/, '')}/chat/completions`
  const ask = async (
    { stage, system, data }: Question,
    signal: AbortSignal,
  ): Promise<Result<string, ProviderFailure>> => {
    const model = models(stage)
    if (model === '' || !URL.canParse(url)) return err('not-set-up')
    const answered = await postJson(egress, {
      ...{ url, signal, headers: {}, staysHere: isOnThisMachine(url) },
      body: {
        ...{ model, stream: false, temperature: 0, max_tokens: mostTokens[stage] },
        messages: [
          { role: 'system', content: system },
          { role: 'user', content: data },
        ],
      },
    })
    if (!answered.ok) return answered
    const read = completionSchema.safeParse(answered.value)
    const [choice] = read.data?.choices ?? []
    return choice ? ok(choice.message.content) : err('unusable')
  }
  return { modelOf: models, limitMs: { 1: 8_000, 2: 12_000 }, ask }
}
