/** The items without those that come after another of the same key. */
export function firstOfEach<Item>(
  items: readonly Item[],
  keyOfItem: (item: Item) => string,
): readonly Item[] {
  const firsts = new Map<string, Item>();
  for (const item of items) {
    const key = keyOfItem(item);
    if (!firsts.has(key)) firsts.set(key, item);
  }
  return [...firsts.values()];
}
