// Plain JavaScript that any Node can run: it is loaded before the first TypeScript. If this is not Node 24, the one that npm installed
// runs the same program instead.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const { platform, arch, versions, execPath } = process
// Not node_modules/.bin/node: npm 10 deletes that along with the packages of other platforms (github.com/npm/cli/issues/4362).
const binary = platform === 'win32' ? `node-win-${arch}/bin/node.exe` : `node-${platform}-${arch}/bin/node`
const installed = fileURLToPath(new URL(`node_modules/${binary}`, import.meta.url))
const major = Number(versions.node.split('.')[0])

if (!existsSync(fileURLToPath(new URL('node_modules', import.meta.url)))) {
  console.error('npm ci has to be run first: what Anti-relou is made of is not installed yet.')
  process.exit(1)
}
if (major !== 24 && existsSync(installed) && realpathSync(installed) !== execPath) await runInstalled()
if (major < 24) {
  console.error(
    `This is Node ${versions.node}, but Anti-relou needs Node 24: run npm ci, which brings it along, or install it where npm has none for your platform.`,
  )
  process.exit(1)
}

async function runInstalled() {
  const child = spawn(installed, [...process.execArgv, ...process.argv.slice(1)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  // npm, ended by a signal, leaves its programs running.
  const parent = process.ppid
  setInterval(() => process.ppid === parent || process.exit(1), 500)
  const [code] = await once(child, 'exit')
  process.exit(code ?? 1)
}
