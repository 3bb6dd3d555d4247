import { describe, expect, it } from 'vitest';
import { homeZoneOf } from '../../src/time/zones.ts';

describe('the zone that a report comes from', () => {
  it.each([
    ['LIMA, Peru (CNN) -- Rebels freed two.', 'America/Lima'],
    ['By Jordan Phoenix. Fire in the docks.\n\nBERLIN -- A fire broke out.', 'Europe/Berlin'],
    ['Easter eggs were sold in Paris on Monday.', 'Europe/Paris'],
    ["A calm hung over the ambassador's residence in Lima, Peru.", 'America/Lima'],
  ])('%s', (text, zone) => {
    expect(homeZoneOf(text)).toBe(zone);
  });

  it.each(['By Jordan Phoenix. Fire in the docks.', 'Easter eggs were sold.', 'Sydney Jones sang.'])(
    'is none that a person or a feast is named after: %s',
    (text) => {
      expect(homeZoneOf(text)).toBeUndefined();
    },
  );
});
