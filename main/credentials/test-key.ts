import type { CredentialTest } from '../../shared/credentials/model.ts'
import type { Secret } from '../../shared/kit/secret.ts'
import type { Egress } from '../kit/egress/index.ts'

const idleTimeoutMs = 15_000

/** Asks the model service for one line of its list of models: the cheapest question that needs a key. */
export async function testAnthropicKey(
  key: Secret,
  deps: { readonly egress: Egress; readonly upstream: string },
): Promise<CredentialTest> {
  const { egress, upstream } = deps
  const answer = await egress.request({
    purpose: 'credential-test',
    url: `${upstream.replace(/\/+$/, '')}/v1/models?limit=1`,
    method: 'GET',
    headers: { 'x-api-key': key.expose(), 'anthropic-version': '2023-06-01' },
    body: null,
    idleTimeoutMs,
  })
  if (!answer.ok) return { outcome: 'unreachable', detail: answer.error.cause }
  const { status, body } = answer.value
  body.resume()
  if (status >= 200 && status < 300) return { outcome: 'works', detail: 'The service took it.' }
  const refused = status === 401 || status === 403
  return { outcome: refused ? 'refused' : 'unreachable', detail: `status ${status}` }
}
