/** A set of questions and the articles that they are about. */
export const SETS = [
  { name: 'stories', corpus: 'eval/stories/articles', file: 'eval/stories/questions.jsonl' },
  { name: 'questions', corpus: 'corpus/articles', file: 'eval/questions.jsonl' },
  { name: 'chat', corpus: 'corpus/articles', file: 'eval/chat.jsonl' },
  { name: 'own-chat', corpus: 'corpus/articles', file: 'eval/own-chat.jsonl' },
  { name: 'own-short', corpus: 'corpus/articles', file: 'eval/own-short.jsonl' },
  { name: 'typos', corpus: 'corpus/articles', file: 'eval/typos.jsonl' },
  { name: 'time', corpus: 'corpus/articles', file: 'eval/time.jsonl' },
  { name: 'own-xquad', corpus: 'eval/xquad-dev/articles', file: 'eval/own-xquad.jsonl' },
  { name: 'xquad-dev', corpus: 'eval/xquad-dev/articles', file: 'eval/xquad-dev/questions.jsonl' },
] as const;
