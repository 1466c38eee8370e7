import { parseArgs } from 'node:util'

/**
 * What `npm start` was asked to do; `passed` goes on to the app as it is.
 * @typedef {{ host: 'any' | 'desktop' | 'browser', isHelp: boolean, passed: string[] }} StartOptions
 */

/** A flag that `npm start` does not know or cannot use. */
export class UsageError extends Error {}

/** How `npm start` is used, for `--help` and for mistakes. */
export const USAGE = `npm start -- [--desktop | --browser] [--port N] [--home DIR] [--no-open]
  --desktop   open the desktop window, or say why not
  --browser   serve the app to the browser on this machine
  --port N    port of the local server (default: any free one)
  --home DIR  keep all state in DIR
  --no-open   do not open the browser, print the address only`

/** @param {readonly string[]} args */
function readFlags(args) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        desktop: { type: 'boolean', default: false },
        browser: { type: 'boolean', default: false },
        port: { type: 'string' },
        home: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    return values
  } catch (error) {
    // Node's own sentence names the mistake; what follows it explains positional arguments.
    const [sentence] = error instanceof Error ? error.message.split(/\.\s|\n/) : []
    throw new UsageError(`${sentence}.`, { cause: error })
  }
}

/** @param {string | undefined} port */
function checkPort(port) {
  if (port === undefined || (/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) return
  throw new UsageError(`--port takes a number from 0 to 65535, not “${port}”.`)
}

/**
 * Reads the arguments after `npm start --`; throws a UsageError that names the mistake.
 * @param {readonly string[]} args
 * @returns {StartOptions}
 */
export function parseStartOptions(args) {
  const flags = readFlags(args)
  checkPort(flags.port)
  if (flags.home === '') throw new UsageError('--home needs a folder.')
  if (flags.desktop && flags.browser) {
    throw new UsageError('--desktop and --browser exclude each other.')
  }
  const oneHost = flags.desktop ? 'desktop' : 'browser'
  return {
    host: flags.desktop || flags.browser ? oneHost : 'any',
    isHelp: flags.help,
    passed: [
      ...(flags.port === undefined ? [] : ['--port', flags.port]),
      ...(flags.home === undefined ? [] : ['--home', flags.home]),
      ...(flags['no-open'] ? ['--no-open'] : []),
    ],
  }
}
