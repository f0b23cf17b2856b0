/** Thrown when bytes that begin as a picture are not one to their end. */
export class BrokenPicture extends Error {
  override readonly name = 'BrokenPicture';
}
