/// <reference types="office-js" />

/** Office.js as a page loads it: two globals. Handed in, so that a page that is not this one can be served as well. */
export interface OfficeApi {
  readonly Excel: typeof Excel;
  readonly Office: typeof Office;
}

/**
 * What is used beyond ExcelApi 1.9, the lowest set with which the port works at all (change events of all sheets and fill
 * patterns). Each is asked for before it is used; Excel LTSC 2021 has all up to 1.14.
 */
export const COMMENTS = '1.10';
export const SPILLS = '1.12';
export const MERGED_AREAS = '1.13';
export const SHEET_EVENTS = '1.17';
export const NOTES = '1.18';
export const UNDO_GROUPS = '1.20';

/** Whether the host has a version of ExcelApi. */
export function hasExcelApi({ Office }: OfficeApi, version: string): boolean {
  return Office.context.requirements.isSetSupported('ExcelApi', version);
}

/** The addresses of a request are without their sheet; those of an answer bear it: «'a b'!$A$1:B2» → «$A$1:B2». */
export function withoutSheet(address: string): string {
  return address.slice(address.lastIndexOf('!') + 1);
}
