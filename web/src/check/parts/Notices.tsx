import type { CheckAnswer } from '../../api/client.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Notice } from '../../ui/Notice.tsx';
import styles from './Notices.module.css';

// What must be known beside the answers: rows that do not count, and head counts that differ.
export function Notices({ answer }: { answer: CheckAnswer }) {
  const { t, both, language } = useSpeech();
  const { rows, refused, heads } = answer;
  const differ = heads.stated != null && heads.stated !== heads.listed;
  return (
    <>
      {rows.rejected > 0 && (
        <Notice tone="soon">
          <p>{t.notices.rejected(rows.rejected)}</p>
          <details>
            <summary className={styles.show}>{t.notices.show}</summary>
            <ul className={styles.rows}>
              {rows.rejects.map((reject) => (
                <li key={`${reject.file} ${reject.row} ${reject.column}`}>
                  <b>{t.notices.rejectAt(reject.file, reject.row, reject.column)}</b>: {reject[language]}
                </li>
              ))}
            </ul>
          </details>
        </Notice>
      )}
      {refused.length > 0 && (
        <Notice tone="soon">
          <p>{t.notices.refused(refused.length)}</p>
          <details>
            <summary className={styles.show}>{t.notices.show}</summary>
            <ul className={styles.rows}>
              {refused.map((row) => (
                <li key={`${row.list} ${row.kenmerk}`}>
                  <b lang="nl">
                    {row.list} {row.kenmerk}
                  </b>
                  : {both(row.reason)}
                </li>
              ))}
            </ul>
          </details>
        </Notice>
      )}
      {differ && (
        <Notice>
          <p>{t.notices.heads(heads.listed, heads.stated!)}</p>
        </Notice>
      )}
    </>
  );
}
