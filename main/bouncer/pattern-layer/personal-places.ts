import { dirname } from 'node:path'
import { isOrdinaryHidden } from './ordinary-places.ts'
import { isWithin } from './paths.ts'

interface Home {
  readonly home: string
  readonly workspace: string
}

/** Folders of a home that people fill for themselves. */
const OWN_FOLDER =
  /^(?:Documents|Pictures|Photos|Videos|Movies|Music|Public|Mail|mail|Maildir|mbox|Dropbox|OneDrive[^/]*|Google Drive|iCloud Drive|Nextcloud|ownCloud|pCloud\w*|MEGA|Box|Creative Cloud Files|Calibre Library|Zotero|Obsidian|Notes|notes|Journal|journal|Diary|diary|Taxes|taxes|Finances?|finances?|Family|family|Personal|personal|Private|private|Backups?|backups?|Scans|Letters|Medical|Health|Recordings|Zoom|Passwords?|\.Trash|\.trash)$/
/** What a paper lying about in a home is called when it is for few eyes. */
const OWN_PAPER =
  /(?:^|[/\s_.-])(?:pay[-_ ]?(?:slips?|stubs?|roll)|salar(?:y|ies)|bank|iban|tax(?:es)?|passport|visa|id[-_ ]?card|licen[cs]e[-_ ]scan|insurance|medical|diagnos\w+|prescription|will|testament|contracts?|mortgage|invoices?|cv|resume|diary|journal|therapy|divorce|birth[-_ ]certificate|credit[-_ ]?card|ssn|social[-_ ]security|passwords?|passphrase|logins?|keys|secrets?|pins?|recovery|backup[-_ ]codes?|seed|mnemonic|wallet)[\w\s.-]{0,80}\.(?:txt|csv|xlsx?|docx?|pdf|md|rtf|od[tsp]|numbers|pages|jpe?g|png|heic|tiff?|zip|gpg|age|json)$/i
/** Folders of a home that hold another person's things on the same machine, by the names that homes have. */
const OTHER_HOME = /^\/(?:home|Users)\/([^/*?[{\uFFFC]+)\/[^/]/
const NOBODY = /^(?:linuxbrew|Shared|Public|www|runner|vscode|node|ubuntu|circleci|jovyan|app)$/

/** Pictures that a person makes to show them to an agent. */
const SHOWN =
  /(?:^|\/)(?:Screenshots?|Screen ?[Ss]hots?|Bildschirmfotos?|Capturas?|Captures?)(?:[\s/_.-]|$)/

/** One picture, sound or film that a call names is most likely what the person wants looked at. */
const SHOWN_KIND = /^(?:Pictures|Photos|Videos|Movies|Music|Public|Recordings)\/[^*?[]*\.\w{2,5}$/

/** Whether a path lies where only its owner looks: not in the project, and not among tools of work. */
export function isPersonalPlace(path: string, { home, workspace }: Home): boolean {
  if (isWithin(path, workspace)) return false
  if (!isWithin(path, home)) return isOfSomebodyElse(path, home)
  const inside = path.slice(home.length + 1)
  if (inside === '') return false
  const first = inside.split('/', 1)[0] ?? ''
  if (first.charCodeAt(0) === DOT || first === 'Library' || first === 'AppData')
    return isUnusualHidden(inside, first)
  if (SHOWN.test(inside) || (SHOWN_KIND.test(inside) && !OWN_PAPER.test(inside))) return false
  if (OWN_FOLDER.test(first))
    return !isWithin(workspace, `${home}/${first}`) || OWN_PAPER.test(path)
  return OWN_PAPER.test(inside) && !inside.includes('/src/')
}

const DOT = 46

function isUnusualHidden(inside: string, first: string): boolean {
  if (first === 'AppData') return true
  return (
    (!/[*?[\]{}]/.test(first) && !isOrdinaryHidden(inside.toLowerCase())) || OWN_FOLDER.test(first)
  )
}

function isOfSomebodyElse(path: string, home: string): boolean {
  if (/\.(?:sh|py|pl|rb)$|\/bin\//.test(path)) return false
  const owner = OTHER_HOME.exec(path)?.[1]
  return owner !== undefined && !NOBODY.test(owner) && OTHER_HOME.test(`${home}/x`)
}

/** Folders of a home that serve all work on the machine. */
const SERVES_ALL =
  /^(?:bin|go|Android|android-sdk|sdk|sdks|tmp|temp|data|datasets?|models?|weights|checkpoints|tools?|opt|software|lib|libs|include|mini(?:conda|forge)3?|anaconda3|mambaforge|esp|flutter|zephyrproject|buildroot|Downloads|Desktop|Pictures|Photos|Videos|Movies|Music|Public|Library|snap|Applications|Recordings)$/

/** Whether a path belongs to other work of the person: neither beside the project nor above it. */
export function isOtherWork(path: string, { home, workspace }: Home): boolean {
  if (!isWithin(path, home) || path === home || isWithin(path, workspace)) return false
  const beside = dirname(workspace)
  if (beside === home || isWithin(home, beside) || isWithin(path, beside)) return false
  if (isWithin(workspace, path) || isWithin(workspace, dirname(path))) return false
  const first = path.slice(home.length + 1).split('/', 1)[0] ?? ''
  return first.charCodeAt(0) !== DOT && !SERVES_ALL.test(first)
}
