import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const at = (path: string) => resolve(import.meta.dirname, path)

/** Packages that are loaded from node_modules at run time although they are optional there. */
const OPTIONAL_AT_RUN_TIME = ['keytar', '@lydell/node-pty']

/**
 * Turns `new URL('./x.worker.ts', import.meta.url)` into an entry of its own beside the others, so
 * that the same line starts the worker from source and from the build. Every file of main lands in
 * one folder, hence the fixed `./x.worker.js`.
 */
function workerEntries(): Plugin {
  const reference = /new URL\(\s*(['"])(\.{1,2}\/[\w./-]+)\.worker\.ts\1,\s*import\.meta\.url\s*\)/g
  return {
    name: 'worker-entries',
    enforce: 'pre',
    transform(code, id) {
      if (!code.includes('.worker.ts')) return null
      const rewritten = code.replace(reference, (_match, _quote: string, path: string) => {
        const name = `${path.slice(path.lastIndexOf('/') + 1)}.worker.js`
        this.emitFile({
          type: 'chunk',
          id: resolve(id, '..', `${path}.worker.ts`),
          fileName: name,
        })
        return `new URL('./${name}', import.meta.url)`
      })
      return { code: rewritten, map: null }
    },
  }
}

/** Puts the text of `new URL('../assets/x', import.meta.url)` inside as a `data:` address: the packaged app has no such folder. */
function textsInside(): Plugin {
  const reference = /new URL\(\s*(['"])((?:\.\.\/)+assets\/[\w./-]+)\1,\s*import\.meta\.url\s*\)/g
  return {
    name: 'texts-inside',
    enforce: 'pre',
    transform(code, id) {
      if (!code.includes('/assets/')) return null
      const inside = code.replace(reference, (_match, _quote, path: string) => {
        const text = readFileSync(resolve(id, '..', path)).toString('base64')
        return `new URL('data:text/plain;base64,${text}')`
      })
      return { code: inside, map: null }
    },
  }
}

export default defineConfig({
  main: {
    plugins: [workerEntries(), textsInside()],
    build: {
      outDir: at('out/main'),
      // Bundled, these start faster than as many small files; of the error reporters, 80 MB on disk,
      // two lazy chunks of 1.7 MB are left.
      externalizeDeps: {
        include: OPTIONAL_AT_RUN_TIME,
        exclude: ['@sentry/electron', '@sentry/node', 'unbash', 'ws', 'yaml', 'zod'],
      },
      rolldownOptions: {
        input: { main: at('main/main.ts'), headless: at('main/headless.ts') },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunk-[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      // A sandboxed preload cannot require packages: everything goes into the one file.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: at('preload/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react()],
    build: {
      outDir: at('out/renderer'),
      minify: true,
      // What Electron 45 carries; older targets would rewrite light-dark() of the tokens.
      target: 'chrome140',
      // The content security policy allows no data: addresses for scripts and fonts.
      assetsInlineLimit: 0,
      rolldownOptions: { input: at('renderer/index.html') },
    },
  },
})
