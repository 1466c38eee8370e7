import { TAINT } from '../findings.ts'
import { type Scene, signal, touch } from '../scene.ts'
import type { Act, Printed } from './act.ts'
import { hasOwnScreen } from './own-servers.ts'
import type { Invocation } from './program.ts'

const RECORDERS =
  /^(?:arecord|parecord|parec|pw-record|pw-cat|rec|fswebcam|imagesnap|streamer|guvcview)$|^sox (?:\S+ )*(?:-d|-t (?:alsa|pulseaudio|coreaudio) \S+) /
const GRABS =
  /-f (?:alsa|pulse|jack|v4l2|video4linux2|avfoundation|dshow|x11grab|gdigrab|kmsgrab|fbdev)|\/dev\/video\d/
/** A screen that is not the person's, which is one of the first. */
const OWN_SCREEN_NAMED = /(?:^| )-(?:i|-?display)[= ]:(?:[2-9]\d|\d{3,})(?:\.\d)?(?:[+ ]|$)/
const HEARS_TOO =
  /-f (?!x11grab)(?:alsa|pulse|jack|v4l2|video4linux2|avfoundation|dshow|gdigrab|kmsgrab|fbdev)|\/dev\/video\d/
const FAR_OUTPUT =
  /(?:^| )(?:rtmps?|rtsp|tcp|udp|srt|https?|ftp|icecast):\/\/|(?:^| )(?:\/tmp|\/var\/tmp|\/dev\/shm|~|\/home\/[^/ ]+|\$HOME)\/(?:\S*\/)?[^/ ]*$|\/\.[\w-][^/ ]*$/
const SCREEN =
  /^(?:screencapture|scrot|gnome-screenshot|grim|maim|spectacle|flameshot|wf-recorder|xwd|import|recordmydesktop|simplescreenrecorder)$/

/** Whether a picture is taken of the screen that the person sits at. */
function showsPerson(scene: Scene, { name }: Invocation, line: string): boolean {
  if (OWN_SCREEN_NAMED.test(line)) return false
  if (name === 'ffmpeg') return GRABS.test(line)
  const screen = SCREEN.test(name) && (name !== 'import' || line.includes('-window'))
  return screen && !hasOwnScreen(scene)
}

/** What hears, sees or shows the person; a picture of the screen in the project is the milder case. */
export const record: Printed = (scene, call, line) => {
  const hears = RECORDERS.test(call.name) || RECORDERS.test(`${call.name} ${line}`)
  const grabs = call.name === 'ffmpeg' && GRABS.test(line)
  if (!hears && !(grabs && HEARS_TOO.test(line)) && !showsPerson(scene, call, line))
    return TAINT.none
  if (/^(?:-[lL]|--list\S*|--help|--version)(?: |$)/.test(line)) return TAINT.none
  const far = FAR_OUTPUT.test(line)
  signal(scene, far ? 'capture' : 'private-reading', `${call.name} records the person`)
  const output = call.args.at(-1)
  if (output && !output.text.startsWith('-'))
    scene.files.set(touch(scene, output).path, { text: null, taint: TAINT.secret })
  return TAINT.secret
}

/** Programs that write down keys. */
export const keyLogger: Act = (scene, call, line) => {
  const logs = call.name !== 'xinput' || /(?:^| )(?:--)?test(?:-xi2)?(?: |$)/.test(line)
  if (logs) signal(scene, 'capture', `${call.name} records keys`)
}

const KEY_CODE =
  /\b(?:from|import)\s+(?:pynput|pyxhook|keyboard)\b[\s\S]*(?:Listener|on_press|on_release|\.hook\(|\.record\(|HookManager)|GetAsyncKeyState|node-global-key-listener|\b[iu]iohook\b|\bimport\s+(?:pyaudio|sounddevice)\b[\s\S]*\/(?:tmp|dev\/shm)\//

/** Code that listens to the keyboard. */
export const listeningCode: Act = (scene, call, line) => {
  const text = `${line}\n${call.stdin.text?.slice(0, MAX_CODE) ?? ''}`
  if (
    /pynput|keyboard|xhook|KeyState|key-listener|iohook|pyaudio|sounddevice/.test(text) &&
    KEY_CODE.test(text)
  )
    signal(scene, 'capture', `${call.name} listens to the keyboard`)
}

/** Longest text of code that is looked at. */
export const MAX_CODE = 4000

/** Traffic that is caught holds passwords of others. */
export const traffic: Printed = () => TAINT.secret

/** Data that a client of files reads from a store of secrets. */
export const openStore: Printed = (scene, call) => {
  const stores = call.args.filter((field) => /[./]/.test(field.text) && !/\s/.test(field.text))
  const holds = stores.some((field) => {
    const { path, secret } = touch(scene, field)
    return secret || ((scene.files.get(path)?.taint ?? 0) & TAINT.secret) !== 0
  })
  return holds ? TAINT.secret : TAINT.none
}
