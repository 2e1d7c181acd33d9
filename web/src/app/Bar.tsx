import {
  IconAlertTriangle,
  IconClipboardCheck,
  IconDots,
  IconEraser,
  IconKey,
  IconListSearch,
  IconUsers,
  IconZoomCheck,
} from '@tabler/icons-react';
import { Link, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

import { useSession } from '../api/session.ts';
import { useSpeech } from '../texts/texts.tsx';
import { Mark } from './Mark.tsx';
import styles from './Shell.module.css';

// In this order. `right`: only shown to who may do that; the server decides when it is asked.
const manage = [
  { to: '/mensen', word: 'people', Icon: IconUsers, right: 'practice.write' },
  { to: '/logboek', word: 'log', Icon: IconListSearch, right: 'audit.read' },
  { to: '/maandcontrole', word: 'review', Icon: IconZoomCheck, right: 'audit.read' },
  { to: '/noodtoegang', word: 'breakGlass', Icon: IconAlertTriangle, right: 'activities.write' },
  { to: '/vernietigen', word: 'destruction', Icon: IconEraser, right: 'retention.read' },
  { to: '/sleutels', word: 'keeping', Icon: IconKey, right: 'system.read' },
] as const;

// The bar shows what exists for whoever is signed in, and nothing else. On a narrow screen it lies at the bottom, with what
// does not fit behind one button.
export function Bar() {
  const { t } = useSpeech();
  const { may } = useSession();
  const [open, setOpen] = useState(false);
  const where = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => setOpen(false), [where]);
  const mine = manage.filter(({ right }) => may.includes(right));
  const look = { className: styles.place, activeProps: { className: styles.here! } };
  return (
    <div className={mine.length > 0 ? styles.bar : `${styles.bar} ${styles.one}`}>
      <nav aria-label={t.app.navigation} data-open={open} onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}>
        <p className={styles.brand}>
          <Mark size={32} />
          <span>{t.app.name}</span>
        </p>
        <p className={styles.group}>{t.app.group}</p>
        <ul>
          <li>
            <Link to="/kwaliteitscheck" {...look}>
              <IconClipboardCheck size={22} aria-hidden />
              <span>{t.app.check}</span>
            </Link>
          </li>
        </ul>
        {mine.length > 0 && (
          <>
            <p className={styles.group}>{t.app.manage}</p>
            <ul id="meer">
              {mine.map(({ to, word, Icon }) => (
                <li key={to}>
                  <Link to={to} {...look}>
                    <Icon size={22} aria-hidden />
                    <span>{t.app.place[word]}</span>
                  </Link>
                </li>
              ))}
            </ul>
            <button type="button" className={`${styles.place} ${styles.more}`} aria-expanded={open} aria-controls="meer" onClick={() => setOpen(!open)}>
              <IconDots size={22} aria-hidden />
              <span>{t.app.more}</span>
            </button>
          </>
        )}
      </nav>
    </div>
  );
}
