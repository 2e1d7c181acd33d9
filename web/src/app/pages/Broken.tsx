import { Refused, Unreachable } from '../../api/client.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Button } from '../../ui/Controls.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Refusal } from '../../ui/Refusal.tsx';
import styles from './Plain.module.css';

export function Broken({ error }: { error: unknown }) {
  const { t } = useSpeech();
  const reload = () => window.location.reload();
  return (
    <div className={styles.plain}>
      {error instanceof Refused || error instanceof Unreachable ? (
        <Refusal error={error} again={reload} />
      ) : (
        <Notice tone="stop" announce title={t.problem.pageTitle} action={<Button onClick={reload}>{t.problem.reload}</Button>}>
          <p>{t.problem.pageText}</p>
        </Notice>
      )}
    </div>
  );
}
