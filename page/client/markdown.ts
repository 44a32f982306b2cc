import { html, type TemplateResult } from 'lit/html.js'

/** Headings and paragraphs with links, as the dashboard has them. Everything else is plain text. */
export const markdown = (source: string): readonly TemplateResult[] =>
  source
    .split(/\n{2,}|\n(?=#)|(?<=^#.*)\n/m)
    .filter((block) => block.trim() !== '')
    .map(block)

const block = (source: string): TemplateResult => {
  const heading = /^#{1,6}\s+(.*)$/.exec(source.trim())
  // A widget's headings are on the page's third level, whatever level they have in the widget.
  if (heading) return html`<h3>${inline(heading[1] ?? '')}</h3>`
  return html`<p>${inline(source.trim())}</p>`
}

const inline = (source: string): readonly (string | TemplateResult)[] =>
  source.split(/(\[[^\]]+\]\([^)\s]+\))/).map(span)

const span = (source: string): string | TemplateResult => {
  const [, label, url] = /^\[(.+)\]\((.+)\)$/.exec(source) ?? []
  if (label === undefined || url === undefined) return source
  // Other links could run a script, so they stay plain text.
  return /^https?:/.test(url) ? html`<a href=${url} target="_blank" rel="noreferrer">${label}</a>` : label
}
