import { EMPTY, emit, fork, type Scene } from '../scene.ts'

type Target = 'history' | 'worktree' | 'remote' | 'configuration'

/** Records what a git command does. */
export function note(scene: Scene, target: Target, verb: string): void {
  emit(scene, { kind: 'version-control', target, verb })
}

/** Settings of git whose value is a command or a place code is loaded from. */
const COMMAND_SETTING =
  /^(?:alias\..+|core\.(?:pager|editor|sshcommand|fsmonitor|askpass|gitproxy|attributesfile|hookspath|worktree)|sequence\.editor|diff\.external|(?:diff|merge|filter)\..+\.(?:command|textconv|driver|clean|smudge|process)|(?:difftool|mergetool|man|browser|guitool)\..+\.(?:cmd|path)|credential(?:\..+)?\.helper|gpg(?:\..+)?\.program|pager\..+|interactive\.difffilter|uploadpack\.packobjectshook|protocol\.(?:.+\.)?allow|remote\..+\.(?:uploadpack|receivepack|vcs|proxy)|url\..+\.(?:insteadof|pushinsteadof)|http\.(?:.+\.)?(?:proxy|sslverify)|include(?:if\..+)?\.path|submodule\..+\.update|init\.templatedir|trailer\..+\.(?:command|cmd)|tar\..+\.command|ssh\.variant|safe\.directory|core\.bare)$/i
const HARMLESS_VALUE =
  /^(?:|cat|less(?: -\w+)?|true|false|never|always|vim?|nano|code --wait|delta|diff-so-fancy(?: \| less .*)?|store|cache(?: --timeout.*)?|osxkeychain|manager(?:-core)?|libsecret|\.husky(?:\/_)?|\.githooks)$/

/** Judges a setting that makes git run or load something. */
export function judgeSetting(scene: Scene, name: string, value: string): void {
  if (!COMMAND_SETTING.test(name)) return
  if (HARMLESS_VALUE.test(value)) {
    if (/hookspath|proxy/i.test(name) && value !== '' && !value.startsWith('.'))
      note(scene, 'configuration', name)
    return
  }
  note(scene, 'configuration', name)
  if (
    /hookspath|include|templatedir|insteadof|sslverify|attributesfile|allow|safe|bare|worktree|proxy/i.test(
      name,
    )
  )
    return
  emit(scene, { kind: 'execute', source: 'inline', program: `git ${name}` })
  const text = value.replace(/^!/, '')
  scene.runner.text(
    fork(scene),
    /^alias\./i.test(name) && !value.startsWith('!') ? `git ${value}` : text,
    EMPTY,
  )
}
