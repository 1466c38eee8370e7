import type { Result } from '../../shared/kit/result.ts'

/** A program that is to run in a terminal of its own; no shell in between. */
export interface PtyRequest {
  readonly command: string
  readonly args: readonly string[]
  /** Absolute folder. */
  readonly cwd: string
  /** The whole environment; only TERM and PWD are added. */
  readonly env: Readonly<Record<string, string>>
  readonly cols: number
  readonly rows: number
}

/** How a program in a terminal ended. */
export interface PtyExit {
  readonly code: number | null
  /** Number of the signal that ended it; null where none did. */
  readonly signal: number | null
}

/** A program in a terminal, leader of a session of its own. */
export interface Pty {
  readonly pid: number
  /** Tells of what it prints, in order; bytes that are no UTF-8 come as replacement characters. */
  onPrinted(listener: (text: string) => void): void
  readonly exited: Promise<PtyExit>
  write(data: string): void
  /** Nothing happens once it has ended. */
  resize(cols: number, rows: number): void
  /** Stops reading, so that the program waits as soon as the system's buffer is full. */
  pause(): void
  resume(): void
  /** Hangs up, as when the window of a terminal is closed: the program and its jobs get SIGHUP. */
  hangUp(): void
}

/** Opens terminals; the error of a result is a few words on why. */
export interface PtyPort {
  /** Why none can be opened here; null where they can. */
  whyNot(): Promise<string | null>
  open(request: PtyRequest): Promise<Result<Pty, string>>
}
