import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import project from '../package.json' with { type: 'json' }

let known: string | undefined
/** The version of this copy: its release or commit, with `-dirty` if it was changed. Without git, its release. */
export const readVersion = (): string => (known ??= describe())

const describe = (): string => {
  const cwd = fileURLToPath(new URL('..', import.meta.url))
  const described = ['--git-dir=.git', 'describe', '--tags', '--always', '--dirty']
  try {
    const said = execFileSync('git', described, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return said.trim().replace(/^v(?=\d)/, '')
  } catch {
    return project.version
  }
}
