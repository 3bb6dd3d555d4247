/**
 * Discord's Markdown as its clients read it, as far as messages of a bot can meet it: written from
 * the published rules and the rules of the open parser `discord-markdown`, not from our escaping, so
 * that the one can prove the other.
 */
export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler';
      readonly children: readonly Inline[];
    }
  | { readonly type: 'code' | 'mention' | 'emoji' | 'timestamp' | 'url'; readonly text: string }
  | { readonly type: 'link'; readonly href: string; readonly children: readonly Inline[] };

export interface Block {
  readonly type: 'paragraph' | 'heading' | 'subtext' | 'list' | 'quote' | 'code';
  readonly children: readonly Inline[];
}

interface Rule {
  readonly pattern: RegExp;
  make(match: RegExpExecArray): Inline;
}

const RULES: readonly Rule[] = [
  { pattern: /^\\([^0-9A-Za-z\s])/, make: (m) => ({ type: 'text', text: m[1] ?? '' }) },
  { pattern: /^(`+)([\s\S]*?[^`])\1(?!`)/, make: (m) => ({ type: 'code', text: m[2] ?? '' }) },
  { pattern: /^@(?:everyone|here)/, make: (m) => ({ type: 'mention', text: m[0] }) },
  { pattern: /^<(?:@[!&]?|#)\d+>/, make: (m) => ({ type: 'mention', text: m[0] }) },
  { pattern: /^<\/[^>:]+:\d+>/, make: (m) => ({ type: 'mention', text: m[0] }) },
  { pattern: /^<t:(-?\d+)(?::[tTdDfFR])?>/, make: (m) => ({ type: 'timestamp', text: m[1] ?? '' }) },
  { pattern: /^<a?:\w+:\d+>/, make: (m) => ({ type: 'emoji', text: m[0] }) },
  { pattern: /^:[^\s:]+?(?:::skin-tone-\d)?:/, make: (m) => ({ type: 'emoji', text: m[0] }) },
  { pattern: /^<(?:https?|steam|mailto|tel|sms):[^ >]+>/, make: (m) => ({ type: 'url', text: m[0] }) },
  {
    pattern: /^(?:https?|steam|discord):\/\/[^\s<]+[^<.,:;"')\]\s]/,
    make: (m) => ({ type: 'url', text: m[0] }),
  },
  {
    pattern: /^\[((?:\\.|[^\]\\])*)\]\(\s*<?((?:\([^)]*\)|[^\s\\>]|\\.)*?)>?\s*\)/,
    make: (m) => ({ type: 'link', href: m[2] ?? '', children: inlineOf(m[1] ?? '') }),
  },
  {
    pattern: /^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/,
    make: (m) => ({ type: 'strong', children: inlineOf(m[1] ?? '') }),
  },
  {
    pattern: /^__((?:\\[\s\S]|[^\\])+?)__(?!_)/,
    make: (m) => ({ type: 'underline', children: inlineOf(m[1] ?? '') }),
  },
  { pattern: /^~~([\s\S]+?)~~(?!_)/, make: (m) => ({ type: 'strike', children: inlineOf(m[1] ?? '') }) },
  { pattern: /^\|\|([\s\S]+?)\|\|/, make: (m) => ({ type: 'spoiler', children: inlineOf(m[1] ?? '') }) },
  {
    pattern: /^\*(?=\S)((?:\\[\s\S]|\*\*|[^*\\])+?\S?)\*(?!\*)/,
    make: (m) => ({ type: 'em', children: inlineOf(m[1] ?? '') }),
  },
  {
    pattern: /^_((?:__|\\[\s\S]|[^\\_])+?)_(?![A-Za-z0-9])/,
    make: (m) => ({ type: 'em', children: inlineOf(m[1] ?? '') }),
  },
];

/** Reads the inline formatting of a text. */
export function inlineOf(text: string): readonly Inline[] {
  const found: Inline[] = [];
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const hit = RULES.map((rule) => ({ rule, match: rule.pattern.exec(rest) })).find(({ match }) => match);
    const length = hit?.match?.[0].length ?? 1;
    const node: Inline = hit?.match ? hit.rule.make(hit.match) : { type: 'text', text: text.charAt(at) };
    const last = found.at(-1);
    if (node.type === 'text' && last?.type === 'text')
      found[found.length - 1] = { type: 'text', text: last.text + node.text };
    else found.push(node);
    at += length;
  }
  return found;
}

/** Reads a message: its blocks line by line, and the formatting in each. */
export function blocksOf(content: string): readonly Block[] {
  const fence = /```[\s\S]+?```/.exec(content);
  if (fence && !/\\$/.test(content.slice(0, fence.index))) {
    const code: Block = { type: 'code', children: [{ type: 'text', text: fence[0] }] };
    return [
      ...blocksOf(content.slice(0, fence.index)),
      code,
      ...blocksOf(content.slice(fence.index + fence[0].length)),
    ];
  }
  return content.split('\n').map((line) => blockOf(line));
}

function blockOf(line: string): Block {
  const quote = /^ *> ([\s\S]*)$/.exec(line);
  if (quote) {
    const inner = blockOf(quote[1] ?? '');
    return { type: inner.type === 'paragraph' ? 'quote' : inner.type, children: inner.children };
  }
  const marks: readonly (readonly [Block['type'], RegExp])[] = [
    ['subtext', /^ *-# +(?=\S)/],
    ['heading', /^ *#{1,3} +(?=\S)/],
    ['list', /^ *(?:[*-]|\d+\.) +(?=\S)/],
  ];
  for (const [type, mark] of marks) {
    const match = mark.exec(line);
    if (match) return { type, children: inlineOf(line.slice(match[0].length)) };
  }
  return { type: 'paragraph', children: inlineOf(line) };
}

/** The characters a reader sees. */
export function shown(nodes: readonly Inline[]): string {
  return nodes.map((node) => ('children' in node ? shown(node.children) : node.text)).join('');
}

/** The bold characters a reader sees. */
export function shownBold(nodes: readonly Inline[]): string {
  return nodes.map((node) => (node.type === 'strong' ? shown(node.children) : '')).join('');
}

/** The block quotes of a message, each with its line breaks, as a reader sees them. */
export function quotesIn(content: string): readonly { readonly text: string; readonly bold: string }[] {
  const quotes: { text: string; bold: string }[] = [];
  let open = false;
  for (const block of blocksOf(content)) {
    const last = quotes.at(-1);
    if (block.type !== 'quote') open = false;
    else if (open && last) {
      last.text += `\n${shown(block.children)}`;
      last.bold += `\n${shownBold(block.children)}`;
    } else {
      quotes.push({ text: shown(block.children), bold: shownBold(block.children) });
      open = true;
    }
  }
  return quotes;
}
