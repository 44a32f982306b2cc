import { PublishCommand } from '@aws-sdk/client-sns'
import { loadTools } from '../carriers/tools.ts'
import { type Account, type Assembly, type Cloud, type Placed, startCloud, workingAccount } from '../emulator/index.ts'
import { type Assets, createSite, type Site, type SiteOptions } from '../page/index.ts'
import type { Settings } from '../settings/schema.ts'
import { beatMessage } from '../shared/rules/beat.ts'
import { judgePolicies } from './policy-judge.ts'

export const localCarriers = await loadTools('local')

/** What is different from a working account that has the lines of the stage, all of them attached to it. */
export type StageAccount = Partial<Account> & {
  readonly areLinesAttached?: boolean
  /** Stand-ins that start with other options. */
  readonly standIns?: readonly Placed[]
}

export type StageOptions = Assembly & {
  readonly port: number
  readonly settings: Settings
  readonly account?: StageAccount
}

/** Starts a stage on the emulator. Throws a `CloudError` or a `Refusal` if its template can't work. */
export const startStage = async ({ settings, account = {}, ...options }: StageOptions): Promise<Cloud> => {
  const { areLinesAttached = true, standIns = [], ...changes } = account
  const usual = standInsFor(settings, areLinesAttached).filter(
    ({ standIn }) => !standIns.some((one) => one.standIn === standIn),
  )
  const cloud = await startCloud({
    ...options,
    judge: judgePolicies,
    standIns: [...standIns, ...usual],
    account: { ...accountOf(settings, areLinesAttached), ...changes },
  })
  if (areLinesAttached) for (const { attach } of Object.values(localCarriers)) attach?.(cloud, settings)
  return cloud
}

const standInsFor = (settings: Settings, areAttached: boolean): readonly Placed[] =>
  Object.values(localCarriers).flatMap(({ standIn }) => standIn?.(settings, areAttached) ?? [])

/** The account for a stage, with everything set up that its lines need. */
export const accountOf = (settings: Settings, areLinesAttached = true): Account => ({
  ...workingAccount,
  partPriceUsd: settings.partPriceUsd,
  ...Object.assign({}, ...Object.values(localCarriers).map(({ account }) => account?.(settings, areLinesAttached))),
})

/** Publishes a beat, as a schedule or a poll does once an hour. */
const publishBeat = ({ owner, outputs }: Pick<Cloud, 'owner' | 'outputs'>) =>
  owner.sns.send(new PublishCommand({ TopicArn: outputs['InboundTopicArn'], Message: beatMessage }))

type Options = Omit<SiteOptions, 'cloud' | 'assets' | 'carriers'> & {
  readonly cloud: Omit<StageOptions, 'settings'>
  readonly assets: Assets
  /** Called for each number that is started. Returns a function that stops watching it. */
  readonly watch?: (cloud: Cloud, site: Site) => () => void
}

/** Starts a number in the emulator, with its site. */
export const startNumber = async ({ stage, settings, cloud: cloudOptions, assets, watch }: Options) => {
  const start = async () => {
    const cloud = await startStage({ ...cloudOptions, settings })
    const site = createSite({ stage, settings, carriers: localCarriers, cloud, assets })
    const endWatching = watch?.(cloud, site)
    // Otherwise nothing would be known of its carriers before the schedule's first beat.
    await publishBeat(cloud)
    return { cloud, endWatching, site }
  }
  let running: Awaited<ReturnType<typeof start>> | undefined = await start()
  const first = running
  const stop = async (): Promise<void> => {
    const stopped = running
    running = undefined
    stopped?.site.end()
    // Watching ends first, because functions that are interrupted by the stop may log errors.
    stopped?.endWatching?.()
    await stopped?.cloud.stop()
  }
  return {
    ...first,
    /** Stops the number, which forgets everything, and starts a new one. If that fails, it can be called again. */
    startAfresh: async (): Promise<Site> => {
      await stop()
      running = await start()
      return running.site
    },
    stop,
  }
}
