import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Duplex } from 'node:stream'
import { connectPipe } from './cdp-pipe.ts'

const FLAGS = `--remote-debugging-pipe --no-startup-window --no-first-run --disable-breakpad
  --disable-background-networking --disable-component-update --disable-gpu --disable-quic
  --disable-popup-blocking --disable-sync --deny-permission-prompts`.split(/\s+/)
const PASSED_ON = /^--(?!remote-debugging-pipe|user-data-dir|inspect|no-sandbox|headless)/

/** Starts a stock Chromium on a profile of its own; `onGone` is told when it ends unasked. */
export function startChromium(flags: readonly string[], onGone: () => void) {
  const profile = mkdtempSync(join(tmpdir(), 'stand-in-chromium-'))
  process.once('exit', () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }))
  const passed = flags.filter((flag) => PASSED_ON.test(flag))
  const all = [...FLAGS, `--user-data-dir=${profile}`, ...passed]
  if (!process.env.DISPLAY) all.push('--headless=new')
  if (process.getuid?.() === 0) all.push('--no-sandbox')
  // stderr is shared because Playwright waits there for "DevTools listening on ...".
  const child = spawn('/usr/bin/chromium', all, {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe', 'pipe'],
  })
  child.on('error', onGone).on('exit', onGone)
  const [, , , output, input] = child.stdio
  if (!(output instanceof Duplex && input instanceof Duplex)) throw new Error('no pipe to Chromium')
  const session = connectPipe(output, input)
  const stop = async (): Promise<void> => {
    child.off('exit', onGone)
    if (child.exitCode !== null || child.signalCode !== null) return
    setTimeout(() => child.kill('SIGKILL'), 5_000).unref()
    void session().send('Browser.close')
    await once(child, 'exit')
  }
  return { session, stop }
}
