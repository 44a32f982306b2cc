import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildBundles } from '../cdk/bundles.ts'

/** Builds the bundles that tests need, once. What tests leave in the temporary directory is removed in the end. */
export const setup = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'anti-relou-tests-'))
  process.env['TMPDIR'] = folder
  // Processes of tests have ended by then: Node writes its compile cache when they do.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }))
  process.once('SIGINT', () => process.exit(130))
  await buildBundles()
}
