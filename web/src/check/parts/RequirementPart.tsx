import { IconBook2, IconChevronRight, IconKey } from '@tabler/icons-react';

import type { Requirement } from '../../api/client.ts';
import { addDays, firstDay } from '../../days/day.ts';
import { useSpeech } from '../../texts/texts.tsx';
import { LookIcon, StateMark } from './look.tsx';
import styles from './RequirementPart.module.css';
import { Witnesses } from './Witnesses.tsx';

// What is asked, whose rule it is, and what shows it or what lacks. Never the state alone.
export function RequirementPart({ requirement, open }: { requirement: Requirement; open: boolean }) {
  const { t, both } = useSpeech();
  const { reasons, state } = requirement;
  // Without words of its own a lack is what `why` already says.
  const lacks = reasons.lacks.map((lack) => both(lack.text)).filter((text) => text !== '');
  // What a tag or the statement below already says is not said twice.
  const remarks = requirement.remarks.filter((remark) => remark !== 'statement');
  return (
    <li className={styles.item}>
      <details open={open} className={styles.details}>
        <summary className={styles.summary}>
          <LookIcon look={state} size={20} />
          <span className={styles.title}>
            {both(requirement.title)}
            <span className={styles.tags}>
              <span className={state === 'shown' ? 'hidden-visually' : undefined}>
                <StateMark look={state} />
              </span>
              <span className={styles.tag} title={t.panel.weightMeaning(requirement.weight)}>
                {t.panel.weight(requirement.weight)}
              </span>
              {requirement.certainty === 'assumed' && !requirement.remarks.includes('own_rule') && (
                <span className={`${styles.tag} ${styles.unsure}`}>{t.panel.unconfirmed}</span>
              )}
              {requirement.certainty === 'sourced-2nd' && <span className={styles.tag}>{t.panel.secondHand}</span>}
              {requirement.remarks.includes('own_rule') && (
                <span className={`${styles.tag} ${styles.own}`}>{t.panel.ownRule}</span>
              )}
            </span>
          </span>
          <IconChevronRight size={18} aria-hidden className={styles.turn} />
        </summary>
        <div className={styles.body}>
          {both(requirement.explain) && <p className={styles.explain}>{both(requirement.explain)}</p>}
          {reasons.text && (
            <p className={styles.why}>
              <b>{t.panel.why}: </b>
              {both(reasons.text)}
            </p>
          )}
          {lacks.length > 0 && (
            <div className={styles.block}>
              <h4>{t.panel.lacks}</h4>
              {reasons.subjects_total > 0 && reasons.lacking_total > 0 && (
                <p>{t.panel.lacksOf(reasons.lacking_total, reasons.subjects_total)}</p>
              )}
              <ul className={styles.points}>
                {lacks.map((lack, index) => (
                  <li key={index}>{lack}</li>
                ))}
                {reasons.lacking_total > reasons.lacks.length && (
                  <li>{t.panel.moreLacks(reasons.lacking_total - reasons.lacks.length)}</li>
                )}
              </ul>
            </div>
          )}
          {reasons.unblock && (
            <div className={styles.unblock}>
              <IconKey size={20} aria-hidden />
              <p>
                <b>{t.panel.unblock}: </b>
                {both(reasons.unblock)}
              </p>
            </div>
          )}
          {reasons.against.length > 0 && (
            <div className={styles.block}>
              <h4 className={styles.against}>{t.panel.against}</h4>
              <Witnesses rows={reasons.against} label={t.panel.against} />
            </div>
          )}
          {reasons.gaps.length > 0 && (
            <div className={styles.block}>
              <h4>{t.panel.gaps}</h4>
              <ul className={styles.points}>
                {reasons.gaps.map((gap, index) => (
                  <li key={index}>{both(gap.text)}</li>
                ))}
              </ul>
            </div>
          )}
          {reasons.statements.length > 0 && (
            <div className={styles.block}>
              <h4>{t.panel.statements}</h4>
              <Witnesses rows={reasons.statements} label={t.panel.statements} />
            </div>
          )}
          {state !== 'attested' && (
            <div className={styles.block}>
              <h4>
                {t.panel.evidence}{' '}
                {requirement.evidence.length > 0 && (
                  <span className={styles.count}>{t.panel.evidenceCount(requirement.evidence.length)}</span>
                )}
              </h4>
              {requirement.evidence.length > 0 ? (
                <Witnesses rows={requirement.evidence} label={`${t.panel.evidence}: ${both(requirement.title)}`} />
              ) : (
                <p>{t.panel.evidenceNone}</p>
              )}
            </div>
          )}
          <ul className={styles.facts}>
            {requirement.since > firstDay && state !== 'not_applicable' && (
              <li>
                {t.stateLong[state]} {t.check.since(requirement.since)}
                {requirement.changes_on && `, ${t.check.until(addDays(requirement.changes_on, -1))}`}.
              </li>
            )}
            {requirement.effect === 'remark' && <li>{t.panel.effectRemark}</li>}
            {requirement.effect === 'nothing' && <li>{t.panel.effectNothing}</li>}
            {remarks.map((remark) => (
              <li key={remark}>{t.panel.remark(remark)}</li>
            ))}
          </ul>
          <div className={styles.sources}>
            <IconBook2 size={18} aria-hidden />
            <div>
              <h4 className="hidden-visually">{t.panel.sources}</h4>
              <ul>
                {requirement.source.map((source) => (
                  <li key={source.code + source.article} lang="nl">
                    {source.title}
                    {source.article && `, ${source.article}`}
                  </li>
                ))}
              </ul>
              <p className={styles.norm}>
                {t.panel.norm}: <code>{requirement.id}</code>
              </p>
            </div>
          </div>
        </div>
      </details>
    </li>
  );
}
