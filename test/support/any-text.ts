import fc from 'fast-check';

/** Text such as an article may hold: words, odd white space, symbols, joiners, any script. */
export const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom('hostage', 'Mr.', 'U.S.', "it's", '38', '--', '“so', '🐐', 'naïve', '北京', 'Ｆ'),
      fc.constantFrom(
        'e\u0301',
        '\u0301',
        '👩‍🚒',
        '\u00ad',
        '\u200b',
        '\u200d',
        '\ufe0f',
        '\u0000',
        '\ud83d',
      ),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom(' ', '\n', '\n\n', '\t', '\u00a0', '\r\n', '\f', '\v', '\ufeff', '\u2028', '\u3000'),
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(''));
