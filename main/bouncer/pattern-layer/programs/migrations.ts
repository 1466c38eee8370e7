import { baseName } from '../paths.ts'
import { emit, isKnown, plain, type Scene } from '../scene.ts'
import { areMadeHere, noteMade } from './made-here.ts'
import type { Invocation } from './program.ts'
import { worksOnOwnDatabase } from './throw-away-databases.ts'
import { isRehearsal } from './verbs.ts'

/** Tasks of frameworks and migration tools that drop, empty or roll back a database. */
const DROPS =
  /^(?:db:(?:drop(?::\S+)?|reset(?::\S+)?|purge(?::\S+)?|rollback(?::\S+)?|setup|wipe|fresh|truncate\S*|schema:load|structure:load|migrate:(?:reset|redo|down|undo(?::\S+)?|fresh)|seed:undo(?::\S+)?|seed:replant|down|undo|nuke|clean|environment:set)|migrate:(?:fresh|reset|refresh|rollback|down|undo\S*)|ecto\.(?:drop|reset|rollback)|migration:revert|schema:drop|doctrine:(?:database:drop|schema:drop|fixtures:load)|orm:schema-tool:drop|queue:flush|flywayClean|flywayUndo|liquibaseDropAll|dropAll|liquibase:dropAll|flyway:clean|cache:flush-all|reset_db|sqlflush|droptables|database:import)$/

interface Tool {
  /** The words that change, joined by spaces. */
  readonly changes: RegExp
}

const TOOLS: Readonly<Record<string, Tool>> = {
  prisma: {
    changes:
      /^(?:migrate (?:reset|resolve)|db (?:push|execute|seed)?.*(?:--force-reset|--accept-data-loss)|db execute|migrate reset)/,
  },
  knex: { changes: /^(?:migrate:(?:rollback|down|unlock)|seed:run)/ },
  typeorm: { changes: /^(?:schema:drop|migration:revert|query)/ },
  'typeorm-ts-node-commonjs': { changes: /^(?:schema:drop|migration:revert|query)/ },
  'drizzle-kit': { changes: /^(?:drop|push.*--force)/ },
  alembic: { changes: /^(?:downgrade|stamp)/ },
  flyway: { changes: /\b(?:clean|undo|repair)\b/ },
  liquibase: { changes: /\b(?:drop-?all|rollback\S*|clear-?checksums|execute-sql)\b/i },
  goose: { changes: /\b(?:down|down-to|reset|redo)\b/ },
  migrate: { changes: /\b(?:down|drop|force)\b/ },
  dbmate: { changes: /^(?:drop|down|rollback)/ },
  sqlx: { changes: /^(?:database (?:drop|reset)|migrate revert)/ },
  diesel: { changes: /^(?:database (?:reset|drop)|migration (?:revert|redo))/ },
  sqitch: { changes: /^(?:revert|rebase)/ },
  ef: { changes: /^(?:database drop|migrations remove)/ },
  phinx: { changes: /^rollback/ },
  'sea-orm-cli': { changes: /^migrate (?:down|fresh|refresh|reset)/ },
  'node-pg-migrate': { changes: /^(?:down|redo)/ },
  umzug: { changes: /^down/ },
  'mikro-orm': { changes: /^(?:schema:(?:drop|fresh)|migration:(?:down|fresh))/ },
  hasura: { changes: /^(?:metadata (?:clear|apply)|migrate (?:delete|apply --down))/ },
  'django-admin': {
    changes: /^(?:flush|reset_db|sqlflush|migrate \S+ zero|dbshell|delete_\w+|clearsessions)/,
  },
  'manage.py': { changes: /^(?:flush|reset_db|sqlflush|migrate \S+ zero|delete_\w+)/ },
  artisan: {
    changes:
      /^(?:migrate:(?:fresh|reset|refresh|rollback)|db:wipe|queue:(?:flush|clear)|schema:dump --prune)/,
  },
  wp: {
    changes:
      /\bdb (?:clean|import|reset|drop)\b|\bdb query .*\b(?:drop|delete|truncate|update|alter|insert)\b|\bsearch-replace\b|\bsite (?:empty|delete)\b|\bcore (?:update|multisite-install)\b/i,
  },
  rails: { changes: /^(?:destroy \S+|d \S+)/ },
}

/** Notes a task that drops or rolls back a database; answers whether it was one. */
export function noteMigration(scene: Scene, call: Invocation): boolean {
  if (isRehearsal(call.args)) return false
  const words = call.args
    .filter((field) => !/^-[a-zA-Z]$/.test(field.text))
    .map((field) => field.text)
  const task = words.find((word) => DROPS.test(word))
  const found = task ?? toolChange(call.name, words)
  const step = stepOf(call, words)
  if (step !== null) {
    const own = areMadeHere(scene, 'migration', [plain(step.tool)])
    if (step.goes === 'up') noteMade(scene, 'migration', plain(step.tool))
    else if (own && found !== undefined) return false
  }
  if (found === undefined || task?.match(OF_TESTS) || worksOnOwnDatabase(scene, call)) return false
  emit(scene, { kind: 'database', verb: found.slice(0, 60), target: call.name })
  return true
}

/** A task that says that it works on the database of the tests. */
const OF_TESTS = /[:.](?:test|testing|e2e|ci)$/

interface Step {
  readonly tool: string
  readonly goes: 'up' | 'down'
}

const UP =
  /(?:^|[: ])(?:migrate|migrate:(?:latest|up|run)|upgrade(?: head| heads|)|migration:run|up)$/
const DOWN =
  /(?:^|[: ])(?:rollback|migrate:(?:rollback|undo|down|redo)|downgrade -1|migration:revert|down|redo)$/
const ELSEWHERE = /prod|stag|live|:\/\/|^--?(?:env|environment|database|settings|connection|url)\b/i

/** All migrations up, or the last one down; where they go is the database of the developer. */
function stepOf(call: Invocation, words: readonly string[]): Step | null {
  const elsewhere = call.args.some(
    ({ text }) => !isKnown(text) || ELSEWHERE.test(text) || text.includes('='),
  )
  if (elsewhere) return null
  const line = words.join(' ')
  if (UP.test(line)) return { tool: call.name, goes: 'up' }
  return DOWN.test(line) ? { tool: call.name, goes: 'down' } : null
}

/** A tool's own subcommand, also where the tool is an argument: `dotnet ef …`, `php artisan …`. */
function toolChange(name: string, words: readonly string[]): string | undefined {
  const own = changeOf(name, words)
  if (own !== undefined) return own
  const at = words.slice(0, 3).findIndex((word) => Object.hasOwn(TOOLS, baseName(word)))
  if (at < 0) return undefined
  return changeOf(baseName(words[at] ?? ''), words.slice(at + 1))
}

function changeOf(name: string, words: readonly string[]): string | undefined {
  const tool = Object.hasOwn(TOOLS, name) ? TOOLS[name] : undefined
  return tool?.changes.exec(words.join(' '))?.[0]
}

/** Names of the tools themselves. */
export const MIGRATION_TOOLS: readonly string[] = Object.keys(TOOLS)
