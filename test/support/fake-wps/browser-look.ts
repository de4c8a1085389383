import { cellAddress, columnLetters } from '../../../src/ledger/a1';
import type { WpsModel } from '.';

/** How much of a sheet is drawn, and how much of it above and left of the selected cell. */
const ROWS = 30;
const COLUMNS = 12;
const ROWS_ABOVE = 12;
const COLUMNS_LEFT = 7;

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  text: string,
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

/** Draws the part of the workbook around the selection: formula bar, cells with fills and notes, and the sheets' names. */
export function drawBook(place: HTMLElement, model: WpsModel): void {
  const { sheet, range } = model.selected();
  const address = cellAddress(range.top, range.left);
  const bar = element('p', '');
  bar.append(element('b', address), ` ${model.formula(sheet, address) || model.text(sheet, address)}`);
  const tabs = element('nav', '');
  for (const { name, isVisible } of model.sheets()) {
    if (!isVisible) continue;
    const tab = element('button', name);
    tab.setAttribute('aria-pressed', String(name === sheet));
    tab.addEventListener('click', () => model.selectRange(name, { top: 1, left: 1, bottom: 1, right: 1 }));
    tabs.append(tab);
  }
  place.replaceChildren(element('h1', model.workbooks()[0] ?? ''), bar, cellsAround(model), tabs);
}

function cellsAround(model: WpsModel): HTMLTableElement {
  const { sheet, range } = model.selected();
  const [top, left] = [Math.max(1, range.top - ROWS_ABOVE), Math.max(1, range.left - COLUMNS_LEFT)];
  const table = element('table', '');
  const letters = table.insertRow();
  letters.append(element('th', ''));
  for (let column = left; column < left + COLUMNS; column += 1) letters.append(element('th', columnLetters(column)));
  for (let row = top; row < top + ROWS; row += 1) {
    const line = table.insertRow();
    line.append(element('th', String(row)));
    for (let column = left; column < left + COLUMNS; column += 1) {
      const address = cellAddress(row, column);
      const cell = line.insertCell();
      cell.textContent = model.text(sheet, address);
      cell.style.backgroundColor = model.fill(sheet, address) ?? '';
      cell.title = model.note(sheet, address) ?? '';
      if (row === range.top && column === range.left) cell.setAttribute('aria-selected', 'true');
      cell.addEventListener('click', () =>
        model.selectRange(sheet, { top: row, left: column, bottom: row, right: column }),
      );
    }
  }
  return table;
}
