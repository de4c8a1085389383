/* A small add-in for the tests: functions of several kinds, and a ribbon command. */
/* global CustomFunctions, Excel, Office */
'use strict';

CustomFunctions.associate('ADD', (a, b) => a + b);
CustomFunctions.associate('COUNTUP', (by, invocation) => {
  let sum = 0;
  const timer = setInterval(() => invocation.setResult((sum += by)), 20);
  invocation.onCanceled = () => clearInterval(timer);
});
Office.actions.associate('paint', async (event) => {
  await Excel.run(async (context) => {
    context.workbook.getSelectedRange().format.fill.color = '#FFFF00';
    await context.sync();
  });
  event.completed();
});
Office.onReady();
