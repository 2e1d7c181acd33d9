import { useState } from 'react';

import type { Witness } from '../../api/client.ts';
import { useSpeech } from '../../texts/texts.tsx';
import styles from './Witnesses.module.css';

const shownAtFirst = 6;

// What ends first stands first; what has no end comes after, in the order of the lists.
export function endingFirst(rows: readonly Witness[]): Witness[] {
  return [...rows].sort((a, b) => {
    const [ends, other] = [a.through ?? '9999', b.through ?? '9999'];
    return ends < other ? -1 : ends > other ? 1 : 0;
  });
}

// Rows of the practice's own lists, by list and kenmerk, with the days on which each counts.
export function Witnesses({ rows, label }: { rows: readonly Witness[]; label: string }) {
  const { t } = useSpeech();
  const [all, setAll] = useState(false);
  const shown = all || rows.length <= shownAtFirst + 1 ? endingFirst(rows) : endingFirst(rows).slice(0, shownAtFirst);
  return (
    <>
      <table className={styles.table}>
        <caption className="hidden-visually">{label}</caption>
        <thead className="hidden-visually">
          <tr>
            <th scope="col">{t.panel.row}</th>
            <th scope="col">{t.panel.counts}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={`${row.list} ${row.kenmerk} ${row.from}`}>
              <th scope="row" lang="nl">
                <span className={styles.list}>{row.list}</span> {row.kenmerk}
              </th>
              <td>{row.through ? t.panel.fromThrough(row.from, row.through) : t.panel.from(row.from)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < rows.length && (
        <button type="button" className={styles.more} onClick={() => setAll(true)}>
          {t.panel.showAll(rows.length)}
        </button>
      )}
      {all && rows.length > shownAtFirst + 1 && (
        <button type="button" className={styles.more} onClick={() => setAll(false)}>
          {t.panel.showLess}
        </button>
      )}
    </>
  );
}
