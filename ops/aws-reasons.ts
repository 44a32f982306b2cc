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

const ourMistake: Translated = {
  en: 'AWS finds a mistake in the request: this is an error of the program, please report it',
  fr: 'AWS trouve une faute dans la demande\u00a0: c’est une erreur du programme, merci de la signaler',
}

const otherCountry: Translated = {
  en: 'an AWS number answers phones of its own country: take that country off countries, or give it a line of its own',
  fr: 'un numéro d’AWS répond aux téléphones de son pays\u00a0: retirez ce pays de countries, ou donnez-lui sa propre ligne',
}

const english = {
  // The account.
  DESTINATION_PHONE_NUMBER_NOT_VERIFIED:
    'the account is in the SMS sandbox and may text verified phones only: ask AWS to leave it in the region of the stage (Support Center, Service Quotas, SMS Production Access; allow a few days)',
  MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT:
    'the monthly spend limit is reached: ask AWS support for more, or wait for the next month',
  ACCOUNT_DISABLED: 'AWS has switched texting off for this account: ask AWS support why',
  INSUFFICIENT_ACCOUNT_REPUTATION: 'AWS trusts this account too little to send: ask AWS support what to do',
  AccessDeniedException: notAllowed.en,
  ThrottlingException:
    'AWS throttles the account: this passes by itself; if it stays, ask AWS support for more requests of SendTextMessage a second',
  CredentialsProviderError: noCredentials.en,
  NotAuthorized: notAllowed.en,
  OptInRequired: 'the account has not signed up for End User Messaging: open its console once',

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
  NUMBER_CAPABILITIES_MISMATCH: 'the number can not send SMS: get one that has this capability',
  CHANNEL_NOT_ENABLED: 'the account can not send SMS yet: open the End User Messaging console and enable it',
  MESSAGE_TYPE_MISMATCH: 'the number is for promotion only: get one for transactional texts',
  SENDER_ID_REQUIRES_REGISTRATION: otherCountry.en,
  SENDER_ID_NOT_REGISTERED: otherCountry.en,
  SENDER_ID_NOT_SUPPORTED: otherCountry.en,
  PHONE_NUMBER_NOT_IN_REGISTRATION_REGION:
    'the number is registered in another region: use it there, or register one in the region of settings',
  PHONE_NUMBER_ASSOCIATED_TO_POOL: 'the number belongs to a pool: take it out of that first',
  TWO_WAY_NOT_SUPPORTED_IN_COUNTRY: 'numbers of that country can not receive: get one of another country',
  TWO_WAY_NOT_SUPPORTED_IN_REGION: 'numbers can not receive in this region: get one in another region',

  // The phone that is texted.
  DESTINATION_PHONE_NUMBER_OPTED_OUT:
    "the phone is on AWS's opt-out list of the number: take it off there if its owner wants that",
  DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE:
    'a protect configuration of the account blocks that phone: remove the rule if it is a mistake',
  DAILY_DESTINATION_CALL_LIMIT: 'that phone was texted too often today: wait until tomorrow',

  // The request.
  INVALID_PARAMETER: ourMistake.en,
  MISSING_PARAMETER: ourMistake.en,
  INVALID_REQUEST: ourMistake.en,
  FIELD_VALIDATION_FAILED: ourMistake.en,
  PARAMETERS_CANNOT_BE_USED_TOGETHER: ourMistake.en,
  UNSPECIFIED_PARAMETER_NOT_SUPPORTED: ourMistake.en,
  MAXIMUM_SIZE_EXCEEDED: ourMistake.en,
  CANNOT_PARSE: ourMistake.en,
  INVALID_ARN: ourMistake.en,
}

const french: typeof english = {
  DESTINATION_PHONE_NUMBER_NOT_VERIFIED:
    'le compte est dans le bac à sable des SMS, et n’écrit qu’aux téléphones vérifiés\u00a0: demandez à AWS de l’en sortir dans la région de l’environnement (Support Center, Service Quotas, SMS Production Access\u202f; comptez quelques jours)',
  MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT:
    'la limite de dépense du mois est atteinte\u00a0: demandez-en une plus haute au support d’AWS, ou attendez le mois prochain',
  ACCOUNT_DISABLED: 'AWS a coupé l’envoi de SMS pour ce compte\u00a0: demandez pourquoi au support d’AWS',
  INSUFFICIENT_ACCOUNT_REPUTATION:
    'AWS se fie trop peu à ce compte pour le laisser envoyer\u00a0: demandez au support d’AWS que faire',
  AccessDeniedException: notAllowed.fr,
  ThrottlingException:
    'AWS freine le compte\u00a0: cela passe tout seul\u202f; si cela dure, demandez au support d’AWS plus d’appels à SendTextMessage par seconde',
  CredentialsProviderError: noCredentials.fr,
  NotAuthorized: notAllowed.fr,
  OptInRequired: 'le compte n’est pas inscrit à End User Messaging\u00a0: ouvrez une fois sa console',
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
  NUMBER_CAPABILITIES_MISMATCH: 'le numéro ne peut pas envoyer de SMS\u00a0: prenez-en un qui le peut',
  CHANNEL_NOT_ENABLED:
    'le compte ne peut pas encore envoyer de SMS\u00a0: ouvrez la console End User Messaging et activez-les',
  MESSAGE_TYPE_MISMATCH: 'le numéro ne sert qu’à la publicité\u00a0: prenez-en un pour les SMS transactionnels',
  SENDER_ID_REQUIRES_REGISTRATION: otherCountry.fr,
  SENDER_ID_NOT_REGISTERED: otherCountry.fr,
  SENDER_ID_NOT_SUPPORTED: otherCountry.fr,
  PHONE_NUMBER_NOT_IN_REGISTRATION_REGION:
    'le numéro est enregistré dans une autre région\u00a0: servez-vous-en là-bas, ou enregistrez-en un dans la région des réglages',
  PHONE_NUMBER_ASSOCIATED_TO_POOL: 'le numéro fait partie d’un groupe (pool)\u00a0: retirez-le d’abord de ce groupe',
  TWO_WAY_NOT_SUPPORTED_IN_COUNTRY:
    'les numéros de ce pays ne peuvent pas recevoir\u00a0: prenez-en un d’un autre pays',
  TWO_WAY_NOT_SUPPORTED_IN_REGION:
    'les numéros ne peuvent pas recevoir dans cette région\u00a0: prenez-en un dans une autre',
  DESTINATION_PHONE_NUMBER_OPTED_OUT:
    'le téléphone est sur la liste d’opposition d’AWS pour ce numéro\u00a0: retirez-l’en si son titulaire le demande',
  DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE:
    'une configuration de protection du compte bloque ce téléphone\u00a0: supprimez la règle si c’est une erreur',
  DAILY_DESTINATION_CALL_LIMIT: 'ce téléphone a reçu trop de SMS aujourd’hui\u00a0: attendez demain',
  INVALID_PARAMETER: ourMistake.fr,
  MISSING_PARAMETER: ourMistake.fr,
  INVALID_REQUEST: ourMistake.fr,
  FIELD_VALIDATION_FAILED: ourMistake.fr,
  PARAMETERS_CANNOT_BE_USED_TOGETHER: ourMistake.fr,
  UNSPECIFIED_PARAMETER_NOT_SUPPORTED: ourMistake.fr,
  MAXIMUM_SIZE_EXCEEDED: ourMistake.fr,
  CANNOT_PARSE: ourMistake.fr,
  INVALID_ARN: ourMistake.fr,
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
