import { TAINT } from '../findings.ts'
import {
  EMPTY,
  emit,
  type Field,
  fork,
  OPAQUE,
  readPaths,
  type Scene,
  type Stream,
  writePaths,
} from '../scene.ts'
import { MIGRATION_TOOLS, noteMigration } from './migrations.ts'
import { type Options, readOptions, valued } from './options.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { noteCarriedCommands } from './unknown-program.ts'

const SQL_OPTIONS = valued(
  'c f h p U d e u D P S H Q q F s o L v command file host port username dbname execute database user socket init-command cmd eval query queries-file multiquery keyspace output log-file set variable warehouse schema account role i',
)
const READ_STATEMENT =
  /^\s*(?:\(?\s*select\b(?![\s\S]*\binto\s+(?:outfile|dumpfile)\b)|show\b|explain\b(?!\s+analy[sz]e\s+(?:delete|update|insert))|describe\b|desc\b|with\b(?![\s\S]*\b(?:delete|update|insert)\b)|values\b|table\b|pragma\s+\w+\s*(?:\(|;|$)|set\b|use\b|begin\b|start\b|rollback\b|\\(?:d|l|dt|du|dn|di|df|x|timing|c|conninfo|q|\?|echo|pset|z)\b|\.(?:tables|schema|headers|mode|databases|indexes|quit|exit|width|help|dump|fullschema|timer|show)\b|help\b|status\b|--|\/\*|$)/i

/** Longest text of statements that is read; more asks. */
const MAX_SQL = 8000

/** Judges SQL or client commands statement by statement. */
function judgeSql(scene: Scene, whole: string, target: string): void {
  const text = whole.slice(0, MAX_SQL)
  if (text.length < whole.length) noteUnread(scene, target)
  noteShellOut(scene, text, target)
  noteClientFiles(scene, text)
  if (SERVER_REACHES_OUT.test(text)) {
    emit(scene, { kind: 'execute', source: 'inline', program: `${target} server` })
  }
  for (const statement of text.split(';').slice(0, 40)) {
    const bare = statement.replace(/^(?:\s*--[^\n]*\n)+/, '').trim()
    if (bare === '' || READ_STATEMENT.test(bare)) continue
    const verb = /^\W*(\w+)(?:\s+(\w+))?/.exec(bare)
    emit(scene, {
      kind: 'database',
      verb: `${verb?.[1] ?? 'statement'} ${/^(?:drop|alter|create|truncate|delete)$/i.test(verb?.[1] ?? '') ? (verb?.[2] ?? '') : ''}`
        .trim()
        .toLowerCase(),
      target,
    })
    return
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
  /(?:^|[\n;"])[ \t]*(?:\\!|!!?|\.(?:shell|system)\s|system\s+|(?:pager|\\P)\s+|host\s+|\\(?:o|g|w|copy\b.{0,160}\b(?:to|from)\s+program)\s*[|'`]|\.(?:output|once)\s*\|)\s*(.*)/i
const SERVER_REACHES_OUT =
  /\bcopy\b[\s\S]{0,160}\b(?:to|from)\s+program\b|xp_cmdshell|\bload_extension\b|^\s*\.load\b|\binto\s+(?:outfile|dumpfile)\b|lo_(?:ex|im)port|pg_(?:read|write)_(?:binary_)?file|load_file\s*\(|sys_(?:eval|exec)\s*\(|dbms_(?:scheduler|java)|sp_oacreate|\binstall\s+soname\b|\bcreate\s+(?:or\s+replace\s+)?(?:function|language)\b[\s\S]{0,160}\b(?:plpython3?u|plperlu|plsh|soname)\b|\bcopy\b[\s\S]{0,160}\bto\s+'\/|\bfile\s*\(\s*'\//i

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

/** Libraries that a client loads. */
function notePlugins(scene: Scene, call: Invocation): void {
  const plugin = call.args.find((field) =>
    /^--(?:default-auth|plugin-dir|load-extension)=?.*/.test(field.text),
  )
  if (plugin) emit(scene, { kind: 'execute', source: 'file', program: plugin.text })
}

/** Where a client puts what it finds; `|program` runs one. */
function noteQueryOutput(scene: Scene, options: Options): void {
  const output = options.value('o', 'output', 'L', 'log-file')
  if (output?.text.startsWith('|')) scene.runner.text(fork(scene), output.text.slice(1), EMPTY)
  else if (output && /^[./~]/.test(output.text)) writePaths(scene, [output], OPAQUE)
}

const sqlClient: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: SQL_OPTIONS })
  const inline = options.values(
    'c',
    'command',
    'e',
    'execute',
    'cmd',
    'init-command',
    'Q',
    'q',
    'query',
    'eval',
  )
  noteQueryOutput(scene, options)
  notePlugins(scene, call)
  for (const field of inline) judgeSql(scene, field.text, call.name)
  const operands =
    call.name.startsWith('sqlite') || call.name === 'duckdb' ? options.operands.slice(1) : []
  for (const field of operands) judgeSql(scene, field.text, call.name)
  if (operands.length === 0 && call.stdin.text) judgeSql(scene, call.stdin.text, call.name)
  else if (
    call.stdin.text === null &&
    inline.length + operands.length === 0 &&
    call.stdin !== OPAQUE
  )
    noteUnread(scene, call.name)
  const file = options.value('f', 'file', 'queries-file', 'i')
  if (file) {
    const read = readPaths(scene, [file])
    if (read.text !== null) judgeSql(scene, read.text, call.name)
    else noteUnread(scene, call.name)
  }
  return OPAQUE
}

function noteUnread(scene: Scene, target: string): void {
  emit(scene, { kind: 'database', verb: 'run a script', target })
}

const REDIS_READ =
  /^(?:get|mget|hget|hgetall|hmget|hkeys|hlen|keys|scan|sscan|hscan|zscan|ttl|pttl|type|exists|strlen|llen|lrange|lindex|scard|smembers|sismember|zrange|zcard|zscore|info|ping|dbsize|monitor|client|memory|object|slowlog|time|echo|lastsave|role|xlen|xrange|xread|pubsub|command|latency|cluster)$/i

const redis: Program = (scene, call) => {
  const options = readOptions(call.args, {
    valued: valued('h p a n s u i r D eval user pass sni cacert cert key pattern'),
    stopAtOperand: true,
  })
  const [verb, second] = options.operands.map((field) => field.text)
  if (options.value('eval')) noteRedis(scene, 'eval')
  else if (options.has('pipe', 'cluster')) noteRedis(scene, 'bulk change')
  else if (verb !== undefined) noteRedisCommand(scene, verb, second ?? '')
  else if (call.stdin.text) noteRedisInput(scene, call.stdin.text)
  return OPAQUE
}

function noteRedisCommand(scene: Scene, verb: string, second: string): void {
  if (/^config$/i.test(verb)) {
    if (!/^get$/i.test(second)) noteRedis(scene, `${verb} ${second}`)
    return
  }
  const cluster = /^(?:reset|failover|forget|flushslots|delslots)$/i.test(second)
  if (!REDIS_READ.test(verb) || (/^cluster$/i.test(verb) && cluster)) noteRedis(scene, verb)
}

function noteRedis(scene: Scene, verb: string): void {
  emit(scene, { kind: 'database', verb: verb.toLowerCase(), target: 'redis' })
}

function noteRedisInput(scene: Scene, text: string): void {
  const verb = text.trim().split(/\s+/)[0] ?? ''
  if (verb && !REDIS_READ.test(verb))
    emit(scene, { kind: 'database', verb: verb.toLowerCase(), target: 'redis' })
}

const MONGO_WRITE =
  /\b(?:drop\w*|delete\w*|remove|update\w*|insert\w*|replace\w*|shutdown\w*|rename\w*|create\w*|bulkWrite|findOneAnd\w+|findAndModify)\s*\(|shutdown|dropDatabase/
const mongo: Program = (scene, call) => {
  const options = readOptions(call.args, {
    valued: valued('u p eval file host port authenticationDatabase'),
  })
  const code = options.value('eval')?.text ?? call.stdin.text ?? ''
  const found = MONGO_WRITE.exec(code)
  if (found)
    emit(scene, { kind: 'database', verb: found[0].replace(/\s*\($/, ''), target: 'mongodb' })
  if (/\brun\w*\s*\(|child_process|require\(/.test(code))
    emit(scene, { kind: 'execute', source: 'inline', program: call.name })
  return OPAQUE
}

function databaseVerb(verb: string): Program {
  return (scene: Scene, call: Invocation): Stream => {
    emit(scene, {
      kind: 'database',
      verb,
      target: `${call.name} ${call.args.at(-1)?.text ?? ''}`.trim(),
    })
    return OPAQUE
  }
}

/** Copies of databases: making one writes a file, loading one replaces data. */
const dump: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: SQL_OPTIONS })
  const drops = options.has('c', 'clean') && /restore|dump/.test(call.name)
  if (drops || /restore|import|load/.test(call.name))
    emit(scene, {
      kind: 'database',
      verb: drops ? 'drop and restore' : 'restore',
      target: call.name,
    })
  const carried: Field | undefined = options.value(
    'f',
    'file',
    'o',
    'out',
    'archive',
    'r',
    'result-file',
  )
  if (carried && /restore/.test(call.name)) readPaths(scene, [carried])
  else if (carried && carried.text !== '-') writePaths(scene, [carried], OPAQUE)
  return { text: null, taint: TAINT.outside }
}

const etcd: Program = (scene, call) => {
  const verb = call.args.find((field) =>
    /^(?:del|put|compaction|defrag|member|snapshot|role|user|txn|auth)$/.test(field.text),
  )
  if (verb) emit(scene, { kind: 'database', verb: verb.text, target: call.name })
  return OPAQUE
}

/** SQL typed as if it were a shell command: nobody runs it, but it says what is meant. */
function typedSql(verb: string, next: RegExp): Program {
  return (scene, call) => {
    if (next.test(call.args.map((field) => field.text).join(' ')))
      judgeSql(scene, `${verb} ${call.args[0]?.text ?? ''}`, 'sql')
    return OPAQUE
  }
}

/** Clients whose statements stand in an argument of their own. */
const statementClient: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: SQL_OPTIONS })
  const texts = [
    ...options.values('execute', 'e', 'query', 'q', 'command', 'c'),
    ...options.operands,
  ]
  for (const { text } of texts) if (CHANGES_DATA.test(text)) noteStatement(scene, call.name, text)
  if (call.stdin.text && CHANGES_DATA.test(call.stdin.text)) {
    noteStatement(scene, call.name, call.stdin.text)
  }
  return OPAQUE
}

const CHANGES_DATA =
  /\b(?:drop|delete|detach\s+delete|truncate|remove|alter|update|insert|merge|create|grant|revoke|flush\w*|kill|set)\b/i

function noteStatement(scene: Scene, target: string, text: string): void {
  const verb = CHANGES_DATA.exec(text)?.[0] ?? 'change'
  emit(scene, { kind: 'database', verb: verb.toLowerCase(), target })
}

/** Tools that bring a schema up or down; going up is the daily work of a project. */
const migration: Program = (scene, call) => {
  if (!noteMigration(scene, call)) {
    emit(scene, { kind: 'execute', source: 'project', program: call.name })
    noteCarriedCommands(scene, call.args)
  }
  return OPAQUE
}

/** Servers and their helpers: starting one for the project passes, stopping or rebuilding asks. */
const server: Program = (scene, call) => {
  const verb = call.args.find((field) =>
    /^(?:stop|restart|promote|kill|logrotate|--init-file|--skip-grant-tables|-D.*|--initialize\S*|shutdown|drop|password|flush-\S+|refresh|reload|start-replica|stop-replica|create|extended-status)$/.test(
      field.text,
    ),
  )
  if (verb) emit(scene, { kind: 'database', verb: verb.text, target: call.name })
  return OPAQUE
}

/** Clients of databases. */
export const databasePrograms: ProgramTable = {
  ...named(
    'psql mysql mariadb mysqlsh sqlite3 sqlite duckdb cockroach clickhouse-client clickhouse clickhouse-local sqlcmd go-sqlcmd usql pgcli mycli litecli cqlsh snowsql bteq isql isql-fb tsql sqlplus sql db2 presto trino hive beeline impala-shell spark-sql ksql vsql nzsql questdb tdsql tidb',
    sqlClient,
  ),
  ...named('redis-cli valkey-cli keydb-cli', redis),
  ...named('mongo mongosh', mongo),
  ...named('dropdb dropuser', databaseVerb('drop')),
  ...named(
    'mysqladmin pg_resetwal mysql_secure_installation pg_rewind mysql_upgrade pg_upgrade myisamchk innochecksum mysqlcheck reindexdb vacuumlo createuser',
    databaseVerb('administer'),
  ),
  ...named('pg_ctl redis-server mongod mysqld mysqld_safe mariadbd', server),
  ...named(
    'cypher-shell arangosh surreal influx-sql cockroach-sql n1ql cbq-shell gremlin',
    statementClient,
  ),
  ...named([...MIGRATION_TOOLS].join(' '), migration),
  ...named(
    'pg_restore pg_dump pg_dumpall mysqldump mongodump mongorestore mongoimport mysqlimport',
    dump,
  ),
  etcdctl: etcd,
  drop: typedSql('drop', /^(?:database|table|schema|index|user|role|view)\b/i),
  delete: typedSql('delete', /^from\b/i),
  alter: typedSql('alter', /^(?:database|table|user|role|system)\b/i),
}
