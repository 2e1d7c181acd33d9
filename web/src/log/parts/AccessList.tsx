import { useQuery } from '@tanstack/react-query';

import { accessListQuery } from '../../api/manage.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Asked, Mark, Sheet } from '../../ui/Page.tsx';
import styles from './Log.module.css';

// Who looked into one file, in sentences that can be handed to whom it is about.
export function AccessList({ subject }: { subject: string }) {
  const { t, both } = useSpeech();
  const list = useQuery(accessListQuery(subject));
  return (
    <Sheet title={t.log.accessList} intro={t.log.accessListText}>
      <Asked query={list}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p>{t.log.accessNone}</p>
          ) : (
            <ul className={styles.sentences} aria-label={t.log.accessList}>
              {rows.map((row, index) => (
                <li key={index}>
                  {both(row.sentence)}
                  {row.emergency && (
                    <>
                      {' '}
                      <Mark tone="soon">{t.log.emergency}</Mark>
                    </>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
    </Sheet>
  );
}
