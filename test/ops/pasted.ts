const clients: { readonly [service: string]: () => Promise<object> } = {
  cloudwatch: () => import('@aws-sdk/client-cloudwatch'),
  dynamodb: () => import('@aws-sdk/client-dynamodb'),
  lambda: () => import('@aws-sdk/client-lambda'),
  'pinpoint-sms-voice-v2': () => import('@aws-sdk/client-pinpoint-sms-voice-v2'),
  sns: () => import('@aws-sdk/client-sns'),
  sqs: () => import('@aws-sdk/client-sqs'),
}

/** What the AWS CLI reads as JSON or in its shorthand, or as a list. All else is a word or a number. */
const structures = ['attributes', 'filter-criteria', 'scaling-config']
const lists = ['alarm-names', 'attribute-names', 'function-response-types']
/** What is said to the CLI, and not to a service. */
const ofCli = ['region', 'query', 'output']

type Config = { readonly region: string; readonly endpoint: string; readonly credentials: object }

/** Sends to a service what the AWS CLI would send for a line that is pasted. Returns what it answers. */
export const paste = async (line: string, config: Config): Promise<object> => {
  const [aws, service = '', operation = '', ...words] = wordsOf(line)
  const load = clients[service]
  if (aws !== 'aws' || load === undefined) throw new Error(`No client for ${line}`)
  const sdk: { readonly [name: string]: unknown } = { ...(await load()) }
  const command = sdk[`${pascal(operation)}Command`]
  const client = Object.entries(sdk).find(([name]) => /^[A-Z]\w+Client$/.test(name))?.[1]
  if (typeof command !== 'function' || typeof client !== 'function') throw new Error(`No such command: ${line}`)
  const opened = Reflect.construct(client, [config])
  try {
    return await opened.send(Reflect.construct(command, [parametersIn(words)]))
  } finally {
    opened.destroy()
  }
}

const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, plain]) => single ?? double ?? plain ?? '')

const parametersIn = (words: readonly string[]): object => {
  const starts = words.flatMap((word, i) => (word.startsWith('--') ? [i] : []))
  const given = starts.flatMap((start, n) => {
    const option = (words[start] ?? '').slice(2)
    const values = words.slice(start + 1, starts[n + 1])
    if (ofCli.includes(option)) return []
    const flag = option.replace(/^no-/, '')
    return [values.length === 0 ? [pascal(flag), flag === option] : [pascal(option), meaningOf(option, values)]]
  })
  return Object.fromEntries(given)
}

const meaningOf = (option: string, values: readonly string[]): unknown => {
  const [value = ''] = values
  if (lists.includes(option)) return values
  if (!structures.includes(option)) return /^\d+$/.test(value) ? Number(value) : value
  if (value.startsWith('{')) return JSON.parse(value)
  return Object.fromEntries(value.split(',').map((pair) => [pair.split('=')[0], Number(pair.split('=')[1])]))
}

/** The names of options that the AWS CLI has changed. */
const renamed: { readonly [option: string]: string } = { uuid: 'UUID', 'notification-endpoint': 'Endpoint' }

const pascal = (name: string): string =>
  renamed[name] ?? name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())
