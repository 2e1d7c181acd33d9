import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import styles from './Notice.module.css';

interface Props {
  tone?: 'info' | 'soon' | 'stop';
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
  // Read out when it appears.
  announce?: boolean;
}

export function Notice({ tone = 'info', title, children, action, announce }: Props) {
  const Icon = tone === 'info' ? IconInfoCircle : IconAlertTriangle;
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={announce ? (tone === 'stop' ? 'alert' : 'status') : undefined}>
      <Icon size={22} aria-hidden className={styles.icon} />
      <div className={styles.text}>
        {title && <p className={styles.title}>{title}</p>}
        {children}
      </div>
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
