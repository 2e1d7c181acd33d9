import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { breakGlassQuery } from '../../api/manage.ts';
import { timeText } from '../../days/instant.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { shortId } from '../who.ts';
import styles from './BreakGlassBanner.module.css';

// Above every page for as long as one has emergency access oneself: nobody forgets that it is open.
export function BreakGlassBanner() {
  const { t, language } = useSpeech();
  const open = useQuery(breakGlassQuery);
  const own = open.data?.open.filter((one) => one.own) ?? [];
  if (own.length === 0) return null;
  return (
    <aside className={styles.banner} aria-label={t.breakGlass.title}>
      <IconAlertTriangle size={22} aria-hidden />
      <p>
        {own.map((one) => (
          <span key={one.id}>{t.breakGlass.banner(shortId(one.subject), timeText(language, one.ends), Math.ceil(one.seconds_left / 60))} </span>
        ))}
      </p>
      <Link to="/noodtoegang">{t.breakGlass.bannerEnd}</Link>
    </aside>
  );
}
