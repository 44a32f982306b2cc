import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { type CarrierName, carrierNames } from '../shared/rules/carriers.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The functions of a stage with lines of these carriers, by name, and their entry points. */
const entryPointsOf = (carriers: readonly CarrierName[]): ReadonlyMap<string, string> =>
  new Map([
    ['receive-sms', 'functions/receive-sms/index.ts'],
    ['send-reply', 'functions/send-reply/index.ts'],
    ...carriers.flatMap((carrier) => {
      const folder = `carriers/${carrier}/functions`
      const files = globSync('*.ts', { cwd: join(root, folder) })
      return files.map((file) => [`${carrier}-${basename(file, '.ts')}`, `${folder}/${file}`] as const)
    }),
  ])

/** The functions of a stage with lines of these carriers. A carrier's own are called after it and their file. */
export const functionsOf = (carriers: readonly CarrierName[]): readonly string[] => [...entryPointsOf(carriers).keys()]

const entryPoints = entryPointsOf(carrierNames)

export const functionNames: readonly string[] = [...entryPoints.keys()]

/** The folder of a function's bundle: `index.mjs`, and the code of each carrier, loaded if a line needs it. */
export const bundleFolder = (name: string): string => {
  if (!entryPoints.has(name)) throw new Error(`There is no function ${name}`)
  return join(root, 'dist/functions', name)
}

export const bundledFiles = (name: string): readonly string[] =>
  readdirSync(bundleFolder(name)).map((file) => join(bundleFolder(name), file))

/** Builds bundles and returns the files that they are made of. The same sources give the same bytes. */
export const buildBundles = async (names = functionNames): Promise<readonly string[]> =>
  (await Promise.all(names.map(buildBundle))).flat()

const buildBundle = async (name: string): Promise<readonly string[]> => {
  const outdir = bundleFolder(name)
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: { index: entryPoints.get(name) ?? '' },
    outdir,
    outExtension: { '.js': '.mjs' },
    // A carrier's code is imported when it is needed, and gets a file of its own.
    splitting: true,
    // The names of these files come from paths: where the packages really are makes no difference.
    preserveSymlinks: true,
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // Words in other alphabets take half as many bytes as their escapes.
    charset: 'utf8',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    logLevel: 'warning',
  })
  mkdirSync(outdir, { recursive: true })
  for (const { path, contents } of outputFiles) writeIfChanged(path, contents)
  const kept = new Set(outputFiles.map(({ path }) => path))
  for (const path of bundledFiles(name)) if (!kept.has(path)) rmSync(path)
  return Object.keys(metafile.inputs)
}

/** Leaves an unchanged bundle alone, because another process may be reading it. */
const writeIfChanged = (path: string, contents: Uint8Array): void => {
  if (!existsSync(path) || !readFileSync(path).equals(contents)) writeFileSync(path, contents)
}
