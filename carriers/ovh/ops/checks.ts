import { type Check, fix, ok, on, remark, unsure, verdict } from '../../../ops/checks/check.ts'
import { attachCommandFor, type Deployment } from '../../../ops/deployment.ts'
import { readOvhKey } from '../keys.ts'
import { ovhNumbersOf, replyCredits, replyPriceEur } from '../settings.ts'
import { isListed, type OvhAccount, openAccount, secretsOf } from './account.ts'
import { KeyRefused } from './keys.ts'

/** Checks that OVHcloud has the stage's numbers, credits for them, and neither buys credits nor answers by itself. */
export const checkOvhLines = async (deployment: Deployment): Promise<readonly Check[]> => {
  const secrets = secretsOf(deployment)
  const numbers = ovhNumbersOf(deployment.settings)
  try {
    const key = await readOvhKey(deployment.aws.secretsManager, secrets.people)
    if (key === undefined)
      return numbers.map((number) =>
        fix({ what: number, id: 'attached' }, `not attached yet: ${attachCommandFor(number, deployment)}`),
      )
    const account = openAccount(deployment, key)
    const [found, listed] = await Promise.all([account.read(), account.numbers()])
    return [
      ...checkAccount(found, deployment),
      ...numbers.map((number) =>
        verdict(
          on(number, 'number'),
          isListed(listed, number),
          'OVHcloud has it among its virtual numbers',
          'OVHcloud has it not among its virtual numbers: see its control panel',
        ),
      ),
    ]
  } catch (error) {
    if (error instanceof KeyRefused) return [fix('OVHcloud key', error.message)]
    if (error instanceof Error && error.name === 'AccessDeniedException')
      return [unsure('OVHcloud', 'not asked: have somebody with the policy of an operator or installer run doctor')]
    throw error
  }
}

const checkAccount = (account: OvhAccount, { settings }: Deployment): readonly Check[] => {
  const { status, creditsLeft, automaticRecreditAmount, templates } = account
  const replies = Math.floor(creditsLeft / replyCredits)
  const answer = templates?.time2chatAutomaticResponse ?? ''
  return [
    verdict('OVHcloud account', status === 'enable', 'enabled', `${status}: see OVHcloud's control panel`),
    verdict(
      'Credits at OVHcloud',
      replies >= 25,
      `${creditsLeft}, enough for ${replies} replies (${(replies * replyPriceEur(settings)).toFixed(2)} EUR)`,
      `${creditsLeft}, enough for ${replies} replies only: buy more in OVHcloud's control panel`,
    ),
    verdict(
      'Automatic re-crediting',
      automaticRecreditAmount == null,
      'off, so that what is prepaid is the most that the number can cost',
      "on, so that a flood can buy credits without end: switch it off in OVHcloud's control panel",
    ),
    answer === ''
      ? ok("OVHcloud's own answer", 'none, as far as the account tells; its control panel also has one for each number')
      : remark(
          "OVHcloud's own answer",
          `sent to whoever gets none within a day, at ${replyCredits} credits each, which no budget bounds: ${answer}`,
        ),
  ]
}
