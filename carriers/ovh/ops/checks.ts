import { type Check, fix, notAttached, ok, on, remark, unsure, verdict } from '../../../ops/checks/check.ts'
import { attachCommandFor, type Deployment } from '../../../ops/deployment.ts'
import { plural, same } from '../../../ops/words.ts'
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
        fix({ what: same(number), id: 'attached' }, notAttached(attachCommandFor(number, deployment))),
      )
    const account = openAccount(deployment, key)
    const [found, listed] = await Promise.all([account.read(), account.numbers()])
    return [
      ...checkAccount(found, deployment),
      ...numbers.map((number) =>
        verdict(
          on(number, { en: 'number', fr: 'numéro' }),
          isListed(listed, number),
          { en: 'OVHcloud has it among its virtual numbers', fr: 'il est parmi les numéros virtuels d’OVHcloud' },
          {
            en: 'OVHcloud has it not among its virtual numbers: see its control panel',
            fr: 'il n’est pas parmi les numéros virtuels d’OVHcloud\u00a0: voyez son espace client',
          },
        ),
      ),
    ]
  } catch (error) {
    if (error instanceof KeyRefused) return [fix({ en: 'OVHcloud key', fr: 'Clé d’OVHcloud' }, error.said)]
    if (error instanceof Error && error.name === 'AccessDeniedException')
      return [
        unsure(same('OVHcloud'), {
          en: 'not asked: have somebody with the policy of an operator or installer run doctor',
          fr: 'pas demandé\u00a0: faites lancer doctor par qui a la politique d’opérateur ou d’installateur',
        }),
      ]
    throw error
  }
}

const checkAccount = (account: OvhAccount, { settings }: Deployment): readonly Check[] => {
  const { status, creditsLeft, automaticRecreditAmount, templates } = account
  const replies = Math.floor(creditsLeft / replyCredits)
  const euros = (replies * replyPriceEur(settings)).toFixed(2)
  const answer = templates?.time2chatAutomaticResponse ?? ''
  const ownAnswer = { en: "OVHcloud's own answer", fr: 'Réponse d’OVHcloud' }
  return [
    verdict(
      { en: 'OVHcloud account', fr: 'Compte OVHcloud' },
      status === 'enable',
      { en: 'enabled', fr: 'actif' },
      { en: `${status}: see OVHcloud's control panel`, fr: `${status}\u00a0: voyez l’espace client d’OVHcloud` },
    ),
    verdict(
      { en: 'Credits at OVHcloud', fr: 'Crédits chez OVHcloud' },
      replies >= 25,
      {
        en: `${creditsLeft}, enough for ${replies} replies (${euros} EUR)`,
        fr: `${creditsLeft}, assez pour ${plural(replies, 'réponse')} (${euros.replace('.', ',')} EUR)`,
      },
      {
        en: `${creditsLeft}, enough for ${replies} replies only: buy more in OVHcloud's control panel`,
        fr: `${creditsLeft}, assez pour ${plural(replies, 'réponse')} seulement\u00a0: achetez-en dans l’espace client d’OVHcloud`,
      },
    ),
    verdict(
      { en: 'Automatic re-crediting', fr: 'Recrédit automatique' },
      automaticRecreditAmount == null,
      {
        en: 'off, so that what is prepaid is the most that the number can cost',
        fr: 'coupé, ce qui est payé d’avance est le plus que le numéro puisse coûter',
      },
      {
        en: "on, so that a flood can buy credits without end: switch it off in OVHcloud's control panel",
        fr: 'en marche, un déluge peut acheter des crédits sans fin\u00a0: coupez-le dans l’espace client d’OVHcloud',
      },
    ),
    answer === ''
      ? ok(ownAnswer, {
          en: 'none, as far as the account tells; its control panel also has one for each number',
          fr: 'aucune, d’après le compte\u00a0; l’espace client en a aussi une par numéro',
        })
      : remark(ownAnswer, {
          en: `sent to whoever gets none within a day, at ${replyCredits} credits each, which no budget bounds: ${answer}`,
          fr: `envoyée à qui n’en a pas eu en un jour, pour ${replyCredits} crédits chacune, qu’aucun budget ne borne\u00a0: ${answer}`,
        }),
  ]
}
