import { useSpeech } from '../../texts/texts.tsx';
import { Button } from '../../ui/Controls.tsx';
import { Buttons, Dialog } from '../../ui/Dialog.tsx';
import styles from './Codes.module.css';

// Recovery codes are shown once; the dialog goes only when somebody says that they were written down.
export function CodesDialog({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const { t } = useSpeech();
  return (
    <Dialog title={t.second.codesTitle} onClose={onClose} firm>
      <p>{t.second.codesText}</p>
      <ul className={styles.codes} aria-label={t.second.codesTitle}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Buttons>
        <Button kind="primary" onClick={onClose}>
          {t.second.codesKept}
        </Button>
        <Button onClick={() => window.print()}>{t.act.print}</Button>
      </Buttons>
    </Dialog>
  );
}
