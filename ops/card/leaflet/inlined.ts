import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

type Inlined = {
  readonly source: string
  /** By which a Content-Security-Policy lets this through, and nothing else. */
  readonly hash: string
}

/** The page's style and script, small enough to be part of it, in what phones of some years ago understand. */
export const inline = (file: 'style.css' | 'client/main.ts'): Inlined => {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2019',
    legalComments: 'none',
    logLevel: 'warning',
  })
  const source = outputFiles.map(({ text }) => text.trim()).join('')
  return { source, hash: `'sha256-${createHash('sha256').update(source).digest('base64')}'` }
}
