import { useState } from 'react';

import { answerOf, api, type OwnAccount } from '../../api/client.ts';
import { call, changed } from '../../api/manage.ts';
import { hasPasskeys, makePasskey, NoPasskey } from '../../api/passkey.ts';
import { renewed } from '../../api/session.ts';
import { instantText } from '../../days/instant.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Button } from '../../ui/Controls.tsx';
import { Buttons, Dialog } from '../../ui/Dialog.tsx';
import { FormField, useFields } from '../../ui/FormField.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Mark, Meta, Row, Rows, Sheet } from '../../ui/Page.tsx';
import { QrCode } from '../../ui/QrCode.tsx';
import { Refusal } from '../../ui/Refusal.tsx';
import { useAct } from '../StepUp.tsx';
import { CodesDialog } from './Codes.tsx';
import styles from './Codes.module.css';

type Factor = OwnAccount['factors'][number];

// Fewer than this many left, and it is time for new ones.
const fewCodes = 4;

function AddApp({ offer, done, onClose }: { offer: { secret: string; uri: string }; done: (codes: string[]) => void; onClose: () => void }) {
  const { t } = useSpeech();
  const confirming = useAct(
    (code: string) => answerOf(api.POST('/api/account/totp/confirm', { ...call(), body: { code } })),
    (enrolled) => {
      if (enrolled.session) renewed(enrolled.session);
      changed('account');
      done(enrolled.recovery_codes);
    },
  );
  const { values, field, onSubmit } = useFields(
    { code: { name: 'one-time-code', lack: (value) => !value.trim() && t.second.codeMissing } },
    confirming.error,
  );
  return (
    <Dialog title={t.account.addApp} onClose={onClose}>
      <form onSubmit={onSubmit(() => confirming.run(values.code.trim()))} noValidate>
        <p>{t.second.scan}</p>
        <QrCode text={offer.uri} label={t.second.qr} />
        <p>
          {t.second.typeOver} <span className={styles.secret}>{offer.secret}</span>
        </p>
        {confirming.error && <Refusal error={confirming.error} />}
        <FormField {...field('code')} label={t.second.firstCode} autoComplete="one-time-code" inputMode="numeric" />
        <Buttons>
          <Button kind="primary" type="submit" busy={confirming.busy}>
            {t.second.confirm}
          </Button>
          <Button onClick={onClose}>{t.act.back}</Button>
        </Buttons>
      </form>
    </Dialog>
  );
}

function AddPasskey({ done, onClose }: { done: (codes: string[]) => void; onClose: () => void }) {
  const { t } = useSpeech();
  const adding = useAct(
    async (name: string) => {
      const invitation = await answerOf(api.POST('/api/account/passkeys/question', call()));
      const body = await makePasskey(invitation, name);
      return answerOf(api.POST('/api/account/passkeys', { ...call(), body }));
    },
    (enrolled) => {
      if (enrolled.session) renewed(enrolled.session);
      changed('account');
      done(enrolled.recovery_codes);
    },
  );
  const { values, field, onSubmit } = useFields(
    { name: { name: 'passkey-name', lack: (value) => !value.trim() && t.account.passkeyNameMissing } },
    adding.error,
  );
  return (
    <Dialog title={t.account.addPasskey} onClose={onClose}>
      <form onSubmit={onSubmit(() => adding.run(values.name.trim()))} noValidate>
        <p>{t.second.passkeyText}</p>
        {adding.error instanceof NoPasskey ? (
          <Notice tone="soon" announce>
            <p>{t.second.noPasskey}</p>
          </Notice>
        ) : (
          adding.error && <Refusal error={adding.error} />
        )}
        <FormField {...field('name')} label={t.account.passkeyName} help={t.account.passkeyNameHelp} autoComplete="off" />
        <Buttons>
          <Button kind="primary" type="submit" busy={adding.busy}>
            {t.second.passkey}
          </Button>
          <Button onClick={onClose}>{t.act.back}</Button>
        </Buttons>
      </form>
    </Dialog>
  );
}

function RemoveFactor({ factor, last, onClose }: { factor: Factor; last: boolean; onClose: () => void }) {
  const { t } = useSpeech();
  const removing = useAct(
    (id: string) => answerOf(api.DELETE('/api/account/factors/{id}', { params: { path: { id }, header: call().params.header } })),
    () => {
      changed('account');
      onClose();
    },
  );
  return (
    <Dialog title={t.account.removeTitle(factor.name || t.account.kind[factor.kind])} onClose={onClose}>
      <p>{last ? t.account.removeLast : t.account.removeText}</p>
      {removing.error && <Refusal error={removing.error} />}
      <Buttons>
        <Button kind="primary" busy={removing.busy} onClick={() => removing.run(factor.id)}>
          {t.account.remove}
        </Button>
        <Button onClick={onClose}>{t.act.back}</Button>
      </Buttons>
    </Dialog>
  );
}

export function Factors({ account }: { account: OwnAccount }) {
  const { t, language } = useSpeech();
  const [open, setOpen] = useState<'passkey' | Factor>();
  const [offer, setOffer] = useState<{ secret: string; uri: string }>();
  const [codes, setCodes] = useState<readonly string[]>([]);
  const offering = useAct(() => answerOf(api.POST('/api/account/totp', call())), setOffer);
  const renewing = useAct(
    () => answerOf(api.POST('/api/account/recovery-codes', call())),
    (made) => {
      changed('account');
      setCodes(made.recovery_codes);
    },
  );
  const close = () => {
    setOpen(undefined);
    setOffer(undefined);
  };
  const done = (made: string[]) => {
    close();
    setCodes(made);
  };
  return (
    <Sheet title={t.account.factors} intro={t.account.factorsText}>
      {offering.error && <Refusal error={offering.error} />}
      {account.factors.length > 0 && (
        <Rows label={t.account.factors}>
          {account.factors.map((factor) => (
            <Row
              key={factor.id}
              title={factor.name || t.account.kind[factor.kind]}
              marks={
                factor.name !== '' && factor.name !== t.account.kind[factor.kind] && <Mark tone="none">{t.account.kind[factor.kind]}</Mark>
              }
              action={<Button onClick={() => setOpen(factor)}>{t.account.remove}</Button>}
            >
              <Meta>
                {t.account.added(instantText(language, factor.added))}
                {' · '}
                {factor.used ? t.account.used(instantText(language, factor.used)) : t.account.neverUsed}
              </Meta>
            </Row>
          ))}
        </Rows>
      )}
      <Buttons>
        <Button busy={offering.busy} onClick={() => offering.run(undefined)}>
          {t.account.addApp}
        </Button>
        {hasPasskeys && <Button onClick={() => setOpen('passkey')}>{t.account.addPasskey}</Button>}
      </Buttons>
      <Rows label={t.account.codes}>
        <Row
          title={t.account.codes}
          marks={
            <Mark tone={account.recovery_codes_left < fewCodes ? 'soon' : 'ok'}>{t.account.codesLeft(account.recovery_codes_left)}</Mark>
          }
          action={
            <Button busy={renewing.busy} onClick={() => renewing.run(undefined)}>
              {t.account.codesNew}
            </Button>
          }
        >
          <Meta>
            {account.recovery_code_used
              ? t.account.codeUsed(instantText(language, account.recovery_code_used))
              : t.account.codesText}
          </Meta>
        </Row>
      </Rows>
      {renewing.error && <Refusal error={renewing.error} />}
      {offer && <AddApp offer={offer} done={done} onClose={close} />}
      {open === 'passkey' && <AddPasskey done={done} onClose={close} />}
      {open && open !== 'passkey' && <RemoveFactor factor={open} last={account.factors.length === 1} onClose={close} />}
      {codes.length > 0 && <CodesDialog codes={codes} onClose={() => setCodes([])} />}
    </Sheet>
  );
}
