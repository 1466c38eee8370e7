import { isKnown, type Scene } from '../scene.ts'

/** Words of folders that say nothing of whose a program is. */
const GENERIC =
  /^(?:src|app|apps|api|web|www|site|work|code|dev|repos?|git|projects?|github|server|servers|client|clients|backend|frontend|service|services|main|master|test|tests|demo|tools?|home|users?|python|python3|node|java|ruby|rust|cargo|docker|react|vite|next|desktop|documents|downloads|source|workspace|packages|build|local|data|scripts?|claude|codex|bash|shell|ssh|sshd|systemd|chrome|chromium|firefox|postgres|mysql|mysqld|mongod|redis|nginx|gunicorn|uvicorn|celery|electron|flutter|django|rails|spring|gradle|maven|webpack|jupyter|ollama|worker|agent|monitor)$/i
const MIN_NAME = 5

/** Files that a project builds or starts, by a name that is hardly used twice. */
const UNIQUE_FILE =
  /(?:^|[\s/])(?=[\w.]*[a-z]\w*[-_][a-z])[\w.-]{8,}\.(?:jar|war|py|m?js|cjs|ts|rb|php|exe|dll|AppImage|pyz|lua|exs?|R|jl)$/i
/** Files that frameworks and tools bring under the same name everywhere. */
const EVERYWHERE =
  /(?:language[-_]?server|lsp|debug[-_]?adapter|extension[-_]?host|http[-_]server|dev[-_]server|web[-_]server|node_modules|start[-_]server|api[-_]server)/i

/** Command lines by which a project's own program or trial server was started, not a mere name. */
const STARTED_HERE: readonly RegExp[] = [
  /(?:^|\s)(?:\.\/)?(?:dist|build|out|target|src|server|scripts?|backend|frontend|examples?|\.next|\.output)\/[\w./@-]+$/i,
  /^(?:python[\d.]*|node|ruby|php|bun|deno|tsx|ts-node|nodemon|java -jar|Rscript|julia|lua|perl|go run|cargo run|dotnet)\s+(?:\S+\s+){0,3}(?!-)[\w./@-]+\.(?:py|[cm]?[jt]s|rb|php|jar|go|R|jl|lua|pl|dll)\b/i,
  /^(?:vite|next|nuxt|astro|remix|gatsby|hugo|jekyll|mkdocs|storybook|expo|metro|webpack(?:-dev-server)?|ng|vue-cli-service|react-scripts|parcel|eleventy|docusaurus|wrangler|flask|rails|puma|uvicorn|gunicorn|hypercorn|daphne|streamlit|celery|sanic|fastapi|manage\.py|artisan|php|json-server|http-server|live-server|serve|npm|pnpm|yarn|bun|turbo|nx|air|mix|iex|gradle\w*|GradleWrapperMain|mvn|sbt|lein|quarkus\S*|spring-boot\S*|cargo|go|swift|dotnet|flutter|docusaurus|mockoon\S*|prism|wiremock\S*|minio)\s+\S{2,}/i,
  /\bmanage\.py\s+runserver|\bhttp\.server\s+\d{2,5}|\s--?(?:p|port)[ =]\d{2,5}\b|:\d{4,5}\b/i,
]

/**
 * Whether a pattern of `pkill -f` finds the project's own programs only, as far as its words say: it
 * names the project, or a file of a name that is hardly used twice.
 */
export function findsOwnProgram(scene: Scene, pattern: string): boolean {
  if (!isKnown(pattern) || pattern.length > 200) return false
  const text = pattern.replace(/\[(\w)\]/g, '$1').replace(/\\\./g, '.')
  const parts = text.split(ANYTHING)
  return !parts.some((part) => UNREAD.test(part)) && parts.some((part) => isOwnPart(scene, part))
}

/** What lets anything stand between two texts, both of which have to be found. */
const ANYTHING = /\.[*+]/
const UNREAD = /[|*+?^$()[\]{}\\]/

function isOwnPart(scene: Scene, text: string): boolean {
  if (text.includes(`${scene.ground.workspace}/`)) return true
  if (UNIQUE_FILE.test(text) && !EVERYWHERE.test(text)) return true
  if (STARTED_HERE.some((shape) => shape.test(text)) && !EVERYWHERE.test(text)) return true
  const words = new Set(text.toLowerCase().split(/[^a-z\d]+/))
  return projectWords(scene).some((word) => words.has(word))
}

/** Words by which the folder of the project is called, and the one that it lies in. */
function projectWords({ ground }: Scene): string[] {
  const below = ground.workspace.startsWith(`${ground.home}/`)
    ? ground.workspace.slice(ground.home.length + 1)
    : ground.workspace
  const folders = below.toLowerCase().split('/').slice(-2)
  return folders
    .flatMap((folder) => folder.split(/[^a-z\d]+/))
    .filter((word) => word.length >= MIN_NAME && !GENERIC.test(word))
}
