import { Button, Spinner, Text } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Books } from '../../settlement/books';
import { usePane } from '../pane-context';
import { Screen } from './screen';
import { useText } from './texts';

/** What a screen of figures shows once the workbook has been read and a year is chosen; until then, what is missing. */
export function WithYear({ children }: { children: (books: Books, year: number) => ReactNode }) {
  const { state, year, setYear } = usePane();
  const say = useText();
  const { books } = state;
  if (!books) return <NotRead />;
  if (year !== undefined) return children(books, year);
  return (
    <Screen>
      <Text>{say(books.years.length > 0 ? 'choose-year' : 'no-entries')}</Text>
      <div>
        {books.years.map((each) => (
          <Button key={each} onClick={() => setYear(each)}>
            {each}
          </Button>
        ))}
      </div>
    </Screen>
  );
}

/** The workbook has not been read yet, or can't be. The shell tells why; here stands that nothing can be shown so far. */
export function NotRead() {
  const { state } = usePane();
  const say = useText();
  return (
    <Screen>
      {state.reading || !state.problem ? (
        <Spinner size="small" label={say('reading')} labelPosition="after" />
      ) : (
        <Text>{say('not-read')}</Text>
      )}
    </Screen>
  );
}
