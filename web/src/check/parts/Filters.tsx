import { Link } from '@tanstack/react-router';

import { useSpeech } from '../../texts/texts.tsx';
import { looks, type Counts, type Look } from '../states.ts';
import styles from './Filters.module.css';
import { LookIcon } from './look.tsx';

// What there is of each state; choosing one shows only those.
export function Filters({ counts, chosen }: { counts: Counts; chosen: Look | undefined }) {
  const { t } = useSpeech();
  const shown = looks.filter((look) => counts[look] > 0 || look === chosen);
  const link = (look: Look | undefined, count: number, label: string) => (
    <li key={look ?? 'all'}>
      <Link
        to="/kwaliteitscheck"
        search={({ stand: _, ...before }) => (look && look !== chosen ? { ...before, stand: look } : before)}
        className={styles.filter}
        aria-current={look === chosen ? 'true' : undefined}
        resetScroll={false}
      >
        {look && <LookIcon look={look} />}
        {label} <b>{count}</b>
      </Link>
    </li>
  );
  return (
    <nav aria-label={t.check.filterLabel}>
      <ul className={styles.filters}>
        {link(undefined, Object.values(counts).reduce((sum, count) => sum + count, 0), t.check.filterAll)}
        {shown.map((look) => link(look, counts[look], t.stateLong[look]))}
      </ul>
    </nav>
  );
}
