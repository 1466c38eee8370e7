import { type Field, type Scene, signal, touch } from '../scene.ts'

/** A shell that gets no script and no command of its own: it waits for whoever sits there. */
const SHELL_OPENED =
  /(?:^|[\s'"`(;!=,:{[])(?:\/(?:usr\/)?(?:local\/)?bin\/)?(?:ba|z|da|k|tc|fi|a)?sh(?:["']?,\s?["']?-\w+|\s+-[ipl]+)*(?=["'`);\]}]|\s*(?:$|\n|;|\\;|\d?[<>]&)|\s+(?:\d?[<>]&))/

/** Programs whose own purpose is a shell somewhere else, or that only name one. */
const ELSEWHERE =
  /^(?:(?:ba|z|da|k|tc|fi|a)?sh|docker|podman|nerdctl|kubectl|oc|crictl|ctr|lxc|incus|machinectl|systemd-nspawn|distrobox|toolbox|vagrant|multipass|virsh|ssh|su|sudo|doas|runuser|chroot|nsenter|unshare|ip|env|chsh|usermod|useradd|adduser|apt|apt-get|dnf|yum|pacman|zypper|apk|brew|snap|port|which|type|whereis|ls|file|stat|dpkg|grep|cat|echo|printf|ln|cp|mv|tee|strace|time|timeout|nice|nohup)$/

/** Findings that say a program was made to run something that its arguments hide. */
const HIDDEN = new Set(['carries-command', 'inline-opaque'])

/**
 * Notes a program with more rights that is made to open a shell which keeps them: by its escape, its pager, its
 * plugin or its script. `from` counts the signals and effects before it ran.
 */
export function noteRaisedShell(
  scene: Scene,
  argv: readonly Field[],
  from: { readonly signals: number; readonly effects: number },
): void {
  const at = argv.findIndex(({ text }) => !/^(?:-|\w+=)/.test(text))
  const program = (argv[at]?.text ?? '').split('/').at(-1) ?? ''
  if (at < 0 || ELSEWHERE.test(program)) return
  const { signals, effects } = scene.findings
  const hides =
    signals.slice(from.signals).some(({ kind }) => HIDDEN.has(kind)) ||
    effects
      .slice(from.effects)
      .some(
        (effect) =>
          effect.kind === 'environment' ||
          (effect.kind === 'execute' && /^(?:inline|file|unknown)$/.test(effect.source)),
      )
  if (!hides) return
  const texts = argv
    .filter((_field, place) => place !== at)
    .flatMap((field) => textsOf(scene, field))
  if (texts.some((text) => SHELL_OPENED.test(text)))
    signal(scene, 'back-door', `a shell with more rights through ${program}`)
}

/** What an argument says, and what this call wrote into the file that it names. */
function textsOf(scene: Scene, field: Field): readonly string[] {
  const { text } = field
  const said = text.slice(0, 500)
  if (!/[./]/.test(text) || text.length > 300) return [said]
  const held = scene.files.get(
    touch(scene, { ...field, text: text.replace(/^-+[\w-]+=/, '') }).path,
  )
  return held?.text ? [said, held.text.slice(0, 1000)] : [said]
}
