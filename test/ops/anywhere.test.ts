import { pathToFileURL } from 'node:url'
import {
  DeleteStackCommand,
  DescribeStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation'
import { UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda'
import { afterAll, describe, expect, test } from 'vitest'
import { formAnswer } from '../../emulator/index.ts'
import { createClients } from '../../ops/clients.ts'
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
const { region, endpoint } = deployed.cloud
const { cloudFormation } = createClients({ region, endpoint, credentials: { accessKeyId: 'o', secretAccessKey: 'o' } })

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

test('a deployment protects no stack, or what is left of one that failed could not be deleted', async () => {
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: 'AntiRelou-prod' }))
  expect(Stacks).toMatchObject([{ EnableTerminationProtection: false }])
})

describe('the two lines that are pasted into CloudShell', () => {
  const pasted =
    /^ID=\$\(aws cloudformation describe-stacks --region (?<region>\S+) --stack-name (?<StackName>\S+) --query "Stacks\[0\]\.Outputs\[\?OutputKey=='(?<output>\w+)'\]\.OutputValue" --output text\)\naws lambda update-event-source-mapping --region \k<region> --uuid "\$ID" --no-enabled --query State$/m

  test.each(
    ['docs/runbook.md', 'docs/templates/volunteer.md'].flatMap((page) => [page, page.replace('.md', '.fr.md')]),
  )('in %s are the same, stop sending, and an operator may run them', async (page) => {
    const { StackName, output } = pasted.exec(read(page))?.groups ?? {}
    const config = { region: deployed.cloud.region, endpoint: deployed.cloud.endpoint }
    const { cloudFormation, lambda } = createClients({ ...config, credentials: deployed.keyFor('Operator') })
    const { Stacks: [stack] = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }))
    const UUID = stack?.Outputs?.find(({ OutputKey }) => OutputKey === output)?.OutputValue
    const isPaused = async () => (await deployed.json('status', ...prod)).paused
    for (const Enabled of [false, true]) {
      await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }))
      expect(await isPaused()).toBe(!Enabled)
    }
  })
})

describe('doctor says what a copy of the settings would change', () => {
  const third = numbers[2]
  const saidOf = async (text: string) => {
    const { out } = await deployed.ops(['doctor', '--json', ...prod], copyWith({ 'prod.json': text }))
    return JSON.parse(out).find(({ what }: { readonly what: string }) => what === 'settings/prod.json')
  }

  test.each<[string, string, string]>([
    ['"hour": 100', '"hour": 50', 'budgets.default.hour: 100 → 50'],
    [`\n    { "number": "${numbers[7]}",${' '.repeat(40)}"language": "fr" },`, '', `line ${numbers[7]} goes`],
    [`"${third}",`, `"${third}", "phoneNumberId": "phone-1",`, `line ${third}: phoneNumberId: left out → "phone-1"`],
    ['zoe@', 'max@', 'alertEmails: ["zoe@relou.example"] → ["max@relou.example"]'],
    ['eu-west-3', 'eu-west-1', 'region: "eu-west-3" → "eu-west-1", where it would be a second stack'],
  ])('%s has become %s', async (was, is, say) => {
    expect(file).toContain(was)
    const changed = `not as it is deployed; npx cdk deploy would change: ${say}`
    expect(await saidOf(file.replace(was, is))).toMatchObject({ state: 'remark', say: changed })
  })

  test.each([
    ['spaces', file.replaceAll('  ', ' ')],
    ['defaults that are written', file.replace('"hour": 100', '"hour": 100, "day": 1000')],
  ])('and %s change nothing', async (_, text) => {
    expect(await saidOf(text)).toMatchObject({ state: 'ok', say: 'as it was deployed' })
  })

  test('or why it can’t be deployed', async () => {
    expect(await saidOf(file.replace('"hour"', '"hours"'))).toMatchObject({
      state: 'remark',
      say: expect.stringMatching(/^can't be deployed: settings\/prod\.json: budgets\.default\.hours is not a setting/),
    })
  })
})

describe('a stack of another version', () => {
  /** Has CloudFormation tell other outputs of the stack, from now on. */
  const tell = (outputs: { readonly [name: string]: string }, status = 'UPDATE_COMPLETE', more = '') => {
    const members = Object.entries(outputs).map(
      ([name, value]) =>
        `<member><OutputKey>${name}</OutputKey><OutputValue>${value.replaceAll('&', '&amp;')}</OutputValue></member>`,
    )
    const body = `<Stacks><member><StackName>AntiRelou-prod</StackName><StackStatus>${status}</StackStatus><CreationTime>2026-11-29T00:00:00Z</CreationTime>${more}<Outputs>${members.join('')}</Outputs></member></Stacks>`
    deployed.cloud.answerFor('cloudformation:DescribeStacks', ({ action }) => formAnswer(action, body))
  }
  const { outputs } = deployed.cloud
  const without = (name: string) => Object.fromEntries(Object.entries(outputs).filter(([key]) => !key.startsWith(name)))

  test.each<[string, { readonly [name: string]: string }, RegExp]>([
    [
      'with a setting that is not known here',
      { ...outputs, Version: '9.0.0', Settings1: (outputs['Settings1'] ?? '').replace('alertEmails', 'alertMails') },
      /^AntiRelou-prod was deployed by 9\.0\.0, while these commands are .*, which can only pause and resume it: settings\/prod\.json: alertMails is not a setting/,
    ],
    ['without an output', without('TableName'), /^The stack AntiRelou-prod has no output TableName: deploy it again/],
    ['that does not carry its settings', without('Settings'), /^There is no settings\/prod\.json: the stage must be /],
  ])('%s is paused and resumed, and says why it can do nothing else', async (_, told, why) => {
    tell(told)
    const copy = copyWith({})
    const status = await deployed.ops(['status', ...prod], copy)
    expect(status).toMatchObject({ exitCode: 1, err: expect.stringMatching(why) })
    for (const [command, done] of [
      ['pause', 'Paused, within a minute.\n'],
      ['resume', ''],
    ] as const) {
      const { exitCode, err, out } = await deployed.ops([command, ...prod, '--yes', '--json'], copy)
      expect({ exitCode, err }).toEqual({ exitCode: 0, err: done })
      expect(JSON.parse(out)).toMatchObject({ paused: command === 'pause', unread: expect.stringMatching(why) })
    }
  })

  test('that does not carry its settings goes by those of a copy', async () => {
    tell(without('Settings'))
    expect(await deployed.ops(['status', ...prod], copyWith({ 'prod.json': file }))).toMatchObject({
      exitCode: 0,
      err: '',
    })
    expect((await deployed.ops(['settings', ...prod], copyWith({}))).err).toMatch(
      /does not carry its settings, or not whole/,
    )
  })

  const [first = ''] = Object.entries(outputs).flatMap(([name, value]) => (name === 'Settings1' ? [value] : []))
  const broken =
    "The settings that are deployed can't be read, so only a copy's file counts until it is deployed again.\n"

  test.each([
    ['cut off', `${first.slice(0, -3)}\\u00"`],
    ['of another version', '{"unquoted": "piece"}'],
    ['without an end', '"{"'],
  ])('whose settings are %s goes by those of a copy, and says so', async (_, Settings1) => {
    tell({ ...outputs, Settings1 })
    const [copy, empty] = [copyWith({ 'prod.json': file }), copyWith({})]
    for (const command of ['status', 'doctor']) {
      const { err, out } = await deployed.ops([command, ...prod], copy)
      expect(err.startsWith(broken)).toBe(true)
      expect(out).toContain('deployed ')
    }
    expect(await deployed.ops(['show', '+33612345678', ...prod], copy)).toMatchObject({ exitCode: 0, err: broken })
    const { err } = await deployed.ops(['status', ...prod], empty)
    expect(err).toMatch(/can't be read.*\nThere is no settings\/prod\.json/)
    expect(await deployed.ops(['settings', ...prod], empty)).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/^The stack AntiRelou-prod does not carry its settings, or not whole: /),
    })
    for (const [command, done] of [
      ['pause', 'Paused, within a minute.\n'],
      ['resume', ''],
    ] as const) {
      const said = await deployed.ops([command, ...prod, '--yes'], empty)
      expect(said).toMatchObject({ exitCode: 0, err: done + broken })
    }
  })

  test('says so in status and doctor, and does the rest', async () => {
    tell({ ...outputs, Version: '9.0.0' })
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
    tell(outputs, status)
    expect(await deployed.ops(['status', ...prod], copyWith({}))).toMatchObject({ exitCode: 0, err })
  })

  test('whose first deployment failed is not taken for an older one', async () => {
    tell({}, 'ROLLBACK_COMPLETE')
    expect((await deployed.ops(['status', ...prod], copyWith({ 'prod.json': file }))).err).toMatch(
      /^The stack AntiRelou-prod is ROLLBACK_COMPLETE: no deployment of it has succeeded \(docs\/deploy\.md\)\.$/m,
    )
  })

  test('that somebody has protected can’t be deleted before the line that its remark prints', async () => {
    const byHand = '<EnableTerminationProtection>true</EnableTerminationProtection>'
    tell({}, 'ROLLBACK_COMPLETE', byHand)
    const StackName = 'AntiRelou-prod'
    expect((await deployed.ops(['status', ...prod], copyWith({ 'prod.json': file }))).err).toContain(
      `; it is protected, so first run aws cloudformation update-termination-protection --region eu-west-3 --stack-name ${StackName} --no-enable-termination-protection.\n`,
    )
    const protect = (EnableTerminationProtection: boolean) =>
      cloudFormation.send(new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection }))
    const remove = () => cloudFormation.send(new DeleteStackCommand({ StackName }))
    await protect(true)
    await expect(remove()).rejects.toThrow('cannot be deleted while TerminationProtection is enabled')
    await protect(false)
    await remove()
    await expect(remove()).rejects.toThrow('does not exist')
  })
})

/** A copy of the project with these files of settings. */
const copyWith = (files: { readonly 'prod.json'?: string }) => ({
  settingsFolder: pathToFileURL(`${temporaryFolder(files)}/`),
  onlyStage: () => undefined,
})
