/* A small add-in for the tests: functions of every kind, ribbon commands, settings, and a pane that shows what it met. */
/* global CustomFunctions, Excel, Office, document */
'use strict';

CustomFunctions.associate('ADD', (a, b) => a + b);
CustomFunctions.associate('GREET', (name) => `hello ${name === null ? 'nobody' : name}`);
CustomFunctions.associate('LATER', (value) => new Promise((resolve) => setTimeout(() => resolve(value), 30)));
CustomFunctions.associate('GRID', (rows, columns) =>
  Array.from({ length: rows }, (_row, row) =>
    Array.from({ length: columns }, (_column, column) => (row + 1) * (column + 1)),
  ),
);
CustomFunctions.associate('TOTAL', (cells) =>
  cells.flat().reduce((sum, cell) => sum + (typeof cell === 'number' ? cell : 0), 0),
);
CustomFunctions.associate('REFUSE', () => {
  throw new CustomFunctions.Error(CustomFunctions.ErrorCode.invalidValue, 'Give me a number.');
});
CustomFunctions.associate('COUNTUP', (by, invocation) => {
  let sum = 0;
  const timer = setInterval(() => invocation.setResult((sum += by)), 20);
  invocation.onCanceled = () => clearInterval(timer);
});
/** How often a call of NEVER was given up: shown in the pane. */
let cancelled = 0;
CustomFunctions.associate('NEVER', (value, invocation) => {
  invocation.onCanceled = () => {
    cancelled += 1;
    show('cancelled', cancelled);
  };
  return new Promise(() => undefined);
});

function show(id, text) {
  const place = document.getElementById(id);
  if (place) place.textContent = String(text);
}

Office.actions.associate('paint', async (event) => {
  await Excel.run(async (context) => {
    context.workbook.getSelectedRange().format.fill.color = '#FFFF00';
    await context.sync();
  });
  event.completed();
});
Office.actions.associate('remember', async (event) => {
  await Excel.run(async (context) => {
    const { settings } = Office.context.document;
    settings.set('shared', [1, 'zwei']);
    await new Promise((resolve) => settings.saveAsync(resolve));
    context.workbook.settings.add('sample', { count: 3, text: '记住 <this>' });
    context.workbook.customXmlParts.add('<note xmlns="urn:sample">kept</note>');
    await context.sync();
  });
  event.completed();
});
Office.onReady(async () => {
  show('shared', JSON.stringify(Office.context.document.settings.get('shared')));
  show('language', Office.context.displayLanguage);
  const isDark = Office.context.officeTheme.isDarkTheme;
  show('theme', isDark ? 'dark' : 'light');
  document.documentElement.classList.toggle('dark', isDark);
  await Excel.run(async (context) => {
    const setting = context.workbook.settings.getItemOrNullObject('sample');
    setting.load('value');
    context.workbook.load('name');
    await context.sync();
    show('setting', setting.isNullObject ? 'none' : JSON.stringify(setting.value));
    show('workbook', context.workbook.name);
  });
});
