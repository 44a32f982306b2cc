import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'

import { buildBundles } from '../cdk/bundles.ts'
import { createApp } from '../cdk/synthesise.ts'
import type { Settings } from '../settings/schema.ts'
import { readAssembly } from './assembly.ts'
import { type Cloud, startCloud } from './cloud.ts'
import { newAccount } from './control-plane/account.ts'
import { inboundSms } from './endpoint/inbox.ts'
import { loopback } from './loopback.ts'
import { createSite } from './number-site.ts'
import type { Options } from './options.ts'
import { showTranscript } from './transcript.ts'
import { buildAssets } from './web/assets.ts'
import { startWeb } from './web/web.ts'

const print = (line: string): void => console.log(line)

/** Runs a stage on this machine: builds, synthesises, starts, shows that it works, and says where it is. */
export const runStage = async ({ stage, settings, port, awsPort }: Options & { readonly settings: Settings }) => {
  print(`Anti-relou, stage ${stage}: building, synthesising, starting...\n`)
  const page = buildAssets(fileURLToPath(new URL('page', import.meta.url)))
  await buildBundles()
  const outdir = fileURLToPath(new URL(`../dist/cdk/${stage}`, import.meta.url))
  const assembly = readAssembly(createApp(stage, settings, { outdir }).synth())
  const numbers = settings.lines.flatMap(({ number }) => number ?? [])
  const cloud = await startCloud({ ...assembly, port: awsPort, account: { ...newAccount, numbers } })
  showTroubles(cloud)
  const site = createSite({ stage, settings, cloud, assets: await page })
  const web = await startWeb(site, port)
  const line = site.stage.lines[0]?.number ?? ''
  const { exampleSenders } = site.stage
  const [first = ''] = exampleSenders
  // Of the same country, as a rule, since they are of each in turn; from now on it would get silence.
  const sender = exampleSenders.at(-settings.countries.length) ?? first
  await showTranscript({ cloud, line, sender, print })
  print(whereabouts(cloud, web, first, line, stage))
}

const showTroubles = ({ logs }: Cloud): void => {
  logs.subscribe(({ functionName, line }) => {
    if (/"level":"(WARN|ERROR)"/.test(line)) console.error(`${functionName}: ${line}`)
  })
}

const whereabouts = (cloud: Cloud, web: string, from: string, to: string, stage: string): string => {
  const { region, inboundTopicArn } = cloud
  const [page, aws] = [web, cloud.endpoint].map((url) => url.replace(loopback, 'localhost'))
  const text = { from, to, text: 'Salut' }
  return `
Phones  ${page}
        curl -d '${JSON.stringify(text)}' ${page}/api/messages
        curl ${page}/api/messages
AWS     ${aws} (${region}, any credentials), inbound topic ${inboundTopicArn}
        AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any aws --endpoint-url ${aws} --region ${region} sns publish --topic-arn ${inboundTopicArn} --message '${JSON.stringify(inboundSms({ id: randomUUID(), ...text }))}'
Operate npm run ops -- status --local --stage ${stage}
Ctrl-C ends it; everything is in memory.`
}
