import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redactText, redactValue } from './redact.ts'

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const tail = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...letters), minLength: length, maxLength: length })

/** Tokens of the well-known providers. */
const token: fc.Arbitrary<string> = fc.oneof(
  tail(40).map((text) => `sk-ant-api03-${text}`),
  tail(48).map((text) => `sk-proj-${text}`),
  tail(36).map((text) => `ghp_${text}`),
  tail(60).map((text) => `github_pat_${text}`),
  tail(16).map((text) => `AKIA${text.toUpperCase()}`),
  tail(30).map((text) => `xoxb-${text}`),
  tail(20).map((text) => `glpat-${text}`),
  tail(36).map((text) => `npm_${text}`),
  tail(35).map((text) => `AIza${text}`),
  tail(24).map((text) => `sk_live_${text}`),
  fc.tuple(tail(20), tail(40), tail(30)).map(([a, b, c]) => `eyJ${a}.${b}.${c}`),
)

/** A secret without a form of its own, as people choose them. */
const word = fc.tuple(tail(9), fc.integer({ min: 10, max: 99 })).map(([text, n]) => `z${text}${n}`)

describe('redaction of text', () => {
  it('removes tokens wherever they stand', () => {
    fc.assert(
      fc.property(token, fc.string(), fc.string(), (secret, before, after) => {
        expect(redactText(`${before} ${secret} ${after}`)).not.toContain(secret)
      }),
    )
  })

  it.each([
    ['export API_TOKEN=%'],
    ['DB_PASSWORD="%" npm start'],
    ['curl -H "Authorization: Bearer %" https://api.example'],
    ['curl -H "X-Api-Key: %" https://api.example'],
    ['curl -u mira:% https://api.example'],
    ['curl https://mira:%@api.example/x'],
    ['curl "https://api.example/x?access_token=%&page=2"'],
    ['psql postgres://app:%@db/atlas'],
    ['mysql -uroot -p% atlas'],
    ['sshpass -p % ssh host'],
    ['docker login -u mira -p % registry.example'],
    ['tool --password % --verbose'],
    ['tool --token=%'],
    ['redis-cli -a % ping'],
    ['{"client_secret": "%"}'],
    ['npm config set //registry.example/:_authToken=%'],
  ])('removes a secret by its place: %s', (template) => {
    fc.assert(
      fc.property(word, (secret) => {
        expect(redactText(template.replace('%', secret))).not.toContain(secret)
      }),
      { numRuns: 30 },
    )
  })

  it('removes private keys and keeps the lines around them', () => {
    const key = `-----BEGIN OPENSSH PRIVATE KEY-----\n${'QmFzZTY0'.repeat(9)}\n-----END OPENSSH PRIVATE KEY-----`
    expect(redactText(`cat <<E\n${key}\nE`)).toBe(
      'cat <<E\n-----BEGIN OPENSSH PRIVATE KEY-----\n__redacted_private_key__\n-----END OPENSSH PRIVATE KEY-----\nE',
    )
  })

  it.each([
    'git commit -m "token: fix the parser"',
    'TOKEN=$(cat token.txt) npm test',
    'PASSWORD="$DB_PASSWORD" node a.js',
    'rm -rf /srv/secret=/etc',
    'mkdir -p src/auth && cd src/auth',
    'docker run -p 8080:80 web',
    'const password: string = read()',
    'https://example.com/a:b/c@d',
  ])('leaves text without secrets alone: %s', (text) => {
    expect(redactText(text)).toBe(text)
  })

  it('gives the same result twice', () => {
    fc.assert(
      fc.property(token, word, (secret, other) => {
        const once = redactText(`A_TOKEN=${other} curl -u a:${other} -H "x-api-key: ${secret}"`)
        expect(redactText(once)).toBe(once)
      }),
    )
  })

  it.each([
    'password=',
    'mysql -',
    '-----BEGIN RSA PRIVATE KEY-----',
    'token_',
    'http://a:',
    'eyJ',
  ])('costs time in proportion to length: %s', (unit) => {
    const cost = (length: number): number => {
      const text = unit.repeat(Math.ceil(length / unit.length))
      const start = process.cpuUsage()
      redactText(text)
      const used = process.cpuUsage(start)
      return used.user + used.system
    }
    cost(1000)
    const small = Math.max(cost(100_000), 2000)
    // Eight times the text: quadratic cost would show as 64 times.
    expect(cost(800_000) / small).toBeLessThan(40)
  })
})

describe('redaction of values', () => {
  it('goes through lists and objects and keeps their shape', () => {
    const secret = `ghp_${'a'.repeat(36)}`
    expect(redactValue({ list: [secret, 1, null], deep: { note: `x ${secret}` } })).toEqual({
      list: ['__redacted_github_token__', 1, null],
      deep: { note: 'x __redacted_github_token__' },
    })
  })

  it('replaces what stands under the name of a secret, whatever it looks like', () => {
    expect(redactValue({ password: 'summer', userPassword: ['a b'], port: '8080' })).toEqual({
      password: '__redacted_secret__',
      userPassword: ['__redacted_secret__'],
      port: '8080',
    })
  })

  it('survives cycles and depth', () => {
    const round: Record<string, unknown> = { a: 1 }
    round.self = round
    expect(redactValue(round)).toEqual({ a: 1, self: '[cut]' })
    let deep: unknown = 'x'
    for (let level = 0; level < 200; level++) deep = [deep]
    expect(JSON.stringify(redactValue(deep))).toContain('[cut]')
  })
})
