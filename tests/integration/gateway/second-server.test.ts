import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, chromium, type Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenedServer, openServer } from './open-server.ts'

const program = '/usr/bin/chromium'
const canRun = existsSync(program)

/** What our page does with its ticket, in the browser’s own words. */
async function enter(page: Page, server: OpenedServer): Promise<string> {
  await page.goto(server.mintAddress().expose())
  return page.evaluate(async () => {
    const ticket = location.hash.replace('#ticket=', '')
    const response = await fetch('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ticket }),
    })
    const { token } = (await response.json()) as { token: string }
    sessionStorage.setItem('token', token)
    return token
  })
}

/** Opens a socket from the page with the token; resolves with an answer or the way it was refused. */
const trySocket = (page: Page, port: number, token: string) =>
  page.evaluate(
    ([url, proof]) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(String(url))
        const call = { kind: 'call', id: '1', procedure: 'sessions.list', input: {} }
        socket.onopen = () => {
          socket.send(JSON.stringify({ kind: 'hello', token: proof }))
          socket.send(JSON.stringify(call))
        }
        socket.onmessage = ({ data }) => resolve(String(data))
        socket.onclose = ({ code }) => resolve(`closed ${code}`)
        setTimeout(() => resolve('silent'), 5_000)
      }),
    [`ws://127.0.0.1:${port}/ws`, token],
  )

describe(`a page of another server on this machine${canRun ? '' : ' (not run: no Chromium)'}`, () => {
  let server: OpenedServer
  let other: Server
  let otherOrigin: string
  let browser: Browser
  const seen: string[] = []

  beforeAll(async () => {
    if (!canRun) return
    server = await openServer()
    other = createServer((request, response) => {
      // The browser's own wish for an icon names the page of this server, not ours.
      if (request.url !== '/favicon.ico') seen.push(JSON.stringify([request.url, request.headers]))
      response.setHeader('content-type', 'text/html')
      response.end('<!doctype html><title>other</title>')
    })
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', () => resolve()))
    otherOrigin = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
    const isRoot = process.getuid?.() === 0
    const args = isRoot ? ['--no-sandbox'] : []
    browser = await chromium.launch({ executablePath: program, chromiumSandbox: !isRoot, args })
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    other?.close()
  })

  test.skipIf(!canRun)('sees no cookie, no ticket, no token and no address of ours', async () => {
    const page = await browser.newPage()
    const token = await enter(page, server)
    expect(await trySocket(page, server.port, token)).toContain('"ok":true')
    await page.evaluate((url) => {
      location.href = url
    }, `${otherOrigin}/from-ours`)
    await page.waitForURL(`${otherOrigin}/from-ours`)
    const inside = await page.evaluate(() => [
      document.referrer,
      document.cookie,
      sessionStorage.length,
      localStorage.length,
    ])
    expect(inside).toEqual(['', '', 0, 0])
    const requests = seen.join('\n')
    expect(requests).toContain('/from-ours')
    expect(requests).not.toMatch(/cookie|ticket|referer|authorization/i)
    expect(requests).not.toContain(token)
    expect(requests).not.toContain(String(server.port))
    await page.close()
  })

  test.skipIf(!canRun)('reaches nothing of ours, even with the token in its hands', async () => {
    const page = await browser.newPage()
    const token = await enter(page, server)
    const ticket = server.ticket()
    await page.goto(otherOrigin)
    expect(await trySocket(page, server.port, token)).toBe('closed 1006')
    const reached = await page.evaluate(
      async ([origin, spare]) => {
        const body = JSON.stringify({ ticket: spare })
        const post = { method: 'POST', body }
        const named = (work: Promise<Response>) => work.then(({ status }) => status, String)
        const script = document.createElement('script')
        script.src = `${origin}/assets/index-abc123.js`
        const loaded = new Promise<string>((resolve) => {
          script.onload = () => resolve('loaded')
          script.onerror = () => resolve('refused')
        })
        document.head.append(script)
        return {
          read: await named(fetch(`${origin}/health`)),
          simple: await named(fetch(`${origin}/session`, post)),
          json: await named(
            fetch(`${origin}/session`, {
              ...post,
              headers: { 'content-type': 'application/json' },
            }),
          ),
          script: await loaded,
        }
      },
      [server.origin, ticket],
    )
    const failed = 'TypeError: Failed to fetch'
    expect(reached).toEqual({ read: failed, simple: failed, json: failed, script: 'refused' })
    // The ticket was not used up by any of it.
    const redeemed = await fetch(`${server.origin}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.origin },
      body: JSON.stringify({ ticket }),
    })
    expect(redeemed.status).toBe(200)
    await page.close()
  })
})
