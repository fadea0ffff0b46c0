import { cleanLines, cutAtSpace, readLine, remarksOnText, warn } from './text.ts';
import type { FieldIssue } from './types.ts';

/** Limit of the standard for `presentation_resume`. */
export const SUMMARY_LIMIT = 280;
const DETAIL_LIMIT = 20_000;

/**
 * `presentation_resume` and `presentation_detail`. A summary over 280 characters is cut at a space and its
 * full text put in front of the detail, once.
 */
export function readPresentation(
  rawSummary: string | undefined,
  rawDetail: string | undefined,
): { summary: string | null; detail: string | null; issues: FieldIssue[] } {
  const full = readLine('presentation_resume', rawSummary, DETAIL_LIMIT);
  const issues = [...full.issues];
  let summary = full.value;
  let detail = cleanLines(rawDetail ?? '');
  issues.push(...remarksOnText('presentation_detail', detail));
  if (summary !== null && summary.length > SUMMARY_LIMIT) {
    const short = cutAtSpace(summary, SUMMARY_LIMIT);
    const message = `Le résumé compte ${summary.length} caractères. Il est coupé à ${SUMMARY_LIMIT}\u00a0; le texte entier passe dans le détail.`;
    issues.push(warn('presentation_resume', 'resume_trop_long', message, summary, short));
    if (!detail.startsWith(summary)) detail = detail === '' ? summary : `${summary}\n\n${detail}`;
    summary = short;
  }
  if (detail.length > DETAIL_LIMIT) {
    const short = cutAtSpace(detail, DETAIL_LIMIT);
    const message = `Ce texte compte ${detail.length} caractères. Il est coupé à ${DETAIL_LIMIT}.`;
    issues.push(warn('presentation_detail', 'texte_trop_long', message, detail, short));
    detail = short;
  }
  return { summary, detail: detail === '' ? null : detail, issues };
}
