const refusedKey = 'httpSMS refuses the API key: put the one that its Settings show into HTTPSMS_API_KEY, and attach'
const unknownPhone = 'httpSMS does not know the phone: install its app there, sign in, and attach'

const known = new Map(
  Object.entries({
    PHONE_OFFLINE: 'its phone does not report: see that it is on, charged and online, then doctor',
    NOT_ATTACHED: 'httpSMS and the stage do not know each other: attach the line',
    HTTP_401: refusedKey,
    HTTP_403: refusedKey,
    HTTP_402: "the texts of httpSMS's plan are used up: get a larger one, or wait for the next month",
    HTTP_404: unknownPhone,
    HTTP_422: unknownPhone,
    HTTP_429: 'httpSMS is asked too often: this passes by itself',
  }),
)

/** What a reason of a phone or of httpSMS means, and what to do about it; undefined for any other. */
export const httpSmsWordsFor = (reason: string): string | undefined => {
  const [, status] = /^HTTP_(\d{3})$/.exec(reason) ?? []
  return known.get(reason) ?? (status && `httpSMS answered with the status ${status}: see doctor, and docs/httpsms.md`)
}
