/** What the icon shows at a glance, the most pressing first: the guard needs a look, a question waits, an agent works, nothing. */
export type TrayState = 'trouble' | 'waiting' | 'working' | 'quiet'

/** A row of the menu; one without a target only says something. */
export interface TrayRow {
  readonly label: string
  /** A page of the app, or the end of it. */
  readonly leadsTo: { readonly page: string } | 'quit' | null
}

/** Everything that the icon of the app and its menu show. */
export interface TrayView {
  readonly state: TrayState
  readonly tooltip: string
  /** Rows in groups with a line between. */
  readonly groups: readonly (readonly TrayRow[])[]
}

/** The icon of the app in the system's panel. */
export interface TrayPort {
  show(view: TrayView): void
  close(): void
}
