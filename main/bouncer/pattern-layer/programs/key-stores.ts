import { TAINT } from '../findings.ts'
import { OPAQUE, plain, readPaths, writePaths } from '../scene.ts'
import { readOptions, valued } from './options.ts'
import type { Program, ProgramTable } from './program.ts'
import { runUnknownProgram } from './unknown-program.ts'

const OPTIONS = {
  singleDash: true,
  valued: valued(
    'alias keystore storepass keypass storetype keyalg keysize dname validity ext file srckeystore destkeystore srcstorepass deststorepass srcstoretype deststoretype srcalias destalias sigalg groupname startdate provider providerclass providername new destkeypass srckeypass infile outfile',
  ),
}

const MAKES = ['genkeypair', 'genkey', 'genseckey'] as const

/** Makes keys in a store of its own; everything else looks into or changes one that is there. */
const keytool: Program = (scene, call) => {
  const options = readOptions(call.args, OPTIONS)
  if (!options.has(...MAKES)) return runUnknownProgram(scene, call)
  const store = options.value('keystore') ?? plain('~/.keystore')
  const held = scene.files.get(store.text)
  writePaths(scene, [store], { text: null, taint: held?.taint ?? TAINT.secret })
  return options.has('file') ? readPaths(scene, options.values('file')) : OPAQUE
}

/** Programs that keep keys in stores. */
export const keyStorePrograms: ProgramTable = { keytool }
