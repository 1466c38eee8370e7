import {
  EMPTY,
  emit,
  type Field,
  fork,
  OPAQUE,
  readPaths,
  type Scene,
  type Stream,
} from '../scene.ts'
import { readOptions, valued } from './options.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'

const SQL_OPTIONS = valued(
  'c f h p U d e u D P S H command file host port username dbname execute database user password socket init-command cmd eval n a i',
)
const READ_STATEMENT =
  /^\s*(?:\(?\s*select\b(?![\s\S]*\binto\s+(?:outfile|dumpfile)\b)|show\b|explain\b(?!\s+analy[sz]e\s+(?:delete|update|insert))|describe\b|desc\b|with\b(?![\s\S]*\b(?:delete|update|insert)\b)|values\b|table\b|pragma\s+\w+\s*(?:\(|;|$)|set\b|use\b|begin\b|start\b|rollback\b|\\(?:d|l|dt|du|dn|di|df|x|timing|c|conninfo|q|\?|echo|pset|z)\b|\.(?:tables|schema|headers|mode|databases|indexes|quit|exit|width|help|dump|fullschema|timer|show)\b|help\b|status\b|--|\/\*|$)/i

/** Judges SQL or client commands statement by statement. */
function judgeSql(scene: Scene, text: string, target: string): void {
  const shellOut = /(?:^|[\n;"])\s*(?:\\!|!|\.(?:shell|system)\s|system\s+)\s*(.*)/.exec(text)
  if (shellOut) {
    emit(scene, { kind: 'execute', source: 'inline', program: target })
    scene.runner.text(fork(scene), shellOut[1] ?? '', EMPTY)
  }
  if (
    /\bcopy\b[\s\S]*\b(?:to|from)\s+program\b|xp_cmdshell|\bload_extension\b|\binto\s+(?:outfile|dumpfile)\b|lo_export|pg_read_file|load_file\s*\(/i.test(
      text,
    )
  ) {
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

const sqlClient: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: SQL_OPTIONS })
  const inline = options.values('c', 'command', 'e', 'execute', 'cmd', 'init-command')
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
  const file = options.value('f', 'file')
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
    valued: valued('h p a n s u i r eval user pass'),
    stopAtOperand: true,
  })
  const [verb, second] = options.operands.map((field) => field.text)
  if (options.value('eval')) noteRedis(scene, 'eval')
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

const dump: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: SQL_OPTIONS })
  const drops = options.has('c', 'clean') && /restore|dump/.test(call.name)
  if (drops || /restore|import|load/.test(call.name))
    emit(scene, {
      kind: 'database',
      verb: drops ? 'drop and restore' : 'restore',
      target: call.name,
    })
  const carried: Field | undefined = options.value('f', 'file')
  if (carried && /restore/.test(call.name)) readPaths(scene, [carried])
  return OPAQUE
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

/** Clients of databases. */
export const databasePrograms: ProgramTable = {
  ...named(
    'psql mysql mariadb sqlite3 sqlite duckdb cockroach clickhouse-client clickhouse sqlcmd usql pgcli mycli litecli cqlsh snowsql bteq isql presto trino hive beeline impala-shell',
    sqlClient,
  ),
  ...named('redis-cli valkey-cli keydb-cli', redis),
  ...named('mongo mongosh', mongo),
  ...named('dropdb dropuser', databaseVerb('drop')),
  ...named(
    'mysqladmin pg_resetwal pg_ctl initdb mysql_secure_installation',
    databaseVerb('administer'),
  ),
  ...named(
    'pg_restore pg_dump pg_dumpall mysqldump mongodump mongorestore mongoimport mysqlimport',
    dump,
  ),
  etcdctl: etcd,
  drop: typedSql('drop', /^(?:database|table|schema|index|user|role|view)\b/i),
  delete: typedSql('delete', /^from\b/i),
  alter: typedSql('alter', /^(?:database|table|user|role|system)\b/i),
}
