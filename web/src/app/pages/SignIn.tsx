import { IconArrowRight } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';

import { answerOf, api, Refused, type Session } from '../../api/client.ts';
import { demoQuery, enter } from '../../api/session.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Button } from '../../ui/Controls.tsx';
import { FormField, useFields } from '../../ui/FormField.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Refusal } from '../../ui/Refusal.tsx';
import { DemoBanner } from '../DemoBanner.tsx';
import { Door } from './Door.tsx';
import styles from './Door.module.css';

function useEntry(): (session: Session) => void {
  const navigate = useNavigate();
  const router = useRouter();
  const { terug } = useSearch({ from: '/aanmelden' });
  return (session) => {
    enter(session);
    if (terug) router.history.push(`${router.basepath}${terug}`);
    else void navigate({ to: '/kwaliteitscheck' });
  };
}

// How long someone who was refused too often must wait, counting down.
function useWait(error: unknown): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const seconds = error instanceof Refused && error.status === 429 ? (error.retryAfterSeconds ?? 30) : 0;
    setLeft(seconds);
    if (seconds === 0) return undefined;
    const end = Date.now() + seconds * 1000;
    const timer = setInterval(() => {
      const rest = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      setLeft(rest);
      if (rest === 0) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [error]);
  return left;
}

function OwnAccount() {
  const { t } = useSpeech();
  const enterWith = useEntry();
  const passwordField = useRef<HTMLInputElement>(null);
  const signingIn = useMutation({
    mutationFn: (body: { login: string; password: string }) => answerOf(api.POST('/api/session', { body })),
    onSuccess: enterWith,
    onError: () => passwordField.current?.select(),
  });
  const wait = useWait(signingIn.error);
  const refused = signingIn.error instanceof Refused ? signingIn.error : undefined;

  const { values, field, onSubmit } = useFields(
    {
      login: { name: 'username', lack: (value) => !value.trim() && t.signIn.loginMissing },
      password: { lack: (value) => !value && t.signIn.passwordMissing },
    },
    signingIn.error,
  );
  const send = () => {
    if (wait === 0 && !signingIn.isPending) signingIn.mutate({ login: values.login.trim(), password: values.password });
  };
  return (
    <form onSubmit={onSubmit(send)} noValidate>
      {refused?.status === 429 ? (
        <Notice tone="soon" announce>
          <p>{wait > 0 ? t.signIn.wait(wait) : t.signIn.waitOver}</p>
        </Notice>
      ) : (
        signingIn.error && <Refusal error={signingIn.error} />
      )}
      <FormField {...field('login')} label={t.signIn.login} autoComplete="username" autoCapitalize="none" />
      <FormField
        {...field('password')}
        ref={passwordField}
        label={t.signIn.password}
        showLabel={t.signIn.show}
        autoComplete="current-password"
      />
      <Button kind="primary" type="submit" busy={signingIn.isPending} wide>
        {t.signIn.submit}
      </Button>
    </form>
  );
}

function DemoChoice({ practices }: { practices: { id: string; name: string; about: { nl: string; en: string } }[] }) {
  const { t, both } = useSpeech();
  const enterWith = useEntry();
  const entering = useMutation({
    mutationFn: (practice: string) => answerOf(api.POST('/api/demo/session', { body: { practice } })),
    onSuccess: enterWith,
  });
  return (
    <>
      <div>
        <h1>{t.signIn.demoTitle}</h1>
        <p className={styles.lead}>{t.signIn.demoText}</p>
      </div>
      {entering.error && <Refusal error={entering.error} />}
      <ul className={styles.practices}>
        {practices.map((practice) => (
          <li key={practice.id}>
            <button type="button" className={styles.practice} onClick={() => entering.mutate(practice.id)}>
              <b>{practice.name}</b>
              <span>{both(practice.about)}</span>
              <IconArrowRight size={22} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

export function SignIn() {
  const { t, language } = useSpeech();
  const { waarom } = useSearch({ from: '/aanmelden' });
  const demo = useQuery(demoQuery);
  useEffect(() => {
    document.title = `${t.signIn.title} - ${t.app.name}`;
  }, [t, language]);
  const notice = waarom && (
    <Notice announce>
      <p>{waarom === 'verlopen' ? t.signIn.ended : t.signIn.signedOut}</p>
    </Notice>
  );
  if (demo.isPending) return <Door>{<p role="status">{t.app.loading}</p>}</Door>;
  return (
    <Door banner={demo.data && <DemoBanner choosing />}>
      {notice}
      {demo.data ? (
        <>
          <DemoChoice practices={demo.data.practices} />
          <details className={styles.own}>
            <summary>{t.signIn.ownAccount}</summary>
            <OwnAccount />
          </details>
        </>
      ) : (
        <>
          <h1>{t.signIn.title}</h1>
          <OwnAccount />
        </>
      )}
    </Door>
  );
}
