/** A text as HTML may hold it. Texts of imported histories are other people's. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
