import { EMPTY, emit, type Field, isKnown, OPAQUE, type Scene, signal, touch } from '../scene.ts'
import { hostKind, judgeHost } from '../urls.ts'
import { noteSentSecrets } from './http-clients.ts'
import { readOptions, valued } from './options.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'

/** Endings that are started rather than shown. */
const STARTS =
  /\.(?:command|app|pkg|mpkg|dmg|scpt|workflow|terminal|tool|action|prefpane|desktop|exe|msi|bat|cmd|ps1|vbs|jar|deb|rpm|appimage|run|sh|inetloc|webloc|fileloc)\/?$/i
const TERMINAL =
  /^(?:terminal|iterm2?|warp|kitty|alacritty|wezterm|script editor|automator|installer)(?:\.app)?$/i
const SHOWN_SCHEME = /^(?:https?|file|mailto|about|data):/i

/** Opens files, addresses and applications the way a double click does. */
const opener: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: valued('a b s u app'), stopAtOperand: false })
  const app = options.value('a', 'b', 'app')?.text ?? ''
  if (TERMINAL.test(app)) signal(scene, 'carries-command', `${call.name} -a ${app}`)
  for (const field of options.operands) noteOpened(scene, call, field)
  return OPAQUE
}

/** A page is shown; what stands in its address goes to whoever answers there. */
function noteShown(scene: Scene, text: string, taint: number): void {
  const host = judgeHost(scene, text)
  if (hostKind(host) === 'local') return
  noteSentSecrets(scene, taint, host)
  if (!isKnown(text) || taint !== 0) emit(scene, { kind: 'network', host, direction: 'upload' })
}

function noteOpened(scene: Scene, call: Invocation, field: Field): void {
  const { text } = field
  if (SHOWN_SCHEME.test(text)) {
    if (/^https?:/i.test(text)) noteShown(scene, text, field.taint)
    return
  }
  const foreign = /^[a-z][\w+.-]{1,30}:(?!\\\\)/i.test(text)
  if (foreign || STARTS.test(text)) {
    signal(scene, 'carries-command', `${call.name} ${text.slice(0, 80)}`)
    return
  }
  const { place } = touch(scene, { text, glob: false, taint: 0 })
  if (place === 'temporary' && STARTS.test(text)) signal(scene, 'carries-command', text)
}

/** Windows that ask for a password take it from the person. */
const dialog: Program = (scene, call) => {
  const asks = call.args.find((field) => /^--(?:password|hide-text|add-password)/.test(field.text))
  if (asks) signal(scene, 'other-tool', `${call.name} asks the person for a password`)
  return asks ? OPAQUE : EMPTY
}

/** Programs that hand something to the desktop. */
export const openerPrograms: ProgramTable = {
  ...named(
    'open xdg-open gio-open kde-open kde-open5 gnome-open wslview cygstart exo-open',
    opener,
  ),
  ...named('zenity kdialog yad ssh-askpass pinentry', dialog),
}
