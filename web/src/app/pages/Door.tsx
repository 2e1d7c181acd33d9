import type { ReactNode } from 'react';

import { useSpeech } from '../../texts/texts.tsx';
import { LanguageButton } from '../LanguageButton.tsx';
import { Mark } from '../Mark.tsx';
import styles from './Door.module.css';

// The pages before the sign-in: what this is at the left, the form at the right.
export function Door({ banner, children }: { banner?: ReactNode; children: ReactNode }) {
  const { t } = useSpeech();
  return (
    <div className={styles.door}>
      <div className={styles.banner}>{banner}</div>
      <header className={styles.side}>
        <p className={styles.brand}>
          <Mark size={40} />
          {t.app.name}
        </p>
        <p className={styles.promise}>{t.signIn.promise}</p>
        <svg className={styles.cells} viewBox="0 0 264 48" aria-hidden="true" focusable="false">
          {Array.from({ length: 22 }, (_, index) => (
            <rect
              key={index}
              x={(index % 11) * 24}
              y={Math.floor(index / 11) * 24}
              width="19"
              height="19"
              rx="4"
              fill={index === 3 ? '#e0a021' : '#2f5b58'}
            />
          ))}
        </svg>
      </header>
      <main className={styles.main}>
        <div className={styles.language}>
          <LanguageButton />
        </div>
        <div className={styles.form}>{children}</div>
      </main>
    </div>
  );
}
