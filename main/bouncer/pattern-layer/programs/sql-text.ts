import { EMPTY, emit, fork, OPAQUE, readPaths, type Scene, signal, writePaths } from '../scene.ts'
import { type Connection, isMadeAnew } from './throw-away-databases.ts'

/** A client and what it is connected to. */
export interface SqlClient {
  readonly name: string
  readonly connection: Connection
}

const READ_STATEMENT =
  /^\s*(?:\(?\s*select\b(?![\s\S]*\binto\s+(?:outfile|dumpfile)\b)|show\b|explain\b(?!\s+analy[sz]e\s+(?:delete|update|insert))|describe\b|desc\b|summarize\b|with\b(?![\s\S]*\b(?:delete|update|insert)\b)|copy\s*\(\s*select\b[^;]*\)\s*to\s+stdout\b|values\b|table\b|pragma\s+\w+\s*(?:\(|;|$)|set\b|use\b|begin\b|start\b|rollback\b|help\b|status\b|--|\/\*|$)/i
/** Commands of the client itself that only show something. */
const READ_COMMAND =
  /^\s*(?:\\(?:[dlx]\w*\+?|timing|c|conninfo|q|\?|h|echo|pset|z|encoding|set|unset|gx?|r|p|a|t|f)(?:\s|$)|\.(?:tables|schema|headers?|mode|databases|indexes|indices|quit|exit|width|help|dump|fullschema|timer|show|bail|echo|changes|stats|nullvalue|separator|print|eqp|explain|timeout|version)\b)/i
const COMMAND_LINE = /^[ \t]*[.\\][a-zA-Z?].*$/gm

/** Longest text of statements that is read; more asks. */
const MAX_SQL = 8000

/** Judges SQL or client commands statement by statement. */
export function judgeSql(scene: Scene, whole: string, client: SqlClient): void {
  const text = whole.slice(0, MAX_SQL)
  if (text.length < whole.length) noteUnread(scene, client)
  noteShellOut(scene, text, client.name)
  noteClientFiles(scene, text)
  noteReach(scene, text, client)
  for (const [line] of text.matchAll(COMMAND_LINE)) judgeCommand(scene, line, client)
  const statements = text.replace(COMMAND_LINE, '').split(';').slice(0, 40)
  if (isTakenBack(text, statements, client)) return
  for (const statement of statements) {
    const bare = statement.replace(/^(?:\s*--[^\n]*\n)+/, '').trim()
    if (bare === '' || READ_STATEMENT.test(bare) || isFree(bare, client.connection)) continue
    emit(scene, { kind: 'database', verb: verbOf(bare), target: client.name })
    return
  }
}

/** Servers that take back changes of tables too, which others keep. */
const TAKES_BACK = /^(?:psql|pgcli|sqlite3?|litecli|duckdb)$/
const ENDS = /\b(?:commit|end|rollback|abort|prepare|begin|start)\b|\bdblink|\bcopy\b|\bvacuum\b/i

/** Whether all statements stand in one transaction that is rolled back at its end. */
function isTakenBack(text: string, all: readonly string[], client: SqlClient): boolean {
  if (!TAKES_BACK.test(client.name) || /^\s*\\(?:c|connect|i|set)/m.test(text)) return false
  const statements = all.map((statement) => statement.trim()).filter((one) => one !== '')
  const [first = '', last = ''] = [statements[0], statements.at(-1)]
  const framed = /^(?:begin|start\s+transaction)\b/i.test(first) && /^rollback$/i.test(last)
  return framed && all.length < 40 && !statements.slice(1, -1).some((one) => ENDS.test(one))
}

/** Files that statements write, programs that they start and libraries that they load. */
function noteReach(scene: Scene, text: string, client: SqlClient): void {
  if (SERVER_REACHES_OUT.test(text)) {
    for (const match of text.matchAll(WRITTEN_FILE)) {
      writePaths(scene, [{ text: match[1] ?? match[2] ?? '', glob: false, taint: 0 }], OPAQUE)
    }
    emit(scene, { kind: 'execute', source: 'inline', program: `${client.name} server` })
    for (const match of text.matchAll(SERVER_PROGRAM)) {
      scene.runner.text(fork(scene), (match[1] ?? '').replaceAll("''", "'"), EMPTY)
    }
  }
  const library = NATIVE_CODE.exec(text)?.[0]
  if (library !== undefined) signal(scene, 'back-door', `loads ${library.slice(0, 80)}`)
}

function verbOf(statement: string): string {
  const [, verb = 'statement', second = ''] = /^\W*(\w+)(?:\s+(\w+))?/.exec(statement) ?? []
  const named = /^(?:drop|alter|create|truncate|delete)$/i.test(verb)
  return `${verb} ${named ? second : ''}`.trim().toLowerCase()
}

/** What reaches past the one database: roles, settings of the server, other databases. */
const REACHES_FURTHER =
  /^\W*(?:(?:drop|alter|create|grant|revoke)\b[\s\S]{0,80}\b(?:role|user|system|tablespace|server|publication|subscription)\b|shutdown|kill\b|flush\b|reset\s+master|purge\b|set\s+(?:global|persist)|attach\b|grant\b|revoke\b)/i
const WHOLE_DATABASE =
  /^(?:drop|create)\s+database\s+(?:if\s+(?:not\s+)?exists\s+)?["'`[]?([\w-]+)/i

function isFree(statement: string, { here, free }: Connection): boolean {
  const named = WHOLE_DATABASE.exec(statement)?.[1]
  if (named !== undefined) return here && isMadeAnew(named)
  return free && !REACHES_FURTHER.test(statement)
}

/** A line for the client: connecting elsewhere or reading statements from a file. */
function judgeCommand(scene: Scene, line: string, client: SqlClient): void {
  const file = /^\s*(?:\.read|\\ir?)\s+['"]?([^|\s'"]+)/.exec(line)?.[1]
  if (file !== undefined) {
    const { text } = readPaths(scene, [{ text: file, glob: false, taint: 0 }])
    if (text !== null && text !== undefined) judgeSql(scene, text, client)
    else noteUnread(scene, client)
  } else if (!READ_COMMAND.test(line) && !client.connection.free) {
    const verb = line.trim().split(/\s/)[0] ?? ''
    emit(scene, { kind: 'database', verb, target: client.name })
  } else if (/^\s*(?:\\c(?:onnect)?|\.open)\s+\S/.test(line) && client.connection.free) {
    emit(scene, { kind: 'database', verb: 'connect elsewhere', target: client.name })
  }
}

function noteShellOut(scene: Scene, text: string, target: string): void {
  const shellOut = SHELL_OUT.exec(text)
  if (shellOut) {
    emit(scene, { kind: 'execute', source: 'inline', program: target })
    scene.runner.text(fork(scene), (shellOut[1] ?? '').replace(/[`']$/, ''), EMPTY)
  }
}

/** Lines that a client hands to a shell, in the ways of its kind. */
const SHELL_OUT =
  /(?:^|[\n;"])[ \t]*(?:\\!|!!?|\.(?:shell|system)\s|system\s+|(?:pager|\\P)\s+|host\s+|\\(?:o|g|w|copy\b.{0,160}\b(?:to|from)\s+program)\s*[|'`]|\.(?:output|once|import)\s*['"]?\||(?<=[^\n]{1,200}\s)\\g\s*\|)\s*(.*)/i
/** Commands that a server runs, or a client in `.import`. */
const SERVER_PROGRAM =
  /\b(?:(?:to|from)\s+program|xp_cmdshell|sys_(?:eval|exec)\s*\()\s*N?'((?:[^']|''){1,600})'/gi

/** A library from where everybody may put one, inside a server. */
const NATIVE_CODE =
  /\bas\s+'\/(?:tmp|var\/tmp|dev\/shm|home\/[^/']+\/\.)[^']*'[\s\S]{0,80}\blanguage\s+'?c\b|\bload\s+'\/(?:tmp|var\/tmp|dev\/shm)\//i

/** Files that a statement makes a server or a client write. */
const WRITTEN_FILE =
  /\b(?:into\s+(?:outfile|dumpfile)\s+|writefile\s*\(\s*|lo_export\s*\(\s*\d+\s*,\s*|copy\b[^;']{0,160}\bto\s+)(?:'([~/][^']{1,300})'|"([~/][^"]{1,300})")/gi

const SERVER_REACHES_OUT =
  /\bcopy\b[\s\S]{0,160}\b(?:to|from)\s+program\b|xp_cmdshell|\bload_extension\b|^\s*\.load\b|\binto\s+(?:outfile|dumpfile)\b|lo_(?:ex|im)port|pg_(?:read|write)_(?:binary_)?file|load_file\s*\(|sys_(?:eval|exec)\s*\(|dbms_(?:scheduler|java)|sp_oacreate|\binstall\s+soname\b|\bcreate\s+(?:or\s+replace\s+)?(?:function|language)\b[\s\S]{0,160}\b(?:plpython3?u|plperlu|plsh|soname)\b|\bcopy\b[\s\S]{0,160}\bto\s+'\/|\bfile\s*\(\s*'\/|\b(?:readfile|writefile|read_(?:text|blob|csv|json)\w*|edit)\s*\(\s*'[~/]/i

/** Files that a client writes for its own lines: `\\o file`, `.output file`, `tee file`. */
function noteClientFiles(scene: Scene, text: string): void {
  const written =
    /(?:^|\n)[ \t]*(?:\\o\s+|\.(?:output|once|backup|save|log)\s+|tee\s+|spool\s+)([./~]\S+)/.exec(
      text,
    )?.[1]
  if (written) writePaths(scene, [{ text: written, glob: false, taint: 0 }], OPAQUE)
  const read = /(?:^|\n)[ \t]*(?:\\i\s+|\.(?:read|import)\s+|source\s+|@)([./~]\S+)/.exec(text)?.[1]
  if (read) readPaths(scene, [{ text: read, glob: false, taint: 0 }])
}

/** A script that cannot be read changes what it likes; of a free database it may. */
export function noteUnread(scene: Scene, { name, connection }: SqlClient): void {
  if (connection.free) return
  emit(scene, { kind: 'database', verb: 'run a script', target: name })
}
