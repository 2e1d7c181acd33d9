import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';

import { answerOf, api, tokenHeader } from '../../api/client.ts';
import { answerWithPasskey, hasPasskeys, NoPasskey } from '../../api/passkey.ts';
import { signOut, unlocked, useSession } from '../../api/session.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Button } from '../../ui/Controls.tsx';
import { FormField, useFields } from '../../ui/FormField.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Refusal } from '../../ui/Refusal.tsx';
import styles from './Code.module.css';
import { Door } from './Door.tsx';
import door from './Door.module.css';

const call = () => ({ params: { header: tokenHeader() } });

// Nothing of the page behind it is shown; once it is open, the page is there again.
export function Locked() {
  const { t } = useSpeech();
  const session = useSession();
  useEffect(() => {
    document.title = `${t.locked.title} - ${t.app.name}`;
  }, [t]);
  const opening = useMutation({
    mutationFn: (password: string) => answerOf(api.POST('/api/session/unlock', { ...call(), body: { password } })),
    onSuccess: unlocked,
  });
  const byPasskey = useMutation({
    mutationFn: async () => {
      const question = await answerOf(api.POST('/api/session/question', call()));
      const passkey = await answerWithPasskey(question);
      return answerOf(api.POST('/api/session/unlock', { ...call(), body: { passkey } }));
    },
    onSuccess: unlocked,
  });
  const { values, field, onSubmit } = useFields(
    { password: { lack: (value) => !value && t.signIn.passwordMissing } },
    opening.error,
  );
  return (
    <Door>
      <div>
        <h1>{t.locked.title}</h1>
        <p className={door.lead}>{t.locked.text(session.account.name)}</p>
      </div>
      <form onSubmit={onSubmit(() => !opening.isPending && opening.mutate(values.password))} noValidate>
        {opening.error && <Refusal error={opening.error} />}
        <FormField
          {...field('password')}
          label={t.signIn.password}
          showLabel={t.signIn.show}
          autoComplete="current-password"
        />
        <Button kind="primary" type="submit" busy={opening.isPending} wide>
          {t.locked.open}
        </Button>
      </form>
      <div className={styles.or}>
        {byPasskey.error instanceof NoPasskey ? (
          <Notice tone="soon" announce>
            <p>{t.second.noPasskey}</p>
          </Notice>
        ) : (
          byPasskey.error && <Refusal error={byPasskey.error} />
        )}
        {hasPasskeys && (
          <Button busy={byPasskey.isPending} onClick={() => byPasskey.mutate()} wide>
            {t.locked.passkey}
          </Button>
        )}
        <Button kind="quiet" onClick={() => void signOut()}>
          {t.locked.other}
        </Button>
      </div>
    </Door>
  );
}
