import type { PhoneNumberInformation } from '@aws-sdk/client-pinpoint-sms-voice-v2'

import type { Deployment } from '../deployment.ts'
import { attachCommandFor, awsNumbersOf } from '../lines.ts'
import { readNumbers } from '../phone-numbers.ts'
import { type Check, fix, ok, verdict } from './check.ts'

/** Whether each line that AWS carries is a number that works and leads to this stage. */
export const checkLines = async (deployment: Deployment): Promise<readonly Check[]> => {
  const numbers = await readNumbers(deployment)
  return awsNumbersOf(deployment).flatMap((line) => {
    const found = numbers.find(({ PhoneNumber }) => PhoneNumber === line)
    return found === undefined
      ? [fix(line, `the account has no such number in ${deployment.settings.region}: get it, or correct settings`)]
      : checkLine(line, found, deployment)
  })
}

const checkLine = (line: string, number: PhoneNumberInformation, deployment: Deployment): readonly Check[] => {
  const { outputs, settings } = deployment
  const attach = attachCommandFor(line, deployment)
  const abroad = settings.countries.filter((country) => country !== number.IsoCountryCode)
  const check = (what: string, holds: boolean, good: string, bad: string): Check =>
    verdict(`${line}: ${what}`, holds, good, `${bad}: ${attach}`)
  const leadsHere = number.TwoWayEnabled === true && number.TwoWayChannelArn === outputs.InboundTopicArn
  return [
    number.Status === 'ACTIVE'
      ? ok(`${line}: state`, 'ACTIVE')
      : fix(`${line}: state`, `${number.Status}: wait, or see its registration in the End User Messaging console`),
    check('two-way channel', leadsHere, 'leads to the topic', 'its texts do not come here'),
    check('opt-outs', number.SelfManagedOptOutsEnabled === true, 'our own', 'AWS answers HELP and STOP, at your cost'),
    check(
      'texting abroad',
      abroad.length === 0 || number.InternationalSendingEnabled === true,
      'as settings need it',
      `it may not text ${abroad.join(', ')}`,
    ),
  ]
}
