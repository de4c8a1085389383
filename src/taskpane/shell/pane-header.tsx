import {
  Button,
  makeStyles,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemLink,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Select,
  tokens,
} from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import type { JSX } from 'react';
import { HELP_PAGES } from '../../functions/help-pages';
import { isLanguage, LANGUAGES, type Language } from '../../wording/language';
import { useCheck } from '../check/check-context';
import { usePane } from '../pane-context';

const ALL = 'all';

/** Each language by its own name, for those who read no other. */
const OWN_NAMES: Readonly<Record<Language, string>> = { 'zh-CN': '简体中文', 'en-US': 'English' };

const useStyles = makeStyles({
  header: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS} 0 ${tokens.spacingHorizontalM}`,
    flexShrink: 0,
  },
  title: {
    flexGrow: 1,
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: 'nowrap',
  },
  hide: { flexShrink: 0, minWidth: 0 },
  year: { fontVariantNumeric: 'tabular-nums' },
});

/** The pane's name, the year that all screens show, and what is seldom needed. */
export function PaneHeader({ onLanguage }: { onLanguage: (language: Language) => void }): JSX.Element {
  const { wording, language, destination, docked, go } = usePane();
  const styles = useStyles();
  return (
    <header className={styles.header}>
      <h1 className={styles.title}>{wording.pane('pane-shell', 'title')}</h1>
      {destination.view !== 'about' && destination.view !== 'self-check' && <YearPicker />}
      <Menu
        checkedValues={{ language: [language] }}
        onCheckedValueChange={(_, { checkedItems: [chosen = ''] }) => {
          if (isLanguage(chosen)) onLanguage(chosen);
        }}
      >
        <MenuTrigger disableButtonEnhancement>
          <Button
            appearance="subtle"
            icon={<MoreHorizontalRegular />}
            aria-label={wording.pane('pane-shell', 'menu')}
          />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuGroup>
              <MenuGroupHeader>{wording.pane('pane-shell', 'menu-language')}</MenuGroupHeader>
              {LANGUAGES.map((each) => (
                <MenuItemRadio key={each} name="language" value={each} lang={each}>
                  {OWN_NAMES[each]}
                </MenuItemRadio>
              ))}
            </MenuGroup>
            <MenuDivider />
            <MenuItem onClick={() => go({ view: 'about' })}>{wording.pane('pane-shell', 'menu-about')}</MenuItem>
            {docked && (
              <MenuItem onClick={() => go({ view: 'self-check' })}>{docked.selfCheckTitle(language)}</MenuItem>
            )}
            <MenuItemLink href={HELP_PAGES[language]} target="_blank" rel="noopener">
              {wording.pane('pane-shell', 'menu-help')}
            </MenuItemLink>
          </MenuList>
        </MenuPopover>
      </Menu>
      {docked && (
        <Button className={styles.hide} size="small" onClick={docked.hide}>
          {docked.hideLabel(language)}
        </Button>
      )}
    </header>
  );
}

/** The years of the books. Checking may look at all of them at once, as the command line does when no year is named. */
function YearPicker(): JSX.Element {
  const { wording, state, year, setYear, destination } = usePane();
  const { check, session } = useCheck();
  const styles = useStyles();
  const isChecking = destination.view === 'check' || destination.view === 'waivers';
  const years = [...new Set([...(state.books?.years ?? []), ...(year === undefined ? [] : [year])])].sort(
    (a, b) => b - a,
  );
  const value = isChecking && check.allYears ? ALL : year === undefined ? '' : String(year);
  return (
    <Select
      className={styles.year}
      size="small"
      aria-label={wording.pane('pane-shell', 'year')}
      value={value}
      onChange={(_, { value: chosen }) => {
        if (chosen === ALL) {
          session.showAllYears(true);
          return;
        }
        setYear(Number(chosen));
        if (isChecking) session.showAllYears(false);
      }}
    >
      {isChecking && <option value={ALL}>{wording.pane('pane-shell', 'all-years')}</option>}
      {!isChecking && value === '' && (
        <option value="" disabled>
          {wording.pane('pane-shell', 'no-year')}
        </option>
      )}
      {years.map((each) => (
        <option key={each} value={each}>
          {wording.pane('pane-shell', 'year-option', { year: String(each) })}
        </option>
      ))}
    </Select>
  );
}
