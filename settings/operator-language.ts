/** What the dashboard and the alarms can be written in, for those who run the number. */
export const operatorLanguages = ['en', 'fr'] as const
export type OperatorLanguage = (typeof operatorLanguages)[number]

/** The one that settings choose; English if they choose none. */
export const operatorLanguageOf = ({
  operatorLanguage = 'en',
}: {
  readonly operatorLanguage?: OperatorLanguage | undefined
}): OperatorLanguage => operatorLanguage
