import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { answerOf, api, type Person } from '../../api/client.ts';
import { call, changed, peopleQuery } from '../../api/manage.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Button } from '../../ui/Controls.tsx';
import { Buttons, Dialog } from '../../ui/Dialog.tsx';
import { Asked, Mark, Meta, PageHead, Row, Rows, Sheet, Sheets } from '../../ui/Page.tsx';
import { Refusal } from '../../ui/Refusal.tsx';
import { AddPerson } from '../parts/AddPerson.tsx';
import { CodePaper, type Handed } from '../parts/CodePaper.tsx';
import { Roles } from '../parts/Roles.tsx';
import { useAct } from '../StepUp.tsx';

type Asking = { act: 'suspend' | 'reset'; person: Person };

function Sure({ asking, handed, onClose }: { asking: Asking; handed: (code: Handed) => void; onClose: () => void }) {
  const { t } = useSpeech();
  const { act, person } = asking;
  const path = () => ({ params: { path: { account: person.account }, header: call().params.header } });
  const doing = useAct(
    async () => {
      if (act === 'suspend') {
        await answerOf(api.POST('/api/people/{account}/suspend', path()));
        return undefined;
      }
      return answerOf(api.POST('/api/people/{account}/reset', path()));
    },
    (made) => {
      changed('people');
      onClose();
      if (made) handed({ name: person.name, login: person.login, code: made.code });
    },
  );
  return (
    <Dialog title={t.people.sureTitle[act](person.name)} onClose={onClose}>
      <p>{t.people.sureText[act]}</p>
      {doing.error && <Refusal error={doing.error} />}
      <Buttons>
        <Button kind="primary" busy={doing.busy} onClick={() => doing.run(undefined)}>
          {t.people.sureSubmit[act]}
        </Button>
        <Button onClick={onClose}>{t.act.back}</Button>
      </Buttons>
    </Dialog>
  );
}

export function PeoplePage() {
  const { t } = useSpeech();
  const people = useQuery(peopleQuery);
  const [adding, setAdding] = useState(false);
  const [asking, setAsking] = useState<Asking>();
  const [handed, setHanded] = useState<Handed>();
  const [chosen, setChosen] = useState<string>();
  const person = people.data?.people.find(({ account }) => account === chosen);
  return (
    <>
      <PageHead
        title={t.people.title}
        intro={t.people.intro}
        action={
          <Button kind="primary" icon={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
            {t.people.add}
          </Button>
        }
      />
      <Sheets>
        <Asked query={people}>
          {({ people: all }) => (
            <Sheet title={t.people.count(all.length)} {...(all.length === 1 && { intro: t.people.alone })}>
              <Rows label={t.people.title}>
                {all.map((person) => (
                  <Row
                    key={person.account}
                    title={person.name}
                    marks={
                      <>
                        {person.suspended ? (
                          <Mark tone="stop">{t.people.suspended}</Mark>
                        ) : (
                          <Mark tone={person.second_factor ? 'ok' : 'soon'}>{person.second_factor ? t.people.active : t.people.noFactor}</Mark>
                        )}
                      </>
                    }
                    action={
                      <>
                        <Button onClick={() => setChosen(person.account)}>{t.people.roles}</Button>
                        <Button onClick={() => setAsking({ act: 'reset', person })}>{t.people.sureButton.reset}</Button>
                        {!person.suspended && (
                          <Button onClick={() => setAsking({ act: 'suspend', person })}>{t.people.sureButton.suspend}</Button>
                        )}
                      </>
                    }
                  >
                    <Meta>
                      {person.login}
                      {' · '}
                      {person.memberships
                        .filter(({ state }) => state !== 'ended')
                        .map(({ role }) => t.app.role(role))
                        .join(', ') || t.app.role(person.role)}
                    </Meta>
                  </Row>
                ))}
              </Rows>
            </Sheet>
          )}
        </Asked>
      </Sheets>
      {adding && <AddPerson handed={setHanded} onClose={() => setAdding(false)} />}
      {asking && <Sure asking={asking} handed={setHanded} onClose={() => setAsking(undefined)} />}
      {person && <Roles person={person} handed={setHanded} onClose={() => setChosen(undefined)} />}
      {handed && <CodePaper handed={handed} onClose={() => setHanded(undefined)} />}
    </>
  );
}
