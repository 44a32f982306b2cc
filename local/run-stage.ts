import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { getExampleNumber, isSupportedCountry } from 'libphonenumber-js/mobile'
import examples from 'libphonenumber-js/mobile/examples'

import { buildBundles } from '../cdk/bundles.ts'
import { createApp } from '../cdk/synthesise.ts'
import type { Settings } from '../settings/schema.ts'
import { readAssembly } from './assembly.ts'
import { type Cloud, startCloud } from './cloud.ts'
import { inboundSms } from './endpoint/inbox.ts'
import { loopback } from './loopback.ts'
import type { Options } from './options.ts'
import { showTranscript } from './transcript.ts'
import { startWeb } from './web.ts'

const print = (line: string): void => console.log(line)

/** Runs a stage on this machine: builds, synthesises, starts, shows that it works, and says where it is. */
export const runStage = async ({ stage, settings, port, awsPort }: Options & { readonly settings: Settings }) => {
  print(`Anti-relou, stage ${stage}: building, synthesising, starting...\n`)
  await buildBundles()
  const outdir = fileURLToPath(new URL(`../dist/cdk/${stage}`, import.meta.url))
  const assembly = readAssembly(createApp(stage, settings, { outdir }).synth())
  const cloud = await startCloud({ ...assembly, port: awsPort })
  showTroubles(cloud)
  const web = await startWeb(cloud, port)
  const line = settings.lines[0]?.number ?? cloud.boughtNumbers[0] ?? ''
  const sender = exampleSender(settings)
  await showTranscript({ cloud, line, sender, print })
  print(whereabouts(cloud, web, sender, line))
}

const showTroubles = ({ logs }: Cloud): void => {
  logs.subscribe(({ functionName, line }) => {
    if (/"level":"(WARN|ERROR)"/.test(line)) console.error(`${functionName}: ${line}`)
  })
}

/** A number that looks like one of the first country that is served. */
const exampleSender = ({ countries: [country] }: Settings): string => {
  const example = country !== undefined && isSupportedCountry(country) && getExampleNumber(country, examples)
  return example ? example.number : ''
}

const whereabouts = (cloud: Cloud, web: string, sender: string, line: string): string => {
  const { region, inboundTopicArn } = cloud
  const [page, aws] = [web, cloud.endpoint].map((url) => url.replace(loopback, 'localhost'))
  // The sender of the transcript would get silence.
  const from = `${sender.slice(0, -1)}${(Number(sender.at(-1)) + 1) % 10}`
  const text = { from, to: line, text: 'Salut' }
  return `
Phones  ${page}
        curl -d '${JSON.stringify(text)}' ${page}/api/messages
        curl ${page}/api/messages
AWS     ${aws} (${region}, any credentials), inbound topic ${inboundTopicArn}
        AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any aws --endpoint-url ${aws} --region ${region} sns publish --topic-arn ${inboundTopicArn} --message '${JSON.stringify(inboundSms({ id: randomUUID(), ...text }))}'
Ctrl-C ends it; everything is in memory.`
}
