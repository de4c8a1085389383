import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { JSX } from 'react';
import type { Severity } from '../../policy/schema';

const useStyles = makeStyles({
  shape: { width: '12px', height: '12px', flexShrink: 0, fill: 'none', stroke: 'currentColor', strokeWidth: '1.5px' },
  error: { color: tokens.colorStatusDangerForeground1, fill: 'currentColor' },
  warning: { color: tokens.colorStatusWarningForeground3, fill: 'currentColor' },
  info: { color: tokens.colorBrandForeground1 },
});

/** What a severity is known by beside its colour and its name: a disc, a triangle, a ring. */
export function SeverityShape({ severity }: { severity: Severity }): JSX.Element {
  const styles = useStyles();
  return (
    <svg className={mergeClasses(styles.shape, styles[severity])} viewBox="0 0 12 12" aria-hidden="true">
      {severity === 'warning' ? (
        <path d="M6 1.2 11.2 10.6H.8Z" strokeLinejoin="round" />
      ) : (
        <circle cx="6" cy="6" r="4.6" />
      )}
    </svg>
  );
}
