import { readFileSync } from 'node:fs'
import type { Effect } from '../../emulator/index.ts'
import type { OutboundText, Presence, SendResult } from '../../shared/ports.ts'
import type { CarrierName } from '../../shared/rules/carriers.ts'

type Headers = Readonly<Record<string, string>>
type Request = { readonly method: string; readonly path: string; readonly headers?: Headers; readonly body?: object }

export type Answer = { readonly status: number; readonly headers?: Headers; readonly body?: unknown }

/** How the stand-in is brought to an answer: by a changed reply, another key, or an error in its place. */
type Bringing = { readonly reply?: Partial<OutboundText>; readonly key?: string; readonly effect?: Effect }

/** A reply, the question before it, the request that carries it, and what each answer of the carrier comes to. */
type Replies = {
  /** The document that the request and the answers are from. */
  readonly source: string
  readonly reply: OutboundText
  readonly request: Request
  readonly question: Request
  readonly answers: Readonly<Record<string, Answer & { readonly result: SendResult; readonly standIn?: Bringing }>>
  /** Changes of the reply, and what they change in the request. */
  readonly also?: Readonly<Record<string, readonly [reply: Partial<OutboundText>, body: object]>>
  /** What the question is answered with, and what that says, at noon on 24 November 2026. */
  readonly presences?: Readonly<Record<string, Answer & { readonly presence: Presence }>>
  /** Changes of the request with which the service refuses it, and what the error names. */
  readonly refused: Readonly<Record<string, readonly [changes: object, names: string]>>
}

/** A payload that a carrier brings, and what comes of it: a text or a report as receive-sms reads it. */
type Inbound = {
  /** The document that the payload is from. */
  readonly source: string
  readonly payload: object
  readonly comes: object
  /** What changes in the payload, or comes in its place; and what changes in its result, or comes of it instead. */
  readonly examples: Readonly<Record<string, readonly [given: unknown, comes: object | string]>>
}

export const readExamples = (name: CarrierName, file: string) =>
  JSON.parse(readFileSync(new URL(`../${name}/test/examples/${file}.json`, import.meta.url), 'utf8'))

export const replyExamples = (name: CarrierName): Replies => readExamples(name, 'replies')

/** The payloads of a carrier by their kind. */
export const inboundExamples = (name: CarrierName): Readonly<Record<string, Inbound>> => readExamples(name, 'inbound')

/** What the command line tells of a carrier, by the case. */
export const opsExamples = <T>(name: CarrierName, what: string): Readonly<Record<string, T>> =>
  readExamples(name, 'ops')[what]

/** A payload with these changes, or what comes in its place. */
export const merged = (payload: object, changes: unknown): unknown =>
  meant(Object.prototype.toString.call(changes) === '[object Object]' ? { ...payload, ...Object(changes) } : changes)

/** What an example means by `(absent)`, and by `(39015 × x)`. */
const meant = (value: unknown): unknown => {
  if (value === '(absent)') return undefined
  if (typeof value === 'string')
    return value.replace(/^\((\d+) × (.)\)$/u, (_, times, letter) => letter.repeat(Number(times)))
  if (Array.isArray(value)) return value.map(meant)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, meant(inner)]))
}
