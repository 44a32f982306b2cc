import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildBundles } from '../cdk/bundles.ts'

/** Removes a folder when the standard input ends, and what the last processes still write there a second later. */
const removeInTheEnd = 'cat; rm -rf "$0"; sleep 1; rm -rf "$0"'

/** Builds the bundles that tests need, once. What tests leave in the temporary directory is removed in the end. */
export const setup = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'anti-relou-tests-'))
  process.env['TMPDIR'] = folder
  // It sees the end of this process, whatever signal ends it.
  spawn('sh', ['-c', removeInTheEnd, folder], { detached: true, stdio: ['pipe', 'inherit', 'ignore'] }).unref()
  await buildBundles()
}
