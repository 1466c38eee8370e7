import { placeOf } from '../paths.ts'
import type { Scene } from '../scene.ts'
import { BROWSER, FILE_SERVER, frontEndOf, type ServerCall, SHELL_SERVER } from './server-call.ts'
import { nameWords } from './server-verbs.ts'

/** Whether what a tool does stays in the project and is understood by its arguments alone. */
export function staysHere(scene: Scene, call: ServerCall): boolean {
  const { server, tool, intent } = call
  if (BROWSER.test(`${server} ${tool}`)) return staysInPage(call)
  if (runsHere(call) || isLocalGit(call) || worksOnProject(call)) return true
  if (intent !== 'change' && intent !== 'destroy') return false
  return changesFiles(call) || changesDocument(scene, call)
}

/** Servers that build, test and try out the project on this machine. */
const WORKBENCH =
  /xcode|simulator|mobile|android|ios|gradle|maven|cargo|dotnet|swift|flutter|dart|unity|godot|unreal|\bnx\b|angular|vitest|jest|storybook|next|vite/i
const WORK_WORD =
  /^(?:build|test|tests|compile|boot|launch|tap|swipe|click|type|press|gesture|run|stop|rotate|long|key|button|touch|scroll|open|clean)$/

function worksOnProject({ server, tool, intent, values }: ServerCall): boolean {
  if (!WORKBENCH.test(server) || intent === 'send' || intent === 'destroy') return false
  const words = nameWords(tool)
  if (
    words.some((word) => /^(?:install|uninstall|device|physical|publish|script|code)$/.test(word))
  )
    return false
  return (
    words.some((word) => WORK_WORD.test(word)) && values.every(({ shape }) => shape !== 'command')
  )
}

/** Servers that write documents into files of this machine. */
const DOCUMENT_SERVER =
  /excel|xlsx|word|docx|powerpoint|pptx|office|pdf|csv|spreadsheet|markdown|image|svg|drawio|excalidraw|figma|notebook|jupyter|ffmpeg|video|pandoc|latex/i

function changesDocument(scene: Scene, { server, values }: ServerCall): boolean {
  if (!DOCUMENT_SERVER.test(server)) return false
  const paths = values.filter(({ shape, text }) => shape === 'path' && text.startsWith('/'))
  return paths.length > 0 && paths.every(({ text }) => placeOf(text, scene.ground) === 'project')
}

const ELSEWHERE_KEY =
  /^(?:host|hostname|server|instance|container|pod|cluster|remote|user|namespace|target|machine|device)$/
/** Databases that are a file here. */
const LOCAL_DATABASE = /^(?:.*[-_])?(?:sqlite|duckdb)(?:[-_].*)?$/i
const RUNS_COMMAND = /shell|terminal|command|bash|process/i
const NOTEBOOK = /^(?:.*[-_])?(?:jupyter|notebook)(?:[-_].*)?$/i

/** Words for a program that is known here were judged as its command. */
function passesOn({ server, tool, values, input }: ServerCall): boolean {
  const program = frontEndOf(`${server} ${tool}`)
  if (program === null) return false
  if (values.some(({ shape }) => shape === 'command'))
    return values.every(({ key }) => !NAMES_MORE.test(key))
  return Array.isArray(input.args) && Object.keys(input).length <= 2
}

/** Arguments that say more of the command than its own words. */
const NAMES_MORE = /^(?:resourcetype|name|host|pod|container|flags|subcommand)$/

const CODE_SERVER = /^(?:jupyter|python|node|code|sandbox|repl|ide)/i

/** A command or query that was judged and names no other machine. */
function runsHere(call: ServerCall): boolean {
  const shapes = new Set(call.values.map(({ shape }) => shape))
  if (shapes.has('sql') && isQuery(call)) return true
  if (passesOn(call)) return true
  if (call.values.some(({ key }) => ELSEWHERE_KEY.test(key))) return false
  if (shapes.has('typed')) return SHELL_SERVER.test(call.server)
  const starts = call.intent === 'run' || call.intent === 'change' || call.intent === 'send'
  return starts && (runsCommand(call, shapes) || runsCode(call, shapes))
}

function isQuery({ server, intent }: ServerCall): boolean {
  return intent === 'run' || intent === 'unknown' || LOCAL_DATABASE.test(server)
}

function runsCommand({ server, tool }: ServerCall, shapes: ReadonlySet<string>): boolean {
  if (SHELL_SERVER.test(server)) return shapes.has('command') || shapes.has('code')
  return shapes.has('command') && RUNS_COMMAND.test(tool) && FILE_SERVER.test(server)
}

function runsCode({ server, intent }: ServerCall, shapes: ReadonlySet<string>): boolean {
  if (!shapes.has('code')) return false
  return NOTEBOOK.test(server) || (intent === 'run' && CODE_SERVER.test(server))
}

const FILE_WORD =
  /file|directory|folder|dir|edit|write|text|block|lines?|replace|move|content|symbol|insert|project|rename|refactor|format/i

function changesFiles({ server, tool, values }: ServerCall): boolean {
  const named = values.some(({ shape }) => shape === 'path')
  return named && FILE_SERVER.test(server) && FILE_WORD.test(tool)
}

const LOCAL_GIT = /^(?:git_)?(?:add|commit|create_branch|branch|init|stage|stash_list)$/

function isLocalGit({ server, tool }: ServerCall): boolean {
  return /^(?:.*[-_])?git$/i.test(server) && LOCAL_GIT.test(tool)
}

const PAGE_ACTIONS =
  /(?:navigate|click|type|fill|fill_form|hover|press|press_key|select|select_option|resize|resize_page|drag|wait|wait_for|close|close_page|new_page|tabs?|tab_\w+|select_page|list_pages|snapshot|take_snapshot|screenshot|take_screenshot|scroll|back|forward|go_back|go_forward|reload|evaluate|evaluate_script|install|handle_dialog|emulate\w*|start_trace|stop_trace|performance_\w+|mouse_\w+|get_\w+|list_\w+|console\w*|network_requests?|set_viewport|start|init|launch|connect|act|session_create|type_text|\w*_audit|close_session|session_close)$/i

/** Clicking and typing in a page is the work of a browser tool; handing it files or programs is not. */
function staysInPage({ tool, values, intent }: ServerCall): boolean {
  if (
    /upload|run_code|install_extension|extension|permission|cookie|storage|download|pdf_save|route|intercept/i.test(
      tool,
    )
  )
    return false
  if (intent === 'send' || !PAGE_ACTIONS.test(tool)) return false
  return values.every(({ shape }) => shape !== 'command')
}
