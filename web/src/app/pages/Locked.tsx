import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

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
  // At a shared workstation one comes back with the PIN, or with the password for who has none.
  const [byPin, setByPin] = useState(session.shared);
  const opening = useMutation({
    mutationFn: (typed: string) =>
      answerOf(api.POST('/api/session/unlock', { ...call(), body: byPin ? { pin: typed } : { password: typed } })),
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
    { password: { lack: (value) => !value && (byPin ? t.signIn.pinMissing : t.signIn.passwordMissing) } },
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
          label={byPin ? t.signIn.pin : t.signIn.password}
          showLabel={byPin ? t.signIn.showPin : t.signIn.show}
          autoComplete={byPin ? 'off' : 'current-password'}
          inputMode={byPin ? 'numeric' : 'text'}
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
        {session.shared && (
          <Button kind="quiet" onClick={() => setByPin(!byPin)}>
            {byPin ? t.locked.withPassword : t.locked.withPin}
          </Button>
        )}
        <Button kind="quiet" onClick={() => void signOut()}>
          {t.locked.other}
        </Button>
      </div>
    </Door>
  );
}
