/**
 * What electron-builder makes deb and rpm packages of: `npm run package:linux` after `npm run build`
 * and `npm run build:command`. No machine of ours has packed with it yet (docs/unverified.md).
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot } from '../places.mjs'
import { linkPart, unlinkPart } from './command-link.mjs'

const { productName, bin } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
const [command = ''] = Object.keys(bin)
/** The brand has it for the app itself; it is read as text, because tooling runs before the code is there. */
const [, appId = ''] =
  /appId: '([^']+)'/.exec(readFileSync(inRoot('shared/brand.ts'), 'utf8')) ?? []

/** The link of the command, and the executable that the package brings for it. */
export const commandLink = {
  link: `/usr/bin/${command}`,
  target: `/opt/${productName}/resources/command/${command}`,
}

const templateOf = (/** @type {string} */ name) =>
  readFileSync(
    inRoot('node_modules', 'app-builder-lib', 'templates', 'linux', `${name}.tpl`),
    'utf8',
  ).trimEnd()

/**
 * Writes the packages' scripts into a folder, electron-builder's with our part behind them, and says where they lie.
 * @param {string} folder
 */
export function writeScripts(folder) {
  mkdirSync(folder, { recursive: true })
  const afterInstall = join(folder, 'after-install.tpl')
  const afterRemove = join(folder, 'after-remove.tpl')
  writeFileSync(afterInstall, `${templateOf('after-install')}\n${linkPart(commandLink)}`)
  writeFileSync(afterRemove, `${templateOf('after-remove')}\n${unlinkPart(commandLink)}`)
  return { afterInstall, afterRemove }
}

/**
 * Says what goes into the packages; writes their scripts below `out/`, because electron-builder takes files.
 * @returns {import('electron-builder').Configuration}
 */
export default function configuration() {
  const scripts = writeScripts(inRoot('out', 'package'))
  return {
    appId,
    productName,
    directories: { output: 'out/packages' },
    files: ['out/{main,preload,renderer}/**', 'package.json'],
    extraResources: [{ from: 'out/command', to: 'command' }],
    linux: {
      target: ['deb', 'rpm'],
      // The name of the command is free for the command.
      executableName: `${command}-desktop`,
      category: 'Development',
    },
    deb: scripts,
    rpm: scripts,
  }
}
