import type { EscapeRow } from '../escape-row.ts'

/** What some programs can be made to do besides what they are for. */
export interface AbilityRow extends EscapeRow {
  /** The programs, with blanks between them. */
  readonly names: string
}
