import { html, type TemplateResult } from 'lit/html.js'

/** The Markdown that the dashboard uses: headings, lists, paragraphs; in them bold and links. All else is text. */
export const markdown = (source: string): readonly TemplateResult[] =>
  source
    .split(/\n{2,}|\n(?=#)|(?<=^#.*)\n/m)
    .filter((block) => block.trim() !== '')
    .map(block)

const block = (source: string): TemplateResult => {
  const heading = /^(#{1,6})\s+(.*)$/.exec(source.trim())
  // On the page, a widget's title is the third level, whatever its own first is.
  if (heading) return html`<h3 class=${heading[1] === '#' ? 'first' : ''}>${inline(heading[2] ?? '')}</h3>`
  const lines = source.trim().split('\n')
  if (lines.every((line) => bullet.test(line)))
    return html`<ul>${lines.map((line) => html`<li>${inline(line.replace(bullet, ''))}</li>`)}</ul>`
  return html`<p>${inline(source.trim())}</p>`
}

const bullet = /^\s*[-*]\s+/

const inline = (source: string): readonly (string | TemplateResult)[] =>
  source.split(/(\*\*.+?\*\*|\[[^\]]+\]\([^)\s]+\))/).map(span)

const span = (source: string): string | TemplateResult => {
  const bold = /^\*\*(.+)\*\*$/.exec(source)
  if (bold) return html`<strong>${inline(bold[1] ?? '')}</strong>`
  const [, label, url] = /^\[(.+)\]\((.+)\)$/.exec(source) ?? []
  if (label === undefined || url === undefined) return source
  // A link that runs a script would be one, too.
  return /^https?:/.test(url) ? html`<a href=${url} target="_blank" rel="noreferrer">${label}</a>` : label
}
