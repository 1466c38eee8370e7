import { deletePaths, type Scene } from '../scene.ts'

/** Stands for the home in code whose ways of asking for it are replaced. */
const HOME = '⌂'

/** How languages ask for the home of the person. */
const ASKS_FOR_HOME =
  /(?:os\.path\.expanduser\(\s*["']~\/?["']\s*\)|(?:pathlib\.)?Path\(\s*["']~\/?["']\s*\)\.expanduser\(\)|(?:pathlib\.)?Path\.home\(\)|(?:std::)?env::var(?:_os)?\(\s*"HOME"\s*\)|os\.environ(?:\.get)?[([]\s*["']HOME["']\s*[)\]]|\b(?:os\.)?[gG]et[eE]nv\(\s*["']HOME["']\s*\)|require\(\s*["'](?:node:)?os["']\s*\)\.homedir\(\)|(?:\bos\.)?\bhomedir\(\)|process\.env(?:\.HOME\b|\[["']HOME["']\])|(?:Bun|Deno)\.env\.(?:HOME\b|get\(["']HOME["']\))|\bDir\.home\b(?:\(\))?|\bENV\[["']HOME["']\]|File\.expand_path\(\s*["']~\/?["']\s*\)|\$ENV\{["']?HOME["']?\}|\$_(?:SERVER|ENV)\[["']HOME["']\]|os\.UserHomeDir\(\)|\bdirs(?:_next)?::home_dir\(\)|\bhome_dir\(\)|System\.getProperty\(\s*"user\.home"\s*\)|System\.getenv\(\s*"HOME"\s*\)|NSHomeDirectory\(\)|FileManager\.default\.homeDirectoryForCurrentUser(?:\.path)?|Environment\.GetFolderPath\([\w.]*UserProfile\)|ENVIRON\["HOME"\]|Sys\.getenv\(\s*["']HOME["']\s*\)|System\.user_home!?(?:\(\))?|ENV\["HOME"\])/g
const MAY_ASK = /[Hh]ome|HOME|~|UserProfile/

const ASSIGNED =
  /(?:\b(?:let|const|var|val|my|final|String|auto)\s+(?:mut\s+)?)?(\$?\w+)(?:\s*,\s*\w+)?\s*(?::=|<-|=)\s*(?:(?:\w+\.)*(?:Path|File|Paths\.get|Pathname\.new|str|new File)\s*\()?⌂\)?(?:\.(?:unwrap|expect|to_string)\([^)\n]{0,40}\))*\s*(?=[;\n}]|$)/g

/** A whole tree, or a folder of it, is taken away. */
const TREE =
  /\b(?:rmtree|remove_tree|RemoveAll|remove_dir_all|rm_rf?|rm_r|rmSync|rmdirSync|rimraf|deleteRecursively|deleteDirectory|delete-directory|removeItem|remove_dir|remove_entry(?:_secure)?|removeDirectoryRecursive|Directory\.Delete|send2trash|trash|rm)\b!?[\s(]{0,3}(?:(?:atPath|at|new File|Path|Path\.of|Paths\.get|&)[\s:(]{1,3})?⌂(?:\.\w{1,20}\(\)|[?!])*\s*(?:\)|,|;|\n|$)|⌂\)?\s*\.\s*(?:rmtree|deleteDir|deleteRecursively|delete_tree)\b/

const LISTER =
  /\b(?:walk\w*|listdir|scandir|readdir\w*|glob\w*|iglob|entries|children|each_child|foreach|find|finddepth|Find\.find|opendir|list_?files|newDirectoryStream|read_dir|ReadDir|WalkDir|Walk|list|new)\b[^;\n]{0,80}?⌂\s*(?:\)|,(?!\s*["'][\w.])|;|\n|$|\/\*{1,2}(?:\/\*)?["')])/
const LISTS_ITSELF =
  /⌂\)?\s*\.\s*(?:iterdir|walk|walkTopDown|walkBottomUp|listFiles|children|entries|each_child|find)\b|⌂\)?\s*\.\s*r?glob\(\s*["'](?:\*{1,2}\/?)+["']|⌂\s*(?:\.|\+|,)\s*["']\/?\*{1,2}(?:\/\*)?["']|["'<]⌂\/\*|["'<]~\/(?:\.?\*{1,2}[/ "'>])/

/** The desktop of macOS is told to take them away. */
const ASKS_FINDER =
  /\b(?:Finder|System Events)\b[\s\S]{0,80}\b(?:delete|move)\s+(?:every\s+\w+\s+of\s+|\(?items?\s+of\s+|entire\s+contents\s+of\s+)?\(?(?:home\b|(?:path\s+to\s+)?(?:home|documents|desktop|pictures)\s+folder|startup\s+disk|disk\s+1)/i
const HOME_PATH = { text: '~', glob: false, taint: 0 }

const TAKES =
  /\b(?:unlink\w*|rmdir\w*|rmtree|rm_?r?f?|rmSync|remove\w*|Remove\w*|[dD]elete\w*|send2trash|trash)\b/
/** What is found is looked at before it goes. */
const CHOOSES =
  /endswith|end_with|ends_with|\.suffix|fnmatch|extname|extension|\.match\(|=~|re\.(?:match|search)|st_mtime|getmtime|mtime|in\s+name|\.name\s*==|startswith|start_with|HasSuffix|HasPrefix|Contains|includes\(/

/**
 * Notes code that takes everything below the home away, however it is written: the home is asked for,
 * it is removed as a tree or its entries are listed, and what is listed goes unseen.
 */
export function noteHomeLoss(scene: Scene, code: string): void {
  if (ASKS_FINDER.test(code)) deletePaths(scene, [HOME_PATH], true)
  if (!MAY_ASK.test(code) || !TAKES.test(code)) return
  const plainCode = withHome(code)
  if (!plainCode.includes(HOME) && !/["'<]~\//.test(plainCode)) return
  const lists = LISTER.test(plainCode) || LISTS_ITSELF.test(plainCode)
  if (!TREE.test(plainCode) && !(lists && !CHOOSES.test(plainCode))) return
  deletePaths(scene, [HOME_PATH], true)
}

/** The code with the home, and the variables that hold it, replaced by its sign. */
function withHome(code: string): string {
  const asked = code.replace(ASKS_FOR_HOME, HOME)
  let text = asked
  for (const match of [...asked.matchAll(ASSIGNED)].slice(0, 4)) {
    const name = match[1] ?? ''
    text = text.replace(/\$?\w+/g, (word) => (word === name ? HOME : word))
  }
  return text
}
