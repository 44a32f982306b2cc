import { type Cloud, firstOf, type PhoneText } from '../emulator/index.ts'
import { type Decision, eventIn } from '../ops/log-event.ts'

export type Conversation = {
  readonly cloud: Pick<Cloud, 'receiveText' | 'receiveCall' | 'texts' | 'logs'>
  /** The address of a line. */
  readonly line: string
  /** The line's name for people, if it differs from the address. */
  readonly lineName?: string
  readonly sender: string
  /** The sender who calls the line; undefined if its carrier takes no calls. */
  readonly caller: string | undefined
  /** The time between two requests to the line's carrier, in milliseconds. */
  readonly sendIntervalMs: number
  readonly print: (line: string) => void
}

/** The last example of the first's country, which all but two digits tell. People themselves will try the first. */
export const senderAmong = (examples: readonly string[]): string =>
  examples.findLast((example) => example.slice(0, -2) === examples[0]?.slice(0, -2)) ?? ''

/** How long to wait for a decision and, from the time when a reply is due, for the reply and its delivery report. */
const timeoutMs = 10_000

/** A reply due later than this isn't awaited. Near the end of an hour, one may wait a minute more. */
const longestWatchMs = 90_000

/** Sends two texts of one sender, with another one's call in between, and prints what phones show and functions log. */
export const showTranscript = async (conversation: Conversation): Promise<void> => {
  const { cloud, line, sender, caller } = conversation
  const text = (words: string) =>
    showDecision(conversation, sender, words, () => cloud.receiveText({ from: sender, to: line, text: words }))
  const replies = [showReply(conversation, await text("Salut, c'est Kevin du bar. On se voit quand ?"))]
  if (caller !== undefined) {
    const call = () => cloud.receiveCall({ from: caller, to: line })
    replies.push(showReply(conversation, await showDecision(conversation, caller, '(calls, and nobody answers)', call)))
  }
  await Promise.all(replies)
  await text('Allô ?')
}

/** Prints a text or a call, and the decision about it; undefined if none was logged in time. */
const showDecision = async (conversation: Conversation, from: string, what: string, send: () => Promise<string>) => {
  const { cloud, line, lineName = line, sendIntervalMs, print } = conversation
  print(`  ${timeOf(new Date())}  ${from} → ${lineName}  ${what}`)
  const inboundId = await send()
  const decision = await inTime(firstOf(cloud.logs, (entry) => eventIn(entry, inboundId)?.decision, timeoutMs))
  print(`            ${describe(decision, sendIntervalMs)}`)
  return { from, inboundId, decision }
}

/** What was found, or undefined if it didn't come in time, which the transcript says in words of its own. */
const inTime = <T>(found: Promise<T>): Promise<T | undefined> => found.catch(() => undefined)

const describe = (decision: Decision | undefined, sendIntervalMs: number): string => {
  if (decision === undefined) return `no decision within ${timeoutMs / 1000} s`
  if (decision.kind === 'silent') return `decision: silence (${decision.reason})`
  const pace = sendIntervalMs > timeoutMs ? `, at a pace of one request in ${sendIntervalMs / 1000} s` : ''
  return `decision: reply, due at ${timeOf(new Date(decision.dueAt))}${pace}`
}

type Decided = Awaited<ReturnType<typeof showDecision>>

const showReply = async (conversation: Conversation, { from, inboundId, decision }: Decided): Promise<void> => {
  const { cloud, line, lineName = line, print } = conversation
  if (decision?.kind !== 'reply') return
  const dueInMs = Date.parse(decision.dueAt) - Date.now()
  if (dueInMs > longestWatchMs) return
  const replyToSender = (seen: PhoneText) => (seen.direction === 'reply' && seen.to === from ? seen : undefined)
  const seen = inTime(firstOf(cloud.texts, replyToSender, dueInMs + timeoutMs))
  const reported = inTime(firstOf(cloud.logs, (entry) => eventIn(entry, inboundId)?.delivery, dueInMs + timeoutMs))
  // A reply that is reported as not delivered may never appear on a phone, so the report ends the wait, too.
  const reply = await Promise.race([seen, reported.then(() => undefined)])
  if (reply !== undefined) print(`  ${timeOf(new Date(reply.at))}  ${lineName} → ${reply.to}  ${reply.text}`)
  const delivery = await reported
  print(`            ${delivery === undefined ? 'no report about the reply in time' : `reported: ${delivery}`}`)
}

/** In UTC, as on the page and on the command line. */
const timeOf = (time: Date): string => time.toISOString().slice(11, 19)
