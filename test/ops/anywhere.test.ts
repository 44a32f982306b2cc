import { pathToFileURL } from 'node:url'
import {
  DeleteStackCommand,
  DescribeStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation'
import { UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda'
import { afterAll, describe, expect, test } from 'vitest'
import { settingsIn } from '../../settings/read.ts'
import { read } from '../docs/page.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { version } from './machine.ts'
import { checksOf, sayOf, startOperated } from './operated-number.ts'

const numbers = Array.from({ length: 20 }, (_, n) => `+324600000${10 + n}`)
/** As somebody in France might write it on Windows, with a byte order mark and their own spaces. */
const file = [
  '\uFEFF{',
  '  "region": "eu-west-3",   "alertEmails": ["zoe@relou.example"],',
  `  "lines": [${numbers.map((number) => `\n    { "number": "${number}",${' '.repeat(40)}"language": "fr" }`).join(',')}],`,
  '  "countries": ["BE"], "budgets": { "default": { "hour": 100 } }, "partPriceUsd": 0.08,',
  String.raw`  "texts": { "fr": ["D\u00e9sol\u00e9, écrivez à personne d'autre."] },`,
  '  "operatorLanguage": "en", "runbookUrl": "https://relou.example/carnet-d’été-🙂"',
  '}\t',
].join('\r\n')

const prod = ['--stage', 'prod']
const settings = { file, deployed: settingsIn(file, 'prod') }
const deployed = await startOperated({ numbers, emailsConfirmed: true }, 'prod', settings)
afterAll(deployed.stop)
const { cloudFormation } = deployed.clients()

describe('a copy without settings', () => {
  test('restores the file to the byte, with its accents, its emoji and twenty lines', async () => {
    const { out, exitCode } = await deployed.ops(['settings', ...prod], copyWith({}))
    expect(exitCode).toBe(0)
    expect(Buffer.from(out)).toEqual(Buffer.from(file))
    const values = Object.values(deployed.cloud.outputs)
    expect(values.filter((value) => value.length > 1024 || /[^ -~]/.test(value))).toEqual([])
  })

  test('shows and changes what is deployed', async () => {
    const copy = copyWith({})
    const { out } = await deployed.ops(['status', ...prod], copy)
    expect(out).toMatch(/^All is well.*\.\nAntiRelou-prod, eu-west-3, /)
    expect(out).not.toContain('Version')
    for (const command of ['cost', 'logs', 'pause', 'resume', 'dead-letters'])
      expect(await deployed.ops([command, ...prod, '--yes'], copy)).toMatchObject({ exitCode: 0 })
    expect((await deployed.ops(['doctor', ...prod], copy)).out).toMatch(/^ok {2}Stack +deployed /m)
    const card = await deployed.ops(['card', ...prod, '--number', numbers[3] ?? '', '--json'], copy)
    expect(JSON.parse(card.out)).toMatchObject([{ number: numbers[3], sample: false }])
  })
})

test('a stack that people text is not deleted by a mistaken destroy', async () => {
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: 'AntiRelou-prod' }))
  expect(Stacks).toMatchObject([{ EnableTerminationProtection: true }])
  await expect(cloudFormation.send(new DeleteStackCommand({ StackName: 'AntiRelou-prod' }))).rejects.toThrow(/enabled/)
})

describe('the two lines that are pasted into CloudShell', () => {
  const pasted =
    /^ID=\$\(aws cloudformation describe-stacks --region (?<region>\S+) --stack-name (?<StackName>\S+) --query "Stacks\[0\]\.Outputs\[\?OutputKey=='(?<output>\w+)'\]\.OutputValue" --output text\)\naws lambda update-event-source-mapping --region \k<region> --uuid "\$ID" --no-enabled --query State$/m

  test.each(
    ['docs/runbook.md', 'docs/templates/volunteer.md'].flatMap((page) => [page, page.replace('.md', '.fr.md')]),
  )('in %s are the same, stop sending, and an operator may run them', async (page) => {
    const { StackName, output } = pasted.exec(read(page))?.groups ?? {}
    const { cloudFormation, lambda } = deployed.clients(deployed.keyFor('Operator'))
    const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }))
    const UUID = stack?.Outputs?.find(({ OutputKey }) => OutputKey === output)?.OutputValue
    const isPaused = async () => (await deployed.json('status', ...prod)).paused
    for (const Enabled of [false, true]) {
      await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }))
      expect(await isPaused()).toBe(!Enabled)
    }
  })
})

test('doctor says whether a copy of the settings is what is deployed, or why it can’t be deployed', async () => {
  const saidOf = async (text: string) => {
    const { out } = await deployed.ops(['doctor', '--json', ...prod], copyWith({ 'prod.json': text }))
    return JSON.parse(out).find(({ what }: { readonly what: string }) => what === 'settings/prod.json').say
  }
  const another = 'not as it is deployed: compare it with npm run ops -- settings --stage prod'
  expect(await saidOf(file.replace('"hour": 100', '"hour": 50'))).toBe(another)
  const sameInOtherWords = file.replaceAll('  ', ' ').replace('"hour": 100', '"hour": 100, "day": 1000')
  expect(await saidOf(sameInOtherWords)).toBe('as it was deployed')
  const mistyped = /^can't be deployed: settings\/prod\.json: budgets\.default\.hours is not a setting/
  expect(await saidOf(file.replace('"hour"', '"hours"'))).toMatch(mistyped)
})

describe('a stack of another version', () => {
  const { outputs } = deployed.cloud
  const without = (name: string) => Object.fromEntries(Object.entries(outputs).filter(([key]) => !key.startsWith(name)))

  const isPausedAndResumed = async (copy: ReturnType<typeof copyWith>, why: RegExp, remark = '') => {
    const status = await deployed.ops(['status', ...prod], copy)
    expect(status).toMatchObject({ exitCode: 1, err: expect.stringMatching(why) })
    for (const [command, done] of [
      ['pause', 'Paused, within a minute.\n'],
      ['resume', ''],
    ] as const) {
      const { exitCode, err, out } = await deployed.ops([command, ...prod, '--yes', '--json'], copy)
      expect({ exitCode, err }).toEqual({ exitCode: 0, err: done + remark })
      expect(JSON.parse(out)).toMatchObject({ paused: command === 'pause', unread: expect.stringMatching(why) })
    }
  }
  const [first = ''] = Object.entries(outputs).flatMap(([name, value]) => (name === 'Settings1' ? [value] : []))

  test.each<[string, { readonly [name: string]: string }, RegExp]>([
    [
      'with a setting that is not known here',
      { ...outputs, Version: '9.0.0', Settings1: first.replace('alertEmails', 'alertMails') },
      /^AntiRelou-prod was deployed by 9\.0\.0, while these commands are .*, which can only pause and resume it: settings\/prod\.json: alertMails is not a setting/,
    ],
    ['without an output', without('TableName'), /^The stack AntiRelou-prod has no output TableName: deploy it again/],
  ])('%s is paused and resumed, and says why it can do nothing else', async (_, told, why) => {
    deployed.tellStack(told)
    await isPausedAndResumed(copyWith({}), why)
  })

  const broken =
    "The settings that are deployed can't be read, so only a copy's file counts until it is deployed again.\n"

  test.each<[string, { readonly [name: string]: string }, string]>([
    ['no settings', without('Settings'), ''],
    ['settings that are cut off', { ...outputs, Settings1: `${first.slice(0, -3)}\\u00"` }, broken],
    ['settings that are no file', { ...without('Settings'), Settings1: '"{"' }, broken],
  ])('with %s goes by those of a copy and, without one, is paused and resumed', async (_, told, remark) => {
    deployed.tellStack(told)
    const [copy, empty] = [copyWith({ 'prod.json': file }), copyWith({})]
    expect(await deployed.ops(['status', ...prod], copy)).toMatchObject({ exitCode: 0, err: remark })
    expect(await deployed.ops(['settings', ...prod], empty)).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/^The stack AntiRelou-prod does not carry its settings, or not whole: /),
    })
    await isPausedAndResumed(empty, /^There is no settings\/prod\.json/m, remark)
  })

  test('says so in status and doctor, and does the rest', async () => {
    deployed.tellStack({ ...outputs, Version: '9.0.0' })
    expect((await deployed.ops(['status', ...prod], copyWith({}))).out).toMatch(
      new RegExp(`^Version +deployed by 9.0.0, while these commands are ${version}$`, 'm'),
    )
    const say = `deployed by 9.0.0, while these commands are ${version}`
    expect(sayOf(await checksOf(deployed, ...prod), 'Version')).toBe(say)
  })

  test.each([
    ['UPDATE_IN_PROGRESS', 'It is just being deployed: what you see is what was deployed before that.\n'],
    [
      'UPDATE_ROLLBACK_COMPLETE',
      'The last deployment failed (UPDATE_ROLLBACK_COMPLETE): what you see is what was deployed before that.\n',
    ],
    ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', ''],
  ])('that is %s says what it shows', async (status, err) => {
    deployed.tellStack(outputs, status)
    expect(await deployed.ops(['status', ...prod], copyWith({}))).toMatchObject({ exitCode: 0, err })
  })

  test('whose first deployment failed says so and, if it is protected, the two commands that lead to the next', async () => {
    const says = async () => (await deployed.ops(['status', ...prod], copyWith({ 'prod.json': file }))).err
    const failed = 'The stack AntiRelou-prod is ROLLBACK_COMPLETE: no deployment of it has succeeded (docs/deploy.md)'
    deployed.tellStack({}, 'ROLLBACK_COMPLETE')
    expect(await says()).toBe(`${failed}.\n`)
    const tellProtected = '<EnableTerminationProtection>true</EnableTerminationProtection>'
    const tellAsItIs = deployed.tellStack({}, 'ROLLBACK_COMPLETE', tellProtected)
    const commands =
      /:\naws cloudformation update-termination-protection --region eu-west-3 --stack-name (?<protectedStack>\S+) --no-enable-termination-protection\naws cloudformation delete-stack --region eu-west-3 --stack-name (?<deletedStack>\S+)\n$/
    const { protectedStack, deletedStack } = commands.exec(await says())?.groups ?? {}
    tellAsItIs()
    await cloudFormation.send(
      new UpdateTerminationProtectionCommand({ StackName: protectedStack, EnableTerminationProtection: false }),
    )
    await cloudFormation.send(new DeleteStackCommand({ StackName: deletedStack }))
    expect(await says()).toMatch(
      /^There is no stack AntiRelou-prod in eu-west-3 .* deploy it with npx cdk deploy -c stage=prod/,
    )
  })
})

/** A copy of the project with these files of settings. */
const copyWith = (files: { readonly 'prod.json'?: string }) => ({
  settingsFolder: pathToFileURL(`${temporaryFolder(files)}/`),
  onlyStage: () => undefined,
})
