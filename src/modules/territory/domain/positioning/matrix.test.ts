import { expect, it } from 'vitest';
import { readMatrix } from './matrix.ts';

const codes = ['40001', '40002', '40003'];
const inside = (rows: string) => readMatrix(`from,to,minutes\n${rows}`, codes);

it('is read in tenths of minute, one way and the other, whatever the comma and the order of columns', () => {
  const expected = [0, 125, 30, 130, 0, Infinity, Infinity, 605, 0];
  const files = [
    'from,to,minutes\n40001,40002,12.5\n40002,40001,13\n40001,40003,3\n40003,40002,60.5\n40001,40001,0\n',
    'from;to;minutes\r\n40001;40002;12,5\r\n40002;40001;13\r\n40001;40003;3\r\n40003;40002;60,5\r\n',
    '\uFEFFminutes;"to";from\n12,5;40002;40001\n13;40001;40002\n3;40003;40001\n60,5;40002;40003\n',
    'from,to,minutes\n40001,40002,"12,5"\n40002,40001,13\n40001,40003,3\n40003,40002,60,5\n',
  ];
  for (const file of files) {
    const matrix = readMatrix(file, codes);
    expect([Array.from(matrix.times), matrix.faults]).toEqual([expected, []]);
    expect(matrix.missing).toEqual({
      count: 2,
      first: [
        ['40002', '40003'],
        ['40003', '40001'],
      ],
    });
    expect(matrix.asymmetric).toBe(3);
  }
});

it('tells each wrong line with its number and what is written there', () => {
  const { faults, unknown } = inside(
    '40001,40002,-3\n40001,40003,loin\n\n40002,40003,601\n40002,40002,4\n40003,40001,5\n40003,40001,6\n40001,99999,5\n40001,40002\n',
  );
  expect(faults.map(({ line, value }) => [line, value])).toEqual([
    [2, '-3'],
    [3, 'loin'],
    [5, '601'],
    [6, '4'],
    [8, '6'],
    [10, '40001,40002'],
  ]);
  expect(unknown).toMatchObject([{ line: 9, value: '99999' }]);
  expect(readMatrix('a,b,c\n', codes).faults).toMatchObject([{ line: 1 }]);
});

it('counts all missing pairs and lists the first twenty; an empty time is one', () => {
  const many = Array.from({ length: 6 }, (_, index) => String(40_001 + index));
  const { missing } = readMatrix('from,to,minutes\n40001,40002,\n40001,40003,5\n', many);
  expect([missing.count, missing.first.length]).toEqual([29, 20]);
  expect(missing.first[0]).toEqual(['40001', '40002']);
});
