import type { Language } from '../../wording/language';

/** A moment as people say it beside their work: the time of day, with the day in front where it was not today. */
export function shownTime(at: number, language: Language, now = Date.now()): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(isToday ? {} : { year: 'numeric', month: '2-digit', day: '2-digit' }),
  }).format(at);
}
