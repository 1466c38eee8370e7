import type { PageError } from '../../shared/telemetry/model.ts'
import type { Client } from '../client/index.ts'

/** An error that repeats is told often enough with these, until the page is loaded anew. */
const mostReports = 10
const mostFrames = 50

/** Hands errors of this page to the app as data; what of it may go further is decided there. */
export interface PageErrors {
  /** An error that a page of ours caught while it was drawn. */
  caught(error: unknown): void
}

/** Listens for errors that nobody caught. */
export function watchPageErrors(
  client: Pick<Client, 'call'>,
  page: Pick<Window, 'addEventListener'>,
): PageErrors {
  let reports = 0
  const report = (error: unknown, how: PageError['how']) => {
    reports += 1
    if (reports > mostReports) return
    // Without a connection there is nobody to tell; the page shows that by itself.
    client.call('telemetry.reportPageError', pageErrorOf(error, how)).catch(() => undefined)
  }
  page.addEventListener('error', (event) => report(event.error ?? event.message, 'error'))
  page.addEventListener('unhandledrejection', (event) => report(event.reason, 'rejection'))
  return { caught: (error) => report(error, 'drawing') }
}

/** Takes an error apart; a value that is none has no stack. */
export function pageErrorOf(error: unknown, how: PageError['how']): PageError {
  if (!(error instanceof Error)) {
    return { name: 'Error', message: String(error).slice(0, 2_000), how, frames: [] }
  }
  return {
    name: String(error.name).slice(0, 100),
    message: String(error.message).slice(0, 2_000),
    how,
    frames: framesOf(error.stack ?? ''),
  }
}

const line = /^\s*at (?:(.{1,200}?) \()?(\S{1,300}?):(\d{1,7}):(\d{1,7})\)?$/

function framesOf(stack: string): PageError['frames'] {
  return stack
    .split('\n')
    .map((text) => line.exec(text))
    .filter((found) => found !== null)
    .slice(0, mostFrames)
    .map(([, name = '', file = '', row, column]) => ({
      function: name,
      file,
      line: Number(row),
      column: Number(column),
    }))
}
