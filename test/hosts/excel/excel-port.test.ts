import { openOfficePage, type OfficePage } from '../../workbench/office-page';
import { describePort } from '../../workbook/port-contract';
import { openInExcel } from './excel-driver';

let page: OfficePage;

beforeAll(async () => {
  page = await openOfficePage({ language: 'zh-CN' });
});

afterAll(() => page.close());

describePort({ name: 'Excel', open: (workbook) => openInExcel(page, workbook) });
