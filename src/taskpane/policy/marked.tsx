import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  mark: {
    backgroundColor: tokens.colorPaletteYellowBackground2,
    color: tokens.colorNeutralForeground1,
    borderRadius: tokens.borderRadiusSmall,
    fontWeight: tokens.fontWeightSemibold,
    '@media (forced-colors: active)': { forcedColorAdjust: 'none', backgroundColor: 'Mark', color: 'MarkText' },
  },
});

/** A text with what was searched for marked in it. Text stays text: it is cut, never made markup. */
export function Marked({ text, query }: { text: string; query: string }) {
  const styles = useStyles();
  return cutAt(text, query).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <mark key={index} className={styles.mark}>
        {part}
      </mark>
    ),
  );
}

/** The text cut at every hit: text and hit in turn, text first. */
export function cutAt(text: string, query: string): readonly string[] {
  const wanted = comparable(query.trim());
  const searched = comparable(text);
  // Where comparing changes a text's length («İ»), places in one are not places in the other.
  if (wanted === '' || searched.length !== text.length) return [text];
  const parts: string[] = [];
  let from = 0;
  for (let at = searched.indexOf(wanted); at >= 0; at = searched.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), text.slice(at, at + wanted.length));
    from = at + wanted.length;
  }
  return [...parts, text.slice(from)];
}

/** Tells whether one of the texts holds what is searched for; everything does while nothing is. */
export function holdsQuery(texts: readonly string[], query: string): boolean {
  const wanted = comparable(query.trim());
  return wanted === '' || texts.some((text) => comparable(text).includes(wanted));
}

/** Small and capital letters, full-width and half-width ones alike; «６．２» finds «6.2». */
function comparable(text: string): string {
  return text
    .replaceAll(/[\uFF01-\uFF5E]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .toLowerCase();
}
