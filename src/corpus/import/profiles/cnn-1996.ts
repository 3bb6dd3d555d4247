import type { Profile } from './profile.ts';

/** The pages of CNN Interactive in 1996 and 1997, saved as Markdown. */
export const CNN_1996: Profile = {
  name: 'cnn-1996',
  listsRecordings: true,
  bulletedMenus: true,
  rules: [
    { pattern: /^story ?page$/i, reason: 'page banner', opensPage: true },
    { pattern: /^(?:explore|related|sites ?& ?stories)$/i, reason: 'page banner' },
    { pattern: /^(?:tell us what you think!?|you said it(?:\.{3}|…)?)$/i, reason: 'feedback link' },
    { pattern: /^sound off (?:on|in|at) our\b.{0,40}$/i, reason: 'feedback link' },
    {
      pattern: /^terms under which this (?:service|site) is provided\b.{0,20}$/i,
      reason: 'terms of service',
    },
    { pattern: /^(?:note: )?pages will open in a new browser window\.?$/i, reason: 'note on links' },
    { pattern: /^external sites are not endorsed by\b.{0,40}$/i, reason: 'note on links' },
    { pattern: /^search for related\b.{0,40}$/i, reason: 'search box' },
    { pattern: /^tip: you can restrict your search\b.{0,60}$/i, reason: 'search box' },
    { pattern: /^example: title:/i, reason: 'search box' },
  ],
};
