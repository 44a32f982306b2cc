import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { listen } from '../../emulator/index.ts'
import { root } from '../docs/page.ts'

const started = new Set<ReturnType<typeof start>>()
afterAll(() => {
  for (const { kill } of started) kill('SIGKILL')
})

describe.concurrent('npm start', () => {
  it('shows a text with its reply and a second text without one, serves the page, tells of a siege, and ends on Ctrl-C', async () => {
    const { said, ended, kill } = start()
    await vi.waitFor(() => expect(said.out).toContain('Ctrl-C ends it'), { timeout: 120_000, interval: 50 })
    expect(said.err).toBe('')
    expect(said.out).toMatch(
      /decision: reply, due at .*\n.*Si vous recevez ce message.*\n.*reported: delivered\n.*Allô \?\n.*decision: silence \(answered-recently\)/,
    )

    const url = /Phones +(http:\S+)/.exec(said.out)?.[1]
    expect((await fetch(`${url}/`)).headers.get('content-type')).toContain('text/html')
    const get = async (path: string): Promise<unknown> => (await fetch(`${url}${path}`)).json()
    expect(await get('/api/messages')).toMatchObject([
      { direction: 'inbound', decision: { kind: 'reply' }, outcome: 'sent', delivery: 'delivered' },
      { direction: 'reply' },
      { direction: 'inbound', decision: { kind: 'silent', reason: 'answered-recently' } },
    ])
    expect(await get('/api/stage')).toMatchObject({ stage: 'local' })

    const headers = { 'content-type': 'application/json' }
    await fetch(`${url}/api/experiments`, { method: 'POST', headers, body: JSON.stringify({ kind: 'siege' }) })
    await vi.waitFor(() => expect(said.out).toMatch(/^Alarm {3}Siege\. .+$/m), { timeout: 120_000, interval: 50 })

    kill('SIGINT')
    expect(await ended).toBe(0)
    await expect(fetch(`${url}/`)).rejects.toThrow()
  }, 250_000)

  it('says of a stage with a simulator only that nobody can text it, and how to rehearse it', async () => {
    const { said } = start(['--stage', 'rehearsal'])
    await vi.waitFor(() => expect(said.out).toContain('Ctrl-C ends it'), { timeout: 120_000, interval: 50 })
    expect(said.out).toMatch(/^Nobody can text a simulator\. .* npm run rehearse -- --local --stage rehearsal$/m)
    expect(said.out).not.toContain('no decision')
  }, 150_000)

  it('fails with one sentence if the stage does not exist', async () => {
    const { said, ended } = start(['--stage', 'nowhere'])
    expect(await ended).toBe(1)
    expect(said.err).toMatch(/^There is no settings\/nowhere\.json: .*\n$/)
  })

  it.each(['PORT', 'AWS_PORT'])('fails with one sentence if %s is in use', async (variable) => {
    const server = createServer()
    const port = await listen(server, 0, 'PORT')
    const { said, ended } = start([], { [variable]: String(port) })
    expect(await ended).toBe(1)
    expect(said.err).toBe(`Port ${port} is in use: end the program that has it, or set ${variable} to another port.\n`)
    server.close()
  })
})

/** Runs `npm start` in a process of its own, on free ports. */
const start = (args: readonly string[] = [], environment: Record<string, string> = {}) => {
  const env = { ...process.env, PORT: '0', AWS_PORT: '0', ...environment }
  const child = spawn(process.execPath, ['local/start.js', ...args], { cwd: root, env })
  const said = { out: '', err: '' }
  child.stdout.on('data', (data) => {
    said.out += data
  })
  child.stderr.on('data', (data) => {
    said.err += data
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const program = { said, ended, kill: (signal: NodeJS.Signals) => child.kill(signal) }
  started.add(program)
  return program
}
