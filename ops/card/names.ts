import { createHash } from 'node:crypto'
import type { Language } from '../../shared/rules/messages.ts'

/** First names that women and men bear. The sources were read in stored copies on 2026-11-28. */
const firstNames: { readonly [L in Language]: readonly string[] } = {
  // coulmont.com/blog/2009/05/25/epicene and coulmont.com/blog/2014/05/07/les-prenoms-mixtes, from the files of Insee
  fr: ['Alix', 'Andréa', 'Camille', 'Charlie', 'Lou', 'Louison', 'Morgan', 'Sacha'],
  // themanc.com/trending/the-uks-fastest-rising-unisex-baby-names-have-been-revealed
  en: ['Alex', 'Ashley', 'Charlie', 'Frankie', 'Jamie', 'Jordan', 'Morgan', 'Taylor'],
  // rnd.de, "Unisex-Namen", 2020; blog.beliebte-vornamen.de/2023/01/vornamenhitliste-divers;
  // tagblatt.de/Nachrichten/…-386607.html
  de: ['Chris', 'Jona', 'Kim', 'Leo', 'Luca', 'Maxi', 'Mika', 'Toni'],
  // elperiodico.com, "Nombres unisex", 2025-10-04; radioformula.com.mx, 2022-08-18; informeconfidencial.mx,
  // "Nombres neutros"; minombrepersonalizado.com/2022/08/nombres-sin-genero-para-bebes-la.html
  es: ['Álex', 'Alexis', 'Ariel', 'Charlie', 'Denis', 'Francis', 'Noa', 'René'],
  // pianetamamma.it/nomi/nomi-unisex-per-bambini.html; babanono.com, "Nomi misti"; donnaclick.it, "Nomi unisex";
  // signification-noms-prenoms.com/it/nomi-femminili-maschili/ale-5. Italian has few.
  it: ['Ale', 'Alex', 'Andrea', 'Celeste', 'Robin', 'Sam'],
  // neerlandistiek.nl/2018/04/genderneutrale-voornamen; gerritbloothooft.nl/Publications/LINK99-2.htm
  nl: ['Beau', 'Bo', 'Charlie', 'Jamie', 'Kris', 'Marijn', 'Robin', 'Sam'],
}

/** The names on a sheet, in the seed's order. Under one name on every phone, the number would be known by it. */
export const drawNames = (language: Language, seed: string, count: number): readonly string[] => {
  const rank = (name: string) => createHash('sha256').update(`${seed} ${name}`).digest('hex')
  const names = firstNames[language].toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1))
  return Array.from({ length: count }, (_, i) => names[i % names.length] ?? '')
}
