import type { Texts } from '../texts/nl.ts';
import type { Counts } from './states.ts';

// "3 ontbreken, 1 tegengesproken, 9 aangetoond waarvan 2 binnenkort aflopen": what is there, in words; no score.
export function summaryText(counts: Counts, t: Texts['check']['summary']): string {
  const shown = counts.shown + counts.expiring;
  const parts = [
    counts.missing && t.missing(counts.missing),
    counts.contradicted && t.contradicted(counts.contradicted),
    counts.attested && t.attested(counts.attested),
    shown && (counts.expiring ? `${t.shown(shown)} ${t.expiring(counts.expiring)}` : t.shown(shown)),
    counts.not_applicable && t.not_applicable(counts.not_applicable),
    counts.not_asked && t.not_asked(counts.not_asked),
  ];
  return parts.filter(Boolean).join(', ');
}
