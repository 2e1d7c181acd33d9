import { IconArrowRight } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';

import { answerOf, api, Refused, type Session, type Station } from '../../api/client.ts';
import { stationQuery } from '../../api/manage.ts';
import { answerWithPasskey, hasPasskeys, NoPasskey } from '../../api/passkey.ts';
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
    if (session.state === 'enrolling') void navigate({ to: '/tweede-stap' });
    else if (terug) router.history.push(`${router.basepath}${terug}`);
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

function Waiting({ error }: { error: unknown }) {
  const { t } = useSpeech();
  const wait = useWait(error);
  if (error instanceof Refused && error.status === 429)
    return (
      <Notice tone="soon" announce>
        <p>{wait > 0 ? t.signIn.wait(wait) : t.signIn.waitOver}</p>
      </Notice>
    );
  return error ? <Refusal error={error} /> : null;
}

// The second step. Whether the password was right is told only now, together with the code.
function Code({ pending, again }: { pending: string; again: () => void }) {
  const { t } = useSpeech();
  const enterWith = useEntry();
  const signingIn = useMutation({
    mutationFn: (code: string) => answerOf(api.POST('/api/session/code', { body: { pending, code } })),
    onSuccess: enterWith,
  });
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const { values, field, onSubmit } = useFields(
    { code: { name: 'one-time-code', lack: (value) => !value.trim() && t.signIn.codeMissing } },
    signingIn.error,
  );
  return (
    <form onSubmit={onSubmit(() => !signingIn.isPending && signingIn.mutate(values.code))} noValidate>
      <h2>{t.signIn.codeTitle}</h2>
      <Waiting error={signingIn.error} />
      <FormField {...field('code')} ref={input} label={t.signIn.code} help={t.signIn.codeText} autoComplete="one-time-code" />
      <Button kind="primary" type="submit" busy={signingIn.isPending} wide>
        {t.signIn.submit}
      </Button>
      <Button kind="quiet" onClick={again}>
        {t.signIn.again}
      </Button>
    </form>
  );
}

function WithPasskey() {
  const { t } = useSpeech();
  const enterWith = useEntry();
  const signingIn = useMutation({
    mutationFn: async () => {
      const question = await answerOf(api.POST('/api/session/passkey/question', {}));
      return answerOf(api.POST('/api/session/passkey', { body: await answerWithPasskey(question) }));
    },
    onSuccess: enterWith,
  });
  if (!hasPasskeys) return null;
  return (
    <>
      {signingIn.error instanceof NoPasskey ? (
        <Notice tone="soon" announce>
          <p>{t.second.noPasskey}</p>
        </Notice>
      ) : (
        <Waiting error={signingIn.error} />
      )}
      <Button busy={signingIn.isPending} onClick={() => signingIn.mutate()} wide>
        {t.signIn.passkey}
      </Button>
    </>
  );
}

type PersonHere = Station['people'][number];

// At a workstation that several people share, whoever signed in fully before comes back with a PIN.
function WithPin() {
  const { t } = useSpeech();
  const enterWith = useEntry();
  const station = useQuery(stationQuery);
  const [person, setPerson] = useState<PersonHere>();
  const returning = useMutation({
    mutationFn: (body: { account: string; pin: string }) => answerOf(api.POST('/api/session/pin', { body })),
    onSuccess: enterWith,
  });
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), [person]);
  const { values, field, onSubmit } = useFields({ pin: { lack: (value) => !value && t.signIn.pinMissing } }, returning.error);
  if (!station.data?.shared || station.data.people.length === 0) return null;
  if (!person)
    return (
      <section className={styles.here} aria-labelledby="terug">
        <h2 id="terug">{t.signIn.whoIsBack}</h2>
        <ul className={styles.practices}>
          {station.data.people.map((one) => (
            <li key={one.account}>
              <button type="button" className={styles.practice} onClick={() => setPerson(one)}>
                <b>{one.name}</b>
                <IconArrowRight size={22} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      </section>
    );
  return (
    <form
      className={styles.here}
      onSubmit={onSubmit(() => !returning.isPending && returning.mutate({ account: person.account, pin: values.pin }))}
      noValidate
    >
      <h2>{person.name}</h2>
      <Waiting error={returning.error} />
      <FormField {...field('pin')} ref={input} label={t.signIn.pin} showLabel={t.signIn.showPin} autoComplete="off" inputMode="numeric" />
      <Button kind="primary" type="submit" busy={returning.isPending} wide>
        {t.signIn.submit}
      </Button>
      <Button kind="quiet" onClick={() => setPerson(undefined)}>
        {t.signIn.somebodyElse}
      </Button>
    </form>
  );
}

function OwnAccount() {
  const { t } = useSpeech();
  const enterWith = useEntry();
  const passwordField = useRef<HTMLInputElement>(null);
  const [pending, setPending] = useState<string>();
  const signingIn = useMutation({
    mutationFn: (body: { login: string; password: string }) => answerOf(api.POST('/api/session', { body })),
    onSuccess: (step) => (step.session ? enterWith(step.session) : setPending(step.pending ?? undefined)),
    onError: () => passwordField.current?.select(),
  });
  const wait = useWait(signingIn.error);
  const { values, field, onSubmit } = useFields(
    {
      login: { name: 'username', lack: (value) => !value.trim() && t.signIn.loginMissing },
      password: { lack: (value) => !value && t.signIn.passwordMissing },
    },
    signingIn.error,
  );
  if (pending) return <Code pending={pending} again={() => setPending(undefined)} />;
  const send = () => {
    if (wait === 0 && !signingIn.isPending) signingIn.mutate({ login: values.login.trim(), password: values.password });
  };
  return (
    <>
      <form onSubmit={onSubmit(send)} noValidate>
        <Waiting error={signingIn.error} />
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
      <WithPasskey />
    </>
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
          <WithPin />
          <OwnAccount />
        </>
      )}
    </Door>
  );
}
