import { ANSWERS, type AnswerId } from '../support/layout';
import { answer, answers, problem, whatIf } from '../support/settled';
import type { Row } from '../support/workbook-builder';

/** Two accounts whose readings on 12-31 add up to a number of fans. */
const fans = (total: number): Row[] => [['2016-12-31', '公司网站', total - 20000], ['2016-12-31', '信周刊', 20000]];
const event = (date: string, people: number): Row => ({ 日期: date, 活动: '路演', 参与人数: people });
const events = (count: number): Row[] => Array.from({ length: count }, (_, month) => event(`2016-01-${String(month + 1).padStart(2, '0')}`, 100));

describe('五.1, 二.1: each fan short of 60,000 on 12-31 costs 0.50', () => {
  it.each<[string, Row[], string]>([
    ['52,300 fans: 7,700 short × 0.5',                                  fans(52300),  '3850.00'],
    ['59,999 fans: 1 short × 0.5',                                      fans(59999),  '0.50'],
    ['60,000 fans: on target, nothing',                                 fans(60000),  '0.00'],
    ['60,001 fans: above target, nothing is paid back',                 fans(60001),  '0.00'],
    ['no fans at all: 60,000 × 0.5',                                    [['2016-12-31', '公司网站', 0]], '30000.00'],
    ['the latest reading of each account counts: 30,000 + 29,000',      [['2016-03-31', '公司网站', 50000], ['2016-06-30', '信周刊', 29000], ['2016-11-30', '公司网站', 30000]], '500.00'],
    ['the latest by date, wherever its row stands',                     [['2016-11-30', '公司网站', 59000], ['2016-03-31', '公司网站', 1000]], '500.00'],
    ['two readings of one account on one day: the later row',           [['2016-11-30', '公司网站', 1000], ['2016-11-30', '公司网站', 59000]], '500.00'],
    ['two readings of one day, the smaller one later: still the later', [['2016-11-30', '公司网站', 59000], ['2016-11-30', '公司网站', 1000]], '29500.00'],
    ['a reading on 12-31 counts',                                       [['2016-11-30', '公司网站', 1000], ['2016-12-31', '公司网站', 59000]], '500.00'],
    ['a reading on 01-01 of the next year is too late',                 [['2016-11-30', '公司网站', 59000], ['2017-01-01', '公司网站', 1000]], '500.00'],
    ['an earlier year’s reading carries on',                            [['2015-06-30', '公司网站', 59000]], '500.00'],
    ['a reading not entered yet is no reading',                         [['2016-11-30', '公司网站', 59000], ['2016-12-31', '公司网站']], '500.00'],
    ['accounts are told apart without the spaces around their names',   [['2016-11-30', '公司网站', 1000], ['2016-12-31', ' 公司网站 ', 59000]], '500.00'],
  ])('%s', (_, rows, expected) => {
    expect(answer({ fans: rows }, 2016, 'FAN_PENALTY')).toBe(expected);
  });

  it('2017 has no target until HR sets one: #N/A that says which parameter and date', () => {
    const book = { fans: [['2017-12-31', '公司网站', 70000]] };
    expect(answer(book, 2017, 'FAN_PENALTY')).toBe('#N/A');
    expect(problem(book, 2017, 'FAN_PENALTY')).toMatchObject({ code: 'parameter-missing', parameter: 'fan-target', date: '2017-12-31' });
    expect(answer(book, 2017, 'FAN_PENALTY', whatIf('fan-target@2017-12-31=70001'))).toBe('0.50');
  });

  it('the target of 2016 is one of its last day alone: 2015 has none', () => {
    expect(answer({ fans: fans(52300) }, 2015, 'FAN_PENALTY')).toBe('#N/A');
  });
});

describe('五.2, 二.2: each event short of twelve with 100 people costs 1,000', () => {
  it.each<[string, Row[], string]>([
    ['10 events: 2 short × 1,000',                        events(10), '2000.00'],
    ['11 events: 1 short × 1,000',                        events(11), '1000.00'],
    ['12 events: on target',                              events(12), '0.00'],
    ['13 events: above target, nothing is paid back',     events(13), '0.00'],
    ['none: 12 × 1,000',                                  [],         '12000.00'],
    ['99 people are too few',                             [...events(11), event('2016-06-01', 99)],  '1000.00'],
    ['100 people: 以上 includes the number itself',       [...events(11), event('2016-06-01', 100)], '0.00'],
    ['101 people',                                        [...events(11), event('2016-06-01', 101)], '0.00'],
    ['on 01-01 the year has begun',                       [...events(11), event('2016-01-01', 100)], '0.00'],
    ['on 12-31 it has not ended',                         [...events(11), event('2016-12-31', 100)], '0.00'],
    ['12-31 of the year before is another year',          [...events(11), event('2015-12-31', 100)], '1000.00'],
    ['01-01 of the next year is another year',            [...events(11), event('2017-01-01', 100)], '1000.00'],
    ['attendance not entered yet: no event',              [...events(11), { 日期: '2016-06-01', 活动: '路演', 赞助奖品价值: 500 }], '1000.00'],
    ['two events on one day are two',                     [...events(10), event('2016-06-01', 100), event('2016-06-01', 100)], '0.00'],
  ])('%s', (_, rows, expected) => {
    expect(answer({ events: rows }, 2016, 'EVENT_PENALTY')).toBe(expected);
  });

  it('2017 has no target until HR sets one', () => {
    expect(problem({}, 2017, 'EVENT_PENALTY')).toMatchObject({ code: 'parameter-missing', parameter: 'event-target', date: '2017-12-31' });
  });
});

describe('五.3, 二.5: deductions for other tasks, by their due date', () => {
  it.each<[string, Row[], string]>([
    ['100 + 250.55',                                       [{ 截止日期: '2016-03-01', 考核扣款: 100 }, { 截止日期: '2016-09-01', 考核扣款: 250.55 }], '350.55'],
    ['due on 01-01',                                       [{ 截止日期: '2016-01-01', 考核扣款: 100 }], '100.00'],
    ['due on 12-31',                                       [{ 截止日期: '2016-12-31', 考核扣款: 100 }], '100.00'],
    ['due the day before',                                 [{ 截止日期: '2015-12-31', 考核扣款: 100 }], '0.00'],
    ['due the day after',                                  [{ 截止日期: '2017-01-01', 考核扣款: 100 }], '0.00'],
    ['the due date decides, not the day it was done',      [{ 截止日期: '2016-12-31', 完成日期: '2017-02-01', 考核扣款: 100 }], '100.00'],
    ['no deduction entered',                               [{ 任务: '商城', 截止日期: '2016-12-31' }], '0.00'],
    ['each row is rounded, then added: 0.01 + 0.01',       [{ 截止日期: '2016-03-01', 考核扣款: 0.005 }, { 截止日期: '2016-03-01', 考核扣款: 0.005 }], '0.02'],
  ])('%s', (_, rows, expected) => {
    expect(answer({ tasks: rows }, 2016, 'TASK_PENALTY')).toBe(expected);
  });

  it('a workbook without a task sheet has no deductions', () => {
    expect(answer({}, 2016, 'TASK_PENALTY')).toBe('0.00');
  });
});

describe('五, 四.1: penalties come out of 12 × 4,000 of performance pay, and out of nothing else', () => {
  const charged = (deduction: number) => ({ fans: fans(60000), events: events(12), tasks: [{ 截止日期: '2016-06-30', 考核扣款: deduction }] });
  it.each<[string, number, string, string]>([
    ['no penalty: 48,000 − 0',                     0,        '48000.00', '0.00'],
    ['48,000 − 1,234.56',                          1234.56,  '46765.44', '0.00'],
    ['48,000 − 47,999.99: one fen is left',        47999.99, '0.01',     '0.00'],
    ['48,000 − 48,000: nothing left, nothing over', 48000,    '0.00',     '0.00'],
    ['48,000 − 48,000.01: one fen over',           48000.01, '0.00',     '0.01'],
    ['48,000 − 60,000: 12,000 charged to nothing', 60000,    '0.00',     '12000.00'],
  ])('%s', (_, deduction, pay, excess) => {
    const shown = answers(charged(deduction), 2016);
    expect([shown.PERFORMANCE_PAY, shown.PENALTY_EXCESS]).toEqual([pay, excess]);
  });

  it('all three penalties add up: 3,850 + 2,000 + 100.50 = 5,950.50, pay 42,049.50', () => {
    const book = { fans: fans(52300), events: events(10), tasks: [{ 截止日期: '2016-06-30', 考核扣款: 100.5 }] };
    expect(answers(book, 2016)).toMatchObject({ FAN_PENALTY: '3850.00', EVENT_PENALTY: '2000.00', TASK_PENALTY: '100.50', PENALTY_TOTAL: '5950.50', PERFORMANCE_PAY: '42049.50', PENALTY_EXCESS: '0.00' });
  });

  it('performance pay changed from July on: 6 × 4,000 + 6 × 5,000 − 0', () => {
    expect(answer(charged(0), 2016, 'PERFORMANCE_PAY', whatIf('performance-pay@2016-07-01=5000'))).toBe('54000.00');
    expect(answer(charged(0), 2016, 'PERFORMANCE_PAY', whatIf('performance-pay@2016-07-02=5000'))).toBe('53000.00');
  });

  it('without a target there is no total: every answer that needs it is #N/A, tasks alone stand', () => {
    const shown = answers({ fans: [['2017-06-30', '公司网站', 1]], tasks: [{ 截止日期: '2017-06-30', 考核扣款: 5 }] }, 2017);
    const missing = ANSWERS.filter((id) => shown[id] === '#N/A');
    expect(missing).toEqual<AnswerId[]>(['FAN_PENALTY', 'EVENT_PENALTY', 'PENALTY_TOTAL', 'PERFORMANCE_PAY', 'PENALTY_EXCESS']);
    expect(shown.TASK_PENALTY).toBe('5.00');
  });
});
