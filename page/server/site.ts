import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { type Cloud, startCloudWatch } from '../../emulator/index.ts'
import { carrierSettings } from '../../settings/carriers.ts'
import { portBefore } from '../../settings/read.ts'
import { Refusal } from '../../settings/refusal.ts'
import type { Settings } from '../../settings/schema.ts'
import { isOfCountry, type OperatorLanguage } from '../../settings/values.ts'
import { addressOf, carriersOf, carriers as traits } from '../../shared/rules/carriers.ts'
import type { Stage } from '../client/protocol.ts'
import { createExperiments } from '../experiments/experiments.ts'
import { createSenders } from '../experiments/senders.ts'
import { onlySendersOf, type ShownCarrier, type ShownCarriers } from './carrier.ts'
import { createFigures } from './figures.ts'
import { createMessageLog } from './messages.ts'
import { createNewest } from './newest.ts'
import { createSending } from './sending.ts'

/** Everything that the page shows and does. */
export type Site = Omit<ReturnType<typeof createSite>, 'end'>

type Asset = { readonly type: string; readonly content: Uint8Array<ArrayBuffer> }

/** The page and its files, by path. */
export type Assets = ReadonlyMap<string, Asset>

/** Bundles the page in memory, with everything that its files import. */
export const buildAssets = async (language: OperatorLanguage = 'en'): Promise<Assets> => {
  const html: Asset = { type: 'text/html; charset=utf-8', content: readFileSync(`${folder}index.html`) }
  const assets = new Map([['/', html]])
  for (const { path, contents } of await bundle()) {
    const type = path.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8'
    assets.set(path, { type, content: Uint8Array.from(contents) })
  }
  return inLanguage(assets, language)
}

const folder = fileURLToPath(new URL('..', import.meta.url))

const bundle = async () => {
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: { main: 'client/main.ts', style: 'style.css' },
    outdir: '/assets',
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    legalComments: 'none',
    logLevel: 'warning',
  })
  return outputFiles
}

/** The same files, with a page that speaks this language. */
export const inLanguage = (assets: Assets, language: OperatorLanguage): Assets => {
  const page = assets.get('/')
  if (page === undefined) return assets
  const html = new TextDecoder().decode(page.content).replace('<html lang="en">', `<html lang="${language}">`)
  return new Map([...assets, ['/', { ...page, content: new TextEncoder().encode(html) }]])
}

export type SiteOptions = {
  readonly stage: string
  readonly settings: Settings
  readonly carriers: ShownCarriers
  readonly cloud: Cloud
  readonly assets: Assets
}

/** The site of a number in the emulator. Throws a `Refusal` for a template without the outputs that it needs. */
export const createSite = ({ stage, settings, carriers, cloud, assets }: SiteOptions) => {
  const { countries, currency, replyDelay: replyDelayMs } = settings
  const bought = cloud.boughtNumbers.values()
  const lines = settings.lines.map(({ number, carrier }) => ({
    number: number ?? bought.next().value ?? '',
    carrier,
    ...(carriers[carrier].network && { network: carriers[carrier].network }),
  }))
  const [first] = lines
  const used = carriersOf(settings).map((carrier) => carriers[carrier])
  const served = first === undefined ? countries : servedBy(first, countries)
  const { examples } = createSenders([...new Set([...served, ...countries])], onlySendersOf(settings, carriers))
  const outputOf = (name: string): string => {
    const output = cloud.outputs[name]
    if (output === undefined) throw new Refusal(`The template has no output ${name}.`)
    return output
  }
  const experiments = createExperiments({
    cloud,
    receiveSms: outputOf('ReceiveSmsFunctionName'),
    line: first === undefined ? '' : addressOf(first, first.number),
    senders: createSenders(served, examples),
    refused: Object.values(carriers).map(({ refused }) => refused),
    replyPriceUsd: (first && carrierSettings[first.carrier].replyPrice?.usd(settings)) ?? 0,
    receivedPriceUsd: (first && carrierSettings[first.carrier].receivedUsd) ?? 0,
  })
  const sending = createNewest(createSending(cloud, outputOf('SendReplyFunctionName')))
  const cloudWatch = startCloudWatch(cloud)
  const figures = createNewest(createFigures(cloudWatch.dataOf, stage))
  const description: Stage = {
    stage,
    startedAt: new Date().toISOString(),
    commandPrefix: portBefore(cloud.endpoint),
    lines,
    currency,
    replyDelayMs,
    exampleSenders: withOthers(examples, used),
    repliesADay: Object.values(settings.budgets).reduce((sum, { day }) => sum + day, 0),
  }
  const { receiveText, receiveCall } = cloud
  const ended = new AbortController()
  return {
    assets,
    contact: settings.contact,
    stage: description,
    receiveText,
    receiveCall,
    messages: createMessageLog(cloud, experiments.isBesieger),
    figures: figures.journal,
    alarms: cloudWatch.alarms,
    experiments,
    sending: sending.journal,
    /** Aborted when the site has ended, since no events come after that. */
    ended: ended.signal,
    end: (): void => {
      experiments.end()
      sending.end()
      figures.end()
      cloudWatch.stop()
      ended.abort()
    },
  }
}

const servedBy = ({ number, carrier }: Stage['lines'][number], countries: readonly string[]): readonly string[] =>
  traits[carrier].ownCountryOnly ? countries.filter((country) => isOfCountry(number, country)) : countries

/** The example senders. Those who hide their number are inserted after the first two. */
const withOthers = (numbers: readonly string[], used: readonly ShownCarrier[]): readonly string[] => {
  const others = used.flatMap(({ exampleSenders }) => exampleSenders?.(numbers) ?? [])
  return numbers.toSpliced(2, 0, ...others)
}
