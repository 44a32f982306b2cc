const known = new Map(
  Object.entries({
    AccessDeniedByMetaException:
      'Meta refuses the account or the number: see WhatsApp Manager, and the quality that doctor shows',
    InvalidParametersException: 'AWS finds a mistake in the request: this is an error of the program, please report it',
    LimitExceededException:
      'a limit of the account on WhatsApp is reached: this passes by itself; if it stays, ask AWS',
    ThrottledRequestException: 'AWS throttles the account: this passes by itself',
    NO_PHONE_NUMBER_ID: 'the line has no "phoneNumberId" where it is deployed: deploy again',
  }),
)

/** What a reason of AWS's service for WhatsApp means, and what to do about it; undefined for any other. */
export const whatsappWordsFor = (reason: string): string | undefined => known.get(reason)
