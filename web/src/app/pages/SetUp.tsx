import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

import { answerOf, api } from '../../api/client.ts';
import { enter } from '../../api/session.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Button } from '../../ui/Controls.tsx';
import { FormField, useFields } from '../../ui/FormField.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Refusal } from '../../ui/Refusal.tsx';
import { Door } from './Door.tsx';
import styles from './Door.module.css';

const passwordLengthMin = 12;

export function SetUp() {
  const { t } = useSpeech();
  const navigate = useNavigate();
  const search = useSearch({ from: '/beginnen' });
  // Kept here, and taken out of the address at once: it opens this installation and should not stay in the history.
  const [token] = useState(search.token);
  useEffect(() => {
    document.title = `${t.setUp.title} - ${t.app.name}`;
  }, [t]);
  useEffect(() => {
    if (search.token) void navigate({ to: '/beginnen', search: {}, replace: true });
  }, [search.token, navigate]);

  const making = useMutation({
    mutationFn: (body: { token: string; name: string; login: string; password: string }) =>
      answerOf(api.POST('/api/setup', { body })),
    onSuccess: (session) => {
      enter(session);
      void navigate({ to: '/tweede-stap' });
    },
  });
  const { values, field, onSubmit } = useFields(
    {
      name: { lack: (value) => !value.trim() && t.setUp.nameMissing },
      login: { name: 'username', lack: (value) => !value.trim() && t.setUp.loginMissing },
      password: { lack: (value) => [...value].length < passwordLengthMin && t.setUp.passwordShort },
    },
    making.error,
  );
  if (!token)
    return (
      <Door>
        <h1>{t.setUp.title}</h1>
        <Notice tone="soon">
          <p>{t.setUp.noToken}</p>
        </Notice>
      </Door>
    );

  const { name, login, password } = values;
  const send = () => {
    if (!making.isPending) making.mutate({ token, name: name.trim(), login: login.trim(), password });
  };
  return (
    <Door>
      <div>
        <h1>{t.setUp.title}</h1>
        <p className={styles.lead}>{t.setUp.text}</p>
      </div>
      <form onSubmit={onSubmit(send)} noValidate>
        {making.error && <Refusal error={making.error} />}
        <FormField {...field('name')} label={t.setUp.name} help={t.setUp.nameHelp} autoComplete="name" />
        <FormField {...field('login')} label={t.setUp.login} autoComplete="username" autoCapitalize="none" />
        <FormField
          {...field('password')}
          label={t.setUp.password}
          help={t.setUp.passwordHelp}
          showLabel={t.signIn.show}
          autoComplete="new-password"
        />
        <Button kind="primary" type="submit" busy={making.isPending} wide>
          {t.setUp.submit}
        </Button>
      </form>
    </Door>
  );
}
