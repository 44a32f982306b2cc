import { SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { awsWordsFor } from '../../../ops/aws-reasons.ts'
import { type Check, fix, ok, on, remark, tried, unsure } from '../../../ops/checks/check.ts'
import { requestGapMs } from '../../../ops/clients.ts'
import type { Deployment } from '../../../ops/deployment.ts'
import { reasonIn } from '../../../ops/explain.ts'
import { configOf } from '../../../settings/config.ts'
import type { Settings } from '../../../settings/schema.ts'
import { carriers } from '../../../shared/rules/carriers.ts'
import { languageFor, replyText } from '../../../shared/rules/messages.ts'
import { second } from '../../../shared/rules/timing.ts'
import { requestFor } from '../lambda/send.ts'
import { mayAnswer } from '../settings.ts'
import { simulatorNumbers } from '../simulator-numbers.ts'
import { deliveryOf } from './checks.ts'
import { awsLinesOf } from './numbers.ts'

type Delivery = ReturnType<typeof deliveryOf>

type Route = {
  readonly line: ReturnType<typeof awsLinesOf>[number]
  readonly country: string
}

/** Checks by dry runs, which are free (API reference, SendTextMessage), each line to each country, one a second. */
export const checkDryRuns = async (deployment: Deployment, tell: (sentence: string) => void) => {
  const delivery = deliveryOf(deployment)
  const { countries } = deployment.settings
  const routes = awsLinesOf(deployment).flatMap((line) => countries.map((country): Route => ({ line, country })))
  const dryRuns = routes.filter(({ country }) => simulatorNumbers[country] !== undefined).length
  if (dryRuns * requestGapMs > long)
    tell(
      `AWS takes one dry run a second, so ${dryRuns} of them take about ${Math.round((dryRuns * requestGapMs) / second)} seconds.`,
    )
  const checks: Check[] = []
  for (const route of routes) checks.push(...(await checkRoute(deployment, delivery, route, checks)))
  return checks
}

const long = 10 * second

const checkRoute = async (deployment: Deployment, delivery: Delivery, route: Route, before: readonly Check[]) => {
  const to = { en: `to ${route.country}`, fr: `vers ${route.country}` }
  const what = { ...on(route.line.number, to), id: 'dry run' }
  const phone = simulatorNumbers[route.country]?.success
  if (phone === undefined) return [remark(what, noSimulator)]
  // What prevented one dry run would prevent the others, and the operator should not wait for each to fail.
  const [unasked] = before.filter(({ state }) => state === 'unknown')
  if (unasked !== undefined)
    return [
      unsure(what, {
        en: `not asked, as another could not be: ${unasked.say.en}`,
        fr: `pas demandé, car un autre n’a pas pu l’être\u00a0: ${unasked.say.fr}`,
      }),
    ]
  return tried(what, async () => [await ask(what, deployment, delivery, route, phone)])
}

const noSimulator = {
  en: 'AWS has no simulator number there, so only a real text tells',
  fr: 'AWS n’y a pas de simulateur, seul un vrai SMS le dira',
}

const ask = async (
  what: Pick<Check, 'what' | 'id'>,
  { aws, settings }: Deployment,
  { configurationSetName }: Delivery,
  { line, country }: Route,
  phone: string,
): Promise<Check> => {
  const { maxPricePerReplyUsd } = configOf(settings, ({ number = '' }) => number)
  try {
    const reply = {
      inboundId: 'dry-run',
      from: line.number,
      to: phone,
      text: replyText(languageFor(country, line.language), 0, line.texts),
      maxPricePerReplyUsd,
    }
    await aws.endUserMessaging.send(
      new SendTextMessageCommand({ ...requestFor(reply, configurationSetName), DryRun: true }),
    )
    return ok(what, { en: 'AWS would send (dry run)', fr: 'AWS enverrait (envoi à blanc)' })
  } catch (error) {
    const reason = reasonIn(error) ?? (isUnknownResource(error) ? error.name : undefined)
    // An error without a reason is about the caller: a missing permission, or no connection.
    if (reason === undefined) throw error
    if (isAnsweredElsewhere(settings, line.number, country))
      return remark(what, {
        en: `AWS would not send, but another line answers phones of ${country}`,
        fr: `AWS n’enverrait pas, mais une autre ligne répond aux téléphones de ${country}`,
      })
    return fix(what, awsWordsFor(reason) ?? { en: `AWS refused: ${reason}`, fr: `refus d’AWS\u00a0: ${reason}` })
  }
}

/** Whether this line can't answer phones of a country, but another line can. */
const isAnsweredElsewhere = ({ lines }: Settings, number: string, country: string): boolean =>
  !mayAnswer({ number }, country) &&
  lines.some((line) => !carriers[line.carrier].ownCountryOnly || mayAnswer(line, country))

const isUnknownResource = (error: unknown): error is Error =>
  error instanceof Error && error.name === 'ResourceNotFoundException'
