import { Link } from '@fluentui/react-components';
import { qualifiedAddress } from '../../ledger/a1';
import type { CellRef } from '../../ledger/finding';
import { visible } from '../../wording/shown-text';
import { usePane } from '../pane-context';
import { useText } from './texts';

/** A cell that a press selects in the sheet. */
export function CellLink({
  place,
  onShow,
  short = false,
}: {
  place: CellRef;
  onShow?: (place: CellRef) => void;
  /** Without the sheet's name, where what stands beside it tells which sheet it is. */
  short?: boolean;
}) {
  const { showCell } = usePane();
  const say = useText();
  const address = visible(qualifiedAddress(place.sheet, place.cell));
  return (
    <Link
      as="button"
      inline
      title={say('cell-select', { cell: address })}
      onClick={() => {
        onShow?.(place);
        void showCell(place);
      }}
    >
      {short ? visible(place.cell) : address}
    </Link>
  );
}
