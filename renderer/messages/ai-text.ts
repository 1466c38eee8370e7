import type { AiNote, AiProvider } from '../../shared/bouncer/ai-review.ts'
import { formatDuration } from './format.ts'
import { t } from './translate.ts'

/** What the AI layer said of a call, in one line: outcome, why, model, stage. */
export function aiNoteText(note: AiNote): string {
  const { outcome, kept, stage, model, cached, latencyMs } = note
  const why = kept === undefined ? '' : `: ${t(`ai.kept-${kept}`)}`
  const how = [
    ...(stage === null ? [] : [model, t('ai.stage', { stage })]),
    ...(cached ? [t('ai.from-cache')] : []),
    ...(stage === null || cached ? [] : [formatDuration(latencyMs)]),
  ]
  const said = `${t(`ai.outcome-${outcome}`)}${why}`
  return how.length === 0 ? said : `${said} (${how.join(', ')})`
}

/** Who is asked, as the subject of a sentence. */
export function aiWho(provider: AiProvider, address: string): string {
  return t(`ai.who-${provider}`, { address })
}
