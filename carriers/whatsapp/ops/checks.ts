import { type Check, fix, ok, on, remark, verdict } from '../../../ops/checks/check.ts'
import { attachCommandFor, type Deployment, redeploy } from '../../../ops/deployment.ts'
import { day } from '../../../shared/rules/timing.ts'
import { metaApiVersion, metaApiVersionEndsAt } from '../lambda/send.ts'
import { type WhatsAppLine, whatsappLinesOf } from '../settings.ts'
import { destinationsOf, isNumber, type LinkedNumber, readLinkedNumbers, whatsAppOutputsOf } from './accounts.ts'

export const checkWhatsAppLines = async (deployment: Deployment): Promise<readonly Check[]> => {
  const { topicArn } = whatsAppOutputsOf(deployment)
  const linked = await readLinkedNumbers(deployment)
  return whatsappLinesOf(deployment.settings).flatMap((line) => checkLine(line, linked, topicArn, deployment))
}

const checkLine = (line: WhatsAppLine, all: readonly LinkedNumber[], topicArn: string, deployment: Deployment) => {
  const { address, phoneNumberId, number } = line
  const linked = all.find((one) => one.number.phoneNumberId === phoneNumberId)
  if (linked === undefined) return [checkMissing(line, all, deployment)]
  const { registrationStatus } = linked.account
  return [
    verdict(
      on(address, 'number'),
      isNumber(linked, number),
      `linked in ${deployment.settings.region}`,
      `settings have the id of another number: correct "phoneNumberId", and ${redeploy(deployment)}`,
    ),
    verdict(
      on(address, 'registration'),
      registrationStatus === 'COMPLETE',
      'complete',
      `${registrationStatus}: finish it in the End User Messaging console`,
    ),
    verdict(
      on(address, 'events'),
      destinationsOf(linked).includes(topicArn),
      'come to the topic',
      `what it receives does not come here: ${attachCommandFor(address, deployment)}`,
    ),
    checkQuality(address, linked.number.qualityRating ?? ''),
    ok(
      on(address, 'countries'),
      `it answers people of ${deployment.settings.countries.join(', ')}, whatever its own is`,
    ),
    remark(
      on(address, 'name'),
      `Meta has ${JSON.stringify(linked.number.displayPhoneNumberName ?? '')}; whether it is approved, only its manager shows`,
    ),
  ]
}

const checkMissing = ({ address, number }: WhatsAppLine, all: readonly LinkedNumber[], deployment: Deployment) => {
  const same = all.find((one) => isNumber(one, number))
  return fix(
    on(address, 'number'),
    same === undefined
      ? `no WhatsApp Business account that is linked in ${deployment.settings.region} has it: link it (docs/whatsapp.md), or correct the region`
      : `AWS calls it ${same.number.phoneNumberId}: correct "phoneNumberId", and ${redeploy(deployment)}`,
  )
}

/** Meta's rating is a free string, unknown until enough people have rated the number (Meta, phone numbers). */
const checkQuality = (address: string, rating: string): Check => {
  const what = on(address, 'quality')
  const say = rating === '' ? 'not told' : rating
  if (/green|high/i.test(rating)) return ok(what, say)
  return /red|low|yellow|medium/i.test(rating)
    ? fix(what, `${say}: people block or report the number, and Meta may restrict it`)
    : remark(what, `${say}: Meta rates a number when enough people have`)
}

/** How long before the end of Meta's API version a maintainer is told. */
const noticeMs = 90 * day

/** Checks how long Meta will still serve the version of its API that replies are sent with. */
export const checkMetaApiVersion = (now: number): Check => {
  const ends = new Date(metaApiVersionEndsAt).toISOString().slice(0, 10)
  const say = `replies are sent with ${metaApiVersion}, which Meta ends on ${ends}`
  return now < metaApiVersionEndsAt - noticeMs
    ? ok('WhatsApp API', say)
    : remark('WhatsApp API', `${say} and then serves as its next version: upgrade Anti-relou`)
}
