'use strict'
/*
 * What the single executable begins with. A hook that an agent waits for runs by itself; everything
 * else is the whole command, which takes three times as long to start and lies beside this inside.
 */
const { createRequire } = require('node:module')

/** `main/os/node/places.ts` writes it into the agent's settings. */
const HOOK = '__hook'
const [, , word, file] = process.argv

if (word === HOOK && file !== undefined) createRequire(file)(file)
else startCommand()

function startCommand() {
  const { getAsset, getRawAsset } = require('node:sea')
  const vm = require('node:vm')
  const script = new vm.Script(
    `(function (exports, require, module, __filename, __dirname) {${getAsset('command.cjs', 'utf8')}\n})`,
    {
      filename: process.execPath,
      cachedData: Buffer.from(getRawAsset('command.cache')),
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    },
  )
  const module = { exports: {} }
  script.runInThisContext()(module.exports, require, module, __filename, __dirname)
}
