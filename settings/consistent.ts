import { hasOnlySimulators } from '../carriers/aws/settings/lines.ts'
import { contradictions } from './contradictions.ts'
import { settingsSchema } from './schema.ts'

/** Settings without contradictions. */
export const consistentSettings = settingsSchema.superRefine((settings, context) => {
  for (const [path, message] of contradictions(settings)) context.addIssue({ code: 'custom', path: [...path], message })
})

/** Consistent settings of a stage that is deployed. Somebody must be woken by alarms, unless nobody can text the stage. */
export const deployableSettings = consistentSettings.refine(
  (settings) => settings.alertEmails.length > 0 || hasOnlySimulators(settings),
  { path: ['alertEmails'], error: 'must hold at least one e-mail address, which alarms wake' },
)

/**
 * Deployable settings that a maintainer wrote. The address and the number of the example are refused, because nobody
 * would be woken, and the number is nobody's.
 */
export const ownSettings = deployableSettings.superRefine(({ alertEmails, lines }, context) => {
  const refuse = (path: readonly (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path: [...path], message })
  for (const [i, address] of alertEmails.entries())
    if (address === exampleAddress) refuse(['alertEmails', i], 'must be an address that somebody reads')
  for (const [i, { number }] of lines.entries())
    if (number === exampleNumber) refuse(['lines', i, 'number'], 'must be a number of yours: this is the example')
})

/** The address and the number in settings/example.json, which are nobody's. */
const exampleAddress = 'you@example.org'
const exampleNumber = '+393990000000'
