import { randomUUID } from 'node:crypto'

import type { Stage } from '../page/client/protocol.ts'
import type { Cloud } from './cloud.ts'
import { loopback } from './loopback.ts'
import { inboundSms } from './phones/inbox.ts'

type Number = {
  readonly cloud: Pick<Cloud, 'endpoint' | 'region' | 'inboundTopicArn'>
  /** The URL of the page and its API. */
  readonly web: string
  readonly stage: Pick<Stage, 'stage' | 'lines' | 'exampleSenders'>
}

/** The addresses of a running number, and how to text, call and operate it. */
export const startupBanner = ({ cloud, web, stage: { stage, lines, exampleSenders } }: Number): string => {
  const { region, inboundTopicArn } = cloud
  const [page, aws] = [web, cloud.endpoint].map((url) => url.replace(loopback, 'localhost'))
  const lineOf = (wanted: string) => lines.find(({ carrier }) => carrier === wanted)?.number
  const [sim, from, text] = [lineOf('sim'), exampleSenders[0] ?? '', 'Salut']
  const post = (body: object, path: string) => `curl -d '${JSON.stringify(body)}' ${page}${path}`
  const published = inboundSms({ id: randomUUID(), from, to: lineOf('aws') ?? sim ?? '', text })
  return [
    '',
    `Phones  ${page}`,
    `        ${post({ from, to: lines[0]?.number, text }, '/api/messages')}`,
    ...(sim === undefined ? [] : [`        ${post({ from, to: sim }, '/api/calls')}`]),
    `        curl ${page}/api/messages`,
    `AWS     ${aws} (${region}, any credentials), inbound topic ${inboundTopicArn}`,
    `        AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any aws --endpoint-url ${aws} --region ${region} sns publish --topic-arn ${inboundTopicArn} --message '${JSON.stringify(published)}'`,
    ...(sim === undefined ? [] : [`httpSMS ${aws}/http-sms (API key "local")`]),
    `Operate npm run ops -- status --local --stage ${stage}`,
    'Ctrl-C ends it; everything is in memory.',
  ].join('\n')
}
