/** What counts, in a plan and everywhere that speaks of it. Shares are of a post, 0…1, by words. */

/** A post is about its largest theme, and about every other that takes more than this share of it. */
export const ABOUT_SHARE = 1 / 3;
/** From this share on, a post touches a theme; below, a passage just came by. */
export const TOUCH_SHARE = 0.1;

/** A post to which so many others link is a hub. */
export const HUB_LINKS = 3;

/** Whether a post is about a theme, given the theme's rank in it (1 = largest) and its share. */
export function isAbout({ rank, share }: { rank: number; share: number }): boolean {
  return rank === 1 || share > ABOUT_SHARE;
}
