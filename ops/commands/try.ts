import { randomUUID } from 'node:crypto'
import { Command } from '@commander-js/extra-typings'
import { Refusal, UsageError } from '../../settings/refusal.ts'
import type { Translated } from '../../settings/values.ts'
import { minute } from '../../shared/rules/timing.ts'
import { type CommandContext, senderArgument } from '../command-context.ts'
import type { Deployment } from '../deployment.ts'
import { decisionsAbout, poll, publishText } from '../inbound-text.ts'
import type { Decision } from '../log-event.ts'
import { traceLookup } from '../senders.ts'
import { momentOf } from '../words.ts'

type Tried = { readonly inboundId: string; readonly decision: Decision }

export const tryCommand = (context: CommandContext) =>
  new Command('try')
    .description('sends a text through the real topic and follows it to its decision')
    .argument('<text>', 'what the sender writes')
    .addArgument(senderArgument())
    .action(async (text, argument) => {
      if (text.trim() === '')
        throw new UsageError({
          en: 'There is no text to send: write what the sender would, such as "Salut".',
          fr: 'Il n’y a pas de SMS à envoyer\u00a0: écrivez ce qu’écrirait l’expéditeur, comme "Salut".',
        })
      const number = await context.number(argument)
      const deployment = await context.open()
      await context.confirm(deployment, {
        en: 'If the decision is a reply, that number is sent one, which is booked and paid. Go on?',
        fr: 'Si une réponse est décidée, ce numéro la reçoit, et elle est réservée et payée. Continuer\u202f?',
      })
      context.report(await tryText(deployment, number, text), print)
    })

/** CloudWatch shows log lines some seconds after they were written. */
const timeoutMs = 1 * minute

const tryText = async (deployment: Deployment, from: string, text: string): Promise<Tried> => {
  const inboundId = `try-${randomUUID()}`
  const startedAt = deployment.now()
  // Lines with a prefix in their address don't receive texts by this topic, so only a person can write to them.
  const to = deployment.lineNumbers.find((line) => line.startsWith('+'))
  if (to === undefined)
    throw new Refusal({
      en: `No line of ${deployment.stage} is texted by SMS: write to it yourself, then see logs.`,
      fr: `Aucune ligne de ${deployment.stage} ne reçoit de SMS\u00a0: écrivez-lui vous-même, puis voyez logs.`,
    })
  // The decision tells whether that number was answered, is blocked or has opted out, as `show` does.
  await traceLookup(deployment)
  await publishText(deployment, { id: inboundId, from, to, text })
  const decision = await poll(
    deployment,
    timeoutMs,
    async () => (await decisionsAbout(deployment, inboundId, startedAt))[0],
  )
  if (decision !== undefined) return { inboundId, decision }
  throw new Refusal({
    en: `Nothing was decided about the text ${inboundId} within a minute: see status, which says how many texts wait for room, and logs.`,
    fr: `Rien n’a été décidé du SMS ${inboundId} en une minute\u00a0: voyez status, qui dit combien de SMS attendent de la place, et logs.`,
  })
}

const print = ({ decision }: Tried): Translated =>
  decision.kind === 'reply'
    ? {
        en: `Decision: reply, due at ${momentOf(decision.dueAt)}.`,
        fr: `Décision\u00a0: une réponse, le ${momentOf(decision.dueAt)}.`,
      }
    : { en: `Decision: silence (${decision.reason}).`, fr: `Décision\u00a0: le silence (${decision.reason}).` }
