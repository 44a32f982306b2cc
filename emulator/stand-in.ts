import type { ServiceHandler } from './endpoint/call.ts'
import { serve, startEndpoint } from './endpoint/endpoint.ts'
import type { Outside } from './endpoint/request.ts'
import type { Later } from './journal.ts'
import { createPhones, type LinePhone, type Phones } from './phones/phones.ts'

/** What a stand-in is started with: people who text, a clock, and what makes something happen later. */
export type Within = { readonly phones: Phones; readonly now: () => number; readonly later: Later }

/** Stands in for a service outside AWS, at the endpoint of a cloud. `Service` is what its owner sees of it. */
export type StandIn<Options, Service> = Outside & {
  /** Where functions find it, below the endpoint. An access key tells which of them asks. */
  readonly pathFor: (accessKeyId: string) => string
  readonly start: (options: Options, within: Within) => Started<Service>
}

type Started<Service> = {
  readonly service: Service
  readonly handler: ServiceHandler
  /** What receives texts to its numbers. */
  readonly phones: ReadonlyMap<string, LinePhone>
}

/** A stand-in with the options it starts with, and the environment variable in which functions expect its address. */
export type Placed = {
  readonly standIn: StandIn<never, unknown>
  readonly variable: string
  readonly start: (within: Within) => Started<unknown>
}

export const placed = <Options, Service>(
  standIn: StandIn<Options, Service>,
  variable: string,
  options: Options,
): Placed => ({ standIn, variable, start: (within) => standIn.start(options, within) })

/** Serves a stand-in without a cloud, by a clock of the caller's. What is due happens when `catchUp` is called. */
export const serveAlone = async <Options, Service>(
  standIn: StandIn<Options, Service>,
  path: string,
  options: Options,
  now: () => number,
) => {
  let waiting: readonly { readonly at: number; readonly work: () => void }[] = []
  const later: Later = (delayMs, work) => {
    waiting = [...waiting, { at: now() + delayMs, work }]
  }
  const phones = createPhones(() => new Date(now()))
  const { service: account, handler } = standIn.start(options, { phones, now, later })
  const endpoint = await startEndpoint(0, { outside: [standIn] })
  const { faults, calls } = serve(endpoint, async (call) => handler(call))
  const catchUp = (): void => {
    const due = waiting.filter(({ at }) => at <= now())
    waiting = waiting.filter(({ at }) => at > now())
    for (const { work } of due) work()
  }
  return { account, faults, calls, texts: phones.texts, url: `${endpoint.url}${path}`, catchUp, stop: endpoint.stop }
}
