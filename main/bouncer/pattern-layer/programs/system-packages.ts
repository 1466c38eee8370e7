import { EMPTY, emit, type Field, flow, fork, OPAQUE, type Scene, signal } from '../scene.ts'
import { type Options, readOptions, valued } from './options.ts'
import { noteSource } from './package-sources.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'

/** How a package manager of the system is told what to do: by words or by letters. */
interface Letters {
  readonly installs: string
  readonly removes: string
  /** Letters with which it only asks its database. */
  readonly reads: string
}

const LETTERS: Readonly<Record<string, Letters>> = {
  dpkg: {
    installs: 'i install unpack',
    removes: 'r P remove purge',
    reads: 'S l L s p c I search list listfiles status',
  },
  rpm: {
    installs: 'i U F install upgrade',
    removes: 'e erase',
    reads: 'q V query verify K checksig',
  },
  pacman: { installs: 'S U sync upgrade', removes: 'R remove', reads: 'Q F T' },
  yay: { installs: 'S U', removes: 'R', reads: 'Q F' },
  paru: { installs: 'S U', removes: 'R', reads: 'Q F' },
  'nix-env': { installs: 'i install', removes: 'e uninstall', reads: 'q query' },
}

const REMOVES =
  /^(?:remove|purge|autoremove|autopurge|erase|uninstall|rm|dist-upgrade|full-upgrade|unin\w*|clean|autoclean|distro-sync|downgrade|swap|del|delete|rollback|untap|unlink|deselect|depclean|remote-delete|collect-garbage|history-undo)$/
const INSTALLS =
  /^(?:install|localinstall|add|reinstall|upgrade|update|in|tap|groupinstall|source-install|run|remote-add|addrepo|ar|refresh)$/
const PACKAGE_FILE =
  /\.(?:rpm|deb|apk|pkg|txz|tgz|snap|flatpak|flatpakref|eopkg|xbps|pkg\.tar\.\w+|rb|nupkg|msi|exe|dmg)$|^(?:\.\.?|~)?\/\S+/
const UNCHECKED =
  /^(?:--(?:allow-unauthenticated|force-yes|nogpgcheck|no-gpg-checks|allow-untrusted|dangerous|devmode|no-check-gpg|nosignature|nodigest|repofrompath\S*|allow-insecure-repositories|force-all|force-bad-verify|skippgpcheck|no-verify|noscripts-check)(?:=.*)?|--set-?opt=.*gpgcheck=(?:0|false))$/

/** Packages that nobody vouches for, from whatever machine answers. */
const FROM_ANYBODY =
  /^--(?:allow-unauthenticated|force-yes|allow-insecure-repositories)(?:=|$)|(?:AllowUnauthenticated|AllowInsecureRepositories)=(?!0|false|no)/i

/** Debian's ways to only show what would be done. */
const ONLY_SHOWS = /^(?:-s|--(?:simulate|just-print|dry-run|recon|no-act))$/

const systemPackages: Program = (scene, call) => {
  const shows = call.name.startsWith('apt') && call.args.some(({ text }) => ONLY_SHOWS.test(text))
  return shows ? OPAQUE : changePackages(scene, call)
}

const changePackages: Program = (scene, call) => {
  const options = readOptions(call.args, PACKAGE_OPTIONS)
  for (const setting of options.values('o')) runPackageHook(scene, call, setting.text)
  noteMacros(scene, call)
  if (options.value('c', 'config-file')) noteSettings(scene, options)
  const letters = LETTERS[call.name]
  if (letters && onlyReads(letters, options)) return OPAQUE
  const verb = options.operands[0]?.text ?? ''
  const words = letters ? options.operands : options.operands.slice(0, 1)
  const named = (shape: RegExp): boolean => words.some((word) => shape.test(word.text))
  if (named(REMOVES) || options.has(...lettersOf(letters?.removes))) {
    const resource = `${call.name} packages`
    emit(scene, { kind: 'infrastructure', verb: verb || 'remove', resource })
  }
  if (/^services?$/.test(verb)) noteServices(scene, call)
  if (named(INSTALLS) || options.has(...lettersOf(letters?.installs))) {
    noteInstalled(scene, call, options)
  }
  return OPAQUE
}

const PACKAGE_OPTIONS = {
  valued: valued('o c t b root installroot config-file target-release'),
}

function lettersOf(list: string | undefined): string[] {
  return list === undefined ? [] : list.split(' ')
}

/** Macros of rpm run commands. */
function noteMacros(scene: Scene, call: Invocation): void {
  const macro = call.args.find((field) => MACRO.test(field.text))
  if (macro) signal(scene, 'inline-opaque', macro.text.slice(0, 80))
}

const MACRO = /%\(|%\{(?:lua|shrink)|os\.execute|^--pipe/

function onlyReads(letters: Letters, options: Options): boolean {
  return options.has(...letters.reads.split(' ')) && !options.has('e')
}

function noteInstalled(scene: Scene, call: Invocation, options: Options): void {
  if (call.args.some((field) => PACKAGE_FILE.test(field.text) && !field.text.includes('://'))) {
    signal(scene, 'foreign-source', `a package file for ${call.name}`)
  }
  const unchecked = call.args.find((field) => UNCHECKED.test(field.text))
  const addresses = options.operands.some(({ text }) =>
    /^(?:http|ftp):\/\/|:\/\/\d+\.\d+\./.test(text),
  )
  if (unchecked) signal(scene, 'foreign-source', `${call.name} ${unchecked.text}`)
  const anybody = call.args.some(({ text }) => FROM_ANYBODY.test(text))
  if (anybody || (unchecked && addresses)) flow(scene, 'download-to-execute', call.name)
  for (const { text } of options.operands) if (text.includes('://')) noteSource(scene, text)
}

function noteServices(scene: Scene, call: Invocation): void {
  const verb = call.args.find((field) =>
    /^(?:start|restart|run|stop|kill|cleanup)$/.test(field.text),
  )
  if (!verb) return
  const starts = /^(?:start|restart)$/.test(verb.text)
  if (starts) emit(scene, { kind: 'persistence', target: `${call.name} services` })
  else emit(scene, { kind: 'process', action: `${verb.text} service`, target: call.name })
}

function noteSettings(scene: Scene, options: Options): void {
  const file = options.value('c', 'config-file')
  if (file && /^(?:\/tmp|\/var\/tmp|https?:|~)/.test(file.text)) {
    emit(scene, { kind: 'execute', source: 'file', program: file.text })
  }
}

function runPackageHook(scene: Scene, call: Invocation, setting: string): void {
  const command =
    /(?:Pre-Invoke|Post-Invoke|Invoke|Pre-Install-Pkgs|Editor|Pager|ProxyAutoDetect)\S{0,200}=(.*)$/i.exec(
      setting,
    )?.[1]
  const unchecked =
    /AllowUnauthenticated|AllowInsecure|Verify-Peer=(?:false|0)|Check-Valid-Until/i.test(setting)
  if (unchecked) signal(scene, 'foreign-source', setting)
  if (!command) return
  emit(scene, { kind: 'execute', source: 'inline', program: call.name })
  scene.runner.text(fork(scene), command, EMPTY)
}

/** Programs that add a place packages come from, or a key they are trusted by. */
const sources: Program = (scene, call) => {
  const reads = call.args.some((field) =>
    /^(?:--list|-l|list|--help|dump|finger|export)$/.test(field.text),
  )
  if (!reads && call.args.length > 0) {
    signal(scene, 'foreign-source', `${call.name} ${call.args.at(-1)?.text ?? ''}`)
  }
  return OPAQUE
}

const NIX = valued('c run command expr f file p packages I arg argstr attr A option')

/** Nix runs what it builds or fetches. */
const nix: Program = (scene, call) => {
  const at = call.args.findIndex((field) => /^(?:-c|--command)$/.test(field.text))
  const options = readOptions(at < 0 ? call.args : call.args.slice(0, at), { valued: NIX })
  const [verb, second] = options.operands.map((field) => field.text)
  for (const field of options.operands) noteFlake(scene, field)
  const text = options.value('run', 'command')
  if (text && at < 0) scene.runner.text(scene, text.text, call.stdin)
  if (removesFromStore(call, verb ?? '', second ?? '')) {
    emit(scene, { kind: 'infrastructure', verb: verb ?? 'collect garbage', resource: call.name })
  }
  if (
    /^(?:nixos-rebuild|darwin-rebuild|home-manager)$/.test(call.name) &&
    /^(?:switch|boot|test)$/.test(verb ?? '')
  ) {
    emit(scene, { kind: 'privilege', how: call.name })
  }
  return at < 0 ? OPAQUE : scene.runner.argv(scene, call.args.slice(at + 1), call.stdin)
}

function noteFlake(scene: Scene, field: Field): void {
  const { text } = field
  if (/^(?:https?|git\+\w+|tarball\+\w+):/.test(text)) noteSource(scene, text)
}

function removesFromStore(call: Invocation, verb: string, second: string): boolean {
  if (call.name === 'nix-collect-garbage')
    return call.args.some((field) => /^-d|^--delete/.test(field.text))
  if (call.name === 'nix-store')
    return call.args.some((field) => /^--(?:delete|gc)$/.test(field.text))
  return (
    (verb === 'store' && /^(?:delete|gc)$/.test(second)) ||
    (verb === 'profile' && /^(?:remove|wipe-history)$/.test(second))
  )
}

/** Package managers of the system. */
export const systemPackagePrograms: ProgramTable = {
  ...named(
    'apt apt-get aptitude dpkg yum dnf dnf5 microdnf rpm zypper pacman yay paru apk brew snap flatpak port choco scoop winget pkg pkg_add pkg_delete emerge nix-env opkg xbps-install xbps-remove eopkg swupd tdnf urpmi slackpkg installpkg removepkg pkgin',
    systemPackages,
  ),
  ...named(
    'add-apt-repository apt-add-repository apt-key yum-config-manager pacman-key nix-channel rpmkeys apt-ftparchive',
    sources,
  ),
  ...named(
    'nix nix-shell nix-build nix-store nix-collect-garbage nixos-rebuild darwin-rebuild home-manager',
    nix,
  ),
}
