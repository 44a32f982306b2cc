import { type CarrierName, carrierNames } from '../../shared/rules/carriers.ts'
import type { Violation } from '../invariants/invariant.ts'
import type { AnyCall, History, Invocation, SentText } from './history.ts'
import { lineOf, nameOf, senders } from './schedule.ts'

type Line = { readonly at: number; readonly says: string }

/** Describes a run for somebody who has never seen one, and then what is wrong with it. */
export const traceOf = (history: History, violation?: Violation): string => {
  const lines = [
    ...history.texts.map(describeText),
    ...history.invocations.flatMap((invocation) => describeInvocation(history, invocation)),
    ...history.deadLetters.map(({ at, inboundId }) => ({
      at,
      says: `SQS moves ${inboundId} to the dead-letter queue`,
    })),
  ]
  const inOrder = lines.sort((a, b) => a.at - b.at).map(({ at, says }) => `${clock(at)}  ${says}`)
  const end = violation === undefined ? 'All invariants hold.' : describeViolation(violation)
  return [...settings(history), '', ...inOrder, '', end].join('\n')
}

const describeViolation = ({ invariant, sentence, what, at }: Violation): string =>
  `${clock(at)}  ${invariant} is broken: ${what}. ${sentence}`

const settings = ({ schedule }: History): readonly string[] => {
  const { config, lines, carrierIntervalMs, skewsMs, outages, removals } = schedule
  return Object.entries({ lines, ...config, carrierIntervalMs, skewsMs, outages, removals }).map(
    ([name, value]) => `${name}: ${describeValue(value)}`,
  )
}

/** A call has no words. */
const describeText = ({ inboundId, sender, to, words, sentAt, queuedAt, receivedAt = sentAt }: SentText): Line => {
  const byPhone = queuedAt === sentAt && receivedAt === sentAt ? '' : `, at ${clock(receivedAt)} by its phone`
  const forwarded = queuedAt > sentAt ? `, which forwards it at ${clock(queuedAt)}` : ''
  return { at: sentAt, says: `${sender} texts "${words}" to the ${lineName(to)} (${inboundId})${byPhone}${forwarded}` }
}

const describeInvocation = (history: History, invocation: Invocation): readonly Line[] => {
  const { process, startedAt, messages, calls, end } = invocation
  const got = messages.map(
    ({ inboundId, receives }) => `${inboundId}${receives > 1 ? ` (received ${receives} times)` : ''}`,
  )
  const forged = messages.some(({ messageId }) => history.forged.has(messageId)) ? ', FORGED' : ''
  const reply = invocation.functionName === 'send-reply' ? 'the reply to ' : ''
  return [
    { at: startedAt, says: `${process} gets ${reply}${got.join(', ')}${forged}` },
    ...calls.map(describeCall),
    ...(end === undefined ? [] : [{ at: end.at, says: `${process} ${describeEnd(invocation, end)}` }]),
  ]
}

const describeCall = (call: AnyCall): Line => {
  const { verb, fault, pause, calledAt, effects, endedAt, invocation } = call
  const after = (at: number) => `+${at - calledAt} ms`
  const steps = [
    ...(fault === 'works' ? [] : [fault.toUpperCase()]),
    ...(pause === undefined ? [] : [`frozen for ${pause.ms} ms ${pause.side} it`]),
    ...effects.map(({ at, answer }) => `${after(at)}: ${describeValue(answer)}`),
    ...(endedAt === undefined ? ['no response'] : [`returns ${after(endedAt)}`]),
  ]
  return {
    at: calledAt,
    says: `  ${invocation.process}: ${verb} ${describeArguments(call)} → ${steps.join('; ')}`,
  }
}

/** Leaves out the expiry time of a record, and the limits and past hours of a budget. */
const describeArguments = ({ verb, args }: AnyCall): string => {
  if (verb === 'senders.save') return args.slice(0, 3).map(describeValue).join(' ')
  if (verb === 'budgets.book') return describeValue(args[1])
  if (verb === 'budgets.read') return args[1]
  return args.map(describeValue).join(' ')
}

const describeEnd = ({ messages }: Invocation, end: NonNullable<Invocation['end']>): string => {
  if (end.kind === 'died') return end.of === 'crash' ? 'CRASHES' : 'IS KILLED by its timeout'
  if (end.kind === 'threw') return 'throws'
  const done = messages.filter(({ messageId }) => end.done.includes(messageId)).map(({ inboundId }) => inboundId)
  if (done.length === 0) return 'has not finished; SQS will deliver again'
  return `is done with ${done.join(', ')}${end.acknowledgementLost ? ', but the ACKNOWLEDGEMENT IS LOST' : ''}`
}

/** Formats a value as JSON, without long fields that explain little. */
const describeValue = (value: unknown): string => {
  if (typeof value === 'string') return value.startsWith('key of') ? nameOf(value) : withoutNumbers(value)
  if (typeof value === 'number') return value > 1e12 ? clock(value) : String(value)
  return JSON.stringify(value, (key, inner: unknown) => {
    if (['senderKey', 'line', 'language', 'format', 'text', 'from', 'maxPricePerReplyUsd', 'budget'].includes(key))
      return undefined
    if (inner instanceof Map) return Object.fromEntries(inner)
    if (typeof inner === 'number' && inner > 1e12) return clock(inner)
    return typeof inner === 'string' ? withoutNumbers(inner) : inner
  })?.replaceAll('"', '')
}

const withoutNumbers = (text: string): string =>
  names.reduce((said, [number, name]) => said.replaceAll(number, name), text)

const lineName = (carrier: CarrierName): string => `${carrier.toUpperCase()} line`

const names = [
  ...Object.entries(senders).map(([name, number]) => [number, name] as const),
  ...carrierNames.map((carrier) => [lineOf(carrier), lineName(carrier)] as const),
]

const clock = (ms: number): string => new Date(ms).toISOString().slice(5, 23).replace('T', ' ')
