import { Link } from '@tanstack/react-router';

import { useSpeech } from '../../texts/texts.tsx';
import styles from './Plain.module.css';

export function Missing() {
  const { t } = useSpeech();
  return (
    <main className={styles.plain}>
      <h1>{t.app.notFoundTitle}</h1>
      <p>{t.app.notFoundText}</p>
      <p>
        <Link to="/kwaliteitscheck">{t.app.notFoundBack}</Link>
      </p>
    </main>
  );
}
