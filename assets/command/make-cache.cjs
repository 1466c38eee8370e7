'use strict'
/* Makes the code cache of the command's script: `node make-cache.cjs SCRIPT CACHE`. Wraps it as `start.cjs` does. */
const fs = require('node:fs')
const vm = require('node:vm')

const [, , from, to] = process.argv
const text = `(function (exports, require, module, __filename, __dirname) {${fs.readFileSync(from, 'utf8')}\n})`
const script = new vm.Script(text, { filename: process.execPath })
fs.writeFileSync(to, script.createCachedData())
