import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer } from 'node:net'
import { createClients } from '../../ops/clients.ts'
import type { Machine } from '../../ops/machine.ts'
import { runOps } from '../../ops/run.ts'
import { readVersion } from '../../settings/version.ts'
import { type StandIn, startStandIn } from '../stand-in.ts'

/** The version of the commands that tests run. */
export const version = readVersion()

/** Runs a command line on a machine without AWS and input by default. Returns what it prints, and complains of. */
export const runOn = async (machine: Partial<Machine>, args: readonly string[]) => {
  const said = { out: '', err: '' }
  const exitCode = await runOps(args, {
    connect: ({ region }) => createClients({ region, endpoint: nowhere }),
    localEndpoint: () => nowhere,
    locale: 'en',
    variable: () => undefined,
    download: async () => Promise.reject(new Error('There is no network')),
    readInput: async () => '',
    onlyStage: () => 'local',
    region: async () => 'eu-west-3',
    settingsFolder: new URL('../../settings/', import.meta.url),
    version,
    platform: 'linux x64, Node 24.0.0',
    now: Date.now,
    wait: async () => {},
    ...machine,
    print: (text) => {
      said.out += text
    },
    complain: (text) => {
      said.err += `${text}\n`
      machine.complain?.(text)
    },
  })
  return { exitCode, ...said }
}

/** A server that accepts connections and never responds, in place of AWS or of another service. */
export const startSilent = (): Promise<StandIn> => startStandIn(createServer())

/** A server that gives the same response to every request. */
export const startAnswering = (status: number, contentType: string, body: string): Promise<StandIn> =>
  startStandIn(
    createHttpServer((request, response) => {
      request.resume()
      response.writeHead(status, { 'content-type': contentType }).end(body)
    }),
  )

/** A server that begins to respond to every request, and never finishes. */
export const startStalling = (contentType: string): Promise<StandIn> => {
  const stall: RequestListener = (request, response) => {
    request.resume()
    response.writeHead(200, { 'content-type': contentType })
    response.write('{')
  }
  return startStandIn(createHttpServer(stall))
}

/** An address where nothing listens. */
export const nowhere = 'http://127.0.0.1:1'
