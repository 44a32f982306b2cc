/** What a reason from AWS's service for WhatsApp means, and what to do about it; undefined for other reasons. */
export const wordsOfWhatsApp = (reason: string): string | undefined =>
  Object.hasOwn(words, reason) ? words[reason] : undefined

const words: Readonly<Record<string, string>> = {
  AccessDeniedByMetaException:
    'Meta refuses the account or the number: see WhatsApp Manager, and the quality that doctor shows',
  InvalidParametersException: 'AWS finds a mistake in the request: this is an error of the program, please report it',
  LimitExceededException: 'a limit of the account on WhatsApp is reached: this passes by itself; if it stays, ask AWS',
  ThrottledRequestException: 'AWS throttles the account: this passes by itself',
  NO_PHONE_NUMBER_ID: 'the line has no "phoneNumberId" where it is deployed: deploy again',
}
