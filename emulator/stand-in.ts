import { PublishCommand } from '@aws-sdk/client-sns'
import type { ServiceHandler } from './endpoint/call.ts'
import { serve, startEndpoint } from './endpoint/endpoint.ts'
import type { RaisedRates } from './endpoint/rate-limiter.ts'
import type { Outside, Route } from './endpoint/request.ts'
import type { Later } from './journal.ts'
import { createPhones, type LinePhone, type Phones } from './phones/phones.ts'
import { type Credentials, createClients } from './services/iam/credentials.ts'
import type { RequiredPermissions } from './services/iam/permissions.ts'
import type { Stack } from './template/stack.ts'

/** What a stand-in is started with: people who text, a clock, and what makes something happen later. */
export type Within = { readonly phones: Phones; readonly now: () => number; readonly later: Later }

/** Stands in for a service outside AWS, at the endpoint of a cloud. `Service` is what its owner sees of it. */
export type StandIn<Options, Service> = Outside & {
  /** Where functions find it, below the endpoint. An access key tells which of them asks. */
  readonly pathFor: (accessKeyId: string) => string
  /** The environment variable in which functions expect its address. */
  readonly variable: string
  readonly start: (options: Options, within: Within) => Started<Service>
}

/** What a stand-in of AWS is started with besides: the stack that it serves, and how it publishes. */
type WithinAws = Within & {
  readonly stack: Stack
  /** The request rates that differ from the service's quotas, by action. */
  readonly raised: RaisedRates
  readonly publisherFor: (sourceArn: string) => PublishTo
}

/** Stands in for a service of AWS, whose name signs its requests. Policies of the template decide about each. */
export type AwsStandIn<Options, Service> = {
  readonly name: string
  readonly routes: readonly Route[]
  readonly requires: RequiredPermissions
  readonly start: (options: Options, within: WithinAws) => Promise<Started<Service>>
}

type Started<Service> = {
  readonly service: Service
  readonly handler: ServiceHandler
  /** What receives texts to its numbers. */
  readonly phones: ReadonlyMap<string, LinePhone>
}

/** A stand-in with the options that it starts with. */
export type Placed = {
  readonly standIn: StandIn<never, unknown> | AwsStandIn<never, unknown>
  readonly start: (within: WithinAws) => Started<unknown> | Promise<Started<unknown>>
}

export const placed = <Options, Service>(
  standIn: StandIn<Options, Service> | AwsStandIn<Options, Service>,
  options: Options,
): Placed => ({ standIn, start: (within) => standIn.start(options, within) })

/** Publishes to a topic. What may not be published is lost, as on AWS. */
export type PublishTo = (topicArn: string, message: string) => Promise<void>

/** Publishes as a service of AWS does, for a resource of its own. */
export const createPublishers =
  (name: string, { place }: Stack, credentials: Credentials) =>
  (sourceArn: string): PublishTo => {
    const caller = { kind: 'service', principal: `${name}.amazonaws.com`, sourceArn } as const
    const { sns } = createClients(place, credentials, caller)
    return async (TopicArn, Message) => {
      await sns.send(new PublishCommand({ TopicArn, Message })).catch(() => {})
    }
  }

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
