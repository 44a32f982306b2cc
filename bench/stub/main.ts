/** The cloud in a process of its own, so that a system's processor time is its own. It is told what to do over IPC. */
import { listen } from '../../local/loopback.ts'
import type { FromCloud, ToCloud } from './cloud.ts'
import { createCloudServer, dynaliteStore, stubStore } from './server.ts'
import { createTables } from './tables.ts'
import { createTally } from './tally.ts'

const [, , kind, latencyMs] = process.argv
const tell = (message: FromCloud): void => void process.send?.(message)

const tally = createTally()
const tables = createTables()
const server = createCloudServer(
  kind === 'dynalite' ? dynaliteStore() : stubStore(tables, tally, Number(latencyMs)),
  tally,
)
// A client that keeps its connections must not meet one that we close.
server.keepAliveTimeout = 0

process.on('message', (message: ToCloud) => {
  if (message.kind === 'tell') return tell({ kind: 'tally', tally: tally.take() })
  const { table, key, item, ids } = message
  tables.fill(
    table,
    ids.map((id) => ({ ...item, [key]: { S: id } })),
  )
  tell({ kind: 'filled' })
})
// Whoever measures has gone.
process.on('disconnect', () => process.exit(0))

tell({ kind: 'ready', port: await listen(server, 0, 'the port') })
