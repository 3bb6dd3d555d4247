/** A line that is furniture on whatever page it stands, and why. */
export interface FurnitureRule {
  readonly pattern: RegExp;
  readonly reason: string;
  /** Stands at the top of a page: whatever follows is another page than what came before. */
  readonly opensPage?: boolean;
  /** Is furniture only before the story's first sentence or after its last; within, it may be a heading. */
  readonly outside?: boolean;
}

/** What is known of the pages of one site, beside what holds everywhere. */
export interface Profile {
  /** What people call it, as in `profile: cnn-1996`. */
  readonly name: string;
  readonly rules: readonly FurnitureRule[];
  /** Whether the site's pages list files of sound and film, by name and size, in lines and tables. */
  readonly listsRecordings?: boolean;
  /** Whether a list of five or more short labels is the site's menu. */
  readonly bulletedMenus?: boolean;
  /** Whether days may be worked out from "N days ago", a named day and a weekday that agree. */
  readonly infersDays?: boolean;
}
