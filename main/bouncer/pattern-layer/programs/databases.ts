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
import { hostKind } from '../urls.ts'
import { MIGRATION_TOOLS, noteMigration } from './migrations.ts'
import { type Options, readOptions, valued } from './options.ts'
import { isOwnServer } from './own-servers.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { judgeSql, noteUnread, type SqlClient } from './sql-text.ts'
import { connectionOf } from './throw-away-databases.ts'
import { noteCarriedCommands } from './unknown-program.ts'

const SQL_OPTIONS = valued(
  'c f h p U d e u D P S H Q q F s o L v command file host port username dbname execute database user socket init-command cmd eval query queries-file multiquery keyspace output log-file set variable warehouse schema account role i',
)
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

const FILE_OPTIONS = {
  valued: valued(
    'cmd init separator newline nullvalue c s f mmap maxsize vfs file command unsigned lookaside pagecache heap',
  ),
  singleDash: true,
}

const INLINE = 'c command e execute cmd init-command Q q query eval'.split(' ')

const sqlClient: Program = (scene, call) => {
  const ofFile = call.name.startsWith('sqlite') || call.name === 'duckdb'
  const options = readOptions(call.args, ofFile ? FILE_OPTIONS : { valued: SQL_OPTIONS })
  const client = { name: call.name, connection: connectionOf(scene, call, options) }
  noteQueryOutput(scene, options)
  notePlugins(scene, call)
  const given = [
    ...options.values(...INLINE, ...(ofFile ? ['s'] : [])),
    ...(ofFile ? options.operands.slice(1) : []),
  ]
  for (const field of given) judgeSql(scene, field.text, client)
  const file = options.value('f', 'file', 'queries-file', 'i', 'init')
  if (file) judgeStatements(scene, readPaths(scene, [file]).text, client)
  if (!ofFile || given.length === 0) noteInput(scene, call.stdin, { client, given })
  return OPAQUE
}

/** Statements on standard input; of input that nobody can read, only without others. */
function noteInput(
  scene: Scene,
  stdin: Stream,
  { client, given }: { readonly client: SqlClient; readonly given: readonly Field[] },
): void {
  if (stdin.text) judgeSql(scene, stdin.text, client)
  else if (stdin.text === null && given.length === 0 && stdin !== OPAQUE) noteUnread(scene, client)
}

function judgeStatements(scene: Scene, text: string | null, client: SqlClient): void {
  if (text === null) noteUnread(scene, client)
  else judgeSql(scene, text, client)
}

const REDIS_READ =
  /^(?:get|mget|hget|hgetall|hmget|hkeys|hlen|keys|scan|sscan|hscan|zscan|ttl|pttl|type|exists|strlen|llen|lrange|lindex|scard|smembers|sismember|zrange|zcard|zscore|info|ping|dbsize|monitor|client|memory|object|slowlog|time|echo|lastsave|role|xlen|xrange|xread|pubsub|command|latency|cluster)$/i

const redis: Program = (scene, call) => {
  const options = readOptions(call.args, {
    valued: valued('h p a n s u i r D eval user pass sni cacert cert key pattern'),
    stopAtOperand: true,
  })
  const [verb, second] = options.operands.map((field) => field.text)
  const numbered = /^[1-9]\d?$/.test(options.value('n')?.text ?? '')
  const here = hostKind(options.value('h')?.text ?? 'localhost') === 'local'
  if (numbered && here && !options.value('u') && /^flushdb$/i.test(verb ?? '')) return OPAQUE
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
  if (found && !connectionOf(scene, call, options).free)
    emit(scene, { kind: 'database', verb: found[0].replace(/\s*\($/, ''), target: 'mongodb' })
  if (/\brun\w*\s*\(|child_process|require\(/.test(code.replace(MONGO_LOOKS, '')))
    emit(scene, { kind: 'execute', source: 'inline', program: call.name })
  return OPAQUE
}

/** Orders of the server that only say how it is. */
const MONGO_LOOKS =
  /\brunCommand\s*\(\s*(?:\{\s*)?["']?(?:ping|hello|isMaster|ismaster|buildInfo|serverStatus|dbStats|collStats|connectionStatus|hostInfo|listDatabases|listCollections|listIndexes|getParameter|replSetGetStatus|find|count|distinct|explain|validate|whatsmyuri|features|top)\b/g

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

/** Tests drop the databases that they make anew. */
const dropdb: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: SQL_OPTIONS })
  return connectionOf(scene, call, options).free ? OPAQUE : databaseVerb('drop')(scene, call)
}

/** Copies of databases: making one writes a file, loading one replaces data. */
const dump: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: SQL_OPTIONS })
  const drops = options.has('c', 'clean') && /restore|dump/.test(call.name)
  const { free } = connectionOf(scene, call, options.withoutOperands())
  if (!free && (drops || /restore|import|load/.test(call.name)))
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
  const at = call.args.findIndex((field) =>
    /^(?:del|put|compaction|defrag|member|snapshot|role|user|txn|auth)$/.test(field.text),
  )
  const verb = at < 0 ? undefined : call.args[at]
  const reads = /^(?:list|get|status)$/.test(call.args[at + 1]?.text ?? '')
  if (verb && !(reads && /^(?:member|role|user|snapshot|auth)$/.test(verb.text)))
    emit(scene, { kind: 'database', verb: verb.text, target: call.name })
  return OPAQUE
}

const TYPED = { name: 'sql', connection: { here: false, free: false } }

/** SQL typed as if it were a shell command: nobody runs it, but it says what is meant. */
function typedSql(verb: string, next: RegExp): Program {
  return (scene, call) => {
    if (next.test(call.args.map((field) => field.text).join(' ')))
      judgeSql(scene, `${verb} ${call.args[0]?.text ?? ''}`, TYPED)
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
export const migration: Program = (scene, call) => {
  if (!noteMigration(scene, call)) {
    emit(scene, { kind: 'execute', source: 'project', program: call.name })
    noteCarriedCommands(scene, call.args)
  }
  return OPAQUE
}

/** Servers and their helpers: starting one for the project passes, stopping or rebuilding asks. */
const server: Program = (scene, call) => {
  if (isOwnServer(scene, call)) return OPAQUE
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
    'psql mysql mariadb mysqlsh sqlite3 sqlite duckdb cockroach clickhouse-client clickhouse clickhouse-local sqlcmd go-sqlcmd usql pgcli mycli litecli cqlsh snowsql bteq isql isql-fb tsql sqlplus sql db2 presto trino hive beeline impala-shell spark-sql ksql vsql nzsql questdb tdsql tidb ysqlsh gsql fisql sqlcl osql mssql-cli mclient crash presto-cli sqlline sqlline.py psql-client vertica-sql exaplus gbase dmsql disql',
    sqlClient,
  ),
  ...named('redis-cli valkey-cli keydb-cli', redis),
  ...named('mongo mongosh', mongo),
  dropdb,
  dropuser: databaseVerb('drop'),
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
