import { randomUUID } from 'node:crypto'
import { type Cloud, inboundSms, loopback } from '../emulator/index.ts'
import type { Stage } from '../page/index.ts'
import { portBefore } from '../settings/read.ts'
import { addressOf, carriers } from '../shared/rules/carriers.ts'
import { localCarriers } from './number.ts'

type BannerOptions = {
  readonly cloud: Pick<Cloud, 'endpoint' | 'region' | 'inboundTopicArn'>
  /** The URL of the page and its API. */
  readonly web: string
  readonly stage: Pick<Stage, 'stage' | 'lines' | 'exampleSenders'>
}

/** A URL as people type it. */
export const atLocalhost = (url: string): string => url.replace(loopback, 'localhost')

/** The text that `npm start` prints: the addresses of a running number, and how to text, call and operate it. */
export const startupBanner = ({ cloud, web, stage: { stage, lines, exampleSenders } }: BannerOptions): string => {
  const { region, inboundTopicArn } = cloud
  const [page, aws] = [atLocalhost(web), atLocalhost(cloud.endpoint)]
  const addressed = lines.map((line) => ({ ...line, address: addressOf(line, line.number) }))
  const called = addressed.find(({ carrier }) => carriers[carrier].takesCalls)?.address
  const [from, text] = [exampleSenders[0] ?? '', 'Salut']
  const published = lines.find(({ carrier }) => localCarriers[carrier].publishesTexts)
  const program = `AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any aws --endpoint-url ${aws} --region ${region}`
  const post = (body: object, path: string) => `curl -d '${JSON.stringify(body)}' ${page}${path}`
  const message = published && inboundSms({ id: randomUUID(), from, to: published.number, text })
  return [
    '',
    `Phones  ${page}`,
    `        ${post({ from, to: addressed[0]?.address, text }, '/api/messages')}`,
    ...(called === undefined ? [] : [`        ${post({ from, to: called }, '/api/calls')}`]),
    `        curl ${page}/api/messages`,
    `AWS     ${aws} (${region}, any credentials), inbound topic ${inboundTopicArn}`,
    ...(message === undefined
      ? []
      : [`        ${program} sns publish --topic-arn ${inboundTopicArn} --message '${JSON.stringify(message)}'`]),
    ...[...new Set(lines.map(({ carrier }) => carrier))].flatMap(
      (carrier) => localCarriers[carrier].banner?.(aws, program) ?? [],
    ),
    `Operate ${portBefore(cloud.endpoint)}npm run ops -- status --local --stage ${stage}`,
    'Ctrl-C ends it; everything is in memory.',
  ].join('\n')
}
