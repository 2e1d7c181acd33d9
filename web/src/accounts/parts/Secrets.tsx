import { useState } from 'react';

import { useQuery } from '@tanstack/react-query';

import { answerOf, api, type OwnAccount } from '../../api/client.ts';
import { call, changed, stationQuery } from '../../api/manage.ts';
import { queries, useMay } from '../../api/session.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Button } from '../../ui/Controls.tsx';
import { Buttons, Dialog } from '../../ui/Dialog.tsx';
import { FormField, useFields } from '../../ui/FormField.tsx';
import { Asked, Mark, Meta, Row, Rows, Sheet } from '../../ui/Page.tsx';
import { Refusal } from '../../ui/Refusal.tsx';
import { useAct } from '../StepUp.tsx';

const passwordLengthMin = 12;
const pinForm = /^\d{4,8}$/;

function NewSecret({ what, onClose }: { what: 'password' | 'pin'; onClose: () => void }) {
  const { t } = useSpeech();
  const setting = useAct(
    (text: string) =>
      what === 'password'
        ? answerOf(api.PUT('/api/account/password', { ...call(), body: { password: text } }))
        : answerOf(api.PUT('/api/account/pin', { ...call(), body: { pin: text } })),
    () => {
      changed('account');
      onClose();
    },
  );
  const lack = (value: string) =>
    what === 'password' ? [...value].length < passwordLengthMin && t.setUp.passwordShort : !pinForm.test(value) && t.account.pinShort;
  const { values, field, onSubmit } = useFields({ [what]: { lack } } as Record<'password' | 'pin', { lack: typeof lack }>, setting.error);
  return (
    <Dialog title={what === 'password' ? t.account.passwordNew : t.account.pinNew} onClose={onClose}>
      <form onSubmit={onSubmit(() => setting.run(values[what]))} noValidate>
        {setting.error && <Refusal error={setting.error} />}
        <FormField
          {...field(what)}
          label={what === 'password' ? t.anew.password : t.account.pin}
          help={what === 'password' ? t.setUp.passwordHelp : t.account.pinHelp}
          showLabel={what === 'password' ? t.signIn.show : t.account.pinShow}
          autoComplete={what === 'password' ? 'new-password' : 'off'}
          inputMode={what === 'password' ? 'text' : 'numeric'}
        />
        <Buttons>
          <Button kind="primary" type="submit" busy={setting.busy}>
            {t.act.keep}
          </Button>
          <Button onClick={onClose}>{t.act.back}</Button>
        </Buttons>
      </form>
    </Dialog>
  );
}

// Whether several people share this workstation, and the PIN with which one comes back there.
function Station({ account, newPin }: { account: OwnAccount; newPin: () => void }) {
  const { t } = useSpeech();
  const station = useQuery(stationQuery);
  const mayShare = useMay('practice.write');
  const again = () => void queries.invalidateQueries({ queryKey: ['station'] });
  const sharing = useAct((on: boolean) => (on ? answerOf(api.POST('/api/station', call())) : answerOf(api.DELETE('/api/station', call()))), again);
  const dropping = useAct(
    () => answerOf(api.PUT('/api/account/pin', { ...call(), body: { pin: '' } })),
    () => changed('account'),
  );
  return (
    <Sheet title={t.account.station} intro={t.account.stationText}>
      <Asked query={station}>
        {({ shared }) => (
          <Rows label={t.account.station}>
            <Row
              title={t.account.pin}
              marks={<Mark tone={account.has_pin ? 'ok' : 'none'}>{account.has_pin ? t.account.pinThere : t.account.pinNone}</Mark>}
              action={
                <>
                  <Button onClick={newPin}>{account.has_pin ? t.account.pinOther : t.account.pinNew}</Button>
                  {account.has_pin && (
                    <Button busy={dropping.busy} onClick={() => dropping.run(undefined)}>
                      {t.account.pinDrop}
                    </Button>
                  )}
                </>
              }
            >
              <Meta>{t.account.pinText}</Meta>
            </Row>
            <Row
              title={t.account.here}
              marks={<Mark tone={shared ? 'info' : 'none'}>{shared ? t.account.isShared : t.account.notShared}</Mark>}
              action={
                (shared || mayShare) && (
                  <Button busy={sharing.busy} onClick={() => sharing.run(!shared)}>
                    {shared ? t.account.unshare : t.account.share}
                  </Button>
                )
              }
            >
              <Meta>{shared || mayShare ? t.account.hereText : t.account.hereAsk}</Meta>
            </Row>
          </Rows>
        )}
      </Asked>
      {(sharing.error ?? dropping.error) && <Refusal error={sharing.error ?? dropping.error} />}
    </Sheet>
  );
}

export function Secrets({ account }: { account: OwnAccount }) {
  const { t } = useSpeech();
  const [open, setOpen] = useState<'password' | 'pin'>();
  return (
    <>
      <Sheet title={t.account.signIn}>
        <Rows label={t.account.signIn}>
          <Row title={t.signIn.login}>
            <Meta>{account.login}</Meta>
          </Row>
          <Row
            title={t.signIn.password}
            marks={<Mark tone={account.has_password ? 'ok' : 'none'}>{account.has_password ? t.account.passwordThere : t.account.passwordNone}</Mark>}
            action={<Button onClick={() => setOpen('password')}>{account.has_password ? t.account.passwordOther : t.account.passwordNew}</Button>}
          />
        </Rows>
      </Sheet>
      <Station account={account} newPin={() => setOpen('pin')} />
      {open && <NewSecret what={open} onClose={() => setOpen(undefined)} />}
    </>
  );
}
