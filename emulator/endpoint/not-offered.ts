import { escapeXml, jsonAnswer, xmlAnswer } from './answers.ts'
import type { Answer } from './call.ts'

type Asked = { readonly service: string; readonly what: string; readonly headers: { readonly [name: string]: string } }

/**
 * The error for a service or an action that the embedded cloud doesn't offer. It is in the protocol of the request, because an
 * SDK can't read an error in another one (Smithy, AWS protocols: awsQuery sends forms, awsJson sends a target header, S3 and
 * Route 53 use restXml, and the others use restJson).
 */
export const notOffered = ({ service, what, headers }: Asked): Answer => {
  const code = 'UnknownOperationException'
  const message = `The embedded cloud has no ${what}.`
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    return xmlAnswer(400, `<ErrorResponse><Error><Type>Sender</Type>${told(code, message)}</Error></ErrorResponse>`)
  if (restXml.includes(service)) return xmlAnswer(400, `<Error>${told(code, message)}</Error>`)
  const kind: Answer['headers'] = headers['x-amz-target'] === undefined ? { 'x-amzn-errortype': code } : {}
  return jsonAnswer(400, { __type: `com.amazonaws.${service}#${code}`, message }, kind)
}

const restXml = ['s3', 'route53', 'cloudfront']

const told = (code: string, message: string): string => `<Code>${code}</Code><Message>${escapeXml(message)}</Message>`
