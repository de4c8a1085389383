/** json-logic-js comes without types; this is the part that the bench uses. */
declare module 'json-logic-js' {
  export type JsonLogic =
    string | number | boolean | null | readonly JsonLogic[] | { readonly [operator: string]: JsonLogic };

  const jsonLogic: { apply(logic: JsonLogic, data: object): unknown };
  export default jsonLogic;
}
