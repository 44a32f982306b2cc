import type { Account, Cloud, Placed } from '../../emulator/index.ts'
import { notificationBody, ownTopicReaders, toRecord } from '../../lab/virtual/messages.ts'
import type { Settings } from '../../settings/schema.ts'
import { readMessage } from '../../shared/inbound.ts'
import type { Gateway, Presence } from '../../shared/ports.ts'
import { type InboundText, readInboundText } from '../../shared/rules/inbound-text.ts'
import type { TestedCarrier } from '../../test/e2e/tested-carrier.ts'

/** A carrier as tests meet it: the payloads that it brings, the replies that it takes, and what stands in for it. */
export type Service = {
  /** The stage `example` with an additional line of the carrier, and with such a line only. */
  readonly mixed: Settings
  readonly alone: Settings
  /** The carrier as the tests of whole numbers know it. */
  readonly tested: TestedCarrier
  /** The page about it, such as `whatsapp` for docs/whatsapp.md. */
  readonly page: string
  /** The metrics that are counted with its lines besides those that every carrier has. */
  readonly counted: readonly string[]
  /** Takes a payload of a kind where the carrier brings it: an object, or what stands in its place. */
  readonly door: (kind: string, given: unknown) => Promise<readonly Outcome[]>
  /** Its gateway, with its real client, to a server in place of the carrier's. */
  readonly gateway: (url: string, circumstances?: Circumstances) => Gateway
  /** The body of a request with what it wraps in another format, if it does. */
  readonly unwrapped?: (body: unknown) => unknown
  /** Set if it has accepted a reply when its response begins, since the status says so. */
  readonly acceptsByStatus?: true
  /** The circumstances in which it sends no request, what its question comes to, and why a reply stays queued. */
  readonly unable: Readonly<Record<string, readonly [Circumstances, Presence, reason: string]>>
  readonly standIn: TestedStandIn
}

/** A text or a report as receive-sms reads it, or what is told of a payload that is neither. */
export type Outcome = object | string

export type Circumstances = {
  /** How long a question and an attempt may take. */
  readonly questionMs?: number
  readonly sendMs?: number
  /** The key, if it is not the usual one. It is empty before a line is attached, and may be unreadable. */
  readonly key?: string | Error | undefined
  readonly now?: () => number
}

/** A payload of a kind, and what came as it came. */
export type Brought = { readonly kind: string; readonly payload: object; readonly given: unknown }

/** What stands in for a carrier's service in one cloud with those of the others, and how it is asked. */
export type TestedStandIn = {
  readonly service: string
  /** The call that hands over a reply, and the path of the service in the cloud. */
  readonly action: string
  readonly path: string
  /** The kinds of payload by which it brings a text, a call and a report. */
  readonly brings: { readonly text: string; readonly call?: string; readonly report: string }
  /** What the cloud has for it. */
  readonly account?: Partial<Account>
  /** The toy template with what it needs there. */
  readonly template?: { readonly Resources: object; readonly Outputs: object }
  readonly placed?: Placed
  /** Begins to listen to a cloud. Returns all that it has brought since, and what ends listening if that is needed. */
  readonly listen: (
    cloud: Cloud,
  ) => Promise<{ readonly brought: () => Promise<readonly Brought[]>; readonly stop?: () => Promise<void> }>
  /** The body with changes that its examples mean, if they don't mean its fields. */
  readonly bodyWith?: (body: object, changes: object) => object
  /** Sends a request whose address or time is part of a signature. Returns its status and all that the service says. */
  readonly ask?: (url: string, path: string, body: object) => Promise<string>
}

/** Reads a key, or fails to. */
export const readOrFail = async <T>(key: T | Error): Promise<T> => {
  if (key instanceof Error) throw key
  return key
}

/** When every payload comes. */
export const noon = Date.UTC(2026, 10, 24, 12)

/** A text with its times as people write them. */
const timed = (inbound: InboundText): object => {
  const times = (['sentAt', 'publishedAt', 'answerBy'] as const).flatMap((name) => {
    const at = inbound[name]
    return at === undefined ? [] : [[name, new Date(at).toISOString()] as const]
  })
  return { ...inbound, ...Object.fromEntries(times) }
}

/** What comes of a message that a topic puts on the inbound queue. */
export const readFrom = (topic: string, message: string): readonly Outcome[] => {
  const body = notificationBody(`arn:aws:sns:eu-west-3:123456789012:${topic}`, message, noon)
  const record = toRecord({ id: '1', body, receiptHandle: '', receives: 1, sentAt: noon })
  return readMessage(record, ownTopicReaders).map((item) => {
    if (item.kind === 'report') return item.report
    if (item.kind === 'beat') return 'beat'
    return item.inbound === undefined ? 'malformed' : timed(item.inbound)
  })
}

/** The text that receive-sms reads from what another function publishes. */
export const readPublished = (payload: object): object => {
  const inbound = readInboundText({ topicArn: '', message: JSON.stringify(payload), publishedAt: noon })
  if (inbound === undefined) throw new Error('Nobody could read what was published')
  return timed(inbound)
}

/** Listens to what is published in a cloud. `read` tells the payloads in a message. */
export const listenToTopics =
  (read: (message: string) => readonly Brought[]): TestedStandIn['listen'] =>
  async ({ calls }) => {
    const told: Brought[] = []
    calls.subscribe(({ service, action, parameters }) => {
      if (service === 'sns' && action === 'Publish') told.push(...read(String(parameters['Message'])))
    })
    return { brought: async () => told }
  }

/** The account of a client of AWS with this access key, at a server on this machine. */
export const awsClient = (endpoint: string, accessKeyId: Circumstances['key'] = 'owner') => ({
  endpoint,
  region: 'eu-west-3',
  credentials: async () => ({ accessKeyId: await readOrFail(accessKeyId), secretAccessKey: 'test' }),
})

/** Nobody has signed in. */
export const withoutCredentials = Object.assign(new Error('none'), { name: 'CredentialsProviderError' })

/** A key that can't be read now. */
export const unreadable = new Error('Secrets Manager does not answer')
