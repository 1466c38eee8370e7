import { type Scene, signal } from '../scene.ts'
import { fieldOf, type Input, isRecord } from './input.ts'
import type { ServerCall } from './server-call.ts'
import { spelledPath } from './spelled-path.ts'
import { judgeWrittenContent } from './written-content.ts'
import { WRITTEN_STEPS } from './written-trial.ts'

const HOSTS_CODE =
  /^(?:.*[-_])?(?:github|gitlab|gitea|forgejo|codeberg|bitbucket|azure-?devops)(?:[-_].*)?$/i
const PATHS = ['path', 'file_path', 'filePath', 'new_path']
const TEXTS = ['content', 'contents', 'file_content']
const MAX_FILES = 50
/** As much of the files of one call as is read; putting them there is asked about anyway. */
const MAX_TEXT = 12 * 1024

/** Judges files that are put into a repository elsewhere like those that are written here. */
export function noteSharedFiles(scene: Scene, { server, input }: ServerCall): void {
  if (!HOSTS_CODE.test(server)) return
  const lists = ['files', 'actions', 'changes'].flatMap((name) => {
    const value = fieldOf(input, name)
    return Array.isArray(value) ? (value as readonly unknown[]).slice(0, MAX_FILES) : []
  })
  let left = MAX_TEXT
  const budget = { steps: WRITTEN_STEPS / 2 }
  for (const file of [input, ...lists.filter(isRecord)]) {
    if (left <= 0 || budget.steps < 0) {
      signal(scene, 'unparsed', 'more files than are read in one call')
      return
    }
    left -= judgeFile(scene, file, budget)
  }
}

/** Judges one file; answers how much text it held. */
function judgeFile(scene: Scene, file: Input, budget: Scene['budget']): number {
  const path = PATHS.map((name) => fieldOf(file, name)).find((one) => typeof one === 'string')
  const text = TEXTS.map((name) => fieldOf(file, name)).find((one) => typeof one === 'string')
  if (path === undefined || text === undefined) return 0
  const place = spelledPath(scene, `${scene.ground.workspace}/${path}`).text
  judgeWrittenContent(scene, { path: place, text, whole: true, removed: '' }, budget)
  return text.length
}
