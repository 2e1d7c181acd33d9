import { IconPrinter } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';

import { dayText, type Day } from '../../days/day.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { Button, Switch } from '../../ui/Controls.tsx';
import { DayField } from '../../ui/DayField/DayField.tsx';
import { Notice } from '../../ui/Notice.tsx';
import styles from './DayBar.module.css';

interface Props {
  on: Day;
  today: Day;
  known: Day | undefined;
}

function useDay() {
  const navigate = useNavigate();
  return (op: Day | undefined, bekend?: Day) =>
    void navigate({
      to: '/kwaliteitscheck',
      search: ({ op: _op, bekend: _bekend, ...before }) => ({ ...before, ...(op && { op }), ...(bekend && { bekend }) }),
      resetScroll: false,
    });
}

// Which day is looked at.
export function DayBar({ on, today, known }: Props) {
  const { t } = useSpeech();
  const goTo = useDay();
  const choose = (day: Day) => goTo(day === today ? undefined : day, known && day < today ? day : undefined);
  return (
    <div className={styles.bar}>
      <DayField label={t.check.day} value={on} onChange={choose} />
      <Button onClick={() => goTo(undefined)}>{t.check.today}</Button>
      <Button icon={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>
        {t.check.print}
      </Button>
    </div>
  );
}

// Says loudly that it is not today, and in which sense.
export function OtherDay({ on, today, known }: Props) {
  const { t, language } = useSpeech();
  const goTo = useDay();
  if (on === today && !known) return <p className="hidden-visually" role="status">{t.check.onToday(on)}</p>;
  const past = on < today;
  return (
    <div className={`${styles.other} only-screen`}>
      <Notice
        tone="soon"
        announce
        title={on === today ? t.check.onToday(on) : t.check.notToday(on)}
        action={<Button onClick={() => goTo(undefined)}>{t.check.backToToday}</Button>}
      >
        <p>{known ? t.check.pastKnown(known) : past ? t.check.past : t.check.future}</p>
        {(past || known) && (
          <Switch
            label={`${t.check.known} (${dayText(language, known ?? on)})`}
            checked={known !== undefined}
            onChange={(then) => goTo(on, then ? on : undefined)}
          />
        )}
      </Notice>
    </div>
  );
}
