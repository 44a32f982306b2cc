import { SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2'

import { type Check, fix, ok, remark, tried, unsure } from '../../../ops/checks/check.ts'
import type { Deployment } from '../../../ops/deployment.ts'
import { awsLinesOf } from '../../../ops/lines.ts'
import { reasonIn, wordsFor } from '../../../ops/reasons.ts'
import { configOf } from '../../../settings/config.ts'
import type { Settings } from '../../../settings/schema.ts'
import { languageFor, replyText } from '../../../shared/rules/messages.ts'
import { carriers } from '../../registry.ts'
import { requestFor } from '../carrier.ts'
import { simulatorNumbers } from '../rules/simulator-numbers.ts'
import { mayAnswer } from '../settings/country.ts'
import { type Delivery, deliveryOf } from './outputs.ts'

type Route = {
  readonly line: ReturnType<typeof awsLinesOf>[number]
  readonly country: string
}

/**
 * Whether AWS would send a reply from each of its lines to each country, asked without sending one. It is free and checks "the
 * message" (API reference, SendTextMessage, DryRun), which may be less than all: AWS documents no more. It takes five a second, so that they
 * go one after the other.
 */
export const checkDryRuns = async (deployment: Deployment): Promise<readonly Check[]> => {
  const { settings } = deployment
  const delivery = deliveryOf(deployment)
  // That the stack is older is said elsewhere.
  if (delivery === undefined) return []
  const checks: Check[] = []
  for (const line of awsLinesOf(deployment))
    for (const country of settings.countries)
      checks.push(...(await checkRoute(deployment, delivery, { line, country }, checks)))
  return checks
}

const checkRoute = (
  deployment: Deployment,
  delivery: Delivery,
  route: Route,
  before: readonly Check[],
): Promise<readonly Check[]> => {
  const what = `${route.line.number}: to ${route.country}`
  const phone = simulatorNumbers[route.country]?.success
  if (phone === undefined) return Promise.resolve([remark(what, noSimulator)])
  // What kept one from being asked keeps the others, and nobody should wait for each.
  const [unasked] = before.filter(({ state }) => state === 'unknown')
  if (unasked !== undefined)
    return Promise.resolve([unsure(what, `not asked, as another could not be: ${unasked.say}`)])
  return tried(what, async () => [await ask(what, deployment, delivery, route, phone)])
}

const noSimulator = 'AWS has no simulator number there, so only a real text tells'

const ask = async (
  what: string,
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
      maxPriceUsd: maxPricePerReplyUsd,
    }
    await aws.endUserMessaging.send(
      new SendTextMessageCommand({ ...requestFor(reply, configurationSetName), DryRun: true }),
    )
    return ok(what, 'AWS would send (dry run)')
  } catch (error) {
    const reason = reasonIn(error) ?? (isUnknownResource(error) ? error.name : undefined)
    // What has no reason is about whoever asks: a permission, a connection.
    if (reason === undefined) throw error
    if (isAnsweredElsewhere(settings, line.number, country))
      return remark(what, `AWS would not send, but another line answers phones of ${country}`)
    return fix(what, wordsFor(reason))
  }
}

/** Whether a country is not the line's own, but another line's, or that of a line that answers phones of every country. */
const isAnsweredElsewhere = ({ lines }: Settings, number: string, country: string): boolean =>
  !mayAnswer({ number }, country) &&
  lines.some((line) => !carriers[line.carrier].ownCountryOnly || mayAnswer(line, country))

const isUnknownResource = (error: unknown): error is Error =>
  error instanceof Error && error.name === 'ResourceNotFoundException'
