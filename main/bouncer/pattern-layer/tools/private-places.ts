import { isWithin, resolvePath } from '../paths.ts'
import { isOtherWork, isPersonalPlace } from '../personal-places.ts'
import type { Ground, Scene } from '../scene.ts'

const HOMES = /^\/(?:home|Users|mnt\/[a-z]\/Users|[A-Za-z]:\/Users)\/([^/*?[{]+)(?:\/|$)/i
/** Folders beside homes that belong to nobody. */
const NOBODY = /^(?:linuxbrew|Shared|Public|All Users|Default(?: User)?)$/i
const PERSONAL =
  /^\/(?:Documents|Library\/(?:Mail|Messages|Safari|Calendars|Contacts|HomeKit|Cookies|Keychains|Health|Accounts|Mobile Documents|CloudStorage|Group Containers|Containers|Application Support\/(?:AddressBook|CallHistoryDB|Knowledge|Google|Firefox|Signal|Slack|discord|1Password|Telegram[^/]*|Bitwarden|BraveSoftware|Microsoft Edge|Arc|MobileSync))|\.thunderbird|\.mozilla|\.local\/share\/(?:keyrings|evolution|signal|TelegramDesktop|kwalletd)|\.config\/(?:Signal|discord|Slack|google-chrome|chromium|BraveSoftware|microsoft-edge|Bitwarden|1Password|evolution|geary|keepassxc|KeePass|rclone|filezilla)|\.purple|\.bitcoin|\.ethereum|\.solana|\.monero|Dropbox|OneDrive|Google Drive|iCloud Drive|Nextcloud)(?:\/|$)/i
/** Settings of the home that say where the person logs in, and what others wrote to them. */
const PERSONAL_FILE =
  /^\/(?:\.ssh\/config$|\.(?:x|ice)authority$|\.authinfo(?:\.gpg)?$|\.viminfo$|\.local\/share\/(?:recently-used\.xbel|jupyter\/runtime\/)|mail\/|maildir\/|\.mail\/|mbox$|\.config\/(?:code|cursor|vscodium)\/user\/globalstorage\/|library\/application support\/(?:code|cursor)\/user\/globalstorage\/)/i
const PERSONAL_NAME =
  /\/[^/]*(?:seed[-_ ]?phrase|recovery[-_ ]?(?:codes?|key|phrase)|mnemonic|backup[-_ ]?codes?|passwords?|passport|bank[-_ ]?statement|tax[-_ ]?return)[^/]*\.(?:txt|csv|xlsx?|docx?|pdf|md|rtf|ods|odt|kdbx?|numbers|pages|json)$/i
const SYSTEM_STATE =
  /^\/(?:etc\/(?:passwd-?|group-?|security\/opasswd|NetworkManager\/system-connections|wireguard|openvpn|ppp|mysql\/debian\.cnf|master\.passwd|kubernetes)|var\/(?:mail|spool|backups?|db\/dslocal|lib\/(?:sss|NetworkManager|docker|kubelet|mysql|postgresql))|var\/log\/(?:auth\.log|secure|audit|wtmp|btmp|lastlog)[\w.-]*|(?:var\/)?run\/docker\.sock|run\/user|proc\/(?:\d+|self|thread-self|\*)\/(?:environ|mem|fd|auxv|root|map_files|task)|proc\/\d+\/(?:cmdline|maps)|proc\/(?:kcore|kmem|kallsyms|keys|sysrq-trigger)|sys\/firmware|sys\/kernel\/(?:debug|security)|root)(?:\/|$)/
const DEVICE_FOR_READING = /^\/dev\/(?!null$)/

/** Why nobody expects an agent to read the path, or null; `text` is the path as the call spells it. */
export function privatePlace(scene: Scene, path: string, text: string): string | null {
  const { ground } = scene
  if (isWithin(path, ground.workspace)) return null
  if (isOtherHome(path, ground)) return "another person's files"
  const own = ownPlace(path, ground)
  if (own !== null) return own
  if (SHARED_DISK.test(path)) return 'a disk that others share or somebody has put in'
  if (SYSTEM_STATE.test(path) && !isWithin(path, ground.home)) return 'private state of the system'
  if (DEVICE_FOR_READING.test(path)) return 'a device'
  return climbsAway(scene, path, text) ? 'the system, by climbing out of the project' : null
}

/** Why a path is the person's own business, or null. */
function ownPlace(path: string, ground: Ground): string | null {
  const own = path.startsWith(`${ground.home}/`) ? path.slice(ground.home.length) : null
  if (own !== null && (PERSONAL.test(own) || PERSONAL_FILE.test(own)))
    return 'personal documents or data of other programs'
  if (PERSONAL_NAME.test(path)) return 'a personal document'
  if (isPersonalPlace(path, ground)) return 'what a person keeps outside of work'
  return isOtherWork(path, ground) && !isDependency(path) ? 'other work of the person' : null
}

function isOtherHome(path: string, ground: Ground): boolean {
  if (isWithin(path, ground.home)) return false
  const owner = HOMES.exec(path)?.[1]
  if (owner === undefined || NOBODY.test(owner)) return false
  return owner !== HOMES.exec(ground.workspace)?.[1]
}

/** Disks of a network and disks that come and go. */
const SHARED_DISK =
  /^\/(?:mnt|media|net)\/(?:[^/]+\/)?(?:shared?|nas|smb|cifs|nfs|usb\w*|backups?|home|homes|users?|team|company|office|fileserver|drive|storage|public|private|photos?|documents?|archive|dropbox|gdrive|onedrive)(?:\/|$)|^\/(?:run\/media\/[^/]+|Volumes)\/(?!Macintosh HD|Data$)[^/]+\//i

const SYSTEM_FOLDER = /^\/(?:etc|var|root|proc|sys|dev|boot|run)(?:\/|$)/

/** A relative way up that ends among the system's files is no way that work takes. */
function climbsAway(scene: Scene, path: string, text: string): boolean {
  if (!/(?:^|[\\/])(?:\.\.|%2e%2e)(?:[\\/%]|$)/i.test(text)) return false
  return SYSTEM_FOLDER.test(path) && !SYSTEM_FOLDER.test(resolvePath(scene.cwd, '/', '/'))
}

/** Whether looking through everything under the path would pass the person's secrets. */
export function isWideScope(path: string, ground: Ground): boolean {
  if (path === '/' || path === ground.home || ground.home.startsWith(`${path}/`)) return true
  if (/^\/(?:etc|root|proc|var|home|Users|mnt|Volumes|run|sys)$/.test(path)) return true
  const own = path.startsWith(`${ground.home}/`) ? path.slice(ground.home.length + 1) : ''
  return /^(?:Documents|Desktop|Downloads|Pictures|Dropbox|OneDrive|Nextcloud|\.config|\.local|\.local\/share|Library|Library\/Application Support|\.docker|AppData(?:\/\w+)?)$/.test(
    own,
  )
}

const DEPENDENCIES =
  /^\/(?:usr\/(?:include|lib|local\/(?:lib|include|share|Cellar|go)|share|src)|opt\/homebrew|nix\/store|Library\/Developer|Applications\/Xcode)(?:\/|$)|\/(?:node_modules|site-packages|dist-packages|\.cargo\/registry|\.rustup|go\/pkg\/mod|\.m2\/repository|\.gradle\/caches|\.nvm|\.pyenv|\.rbenv|\.npm\/_logs|\.pub-cache|\.gem|\.asdf|\.volta|\.bun\/install|\.cache\/(?:pip|uv|pypoetry|go-build|ms-playwright))(?:\/|$)/

/** Whether the path belongs to what programs are built from. */
export function isDependency(path: string): boolean {
  return DEPENDENCIES.test(path)
}
