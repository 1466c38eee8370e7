import { EMPTY, type Field, fork, OPAQUE, plain, type Scene, type Stream } from '../scene.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { runUnknownProgram } from './unknown-program.ts'

/** Most commands of one line that are judged. */
const MAX_COMMANDS = 32

/** `cmd /c …` and `cmd /k …`: the commands of the other system by the programs that do the same here. */
const commandShell: Program = (scene, call) => {
  const at = call.args.findIndex(({ text }) => /^\/{1,2}[ckr]$/i.test(text))
  if (at < 0) return runUnknownProgram(scene, call)
  const line = call.args
    .slice(at + 1)
    .map(({ text }) => text)
    .join(' ')
  for (const command of line.split(/&&?|\|\|?|\n/).slice(0, MAX_COMMANDS)) {
    runCommand(scene, command.trim().split(/\s+/))
  }
  return OPAQUE
}

const REMOVES = /^(?:del|erase|rd|rmdir)$/i
const FORMATS = /^(?:format|diskpart)(?:\.com|\.exe)?$/i

function runCommand(scene: Scene, [first = '', ...rest]: readonly string[]): void {
  if (first === '') return
  if (REMOVES.test(first)) remove(scene, rest)
  else if (FORMATS.test(first)) runWords(scene, ['mkfs', '/dev/sda'])
  else runWords(scene, [first, ...rest.map((word) => localPath(scene, word))])
}

function remove(scene: Scene, words: readonly string[]): void {
  const below = words.some((word) => /^\/s$/i.test(word))
  const paths = words
    .filter((word) => !/^\/[a-z]$/i.test(word))
    .map((word) => localPath(scene, word))
  if (paths.length > 0) runWords(scene, ['rm', ...(below ? ['-r'] : []), '--', ...paths])
}

function runWords(scene: Scene, words: readonly string[]): void {
  const argv = words.map((text): Field => ({ ...plain(text), glob: /[*?]/.test(text) }))
  scene.runner.argv(fork(scene, { nested: true }), argv, EMPTY)
}

/** A path of the other system as the one that means the same to the rules here. */
function localPath(scene: Scene, word: string): string {
  const text = word.replace(/^["']|["']$/g, '').replace(/%(?:USERPROFILE|HOMEPATH)%/gi, '~')
  if (!/\\|^[A-Za-z]:/.test(text)) return text
  const path = text.replaceAll('\\', '/')
  const drive = /^([A-Za-z]):\/*(.*)$/.exec(path)
  if (!drive) return path
  const [, letter = 'c', rest = ''] = drive
  const users = /^users(?:\/[^/]+)?(\/.*)?$/i.exec(rest)
  if (users) return rest.includes('/') ? `~${users[1] ?? ''}` : parentOf(scene.ground.home)
  if (/^(?:windows|winnt|program\s?files|programdata|system32)/i.test(rest)) return `/usr/${rest}`
  return rest === '' || /^\*/.test(rest) ? `/${rest}` : `/mnt/${letter.toLowerCase()}/${rest}`
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 1))
}

/** `robocopy /mir` makes a folder equal to another one, and removes what only it holds. */
const mirror: Program = (scene, call) => {
  const target = call.args.filter(({ text }) => !/^\/[a-z]+(?::\S*)?$/i.test(text))[1]
  const removes = call.args.some(({ text }) => /^\/(?:mir|purge|move)$/i.test(text))
  if (target && removes) runWords(scene, ['rm', '-r', localPath(scene, target.text)])
  return OPAQUE
}

/** Programs of the other system that run what they are given from elsewhere. */
const fetchingHost: Program = (scene, call): Stream => {
  const address = call.args.find(({ text }) => /(?:^|:)(?:https?|ftp):\/\//i.test(text))
  const code = call.args.find(({ text }) => /^(?:java|vb)script:/i.test(text))
  if (address || code) {
    const url = address?.text.replace(/^.*?(?=(?:https?|ftp):)/i, '') ?? 'http://localhost'
    return scene.runner.text(fork(scene, { nested: true }), `curl -s '${url}' | sh`, EMPTY)
  }
  return runUnknownProgram(scene, call)
}

/** Fetches a file; what is fetched may run in the same call. */
const certutil: Program = (scene, call: Invocation) => {
  const at = call.args.findIndex(({ text }) => /^https?:/i.test(text))
  if (at < 0) return runUnknownProgram(scene, call)
  const file = call.args[at + 1]
  const argv = [plain('curl'), plain('-o'), file ?? plain('download'), call.args[at] ?? plain('')]
  return scene.runner.argv(scene, argv, EMPTY)
}

const subsystem: Program = (scene, call) => {
  const at = call.args.findIndex(({ text }) => /^(?:--|-e|--exec)$/.test(text))
  const words = at >= 0 ? call.args.slice(at + 1) : call.args.filter(({ text }) => text[0] !== '-')
  const reads = call.args.some(({ text }) => /^(?:-l|--list|--status|--version|--help)$/.test(text))
  if (call.args.some(({ text }) => text === '--unregister'))
    return scene.runner.argv(scene, [plain('rm'), plain('-rf'), plain('~')], EMPTY)
  return words.length === 0 || reads ? OPAQUE : scene.runner.argv(scene, words, call.stdin)
}

/** Programs of Windows, which the shells of its subsystems start too. */
export const windowsPrograms: ProgramTable = {
  ...named('cmd cmd.exe', commandShell),
  ...named('robocopy', mirror),
  ...named('mshta regsvr32 rundll32 wscript cscript msiexec', fetchingHost),
  ...named('certutil', certutil),
  ...named('wsl', subsystem),
}
