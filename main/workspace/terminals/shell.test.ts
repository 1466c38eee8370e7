import { expect, test } from 'vitest'
import { loginShell, shellEnvironment } from './shell.ts'

test('a shell is the one that the environment names, if it is a program', () => {
  const shell = (SHELL: string) => loginShell({ SHELL }, (path) => path.startsWith('/bin/'))
  expect(shell('/bin/zsh')).toEqual({ command: '/bin/zsh', args: ['-l'] })
  expect(shell('zsh').command).toMatch(/^\/bin\//)
  expect(loginShell({ SHELL: '/gone' }, () => false).command).toBe('/bin/sh')
})

test('a shell gets what a person needs, and nothing of ours, no key and no loader', () => {
  const environment = shellEnvironment({
    ...{ PATH: '/x/node_modules/.bin:/usr/bin:bin', HOME: '/h', LC_ALL: 'C', SSH_AUTH_SOCK: '/s' },
    ...{ MSTRO_HOME: '/m', ANTHROPIC_API_KEY: 'k', AWS_SECRET_ACCESS_KEY: 'k', LD_PRELOAD: 'l' },
    ...{ NODE_OPTIONS: 'n', ELECTRON_RUN_AS_NODE: '1', DBUS_SESSION_BUS_ADDRESS: 'd' },
    ...{ XDG_RUNTIME_DIR: '/run', BASH_ENV: 'b', CLAUDE_CODE_SIMPLE: '1' },
  })
  expect(environment).toEqual({
    ...{ PATH: '/usr/bin', HOME: '/h', LC_ALL: 'C', SSH_AUTH_SOCK: '/s', COLORTERM: 'truecolor' },
  })
})
