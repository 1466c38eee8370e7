import { resolve } from 'node:path'
import ts from 'typescript'

const modules = resolve(import.meta.dirname, '../../../node_modules')

/** Member names by electron.d.ts: of an exported value, or of what its constructor makes. */
export interface ElectronTypings {
  membersOf(path: string): ReadonlySet<string>
  madeBy(path: string): ReadonlySet<string>
}

/** Reads electron.d.ts with the TypeScript compiler; a path is `app` or `session.defaultSession`. */
export function readElectronTypings(): ElectronTypings {
  const program = ts.createProgram([resolve(modules, 'electron/electron.d.ts')], {
    types: ['node'],
    typeRoots: [resolve(modules, '@types')],
    skipLibCheck: true,
  })
  const checker = program.getTypeChecker()
  const electron = checker.getAmbientModules().find(({ name }) => name === '"electron"')
  if (!electron) throw new Error('electron.d.ts declares no module "electron"')
  const exported = new Map(checker.getExportsOfModule(electron).map((one) => [one.name, one]))
  const typeAt = (path: string): ts.Type => {
    const [name = '', ...inner] = path.split('.')
    const symbol = exported.get(name)
    if (!symbol) throw new Error(`electron.d.ts exports no ${name}`)
    const isValue = (symbol.flags & ts.SymbolFlags.Value) !== 0
    const start = isValue
      ? checker.getTypeOfSymbol(symbol)
      : checker.getDeclaredTypeOfSymbol(symbol)
    return inner.reduce((type, step) => {
      const property = type.getProperty(step)
      if (!property) throw new Error(`electron.d.ts has no ${path}`)
      return checker.getTypeOfSymbol(property)
    }, start)
  }
  const names = (type: ts.Type) => new Set(type.getProperties().map(({ name }) => name))
  return {
    membersOf: (path) => names(typeAt(path)),
    madeBy: (path) => {
      const [construct] = typeAt(path).getConstructSignatures()
      if (!construct) throw new Error(`electron.d.ts cannot construct ${path}`)
      return names(construct.getReturnType())
    },
  }
}
