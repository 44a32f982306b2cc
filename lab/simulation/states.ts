import { hourOf } from '../../shared/rules/calendar.ts'
import { carrierNames } from '../../shared/rules/carriers.ts'
import { outcomes, silentReasons } from '../../shared/rules/telemetry.ts'
import { expireAfterMs, hour, minute } from '../../shared/rules/timing.ts'
import { wasGone } from '../invariants/endings.ts'
import { isWish, type Ledger, removedBy } from '../invariants/ledger.ts'
import { timesCounted } from '../invariants/outcomes.ts'
import { learnt, queued } from '../invariants/sending.ts'
import { waitedBefore } from '../invariants/waiting.ts'
import { hasOwnTopic } from '../virtual/messages.ts'
import { hasPhone } from '../virtual/stage.ts'
import { callsOf, carrierAnswerTo, type History, type Invocation } from './history.ts'

type States = { readonly [name: string]: (ledger: Ledger) => boolean }

const named = <Name extends string>(
  prefix: string,
  names: readonly Name[],
  reached: (ledger: Ledger, name: Name) => boolean,
): States => Object.fromEntries(names.map((name) => [`${prefix}: ${name}`, (ledger: Ledger) => reached(ledger, name)]))

/** No simulated text can have these; they depend only on the text's own fields, and other tests cover them. */
const reasonsOfTheText: readonly string[] = ['malformed', 'own-line']

const always: States = {
  ...named('outcome', outcomes, ({ settlements }, name) => settlements.some(({ outcome }) => outcome === name)),
  ...named(
    'silence',
    silentReasons.filter((reason) => !reasonsOfTheText.includes(reason)),
    ({ decisions }, reason) => decisions.some(({ verdict }) => verdict === reason),
  ),
  'a write conflict on the record of a sender': ({ history }) =>
    callsOf(history.calls, 'senders.save').some(({ effects }) => effects.some(({ answer }) => answer === 'conflict')),
  'a ticket that was spare, and served another text': ({ savedReplies }) =>
    savedReplies.some(
      ({ madeBy, inboundId }) =>
        callsOf(madeBy.calls, 'budgets.book').length === 0 &&
        madeBy.messages.some((message) => message.inboundId === inboundId),
    ),
  'a booking refused because there was no room': ({ history }) =>
    callsOf(history.calls, 'budgets.book').some(({ effects }) => effects.some(({ answer }) => !answer.booked)),
  'a leaked booking (more bookings than replies sent)': ({ bookings, publishes }) => bookings.length > publishes.length,
  'a request that took effect after its process died': ({ history }) =>
    history.calls.some(
      ({ effects, invocation: { end } }) => end?.kind === 'died' && effects.some(({ at }) => at > end.at),
    ),
  'a reply that the carrier accepted after its process died': ({ publishes }) =>
    publishes.some(({ at, call: { invocation } }) => invocation.end?.kind === 'died' && at > invocation.end.at),
  'an execution environment killed by a timeout': ({ history }) =>
    history.invocations.some(({ end }) => end?.kind === 'died' && end.of === 'time-out'),
  'a message delivered to two invocations at once': ({ history: { invocations } }) =>
    invocations.some((one) =>
      invocations.some(
        (other) =>
          other !== one &&
          one.startedAt <= other.startedAt &&
          other.startedAt < (one.end?.at ?? 0) &&
          one.messages.some(({ messageId }) => other.messages.some((message) => message.messageId === messageId)),
      ),
    ),
  'a reply cancelled because its line or country was removed': (ledger) =>
    cancelled(ledger).some(({ inboundId, at }) => removedBy(ledger.history, inboundId, at) !== undefined),
  'a beat that came the whole way': ({ history }) => history.invocations.some(({ counts }) => counts.has('Heartbeats')),
  'a beat that was too late': ({ history }) =>
    history.invocations.some(
      ({ messages: [message], counts, calls, end }) =>
        message?.reply?.beat === true && end?.kind === 'answered' && calls.length === 0 && counts.size === 0,
    ),
  'a reply signed with another key left in the queue': ({ history: { invocations, forged } }) =>
    invocations.some(
      ({ messages: [message], end }) =>
        message !== undefined &&
        forged.get(message.messageId)?.ofOtherKey === true &&
        end?.kind === 'answered' &&
        !end.done.includes(message.messageId),
    ),
  ...named('a wish for silence', ['reply', 'opted-out', 'answered-recently'], ({ decisions }, wanted) =>
    decisions.some(({ text, verdict }) => text.words !== 'STOP' && isWish(text) && verdict === wanted),
  ),
  'a START sent more than ten minutes after a STOP': ({ decisions }) =>
    decisions.some(
      ({ text: start, verdict }) =>
        start.words === 'START' &&
        verdict === 'opted-out' &&
        decisions.some(
          ({ text: stop }) =>
            stop.words === 'STOP' && stop.sender === start.sender && start.sentAt > stop.sentAt + 10 * minute,
        ),
    ),
  'an outcome that was never counted': ({ settlements, history }) =>
    settlements.some(({ inboundId }) => timesCounted(history, inboundId) === 0),
  'a promised reply without an outcome because its text was already deleted': ({ history, savedReplies }) =>
    savedReplies.some(
      (saved) => !history.claims.has(saved.inboundId) && history.deadLetters.length === 0 && wasGone(history, saved),
    ),
  ...named('a text that waited for room', ['reply', 'siege', 'opted-out'], ({ decisions, saves }, wanted) =>
    decisions.some(
      ({ text, verdict, at }) => verdict === wanted && waitedBefore(saves, text.sender, text.inboundId, at),
    ),
  ),
  'a sender who asks again while a text waits': ({ saves }) =>
    saves.some(({ after }) => after.waiting?.asksAgain === true),
  'a dead letter': ({ history }) => history.deadLetters.length > 0,
  'replies sent in two calendar months': ({ publishes }) =>
    new Set(publishes.map(({ at }) => new Date(at).getUTCMonth())).size > 1,
  'a reply refused for the rate, and sent': ({ attempts, publishes }) =>
    attempts.some(({ call, inboundId }) => carrierAnswerTo(call) === 'throttled' && isSent(publishes, inboundId)),
  'a reply held because nobody answers, and sent': ({ history, publishes }) =>
    callsOf(history.calls, 'carrier.ask').some(
      ({ fault, endedAt, invocation }) =>
        fault === 'request failed' && endedAt !== undefined && isSent(publishes, invocation.messages[0]?.inboundId),
    ),
  'an attempt that was answered after a rest': ({ attempts, history }) =>
    attempts.some(({ at, inboundId, call }) => carrierAnswerTo(call) === 'accepted' && wasHeld(history, inboundId, at)),
  'a reply attempted while its line rested, since it nearly expired': ({ attempts }) =>
    attempts.some(({ call: { invocation } }) => owedIn(invocation) > hour),
  'more replies sent in an hour than its budget, after an outage': ({ publishes, history }) =>
    publishes.some(({ at, reply: { budget } }) => {
      const inHour = publishes.filter((other) => other.reply.budget === budget && hourOf(other.at) === hourOf(at))
      return inHour.length > (history.config.budgets[budget]?.hour ?? 0)
    }),
}

/** What the line of a reply owed when an invocation looked, in milliseconds; 0 if it didn't. */
const owedIn = ({ calls, startedAt }: Invocation): number =>
  (callsOf(calls, 'debts.read')[0]?.effects.at(-1)?.answer ?? 0) - startedAt - 10_000

/** Whether a reply was held before that time because its line rested. */
const wasHeld = ({ invocations }: History, id: string, at: number): boolean =>
  invocations.some(
    (invocation) =>
      invocation.startedAt < at &&
      invocation.messages.some(({ inboundId }) => inboundId === id) &&
      owedIn(invocation) > hour,
  )

const cancelled = ({ settlements }: Ledger) => settlements.filter(({ outcome }) => outcome === 'cancelled')

const isSent = (publishes: Ledger['publishes'], id: string | undefined): boolean =>
  publishes.some(({ inboundId }) => inboundId === id)

const ifALineHasAPhone: States = {
  'replies sent through more than one carrier': ({ publishes }) =>
    new Set(publishes.map(({ call: { args } }) => args[0])).size > 1,
  'two replies due exactly one gap apart': (ledger) =>
    queued(ledger).some(({ reply: { dueAt }, gapMs }) =>
      queued(ledger).some(({ reply }) => gapMs > 0 && reply.dueAt === dueAt + gapMs),
    ),
  'a missed call that was sent a reply': ({ publishes, history }) =>
    history.texts.some(({ words, to, inboundId }) => words === '' && hasPhone(to) && isSent(publishes, inboundId)),
  ...named('a text that its phone forwarded late', ['stale', 'reply'], ({ decisions }, wanted) =>
    decisions.some(({ text, verdict }) => verdict === wanted && text.queuedAt > text.sentAt),
  ),
  ...named(
    'outcome of a reply that waited for an offline phone',
    ['sent', 'expired', 'cancelled'],
    ({ history }, outcome) =>
      history.invocations.some(
        (invocation) =>
          learnt(invocation).some(({ carrier, answer }) => hasPhone(carrier) && answer !== 'somebody') &&
          history.claims.get(invocation.messages[0]?.inboundId ?? '')?.outcome === outcome,
      ),
  ),
}

const withSeveralTexts = ({ functionName, messages }: Invocation): readonly string[] =>
  functionName === 'receive-sms'
    ? messages.flatMap(({ messageId }, i) =>
        messages.findIndex((other) => other.messageId === messageId) < i ? [messageId] : [],
      )
    : []

const ifACarrierHasItsOwnTopic: States = {
  'an event with several texts': ({ history }) =>
    history.invocations.some((invocation) => withSeveralTexts(invocation).length > 0),
  'an event with several texts left for redelivery after a booking': ({ history }) =>
    history.invocations.some((invocation) => {
      const { end, counts } = invocation
      const isLeft = (messageId: string) => end?.kind === 'answered' && !end.done.includes(messageId)
      return counts.has('RepliesBooked') && withSeveralTexts(invocation).some(isLeft)
    }),
  'a stale text on a line with a reply deadline': ({ decisions }) =>
    decisions.some(({ text, verdict }) => verdict === 'stale' && text.answerBy !== undefined),
  'a reply that expired at the deadline of its carrier': ({ settlements }) =>
    settlements.some(({ outcome, at, call: { invocation } }) => {
      const reply = invocation.messages[0]?.reply
      return outcome === 'expired' && reply?.answerBy !== undefined && at < reply.dueAt + expireAfterMs
    }),
}

/**
 * The states that a run can reach. A simulation that never reaches one of them proves nothing about it. Those without
 * which a mutant would survive are not listed.
 */
export const states: States = {
  ...always,
  ...(carrierNames.some(hasPhone) && ifALineHasAPhone),
  ...(carrierNames.some(hasOwnTopic) && ifACarrierHasItsOwnTopic),
}

/** The states that ten thousand runs may not reach. */
export const rareStates: readonly string[] = [
  'a promised reply without an outcome because its text was already deleted',
]
