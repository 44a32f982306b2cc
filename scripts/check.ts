import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

/** What `npm run check` runs, all at once: scripts of package.json. */
const parts = ['lint', 'types', 'unused', 'width', 'synth']

/** Runs a part, and prints what it said if it fails. Returns whether it succeeded. */
const run = async (part: string): Promise<boolean> => {
  const begun = Date.now()
  // On Windows npm is a script, which only a shell runs.
  const program = spawn(`npm run --silent ${part} 2>&1`, { shell: true, stdio: ['ignore', 'pipe', 'inherit'] })
  const [said, [code]] = await Promise.all([text(program.stdout), once(program, 'exit')])
  const seconds = ((Date.now() - begun) / 1000).toFixed(0)
  console.log(code === 0 ? `${part} passed (${seconds} s)` : `${said}\n${part} failed (${seconds} s)`)
  return code === 0
}

const areWell = await Promise.all(parts.map(run))
const failed = parts.filter((_, n) => !areWell[n])
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(', ')}.`)
  process.exitCode = 1
}
