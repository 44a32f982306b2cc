import { spawnSync } from 'node:child_process'
import { createServer } from 'node:http'
import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { describe, expect, onTestFinished, test } from 'vitest'

import { findLine, readDeployedNumbers } from '../../card/line.ts'
import { readOptions, UsageError } from '../../card/options.ts'
import { drawSheet } from '../../card/sheet.ts'
import { wordsIn } from '../../card/words.ts'
import { listen, loopback } from '../../local/loopback.ts'
import { Refusal } from '../../local/refusal.ts'
import { languages } from '../../shared/rules/messages.ts'
import { example, exampleWith } from '../cdk/synthesised.ts'
import { readPrinted } from './printed.ts'

const number = '+32460000000'

describe('a sheet', () => {
  test.each(languages)('says in %s all that its words say, and the number on every card', async (language) => {
    const { text } = readPrinted(await drawSheet({ number, language, name: 'Alex' }))
    expect(text.split(wordsIn[language].replaceAll(' ', ''))).toHaveLength(8 + 1)
    expect(text.split(number)).toHaveLength(8 + 1)
  })

  test('has codes that save the number as an ordinary contact, and send or call nothing', async () => {
    const { codes } = readPrinted(await drawSheet({ number: '+33612345678', language: 'fr', name: 'Zoé' }))
    const contact = 'BEGIN:VCARD\r\nVERSION:3.0\r\nN:;Zoé;;;\r\nFN:Zoé\r\nTEL;TYPE=CELL:+33612345678\r\nEND:VCARD'
    expect(codes).toEqual(Array.from({ length: 8 }, () => contact))
  })
})

describe('the number on a card', () => {
  const bought = exampleWith({
    lines: [
      { buy: 'BE', language: 'nl' },
      { number: '+33700000000', language: 'fr' },
    ],
  })
  const unread = () => Promise.reject(new Error('Nobody should ask AWS.'))
  const deployed = async () => ['+32461111111', '+33700000000']

  test('is one of the stage’s lines, which says its language', async () => {
    const found = await findLine(number, { stage: 'prod', settings: example, deployedNumbers: unread })
    expect(found).toEqual({ number, language: 'fr' })
  })

  test('may be one that the stack has bought', async () => {
    const found = await findLine('+32461111111', { stage: 'prod', settings: bought, deployedNumbers: deployed })
    expect(found).toEqual({ number: '+32461111111', language: 'nl' })
  })

  test('is refused with one digit wrong', async () => {
    const find = findLine('+32460000001', { stage: 'prod', settings: example, deployedNumbers: unread })
    await expect(find).rejects.toThrow(
      new Refusal(
        '+32460000001 is no line of prod, whose lines are +32460000000: a wrong digit would send harassers to a stranger.',
      ),
    )
    const other = findLine('+32461111112', { stage: 'prod', settings: bought, deployedNumbers: deployed })
    await expect(other).rejects.toThrow(
      /^\+32461111112 is no line of prod, whose lines are \+32461111111, \+33700000000: /,
    )
  })
})

describe('the deployed stack', () => {
  /** A CloudFormation that always answers this. */
  const answering = async (status: number, xml: string): Promise<CloudFormationClient> => {
    const server = createServer((_, response) => response.writeHead(status, { 'content-type': 'text/xml' }).end(xml))
    const endpoint = `http://${loopback}:${await listen(server, 0, 'PORT')}`
    onTestFinished(() => void server.close())
    const credentials = { accessKeyId: 'x', secretAccessKey: 'x' }
    return new CloudFormationClient({ endpoint, region: 'eu-west-3', credentials, maxAttempts: 1 })
  }

  test('tells the numbers of all lines', async () => {
    const output = `<Outputs><member><OutputKey>LineNumbers</OutputKey><OutputValue>+32461111111 ${number}</OutputValue></member></Outputs>`
    const stacks = `<Stacks><member><StackName>AntiRelou-prod</StackName>${output}</member></Stacks>`
    const result = `<DescribeStacksResult>${stacks}</DescribeStacksResult>`
    const client = await answering(200, `<DescribeStacksResponse>${result}</DescribeStacksResponse>`)
    expect(await readDeployedNumbers('prod', 'eu-west-3', client)).toEqual(['+32461111111', number])
  })

  test('that is not there is asked for in one sentence', async () => {
    const error = '<Code>ValidationError</Code><Message>Stack with id AntiRelou-prod does not exist</Message>'
    const client = await answering(400, `<ErrorResponse><Error>${error}</Error></ErrorResponse>`)
    await expect(readDeployedNumbers('prod', 'eu-west-3', client)).rejects.toThrow(
      new Refusal(
        "Only the deployed stack knows the number of a line that it buys, and AntiRelou-prod in eu-west-3 can't be read (Stack with id AntiRelou-prod does not exist): deploy it, and sign in to its AWS account.",
      ),
    )
  })
})

describe('the command line', () => {
  const read = (line: string) => readOptions(line.split(' '))

  test('takes a number as people write it', () => {
    expect(readOptions(['--stage', 'prod', '--number', '+32 (460) 00-00.00'])).toEqual({
      stage: 'prod',
      number,
      language: undefined,
      name: 'Alex',
    })
    expect(read('--stage prod --number +32460000000 --language de --name Noé')).toMatchObject({
      language: 'de',
      name: 'Noé',
    })
  })

  test.each([
    ['--stage prod', /^--stage and --number are needed: npm run card -- --stage prod --number/],
    ['+32460000000', /^The options \+32460000000 are not understood: npm run card -- --stage prod --number/],
    ['--stage prod --number 0612345678', /^--number is "0612345678", but it must be in full, such as \+32460000000\.$/],
    ['--stage prod --number +32460000000 --language pt', /^--language is "pt", but it must be one of fr, en, de, /],
    ['--stage prod --number +32460000000 --name A;B', /^--name is "A;B", but it must be a name of letters/],
  ])('is refused in one sentence: %s', (line, sentence) => {
    expect(() => read(line)).toThrow(UsageError)
    expect(() => read(line)).toThrow(sentence)
  })
})

test.each([
  ['a number that is no line', ['--stage', 'example', '--number', '+32460000001'], 1],
  ['a stage that has no settings', ['--stage', 'nowhere', '--number', number], 1],
  ['a command line that it does not understand', ['--number', number], 2],
])('the program ends %s with one sentence', (_, options, code) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['card/main.ts', ...options], { encoding: 'utf8' })
  expect({ status, stdout }).toEqual({ status: code, stdout: '' })
  expect(stderr).toMatch(/^[^\n]+\.\n$/)
})
