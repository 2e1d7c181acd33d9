import { IconX } from '@tabler/icons-react';
import { useEffect, useId, useRef, type ReactNode } from 'react';

import { useSpeech } from '../texts/texts.tsx';
import { IconButton } from './Controls.tsx';
import styles from './Dialog.module.css';

interface Props {
  title: string;
  children: ReactNode;
  onClose: () => void;
  // What must not be closed by accident: a code that is shown once. Then it closes by its own button alone.
  firm?: boolean;
}

// The browser's own dialog: it keeps the focus inside, covers the page, and gives the focus back.
export function Dialog({ title, children, onClose, firm }: Props) {
  const { t } = useSpeech();
  const ref = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = ref.current!;
    const before = document.activeElement;
    dialog.showModal();
    // The first thing to fill in; without one the dialog itself, so that it is read from its beginning.
    const first = dialog.querySelector<HTMLElement>('input:not([type=hidden]), textarea, select');
    (first ?? dialog).focus();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={styles.dialog}
      aria-labelledby={heading}
      tabIndex={-1}
      onCancel={(event) => {
        event.preventDefault();
        if (!firm) onClose();
      }}
    >
      <div className={styles.head}>
        <h2 id={heading}>{title}</h2>
        {!firm && <IconButton label={t.act.close} icon={<IconX size={20} aria-hidden />} onClick={onClose} />}
      </div>
      <div className={styles.body}>{children}</div>
    </dialog>
  );
}

// The buttons at the end of a dialog or a form: the act first, the way back beside it.
export function Buttons({ children }: { children: ReactNode }) {
  return <div className={styles.buttons}>{children}</div>;
}
