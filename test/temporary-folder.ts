import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder with these files, until the test ends. */
export const temporaryFolder = (files: { readonly [name: string]: string } = {}): string => {
  const folder = mkdtempSync(join(tmpdir(), 'anti-relou-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}
