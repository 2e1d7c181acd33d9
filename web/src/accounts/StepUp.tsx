// The second step once more, where the server asks for it: one dialog for every page, and the act goes on by itself.

import { useMutation, useQuery } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useState, type ReactNode } from 'react';

import { answerOf, api, Refused } from '../api/client.ts';
import { accountQuery, call } from '../api/manage.ts';
import { answerWithPasskey, hasPasskeys, NoPasskey } from '../api/passkey.ts';
import { noteRefusal, renewed, useSession } from '../api/session.ts';
import { useSpeech } from '../texts/texts.tsx';
import { Button } from '../ui/Controls.tsx';
import { Buttons, Dialog } from '../ui/Dialog.tsx';
import { FormField, useFields } from '../ui/FormField.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Asked } from '../ui/Page.tsx';
import { Refusal } from '../ui/Refusal.tsx';

// Whoever was asked went back: nothing was done, and nothing is wrong.
class GoneBack extends Error {}

type Confirmed = <Out>(act: () => Promise<Out>) => Promise<Out>;
const Confirming = createContext<Confirmed | undefined>(undefined);

function ByCode({ done }: { done: () => void }) {
  const { t } = useSpeech();
  const giving = useMutation({
    mutationFn: (code: string) => answerOf(api.POST('/api/session/step-up', { ...call(), body: { code } })),
    onSuccess: (session) => {
      renewed(session);
      done();
    },
  });
  const { values, field, onSubmit } = useFields(
    { code: { name: 'one-time-code', lack: (value) => !value.trim() && t.second.codeMissing } },
    giving.error,
  );
  return (
    <form onSubmit={onSubmit(() => !giving.isPending && giving.mutate(values.code.trim()))} noValidate>
      {giving.error && <Refusal error={giving.error} />}
      <FormField {...field('code')} label={t.second.firstCode} autoComplete="one-time-code" inputMode="numeric" />
      <Buttons>
        <Button kind="primary" type="submit" busy={giving.isPending}>
          {t.second.confirm}
        </Button>
      </Buttons>
    </form>
  );
}

function ByPasskey({ done, only }: { done: () => void; only: boolean }) {
  const { t } = useSpeech();
  const giving = useMutation({
    mutationFn: async () => {
      const passkey = await answerWithPasskey(await answerOf(api.POST('/api/session/question', call())));
      return answerOf(api.POST('/api/session/step-up', { ...call(), body: { passkey } }));
    },
    onSuccess: (session) => {
      renewed(session);
      done();
    },
  });
  return (
    <>
      {giving.error instanceof NoPasskey ? (
        <Notice tone="soon" announce>
          <p>{t.second.noPasskey}</p>
        </Notice>
      ) : (
        giving.error && <Refusal error={giving.error} />
      )}
      <Buttons>
        <Button kind={only ? 'primary' : 'second'} busy={giving.isPending} onClick={() => giving.mutate()}>
          {t.stepUp.passkey}
        </Button>
      </Buttons>
    </>
  );
}

function StepUpDialog({ done, back }: { done: () => void; back: () => void }) {
  const { t } = useSpeech();
  const { demo } = useSession();
  const account = useQuery(accountQuery);
  return (
    <Dialog title={t.stepUp.title} onClose={back}>
      {demo ? (
        <Notice tone="soon">
          <p>{t.stepUp.demo}</p>
        </Notice>
      ) : (
        <Asked query={account}>
          {({ factors }) => {
            const byCode = factors.some(({ kind }) => kind === 'totp');
            const byPasskey = hasPasskeys && factors.some(({ kind }) => kind === 'passkey');
            return (
              <>
                <p>{t.stepUp.text}</p>
                {byCode && <ByCode done={done} />}
                {byPasskey && <ByPasskey done={done} only={!byCode} />}
              </>
            );
          }}
        </Asked>
      )}
    </Dialog>
  );
}

export function StepUpProvider({ children }: { children: ReactNode }) {
  const [asking, setAsking] = useState<{ done: () => void; back: () => void }>();
  const confirmed = useCallback<Confirmed>(async (act) => {
    try {
      return await act();
    } catch (error) {
      noteRefusal(error);
      if (!(error instanceof Refused) || error.problem?.need !== 'step_up') throw error;
    }
    try {
      await new Promise<void>((resolve, reject) => setAsking({ done: resolve, back: () => reject(new GoneBack('gone back')) }));
    } finally {
      setAsking(undefined);
    }
    return act();
  }, []);
  return (
    <Confirming.Provider value={confirmed}>
      {children}
      {asking && <StepUpDialog {...asking} />}
    </Confirming.Provider>
  );
}

// Something that changes something: it runs once at a time, and asks for the second step when the server does.
export function useAct<In, Out>(act: (input: In) => Promise<Out>, done?: (out: Out, input: In) => void) {
  const confirmed = useContext(Confirming);
  if (!confirmed) throw new Error('useAct outside a StepUpProvider');
  const mutation = useMutation({
    mutationFn: (input: In) => confirmed(() => act(input)),
    onSuccess: (out, input) => done?.(out, input),
  });
  return {
    run: (input: In) => {
      if (!mutation.isPending) mutation.mutate(input);
    },
    busy: mutation.isPending,
    input: mutation.variables,
    error: mutation.error instanceof GoneBack ? null : mutation.error,
  };
}
