// Plain JavaScript that any Node can run: it is loaded before the first TypeScript. The system's Node 24 or newer runs the program; if
// that is older, the Node 24 that npm installed does.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { fileURLToPath } from 'node:url'

const { platform, arch, versions } = process
// There is no node_modules/.bin/node, which would come before the system's in `npm run` and `npx`: the lockfile leaves out the packages' `bin`.
const binary = platform === 'win32' ? `node-win-${arch}/bin/node.exe` : `node-${platform}-${arch}/bin/node`
const installed = fileURLToPath(new URL(`node_modules/${binary}`, import.meta.url))
const major = Number(versions.node.split('.')[0])

if (!existsSync(fileURLToPath(new URL('node_modules', import.meta.url)))) {
  console.error('npm ci has to be run first: what Anti-relou is made of is not installed yet.')
  process.exit(1)
}
// npm, ended by a signal, leaves its programs running. They end with their parent.
const parent = process.ppid
setInterval(() => process.ppid === parent || process.exit(1), 500).unref()

if (major < 24 && existsSync(installed)) await runInstalled()
if (major < 24) {
  console.error(
    `This is Node ${versions.node}, but Anti-relou needs Node 24: run npm ci, which brings it along, or install it where npm has none for your platform.`,
  )
  process.exit(1)
}

// Node keeps what it has compiled, and TypeScript without its types, from one start to the next.
module.enableCompileCache?.(fileURLToPath(new URL('dist/node-compile-cache', import.meta.url)))

async function runInstalled() {
  const child = spawn(installed, [...process.execArgv, ...process.argv.slice(1)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  const [code] = await once(child, 'exit')
  process.exit(code ?? 1)
}
