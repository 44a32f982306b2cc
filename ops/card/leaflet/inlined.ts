import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

type Inlined = {
  readonly source: string
  /** The hash by which a Content-Security-Policy allows this source and nothing else. */
  readonly hash: string
}

/** Bundles the page's style or script to be inlined. The target is what phones of some years ago understand. */
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
