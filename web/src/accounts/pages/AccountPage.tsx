import { useQuery } from '@tanstack/react-query';

import { accountQuery } from '../../api/manage.ts';
import { useSession } from '../../api/session.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Asked, PageHead, Sheets } from '../../ui/Page.tsx';
import { Factors } from '../parts/Factors.tsx';
import { OwnRoles } from '../parts/OwnRoles.tsx';
import { OwnSessions } from '../parts/OwnSessions.tsx';
import { Secrets } from '../parts/Secrets.tsx';

export function AccountPage() {
  const { t } = useSpeech();
  const account = useQuery(accountQuery);
  const session = useSession();
  return (
    <>
      <PageHead title={t.account.title} intro={t.account.intro} />
      <Sheets>
        <Asked query={account}>
          {(own) => (
            <>
              <OwnRoles session={session} />
              <Factors account={own} />
              <Secrets account={own} />
              <OwnSessions account={own} />
            </>
          )}
        </Asked>
      </Sheets>
    </>
  );
}
