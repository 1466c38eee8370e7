import type { ToolCall } from '../../shared/bouncer/model.ts'
import { normalise } from './normalise.ts'
import { type Layer, runLayers } from './run-layers.ts'
import type { Surveyed } from './survey.ts'
import { askWhereUnseen } from './unseen-places.ts'

/** Whether a grant in force lets a call through that waits, judged by the rules and the machine of now; false where that cannot be told. */
export async function isGrantedNow(
  call: ToolCall,
  by: {
    survey(call: ToolCall): Promise<Surveyed>
    readonly layers: readonly Layer[]
    readonly limitMs: number
  },
): Promise<boolean> {
  const normal = normalise(call)
  if (!normal.ok) return false
  try {
    const surveyed = await by.survey(normal.value)
    const judged = await runLayers(surveyed, by.layers, by.limitMs)
    const { decision, layer } = askWhereUnseen(judged, surveyed.seen.scene.ground.facts)
    return decision === 'allow' && layer === 'grant'
  } catch {
    // Not known is not granted: the question stays with the person.
    return false
  }
}
