/** AWS numbers that receive texts in place of a phone. Every text to `success` is delivered, and none to `failure`. */
type SimulatorNumbers = { readonly success: string; readonly failure: string }

/**
 * By ISO country code (user guide, test-phone-numbers: all countries that have any, as of November 2026). Texts to them
 * reach no carrier, but are reported like others. Only the older guide of Pinpoint (channels-sms-simulator) says that
 * they are billed like others and allowed in the sandbox.
 */
export const simulatorNumbers: Readonly<Record<string, SimulatorNumbers>> = {
  AT: { success: '+43676800442031', failure: '+43676800442032' },
  AU: { success: '+61455944038', failure: '+61455944039' },
  BE: { success: '+32460213922', failure: '+32460213923' },
  CH: { success: '+41798075872', failure: '+41798075874' },
  CL: { success: '+56229140630', failure: '+56229140631' },
  CZ: { success: '+420790542286', failure: '+420790542287' },
  DK: { success: '+4525919410', failure: '+4525919215' },
  EE: { success: '+37282720792', failure: '+37282720793' },
  ES: { success: '+34683783440', failure: '+34683783442' },
  FI: { success: '+3584573979110', failure: '+3584573979111' },
  FR: { success: '+33755512501', failure: '+33755512502' },
  GB: { success: '+447860019066', failure: '+447860019067' },
  HK: { success: '+85257048426', failure: '+85257048854' },
  HU: { success: '+36707178770', failure: '+36707178772' },
  IT: { success: '+394390009172', failure: '+394390009174' },
  JE: { success: '+447937404990', failure: '+447937404992' },
  LU: { success: '+352691385880', failure: '+352691385882' },
  NL: { success: '+3197008100148', failure: '+3197008100150' },
  NO: { success: '+4759449384', failure: '+4759449387' },
  PL: { success: '+48732141440', failure: '+48732141442' },
  PT: { success: '+351927946948', failure: '+351927946950' },
  RO: { success: '+40783900330', failure: '+40783900332' },
  SE: { success: '+46790645100', failure: '+46790645102' },
  TW: { success: '+886903444630', failure: '+886903444632' },
  US: { success: '+14254147755', failure: '+14254147167' },
}
