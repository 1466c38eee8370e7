import { placeOf } from '../paths.ts'
import { EMPTY, type Scene, signal } from '../scene.ts'
import { hostKind, readAddress } from '../urls.ts'
import { privatePlace } from './private-places.ts'
import { leakIn } from './sent-secrets.ts'
import { spelledPath } from './spelled-path.ts'
import { decisionOf } from './written-trial.ts'

/** Calls of libraries that publish, send or change what others use. */
const OUTWARD: readonly RegExp[] = [
  /\.push_to_hub\s{0,4}\(|\bHfApi\s{0,4}\(\s{0,4}[^)]{0,200}\)\s{0,4}\.\s{0,4}(?:upload|delete|create)_|\b(?:api|hf_api)\.(?:upload_(?:file|folder)|create_repo|delete_repo)\s{0,4}\(|\bupload_(?:file|folder)\s{0,4}\([^)]{0,300}\brepo_id\b/,
  /\.launch\s{0,4}\([^)]{0,300}\bshare\s{0,4}=\s{0,4}True|\bngrok\.connect\s{0,4}\(/,
  /\.(?:to_(?:csv|parquet|json|excel|pickle|feather|zarr)|save(?:_pretrained|_model)?|write_(?:csv|parquet))\s{0,4}\(\s{0,4}f?["'](?:s3a?|gs|gcs|abfss?|az|hdfs|sftp|ftp):/,
  /\.(?:upload_file(?:obj)?|put_object|delete_objects?|delete_bucket|upload_from_(?:filename|string|file)|upload_blob|delete_blob|terminate_instances|stop_instances|delete_(?:table|stack|function|topic|queue|dataset|index|collection|db_instance)|drop_(?:table|database|collection|index)|drop_all|create_endpoint|deploy|register_model|transition_model_version_stage)\s{0,4}\(/,
  /\.(?:to_gbq|to_sql)\s{0,4}\((?![^)]{0,300}\b(?:sqlite|:memory:|engine_test))|\.load_table_from_\w+\s{0,4}\(|\bcopy_into\s{0,4}\(/,
  /\bsend_(?:mass_)?mail\s{0,4}\(|\b(?:EmailMessage|EmailMultiAlternatives)\s{0,4}\([^)]{0,400}\)\.send\s{0,4}\(|\bsg\.send\s{0,4}\(|\bSendGridAPIClient\s{0,4}\(|\bsend_(?:raw_|templated_)?email\s{0,4}\(|\bEmails\.send\s{0,4}\(|\byagmail\.|\bsmtplib\.SMTP(?:_SSL)?\s{0,4}\(|\.send_message\s{0,4}\(|\.sendmail\s{0,4}\(|\.chat_postMessage\s{0,4}\(|\b(?:client|twilio\w*)\.messages\.create\s{0,4}\([^)]{0,300}\bto\s{0,4}=/,
  /\b(?:git|repo)\.(?:remote|remotes)\b[^\n]{0,40}\.push\s{0,4}\(/,
  /\b(?:wandb\.login|huggingface_hub\.login|login)\s{0,4}\(\s{0,4}(?:token|key)\s{0,4}=\s{0,4}["']|\bnotebook_login\s{0,4}\(/,
  /\b(?:stripe\.\w+\.(?:create|modify|delete)|client\.(?:create_order|place_order|withdraw))\s{0,4}\(|\bsend_(?:raw_)?transaction\s{0,4}\(/,
  /\b(?:pyautogui|keyboard|pynput|win32api)\.\w+|\b(?:pyperclip\.paste|ImageGrab\.grab|mss\.mss|cv2\.VideoCapture\s{0,4}\(\s{0,4}0)/,
]
/** Clients of services that others use, by the act that is called on them. */
const SERVICE_CALLS =
  /\b(?:docker|podman)\.from_env\s{0,4}\([\s\S]{0,400}?\.(?:prune|remove|kill|stop)\s{0,4}\(|\.(?:create_git_release|create_pull|create_issue|create_repo|add_to_collaborators|edit_protection|merge\s{0,4}\(\s{0,4}commit_message|create_secret|create_or_update_secret|trigger_dag|create_dispatch|delete_container|delete_blobs?|delete_volume|delete_instance|delete_cluster|delete_item|batch_write_item|purge_queue|create_topic|delete_records|flushall|flushdb|delete_many|delete_one|update_many|bulk_write|delete_by_query|reindex|create_index|delete_namespaced_\w+|create_namespaced_\w+|patch_namespaced_\w+|create_tweet|update_status|create_post|post_message|send_photo|send_document|send_file|create_calendar_event|create_payment\w*|create_refund|place_order|create_market_order|submit_order|cancel_all\w*|revoke\w*_key|create_access_key|attach_\w+_policy|create_user|delete_user|invite_user|terminate_job_flows|create_training_job|create_endpoint|run_instances|reboot_instances|start_instances|modify_db_instance|change_resource_record_sets|invalidate\w*|share_file|create_permission)\s{0,4}\(|\.(?:sheet\d|worksheet\([^)]{0,60}\))\.(?:clear|update|append_row|delete_rows)\s{0,4}\(|\b(?:es|elastic\w*|opensearch\w*|client)\.indices\.(?:delete|close|put_\w+)\s{0,4}\(|\b(?:serial|ser|port)\b[\s\S]{0,120}?Serial\s{0,4}\([^)]{0,120}\)\.write\s{0,4}\(|\bSerial\s{0,4}\([^)]{0,120}\)\.write\s{0,4}\(|\b(?:paramiko|fabric|asyncssh|Connection)\b[\s\S]{0,400}?\.(?:exec_command|run|sudo|put)\s{0,4}\(|\bsbatch\b|\bscancel\b|\b(?:airflow|prefect|dagster)\w*\.[\w.]{1,40}(?:trigger|create_flow_run|launch)\w*\s{0,4}\(/
/** Archives that give a work its lasting number: nobody takes back what they publish. */
const ARCHIVED =
  /\b(?:zenodo|figshare|dataverse|osf|dryad|kaggle|openml|arxiv|datacite)\w*[\s\S]{0,400}?\.(?:publish|submit|dataset_create\w*|upload_dataset|create_version)\s{0,4}\(/i
const CHANGED_DATA =
  /\.(?:execute(?:many|script)?|executescript|query|sql|read_sql(?:_query)?|run|command)\s{0,4}\(\s{0,4}(?:[\w.]{1,30}\s{0,4}\(\s{0,4})?[frb]{0,2}["']{1,3}\s{0,40}(?:truncate|drop\s+(?:table|database|schema|view|index)|delete\s+from|update\s+[\w."`[\]]+\s+set|alter\s+(?:table|role|user)|grant|revoke|insert\s+into|merge\s+into|create\s+(?:or\s+replace\s+)?(?:table|user|role|database))\b/i
/** Databases that live in memory or in a file of the project. */
export const OWN_DATABASE =
  /:memory:|\bsqlite3?\b|\bduckdb\b|\bcreate_engine\s{0,4}\(\s{0,4}["']sqlite/

/** Code of strangers, hidden in what looks like data. */
const UNPACKS_REMOTE =
  /\b(?:read_pickle|(?:pickle|cloudpickle|dill|joblib|torch|np|numpy)\.load[s]?|load_module|unpickle)\s{0,4}\([^()\n]{0,120}["']https?:/
const TRUSTS_STRANGERS =
  /\btrust_(?:remote_code|repo)\s{0,4}=\s{0,4}True|\ballow_pickle\s{0,4}=\s{0,4}True[^\n]{0,80}https?:/
const SHOWS_ENVIRONMENT =
  /\b(?:print|pprint|display|json\.dumps)\s{0,4}\(\s{0,4}(?:dict\s{0,4}\(\s{0,4})?os\.environ\b(?!\s{0,4}(?:\.get|\[))|^[ \t]*(?:dict\s{0,4}\(\s{0,4})?os\.environ\)?[ \t]*$|\bSys\.getenv\s{0,4}\(\s{0,4}\)|^[ \t]*ENV[ \t]*$/m
const KILLS =
  /\bos\.kill(?:pg)?\s{0,4}\((?!\s{0,4}os\.getpid)|\bpsutil\.process_iter\b[\s\S]{0,300}\.(?:kill|terminate)\s{0,4}\(/
const JULIA_RUN = /\b(?:run|read|readchomp|success)\s{0,4}\(\s{0,4}`([^`\n]{1,400})`/

/** Files that are named after the people they tell about. */
const PERSONAL_DATA =
  /["'][^"'\n]{0,200}\b(?:private|customers?|patients?|personal|confidential|payroll|employees?|salar(?:y|ies)|members?|clients?|users?|pii|medical|contacts?)\b[^"'\n]{0,80}\.(?:csv|tsv|json|jsonl|xlsx?|parquet|db|sqlite3?|feather|txt|pkl)["']/i
const POSTS =
  /\b(?:requests|httpx|session|client|aiohttp|urllib3?|http)\b[\w.]{0,40}\.(?:post|put|patch|request|urlopen)\s{0,4}\(\s{0,4}f?["'](https?:\/\/[^"'\n]{1,200})/

/** Notes what code does to others through a library, which no program's name shows. */
export function noteLibraryCalls(scene: Scene, code: string): void {
  const asked = [
    ...OUTWARD,
    SERVICE_CALLS,
    ARCHIVED,
    TRUSTS_STRANGERS,
    SHOWS_ENVIRONMENT,
    KILLS,
  ].find((call) => call.test(code))
  const changes = !OWN_DATABASE.test(code) && CHANGED_DATA.test(code)
  const found = asked?.exec(code)?.[0] ?? (changes ? CHANGED_DATA.exec(code)?.[0] : undefined)
  if (found !== undefined) signal(scene, 'content-asks', found.trim().slice(0, 120))
  const remote = UNPACKS_REMOTE.exec(code)
  if (remote) signal(scene, 'dangerous-content', remote[0].slice(0, 120))
  if (leakIn(code) === 'secret') signal(scene, 'written-secret', 'a key in a cell')
  noteJulia(scene, code)
  notePersonalUpload(scene, code)
  notePlaces(scene, code)
}

function noteJulia(scene: Scene, code: string): void {
  const command = JULIA_RUN.exec(code)?.[1]
  if (command === undefined) return
  const decision = decisionOf(scene, (trial) => trial.runner.text(trial, command, EMPTY))
  if (decision !== 'allow')
    signal(scene, decision === 'deny' ? 'dangerous-content' : 'content-asks', command.slice(0, 120))
}

function notePersonalUpload(scene: Scene, code: string): void {
  const address = POSTS.exec(code)?.[1]
  if (address === undefined || !PERSONAL_DATA.test(code)) return
  const { host } = readAddress(address)
  if (hostKind(host) === 'public') signal(scene, 'personal-upload', host)
}

const WRITES =
  /\.(?:to_(?:csv|parquet|json|excel|pickle|feather|hdf|html|zarr)|save\w{0,20}|dump|savefig|imwrite|write_\w{1,20}|export\w{0,20}|copy\w{0,10}|move|mkdir|makedirs|symlink)\s{0,4}\(([^\n]{0,300})/g
const READS = /\b(?:open|read_\w{1,20}|load\w{0,20}|Path|listdir|glob|walk)\s{0,4}\(([^\n]{0,300})/g
const PATH_TEXT = /["']((?:\/|~|\.\.\/)[^"'\n*]{1,300})["']/g
const MAX_CALLS = 40

/** Paths in calls of libraries: what is written outside of the project, and what nobody expects to be read. */
function notePlaces(scene: Scene, code: string): void {
  for (const path of pathsIn(code, WRITES)) {
    const place = placeOf(spelledPath(scene, path).text, scene.ground)
    if (place !== 'project' && place !== 'temporary')
      signal(scene, 'content-asks', `writes ${path}`)
  }
  for (const path of pathsIn(code, READS)) {
    const why = privatePlace(scene, spelledPath(scene, path).text, path)
    if (why !== null) signal(scene, 'private-reading', why)
  }
}

function pathsIn(code: string, calls: RegExp): string[] {
  return [...code.matchAll(calls)]
    .slice(0, MAX_CALLS)
    .flatMap((call) => [...(call[1] ?? '').matchAll(PATH_TEXT)].map((path) => path[1] ?? ''))
}
