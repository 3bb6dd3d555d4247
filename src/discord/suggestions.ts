import type { AutocompleteInteraction } from 'discord.js';
import { folded, matching, publishersOf } from './filters.ts';
import { LIMITS, shorten } from './limits.ts';
import { articleChoice } from './render/lists.ts';
import type { Context } from './services.ts';

/** What could be meant by what has been typed so far; from memory, and never a fault. */
export async function suggest(interaction: AutocompleteInteraction, { services }: Context): Promise<void> {
  const { name, value } = interaction.options.getFocused(true);
  const articles = services.engine.articles();
  const choices =
    name === 'publisher'
      ? publishersOf(articles)
          .filter((publisher) => folded(publisher).includes(folded(value)))
          .map((publisher) => ({
            name: shorten(publisher, LIMITS.choiceText),
            value: shorten(publisher, LIMITS.choiceText),
          }))
      : matching(articles, value).map(articleChoice);
  await interaction.respond(choices.slice(0, LIMITS.choices));
}
