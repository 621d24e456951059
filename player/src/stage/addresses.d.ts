// A file that the build places beside the page, as its address.
declare module '*?url' {
  const address: string;
  // oxlint-disable-next-line import/no-default-export -- the build's own form
  export default address;
}
