import type { Scene, Stream } from '../scene.ts'
import { BUILDER_NAMES, isEnvironmentModule, noteBuilds } from './built-files.ts'
import { EDITING, noteEditedManifest } from './edited-manifests.ts'
import { ADDRESSED_NAMES, noteGivenAddresses } from './given-addresses.ts'
import { LOOKING_UP, noteLookedUpNames } from './looked-up-names.ts'
import { NAMING_NAMES } from './packages-fetched.ts'
import { noteNamedPackages } from './packages-named.ts'
import { PRINTING_NAMES, printedPlace } from './printed-places.ts'
import type { Invocation } from './program.ts'
import { printedCompletion, printedSetup, SETUP_NAMES } from './shell-setup.ts'

/** Programs of which more is noted than their own judgement says. */
const NAMES: ReadonlySet<string> = new Set([
  ...ADDRESSED_NAMES,
  ...NAMING_NAMES,
  ...BUILDER_NAMES,
  ...SETUP_NAMES,
  ...PRINTING_NAMES,
  ...LOOKING_UP,
  ...EDITING,
])

/** Notes what a call leaves or takes besides its own judgement; answers what it prints in the end. */
export function afterProgram(scene: Scene, call: Invocation, out: Stream): Stream {
  if (!NAMES.has(call.name) && !isEnvironmentModule(call)) return printedCompletion(call, out)
  noteGivenAddresses(scene, call)
  noteNamedPackages(scene, call)
  noteBuilds(scene, call)
  noteLookedUpNames(scene, call)
  noteEditedManifest(scene, call)
  return printedSetup(call, out) ?? printedPlace(scene, call) ?? printedCompletion(call, out)
}
