/** The workbook's names. */
import { generateRandomId, type IMutationInfo } from '@univerjs/core';
import {
  IDefinedNamesService,
  type IDefinedNamesServiceParam,
  RemoveDefinedNameMutation,
  SetDefinedNameMutation,
} from '@univerjs/engine-formula';
import { SCOPE_WORKBOOK_VALUE_DEFINED_NAME } from '@univerjs/sheets';
import { parseArea, splitSheet } from '../a1';
import { type NameInfo, type SheetId } from '../grid-model';
import { checkName, sameText } from '../naming';
import { type Workspace } from './workspace';

export function names(space: Workspace): readonly NameInfo[] {
  return nameParams(space).map((param) => {
    const { name, formulaOrRefString: text, comment, hidden, localSheetId } = param;
    const home = localSheetId !== undefined && localSheetId !== SCOPE_WORKBOOK_VALUE_DEFINED_NAME;
    return {
      name,
      formula: text.startsWith('=') ? text : `=${text}`,
      comment: comment ?? '',
      isVisible: hidden !== true,
      ...(home && { sheet: localSheetId }),
    };
  });
}

function nameParams(space: Workspace): IDefinedNamesServiceParam[] {
  return Object.values(space.injector.get(IDefinedNamesService).getDefinedNameMap(space.unit) ?? {});
}

function nameParam(space: Workspace, info: NameInfo): IDefinedNamesServiceParam & { unitId: string } {
  const bare = info.formula.replace(/^=/, '');
  // A reference stands in Univer without the sign, whatever is calculated with it.
  const isReference = parseArea(splitSheet(bare).rest.replaceAll('$', '')) !== undefined;
  return {
    ...space.ids,
    id: generateRandomId(),
    name: info.name,
    formulaOrRefString: isReference ? bare : `=${bare}`,
    comment: info.comment,
    hidden: !info.isVisible,
    localSheetId: info.sheet ?? SCOPE_WORKBOOK_VALUE_DEFINED_NAME,
  };
}

export function putName(space: Workspace, info: NameInfo): void {
  space.commands.syncExecuteCommand(SetDefinedNameMutation.id, nameParam(space, info));
}

export function findName(
  space: Workspace,
  name: string,
  sheet: SheetId | undefined,
): IDefinedNamesServiceParam | undefined {
  const scope = sheet ?? SCOPE_WORKBOOK_VALUE_DEFINED_NAME;
  return nameParams(space).find(
    (param) => sameText(param.name, name) && (param.localSheetId ?? SCOPE_WORKBOOK_VALUE_DEFINED_NAME) === scope,
  );
}

export function setName(space: Workspace, info: NameInfo): void {
  checkName(info.name);
  space.change(() => {
    const old = findName(space, info.name, info.sheet);
    const params = nameParam(space, info);
    const set = (param: object): IMutationInfo => ({ id: SetDefinedNameMutation.id, params: param });
    const remove = (param: object): IMutationInfo => ({ id: RemoveDefinedNameMutation.id, params: param });
    const before = old && { ...space.ids, ...old };
    space.apply(
      before ? [remove(before), set(params)] : [set(params)],
      before ? [remove(params), set(before)] : [remove(params)],
    );
  });
}

export function deleteName(space: Workspace, name: string, sheet?: SheetId): void {
  const old = findName(space, name, sheet);
  if (!old) return;
  space.change(() => {
    const params = { ...space.ids, ...old };
    space.apply([{ id: RemoveDefinedNameMutation.id, params }], [{ id: SetDefinedNameMutation.id, params }]);
  });
}
