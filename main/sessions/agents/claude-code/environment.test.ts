import { describe, expect, it } from 'vitest'
import { agentEnvironment, safePath } from './environment.ts'

describe('the environment of the program', () => {
  it('holds what is on the list, what is always set, and nothing else', () => {
    const base = {
      PATH: '/usr/bin',
      HOME: '/home/you',
      LC_ALL: 'C',
      HTTPS_PROXY: 'http://proxy:1',
      no_proxy: '*',
      ANTHROPIC_API_KEY: 'no',
      CLAUDE_CODE_SIMPLE: '1',
      SSH_AUTH_SOCK: '/no',
      DBUS_SESSION_BUS_ADDRESS: 'no',
      SOMETHING_ELSE: 'no',
      TZ: undefined,
    }
    expect(agentEnvironment(base, '/project', 'http://door:1')).toEqual({
      PATH: '/usr/bin',
      HOME: '/home/you',
      LC_ALL: 'C',
      HTTP_PROXY: 'http://door:1',
      HTTPS_PROXY: 'http://door:1',
      ALL_PROXY: 'http://door:1',
      NO_PROXY: '127.0.0.1,localhost,::1',
      http_proxy: 'http://door:1',
      https_proxy: 'http://door:1',
      all_proxy: 'http://door:1',
      no_proxy: '127.0.0.1,localhost,::1',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      DISABLE_AUTOUPDATER: '1',
    })
  })

  it.each([
    ['', ''],
    ['.:bin:/usr/bin', '/usr/bin'],
    ['/project:/project/bin:/project/../project/x:/projects/bin', '/projects/bin'],
    ['/elsewhere/node_modules/.bin:/elsewhere/node_modules/.bin/:/usr/bin', '/usr/bin'],
    ['/opt/my tools/bin:/usr/bin', '/opt/my tools/bin:/usr/bin'],
  ])('leads PATH %j around every project', (path, kept) => {
    expect(safePath(path, '/project')).toBe(kept)
  })
})
