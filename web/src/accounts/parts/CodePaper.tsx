import { useSpeech } from '../../texts/texts.tsx';
import { Button } from '../../ui/Controls.tsx';
import { Buttons, Dialog } from '../../ui/Dialog.tsx';
import { Pairs } from '../../ui/Page.tsx';
import styles from './Codes.module.css';

export interface Handed {
  name: string;
  login: string;
  code: string;
}

// The code with which somebody begins, to hand over on paper: it is never sent, and is shown this once.
export function CodePaper({ handed, onClose }: { handed: Handed; onClose: () => void }) {
  const { t } = useSpeech();
  return (
    <Dialog title={t.people.code.title(handed.name)} onClose={onClose} firm>
      <p>{t.people.code.text}</p>
      <p className={styles.code}>{handed.code}</p>
      <Pairs
        of={[
          [t.people.code.where, `${window.location.host}/app/opnieuw`],
          [t.signIn.login, handed.login],
        ]}
      />
      <Buttons>
        <Button kind="primary" onClick={onClose}>
          {t.people.code.kept}
        </Button>
        <Button onClick={() => window.print()}>{t.act.print}</Button>
      </Buttons>
    </Dialog>
  );
}
