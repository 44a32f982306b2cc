import { createServer } from 'node:http'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { onTestFinished } from 'vitest'

import { startStandIn, stoppedAfterwards } from '../../stand-in.ts'

type Version = { readonly secretString: string | undefined; readonly createdAt?: number }

/** The responses: a version of the secret for each staging label, or the name of an error. */
type Answers = { AWSCURRENT: Version | string; AWSPREVIOUS?: Version | string }

/** A real client with a server in place of Secrets Manager. `asked` records the staging labels of its requests. */
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
