import type { PhoneNumberInformation } from '@aws-sdk/client-pinpoint-sms-voice-v2'

import { type Check, fix, ok, remark, verdict } from '../../../ops/checks/check.ts'
import type { Deployment } from '../../../ops/deployment.ts'
import { attachCommandFor, awsLinesOf, redeploy } from '../../../ops/lines.ts'
import { counted } from '../../../ops/words.ts'
import { phoneNumberIdsOf } from '../settings/lines.ts'
import { isSimulator, readNumbers } from './phone-numbers.ts'

/** Checks that each AWS line is a working number whose texts come to this stage. */
export const checkLines = async (deployment: Deployment): Promise<readonly Check[]> => {
  const numbers = await readNumbers(deployment)
  const lines = awsLinesOf(deployment).map(({ number }) => number)
  const checks = lines.flatMap((line) => {
    const found = numbers.find(({ PhoneNumber }) => PhoneNumber === line)
    return found === undefined
      ? [fix(line, `the account has no such number in ${deployment.settings.region}: get it, or correct settings`)]
      : checkLine(line, found, deployment)
  })
  const others = numbers.filter(({ PhoneNumber = '' }) => !lines.includes(PhoneNumber))
  return [...checks, ...(others.length === 0 ? [] : [sharedRate(others.length, deployment)])]
}

/** AWS counts the requests of an account in a region (user guide, quotas), so stages may slow each other down. */
const sharedRate = (others: number, { settings }: Deployment): Check =>
  remark(
    'Rate',
    `the account has ${counted(others, 'other number', 'other numbers')} in ${settings.region}: if another stage sends from one, both share the rate that AWS allows an account in a region, by default one text a second`,
  )

const checkLine = (line: string, number: PhoneNumberInformation, deployment: Deployment): readonly Check[] => [
  number.Status === 'ACTIVE'
    ? ok(`${line}: state`, 'ACTIVE')
    : fix(`${line}: state`, `${number.Status}: wait, or see its registration in the End User Messaging console`),
  ...checkId(line, number, deployment),
  ...(isSimulator(number) ? [] : checkReceiving(line, number, deployment)),
  verdict(
    `${line}: deletion`,
    number.DeletionProtectionEnabled === true,
    'protected from it',
    `it can be given back by mistake: ${attachCommandFor(line, deployment)}`,
  ),
  checkCountries(line, number, deployment),
]

/** The policies allow only the number's id in settings, so nothing can be sent if that is wrong. */
const checkId = (line: string, { PhoneNumberId = '' }: PhoneNumberInformation, deployment: Deployment) => {
  const stated = phoneNumberIdsOf(deployment.settings)[line]
  const correct = `settings have ${stated}, so nothing may be sent: correct "phoneNumberId" to ${PhoneNumberId}, and ${redeploy(deployment)}`
  return stated === undefined ? [] : [verdict(`${line}: id`, stated === PhoneNumberId, 'as settings have it', correct)]
}

const checkReceiving = (line: string, number: PhoneNumberInformation, deployment: Deployment): readonly Check[] => {
  const attach = attachCommandFor(line, deployment)
  const leadsHere = number.TwoWayEnabled === true && number.TwoWayChannelArn === deployment.outputs.InboundTopicArn
  return [
    verdict(`${line}: two-way channel`, leadsHere, 'leads to the topic', `its texts do not come here: ${attach}`),
    verdict(
      `${line}: opt-outs`,
      number.SelfManagedOptOutsEnabled === true,
      'our own',
      `AWS answers HELP and STOP, at your cost: ${attach}`,
    ),
  ]
}

/**
 * Checks which countries in settings a number can answer: "Dedicated phone numbers are country-specific. You can't request a dedicated
 * phone number for one country but then use it as an identity for another country" (user guide, phone-numbers).
 */
const checkCountries = (line: string, number: PhoneNumberInformation, { settings }: Deployment): Check => {
  const what = `${line}: countries`
  const { IsoCountryCode = '', InternationalSendingEnabled } = number
  const others = settings.countries.filter((country) => country !== IsoCountryCode)
  if (others.length === 0) return ok(what, 'it answers phones of its own, as settings want')
  if (InternationalSendingEnabled === true) return ok(what, 'it may text abroad, as far as AWS can')
  const say = `an AWS number answers phones of its own country (${IsoCountryCode}); ${others.join(', ')} may never get a reply`
  return others.length === settings.countries.length ? fix(what, say) : remark(what, say)
}
