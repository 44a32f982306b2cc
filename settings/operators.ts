import type { Settings } from './schema.ts'
import type { OperatorLanguage, Translated } from './values.ts'

/** What decides in which language a stage speaks to those who run it. */
export type Operated = Pick<Settings, 'operatorLanguage' | 'lines'>

/** The language in settings; else French if all lines have French numbers (AWS sells none to `buy`), or English. */
export const operatorLanguageOf = ({ operatorLanguage, lines }: Operated): OperatorLanguage =>
  operatorLanguage ?? (lines.every(({ number }) => number?.startsWith('+33')) ? 'fr' : 'en')

/** What the mails about a stage's alarms lack, in one sentence. Undefined if they lack nothing, or nobody gets any. */
export const lackingInMails = ({ alertEmails, runbookUrl }: Settings): Translated | undefined =>
  alertEmails.length === 0 || runbookUrl !== undefined
    ? undefined
    : {
        en: 'Mails about alarms have no link to the runbook that a phone could open: write the https address of your copy as runbookUrl, and deploy.',
        fr: 'Les courriels d’alarme n’ont pas de lien vers le guide qu’un téléphone puisse ouvrir\u00a0: écrivez l’adresse https de votre copie dans runbookUrl, et déployez.',
      }
