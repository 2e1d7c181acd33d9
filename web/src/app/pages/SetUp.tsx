import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState, type FormEvent } from 'react';

import { answerOf, api, Refused } from '../../api/client.ts';
import { enter } from '../../api/session.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Button, PasswordField, TextField } from '../../ui/Controls.tsx';
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
  const [name, setName] = useState('');
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  useEffect(() => {
    document.title = `${t.setUp.title} - ${t.app.name}`;
  }, [t]);
  useEffect(() => {
    if (search.token) void navigate({ to: '/beginnen', search: {}, replace: true });
  }, [search.token, navigate]);

  const making = useMutation({
    mutationFn: (key: string) =>
      answerOf(api.POST('/api/setup', { body: { token: key, name: name.trim(), login: login.trim(), password } })),
    onSuccess: (session) => {
      enter(session);
      void navigate({ to: '/kwaliteitscheck' });
    },
  });
  if (!token)
    return (
      <Door>
        <h1>{t.setUp.title}</h1>
        <Notice tone="soon">
          <p>{t.setUp.noToken}</p>
        </Notice>
      </Door>
    );

  const refused = making.error instanceof Refused ? making.error : undefined;
  const problems = {
    name: name.trim() ? undefined : t.setUp.nameMissing,
    login: login.trim() ? undefined : t.setUp.loginMissing,
    password: [...password].length >= passwordLengthMin ? undefined : t.setUp.passwordShort,
  };
  const problem = (field: keyof typeof problems) => (tried && problems[field]) || refused?.field(field);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    const first = (Object.keys(problems) as (keyof typeof problems)[]).find((field) => problems[field]);
    if (first) {
      const field = event.currentTarget.elements.namedItem({ name: 'name', login: 'username', password: 'password' }[first]);
      return (field as HTMLElement | null)?.focus();
    }
    if (!making.isPending) making.mutate(token);
  };
  return (
    <Door>
      <div>
        <h1>{t.setUp.title}</h1>
        <p className={styles.lead}>{t.setUp.text}</p>
      </div>
      <form onSubmit={submit} noValidate>
        {making.error && <Refusal error={making.error} />}
        <TextField
          label={t.setUp.name}
          help={t.setUp.nameHelp}
          name="name"
          autoComplete="name"
          value={name}
          onChange={setName}
          problem={problem('name')}
        />
        <TextField
          label={t.setUp.login}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          value={login}
          onChange={setLogin}
          problem={problem('login')}
        />
        <PasswordField
          label={t.setUp.password}
          help={t.setUp.passwordHelp}
          showLabel={t.signIn.show}
          name="password"
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          problem={problem('password')}
        />
        <Button kind="primary" type="submit" busy={making.isPending} wide>
          {t.setUp.submit}
        </Button>
      </form>
    </Door>
  );
}
