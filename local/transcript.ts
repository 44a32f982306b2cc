import { type Decision, decisionIn, deliveryIn } from '../shared/log-event.ts'
import type { Cloud } from './cloud.ts'
import { firstOf } from './journal.ts'
import type { PhoneText } from './phones/phones.ts'

export type Conversation = {
  readonly cloud: Pick<Cloud, 'receiveText' | 'receiveCall' | 'texts' | 'logs'>
  /** The address of a line. */
  readonly line: string
  /** What people call the line, if not by its address. */
  readonly lineName?: string
  readonly sender: string
  /** Somebody else, who calls the line; nobody does if its carrier takes no calls. */
  readonly caller: string | undefined
  readonly print: (line: string) => void
}

/** The longest that a decision or a hand-over takes. */
const patienceMs = 10_000

/** Nobody watches for longer than this. Near the edge of an hour, a reply waits for the next one for up to a minute. */
const longestWatchMs = 90_000

/**
 * Sends two texts of one sender to a line, with a call of somebody else's in between, and prints what becomes of them as it
 * happens: what phones see, and what the functions log.
 */
export const showTranscript = async (conversation: Conversation): Promise<void> => {
  const { sender, caller } = conversation
  const replies = [
    showReply(conversation, sender, await sendText(conversation, "Salut, c'est Kevin du bar. On se voit quand ?")),
  ]
  if (caller !== undefined) replies.push(showReply(conversation, caller, await call(conversation, caller)))
  await Promise.all(replies)
  await sendText(conversation, 'Allô ?')
}

/** A text or a call, and what was decided about it. */
type Decided = { readonly inboundId: string; readonly decision: Decision | undefined }

const sendText = async (conversation: Conversation, text: string): Promise<Decided> => {
  const { cloud, sender, line, lineName = line, print } = conversation
  print(`  ${timeOf(new Date())}  ${sender} → ${lineName}  ${text}`)
  return showDecision(conversation, await cloud.receiveText({ from: sender, to: line, text }))
}

const call = async (conversation: Conversation, caller: string): Promise<Decided> => {
  const { cloud, line, lineName = line, print } = conversation
  print(`  ${timeOf(new Date())}  ${caller} → ${lineName}  (calls, and nobody answers)`)
  return showDecision(conversation, await cloud.receiveCall({ from: caller, to: line }))
}

const showDecision = async ({ cloud, print }: Conversation, inboundId: string): Promise<Decided> => {
  const decision = await firstOf(cloud.logs, (entry) => decisionIn(entry, inboundId), patienceMs)
  print(`            ${describe(decision)}`)
  return { inboundId, decision }
}

const describe = (decision: Decision | undefined): string => {
  if (decision === undefined) return `no decision within ${patienceMs / 1000} s`
  if (decision.kind === 'silent') return `decision: silence (${decision.reason})`
  return `decision: reply, due at ${timeOf(new Date(decision.dueAt))}`
}

const showReply = async (
  { cloud, line, lineName = line, print }: Conversation,
  sender: string,
  { inboundId, decision }: Decided,
): Promise<void> => {
  if (decision?.kind !== 'reply') return
  const dueInMs = Date.parse(decision.dueAt) - Date.now()
  if (dueInMs > longestWatchMs) return
  const replyToSender = (seen: PhoneText) => (seen.direction === 'reply' && seen.to === sender ? seen : undefined)
  const seen = firstOf(cloud.texts, replyToSender, dueInMs + patienceMs)
  const reported = firstOf(cloud.logs, (entry) => deliveryIn(entry, inboundId), dueInMs + patienceMs)
  // No phone will see a reply that is reported lost.
  const reply = await Promise.race([seen, reported.then(() => undefined)])
  if (reply !== undefined) print(`  ${timeOf(new Date(reply.at))}  ${lineName} → ${reply.to}  ${reply.text}`)
  const delivery = await reported
  print(`            ${delivery === undefined ? 'no report about the reply in time' : `reported: ${delivery}`}`)
}

const timeOf = (time: Date): string => time.toTimeString().slice(0, 8)
