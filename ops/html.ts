/** Markup that is safe to insert. Any other content is escaped. */
export class Html {
  readonly markup: string
  constructor(markup: string) {
    this.markup = markup
  }
}

type Content = string | number | Html | undefined | readonly Content[]

/** Builds markup. What is inserted is escaped, so that settings and names can't become markup. */
export const html = (parts: TemplateStringsArray, ...contents: readonly Content[]): Html =>
  new Html(String.raw({ raw: parts.raw }, ...contents.map(markupOf)))

const markupOf = (content: Content): string => {
  if (content instanceof Html) return content.markup
  if (Array.isArray(content)) return content.map(markupOf).join('')
  return escaped(String(content ?? ''))
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
