import { emit, type Scene } from '../scene.ts'
import { hostKind, readAddress } from '../urls.ts'
import type { Act } from './act.ts'
import type { Invocation } from './program.ts'

const LIVE_NAMES = [
  'RAILS_ENV',
  'RACK_ENV',
  'NODE_ENV',
  'APP_ENV',
  'MIX_ENV',
  'FLASK_ENV',
  'DJANGO_SETTINGS_MODULE',
  'DATABASE_URL',
  'DJANGO_ENV',
  'ASPNETCORE_ENVIRONMENT',
  'DOTNET_ENVIRONMENT',
  'SPRING_PROFILES_ACTIVE',
  'ENVIRONMENT',
  'STAGE',
  'HANAMI_ENV',
  'SYMFONY_ENV',
  'FLASK_CONFIG',
  'ENV',
]
const LIVE = /prod(?:uction)?(?:[^a-z]|$)|(?:^|[^a-z])live(?:[^a-z]|$)/i
const LIVE_OPTION =
  /(?:^| )(?:-e|-x env|--env(?:ironment)?|--settings|--stage|--target|--context|--connection|--profile|--dotenv|--configuration)[= ]\S*prod|(?:^| )(?:RAILS|RACK|NODE|APP|MIX|FLASK|DJANGO)_\w+=\S*prod|(?:^| )artisan (?:migrate|db:seed)\S*(?: \S+)* --force/i
const DATA =
  /(?:^|[ :/])(?:db:(?!version|migrate:status|abort\S*)|migrat|ecto\.|seed|console\b|c\b|runner\b|r\b|dbconsole\b|dbshell\b|shell\b|upgrade\b|downgrade\b|flush\b|loaddata\b|database update|db (?:push|execute|seed|upgrade)|schema:(?:update|drop|create)|tinker\b|up\b|run\b|update\b)/

/** Brings a live database to another state. */
export function noteLiveData(scene: Scene, call: Invocation, line: string): void {
  if (
    /^(?:python[\d.]*|php)$/.test(call.name) &&
    !/^(?:-\w+ )*(?:\S*\/)?(?:manage\.py|artisan|bin\/console|-m flask)\b/.test(line)
  )
    return
  if (
    !DATA.test(line) ||
    /(?:status|list|show|current|history|--help|--sql|--plan|--check)(?: |$)/.test(line)
  )
    return
  if (/ --env[= ](?:testing|test|local|development|dev)(?: |$)/.test(line)) return
  if (LIVE_OPTION.test(line) || isLive(scene))
    emit(scene, { kind: 'database', verb: 'change', target: 'the live database' })
}

function isLive(scene: Scene): boolean {
  return LIVE_NAMES.some((name) =>
    scene.variables.get(name)?.values.some((value) => LIVE.test(value)),
  )
}

const DATA_TASK =
  /(?:^|[ :])(?:db|data(?:base)?|migrat\w*|seeds?|schema|backfill|console|fixtures?)(?:[:._-][\w:.-]*)?(?: |$)/

/** A task of the project that changes data, told to do so on what is live. */
export const liveTask: Act = (scene, _call, line) => {
  if (DATA_TASK.test(line) && !/status|generate|check|create/.test(line) && isLive(scene))
    emit(scene, { kind: 'database', verb: 'change', target: 'the live database' })
}

const CHANGES_SERVICES =
  /(?:^| )(?:up|down|restart|stop|kill|rm|rmi|start|exec|run|create|update|scale|deploy|prune|build|pull|pause|cp)(?: |$)/

/** Containers of another machine, which a variable names. */
export const farContainers: Act = (scene, call, line) => {
  const [host = ''] = scene.variables.get('DOCKER_HOST')?.values ?? []
  if (!/^(?:ssh|tcp|https?):/.test(host) || hostKind(readAddress(host).host) === 'local') return
  if (CHANGES_SERVICES.test(line))
    emit(scene, { kind: 'infrastructure', verb: call.name, resource: host.slice(0, 80) })
}
