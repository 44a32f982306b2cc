/** Success and failure by country (test-phone-numbers, November 2026); twin of carriers/aws/simulator-numbers.ts. */
const simulators: readonly (readonly [success: string, failure: string])[] = [
  ['+43676800442031', '+43676800442032'],
  ['+61455944038', '+61455944039'],
  ['+32460213922', '+32460213923'],
  ['+41798075872', '+41798075874'],
  ['+56229140630', '+56229140631'],
  ['+420790542286', '+420790542287'],
  ['+4525919410', '+4525919215'],
  ['+37282720792', '+37282720793'],
  ['+34683783440', '+34683783442'],
  ['+3584573979110', '+3584573979111'],
  ['+33755512501', '+33755512502'],
  ['+447860019066', '+447860019067'],
  ['+85257048426', '+85257048854'],
  ['+36707178770', '+36707178772'],
  ['+394390009172', '+394390009174'],
  ['+447937404990', '+447937404992'],
  ['+352691385880', '+352691385882'],
  ['+3197008100148', '+3197008100150'],
  ['+4759449384', '+4759449387'],
  ['+48732141440', '+48732141442'],
  ['+351927946948', '+351927946950'],
  ['+40783900330', '+40783900332'],
  ['+46790645100', '+46790645102'],
  ['+886903444630', '+886903444632'],
  ['+14254147755', '+14254147167'],
]

const successes = new Set(simulators.map(([success]) => success))
const failures = new Set(simulators.map(([, failure]) => failure))

/** Whether texts to a destination simulator number succeed or fail; undefined for any other number. */
export const simulatedOutcome = (number: string): 'success' | 'failure' | undefined => {
  if (successes.has(number)) return 'success'
  return failures.has(number) ? 'failure' : undefined
}
