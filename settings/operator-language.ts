/** The languages of the dashboard and the alarms, for those who run the number. */
export const operatorLanguages = ['en', 'fr'] as const
export type OperatorLanguage = (typeof operatorLanguages)[number]

/** The language in settings, or English if there is none. */
export const operatorLanguageOf = ({
  operatorLanguage = 'en',
}: {
  readonly operatorLanguage?: OperatorLanguage | undefined
}): OperatorLanguage => operatorLanguage
