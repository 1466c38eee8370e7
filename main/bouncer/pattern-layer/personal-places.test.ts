import { describe, expect, it } from 'vitest'
import { isPersonalPlace } from './personal-places.ts'

const GROUND = { home: '/home/mira', workspace: '/home/mira/src/shop' }
const MAC = { home: '/Users/mira', workspace: '/Users/mira/src/shop' }

function at(path: string): boolean {
  const ground = path.startsWith('/Users/mira') ? MAC : GROUND
  return isPersonalPlace(path.replace(/^~/, ground.home), ground)
}

describe('what a person keeps for herself', () => {
  it.each([
    '~/.config/todoist/config.json',
    '~/.config/some-bank-client/state.db',
    '~/.somechat/logs/today.log',
    '~/.civo.json',
    '~/.history',
    '~/.neomuttrc',
    '~/.local/share/some-mailer/mail.db',
    '~/.local/state/bash/history',
    '~/.local/state/nvim/shada/main.shada',
    '~/.cache/thumbnails/large/a.png',
    '~/Documents/letters/a.docx',
    '~/Nextcloud/plan.md',
    '~/Pictures',
    '~/Pictures/*',
    '~/Downloads/payslip-2025-03.pdf',
    '~/Desktop/salary.xlsx',
    '~/Notes/a.md',
    '/home/otto/notes.txt',
    '/Users/mira/Library/Application Support/Postico/a.db',
    '/Users/mira/Library/Preferences/MobileMeAccounts.plist',
    '/Users/mira/Library/Caches/com.apple.Safari/x',
  ])('%s', (path) => {
    expect(at(path)).toBe(true)
  })
})

describe('what tools of work keep in a home', () => {
  it.each([
    '~',
    '~/.config',
    '~/.bashrc',
    '~/.zshrc',
    '~/.gitconfig',
    '~/.tmux.conf',
    '~/.eslintrc.json',
    '~/.config/nvim/init.lua',
    '~/.config/starship.toml',
    '~/.cargo/registry/src/x/serde/lib.rs',
    '~/.cache/pip/http/a',
    '~/.local/share/uv/tools/ruff/x',
    '~/.local/bin/tool',
    '~/.claude/CLAUDE.md',
    '~/src/other/README.md',
    '~/Pictures/a.png',
    '~/Pictures/Screenshots/login.png',
    '~/Desktop/Screenshot 2025-01-02.png',
    '~/Downloads/data.csv',
    '~/src/shop/.hidden/Documents/a.docx',
    '/home/otto/bin/tool.sh',
    '/home/linuxbrew/.linuxbrew/bin/x',
    '/Users/mira/Library/Developer/Xcode/a.log',
    '/Users/mira/Library/Caches/Homebrew/a',
    '/Users/mira/Library/Application Support/Code/User/settings.json',
  ])('%s', (path) => {
    expect(at(path)).toBe(false)
  })

  it('a project among the documents has ordinary neighbours', () => {
    const ground = { home: '/home/mira', workspace: '/home/mira/Documents/code/shop' }
    expect(isPersonalPlace('/home/mira/Documents/code/kit/a.ts', ground)).toBe(false)
    expect(isPersonalPlace('/home/mira/Documents/code/tax-2024.pdf', ground)).toBe(true)
  })
})
