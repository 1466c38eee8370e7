import { TAINT } from '../findings.ts'
import { baseName } from '../paths.ts'
import { EMPTY, fork, plain, readPaths, type Scene, writePaths } from '../scene.ts'
import { DOWNLOADED, noteSentSecrets } from './http-clients.ts'

/** `put file` among the lines of a transfer. */
export function noteTransferLines(scene: Scene, text: string, host: string): void {
  for (const match of text.slice(0, MAX_LINES).matchAll(TRANSFER_LINE)) {
    const read = readPaths(scene, [plain(match[1] ?? '')])
    noteSentSecrets(scene, read.taint & TAINT.secret, host)
  }
}

/** `get file [name]` among the lines of a transfer. */
export function noteFetchLines(scene: Scene, text: string): void {
  for (const match of text.slice(0, MAX_LINES).matchAll(FETCH_LINE)) {
    writePaths(scene, [plain(match[2] ?? baseName(match[1] ?? ''))], DOWNLOADED)
  }
}

/** `!command` among the lines of a transfer runs on this machine. */
export function noteShellLines(scene: Scene, text: string): void {
  for (const match of text.slice(0, MAX_LINES).matchAll(/^[ \t]*!+[ \t]*(.+)$/gm)) {
    scene.runner.text(fork(scene, { nested: true }), match[1] ?? '', EMPTY)
  }
}

const MAX_LINES = 4000
const TRANSFER_LINE =
  /(?:^|[\n;])\s*(?:m?put|reput|send|mirror\s+-R|append)\s+(?:-\S+\s+)*["']?([^\s;"']+)/g
const FETCH_LINE =
  /(?:^|[\n;])\s*(?:m?get|reget|pget|recv)\s+(?:-\S+\s+)*["']?([^\s;"']+)["']?(?:\s+(?:-o\s+)?["']?([^\s;"']+))?/g
