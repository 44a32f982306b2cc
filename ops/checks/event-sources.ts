import { type EventSourceMappingConfiguration, GetEventSourceMappingCommand } from '@aws-sdk/client-lambda'
import { attributesIn, type Deployed } from '../../settings/outputs.ts'
import type { Translated } from '../../settings/values.ts'
import { type Deployment, remedy, undoByHand } from '../deployment.ts'
import { isDisabled } from '../sending.ts'
import { joined } from '../words.ts'
import { changesOf } from './attributes.ts'
import { type Check, fix, ok, remark, tried, undeployed, unsure } from './check.ts'

/** What was deployed, and whether operators may stop it, as a pause does. */
type Wanted = { readonly is: Deployed['is']; readonly mayPause: boolean }

/** Checks that Lambda feeds both functions as the stack has it. */
export const checkEventSources = (deployment: Deployment): readonly Promise<readonly Check[]>[] => {
  const { ReceiveSmsSourceId, SendReplySourceId } = deployment.outputs
  return [
    check({ en: 'Texts to receive-sms', fr: 'SMS vers receive-sms' }, deployment, ReceiveSmsSourceId, false),
    check({ en: 'Replies to send-reply', fr: 'Réponses vers send-reply' }, deployment, SendReplySourceId, true),
  ]
}

const check = (what: Translated, deployment: Deployment, UUID: string, mayPause: boolean): Promise<readonly Check[]> =>
  tried(what, async () => {
    const deployed = attributesIn(deployment.outputOf).find(({ ref }) => ref === UUID)
    if (deployed === undefined) return [unsure(what, undeployed)]
    const mapping = await deployment.aws.lambda.send(new GetEventSourceMappingCommand({ UUID }))
    const update = `aws lambda update-event-source-mapping --region ${deployment.region} --uuid ${UUID}`
    return [judgeMapping(what, mapping, { ...deployed, mayPause }, update)]
  })

/** Judges a mapping that was read. `update` is the command that changes it, without its options. */
export const judgeMapping = (
  what: Translated,
  mapping: EventSourceMappingConfiguration,
  wanted: Wanted,
  update: string,
): Check => {
  const { StateTransitionReason: reason = 'user' } = mapping
  // "Indicates whether a user or Lambda made the last change" (API reference, EventSourceMappingConfiguration).
  if (isDisabled(mapping) && !/user/i.test(reason)) {
    const stopped = {
      en: `Lambda itself has stopped them (${reason}), as when the role may not read the queue`,
      fr: `Lambda lui-même les a arrêtés (${reason}), comme quand le rôle n’a plus le droit de lire la file`,
    }
    const { en, fr } = remedy(stopped, undoByHand)
    return fix(what, { en: `${en}, then ${update} --enabled`, fr: `${fr}, puis ${update} --enabled` })
  }
  const isPaused = isDisabled(mapping) && wanted.mayPause
  const stopped = isDisabled(mapping) && !wanted.mayPause ? [{ en: 'they are stopped', fr: 'ils sont arrêtés' }] : []
  const changes = [...stopped, ...changesOf(attributesOf(mapping), wanted.is)]
  if (changes.length > 0) {
    const undo = `${update} ${optionsFor(wanted, isPaused)}`
    return fix(
      what,
      // Only the mapping by which sending is paused is an operator's to change: a filter throws STOPs away.
      wanted.mayPause
        ? remedy(joined(changes), {
            en: `undo it with ${undo}, and have an administrator ${whoDidIt.en}`,
            fr: `annulez-le avec ${undo}, et demandez à un administrateur de ${whoDidIt.fr}`,
          })
        : remedy(joined(changes), {
            en: `have an administrator undo it with ${undo}, and ${whoDidIt.en}`,
            fr: `demandez à un administrateur de l’annuler avec ${undo}, et de ${whoDidIt.fr}`,
          }),
    )
  }
  return isPaused
    ? remark(what, {
        en: 'none, as sending is paused: replies stay queued until somebody resumes',
        fr: 'aucune, car l’envoi est suspendu\u00a0: elles restent en attente jusqu’à la reprise',
      })
    : ok(what, { en: 'all of them, as it was deployed', fr: 'tout passe, comme au déploiement' })
}

const whoDidIt: Translated = {
  en: "see in CloudTrail's event history who did it",
  fr: 'voir qui l’a fait dans l’historique de CloudTrail',
}

/** Filters with somebody's own key may not be shown (API reference, EventSourceMappingConfiguration). */
const attributesOf = (mapping: EventSourceMappingConfiguration): Deployed['is'] => {
  const { FunctionArn, FilterCriteria, FilterCriteriaError, KMSKeyArn, MaximumBatchingWindowInSeconds = 0 } = mapping
  const filters = FilterCriteria?.Filters?.length ? FilterCriteria : (FilterCriteriaError ?? KMSKeyArn)
  const FunctionName = FunctionArn?.split(':')[6]
  return { ...mapping, FunctionName, FilterCriteria: filters, MaximumBatchingWindowInSeconds }
}

/**
 * The options of the AWS CLI that make a mapping what the stack has. An empty object removes all filters (developer
 * guide, event filtering). Whether a pause outlasts an update that doesn't mention it is not said (API reference,
 * UpdateEventSourceMapping), so nothing ends a pause that began meanwhile.
 */
const optionsFor = ({ is, mayPause }: Wanted, isPaused: boolean): string => {
  const { MaximumConcurrency } = is['ScalingConfig'] as { readonly MaximumConcurrency: number }
  return [
    "--filter-criteria '{}'",
    ...(isPaused ? ['--no-enabled'] : []),
    ...(mayPause ? [] : ['--enabled']),
    `--function-name ${is['FunctionName']}`,
    `--function-response-types ${[is['FunctionResponseTypes']].flat().join(' ')}`,
    `--batch-size ${is['BatchSize']} --maximum-batching-window-in-seconds ${is['MaximumBatchingWindowInSeconds']}`,
    `--scaling-config MaximumConcurrency=${MaximumConcurrency}`,
  ].join(' ')
}
