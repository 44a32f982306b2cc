import { hasOnlySimulators } from '../carriers/aws/settings/lines.ts'
import { contradictions } from './contradictions.ts'
import { settingsSchema } from './schema.ts'

/** Settings that don't contradict each other. */
export const consistentSettings = settingsSchema.superRefine((settings, context) => {
  for (const [path, message] of contradictions(settings)) context.addIssue({ code: 'custom', path: [...path], message })
})

/** The same for a stage that is deployed: somebody has to be woken, unless nobody can text it. */
export const deployableSettings = consistentSettings.refine(
  (settings) => settings.alertEmails.length > 0 || hasOnlySimulators(settings),
  { path: ['alertEmails'], error: 'must hold at least one e-mail address, which alarms wake' },
)
