import {
  IconAlertOctagonFilled,
  IconBan,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleXFilled,
  IconClockExclamation,
  IconPencil,
  type Icon,
} from '@tabler/icons-react';

import { useSpeech } from '../../texts/texts.tsx';
import type { Look } from '../states.ts';
import styles from './look.module.css';

// Colour never speaks alone: every state has its own shape too.
const icons: Record<Look, Icon> = {
  missing: IconCircleXFilled,
  contradicted: IconAlertOctagonFilled,
  attested: IconPencil,
  expiring: IconClockExclamation,
  shown: IconCircleCheckFilled,
  not_applicable: IconCircleDashed,
  not_asked: IconBan,
};

export function LookIcon({ look, size = 18, plain }: { look: Look; size?: number; plain?: boolean }) {
  const Shape = icons[look];
  return <Shape size={size} aria-hidden className={plain ? styles.plainIcon : `${styles.icon} ${styles[look]}`} />;
}

export function StateMark({ look }: { look: Look }) {
  const { t } = useSpeech();
  return (
    <span className={`${styles.mark} ${styles[look]}`}>
      <LookIcon look={look} size={16} plain />
      {t.stateLong[look]}
    </span>
  );
}
