import type { TouchedPath } from '../../../../shared/bouncer/model.ts'
import { brand } from '../../../../shared/brand.ts'
import { TAINT } from '../findings.ts'
import { isWithin } from '../paths.ts'
import { deletePaths, EMPTY, emit, plain, readPaths, type Scene, signal, touch } from '../scene.ts'
import type { Act, Printed } from './act.ts'
import { noteCloned, readsCloned } from './cloned-folders.ts'
import { usesFetched } from './fetched-folders.ts'
import {
  fedLater,
  fedLines,
  foreignContainers,
  guardStore,
  keySearch,
  readsArguments,
  remoteOutput,
} from './foreign-acts.ts'
import { gitActs } from './git-acts.ts'
import { copyAway, gitSecrets, lookUp, packedHistory } from './leaving-acts.ts'
import { farContainers, liveTask, noteLiveData } from './live-data.ts'
import { foreignImage, renewsKey, servesHome, wideObjects } from './machine-acts.ts'
import { readOptions, valued } from './options.ts'
import { endsListener, seeksOwnFiles, sweepsPorts } from './own-reach.ts'
import { appliesPatch } from './patches.ts'
import {
  endProcesses,
  findsProcess,
  listListeners,
  listProcesses,
  listUsers,
  lookInside,
  stopService,
} from './process-lists.ts'
import type { Invocation } from './program.ts'
import {
  endsOwnApp,
  ownApp,
  renamesOwn,
  scriptsApps,
  startsOwnApp,
  stuffsScreen,
  typesIntoPane,
} from './reach-acts.ts'
import { withoutValues } from './readers.ts'
import { keyLogger, listeningCode, MAX_CODE, openStore, record, traffic } from './recording-acts.ts'
import { HIDDEN_PLACE } from './start-rows.ts'

const DESTROYS =
  /(?:^|[ :-])(?:delete|destroy|remove|rm|rb|terminate|purge|uninstall|undefine|drop)(?:[ :-]|$)/

/** Destroys all that a listing named. */
const everyOne: Act = (scene, call, line) => {
  if (!DESTROYS.test(line)) return
  if (call.args.some(({ taint }) => taint & TAINT.everything))
    signal(scene, 'wholesale-loss', `all that ${call.name} lists`)
}

const everyRepository: Act = (scene, call, line) => {
  noteCloned(scene, call, line)
  if (/^(?:repo|project|org) /.test(line)) everyOne(scene, call, line)
}

const everyDatabase: Act = (scene, call) => {
  if (call.args.some(({ taint }) => taint & TAINT.everything))
    signal(scene, 'wholesale-loss', 'all databases')
}

const SET_USER = /^(?:(?:[ua]*\+|[ua]+=)[rwxX]*s[rwxXst]*|0?[4-7][0-7]{3})$|,u?\+s/
const SHELLS =
  /\/(?:\w*sh|python[\d.]*|perl|ruby|node|find|vim?|env|cp|dd|nmap|awk|less|more|tee|busybox|chmod|tar|bash\S*)$/

/** A program that runs with its owner's rights, where it is none of the project's own. */
const changeMode: Act = (scene, call) => {
  const at = call.args.findIndex(({ text }) => !/^--?[a-zA-Z]/.test(text))
  const install = call.name === 'install'
  const mode = install ? modeOf(call) : (call.args[at]?.text ?? '')
  const files = (install ? call.args.slice(-1) : call.args.slice(at + 1)).filter(
    ({ text }) => !text.startsWith('-'),
  )
  const paths = files.map((field) => touch(scene, field))
  if (SET_USER.test(mode)) noteSetUser(scene, paths)
  if (!install) noteOpened(scene, mode, paths)
}

function modeOf(call: Invocation): string {
  const at = call.args.findIndex(({ text }) => /^(?:-m|--mode)$/.test(text))
  const own = call.args.find(({ text }) => /^(?:-m.|--mode=)/.test(text))?.text
  return at >= 0 ? (call.args[at + 1]?.text ?? '') : (own?.replace(/^(?:-m|--mode=)/, '') ?? '')
}

function noteSetUser(scene: Scene, paths: readonly TouchedPath[]): void {
  const shell = paths.find((path) => path.place !== 'project' || SHELLS.test(path.path))
  if (shell) signal(scene, 'back-door', `runs with the rights of its owner: ${shell.path}`)
}

/** Reading or writing for all others. */
const FOR_OTHERS = /^[0-7]{2,3}[2-7]$|(?:^|,)(?:[ug]*[oa][ugoa]*)?[+=][rwxX]*[rw]/

function noteOpened(scene: Scene, mode: string, paths: readonly TouchedPath[]): void {
  if (!FOR_OTHERS.test(mode)) return
  const key = paths.find(
    (path) => path.secret && path.place !== 'project' && path.place !== 'temporary',
  )
  if (key) signal(scene, 'open-keys', key.path)
}

/** Encrypts files of the person that no call names one by one. */
const encrypt: Act = (scene, call, line) => {
  if (!ENCRYPTS.test(`${call.name} ${line}`)) return
  const files = call.args.filter(({ text }) => /[/~\uFFFC*]/.test(text) && !text.startsWith('-'))
  const many = files
    .map((field) => touch(scene, field))
    .find(({ path, place, certainty }) => {
      const folder = isWithin(scene.ground.workspace, path) || isWithin(scene.ground.home, path)
      return folder || (/^(?:home|elsewhere|system)$/.test(place) && certainty !== 'exact')
    })
  if (many) signal(scene, 'wholesale-loss', `encrypts ${many.path}`)
}

const ENCRYPTS =
  /^openssl (?:enc|aes\S*|smime -encrypt|cms -encrypt|pkeyutl -encrypt|rsautl -encrypt|des3|chacha20)(?!.* -d(?: |$))|^gpg2? (?:\S+ )*?(?:-\w*[ce]|--symmetric|--encrypt)(?: |$)|^r?age (?!.*(?:-d|--decrypt))|^(?:ccrypt|ccencrypt|mcrypt|aescrypt|scrypt)(?! (?:-d|-c|dec))/

const AGENT_ITEM =
  /(?:-s|-l|service|--label)[= ]?["']?(?:Claude Code|claude-code|Codex|Gemini|Cursor|Copilot|opencode|Anthropic)/i

/** What an agent keeps in the key chain. */
const agentLogin: Act = (scene, _call, line) => {
  if (AGENT_ITEM.test(line)) readPaths(scene, [plain('~/.claude/.credentials.json')])
}

/** Sets a password from its input, where nobody types it. */
const passwords: Act = (scene, call) => {
  if (call.stdin !== EMPTY && !/^(?:-S|--status)/.test(call.args[0]?.text ?? ''))
    signal(scene, 'back-door', 'sets a password')
}

const OWN_GUARD = new RegExp(`^(?:claude|codex|bouncer\\S*|${brand.command}\\S*)$`, 'i')
/** How the line of our own program reads. */
const OWN_LINE = new RegExp(
  `(?:^|[\\s/.[])${brand.command}(?:[\\s\\].-]|$)|serve --home|headless\\.[cm]?[jt]s`,
  'i',
)

/** Takes the note on shown variables back where the values are cut off. */
const hideValues: Act = (scene, call, line) => {
  if (/-F ?['"]?=.*\{ ?print \$1;? ?\}|s(.)=[.][*+]/.test(line))
    withoutValues(scene, call.stdin.taint)
}

/** Packs files away and removes them. */
const packAway: Act = (scene, call, line) => {
  if (!/(?:^| )-sdel(?: |$)/.test(line)) return
  const files = call.args.filter(({ text }) => !text.startsWith('-')).slice(2)
  deletePaths(scene, files, true)
}

/** Takes the account of the person away with its home. */
const removePerson: Act = (scene, call, line) => {
  const all = /(?:^| )(?:-\w*r\w*|--remove|--remove-(?:home|all-files))(?: |$)/.test(line)
  const own = call.args.some(({ text }) => text === scene.ground.home.split('/').at(-1))
  if (all && own) deletePaths(scene, [plain('~')], true)
}

/** Ends everything that a person runs. */
const endAll: Act = (scene, call, line) => {
  const ofUser = /(?:^| )(?:-u|-U|--user|--euid|--uid)[= ]?\S+/.test(line)
  const operands = readOptions(call.args, {
    valued: valued('s n u U g P t o signal user euid uid'),
  }).operands
  const names = operands.filter(({ text }) => !/^-/.test(text))
  const every =
    names.length === 0 ? ofUser : names.every(({ text }) => /^\^?\.[*+]?\$?$/.test(text))
  const byLine = /(?:^| )-\w*f/.test(line)
  const guard = names.find(({ text }) => OWN_GUARD.test(text) || (byLine && OWN_LINE.test(text)))
  if (guard) emit(scene, { kind: 'guard', target: `${call.name} ${guard.text}` })
  if (every) emit(scene, { kind: 'process', action: 'kill everything', target: '-1' })
}

/** Commands that a later time brings, from a place nobody looks at. */
const laterJob: Act = (scene, call, line) => {
  const text = `${call.stdin.text?.slice(0, MAX_CODE) ?? ''}\n${/(?:^| )-f ?(\S+)/.exec(line)?.[1] ?? ''}`
  if (HIDDEN_PLACE.test(text)) signal(scene, 'hidden-start', text.trim().slice(0, 120))
}

function table<A>(names: string, act: A): Record<string, A> {
  return Object.fromEntries(names.split(' ').map((name) => [name, act]))
}

/** What programs print that is somebody's, by the name of the program. */
export const PRINTED: Readonly<Record<string, Printed>> = {
  ...table(
    'arecord parecord parec pw-record pw-cat rec sox fswebcam imagesnap streamer guvcview ffmpeg screencapture scrot gnome-screenshot grim maim spectacle flameshot wf-recorder xwd import recordmydesktop simplescreenrecorder',
    record,
  ),
  ...table('sqlite3 sqlite duckdb', openStore),
  ...table('tcpdump tshark dumpcap ngrep', traffic),
  ...table('ps pgrep pidof nvidia-smi rocm-smi jps', listProcesses),
  ...table('lsof fuser', listUsers),
  ...table('ss netstat', listListeners),
  ...table('grep egrep awk gawk mawk rg', findsProcess),
  git: packedHistory,
  ...table('cat bat sed gsed head tail tac', readsCloned),
  ...table('aws gsutil gcloud gh glab az mc rclone', remoteOutput),
}

/** Acts by the name of the program. */
export const UNWANTED_ACTS: Readonly<Record<string, Act>> = {
  git: (scene, call, line) => {
    gitActs(scene, call, line)
    appliesPatch(scene, call, line)
    gitSecrets(scene, call, line)
  },
  getent: lookUp,
  'ssh-keygen': renewsKey,
  ...table(
    'http-server serve live-server lite-server sirv miniserve darkhttpd static-server twistd webfsd thttpd dufs caddy filebrowser updog goshs ruby busybox',
    servesHome,
  ),
  ...table('mc mcli ipfs ipget w3 storj uplink', copyAway),
  ...table(
    'kubectl oc kubecolor helm aws gcloud az doctl heroku hcloud linode-cli vercel netlify flyctl fly gsutil virsh lxc incus openstack eksctl vultr scw oci',
    everyOne,
  ),
  ...table('kubectl oc kubecolor', (scene, call, line) => {
    everyOne(scene, call, line)
    wideObjects(scene, call, line)
  }),
  ...table('gh glab', everyRepository),
  ...table('dropdb', everyDatabase),
  ...table('chmod install', changeMode),
  ...table('openssl gpg gpg2 age rage ccrypt ccencrypt mcrypt aescrypt scrypt', encrypt),
  ...table('logkeys keylogger lkl uberkey xspy screenkey xinput showkey evtest', keyLogger),
  ...table('security secret-tool', agentLogin),
  ...table('passwd', passwords),
  ...table('userdel deluser', removePerson),
  ...table('awk gawk mawk sed gsed', hideValues),
  ...table('7z 7za 7zz 7zr', packAway),
  ...table('pkill killall skill slay', endAll),
  ...table('python python2 python3 node', (scene, call, line) => {
    listeningCode(scene, call, line)
    servesHome(scene, call, line)
    noteLiveData(scene, call, line)
  }),
  ...table('at batch', (scene, call, line) => {
    laterJob(scene, call, line)
    fedLater(scene, call, line)
  }),
  crontab: fedLater,
  ...table('sqlite3 sqlite duckdb', guardStore),
  ...table('docker podman nerdctl', (scene, call, line) => {
    foreignContainers(scene, call, line)
    foreignImage(scene, call, line)
    farContainers(scene, call, line)
  }),
  'docker-compose': (scene, call, line) => {
    usesFetched(scene, call, line)
    farContainers(scene, call, line)
  },
  ...table('npm yarn pnpm make gmake', (scene, call, line) => {
    usesFetched(scene, call, line)
    liveTask(scene, call, line)
  }),
  ...table('bun just task poe mage inv invoke composer', liveTask),
  parallel: fedLines,
  ...table('ld ld.lld ld.gold gcc g++ cc c++ clang clang++ as ar nm', readsArguments),
  ...table('find gfind fd fdfind locate plocate mlocate', (scene, call, line) => {
    keySearch(scene, call, line)
    seeksOwnFiles(scene, call, line)
  }),
  kill: endProcesses,
  ...table('kill-port fkill fuser', endsListener),
  ...table('seq nmap rustscan masscan nc ncat netcat', sweepsPorts),
  tmux: typesIntoPane,
  screen: stuffsScreen,
  ...table(`${brand.command}-desktop`, ownApp),
  alias: renamesOwn,
  ...table('taskkill tskill stop-process', endsOwnApp),
  ...table('open gtk-launch', startsOwnApp),
  ...table(
    'java javaw pip pip3 dpkg rpm dnf yum apt apt-get zypper pacman apk installer insmod modprobe kextload kmutil msiexec gem cmake gradle mvn terraform ansible-playbook',
    usesFetched,
  ),
  ...table(
    'gdb lldb gcore procdump strace ltrace strings dd py-spy rbspy perf reptyr jmap jstack jcmd jinfo jdb jhsdb vmmap sample heap leaks malloc_history spindump footprint dtruss dtrace fs_usage opensnoop pmap pstack pldd eu-stack taskset renice ionice chrt cpulimit prlimit schedtool cpuset cgclassify',
    lookInside,
  ),
  osascript: scriptsApps,
  patch: appliesPatch,
  ...table('snap flatpak', (scene, call, line) => {
    usesFetched(scene, call, line)
    startsOwnApp(scene, call, line)
  }),
  ...table('systemctl service launchctl sc', stopService),
  ...table(
    'rails rake php artisan mix alembic flask knex sequelize sequelize-cli prisma typeorm node-pg-migrate drizzle-kit dbmate goose migrate flyway liquibase dotnet mikro-orm umzug db-migrate diesel sqlx sea-orm-cli phinx console manage.py django-admin',
    noteLiveData,
  ),
}
