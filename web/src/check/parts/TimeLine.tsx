import { useLayoutEffect, useRef, useState } from 'react';

import { addMonths, dayText, daysBetween, type Day } from '../../days/day.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { isWorse, placed, type DayOfChange } from '../coming.ts';
import styles from './TimeLine.module.css';

const mark = 26;
const rowHeight = 30;

// Twelve months from left to right; a mark per question that changes, on its day. Square and red: it
// gets worse; round and green: better.
export function TimeLine({ days, from, through }: { days: readonly DayOfChange[]; from: Day; through: Day }) {
  const { t, language } = useSpeech();
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (!box.current) return undefined;
    const watcher = new ResizeObserver(([entry]) => setWidth(Math.floor(entry!.contentRect.width)));
    watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);

  const marks = placed(days, from, through, width, mark);
  const rows = Math.max(0, ...marks.map(({ row }) => row)) + 1;
  const line = rows * rowHeight + 6;
  const span = Math.max(1, daysBetween(from, through));
  const everyMonths = width < 560 ? 3 : width < 900 ? 2 : 1;
  const firstOfMonth = addMonths(`${from.slice(0, 8)}01`, 1);
  const months: Day[] = [];
  for (let at = firstOfMonth; at <= through; at = addMonths(at, 1)) months.push(at);
  const x = (day: Day) => (daysBetween(from, day) / span) * width;
  const count = marks.length;

  return (
    <figure className={styles.figure}>
      <div ref={box}>
        {width > 0 && (
          <svg width={width} height={line + 30} role="img" aria-label={t.coming.drawing(count)} className={styles.drawing}>
            <line x1={0} x2={width} y1={line} y2={line} className={styles.line} />
            {months.map((month, index) => (
              <g key={month}>
                <line x1={x(month)} x2={x(month)} y1={line} y2={line + 7} className={styles.line} />
                {index % everyMonths === 0 && x(month) < width - 34 && (
                  <text x={x(month) + 4} y={line + 22} className={styles.month}>
                    {dayText(language, month, 'month').replace('.', '')}
                    {month.slice(5, 7) === '01' && ` ${month.slice(0, 4)}`}
                  </text>
                )}
              </g>
            ))}
            {marks.map(({ change, on, x: left, row }) => (
              <line
                key={`${on} ${change.question}`}
                x1={left + mark / 2}
                x2={left + mark / 2}
                y1={line - row * rowHeight - 4}
                y2={line}
                className={styles.stem}
              />
            ))}
            {marks.map(({ change, on, x: left, row }) => {
              const top = line - (row + 1) * rowHeight;
              const worse = change.question > 0 && isWorse(change.from, change.to);
              return (
                <g key={`${on} ${change.question}`} className={worse ? styles.worse : styles.better}>
                  <title>
                    {`${dayText(language, on)}: ${change.question ? t.check.question(change.question) : t.coming.scope}`}
                  </title>
                  <rect x={left} y={top} width={mark} height={mark} rx={worse ? 5 : mark / 2} />
                  <text x={left + mark / 2} y={top + 18} textAnchor="middle" className={styles.number}>
                    {change.question || '±'}
                  </text>
                </g>
              );
            })}
          </svg>
        )}
      </div>
      <figcaption className={styles.legend}>
        <span className={styles.legendWorse}>{t.coming.worse}</span>
        <span className={styles.legendBetter}>{t.coming.better}</span>
      </figcaption>
    </figure>
  );
}
