import type { Translated } from '../settings/values.ts'
import { undoByHand } from './deployment.ts'
import { wordsForCode } from './words.ts'

const noCredentials: Translated = {
  en: `the function has no credentials that AWS takes: this passes by itself; if it stays, its role may have been changed by hand: ${undoByHand.en}`,
  fr: `la fonction n’a pas d’identifiants qu’AWS accepte\u00a0: cela passe tout seul\u202f; si cela dure, son rôle a pu être modifié à la main\u00a0: ${undoByHand.fr}`,
}

const notAllowed: Translated = {
  en: `the functions may not send from this number, as if something had been changed by hand: ${undoByHand.en}`,
  fr: `les fonctions n’ont pas le droit d’envoyer depuis ce numéro, comme si quelque chose avait été modifié à la main\u00a0: ${undoByHand.fr}`,
}

const notActive: Translated = {
  en: 'the number is not active: wait, or see its state and its registration in the End User Messaging console',
  fr: 'le numéro n’est pas actif\u00a0: attendez, ou voyez son état et son enregistrement dans la console End User Messaging',
}

const otherCountry: Translated = {
  en: 'an AWS number answers phones of its own country: take that country off countries, or give it a line of its own',
  fr: 'un numéro d’AWS répond aux téléphones de son pays\u00a0: retirez ce pays de countries, ou donnez-lui sa propre ligne',
}

/** What a stage can meet. For any other reason, the runbook says where AWS explains it. */
const english = {
  // The account.
  DESTINATION_PHONE_NUMBER_NOT_VERIFIED:
    'the account is in the SMS sandbox and may text verified phones only: ask AWS to leave it in the region of the stage (Support Center, Service Quotas, SMS Production Access; allow a few days)',
  MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT:
    'the monthly spend limit is reached: ask AWS support for more, or wait for the next month',
  ACCOUNT_DISABLED: 'AWS has switched texting off for this account: ask AWS support why',
  AccessDeniedException: notAllowed.en,
  ThrottlingException:
    'AWS throttles the account: this passes by itself; if it stays, ask AWS support for more requests of SendTextMessage a second',
  CredentialsProviderError: noCredentials.en,
  NotAuthorized: notAllowed.en,

  // The price.
  PRICE_OVER_THRESHOLD: 'a text there costs more than partPriceUsd allows: raise it in settings, and deploy',

  // The country.
  COUNTRY_NOT_ENABLED: 'the account may not text that country: enable it in the End User Messaging console',
  COUNTRY_CODE_MISMATCH: otherCountry.en,
  DESTINATION_COUNTRY_BLOCKED: 'AWS lets nobody text that country: ask AWS support, or take it off countries',
  DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION:
    'a protect configuration of the account blocks that country: allow it there (End User Messaging console, Protect)',
  INVALID_IDENTITY_FOR_DESTINATION_COUNTRY: otherCountry.en,
  INTERNATIONAL_SENDING_NOT_SUPPORTED: otherCountry.en,

  // The number.
  RESOURCE_NOT_ACTIVE: notActive.en,
  REGISTRATION_NOT_COMPLETE: notActive.en,
  NO_ORIGINATION_IDENTITIES_FOUND: 'the account has no such number to send from: run doctor, and correct settings',
  ResourceNotFoundException:
    'AWS does not know the number or the configuration set: run doctor, correct settings, and deploy again',
  RESOURCE_NOT_ACCESSIBLE: 'the number is of another account or region: run doctor, and correct settings',

  // The phone that is texted.
  DESTINATION_PHONE_NUMBER_OPTED_OUT:
    "the phone is on AWS's opt-out list of the number: take it off there if its owner wants that",
}

const french: typeof english = {
  DESTINATION_PHONE_NUMBER_NOT_VERIFIED:
    'le compte est dans le bac à sable des SMS, et n’écrit qu’aux téléphones vérifiés\u00a0: demandez à AWS de l’en sortir dans la région de l’environnement (Support Center, Service Quotas, SMS Production Access\u202f; comptez quelques jours)',
  MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT:
    'la limite de dépense du mois est atteinte\u00a0: demandez-en une plus haute au support d’AWS, ou attendez le mois prochain',
  ACCOUNT_DISABLED: 'AWS a coupé l’envoi de SMS pour ce compte\u00a0: demandez pourquoi au support d’AWS',
  AccessDeniedException: notAllowed.fr,
  ThrottlingException:
    'AWS freine le compte\u00a0: cela passe tout seul\u202f; si cela dure, demandez au support d’AWS plus d’appels à SendTextMessage par seconde',
  CredentialsProviderError: noCredentials.fr,
  NotAuthorized: notAllowed.fr,
  PRICE_OVER_THRESHOLD:
    'un SMS y coûte plus que ne permet partPriceUsd\u00a0: relevez-le dans les réglages, et déployez',
  COUNTRY_NOT_ENABLED:
    'le compte n’a pas le droit d’écrire dans ce pays\u00a0: autorisez-le dans la console End User Messaging',
  COUNTRY_CODE_MISMATCH: otherCountry.fr,
  DESTINATION_COUNTRY_BLOCKED:
    'AWS ne laisse personne écrire dans ce pays\u00a0: demandez au support d’AWS, ou retirez-le de countries',
  DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION:
    'une configuration de protection du compte bloque ce pays\u00a0: autorisez-le là (console End User Messaging, Protect)',
  INVALID_IDENTITY_FOR_DESTINATION_COUNTRY: otherCountry.fr,
  INTERNATIONAL_SENDING_NOT_SUPPORTED: otherCountry.fr,
  RESOURCE_NOT_ACTIVE: notActive.fr,
  REGISTRATION_NOT_COMPLETE: notActive.fr,
  NO_ORIGINATION_IDENTITIES_FOUND:
    'le compte n’a pas ce numéro pour envoyer\u00a0: lancez doctor, et corrigez les réglages',
  ResourceNotFoundException:
    'AWS ne connaît pas le numéro ou la configuration d’envoi\u00a0: lancez doctor, corrigez les réglages, et redéployez',
  RESOURCE_NOT_ACCESSIBLE:
    'le numéro est à un autre compte ou dans une autre région\u00a0: lancez doctor, et corrigez les réglages',
  DESTINATION_PHONE_NUMBER_OPTED_OUT:
    'le téléphone est sur la liste d’opposition d’AWS pour ce numéro\u00a0: retirez-l’en si son titulaire le demande',
}

const known = wordsForCode(english, french)

/** What a reason of AWS or its SDK means, and what to do about it; undefined for any other. */
export const awsWordsFor = (reason: string): Translated | undefined =>
  known(reason) ??
  (/^(ExpiredToken|RequestExpired|UnrecognizedClient|InvalidSignature|IncompleteSignature|MissingAuthenticationToken)/.test(
    reason,
  )
    ? noCredentials
    : undefined)
