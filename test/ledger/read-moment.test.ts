import { readMoment } from '../../src/ledger/read-cell';

describe('a date with a time of day', () => {
  it.each<[cell: string, read: string]>([
    ['2016-03-05 14:30', '2016-03-05 14:30:00'],
    ['2016-03-05 14:30:05', '2016-03-05 14:30:05'],
    ['2016-03-05T14:30:05', '2016-03-05 14:30:05'],
    ['2016-03-05 14:30:05.999', '2016-03-05 14:30:05'],
    ['2016/3/5 9:05', '2016-03-05 09:05:00'],
    ['2016.3.5 09:05', '2016-03-05 09:05:00'],
    ['20160305 09:05', '2016-03-05 09:05:00'],
    ['2016年3月5日 14:30', '2016-03-05 14:30:00'],
    ['2016年3月5日14时30分', '2016-03-05 14:30:00'],
    ['2016年3月5号14时30分05秒', '2016-03-05 14:30:05'],
    ['2016年3月5日 14点', '2016-03-05 14:00:00'],
    ['2016年3月5日 14时整', '2016-03-05 14:00:00'],
    ['2016/3/5 下午2:30', '2016-03-05 14:30:00'],
    ['2016/3/5 上午 12:05', '2016-03-05 00:05:00'],
    ['2016/3/5 12:05 PM', '2016-03-05 12:05:00'],
    ['2016/3/5 12:05:59 am', '2016-03-05 00:05:59'],
    ['２０１６－０３－０５　１４：３０', '2016-03-05 14:30:00'],
    ['2016-03-05', '2016-03-05 00:00:00'],
    [' 2016-03-05 \t  14:30 ', '2016-03-05 14:30:00'],
  ])('«%s» is %s, read from text', (cell, read) => {
    expect(readMoment(cell, false)).toEqual({ kind: 'value', value: read, asText: true });
  });

  it.each([
    '2016-03-05 24:00',
    '2016-03-05 14:60',
    '2016-03-05 13:00 PM',
    '2016-03-05 下午 0:30',
    '2016-02-30 10:00',
    '2016-03-05 14:30Z',
    '2016-03-05T14:30:00Z',
    '2016-03-05 14:30 +08:00',
    '14:30',
    '中午',
    '2016-03-05 14:',
    '1'.repeat(70),
  ])('«%s» is none', (cell) => {
    expect(readMoment(cell, false)).toEqual({ kind: 'invalid', shown: cell });
  });

  it.each<[cell: number, date1904: boolean, read: string, asText: boolean]>([
    [42434.604166666664, false, '2016-03-05 14:30:00', false],
    [42434, false, '2016-03-05 00:00:00', false],
    [40972.604166666664, true, '2016-03-05 14:30:00', false],
    [20160305, false, '2016-03-05 00:00:00', true],
  ])('%d (1904: %s) is %s', (cell, date1904, value, asText) => {
    expect(readMoment(cell, date1904)).toEqual({ kind: 'value', value, asText });
  });

  it('is blank, unreadable or out of range like a date', () => {
    expect(readMoment(null, false)).toEqual({ kind: 'blank' });
    expect(readMoment('  ', false)).toEqual({ kind: 'blank' });
    expect(readMoment(true, false)).toEqual({ kind: 'invalid', shown: 'TRUE' });
    expect(readMoment({ fault: '#REF!' }, false)).toEqual({ kind: 'invalid', shown: '#REF!' });
    expect(readMoment(2016, false)).toEqual({ kind: 'invalid', shown: '1905-07-08 00:00:00', reason: 'out-of-range' });
    expect(readMoment('1899-03-05 10:00', false)).toMatchObject({ kind: 'invalid', reason: 'out-of-range' });
  });
});
