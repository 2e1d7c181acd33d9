import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';

import { answerOf, api } from '../../api/client.ts';
import { enter } from '../../api/session.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Button } from '../../ui/Controls.tsx';
import { FormField, useFields } from '../../ui/FormField.tsx';
import { Refusal } from '../../ui/Refusal.tsx';
import { Door } from './Door.tsx';
import styles from './Door.module.css';

const passwordLengthMin = 12;

// For who got a code from somebody who manages accounts: a new account, or one that was lost.
export function BeginAnew() {
  const { t } = useSpeech();
  const navigate = useNavigate();
  useEffect(() => {
    document.title = `${t.anew.title} - ${t.app.name}`;
  }, [t]);
  const beginning = useMutation({
    mutationFn: (body: { login: string; code: string; password: string }) => answerOf(api.POST('/api/activation', { body })),
    onSuccess: (session) => {
      enter(session);
      void navigate({ to: '/tweede-stap' });
    },
  });
  const { values, field, onSubmit } = useFields(
    {
      login: { name: 'username', lack: (value) => !value.trim() && t.signIn.loginMissing },
      code: { lack: (value) => !value.trim() && t.signIn.codeMissing },
      password: { lack: (value) => [...value].length < passwordLengthMin && t.setUp.passwordShort },
    },
    beginning.error,
  );
  const send = () => {
    if (!beginning.isPending) beginning.mutate({ ...values, login: values.login.trim() });
  };
  return (
    <Door>
      <div>
        <h1>{t.anew.title}</h1>
        <p className={styles.lead}>{t.anew.text}</p>
      </div>
      <form onSubmit={onSubmit(send)} noValidate>
        {beginning.error && <Refusal error={beginning.error} />}
        <FormField {...field('login')} label={t.signIn.login} autoComplete="username" autoCapitalize="none" />
        <FormField {...field('code')} label={t.anew.code} autoComplete="off" />
        <FormField
          {...field('password')}
          label={t.anew.password}
          help={t.setUp.passwordHelp}
          showLabel={t.signIn.show}
          autoComplete="new-password"
        />
        <Button kind="primary" type="submit" busy={beginning.isPending} wide>
          {t.anew.submit}
        </Button>
      </form>
    </Door>
  );
}
