import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

import { answerOf, api, tokenHeader, type Session } from '../../api/client.ts';
import { hasPasskeys, makePasskey, NoPasskey } from '../../api/passkey.ts';
import { enter, signOut, useSession } from '../../api/session.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Button } from '../../ui/Controls.tsx';
import { FormField, useFields } from '../../ui/FormField.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { QrCode } from '../../ui/QrCode.tsx';
import { Refusal } from '../../ui/Refusal.tsx';
import styles from './Code.module.css';
import { Door } from './Door.tsx';
import door from './Door.module.css';

interface Enrolled {
  recovery_codes: string[];
  session: Session | null;
}

const call = () => ({ params: { header: tokenHeader() } });

function App({ done }: { done: (enrolled: Enrolled) => void }) {
  const { t } = useSpeech();
  const offering = useMutation({ mutationFn: () => answerOf(api.POST('/api/account/totp', call())) });
  const confirming = useMutation({
    mutationFn: (code: string) => answerOf(api.POST('/api/account/totp/confirm', { ...call(), body: { code } })),
    onSuccess: (enrolled) => done({ ...enrolled, session: enrolled.session ?? null }),
  });
  const { values, field, onSubmit } = useFields(
    { code: { name: 'one-time-code', lack: (value) => !value.trim() && t.second.codeMissing } },
    confirming.error,
  );
  const offer = offering.data;
  if (!offer)
    return (
      <>
        {offering.error && <Refusal error={offering.error} />}
        <Button kind="primary" busy={offering.isPending} onClick={() => offering.mutate()} wide>
          {t.second.app}
        </Button>
      </>
    );
  return (
    <form onSubmit={onSubmit(() => !confirming.isPending && confirming.mutate(values.code))} noValidate>
      <p>{t.second.scan}</p>
      <QrCode text={offer.uri} label={t.second.qr} />
      <p>
        {t.second.typeOver} <span className={styles.secret}>{offer.secret}</span>
      </p>
      {confirming.error && <Refusal error={confirming.error} />}
      <FormField {...field('code')} label={t.second.firstCode} autoComplete="one-time-code" />
      <Button kind="primary" type="submit" busy={confirming.isPending} wide>
        {t.second.confirm}
      </Button>
    </form>
  );
}

function Passkey({ done }: { done: (enrolled: Enrolled) => void }) {
  const { t } = useSpeech();
  const adding = useMutation({
    mutationFn: async () => {
      const invitation = await answerOf(api.POST('/api/account/passkeys/question', call()));
      const body = await makePasskey(invitation, t.second.passkeyName);
      return answerOf(api.POST('/api/account/passkeys', { ...call(), body }));
    },
    onSuccess: (enrolled) => done({ ...enrolled, session: enrolled.session ?? null }),
  });
  return (
    <>
      {adding.error instanceof NoPasskey ? (
        <Notice tone="soon" announce>
          <p>{t.second.noPasskey}</p>
        </Notice>
      ) : (
        adding.error && <Refusal error={adding.error} />
      )}
      <Button busy={adding.isPending} onClick={() => adding.mutate()} wide>
        {t.second.passkey}
      </Button>
    </>
  );
}

// Adds the second step that this account lacks; nothing else can be done before.
export function SecondStep() {
  const { t } = useSpeech();
  const session = useSession();
  const navigate = useNavigate();
  const [enrolled, setEnrolled] = useState<Enrolled>();
  useEffect(() => {
    document.title = `${t.second.title} - ${t.app.name}`;
  }, [t]);
  const goOn = (result: Enrolled) => {
    if (result.session) enter(result.session);
    void navigate({ to: '/kwaliteitscheck' });
  };
  const done = (result: Enrolled) => {
    if (result.recovery_codes.length > 0) setEnrolled(result);
    else goOn(result);
  };
  if (enrolled)
    return (
      <Door>
        <div>
          <h1>{t.second.codesTitle}</h1>
          <p className={door.lead}>{t.second.codesText}</p>
        </div>
        <ul className={styles.codes} aria-label={t.second.codesTitle}>
          {enrolled.recovery_codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <Button kind="primary" onClick={() => goOn(enrolled)} wide>
          {t.second.codesKept}
        </Button>
      </Door>
    );
  return (
    <Door>
      <div>
        <h1>{t.second.title}</h1>
        <p className={door.lead}>{session.lacks === 'lost' ? t.second.lost : t.second.text}</p>
      </div>
      <App done={done} />
      {hasPasskeys && (
        <div className={styles.or}>
          <p>{t.second.passkeyText}</p>
          <Passkey done={done} />
        </div>
      )}
      <Button kind="quiet" onClick={() => void signOut()}>
        {t.app.signOut}
      </Button>
    </Door>
  );
}
