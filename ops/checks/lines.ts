import type { PhoneNumberInformation } from '@aws-sdk/client-pinpoint-sms-voice-v2'

import type { Deployment } from '../deployment.ts'
import { readNumbers } from '../phone-numbers.ts'
import { type Check, fix, ok } from './check.ts'

/** Whether each line is a number that works and leads to this stage. */
export const checkLines = async (deployment: Deployment): Promise<readonly Check[]> => {
  const numbers = await readNumbers(deployment)
  return deployment.lineNumbers.flatMap((line) => {
    const found = numbers.find(({ PhoneNumber }) => PhoneNumber === line)
    return found === undefined
      ? [fix(line, `the account has no such number in ${deployment.settings.region}: get it, or correct settings`)]
      : checkLine(line, found, deployment)
  })
}

const checkLine = (
  line: string,
  number: PhoneNumberInformation,
  { outputs, settings, stage, local }: Deployment,
): readonly Check[] => {
  const attach = `npm run ops -- attach ${line} ${local ? '--local ' : ''}--stage ${stage}`
  const abroad = settings.countries.filter((country) => country !== number.IsoCountryCode)
  const verdict = (what: string, holds: boolean, good: string, bad: string): Check =>
    holds ? ok(`${line}: ${what}`, good) : fix(`${line}: ${what}`, `${bad}: ${attach}`)
  const leadsHere = number.TwoWayEnabled === true && number.TwoWayChannelArn === outputs.InboundTopicArn
  return [
    number.Status === 'ACTIVE'
      ? ok(`${line}: state`, 'ACTIVE')
      : fix(`${line}: state`, `${number.Status}: wait, or see its registration in the End User Messaging console`),
    verdict('two-way channel', leadsHere, 'leads to the topic', 'its texts do not come here'),
    verdict(
      'opt-outs',
      number.SelfManagedOptOutsEnabled === true,
      'our own',
      'AWS answers HELP and STOP, at your cost',
    ),
    verdict(
      'texting abroad',
      abroad.length === 0 || number.InternationalSendingEnabled === true,
      'as settings need it',
      `it may not text ${abroad.join(', ')}`,
    ),
  ]
}
