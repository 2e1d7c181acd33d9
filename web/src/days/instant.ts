// A moment comes as "2026-11-22T14:05:00Z" and is shown as the clock on the wall in the Netherlands, whatever the
// clock of this computer says.

const forms: Record<'moment' | 'time', Intl.DateTimeFormatOptions> = {
  moment: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  time: { hour: '2-digit', minute: '2-digit' },
};
const formatters = new Map<string, Intl.DateTimeFormat>();

function shown(language: 'nl' | 'en', instant: string, form: 'moment' | 'time'): string {
  const moment = Date.parse(instant);
  if (Number.isNaN(moment)) return instant;
  const key = language + form;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(language === 'nl' ? 'nl-NL' : 'en-GB', { ...forms[form], timeZone: 'Europe/Amsterdam' });
    formatters.set(key, formatter);
  }
  return formatter.format(moment);
}

export const instantText = (language: 'nl' | 'en', instant: string) => shown(language, instant, 'moment');
export const timeText = (language: 'nl' | 'en', instant: string) => shown(language, instant, 'time');
