import { IconFlask } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';

import { useSpeech } from '../texts/texts.tsx';
import styles from './DemoBanner.module.css';

export function DemoBanner({ choosing }: { choosing?: boolean }) {
  const { t } = useSpeech();
  return (
    <aside className={styles.banner} aria-label="Demo">
      <IconFlask size={20} aria-hidden />
      <p>{t.app.demo}</p>
      {!choosing && <Link to="/aanmelden">{t.app.demoOther}</Link>}
    </aside>
  );
}
