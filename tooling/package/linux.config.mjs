/**
 * What electron-builder makes deb and rpm packages of: `npm run package:linux` after `npm run build`
 * and `npm run build:command`. No machine of ours has packed with it yet (docs/unverified.md).
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { inRoot } from '../places.mjs'
import { linkPart, unlinkPart } from './command-link.mjs'

const ours = createRequire(import.meta.url)
/** @type {{ brand: { name: string, command: string, appId: string } }} */
const { brand } = ours('../../shared/brand.ts')
const productFolder = `/opt/${brand.name}`
/** The link of the command, and the executable that the package brings for it. */
export const commandLink = {
  link: `/usr/bin/${brand.command}`,
  target: `${productFolder}/resources/command/${brand.command}`,
}

/** The scripts of electron-builder with our part behind them. */
const builder = createRequire(ours.resolve('electron-builder/package.json'))
const templates = join(builder.resolve('app-builder-lib/package.json'), '..')
const templateOf = (/** @type {string} */ name) =>
  readFileSync(join(templates, 'templates', 'linux', `${name}.tpl`), 'utf8').trimEnd()

/**
 * Writes the packages' scripts into a folder and says where they lie.
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

/** @returns {import('electron-builder').Configuration} */
export default function configuration() {
  const scripts = writeScripts(inRoot('out', 'package'))
  return {
    appId: brand.appId,
    productName: brand.name,
    directories: { output: 'out/packages' },
    files: ['out/{main,preload,renderer}/**', 'package.json'],
    extraResources: [{ from: 'out/command', to: 'command' }],
    linux: {
      target: ['deb', 'rpm'],
      // The name of the command is free for the command.
      executableName: `${brand.command}-desktop`,
      category: 'Development',
    },
    deb: scripts,
    rpm: scripts,
  }
}
