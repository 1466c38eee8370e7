import type { PageError } from '../../shared/telemetry/model.ts'
import { messageWords, typeWords } from './error-words.ts'
import { type ExactFrame, exactFrame } from './exact-frame.ts'

/** An error of the page as it may stand in the log: in the words and places that a report would have. */
export interface PageErrorWords {
  readonly name: string
  readonly message: string
  readonly how: PageError['how']
  readonly frames: readonly ExactFrame[]
}

/** Cuts what an error of the page may quote: a session's text can be a passphrase, which no pattern knows. */
export function pageErrorWords(error: PageError, root: string): PageErrorWords {
  return {
    name: typeWords(error.name),
    message: messageWords(error.message),
    how: error.how,
    frames: error.frames.map(({ file, function: name, line, column }) =>
      exactFrame({ filename: file, function: name, lineno: line, colno: column }, root),
    ),
  }
}
