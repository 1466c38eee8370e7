import { TAINT } from '../findings.ts'
import { kitFolder } from '../programs/environment-files.ts'
import { type Field, plain, type Scene, UNKNOWN, type Value } from '../scene.ts'
import { chosenValue } from './branches.ts'
import { resolveName } from './variables.ts'

/** The value of a variable or special parameter, one field an element of `@` and `*`. */
export function readVariable(scene: Scene, given: string): readonly Field[] {
  const name = scene.variables.size > 0 ? resolveName(scene, given) : given
  const known = scene.variables.get(name)
  if (known) return [scalarOf(scene, name, known)]
  if (/^\d+$/.test(name)) return [argumentAt(scene, Number(name))]
  if (name === 'BASH_SOURCE') return [argumentAt(scene, 0)]
  if (name === '@' || name === '*') return scene.positional
  if (!SECRET_VARIABLE.test(name)) return [plain(builtinVariable(scene, name))]
  scene.findings.variables.add(name)
  return [plain(builtinVariable(scene, name), TAINT.credential)]
}

function argumentAt(scene: Scene, number: number): Field {
  if (number === 0) return plain('bash')
  if (!scene.positionalSure) return plain(UNKNOWN)
  return scene.positional[number - 1] ?? plain('')
}

function scalarOf(scene: Scene, name: string, value: Value): Field {
  const { elements, keys, taint, glob = false } = value
  if (!elements) {
    const text = chosenValue(scene, name, value)
    return value.listed ? { text, glob, taint, listed: true } : { text, glob, taint }
  }
  return elements[keys ? keys.indexOf('0') : 0] ?? plain('', taint)
}

const SECRET_VARIABLE =
  /(?:^|_)(?:API_?KEY|ACCESS_?KEY(?:_ID)?|SECRET(?:_?KEY|_ACCESS_KEY)?|TOKEN|PASSW(?:OR)?D|PASSPHRASE|CREDENTIALS?|PRIVATE_?KEY|PAT|AUTH)(?:$|_)/i

function builtinVariable(scene: Scene, name: string): string {
  switch (name) {
    case 'HOME':
      return scene.ground.home
    case 'PWD':
      return scene.cwd
    case 'TMPDIR':
    case 'RUNNER_TEMP':
      return '/tmp'
    case 'IFS':
      return ' \t\n'
    case 'USER':
    case 'LOGNAME':
      return scene.ground.home.slice(scene.ground.home.lastIndexOf('/') + 1)
    case 'SHELL':
    case 'BASH':
      return '/bin/bash'
    case 'CLAUDE_PROJECT_DIR':
    case 'GITHUB_WORKSPACE':
      return scene.ground.workspace
    case 'GITHUB_OUTPUT':
    case 'GITHUB_ENV':
    case 'GITHUB_STEP_SUMMARY':
    case 'GITHUB_PATH':
      return `/tmp/${name}`
    case '#':
      return scene.positionalSure ? String(scene.positional.length) : UNKNOWN
    default:
      return kitFolder(name, scene.ground.home) ?? UNKNOWN
  }
}
