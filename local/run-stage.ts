import { fileURLToPath } from 'node:url'
import { buildBundles } from '../cdk/bundles.ts'
import { createApp } from '../cdk/synthesise.ts'
import { type Cloud, readAssembly } from '../emulator/index.ts'
import { buildAssets, onlySendersOf, startWeb } from '../page/index.ts'
import type { Settings } from '../settings/schema.ts'
import { addressOf, carriers } from '../shared/rules/carriers.ts'
import { localCarriers, startNumber } from './number.ts'
import type { Options } from './options.ts'
import { startupBanner } from './startup-banner.ts'
import { showTranscript } from './transcript.ts'

const print = (line: string): void => console.log(line)

/** Runs a stage on this machine: builds and starts it, prints a short conversation with it, and then its addresses. */
export const runStage = async ({ stage, settings, port, awsPort }: Options & { readonly settings: Settings }) => {
  print(`Anti-relou, stage ${stage}: building, synthesising, starting... Times are UTC.\n`)
  const page = buildAssets()
  await buildBundles()
  const outdir = fileURLToPath(new URL(`../dist/cdk/${stage}`, import.meta.url))
  // The rules of cdk-nag and CloudFormation take seconds, and are kept by npm run check and by every deployment.
  const assembly = readAssembly(createApp(stage, settings, { outdir, checks: false }).synth().directory)
  const { cloud, site, startAfresh } = await startNumber({
    stage,
    settings,
    cloud: {
      ...assembly,
      port: awsPort,
      account: { readReceipts: true },
    },
    assets: page,
    watch: showTroubles,
  })
  const web = await startWeb(site, port, startAfresh)
  const { exampleSenders, lines } = site.stage
  const [line] = lines
  const [first = ''] = exampleSenders
  // The transcript's sender gets silence afterwards, so it should not be the first example, which people will try. Example
  // senders take the countries in turn, so this one is usually of the same country as the first.
  const sender =
    onlySendersOf(settings, localCarriers).length > 0 ? first : (exampleSenders.at(-settings.countries.length) ?? first)
  const other = exampleSenders.find((example) => example !== first && example !== sender)
  const caller = line && carriers[line.carrier].takesCalls ? other : undefined
  if (line !== undefined) {
    const { number, network } = line
    const lineName = network === undefined ? number : `${number} on ${network}`
    await showTranscript({ cloud, line: addressOf(line, number), lineName, sender, caller, print })
  }
  print(startupBanner({ cloud, web, stage: site.stage }))
}

const showTroubles = ({ logs }: Cloud): (() => void) =>
  logs.subscribe(({ functionName, line }) => {
    if (/"level":"(WARN|ERROR)"/.test(line)) console.error(`${functionName}: ${line}`)
  })
