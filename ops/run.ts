import { Command } from '@commander-js/extra-typings'
import { loadTools } from '../carriers/tools.ts'
import type { Operations } from './carrier.ts'
import { createCommandContext } from './command-context.ts'
import { attachCommand } from './commands/attach.ts'
import { blockCommand } from './commands/block.ts'
import { cardCommand } from './commands/card.ts'
import { costCommand } from './commands/cost.ts'
import { deadLettersCommand } from './commands/dead-letters.ts'
import { doctorCommand } from './commands/doctor.ts'
import { forgetCommand } from './commands/forget.ts'
import { logsCommand } from './commands/logs.ts'
import { optInCommand } from './commands/opt-in.ts'
import { pauseCommand } from './commands/pause.ts'
import { rehearseCommand } from './commands/rehearse.ts'
import { reportCommand } from './commands/report.ts'
import { resumeCommand } from './commands/resume.ts'
import { settingsCommand } from './commands/settings.ts'
import { showCommand } from './commands/show.ts'
import { statusCommand } from './commands/status.ts'
import { tryAlarmCommand } from './commands/try-alarm.ts'
import { unblockCommand } from './commands/unblock.ts'
import { explain } from './explain.ts'
import type { Machine } from './machine.ts'
import { parseRegion } from './stage.ts'
import { escaped } from './words.ts'

/** Runs a command line. Returns the exit code: 0, 1 (refused) or 2 (mistyped). Throws this program's own faults. */
export const runOps = async (args: readonly string[], given: Machine): Promise<number> => {
  const machine = withoutControl(given)
  const { program, say } = createProgram(machine)
  try {
    await program.parseAsync([...args], { from: 'user' })
    return 0
  } catch (error) {
    const explanation = explain(error)
    if (explanation === undefined) throw error
    const sentence = say(explanation.sentence)
    if (sentence !== '') machine.complain(sentence)
    return explanation.exitCode
  }
}

/** The machine, whose terminal shows control characters and does not obey them. */
const withoutControl = (machine: Machine): Machine => {
  const { print, complain, ask } = machine
  return {
    ...machine,
    print: (text) => print(escaped(text)),
    complain: (text) => complain(escaped(text)),
    ...(ask && { ask: (question) => ask(escaped(question)) }),
  }
}

const createProgram = (machine: Machine) => {
  const program = new Command('npm run ops --')
    .description('What a maintainer does with a number that runs: see how it goes, stop it, care for senders.')
    .option('--stage <name>', 'the stage, such as prod; not needed if settings/ has one of yours only')
    .option('--region <region>', 'where it is deployed, if neither AWS_REGION nor your profile says so', parseRegion)
    .option('--local', 'the number that npm start runs on this machine (with its AWS_PORT, if that is set)')
    .option('--json', 'print for programs: sentences are in English, and may change; all else is stable')
    .option('--yes', 'change what the command changes without asking')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: machine.print,
      writeErr: (text) => machine.complain(text.trimEnd()),
    })
    .exitOverride()
  const context = createCommandContext(machine, () => ({
    ...program.opts(),
    command: program.args[0] ?? '',
  }))
  for (const [who, declared] of Object.entries(commands))
    for (const declare of declared)
      program.addCommand(declare(context, operations).copyInheritedSettings(program).helpGroup(`${who}:`))
  return { program, say: context.say }
}

export const operations: Operations = await loadTools('ops')

/** Every command, by who may run it, as help lists them: everybody has the watcher's policy. */
export const commands = {
  'Whoever watches': [statusCommand, costCommand, reportCommand, logsCommand, settingsCommand, cardCommand],
  'Operators, who care for senders and for what waits': [
    pauseCommand,
    resumeCommand,
    showCommand,
    blockCommand,
    unblockCommand,
    optInCommand,
    forgetCommand,
    deadLettersCommand,
    doctorCommand,
  ],
  'Installers, for a day': [attachCommand, rehearseCommand, tryAlarmCommand],
} as const
