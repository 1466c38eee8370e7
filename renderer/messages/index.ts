// The message catalogue: every text for people and every way to write a number, a size or a time.
// Texts live in one file a feature; owns no state and knows no component.
export { aiNoteText, aiWho } from './ai-text.ts'
export { effectText } from './effect-text.ts'
export {
  formatAge,
  formatBytes,
  formatClock,
  formatCompact,
  formatDay,
  formatDollars,
  formatDue,
  formatDuration,
  formatMoment,
  formatNumber,
  formatRange,
} from './format.ts'
export { formatLatency } from './format-latency.ts'
export {
  type GrantField,
  grantFormWords,
  grantLines,
  grantParts,
  grantPlace,
  lookedFor,
} from './grant-text.ts'
export { questionText } from './question-text.ts'
export { type MessageKey, t } from './translate.ts'
