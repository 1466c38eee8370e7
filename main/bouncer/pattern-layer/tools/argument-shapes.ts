import { type Input, isRecord } from './input.ts'

/** One value in the arguments of a call, with the key it stands under. */
export interface Argument {
  /** Key of the input that holds it, which spans name. */
  readonly field: string
  /** The nearest key, in lower case without separators. */
  readonly key: string
  readonly text: string
}

/** The arguments of a call; null when they are too many or too deep to look at. */
export function argumentsOf(input: Input): Argument[] | null {
  const found: Argument[] = []
  let left = MAX_VALUES
  const visit = (value: unknown, place: { field: string; key: string; depth: number }): boolean => {
    if (left-- <= 0 || place.depth > MAX_DEPTH) return false
    if (typeof value === 'string') {
      found.push({ field: place.field, key: place.key, text: value })
      return true
    }
    if (Array.isArray(value))
      return (value as readonly unknown[]).every((item) =>
        visit(item, { ...place, depth: place.depth + 1 }),
      )
    if (!isRecord(value)) return true
    return Object.entries(value).every(([key, item]) =>
      visit(item, { field: place.field, key: plainKey(key), depth: place.depth + 1 }),
    )
  }
  const all = Object.entries(input).every(([key, value]) =>
    visit(value, { field: key, key: plainKey(key), depth: 0 }),
  )
  return all ? found : null
}

const MAX_VALUES = 400
const MAX_DEPTH = 8

function plainKey(key: string): string {
  return key.replace(/[^A-Za-z\d]/g, '').toLowerCase()
}

/** What a value is, judged by its key and its own shape. */
export type Shape = 'command' | 'typed' | 'code' | 'sql' | 'url' | 'path' | 'recipient' | 'plain'

const COMMAND_KEY =
  /^(?:command|commands|cmd|cmds|commandline|shell|shellcommand|bash|script|argv|exec|run|powershell|prelaunch|entrypoint|cmdstring|commandstring|\w*command(?:line)?)$/
const CODE_KEY =
  /^(?:code|codesnippet|apexcode|cellsource|javascript|js|python|expression|function|snippet|program|pagefunction|cell)$/
const SQL_KEY =
  /^(?:sql|sqlstatements?|statement|statements|sqlquery|migrationsql|migration|ddl|cypher)$/
const SQL_TEXT =
  /^(?:--[^\n]*\n\s*)*(?:\(?select\b[\s\S]+\bfrom\b|select\s|insert\s+into|update\s+[\w."`[\]]+\s+set|delete\s+from|drop\s+\w+|truncate\b|alter\s+\w+|create\s+(?:or\s+replace\s+)?(?:table|index|view|database|schema|user|role|function|trigger|extension|policy|unique)|grant\s|revoke\s|with\s+\w+\s+as|merge\s+into|copy\s+[\w("]|call\s+\w+|do\s+\$|vacuum|reindex|exec(?:ute)?\s|show\s+(?:tables|databases|columns)|describe\s|explain\s|pragma\s|attach\s|replace\s+into|set\s+\w+|begin\b|load\s+data)/i
/** A statement where a command would stand; no program has such a first word. */
const SQL_COMMAND =
  /^(?:select\b[\s\S]*|insert\s+into|update\s+[\w."`]+\s+set|delete\s+from|drop\s+(?:table|database|schema|index|view|user|role)|truncate\s+table|alter\s+(?:table|role|user|system|database)|create\s+(?:table|index|role|user|database))\b/i
const URL_KEY =
  /^(?:url|urls|uri|href|link|endpoint|address|webhook|webhookurl|callbackurl|target(?:url)?|site|website|host|baseurl|source|image|imageurl)$/
const URL_TEXT = /^(?:[a-z][a-z\d+.-]{1,20}:\/\/|(?:https?|javascript|data|file|ftp|gopher|ws):)/i
const PATH_KEY =
  /^(?:path|paths|file|files|filepath|filepaths|filename|filenames|dir|directory|folder|cwd|root|rootpath|workdir|workingdirectory|source|sources|destination|dest|from|to|src|dst|target|output|outputpath|outfile|savepath|downloadpath|projectpath|repopath|absolutepath|relativepath|relativeworkspacepath|uri|localpath|attachment|attachments|notebook|notebookpath|directorypath|sourcepath|destinationpath|oldpath|newpath|location|pathinproject|localpath|savedir|outputdir|mediapath)$/
const PATH_TEXT =
  /^(?:\/(?!\/)[^\s?*]{1,400}$|~(?:\/|$)|\.{1,2}\/|\$HOME|\$\{HOME\}|[A-Za-z]:[\\/]|\\\\|file:)|^(?:[\w.-]+\/)*\.(?:env|ssh|aws|npmrc|netrc|git|claude|gnupg)(?:[./]|$)/
const HOST_TEXT = /^[\w-]+(?:\.[\w-]+)+(?:[:/]|$)/
const RECIPIENT_KEY =
  /^(?:to|cc|bcc|recipient|recipients|email|channel|channelid|phone|phonenumber|chatid|webhook)$/

/** What a value is shows at its beginning. */
const MAX_HEAD = 4000

/** Sorts a value: by its own form first, since keys mean many things. */
export function shapeOf(argument: Argument): Shape {
  const head = { ...argument, text: argument.text.trimStart().slice(0, MAX_HEAD) }
  return SHAPES.find(({ fits }) => fits(head))?.shape ?? 'plain'
}

const SHAPES: readonly { readonly shape: Shape; fits(argument: Argument): boolean }[] = [
  { shape: 'sql', fits: ({ key, text }) => COMMAND_KEY.test(key) && SQL_COMMAND.test(text) },
  { shape: 'command', fits: ({ key }) => COMMAND_KEY.test(key) },
  { shape: 'path', fits: ({ text }) => /^file:/i.test(text) },
  { shape: 'url', fits: ({ text }) => URL_TEXT.test(text) },
  { shape: 'sql', fits: ({ text }) => SQL_TEXT.test(text) },
  { shape: 'code', fits: ({ key }) => CODE_KEY.test(key) },
  { shape: 'sql', fits: ({ key }) => SQL_KEY.test(key) },
  { shape: 'path', fits: ({ text }) => PATH_TEXT.test(text) && !text.includes('\n') },
  { shape: 'path', fits: ({ key, text }) => PATH_KEY.test(key) && isPathLike(key, text) },
  { shape: 'url', fits: ({ key, text }) => URL_KEY.test(key) && HOST_TEXT.test(text) },
  { shape: 'recipient', fits: ({ key }) => RECIPIENT_KEY.test(key) },
]

/** Keys such as "to" and "target" are also used for people and ids. */
function isPathLike(key: string, text: string): boolean {
  if (text.length > 1000 || text.includes('\n')) return false
  if (
    /^(?:to|from|source|sources|target|root|output|location|uri|files|attachment|attachments)$/.test(
      key,
    )
  )
    return /[/\\]|\.\w{1,8}$/.test(text) && !/@|\s/.test(text)
  return true
}
