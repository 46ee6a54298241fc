/** The title in small letters with dashes, as it stands in addresses. */
export function slugOf(title: string): string {
  return title
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase();
}
