import { testAnswers } from '../../../e2e/answers.ts'

await testAnswers('aws')
