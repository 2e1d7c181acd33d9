// The calendar of a DayField, loaded when it is first opened: nobody who types pays for it.

import '@mantine/dates/styles.layer.css';
import 'dayjs/locale/nl';
import 'dayjs/locale/en-gb';

import { DatePicker } from '@mantine/dates';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';

import { firstDay, lastDay, type Day } from '../../days/day.ts';
import { useSpeech } from '../../texts/texts.tsx';
import styles from './Calendar.module.css';

export default function Calendar({ value, around, onPick }: { value: Day | ''; around: Day | undefined; onPick: (day: Day) => void }) {
  const { language, t } = useSpeech();
  const labels = {
    previousMonth: t.field.previousMonth,
    nextMonth: t.field.nextMonth,
    previousYear: t.field.previousYear,
    nextYear: t.field.nextYear,
    previousDecade: t.field.previousDecade,
    nextDecade: t.field.nextDecade,
  };
  return (
    <DatePicker
      classNames={{
        day: styles.day!,
        weekday: styles.weekday!,
        calendarHeaderLevel: styles.level!,
        calendarHeaderControl: styles.control!,
      }}
      locale={language === 'nl' ? 'nl' : 'en-gb'}
      value={value || null}
      {...((value || around) && { defaultDate: value || around! })}
      onChange={(day) => day && onPick(day.slice(0, 10))}
      minDate={firstDay}
      maxDate={lastDay}
      firstDayOfWeek={1}
      weekendDays={[]}
      hideOutsideDates
      highlightToday={false}
      ariaLabels={labels}
      previousIcon={<IconChevronLeft size={20} aria-hidden />}
      nextIcon={<IconChevronRight size={20} aria-hidden />}
    />
  );
}
