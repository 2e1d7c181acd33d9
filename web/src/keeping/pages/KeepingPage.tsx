import { useQuery } from '@tanstack/react-query';

import { useAct } from '../../accounts/StepUp.tsx';
import { answerOf, api, type Keeping } from '../../api/client.ts';
import { call, changed, keepingQuery } from '../../api/manage.ts';
import { useMay } from '../../api/session.ts';
import { dayText } from '../../days/day.ts';
import { instantText } from '../../days/instant.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Button } from '../../ui/Controls.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Asked, Mark, PageHead, Pairs, Sheet, Sheets, type Tone } from '../../ui/Page.tsx';
import { Refusal } from '../../ui/Refusal.tsx';
import styles from './KeepingPage.module.css';

const kitTone: Record<Keeping['kit']['state'], Tone> = { none: 'stop', other_key: 'stop', untried: 'soon', old: 'soon', tried: 'ok' };

function Backup({ backup }: { backup: Keeping['backup'] }) {
  const { t, language } = useSpeech();
  const at = (instant: string | null | undefined) => (instant ? instantText(language, instant) : t.keeping.never);
  if (!backup.set_up)
    return (
      <Sheet title={t.keeping.backup} action={<Mark tone="stop">{t.keeping.notSetUp}</Mark>}>
        <p>{t.keeping.notSetUpText}</p>
        <code className={styles.command}>kader backup set-up</code>
      </Sheet>
    );
  return (
    <>
      <Sheet
        title={t.keeping.backup}
        action={
          <Mark tone={backup.run_failed ? 'stop' : backup.last_good ? 'ok' : 'soon'}>
            {backup.run_failed ? t.keeping.runFailed : backup.last_good ? t.keeping.runGood : t.keeping.never}
          </Mark>
        }
      >
        <Pairs
          of={[
            [t.keeping.lastGood, at(backup.last_good)],
            [t.keeping.lastRun, at(backup.last_run)],
            ...(backup.next_run ? [[t.keeping.nextRun, at(backup.next_run)] as const] : []),
          ]}
        />
      </Sheet>
      <Sheet
        title={t.keeping.drill}
        intro={t.keeping.drillText}
        action={
          <Mark tone={backup.drill_failed ? 'stop' : backup.last_good_drill ? 'ok' : 'soon'}>
            {backup.drill_failed ? t.keeping.drillFailed : backup.last_good_drill ? t.keeping.drillGood : t.keeping.never}
          </Mark>
        }
      >
        <Pairs
          of={[
            [t.keeping.lastGoodDrill, at(backup.last_good_drill)],
            [t.keeping.lastDrill, at(backup.last_drill)],
            ...(backup.next_drill ? [[t.keeping.nextDrill, at(backup.next_drill)] as const] : []),
          ]}
        />
      </Sheet>
    </>
  );
}

function Epoch({ epoch }: { epoch: Keeping['epoch'] }) {
  const { t, both, language } = useSpeech();
  const mayTurn = useMay('system.write');
  const turning = useAct(
    () => answerOf(api.POST('/api/keeping/turn', call())),
    () => changed('keeping'),
  );
  const tone: Record<Keeping['epoch']['turn'], Tone> = { rest: 'ok', due: 'soon', under_way: 'info', waits: 'stop' };
  return (
    <Sheet title={t.keeping.epoch} intro={t.keeping.epochText} action={<Mark tone={tone[epoch.turn]}>{t.keeping.turn[epoch.turn]}</Mark>}>
      {epoch.waits_for && (
        <Notice tone="stop">
          <p>{both(epoch.waits_for)}</p>
        </Notice>
      )}
      <Pairs
        of={[
          [t.keeping.epochNow, String(epoch.now)],
          ...(epoch.keys_under_old > 0 ? [[t.keeping.underOld, String(epoch.keys_under_old)] as const] : []),
          ...(epoch.last_turned ? [[t.keeping.lastTurned, instantText(language, epoch.last_turned)] as const] : []),
        ]}
      />
      {turning.error && <Refusal error={turning.error} />}
      {mayTurn && epoch.turn !== 'under_way' && (
        <div>
          <Button busy={turning.busy} onClick={() => turning.run(undefined)}>
            {t.keeping.turnNow}
          </Button>
        </div>
      )}
    </Sheet>
  );
}

export function KeepingPage() {
  const { t, both, language } = useSpeech();
  const keeping = useQuery(keepingQuery);
  return (
    <>
      <PageHead title={t.keeping.title} intro={t.keeping.intro} />
      <Sheets>
        <Asked query={keeping}>
          {({ set_up_finished, set_up_lacks, root_key, kit, backup, epoch }) => (
            <>
              {!set_up_finished && (
                <Notice tone="stop" title={t.keeping.unfinished}>
                  <ol className={styles.steps}>
                    {set_up_lacks.map((lack) => (
                      <li key={lack.nl}>{both(lack)}</li>
                    ))}
                  </ol>
                </Notice>
              )}
              <Sheet title={t.keeping.kit} intro={t.keeping.kitText} action={<Mark tone={kitTone[kit.state]}>{t.keeping.kitState[kit.state]}</Mark>}>
                <p className={styles.sentence}>{both(kit.what)}</p>
                <Pairs
                  of={[
                    [t.keeping.made, kit.made_on ? dayText(language, kit.made_on) : t.keeping.never],
                    [t.keeping.tried, kit.tried_on ? dayText(language, kit.tried_on) : t.keeping.never],
                  ]}
                />
                <p>{t.keeping.kitHow}</p>
                <code className={styles.command}>kader kit make</code>
                <code className={styles.command}>kader kit try</code>
              </Sheet>
              <Backup backup={backup} />
              <Sheet title={t.keeping.rootKey}>
                <p className={styles.sentence}>{both(root_key.what)}</p>
                <Pairs of={[[t.keeping.fingerprint, root_key.fingerprint]]} />
                {root_key.losses.length > 0 && (
                  <table className={styles.losses}>
                    <caption className="hidden-visually">{t.keeping.losses}</caption>
                    <thead>
                      <tr>
                        <th scope="col">{t.keeping.lost}</th>
                        <th scope="col">{t.keeping.then}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {root_key.losses.map((loss) => (
                        <tr key={loss.lost.nl}>
                          <td>{both(loss.lost)}</td>
                          <td>{both(loss.then)}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                )}
              </Sheet>
              <Epoch epoch={epoch} />
            </>
          )}
        </Asked>
      </Sheets>
    </>
  );
}
