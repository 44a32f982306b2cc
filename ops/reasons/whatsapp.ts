/** What the reasons of AWS's service for WhatsApp mean, and what to do about them. */
export const whatsappReasons = {
  AccessDeniedByMetaException:
    'Meta refuses the account or the number: see WhatsApp Manager, and the quality that doctor shows',
  InvalidParametersException: 'AWS finds a mistake in the request: this is an error of the program, please report it',
  LimitExceededException: 'a limit of the account on WhatsApp is reached: this passes by itself; if it stays, ask AWS',
  ThrottledRequestException: 'AWS throttles the account: this passes by itself',
  NO_PHONE_NUMBER_ID: 'the line has no "phoneNumberId" where it is deployed: deploy again',
} as const
