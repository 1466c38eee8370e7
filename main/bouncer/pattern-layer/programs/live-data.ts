import { emit, type Scene } from '../scene.ts'
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
  const isLive = (name: string): boolean =>
    scene.variables.get(name)?.values.some((value) => LIVE.test(value)) === true
  if (LIVE_OPTION.test(line) || LIVE_NAMES.some(isLive))
    emit(scene, { kind: 'database', verb: 'change', target: 'the live database' })
}
