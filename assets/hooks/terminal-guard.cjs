'use strict'
/*
 * What Claude Code runs before each tool call of a terminal: hands the call to the running app and
 * prints its answer. After a call it tells the app that the call ran, and prints nothing. In a terminal
 * of the app it also waits for the card of a question that the program asks. A copy of it lies in the
 * guard's folder of the home, with what it needs to know beside it. It always answers (allow, ask or deny) or exits with 2, which blocks the call.
 *
 * One file without packages and without modules that it does not need: its start is the wait of
 * every call. Nothing of its environment counts but PROJECT, which the agent's program itself sets, and TERMINAL,
 * which the app wrote into the command.
 */
const fs = require('node:fs')

// Filled in when it is copied.
const NAME = '@NAME@'
const STATUS = '`@COMMAND@ bouncer status`'
const FOLDER = __dirname
const SOCKET = 'guard.sock'
/** Longer than the app takes for its slowest answer, a question with its copy; shorter than the agent's program waits. */
const ANSWER_MS = 40_000
const REPORT_MS = 5_000
const MOST_INPUT_BYTES = 8_000_000
const MOST_ANSWER_BYTES = 65_536
const DECISIONS = ['allow', 'ask', 'deny']
const isWindows = process.platform === 'win32'

/**
 * @param {string} decision
 * @param {string} reason
 */
function answer(decision, reason) {
  const hookSpecificOutput = {
    hookEventName: 'PreToolUse',
    permissionDecision: decision,
    permissionDecisionReason: reason,
  }
  fs.writeSync(1, `${JSON.stringify({ hookSpecificOutput })}\n`)
  process.exit(0)
}

/** @param {string} sentence */
function block(sentence) {
  fs.writeSync(2, `${sentence}\n`)
  process.exit(2)
}

/** @param {string} name */
function readOwn(name) {
  return JSON.parse(fs.readFileSync(`${FOLDER}/${name}`, 'utf8'))
}

/** The input to its end; throws when it is longer than any call. */
function readInput() {
  const parts = []
  let bytes = 0
  for (;;) {
    const part = Buffer.allocUnsafe(65_536)
    const count = readSome(part)
    if (count === 0) return Buffer.concat(parts).toString('utf8')
    bytes += count
    if (bytes > MOST_INPUT_BYTES) throw new Error('the call is longer than 8 MB')
    parts.push(part.subarray(0, count))
  }
}

/** @param {Buffer} part */
function readSome(part) {
  for (;;) {
    try {
      return fs.readSync(0, part, 0, part.length, null)
    } catch (error) {
      if (error.code === 'EOF') return 0
      if (error.code !== 'EAGAIN') throw error
      // A pipe that does not wait by itself.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
    }
  }
}

/** Nobody is there to judge: what the person chose for that. */
function away(why = `${NAME} does not run`, remedy = `Start ${NAME} to have calls judged`) {
  let choice = 'ask'
  try {
    choice = readOwn('choice.json').away
  } catch (error) {
    if (error.code !== 'ENOENT') choice = 'deny'
  }
  if (choice !== 'ask') {
    answer('deny', `${why}, so nobody judged this call, and you chose to deny then. ${remedy}.`)
  }
  answer('ask', `${why}, so nobody judged this call. You decide here. ${remedy}.`)
}

/** Why nobody may be spoken to through this folder; null when all is as the app made it. */
function wrongPlace() {
  if (isWindows) return null
  const own = process.getuid()
  const folder = fs.lstatSync(FOLDER)
  if (folder.uid !== own || (folder.mode & 0o077) !== 0) return 'its folder is open to others'
  let socket
  try {
    socket = fs.lstatSync(`${FOLDER}/${SOCKET}`)
  } catch (error) {
    if (error.code === 'ENOENT') return ''
    throw error
  }
  if (!socket.isSocket()) return 'something else lies in the place of its socket'
  return socket.uid === own ? null : 'its socket belongs to another account'
}

/**
 * @param {{ pipe?: string, key: string, proof: string }} running
 * @param {string} line
 */
function ask(running, line) {
  // Loaded only here: without an app it is not needed.
  const net = require('node:net')
  const where = running.pipe ?? SOCKET
  // The path of the socket may be longer than an address may be.
  if (running.pipe === undefined) process.chdir(FOLDER)
  const socket = net.connect(where)
  const timer = setTimeout(
    () =>
      answer(
        'deny',
        `${NAME} gave no answer within ${ANSWER_MS / 1000} s, so this call is denied.`,
      ),
    ANSWER_MS,
  )
  let text = ''
  let isConnected = false
  const end = (/** @type {string} */ why) => {
    clearTimeout(timer)
    answer('deny', `This call could not be judged (${why}), so it is denied. Look at ${STATUS}.`)
  }
  socket.setEncoding('utf8')
  socket.once('connect', () => {
    isConnected = true
    socket.write(line)
  })
  socket.on('data', (part) => {
    text += part
    const at = text.indexOf('\n')
    if (at === -1 && text.length <= MOST_ANSWER_BYTES) return
    clearTimeout(timer)
    tell(text.slice(0, Math.max(0, at)), running.proof)
  })
  socket.once('end', () => end('the connection ended without an answer'))
  socket.once('error', (error) => {
    const isAway = !isConnected && (error.code === 'ECONNREFUSED' || error.code === 'ENOENT')
    if (isAway) away()
    else end(error.code ?? 'the connection failed')
  })
}

/**
 * @param {string} line
 * @param {string} proof
 */
function tell(line, proof) {
  let said = null
  try {
    said = JSON.parse(line)
  } catch {
    said = null
  }
  const isSound =
    said !== null &&
    typeof said === 'object' &&
    said.proof === proof &&
    DECISIONS.includes(said.decision) &&
    typeof said.reason === 'string'
  if (isSound) answer(said.decision, said.reason)
  answer(
    'deny',
    `What answered at the socket of ${NAME} is not ${NAME}, so this call is denied. Look at ${STATUS}.`,
  )
}

/**
 * The program asks the person, at the terminal; the app may show a card beside it, and whichever is
 * answered first counts. However this fails, the question at the terminal stands.
 * @param {object} input
 */
function wait(input) {
  leaveSilently()
  if (wrongPlace() !== null) return
  const running = readOwn('running.json')
  const net = require('node:net')
  const { PROJECT: project = null, TERMINAL: terminal = null } = process.env
  if (running.pipe === undefined) process.chdir(FOLDER)
  const socket = net.connect(running.pipe ?? SOCKET)
  let text = ''
  socket.setEncoding('utf8')
  socket.write(`${JSON.stringify({ v: 1, key: running.key, project, terminal, input })}\n`)
  socket.on('data', (part) => {
    text += part
    if (text.length > MOST_ANSWER_BYTES) process.exit(0)
    const at = text.indexOf('\n')
    if (at === -1) return
    const { proof, decision, reason } = JSON.parse(text.slice(0, at))
    if (proof !== running.proof || (decision !== 'allow' && decision !== 'deny')) process.exit(0)
    const said =
      decision === 'allow' ? { behavior: decision } : { behavior: decision, message: reason }
    const hookSpecificOutput = { hookEventName: 'PermissionRequest', decision: said }
    fs.writeSync(1, `${JSON.stringify({ hookSpecificOutput })}\n`)
    process.exit(0)
  })
  socket.once('close', () => process.exit(0))
}

/** Nothing that goes wrong here may look like an answer. */
function leaveSilently() {
  process.removeAllListeners('uncaughtException')
  process.on('uncaughtException', () => process.exit(0))
}

/**
 * Tells the app which call ran, or that a conversation began in one of its terminals; nobody waits for it, and nothing of the call's output is handed on.
 * @param {{ hook_event_name: string, session_id: string, tool_use_id?: string }} input
 */
function report({ hook_event_name, session_id, tool_use_id }) {
  leaveSilently()
  if (wrongPlace() !== null) return
  const running = readOwn('running.json')
  const net = require('node:net')
  if (running.pipe === undefined) process.chdir(FOLDER)
  const socket = net.connect(running.pipe ?? SOCKET)
  const input = { hook_event_name, session_id, tool_use_id }
  const { TERMINAL: terminal = null } = process.env
  socket.end(`${JSON.stringify({ v: 1, key: running.key, project: null, terminal, input })}\n`)
  socket.resume()
  setTimeout(() => process.exit(0), REPORT_MS).unref()
}

function main() {
  const input = JSON.parse(readInput())
  const moment = String(input.hook_event_name)
  if (moment.startsWith('PostToolUse') || moment === 'SessionStart') return report(input)
  if (moment === 'PermissionRequest') return wait(input)
  const wrong = wrongPlace()
  if (wrong === '') return away()
  if (wrong !== null) {
    return answer(
      'deny',
      `${NAME} cannot be asked (${wrong}), so this call is denied. Look at ${STATUS}.`,
    )
  }
  let running
  try {
    running = readOwn('running.json')
  } catch (error) {
    // Its socket is there all the same, so it may well run.
    if (error.code === 'ENOENT') return away(`${NAME} was not found`, `Look at ${STATUS}`)
    throw error
  }
  const project = process.env.PROJECT || null
  ask(running, `${JSON.stringify({ v: 1, key: running.key, project, input })}\n`)
}

process.on('uncaughtException', (error) => {
  block(`This call could not be judged (${error.message}), so it is blocked. Look at ${STATUS}.`)
})
main()
