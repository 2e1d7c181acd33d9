// The dialog that asks the second step once more; it comes when it is first needed.

import { useMutation, useQuery } from '@tanstack/react-query';

import { answerOf, api } from '../api/client.ts';
import { accountQuery, call } from '../api/manage.ts';
import { answerWithPasskey, hasPasskeys, NoPasskey } from '../api/passkey.ts';
import { renewed, useSession } from '../api/session.ts';
import { useSpeech } from '../texts/texts.tsx';
import { Button } from '../ui/Controls.tsx';
import { Buttons, Dialog } from '../ui/Dialog.tsx';
import { FormField, useFields } from '../ui/FormField.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Asked } from '../ui/Page.tsx';
import { Refusal } from '../ui/Refusal.tsx';

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

export default function StepUpDialog({ done, back }: { done: () => void; back: () => void }) {
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
