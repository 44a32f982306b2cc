import { testAnswers } from './answers.ts'

await testAnswers('aws')
