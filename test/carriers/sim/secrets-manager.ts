import { createServer } from 'node:http'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { onTestFinished } from 'vitest'

import { startStandIn, stoppedAfterwards } from '../../stand-in.ts'

type Version = { readonly secretString: string | undefined; readonly createdAt?: number }

/** What it answers: a version of the secret by its stage, or an error of Secrets Manager by its name. */
type Answers = { AWSCURRENT: Version | string; AWSPREVIOUS?: Version | string }

/** The real client, and a Secrets Manager that answers what the test wants, and notes which stages it was asked for. */
export const startSecretsManager = async (answers: Answers) => {
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    const { VersionStage: stage = 'AWSCURRENT' } = JSON.parse(Buffer.concat(await request.toArray()).toString())
    asked.push(stage)
    const answer = answers[stage as keyof Answers] ?? 'ResourceNotFoundException'
    response.setHeader('content-type', 'application/x-amz-json-1.1')
    if (typeof answer === 'string') response.statusCode = answer === 'InternalServiceError' ? 500 : 400
    response.end(JSON.stringify(typeof answer === 'string' ? { __type: answer } : bodyOf(answer)))
  })
  const client = new SecretsManagerClient({
    endpoint: await stoppedAfterwards(startStandIn(server)),
    region: 'eu-west-3',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  })
  onTestFinished(() => client.destroy())
  return { answers, asked, client }
}

const bodyOf = ({ secretString, createdAt = 0 }: Version) => ({
  SecretString: secretString,
  CreatedDate: createdAt / 1000,
})
