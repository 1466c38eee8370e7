import { existsSync } from 'node:fs'
import { findOnPath } from './places.mjs'
import { runProgram, spokenTime } from './run-program.mjs'

const INSTALL_TIMEOUT_MS = 8 * 60_000
const SEARCH = `${process.env.PATH ?? ''}:/usr/local/sbin:/usr/sbin:/sbin`

const program = (/** @type {string} */ name) => () => findOnPath(name, SEARCH) !== null
const file = (/** @type {string} */ path) => () => existsSync(path)

/**
 * What the tests use of the machine: Debian's package and how to see that it is there.
 * @type {readonly { name: string, isHere: () => boolean, for: string }[]}
 */
const PACKAGES = [
  { name: 'git', isHere: program('git'), for: 'worktrees and history' },
  { name: 'bubblewrap', isHere: program('bwrap'), for: 'the outer ring around agents' },
  { name: 'chromium', isHere: program('chromium'), for: 'the browser tests' },
  {
    name: 'fonts-dejavu-core',
    isHere: file('/usr/share/fonts/truetype/dejavu'),
    for: 'screenshots',
  },
  { name: 'xvfb', isHere: program('Xvfb'), for: 'windows without a screen' },
  { name: 'xauth', isHere: program('xauth'), for: 'windows without a screen' },
  { name: 'dbus', isHere: program('dbus-run-session'), for: 'the keychain' },
  { name: 'gnome-keyring', isHere: program('gnome-keyring-daemon'), for: 'the keychain' },
  { name: 'libsecret-tools', isHere: program('secret-tool'), for: 'the keychain' },
  { name: 'libsecret-1-dev', isHere: file('/usr/include/libsecret-1'), for: 'building keytar' },
  { name: 'build-essential', isHere: file('/usr/bin/g++'), for: 'building keytar' },
  { name: 'python3', isHere: program('python3'), for: 'building keytar' },
  { name: 'pkg-config', isHere: program('pkg-config'), for: 'building keytar' },
  { name: 'iproute2', isHere: program('ip'), for: 'tests that cut the network' },
  { name: 'zsh', isHere: program('zsh'), for: 'completion in zsh' },
  { name: 'fish', isHere: program('fish'), for: 'completion in fish' },
  { name: 'procps', isHere: program('ps'), for: 'tests that look for left-over programs' },
]

const missingPackages = () => PACKAGES.filter(({ isHere }) => !isHere())

/** @param {string[]} args */
async function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return await runProgram('apt-get', args, { env, timeoutMs: INSTALL_TIMEOUT_MS })
}

/** @param {readonly string[]} names */
async function installByApt(names) {
  const install = ['install', '-y', '--no-install-recommends', ...names]
  process.stdout.write(`Installing Debian packages: ${names.join(' ')} …\n`)
  const first = await apt(install)
  if (first.code === 0) return first
  // The package lists of a fresh image are empty or old.
  await apt(['update', '-q'])
  return await apt(install)
}

/**
 * Brings the Debian packages that the tests use when this user may (root), otherwise prints the
 * command; gives back a sentence for each package that is still missing.
 */
export async function bringSystemPackages() {
  const names = missingPackages().map(({ name }) => name)
  if (names.length === 0) return []
  const canInstall = process.getuid?.() === 0 && program('apt-get')()
  if (canInstall) {
    const ended = await installByApt(names)
    if (ended.code !== 0)
      process.stdout.write(`${ended.output.trim().split('\n').slice(-5).join('\n')}\n`)
    else process.stdout.write(`Installed in ${spokenTime(ended.tookMs)}.\n`)
  } else if (process.platform === 'linux') {
    process.stdout.write(
      `Some tests need Debian packages that are not here. To run them too:\n  sudo apt-get install --no-install-recommends ${names.join(' ')}\n`,
    )
  }
  return missingPackages().map(({ name, for: use }) => `Debian package ${name} is missing (${use})`)
}
