import type { ToolCall, Verdict } from '../../shared/bouncer/model.ts'
import { failureVerdict } from './failure-verdict.ts'
import { verdictOn, withRewrite } from './pattern-layer/pattern-layer.ts'
import type { Surveyed } from './survey.ts'
import { within } from './within.ts'

/** One step of judging: gets what was seen and the verdict so far, and may change it. */
export interface Layer {
  readonly name: string
  judge(call: ToolCall, verdict: Verdict | null, seen: Surveyed['seen']): Verdict | Promise<Verdict>
}

/** The built-in rules, those of files and grants. */
export const patternLayer: Layer = {
  name: 'pattern',
  judge: (_call, _verdict, seen) => withRewrite(seen, verdictOn(seen)),
}

/** The verdict of the layers in their order; a layer that fails or takes too long denies. */
export async function runLayers(
  { call, seen }: Surveyed,
  layers: readonly Layer[],
  limitMs: number,
): Promise<Verdict> {
  let verdict: Verdict | null = null
  for (const layer of layers) {
    try {
      verdict = await within(limitMs, `the ${layer.name} layer`, async () =>
        layer.judge(call, verdict, seen),
      )
    } catch (error) {
      return failureVerdict(error instanceof Error ? error.message : String(error))
    }
  }
  return verdict ?? failureVerdict('no layer judged the call')
}
