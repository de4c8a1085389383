/** What a protected sheet lets no one change. */
import { type Worksheet } from '@univerjs/core';
import { isInGrid } from '../a1';
import { type Area, GridRefusal, type SheetId } from '../grid-model';
import { readFormat } from './format-reading';
import { type Workspace } from './workspace';

export function isProtected(space: Workspace, id: SheetId): boolean {
  return space.extras.protectedSheets.some(({ sheet }) => sheet === id);
}

export function guard(space: Workspace, id: SheetId, area?: Area): Worksheet {
  const sheet = space.sheet(id);
  if (area && !isInGrid(area)) throw new GridRefusal('outOfBounds', 'The area lies outside of the sheet.');
  if (isProtected(space, id) && !(area && readFormat(space, id, area).locked === false)) {
    throw new GridRefusal('protected', `The sheet ${sheet.getName()} is protected.`);
  }
  return sheet;
}

export function protectSheet(space: Workspace, id: SheetId, password?: string): void {
  const sheet = space.sheet(id);
  if (isProtected(space, id)) throw new GridRefusal('protected', `The sheet ${sheet.getName()} is protected.`);
  space.change(() => {
    const { protectedSheets } = space.extras;
    const one = password === undefined ? { sheet: id } : { sheet: id, password };
    space.setExtras({ protectedSheets: [...protectedSheets, one] });
  });
}

export function unprotectSheet(space: Workspace, id: SheetId, password?: string): void {
  space.sheet(id);
  const { protectedSheets } = space.extras;
  const held = protectedSheets.find(({ sheet }) => sheet === id);
  if (held?.password !== undefined && held.password !== password) {
    throw new GridRefusal('wrongPassword', 'The password is not the one the sheet is protected with.');
  }
  if (!held) return;
  space.change(() => space.setExtras({ protectedSheets: protectedSheets.filter(({ sheet }) => sheet !== id) }));
}
