import { type Cloud, readAssembly } from '../emulator/index.ts'
import { buildAssets, onlySendersOf, type Site, startWeb } from '../page/index.ts'
import { carrierSettings, nobodyTexts } from '../settings/carriers.ts'
import { operatorLanguageOf } from '../settings/operators.ts'
import { portBefore } from '../settings/read.ts'
import type { Settings } from '../settings/schema.ts'
import { addressOf, carriers } from '../shared/rules/carriers.ts'
import { localCarriers, startNumber } from './number.ts'
import type { Options } from './options.ts'
import { atLocalhost, startupBanner } from './startup-banner.ts'
import { senderAmong, showTranscript } from './transcript.ts'

const print = (line: string): void => console.log(line)

type Running = Options & {
  readonly settings: Settings
  /** The folder of the stage's cloud assembly, once it is synthesised. */
  readonly assembly: Promise<string>
}

/** Runs a stage here: serves its page, starts it, prints a short conversation, and then its addresses. */
export const runStage = async ({ stage, settings, port, awsPort, assembly }: Running) => {
  print(`Anti-relou, stage ${stage}: building, synthesising, starting... Times are UTC.\n`)
  const assets = await buildAssets(operatorLanguageOf(settings))
  const starting = assembly.then((directory) =>
    startNumber({
      stage,
      settings,
      cloud: { ...readAssembly(directory), port: awsPort },
      assets,
      watch: (cloud, site) => both(showTroubles(cloud), showAlarms(site)),
    }),
  )
  const web = await startWeb({
    assets,
    site: starting.then(({ site }) => site),
    port,
    startAfresh: async () => (await starting).startAfresh(),
  })
  print(`Phones  ${atLocalhost(web)}\n`)
  const { cloud, site } = await starting
  const { exampleSenders, lines } = site.stage
  if (nobodyTexts(settings)) {
    print(
      `Nobody can text a simulator. In another terminal: ${portBefore(cloud.endpoint)}npm run rehearse -- --local --stage ${stage}`,
    )
    return print(startupBanner({ cloud, web, stage: site.stage }))
  }
  const [line] = lines
  const [first = ''] = exampleSenders
  const sender = onlySendersOf(settings, localCarriers).length > 0 ? first : senderAmong(exampleSenders)
  const other = exampleSenders.find((example) => example !== first && example !== sender)
  const caller = line && carriers[line.carrier].takesCalls ? other : undefined
  if (line !== undefined) {
    const { number, network } = line
    const lineName = network === undefined ? number : `${number} on ${network}`
    const sendIntervalMs = carrierSettings[line.carrier].sendIntervalMs?.(settings) ?? 0
    await showTranscript({ cloud, line: addressOf(line, number), lineName, sender, caller, sendIntervalMs, print })
  }
  print(startupBanner({ cloud, web, stage: site.stage }))
}

const both = (one: () => void, other: () => void) => (): void => {
  one()
  other()
}

/** Prints a line when an alarm goes on: its title, and whether it can wait. */
const showAlarms = ({ alarms }: Site): (() => void) => {
  let ringing: readonly string[] = []
  return alarms.subscribe((all) => {
    const now = all.filter(({ state }) => state === 'ALARM')
    for (const { name, description } of now)
      if (!ringing.includes(name)) print(`Alarm   ${description.split('\n', 1).join()}`)
    ringing = now.map(({ name }) => name)
  })
}

const showTroubles = ({ logs }: Cloud): (() => void) =>
  logs.subscribe(({ functionName, line }) => {
    if (/"level":"(WARN|ERROR)"/.test(line)) console.error(`${functionName}: ${line}`)
  })
